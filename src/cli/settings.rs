//! Flags about settings that several commands share.

use crate::diagnostics::Level;
use crate::driver::Options;
use std::path::PathBuf;

/// What is reported how, and which policy binds.
#[derive(Debug, clap::Args)]
pub(super) struct Settings {
    /// Report as an error what has this code (`CV405`, `review-overdue`), or what this rule or assertion finds; may be repeated.
    #[arg(long, value_name = "CODE|RULE", value_delimiter = ',')]
    deny: Vec<String>,
    /// Report as a warning what has this code, or what this rule or assertion finds; may be repeated.
    #[arg(long, value_name = "CODE|RULE", value_delimiter = ',')]
    warn: Vec<String>,
    /// Do not report what has this code, or what this rule or assertion finds; may be repeated.
    #[arg(long, value_name = "CODE|RULE", value_delimiter = ',')]
    allow: Vec<String>,
    /// A policy: levels that neither the workspace nor other flags may lower, and libraries for all models.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

impl Settings {
    /// As the driver takes them.
    pub(super) fn options(&self) -> Options {
        let levels = [(Level::Deny, &self.deny), (Level::Warn, &self.warn), (Level::Allow, &self.allow)];
        let levels = levels.into_iter().flat_map(|(level, names)| names.iter().map(move |name| (level, name.clone())));
        Options { levels: levels.collect(), policy: self.policy.clone() }
    }
}
