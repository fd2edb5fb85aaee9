//! What a person most likely meant where the grammar gave up. One function for each place where it can.

use super::super::ast::{Declaration, Field, ValueKind};
use super::super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::text::{Span, one_line};

/// Text that stands where a field or a declaration should.
pub(super) fn explain(span: Span, text: &str) -> Diagnostic {
    if let Some(diagnostic) = equals_sign(span, text) {
        return diagnostic;
    }
    let unreadable = |message: &str| Diagnostic::new(&codes::UNREADABLE, message.to_owned());
    match text.chars().next() {
        Some('/') if text.starts_with("//") || text.starts_with("/*") => {
            unreadable("this looks like a comment of another language").at(span, "comments begin with `#`")
        }
        Some('\'') => unreadable("this looks like a text").at(span, "texts stand in double quotes: `\"…\"`"),
        Some('-') => unreadable("this looks like a YAML list item")
            .at(span, "no field stands above it")
            .help("a list is written in brackets behind its field: `mitigations: [a, b]`"),
        Some(';') => unreadable("a `;` means nothing here").at(span, "a field ends with its line or with a comma"),
        Some('"') => unreadable("a text cannot stand alone").at(span, "a field is written `name: value`"),
        Some('}' | ']' | ')') => {
            Diagnostic::new(&codes::STRAY_BRACKET, "this bracket closes nothing").at(span, "no bracket is open here")
        }
        _ => unreadable("this cannot be read").at(span, "expected `name: value` or `kind id \"Title\" { … }`"),
    }
}

/// `name = value`, with the whole written anew.
fn equals_sign(span: Span, text: &str) -> Option<Diagnostic> {
    let (name, value) = text.split_once('=')?;
    let (name, value) = (name.trim(), value.trim_start_matches('=').trim());
    let is_word = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_word || name.is_empty()).then(|| equals_diagnostic(span, name, value))
}

fn equals_diagnostic(span: Span, name: &str, value: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(&codes::EQUALS_SIGN, "a field is written `name: value`");
    let diagnostic = diagnostic.at(span, "`=` is the habit of HCL");
    if name.is_empty() {
        return diagnostic.help("write `:` in place of `=`");
    }
    let better = format!("{name}: {value}");
    diagnostic.fix(format!("write `{}`", one_line(&better, 60)), Applicability::Safe, span, better)
}

/// Text between the head of a declaration and its block.
pub(super) fn in_header(span: Span, text: &str, declaration: &Declaration) -> Diagnostic {
    if text.starts_with('=') && declaration.title.is_none() && declaration.subject.is_none() {
        let name = declaration.id.as_ref().unwrap_or(&declaration.keyword);
        let whole = name.span.to(span);
        return equals_diagnostic(whole, &name.text, text.trim_start_matches('=').trim());
    }
    let diagnostic = Diagnostic::new(&codes::UNREADABLE, "this does not belong in the head of a declaration");
    let word_first = text.starts_with(|c: char| c.is_alphabetic());
    match (&declaration.title, word_first) {
        (None, true) => {
            let title = format!("\"{}\"", text.replace('"', ""));
            diagnostic.at(span, "a title stands in double quotes").fix(
                format!("write `{}`", one_line(&title, 60)),
                Applicability::NeedsLook,
                span,
                format!("{title} "),
            )
        }
        (Some(_), true) if declaration.id.is_none() => {
            diagnostic.at(span, "the id comes before the title").help(format!(
                "write `{} {} \"…\"`",
                declaration.keyword.text,
                legal_name(text.split_whitespace().next().unwrap_or("id"))
            ))
        }
        _ if text.starts_with('\'') => diagnostic.at(span, "texts stand in double quotes: `\"…\"`"),
        _ if text.starts_with("->") => {
            diagnostic.at(span, "a route stands behind a colon").help("write `flow id \"Title\": a -> b`")
        }
        _ => diagnostic.at(span, "a declaration is `kind id \"Title\" (parameters): head { members }`"),
    }
}

