//! What a person most likely meant by text in the head of a declaration that does not belong there.

use super::super::ast::{Declaration, Name, Value, ValueKind};
use super::super::codes;
use super::names::legal_name;
use super::slips::{equals_diagnostic, missing_comma, no_semicolon, quotes};
use super::slips_in_arguments::of_template;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::schema::Kind;
use crate::text::{Span, one_line};

/// Text between the head of a declaration and its block.
pub(super) fn in_header(span: Span, text: &str, declaration: &Declaration, in_block: bool) -> Diagnostic {
    if declaration.keyword.text == "use" {
        return unquoted_path(span, text, declaration);
    }
    let diagnostic = Diagnostic::new(&codes::UNREADABLE, "this does not belong in the head of a declaration");
    let better = route_without_colon(span, text, declaration);
    if let Some(better) = better.or_else(|| of_template(span, text, declaration)) {
        return better;
    }
    let word_first = text.starts_with(|c: char| c.is_alphabetic());
    match (&declaration.title, word_first) {
        (None, true) if text.contains('"') && declaration.id.is_some() => id_of_words(span, text, declaration),
        (None, true) if declaration.id.is_some() => {
            let title = format!("\"{}\"", text.replace('"', ""));
            diagnostic.at(span, "a title stands in double quotes").fix(
                format!("write `{}`", one_line(&title, 60)),
                Applicability::NeedsLook,
                span,
                title,
            )
        }
        (Some(_), true) if declaration.id.is_none() => id_behind_title(diagnostic, span, text, declaration),
        (Some(title), true) => {
            let word = text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            let rest = text[word.len()..].trim_start();
            let another = Kind::from_word(word).is_some();
            if rest.starts_with(':') && !in_block {
                return no_braces(span, text, declaration);
            }
            if another && !in_block {
                return diagnostic
                    .at(Span { end: span.start + word.len() as u32, ..span }, "another declaration begins here")
                    .help(format!("write `{}` on a line of its own", one_line(text, 60)));
            }
            if rest.starts_with(':') || another {
                let gap = Span { start: title.span.end.min(span.start), end: span.start, ..span };
                let place = Span { end: span.start + word.len() as u32, ..span };
                return missing_comma(word, !another, place, gap);
            }
            generic(diagnostic, span)
        }
        _ if text.starts_with(';') && !in_block && another_begins(&text[1..]) => {
            let sign = Span { end: span.start + (text.len() - text[1..].trim_start().len()) as u32, ..span };
            Diagnostic::new(&codes::UNREADABLE, "no `;` is needed")
                .at(Span { end: span.start + 1, ..span }, "a declaration ends with its line")
                .fix(
                    format!("write `{}` on a line of its own", one_line(text[1..].trim(), 60)),
                    Applicability::Safe,
                    sign,
                    "\n",
                )
        }
        _ => by_sign(diagnostic, span, text, declaration),
    }
}

/// Whether the text begins with a kind.
fn another_begins(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(|word| Kind::from_word(word).is_some())
}

fn by_sign(diagnostic: Diagnostic, span: Span, text: &str, declaration: &Declaration) -> Diagnostic {
    let id = declaration.id.as_ref().map_or("id", |id| id.text.as_str());
    match text.chars().next() {
        Some('\'' | '“' | '„' | '«' | '`') => quotes(diagnostic, span, text),
        Some(';') => no_semicolon(span, text),
        _ if text.starts_with("->") && declaration.keyword.text == "flow" => diagnostic
            .at(span, "a route stands behind a colon")
            .help(format!("write `flow {id} \"…\": from {}`", one_line(text, 60))),
        _ if text.starts_with("->") => diagnostic
            .at(span, "only a flow has a route")
            .help(format!("write `flow name \"…\": {id} {}`", one_line(text, 60))),
        Some('"') if declaration.title.is_some() => diagnostic
            .at(span, "a declaration has one title")
            .help("further text stands in the block: `{ about: \"…\" }`"),
        _ => generic(diagnostic, span),
    }
}

/// `process mail "Mail" owner: @it`
fn no_braces(span: Span, text: &str, declaration: &Declaration) -> Diagnostic {
    let better = format!("{{ {text} }}");
    Diagnostic::new(&codes::UNREADABLE, format!("the fields of this {} need braces", declaration.keyword.text))
        .at(span, "fields stand between `{` and `}`")
        .fix(format!("write `{}`", one_line(&better, 60)), Applicability::NeedsLook, span, better)
}

/// `flow buy "Buy" buyer -> shop`, or an arrow that is none behind the colon.
fn route_without_colon(span: Span, text: &str, declaration: &Declaration) -> Option<Diagnostic> {
    if declaration.keyword.text != "flow" {
        return None;
    }
    if declaration.head.is_some() || !text.contains("->") || text.starts_with("->") || text.contains('"') {
        return None;
    }
    let before = declaration.title.as_ref().map(|title| title.span).or(declaration.id.as_ref().map(|id| id.span))?;
    let gap = Span { start: before.end, end: span.start, ..span };
    let id = declaration.id.as_ref().map_or("id", |id| id.text.as_str());
    let title = match declaration.title.as_ref().map(|title| &title.kind) {
        Some(ValueKind::Text(title)) => format!(" \"{}\"", one_line(title, 40)),
        _ => String::new(),
    };
    Some(Diagnostic::new(&codes::UNREADABLE, "a colon stands before the route").at(span, "the route").fix(
        format!("write `flow {id}{title}: {}`", one_line(text, 60)),
        Applicability::Safe,
        gap,
        ": ",
    ))
}

