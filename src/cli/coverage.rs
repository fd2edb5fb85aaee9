//! `caveat coverage`: what has been considered of what the method asks about?

use super::terminal::{Terminal, date};
use super::{FAILURE, SUCCESS, settings};
use crate::driver::{Disk, compile_with, today};
use crate::report::{coverage_for_people, coverage_to_json};
use crate::text::Date;
use std::path::PathBuf;

/// Show which kinds of threat have been considered where.
///
/// For each element and flow, and each letter of the model's method that applies there by the method's chart: whether a
/// threat is written, a rule found one, a threat with `not_applicable` says why it cannot happen, or nobody has considered it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Folder of the model, or a single file.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// List only what has not been considered.
    #[arg(long)]
    missing: bool,
    /// The day for which dates count [default: today, in UTC].
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    #[command(flatten)]
    policy: settings::Policy,
    /// How to print the coverage.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
    format: String,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> u8 {
    let as_of = arguments.as_of.unwrap_or_else(today);
    let compilation = compile_with(&Disk, &arguments.path, as_of, &arguments.policy.options());
    let Some((model, facts)) = &compilation.result else {
        terminal.errors(compilation.diagnostics, &compilation.sources);
        return FAILURE;
    };
    let print = match arguments.format.as_str() {
        "json" => coverage_to_json,
        _ => coverage_for_people,
    };
    terminal.print(&print(model, facts, &compilation.sources, arguments.missing));
    SUCCESS
}
