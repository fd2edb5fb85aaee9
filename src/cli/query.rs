//! `caveat query`: which of these, and by which ways?

use super::terminal::{Terminal, date};
use super::{FAILURE, SUCCESS, settings};
use crate::diagnostics::has_errors;
use crate::driver::{Disk, ask_with, today};
use crate::report::{answer_for_people, answer_to_json};
use crate::schema::words::SETS;
use crate::text::{Date, list_all};
use std::path::PathBuf;

/// Ask a question about a model.
///
/// A question is a set with a condition, `flows where crosses any and not over.encrypted`; in fewer words, `assets
/// reaching partner`; or asks for ways, `internet -> stores where holds.class >= confidential`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The question, in quotes.
    question: String,
    /// Folder of the model, or a single file.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// The day for which dates count [default: today, in UTC].
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    #[command(flatten)]
    policy: settings::Policy,
    /// How to print the answer.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
    format: String,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> u8 {
    if arguments.question.trim().is_empty() {
        terminal.error("error: the question is empty\n  help: ask for a set, a way or a flow: `stores`, `internet -> stores`, `pay`\n");
        return FAILURE;
    }
    if arguments.question.trim_start().get(..7).is_some_and(|start| start.eq_ignore_ascii_case("select ")) {
        terminal.error("error: a question is not written in SQL\n  help: name a set, and behind `where` what is asked of it: `stores where encrypted is no`\n  note: the sets are ");
        terminal.error(&format!("{}\n", list_all(SETS.iter().copied(), SETS.len())));
        return FAILURE;
    }
    let as_of = arguments.as_of.unwrap_or_else(today);
    let compilation = ask_with(&Disk, &arguments.path, as_of, &arguments.policy.options(), &arguments.question);
    let asked = compilation.result.as_ref().zip(compilation.question.as_ref());
    let Some(((model, _), question)) = asked else {
        debug_assert!(has_errors(&compilation.diagnostics));
        terminal.errors(compilation.diagnostics, &compilation.sources);
        return FAILURE;
    };
    let text = match arguments.format.as_str() {
        "json" => answer_to_json(model, question, &arguments.question, &compilation.sources),
        _ => answer_for_people(model, question, &compilation.sources),
    };
    terminal.print(&text);
    SUCCESS
}
