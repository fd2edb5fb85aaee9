//! What a person most likely meant by values that stand in another form than ours, seen from what follows them.

use super::super::ast::{Field, Member, Value, ValueKind};
use super::super::codes;
use super::build::Builder;
use super::expression::Term;
use super::names::legal_name;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::text::{Span, one_line};

/// Text right behind a value that is part of it: `80 %`, `jane@example.org`, `cwe: 79`, `tls1.3`.
pub(super) fn special_tail(span: Span, text: &str, field: &mut Field) -> Option<Diagnostic> {
    let name = field.name.text.clone();
    let next = text.chars().nth(1).unwrap_or(' ');
    let part = |until: &[char]| text[1..].split(until).next().unwrap_or_default().trim_end().len() + 1;
    let place = |length: usize| Span { end: span.start + length as u32, ..span };
    match &field.value.kind {
        ValueKind::Number(number) if text.starts_with('%') => {
            let (number, whole) = (*number, field.value.span.to(place(1)));
            field.value.kind = ValueKind::Quantity(number, "%".into());
            Some(instead("no space stands before `%`", "a share is one word", whole, &format!("{number}%")))
        }
        ValueKind::Word(word) if text.starts_with('@') => {
            let better = format!("@{}", legal_name(word));
            let whole = field.value.span.to(place(part(&[' ', ','])));
            field.value.kind = ValueKind::Missing;
            let message = format!("`{name}` takes a handle, not an address");
            Some(instead(&message, "people and teams are written `@platform`", whole, &better))
        }
        ValueKind::Handle(handle) if text.starts_with(['.', '@', '/']) && next.is_alphanumeric() => {
            let tail = if text.starts_with('@') { "" } else { &text[..part(&[' ', ',', '@'])] };
            let better = format!("@{}", legal_name(&format!("{handle}{tail}")));
            let whole = field.value.span.to(place(part(&[' ', ','])));
            field.value.kind = ValueKind::Missing;
            Some(instead("a handle has letters, digits, `_` and `-`", "of whom?", whole, &better))
        }
        ValueKind::Word(word) if text.starts_with(": ") && matches!(name.as_str(), "refs" | "meets" | "law") => {
            let length = part(&[',']);
            let better = format!("{word}:{}", text[1..length].trim());
            let whole = field.value.span.to(place(length));
            field.value.kind = ValueKind::Missing;
            Some(instead("no space stands in a catalogue entry", "one entry", whole, &better))
        }
        ValueKind::Word(word) if text.starts_with('.') && next.is_ascii_digit() => {
            let better = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_').to_owned();
            let whole = field.value.span.to(place(part(&[' ', ','])));
            field.value.kind = ValueKind::Missing;
            Some(instead("a word has no version behind a dot", "words have letters, digits and `_`", whole, &better))
        }
        ValueKind::Word(_) | ValueKind::Path(_)
            if text.starts_with('/') && matches!(name.as_str(), "rule" | "found_by" | "threat") =>
        {
            let length = part(&[' ', ',']);
            let whole = field.value.span.to(place(length));
            Some(finding_id(&name, &field.value.name().unwrap_or_default(), &text[1..length], whole))
        }
        ValueKind::Word(_) | ValueKind::Path(_)
            if text.starts_with(':') && matches!(name.as_str(), "where" | "unless" | "must_have") =>
        {
            let length = part(&[',']);
            let asked = field.value.name().unwrap_or_default();
            let better = match text[1..length].trim() {
                "" | "yes" | "true" => asked.to_string(),
                "no" | "false" => format!("not {asked}"),
                other => format!("{asked} is {other}"),
            };
            let whole = field.value.span.to(place(length));
            field.value.kind = ValueKind::Missing;
            let diagnostic = Diagnostic::new(&codes::UNREADABLE, "no colon stands in a condition");
            Some(diagnostic.at(whole, "a condition asks, a field says").fix(
                format!("write `{name}: {}`", one_line(&better, 60)),
                Applicability::NeedsLook,
                whole,
                better,
            ))
        }
        _ => None,
    }
}

fn instead(message: &str, label: &str, place: Span, better: &str) -> Diagnostic {
    Diagnostic::new(&codes::UNREADABLE, message).at(place, label).fix(
        format!("write `{}`", one_line(better, 60)),
        Applicability::NeedsLook,
        place,
        better,
    )
}

