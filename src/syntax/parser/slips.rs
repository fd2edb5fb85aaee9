//! What a person most likely meant where the grammar gave up: in place of a member, and behind a field.

use super::super::ast::{Field, Value, ValueKind};
use super::super::codes;
use super::literal::other_date;
use super::slips_in_values::special_tail;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::text::{Span, one_line};

/// Text that stands where a field or a declaration should.
pub(super) fn explain(span: Span, text: &str) -> Diagnostic {
    if let Some(diagnostic) = equals_sign(span, text) {
        return diagnostic;
    }
    let unreadable = |message: &str| Diagnostic::new(&codes::UNREADABLE, message.to_owned());
    match text.chars().next() {
        Some('\'' | '“' | '„' | '«' | '`') => quotes(unreadable("this looks like a text"), span, text),
        Some('-') if text.bytes().all(|byte| byte == b'-') => unreadable("this line means nothing here")
            .at(span, "no sign is needed between declarations")
            .fix("remove it", Applicability::Safe, span, ""),
        Some('{') => unreadable("these braces belong to nothing")
            .at(span, "what is it a block of?")
            .help("a declaration begins with its kind: `process shop \"Web shop\" { … }`"),
        Some('"') if quoted_name(text).is_some() => {
            let (name, rest) = quoted_name(text).unwrap_or_default();
            let better = format!("{name}{rest}");
            unreadable("the name of a field has no quotes").at(span, "this is the habit of JSON").fix(
                format!("write `{}`", one_line(&better, 60)),
                Applicability::Safe,
                span,
                better,
            )
        }
        Some('-') if text.starts_with("--") => {
            let better = format!("# {}", text.trim_start_matches('-').trim());
            unreadable("this looks like a comment of another language").at(span, "comments begin with `#`").fix(
                format!("write `{}`", one_line(&better, 60)),
                Applicability::Safe,
                span,
                better,
            )
        }
        Some('-') => unreadable("this looks like a YAML list item")
            .at(span, "no field stands above it")
            .help("a list is written in brackets behind its field: `mitigations: [a, b]`"),
        Some(';') => no_semicolon(span, text),
        Some('"') => unreadable("a text cannot stand alone")
            .at(span, "of what field?")
            .help(format!("write `about: {}`, or the title behind an id", one_line(text, 60))),
        Some('}' | ']' | ')') => {
            Diagnostic::new(&codes::STRAY_BRACKET, "this bracket closes nothing").at(span, "no bracket is open here")
        }
        Some(',') => unreadable("no `,` is needed")
            .at(span, "a declaration ends with its line")
            .help("remove the comma; another declaration begins a line of its own"),
        _ => unreadable("this cannot be read")
            .at(span, "expected `name: value` or `kind id \"Title\" { … }`")
            .help("a remark is written as a comment: `# …`"),
    }
}

/// `"name": value`
fn quoted_name(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_prefix('"')?.split_once('"')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    (is_name && rest.trim_start().starts_with(':')).then(|| (name, rest.trim_start()))
}

/// `name = value`, with the whole written anew.
fn equals_sign(span: Span, text: &str) -> Option<Diagnostic> {
    let (name, value) = text.split_once('=')?;
    let (name, value) = (name.trim(), value.trim_start_matches('=').trim());
    let is_word = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_word || name.is_empty()).then(|| equals_diagnostic(span, name, value))
}

pub(super) fn equals_diagnostic(span: Span, name: &str, value: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(&codes::EQUALS_SIGN, "a field is written `name: value`");
    let diagnostic = diagnostic.at(span, "`=` is the habit of HCL");
    if name.is_empty() || value.is_empty() {
        return diagnostic.help("write `name: value`, with `:` in place of `=`");
    }
    let better = format!("{name}: {value}");
    diagnostic.fix(format!("write `{}`", one_line(&better, 60)), Applicability::Safe, span, better)
}

