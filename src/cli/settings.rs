//! Flags about settings that several commands share.

use crate::diagnostics::Level;
use crate::driver::Options;
use std::path::PathBuf;

/// Which policy binds.
#[derive(Debug, clap::Args)]
pub(super) struct Policy {
    /// A policy: levels that neither the workspace nor other flags may lower, and libraries for all models.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

/// What is reported how, and which policy binds.
#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// Report as an error what has this code (`CV405`, `review-overdue`), or what this rule or assertion finds; may be repeated.
    #[arg(long, value_name = "CODE|RULE", value_delimiter = ',')]
    deny: Vec<String>,
    /// Report as a warning what has this code, or what this rule or assertion finds; may be repeated.
    #[arg(long, value_name = "CODE|RULE", value_delimiter = ',')]
    warn: Vec<String>,
    /// Do not report what has this code, or what this rule or assertion finds; may be repeated.
    #[arg(long, value_name = "CODE|RULE", value_delimiter = ',')]
    allow: Vec<String>,
    #[command(flatten)]
    policy: Policy,
}

impl Policy {
    /// As the driver takes it.
    pub(super) fn options(&self) -> Options {
        Options { levels: Vec::new(), policy: self.policy.clone() }
    }
}

impl Flags {
    /// As the driver takes them.
    pub(super) fn options(&self) -> Options {
        let levels = [(Level::Deny, &self.deny), (Level::Warn, &self.warn), (Level::Allow, &self.allow)];
        let levels = levels.into_iter().flat_map(|(level, names)| names.iter().map(move |name| (level, name.clone())));
        Options { levels: levels.collect(), ..self.policy.options() }
    }
}
