//! `caveat explain`: the page of a diagnostic.

use super::terminal::Terminal;
use super::{FAILURE, SUCCESS, USAGE};
use crate::driver::all_codes;
use crate::pages;
use crate::text::closest;

/// Explain a diagnostic: what it means, an example, and what to do.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A code such as `CV202`, or its name such as `unknown-name`.
    code: Option<String>,
    /// List all codes.
    #[arg(long)]
    list: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> u8 {
    match &arguments.code {
        Some(code) => explain(code, terminal),
        None if arguments.list => {
            for code in all_codes() {
                terminal.print(&format!("{} {:8} {:27} {}\n", code.id, code.severity.word(), code.name, code.summary));
            }
            SUCCESS
        }
        None => {
            terminal.error("error: which code?\n  help: `caveat explain CV202`, or `caveat explain --list` for all\n");
            USAGE
        }
    }
}

fn explain(wanted: &str, terminal: &mut Terminal<'_>) -> u8 {
    let codes = all_codes();
    let found = codes.iter().find(|code| code.id.eq_ignore_ascii_case(wanted) || code.name == wanted);
    if let Some(page) = found.and_then(|code| pages::page(code.id)) {
        terminal.print(page);
        return SUCCESS;
    }
    let known = codes.iter().flat_map(|code| [code.id, code.name]);
    let near = closest(wanted, known)
        .map_or("`caveat explain --list` lists all".to_owned(), |near| format!("did you mean `{near}`?"));
    terminal.error(&format!("error: no diagnostic is called `{wanted}`\n  help: {near}\n"));
    FAILURE
}