/// A text in quotes of another sort, with double quotes in their place.
pub(super) fn quotes(diagnostic: Diagnostic, span: Span, text: &str) -> Diagnostic {
    let diagnostic = diagnostic.at(span, "texts stand in double quotes: `\"…\"`");
    let open = text.chars().next().unwrap_or_default();
    let close: &[char] = if matches!(open, '\'' | '`') { &[open] } else { &['”', '“', '»', '"'] };
    let inner = &text[open.len_utf8()..];
    let Some((end, quote)) = inner.char_indices().rev().find(|(_, c)| close.contains(c)) else { return diagnostic };
    let inner = &inner[..end];
    let length = open.len_utf8() + end + quote.len_utf8();
    let place = Span { end: span.start + length as u32, ..span };
    if inner.contains(['"', '\\', '\'']) {
        return diagnostic.help("write `\"` before and behind the text, and `\\\"` for a quote in it");
    }
    let better = format!("\"{inner}\"");
    diagnostic.fix(format!("write `{}`", one_line(&better, 60)), Applicability::Safe, place, better)
}

pub(super) fn no_semicolon(span: Span, text: &str) -> Diagnostic {
    let sign = Span { end: span.start + 1, ..span };
    let diagnostic = Diagnostic::new(&codes::UNREADABLE, "no `;` is needed")
        .at(sign, "a line end or a comma ends what stands before it");
    match text[1..].trim() {
        "" => diagnostic.fix("remove the `;`", Applicability::Safe, sign, ""),
        _ => diagnostic.fix("write a comma in place of the `;`", Applicability::NeedsLook, sign, ","),
    }
}

/// An entry of a list that is no value.
pub(super) fn in_list(span: Span, text: &str) -> Diagnostic {
    let text = text.trim_end();
    let word = text.trim_matches('\'');
    let is_word = !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if text.starts_with('\'') && is_word {
        let place = Span { end: span.start + text.len() as u32, ..span };
        return Diagnostic::new(&codes::UNREADABLE, "single quotes mean nothing here")
            .at(place, "things are named by their ids, without quotes")
            .fix(format!("write `{word}`"), Applicability::NeedsLook, place, word);
    }
    match text.chars().next() {
        Some(':') if text[1..].starts_with(' ') => {
            Diagnostic::new(&codes::UNREADABLE, "no space stands in a catalogue entry")
                .at(span, "the entry is cut off from its catalogue")
                .help("catalogue, colon and entry are one word: `cwe:79`")
        }
        Some('\'' | '“' | '„' | ';') => explain(span, text),
        _ => Diagnostic::new(&codes::UNREADABLE, "this is no entry of a list")
            .at(span, "entries are single values, with commas between them: `[a, b]`"),
    }
}

/// Text behind a field on the same line. What the field's value was meant to be is not known then.
pub(super) fn after_field(span: Span, text: &str, field: &mut Field) -> Diagnostic {
    if let Some(diagnostic) = special_tail(span, text, field) {
        return diagnostic;
    }
    if text.starts_with(':')
        && let Some(last) = last_word(&field.value)
    {
        let name = last.word().cloned().unwrap_or_default();
        return missing_comma(&name, true, last.span, before(&field.value, last));
    }
    if let Some(rest) = text.strip_prefix('=') {
        return equals_behind(span, rest.trim_start_matches('='), field);
    }
    if let Some(diagnostic) = date_with_slashes(span, text, field) {
        return diagnostic;
    }
    if field.value.kind == ValueKind::Missing {
        return no_value(span, text, field);
    }
    if let (ValueKind::Text(_), true) = (&field.value.kind, field.value.span.end == span.start)
        && let Some(end) = text.rfind('"')
    {
        return quote_in_text(span, &text[..end], field);
    }
    explain_tail(span, text)
}

/// `encrypted: yes owner` has taken the name of the next field as part of its value.
fn last_word(value: &Value) -> Option<&Value> {
    match &value.kind {
        ValueKind::Sequence(values) => values.last().filter(|last| last.word().is_some()),
        _ => None,
    }
}

