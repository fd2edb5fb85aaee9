//! The command line: one file for each command. The only home of clap.

mod build;
mod check;
mod coverage;
mod explain;
mod fmt;
mod import;
mod new;
mod query;
mod rename;
mod settings;
mod terminal;

pub use terminal::Terminal;

use clap::{Parser, Subcommand};
use std::path::Path;
use std::process::ExitCode;

/// Everything went well.
const SUCCESS: u8 = 0;
/// The model has errors, or a file cannot be read or written.
const FAILURE: u8 = 1;
/// The command line makes no sense.
const USAGE: u8 = 2;

/// Threat models as text: checked, drawn, exported and reported.
#[derive(Debug, Parser)]
#[command(name = "caveat", version, about, propagate_version = true)]
struct Arguments {
    /// When to colour messages.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", value_parser = ["auto", "always", "never"])]
    color: String,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Build(build::Arguments),
    Fmt(fmt::Arguments),
    Explain(explain::Arguments),
    Query(query::Arguments),
    Coverage(coverage::Arguments),
    Import(import::Arguments),
    New(new::Arguments),
    Rename(rename::Arguments),
}

/// Runs the command line `arguments` (the program's name first) and gives its exit code: 0 if all went well, 1 if
/// the model has errors or a file cannot be read or written, 2 if the command line makes no sense.
pub fn run(arguments: impl IntoIterator<Item = String>, terminal: &mut Terminal<'_>) -> ExitCode {
    let parsed = match Arguments::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(error) => {
            let text = error.render().to_string();
            if error.use_stderr() {
                terminal.error(&text);
                return ExitCode::from(USAGE);
            }
            terminal.print(&text);
            return ExitCode::from(SUCCESS);
        }
    };
    terminal.choose_colour(&parsed.color);
    let code = match &parsed.command {
        Command::Check(arguments) => check::run(arguments, terminal),
        Command::Build(arguments) => build::run(arguments, terminal),
        Command::Fmt(arguments) => fmt::run(arguments, terminal),
        Command::Explain(arguments) => explain::run(arguments, terminal),
        Command::Query(arguments) => query::run(arguments, terminal),
        Command::Coverage(arguments) => coverage::run(arguments, terminal),
        Command::Import(arguments) => import::run(arguments, terminal),
        Command::New(arguments) => new::run(arguments, terminal),
        Command::Rename(arguments) => rename::run(arguments, terminal),
    };
    ExitCode::from(code)
}

/// The folder of the model at a path: the path itself, or the folder around a file.
fn folder_of(path: &Path) -> &Path {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new(".")) };
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}
