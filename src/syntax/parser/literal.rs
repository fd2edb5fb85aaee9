//! Texts, numbers, dates and handles.

use super::super::ast::{Value, ValueKind};
use super::super::codes;
use super::Rule;
use super::build::Builder;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::text::{Date, Span, one_line};
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
        if is_path(body) {
            let better = format!("\"{}\"", body.replace("\\\\", "/").replace('\\', "/"));
            let diagnostic = Diagnostic::new(&codes::BAD_ESCAPE, "a path is written with `/`")
                .at(span, "`\\` begins an escape in a text")
                .fix(format!("write `{}`", one_line(&better, 80)), Applicability::NeedsLook, span, better.clone());
            self.report(diagnostic);
            return better.trim_matches('"').into();
        }
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
                        .fix(
                            format!("write `\\\\{other}` for a backslash and `{other}`"),
                            Applicability::NeedsLook,
                            place,
                            format!("\\\\{other}"),
                        );
                    self.report(diagnostic);
                }
                None => text.push('\\'),
            }
        }
        text
    }

    pub(super) fn number(&mut self, pair: &Pair<'_, Rule>) -> Value {
        let span = self.span(pair);
        let text = pair.as_str();
        let kind = number(text).unwrap_or_else(|reason| {
            let parts = text.split(['-', '.']).count();
            let diagnostic = if reason == NO_SUCH_DAY {
                no_such_day(span, text)
            } else if parts == 3 && text.len() >= 6 {
                other_date(span, text)
            } else {
                Diagnostic::new(&codes::BAD_LITERAL, format!("`{}` cannot be read", one_line(text, 60)))
                    .at(span, reason)
                    .help("numbers are written `5` or `0.5`, shares `80%`, spans `3d`, dates `2026-02-03`")
            };
            self.report(diagnostic);
            ValueKind::Missing
        });
        Value { span, kind }
    }

    pub(super) fn handle(&mut self, pair: &Pair<'_, Rule>) -> Value {
        let span = self.span(pair);
        let name = &pair.as_str()[1..];
        if name.is_empty() {
            let dots = self.text[span.end as usize..].starts_with("...");
            let diagnostic = Diagnostic::new(&codes::BAD_LITERAL, "a name must follow this `@`")
                .at(span, if dots { "a placeholder" } else { "whose handle?" })
                .help("people and teams are written `@platform`");
            self.report(diagnostic);
            return Value { span, kind: ValueKind::Missing };
        }
        Value { span, kind: ValueKind::Handle(name.into()) }
    }
}

/// Whether a text is the path of a file as Windows writes it, with an escape that there is not.
fn is_path(text: &str) -> bool {
    let mut after = text.split('\\').skip(1).map(|part| part.chars().next());
    let unknown = after.any(|first| first.is_none_or(|first| !matches!(first, 'n' | 't' | '"')));
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '\\' | '/' | '.' | '_' | '-');
    let file = text.rsplit('\\').next().is_some_and(|name| name.contains('.'));
    unknown && file && text.chars().all(plain) && !text.contains("\\\\")
}

const NO_SUCH_DAY: &str = "there is no such day";

/// A day that its month does not have.
fn no_such_day(span: Span, text: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(&codes::BAD_LITERAL, format!("the calendar has no `{text}`"));
    let last = (28..=31).rev().map(|day| format!("{}-{day}", &text[..7])).find(|date| Date::parse(date).is_some());
    match last {
        Some(last) => diagnostic.at(span, "the month has fewer days").fix(
            format!("its last day is `{last}`"),
            Applicability::NeedsLook,
            span,
            last,
        ),
        None => diagnostic.at(span, "no such month").help("dates are written year-month-day: `2026-02-03`"),
    }
}

/// A date in another form than ours, with what it most likely means.
pub(super) fn other_date(span: Span, text: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(&codes::BAD_LITERAL, "dates are written year-month-day: `2026-02-03`");
    match readings(text).as_slice() {
        [] => diagnostic.at(span, "this is no day of the calendar"),
        [only] => diagnostic.at(span, "a date in another form").fix(
            format!("write `{only}`"),
            Applicability::NeedsLook,
            span,
            only.clone(),
        ),
        several => diagnostic
            .at(span, "which of these numbers is the month?")
            .help(format!("write `{}`, whichever is meant", several.join("` or `"))),
    }
}

/// The days that three numbers may name. Where dots stand between them and the year comes last, the day comes first.
fn readings(text: &str) -> Vec<String> {
    let parts: Vec<u32> = text.split(['/', '.', '-']).filter_map(|part| part.parse().ok()).collect();
    let [first, middle, last] = parts[..] else { return Vec::new() };
    let orders = match first > 999 {
        true => vec![(first, middle, last)],
        false if text.contains('.') || first == middle => vec![(last, middle, first)],
        false => vec![(last, middle, first), (last, first, middle)],
    };
    let dates = orders.into_iter().map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"));
    dates.filter(|date| Date::parse(date).is_some()).collect()
}

/// A number, a quantity or a date; or what is wrong with it.
fn number(text: &str) -> Result<ValueKind, &'static str> {
    if text.len() == 10 && text.as_bytes()[4] == b'-' {
        return Date::parse(text).map(ValueKind::Date).ok_or(NO_SUCH_DAY);
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
