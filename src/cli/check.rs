//! `caveat check`: is the model sound?

use super::terminal::{Terminal, date};
use super::{FAILURE, SUCCESS, settings};
use crate::analysis::ThreatState;
use crate::check::{BROKEN_ASSERTION, FINDING};
use crate::diagnostics::{Level, Severity};
use crate::driver::{Compilation, Disk, compile_with, today};
use crate::report::{to_json, unknown_facts};
use crate::text::{Date, counted};
use std::path::PathBuf;

/// Check a model and say what is wrong with it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Folder of the model, or a single file.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// The day for which dates count [default: today, in UTC].
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// Exit with 1 on warnings too, for builds that shall stop at an expired acceptance or an overdue review.
    #[arg(long)]
    deny_warnings: bool,
    /// List the facts that the model does not say and that would decide rules.
    #[arg(long)]
    explain_unknown: bool,
    #[command(flatten)]
    settings: settings::Flags,
    /// How to print what is found; `json` goes to standard output.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
    format: String,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> u8 {
    let as_of = arguments.as_of.unwrap_or_else(today);
    let mut compilation = compile_with(&Disk, &arguments.path, as_of, &arguments.settings.options());
    if let Some((model, facts)) = &mut compilation.result {
        // Of what is not shown, nobody asks what it could not tell.
        let shown = |code, name: &str| compilation.levels.level_of(code, name) != Some(Level::Allow);
        facts.retain_unknown(
            |rule| shown(&FINDING, &model[rule].name),
            |assertion| shown(&BROKEN_ASSERTION, &model[assertion].identity.id),
        );
    }
    let unknown_of = compilation.result.as_ref().filter(|_| arguments.explain_unknown);
    let unknown_of = unknown_of.map(|(model, facts)| (model, facts));
    if arguments.format == "json" {
        terminal.print(&to_json(&compilation.diagnostics, &compilation.sources, unknown_of));
    } else {
        terminal.diagnostics(&compilation.diagnostics, &compilation.sources);
        terminal.print(&verdict(&compilation));
        if let Some((model, facts)) = unknown_of {
            terminal.print(&unknown_facts(model, facts, &compilation.sources));
        }
    }
    let denied = arguments.deny_warnings && compilation.diagnostics.iter().any(|d| d.severity() == Severity::Warning);
    if compilation.sound().is_some() && !denied { SUCCESS } else { FAILURE }
}

/// One line about a model that is sound; nothing about one that is not.
fn verdict(compilation: &Compilation) -> String {
    let Some((model, facts)) = compilation.sound() else { return String::new() };
    let states: Vec<String> = ThreatState::ALL
        .into_iter()
        .filter(|state| facts.count(*state) > 0)
        .map(|state| format!("{} {}", facts.count(state), state.term()))
        .collect();
    let threats = match states.as_slice() {
        [] => "no threats yet".to_owned(),
        states => format!("{}: {}", counted(model.threats.len(), "threat"), states.join(", ")),
    };
    format!(
        "{}: {}, {}, {threats} (as of {})\n",
        model.identity.id,
        counted(model.elements.len(), "element"),
        counted(model.flows.len(), "flow"),
        facts.as_of
    )
}