/// The place between the last value of a row and the one before it.
fn before(value: &Value, last: &Value) -> Span {
    let end = match &value.kind {
        ValueKind::Sequence(values) => values.iter().rev().nth(1).map_or(last.span.start, |before| before.span.end),
        _ => last.span.start,
    };
    Span { start: end, end: last.span.start, ..last.span }
}

/// `word` is the name of the field, or the kind of the declaration, that begins behind the gap.
pub(super) fn missing_comma(word: &str, field: bool, place: Span, gap: Span) -> Diagnostic {
    let what = if field { "another field" } else { "another declaration" };
    Diagnostic::new(&codes::MISSING_COMMA, format!("a comma is missing before `{word}`"))
        .at(place, format!("{what} begins here"))
        .note("a field ends with its line or with a comma")
        .fix(format!("write `, {word}`"), Applicability::Safe, gap, ", ")
}

/// `=` behind `name:`, behind the next field's name, or between two values.
fn equals_behind(span: Span, value: &str, field: &mut Field) -> Diagnostic {
    if field.value.kind == ValueKind::Missing {
        let sign = Span { end: span.end - value.trim_start().len() as u32, ..span };
        let better = format!("{}: {}", field.name.text, value.trim());
        return Diagnostic::new(&codes::EQUALS_SIGN, "a colon is enough")
            .at(Span { end: span.start + 1, ..span }, "`=` means nothing here")
            .fix(format!("remove `=`: `{}`", one_line(&better, 60)), Applicability::Safe, sign, "");
    }
    if let Some(last) = last_word(&field.value) {
        let better = format!("{}: {}", last.word().cloned().unwrap_or_default(), value.trim());
        let gap = before(&field.value, last);
        return Diagnostic::new(&codes::EQUALS_SIGN, "a field is written `name: value`")
            .at(last.span.to(span), "`=` is the habit of HCL, and a comma is missing")
            .fix(
                format!("write `, {}`", one_line(&better, 60)),
                Applicability::Safe,
                gap.to(span),
                format!(", {better}"),
            );
    }
    let sign = Span { end: span.start + 1, ..span };
    if value.starts_with('~') {
        return Diagnostic::new(&codes::UNREADABLE, "no pattern is compared with")
            .at(field.value.span.to(Span { end: span.start + 2, ..span }), "`=~` means nothing here")
            .help("compare with ids: `over is http`, or with one of several, `over in [http, ftp]`");
    }
    // The whole value is pointed at: that half of a question makes no sense is no second mistake.
    let whole = field.value.span.to(sign);
    match field.value.kind {
        ValueKind::Binary(..) | ValueKind::Path(_) | ValueKind::Not(_) => equals_in_question(whole, sign),
        _ => Diagnostic::new(&codes::EQUALS_SIGN, "`=` means nothing in a value")
            .at(whole, "not behind this")
            .help("questions compare with `==`; a field is written `name: value`"),
    }
}

/// `where over = http`
pub(super) fn equals_in_question(place: Span, sign: Span) -> Diagnostic {
    Diagnostic::new(&codes::EQUALS_SIGN, "`=` compares nothing").at(place, "questions compare with `is` or `==`").fix(
        "write `==`",
        Applicability::NeedsLook,
        sign,
        "==",
    )
}

/// `2026/02/03`
fn date_with_slashes(span: Span, text: &str, field: &mut Field) -> Option<Diagnostic> {
    let ValueKind::Number(first) = field.value.kind else { return None };
    let rest = text.strip_prefix('/')?;
    let digits = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'/').count();
    if !rest[..digits].contains('/') {
        return None;
    }
    let place = field.value.span.to(Span { end: span.start + 1 + digits as u32, ..span });
    field.value.kind = ValueKind::Missing;
    Some(other_date(place, &format!("{first}/{}", &rest[..digits])))
}