/// Text behind a field on the same line.
pub(super) fn after_field(span: Span, text: &str, field: &Field) -> Diagnostic {
    if text.starts_with(':')
        && let ValueKind::Sequence(values) = &field.value.kind
        && let Some(last) = values.last()
        && let Some(word) = last.word()
    {
        let before = Span { end: last.span.start, start: last.span.start, ..last.span };
        return Diagnostic::new(&codes::MISSING_COMMA, format!("a comma is missing before `{word}`"))
            .at(last.span, "another field begins here")
            .note("a field ends with its line or with a comma")
            .fix("write a comma between the two fields", Applicability::Safe, before, ", ");
    }
    if text.starts_with('=') {
        return equals_diagnostic(span, "", text);
    }
    if field.value.kind == ValueKind::Missing {
        let name = &field.name.text;
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, format!("the value of `{name}` cannot be read"));
        return match text.chars().next() {
            Some('\'') => diagnostic.at(span, "texts stand in double quotes: `\"…\"`"),
            Some('[') => diagnostic.at(span, "entries of a list are separated by commas: `[a, b]`"),
            Some('-') => diagnostic.at(span, "a list is written in brackets: `[a, b]`"),
            _ => diagnostic
                .at(span, "this is no value")
                .help("values are words, numbers, `80%`, `3d`, dates, `@people`, `\"texts\"` and lists `[a, b]`"),
        };
    }
    explain_tail(span, text)
}

fn explain_tail(span: Span, text: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(&codes::UNREADABLE, "this does not belong behind the value");
    match text.chars().next() {
        Some(';') => diagnostic.at(span, "a field ends with its line or with a comma; no `;` is needed"),
        Some('/') => diagnostic.at(span, "comments begin with `#`"),
        Some(_) if text.starts_with("and") || text.starts_with("or") || text.starts_with("->") => {
            diagnostic.at(span, "something must follow on the right")
        }
        _ => diagnostic.at(span, "a field ends with its line or with a comma"),
    }
}

/// The first `- entry` line below a field.
pub(super) fn yaml_list(field: &Field, span: Span, entry: &str) -> Diagnostic {
    Diagnostic::new(&codes::YAML_LIST, "this looks like a YAML list item")
        .at(span, "entries do not stand on lines of their own")
        .also(field.name.span, format!("the list of `{}`", field.name.text))
        .fix(
            format!("write a list in brackets: `[{entry}]`"),
            Applicability::Safe,
            field.value.span.to(span),
            format!(" [{entry}]"),
        )
}

/// Another `- entry` line of the same list.
pub(super) fn extend_yaml_list(diagnostic: &mut Diagnostic, span: Span, entry: &str) {
    if let Some(label) = diagnostic.labels.iter_mut().find(|label| label.primary) {
        label.span = label.span.to(span);
    }
    let Some(help) = diagnostic.helps.first_mut() else { return };
    help.message = help.message.replace("]`", &format!(", {entry}]`"));
    if let Some((place, text)) = help.fix.as_mut().and_then(|fix| fix.edits.first_mut()) {
        *place = place.to(span);
        *text = text.replace(']', &format!(", {entry}]"));
    }
}

/// An item that the grammar refuses as a whole.
pub(super) fn unreadable(span: Span, text: &str) -> Diagnostic {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let diagnostic = explain(span, first);
    diagnostic.help("a declaration is written `kind id \"Title\" { field: value }`")
}

/// The nearest legal id: lower case, `_` for anything else.
pub(super) fn legal_name(text: &str) -> String {
    let mut name = String::new();
    for character in text.chars() {
        match character.to_ascii_lowercase() {
            c if c.is_ascii_lowercase() || (c.is_ascii_digit() && !name.is_empty()) => {
                let boundary = character.is_ascii_uppercase() && name.ends_with(|p: char| p.is_ascii_lowercase());
                if boundary && text.chars().any(|c| c.is_ascii_lowercase()) {
                    name.push('_');
                }
                name.push(c);
            }
            _ if !name.is_empty() && !name.ends_with('_') => name.push('_'),
            _ => {}
        }
    }
    let name = name.trim_end_matches('_');
    if name.is_empty() { "name".to_owned() } else { name.to_owned() }
}