/// The word at the beginning of a text.
pub(super) fn first_word(span: Span, text: &str) -> Option<Name> {
    let word = text.split(|c: char| !c.is_alphanumeric() && c != '_').next().filter(|word| !word.is_empty())?;
    Some(Name { text: word.into(), span: Span { end: span.start + word.len() as u32, ..span } })
}

fn generic(diagnostic: Diagnostic, span: Span) -> Diagnostic {
    diagnostic.at(span, "a declaration is `kind id \"Title\" (parameters): head { members }`")
}

/// `process web shop "Shop"`
fn id_of_words(span: Span, text: &str, declaration: &Declaration) -> Diagnostic {
    let quote = text.find('"').unwrap_or(text.len());
    let first = declaration.id.as_ref().map_or(span, |id| id.span);
    let written = declaration.id.as_ref().map_or("", |id| id.text.as_str());
    let better = legal_name(&format!("{written}_{}", text[..quote].trim()));
    let words = Span { end: span.start + text[..quote].trim_end().len() as u32, ..span };
    Diagnostic::new(&codes::UNREADABLE, format!("an id is one word: `{better}`"))
        .at(first.to(words), "several words")
        .note("the title in quotes may have any number of words")
        .fix(
            format!("write `{} {better} {}`", declaration.keyword.text, one_line(&text[quote..], 60)),
            Applicability::NeedsLook,
            first.to(words),
            better,
        )
}

/// `process "Shop" shop`
fn id_behind_title(diagnostic: Diagnostic, span: Span, text: &str, declaration: &Declaration) -> Diagnostic {
    let id = legal_name(text.split_whitespace().next().unwrap_or("id"));
    let title = match declaration.title.as_ref().map(|title| &title.kind) {
        Some(ValueKind::Text(title)) => one_line(title, 60),
        _ => "…".to_owned(),
    };
    diagnostic
        .at(span, "the id comes before the title")
        .help(format!("write `{} {id} \"{title}\"`", declaration.keyword.text))
}

/// `use lib/own.caveat`
fn unquoted_path(span: Span, text: &str, declaration: &Declaration) -> Diagnostic {
    let start = declaration.id.as_ref().map(|id| id.span).or(declaration.subject.as_ref().map(|value| value.span));
    let before = declaration.id.as_ref().map_or("", |id| id.text.as_str());
    let text = text.trim_matches(['\'', ';', '<', '>']);
    let path = format!("\"{before}{text}\"");
    let diagnostic = Diagnostic::new(&codes::UNREADABLE, "`use` cannot be read");
    let whole = start.unwrap_or(span).to(span);
    if text.contains(char::is_whitespace) || declaration.subject.is_some() || declaration.title.is_some() {
        return diagnostic.at(whole, "one library").help("write `use std.web`, or `use \"lib/own.caveat\"`");
    }
    diagnostic.at(whole, "a path stands in double quotes").fix(
        format!("write `use {}`", one_line(&path, 90)),
        Applicability::NeedsLook,
        whole,
        path,
    )
}

/// `=` behind the id or the title of a declaration. What follows it takes its place in the declaration.
pub(super) fn equals_in_head(
    sign: Span,
    value: Option<Value>,
    text: &str,
    declaration: &mut Declaration,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(&codes::EQUALS_SIGN, "no `=` belongs in the head of a declaration");
    let diagnostic = diagnostic.at(Span { end: sign.start + 1, ..sign }, "`=` is the habit of HCL");
    let before = match (&declaration.title, &declaration.id) {
        (Some(title), _) => title.span,
        (None, Some(id)) => id.span,
        _ => declaration.keyword.span,
    };
    let Some(value) = value else {
        return diagnostic.help("a declaration is written `kind id \"Title\" { field: value }`");
    };
    let gap = Span { start: before.end, end: value.span.start, ..sign };
    let start = format!("{} {}", declaration.keyword.text, declaration.id.as_ref().map_or("", |id| id.text.as_str()));
    match &value.kind {
        ValueKind::Text(_) if declaration.title.is_none() => {
            declaration.title = Some(value);
            diagnostic.fix(format!("write `{start} {}`", one_line(text, 60)), Applicability::Safe, gap, " ")
        }
        ValueKind::Route(_) | ValueKind::Call(..) => {
            declaration.head = Some(value);
            diagnostic.fix("write `:` in place of `=`", Applicability::Safe, gap, ": ")
        }
        _ => diagnostic.help("a declaration is written `kind id \"Title\" { field: value }`"),
    }
}

/// A field whose colon is missing: `owner @web`, `owner = @web`.
pub(super) fn no_colon(name: &str, whole: Span, sign: bool, text: &str) -> Diagnostic {
    if sign {
        return equals_diagnostic(whole, name, text);
    }
    let better = format!("{name}: {text}");
    Diagnostic::new(&codes::UNREADABLE, format!("the field `{name}` needs a colon"))
        .at(whole, "a field is written `name: value`")
        .fix(format!("write `{}`", one_line(&better, 60)), Applicability::Safe, whole, better)
}
