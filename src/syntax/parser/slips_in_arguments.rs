//! What a person most likely meant by parameters and arguments in another form than ours: `($who, tech = redis)`.

use super::super::ast::{Argument, Declaration, ValueKind};
use super::super::codes;
use super::build::Builder;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::text::{Span, one_line};

/// The first of each sort in a list.
#[derive(Default)]
pub(super) struct Slips {
    /// A name with its `$`.
    pub dollar: Option<Span>,
    /// `=` in the place of a colon.
    pub equals: Option<Span>,
}

impl Builder<'_> {
    /// Reports a list that could be read though it is written in another form, with the whole as it should be.
    pub(super) fn foreign_arguments(&mut self, list: Span, arguments: &[Argument], slips: Slips) {
        let diagnostic = match (slips.equals, slips.dollar) {
            (Some(sign), _) => {
                Diagnostic::new(&codes::EQUALS_SIGN, "a parameter and its value are joined by `:`, not by `=`")
                    .at(sign, "`=` is the habit of other languages")
            }
            (None, Some(name)) => {
                Diagnostic::new(&codes::UNREADABLE, "in parentheses a parameter is named without its `$`")
                    .at(name, "its name alone belongs here")
                    .note("`$` stands before it in the braces of the template, where its value is to be filled in")
            }
            (None, None) => return,
        };
        let written = arguments.iter().map(|argument| match &argument.value {
            Some(value) => format!("{}: {}", argument.name.text, self.slice(value.span).trim_end()),
            None => argument.name.text.to_string(),
        });
        let better = format!("({})", written.collect::<Vec<_>>().join(", "));
        // Over several lines there may be comments between, which are not to be touched.
        let diagnostic = match self.slice(list).contains('\n') {
            true => diagnostic.help(format!("write `{}`", one_line(&better, 90))),
            false => diagnostic.fix(format!("write `{}`", one_line(&better, 90)), Applicability::Safe, list, better),
        };
        self.report(diagnostic);
    }
}

/// `make eu "EU" region(who: user)`, or parentheses that cannot be read.
pub(super) fn of_template(span: Span, text: &str, declaration: &Declaration) -> Option<Diagnostic> {
    let keyword = declaration.keyword.text.as_str();
    let word = text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    let behind = text[word.len()..].trim();
    let called = !word.is_empty() && (behind.is_empty() || behind.starts_with('(') && behind.ends_with(')'));
    if keyword == "make" && declaration.head.is_none() && called {
        let before =
            declaration.title.as_ref().map(|title| title.span).or(declaration.id.as_ref().map(|id| id.span))?;
        let gap = Span { start: before.end, end: span.start, ..span };
        let diagnostic =
            Diagnostic::new(&codes::UNREADABLE, "a colon stands before the template").at(span, "the template");
        let id = declaration.id.as_ref().map_or("id", |id| id.text.as_str());
        let title = match declaration.title.as_ref().map(|title| &title.kind) {
            Some(ValueKind::Text(title)) => format!(" \"{}\"", one_line(title, 40)),
            _ => String::new(),
        };
        let better = format!("write `make {id}{title}: {}`", one_line(text, 60));
        return Some(diagnostic.fix(better, Applicability::Safe, gap, ": "));
    }
    if !text.starts_with('(') {
        return None;
    }
    match keyword {
        "template" => Some(
            Diagnostic::new(&codes::UNREADABLE, "these parameters cannot be read")
                .at(span, "names with commas between them belong here")
                .help("write each with its name, and with a value if it may be left out: `(who, tech: postgresql)`"),
        ),
        "make" => Some(
            Diagnostic::new(&codes::UNREADABLE, "these arguments cannot be read")
                .at(span, "which value belongs to which parameter?")
                .help("name the parameter before each value: `template(parameter: value)`"),
        ),
        _ => None,
    }
}
