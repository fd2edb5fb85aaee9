//! Texts, numbers, dates and handles.

use super::super::ast::{Value, ValueKind};
use super::super::codes;
use super::Rule;
use super::build::Builder;
use crate::diagnostics::Diagnostic;
use crate::text::{Date, Span};
use ecow::EcoString;
use pest::iterators::Pair;

impl Builder<'_> {
    pub(super) fn string(&mut self, pair: &Pair<'_, Rule>) -> Value {
        let span = self.span(pair);
        let source = pair.as_str();
        if let Some(body) = source.strip_prefix("\"\"\"") {
            let body = body.strip_suffix("\"\"\"").unwrap_or(body);
            return Value { span, kind: ValueKind::Text(dedent(body).into()) };
        }
        let body = source.strip_prefix('"').unwrap_or(source);
        // A string that is not closed has been reported when the file was cut into items.
        let body = body.strip_suffix('"').unwrap_or_else(|| body.trim_end());
        let text = if body.contains('\\') { self.unescape(body, span) } else { body.into() };
        Value { span, kind: ValueKind::Text(text) }
    }

    fn unescape(&mut self, body: &str, span: Span) -> EcoString {
        let mut text = EcoString::with_capacity(body.len());
        let mut characters = body.char_indices();
        while let Some((_, character)) = characters.next() {
            if character != '\\' {
                text.push(character);
                continue;
            }
            match characters.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, 't')) => text.push('\t'),
                Some((_, escaped @ ('"' | '\\'))) => text.push(escaped),
                Some((at, other)) => {
                    text.push(other);
                    let start = span.start as usize + at;
                    let place = Span::new(span.file, start, start + 1 + other.len_utf8());
                    let diagnostic = Diagnostic::new(&codes::BAD_ESCAPE, "this escape is not known")
                        .at(place, "the escapes are \\\" \\\\ \\n and \\t")
                        .help("write `\\\\` for a backslash");
                    self.report(diagnostic);
                }
                None => text.push('\\'),
            }
        }
        text
    }

    pub(super) fn number(&mut self, pair: &Pair<'_, Rule>) -> Value {
        let span = self.span(pair);
        let kind = number(pair.as_str()).unwrap_or_else(|reason| {
            let text = pair.as_str();
            let diagnostic = Diagnostic::new(&codes::BAD_LITERAL, format!("`{text}` cannot be read"))
                .at(span, reason)
                .help("numbers are written `5` or `0.5`, shares `80%`, spans `3d`, dates `2026-02-03`");
            self.report(diagnostic);
            ValueKind::Missing
        });
        Value { span, kind }
    }

    pub(super) fn handle(&mut self, pair: &Pair<'_, Rule>) -> Value {
        let span = self.span(pair);
        let name = &pair.as_str()[1..];
        if name.is_empty() {
            let diagnostic = Diagnostic::new(&codes::BAD_LITERAL, "a name must follow this `@`")
                .at(span, "whose handle?")
                .help("people and teams are written `@platform`");
            self.report(diagnostic);
            return Value { span, kind: ValueKind::Missing };
        }
        Value { span, kind: ValueKind::Handle(name.into()) }
    }
}

/// A number, a quantity or a date; or what is wrong with it.
fn number(text: &str) -> Result<ValueKind, &'static str> {
    if text.len() == 10 && text.as_bytes()[4] == b'-' {
        return Date::parse(text).map(ValueKind::Date).ok_or("there is no such day");
    }
    if text.matches('-').count() > usize::from(text.starts_with('-')) {
        return Err("a date has four digits for the year and two each for month and day");
    }
    let digits = text.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(text.len());
    let (digits, unit) = text.split_at(digits);
    let number: f64 = digits.replace('_', "").parse().map_err(|_| "this is not a number")?;
    if unit.is_empty() { Ok(ValueKind::Number(number)) } else { Ok(ValueKind::Quantity(number, unit.into())) }
}

/// The lines of a paragraph without the indentation that all of them share.
fn dedent(body: &str) -> String {
    let body = body.replace("\r\n", "\n");
    let lines: Vec<&str> = body.trim_matches('\n').lines().collect();
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    // The first line may stand right behind the quotes.
    let skip = usize::from(!body.starts_with('\n'));
    let shared = lines.iter().skip(skip).filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let cut = |(index, line): (usize, &&str)| {
        let cut = if index < skip { 0 } else { shared.min(indent(line)) };
        line[cut..].trim_end().to_owned()
    };
    lines.iter().enumerate().map(cut).collect::<Vec<_>>().join("\n").trim().to_owned()
}