/// `rule: data_in_clear/pay`: the id of a finding, of which two fields say a half each.
fn finding_id(field: &str, rule: &str, place: &str, whole: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(&codes::UNREADABLE, "the id of a finding cannot be written as a value")
        .at(whole, "a rule and its place");
    match field {
        "threat" => diagnostic
            .note("a risk is accepted of a threat that somebody wrote")
            .help(format!(
                "write a threat that adopts the finding, and name it here: `threat {rule}_{} \"…\" {{ on: {place}, found_by: {rule}, … }}`",
                place.replace('.', "_")
            )),
        _ => diagnostic.note("the rule is named by itself, and its place by `on:`").help(format!(
            "write `{field}: {rule}, on: {place}`; what `on:` names already need not be said again"
        )),
    }
}

/// `mitigations: {a, b}`
pub(super) fn in_braces(field: &str, span: Span, text: &str) -> Diagnostic {
    let inner = text.trim_start_matches('{').trim_end_matches('}').trim();
    let diagnostic = Diagnostic::new(&codes::UNREADABLE, format!("the value of `{field}` stands in braces"));
    if inner.is_empty() || inner.contains([':', '"']) {
        return diagnostic
            .at(span, "braces hold the members of a declaration")
            .help(format!("write the value itself: `{field}: …`"));
    }
    let better = format!("[{inner}]");
    diagnostic.at(span, "a list stands in brackets").fix(
        format!("write `{field}: {}`", one_line(&better, 60)),
        Applicability::NeedsLook,
        span,
        better,
    )
}

impl Builder<'_> {
    /// `kind: tampering on: app`: the name of the next field, where it is a word with a meaning inside values, is
    /// taken from the row before that becomes a tree.
    pub(super) fn next_name(&self, terms: &mut Vec<Term>) -> Option<Value> {
        let Some(Term::Operand(last)) = terms.last() else { return None };
        let behind = self.text.get(last.span.end as usize..self.end)?.trim_start_matches(' ');
        let named = last.word().is_some() && behind.starts_with(':') && terms.len() > 1;
        // A row of plain words is no tree, and is told apart later.
        if !named || terms.last().is_some_and(|term| term.operator().is_none()) {
            return None;
        }
        match terms.pop() {
            Some(Term::Operand(value)) => Some(value),
            _ => None,
        }
    }

    /// `in progress`: words side by side, of which the first would be an operator.
    pub(super) fn words_only(terms: &[Term]) -> Option<Value> {
        let words: Vec<Value> = terms
            .iter()
            .map_while(|term| match term {
                Term::Operand(value) if value.word().is_some() => Some(value.clone()),
                _ => None,
            })
            .collect();
        let (first, last) = (words.first()?, words.last()?);
        let starts = matches!(first.word().map(|word| word.as_str()), Some("in" | "on" | "is" | "has"));
        if words.len() != terms.len() || words.len() < 2 || !starts {
            return None;
        }
        let span = first.span.to(last.span);
        Some(Value { span, kind: ValueKind::Sequence(words) })
    }

    /// `people: @a, @b`: the comma has ended the field.
    pub(super) fn more_people(&self, span: Span, before: Option<&Member>) -> Option<Diagnostic> {
        let Some(Member::Field(field)) = before else { return None };
        if !matches!(field.value.kind, ValueKind::Handle(_)) || !self.slice(span).starts_with('@') {
            return None;
        }
        let start = field.value.span.start as usize;
        let line = self.text[start..self.end].split(['\n', '}', '#']).next().unwrap_or_default();
        let handle = |part: &&str| {
            let part = part.trim();
            part.starts_with('@')
                && part.bytes().skip(1).all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        };
        let parts: Vec<&str> = line.split(',').take_while(handle).map(str::trim).collect();
        let name = &field.name.text;
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, format!("`{}` belongs to no field", self.slice(span)))
            .at(span, "a comma ends the field before it");
        if name != "people" {
            return Some(diagnostic.help(format!("`{name}` takes one person or team; name one that stands for both")));
        }
        let better = format!("[{}]", parts.join(", "));
        let end = line.split(',').take(parts.len()).map(|part| part.len() + 1).sum::<usize>().saturating_sub(1);
        let written = line.get(..end).map_or(0, |list| list.trim_end().len());
        let whole = Span { end: field.value.span.start + written as u32, ..field.value.span };
        Some(diagnostic.fix(format!("write `{name}: {}`", one_line(&better, 60)), Applicability::Safe, whole, better))
    }
}
