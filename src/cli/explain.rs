//! `caveat explain`: the page of a diagnostic, the fields of a kind, the words of a standard library, a rule.

use super::terminal::{Terminal, date};
use super::{FAILURE, SUCCESS, USAGE, settings};
use crate::driver::{Compilation, Disk, Memory, all_codes, compile, compile_with, today};
use crate::library::{STANDARD, standard};
use crate::pages;
use crate::report::{explain_finding, explain_rule, explain_word};
use crate::schema::{COMMON_FIELDS, FieldSpec, KINDS, KindSpec};
use crate::text::{Date, closest};
use std::path::PathBuf;

/// Explain a diagnostic, a kind of declaration, a standard library, a rule, or a word.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A code such as `CV202` or its name such as `unknown-name`; a kind such as `flow`; a library such as `std.web`.
    ///
    /// With a rule such as `data_in_clear`: what it looks for, and where it fires in the model. With a finding such as
    /// `phi_in_clear/load_claim`: why the rule fires there, or why it does not. With a word of a standard library, or an
    /// attribute of conditions: what it is.
    what: Option<String>,
    /// Folder of the model, or a single file; for a rule or a finding.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// The day for which dates count [default: today, in UTC].
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    #[command(flatten)]
    policy: settings::Policy,
    /// List all codes.
    #[arg(long)]
    list: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> u8 {
    match &arguments.what {
        Some(what) if what.contains('/') => finding(what, arguments, terminal),
        Some(what) => explain(what, arguments, terminal),
        None if arguments.list => {
            for code in all_codes() {
                terminal.print(&format!("{} {:8} {:27} {}\n", code.id, code.severity.word(), code.name, code.summary));
            }
            SUCCESS
        }
        None => {
            terminal.error("error: explain what?\n  help: `caveat explain CV202`, `caveat explain flow` or `caveat explain std.web`; `caveat explain --list` lists all codes\n");
            USAGE
        }
    }
}

fn explain(wanted: &str, arguments: &Arguments, terminal: &mut Terminal<'_>) -> u8 {
    let codes = all_codes();
    let found = codes.iter().find(|code| code.id.eq_ignore_ascii_case(wanted) || code.name == wanted);
    if let Some(page) = found.and_then(|code| pages::page(code.id)) {
        terminal.print(page);
        return SUCCESS;
    }
    if let Some(library) = wanted.strip_prefix("std.").and_then(standard) {
        terminal.print(library.source);
        return SUCCESS;
    }
    if let Some(spec) = KINDS.iter().find(|spec| spec.word == wanted) {
        terminal.print(&kind(spec));
        return SUCCESS;
    }
    let as_of = arguments.as_of.unwrap_or_else(today);
    let (own, all) = (compile_with(&Disk, &arguments.path, as_of, &arguments.policy.options()), standard_model(as_of));
    if let Some(text) = of_model(&own, wanted, true).or_else(|| of_model(&all, wanted, false)) {
        terminal.print(&text);
        return SUCCESS;
    }
    // With errors in a model that was named, its rules are not known.
    if own.result.is_none() && arguments.path.as_os_str() != "." {
        terminal.diagnostics(&own.diagnostics, &own.sources);
        return FAILURE;
    }
    let libraries: Vec<String> = STANDARD.iter().map(|library| format!("std.{}", library.name)).collect();
    let known = codes.iter().flat_map(|code| [code.id, code.name]).chain(KINDS.iter().map(|spec| spec.word));
    let rules = [&own, &all].into_iter().filter_map(|one| one.result.as_ref()).flat_map(|(model, _)| &model.rules);
    let rules: Vec<&str> = rules.map(|rule| rule.name.as_str()).collect();
    let known = known.chain(libraries.iter().map(String::as_str)).chain(rules);
    let near = closest(wanted, known).map_or(
        "`caveat explain --list` lists all codes; words and attributes stand in docs/vocabulary.md and docs/language.md"
            .to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    terminal
        .error(&format!("error: no diagnostic, kind, library, rule or word is called `{wanted}`\n  help: {near}\n"));
    FAILURE
}

/// What a model says of a rule or a word.
fn of_model(compilation: &Compilation, wanted: &str, places: bool) -> Option<String> {
    let (model, facts) = compilation.result.as_ref()?;
    let facts = Some(facts).filter(|_| places);
    let rule = explain_rule(model, facts, &compilation.sources, wanted);
    rule.or_else(|| explain_word(model, &compilation.sources, wanted))
}

/// A model that has nothing but what comes with caveat.
fn standard_model(as_of: Date) -> Compilation {
    let optional = STANDARD.iter().filter(|library| !library.always);
    let text: String = optional.map(|library| format!("use std.{}\n", library.name)).collect();
    let mut world = Memory::default();
    world.insert("standard/standard.caveat", text);
    compile(&world, "standard".as_ref(), as_of)
}

/// Why a rule fires at a place, or why it does not.
fn finding(id: &str, arguments: &Arguments, terminal: &mut Terminal<'_>) -> u8 {
    let as_of = arguments.as_of.unwrap_or_else(today);
    let compilation = compile_with(&Disk, &arguments.path, as_of, &arguments.policy.options());
    let Some((model, facts)) = &compilation.result else {
        terminal.diagnostics(&compilation.diagnostics, &compilation.sources);
        return FAILURE;
    };
    match explain_finding((model, facts), &compilation.levels, &compilation.sources, id) {
        Ok(text) => {
            terminal.print(&text);
            SUCCESS
        }
        Err(message) => {
            terminal.error(&format!("error: {message}\n"));
            FAILURE
        }
    }
}

/// What a kind is, and its fields with what they take.
fn kind(spec: &KindSpec) -> String {
    let row = |field: &FieldSpec| {
        let needed = if field.required { " (needed)" } else { "" };
        format!("  {:15} {}{needed}\n  {:15} takes {}\n", field.name, field.summary, "", field.ty.describe())
    };
    let fields: String = spec.fields.iter().chain(COMMON_FIELDS).map(row).collect();
    format!("{}: {}\n\n{fields}", spec.word, spec.summary)
}