fn no_value(span: Span, text: &str, field: &Field) -> Diagnostic {
    let name = &field.name.text;
    let diagnostic = Diagnostic::new(&codes::UNREADABLE, format!("the value of `{name}` cannot be read"));
    match text.chars().next() {
        Some('\'' | '“' | '„' | '«' | '`') => quotes(diagnostic, span, text),
        Some('[') => diagnostic.at(span, "entries of a list are separated by commas: `[a, b]`"),
        Some('-') => diagnostic.at(span, "a list is written in brackets: `[a, b]`"),
        Some('*') => diagnostic.at(span, "no sign stands for everything").help(match name.as_str() {
            "collapse" => "write `level: context` to close every outermost boundary with a process or a store in it",
            "show" => "leave the field out to show everything",
            _ => "name what you mean by its id",
        }),
        _ => diagnostic
            .at(span, "this is no value")
            .help("values are words, numbers, `80%`, `3d`, dates, `@people`, `\"texts\"` and lists `[a, b]`"),
    }
}

/// `"say "hi" to all"`: the text went on behind its first inner quote.
fn quote_in_text(span: Span, text: &str, field: &Field) -> Diagnostic {
    let start = field.value.span;
    let inner = text.replace('"', "\\\"");
    let quote = Span { start: start.end - 1, ..start };
    let rest = quote.to(Span { end: span.start + text.len() as u32, ..span });
    Diagnostic::new(&codes::UNREADABLE, "a quote within a text is written `\\\"`")
        .at(span, "the text has ended before this")
        .also(start, "the text")
        .fix("write a backslash before each quote in it", Applicability::NeedsLook, rest, format!("\\\"{inner}"))
}

fn explain_tail(span: Span, text: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(&codes::UNREADABLE, "this does not belong behind the value");
    match text.chars().next() {
        Some(';') => no_semicolon(span, text),
        Some('\'') if text.starts_with("'t ") => {
            Diagnostic::new(&codes::UNREADABLE, "a negation is written with `not`")
                .at(span, "no short forms are known")
                .help("`not` stands before the whole comparison: `not over is http`")
        }
        Some('\'' | '“' | '„' | '«' | '`') => quotes(diagnostic, span, text),
        Some(sign @ ('&' | '|')) => {
            let (word, place) = (if sign == '&' { "and" } else { "or" }, Span { end: span.start + 1, ..span });
            Diagnostic::new(&codes::UNREADABLE, format!("`{sign}` is written `{word}`"))
                .at(place, "conditions are joined by words; several things stand in a list, `[a, b]`")
                .fix(format!("write `{word}`"), Applicability::NeedsLook, place, word)
        }
        Some('+') => diagnostic
            .at(span, "no sign joins several things")
            .help("write a list, in brackets and with commas: `[a, b]`"),
        Some(_) if text.starts_with("and") || text.starts_with("or") || text.starts_with("->") => {
            diagnostic.at(span, "something must follow on the right")
        }
        Some(':') => diagnostic.at(span, "no field begins here").help(
            "what must hold of `any` or `every` stands behind `where`: `any a in f.carries where a.class >= secret`",
        ),
        _ => diagnostic.at(span, "a field ends with its line or with a comma"),
    }
}

/// `1,5` was meant as one number.
pub(super) fn decimal_comma(number: &str, span: Span, text: &str) -> Option<Diagnostic> {
    let tail: String = text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '%').collect();
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (message, better) = if digits == 3 && number.len() <= 3 && tail.len() == 3 {
        ("a number has no comma", format!("{number}_{tail}"))
    } else {
        ("decimal numbers have a point", format!("{number}.{tail}"))
    };
    let start = span.start - 1 - number.len() as u32;
    let whole = Span { start, end: span.start + tail.len() as u32, ..span };
    let diagnostic = Diagnostic::new(&codes::BAD_LITERAL, format!("{message}: `{better}`"))
        .at(whole, "a comma ends the field")
        .fix(format!("write `{better}`"), Applicability::NeedsLook, whole, better);
    Some(diagnostic)
}

/// An item that the grammar refuses as a whole.
pub(super) fn unreadable(span: Span, text: &str) -> Diagnostic {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let diagnostic = explain(span, first);
    diagnostic.help("a declaration is written `kind id \"Title\" { field: value }`")
}
