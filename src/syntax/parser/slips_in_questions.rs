//! What a person most likely meant in a condition that is written as in another language: signs for `and`, `or` and
//! `not`, lists in parentheses, a comma between two conditions.

use super::super::ast::{Field, Member, Operator, Value, ValueKind};
use super::super::codes;
use super::build::Builder;
use super::expression::Term;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::schema::{Kind, words};
use crate::text::{Span, one_line};

/// The word that a sign of other languages stands for.
pub(super) fn word_for(sign: &str) -> Option<&'static str> {
    match sign {
        "&&" => Some("and"),
        "||" => Some("or"),
        "!" => Some("not"),
        _ => None,
    }
}

impl Builder<'_> {
    /// Reports the first `&&`, `||` or `!` of a row, with the whole row in words.
    pub(super) fn foreign_signs(&mut self, terms: &[Term]) {
        let sign = |term: &Term| matches!(term, Term::Operand(value) if word_for(self.slice(value.span)).is_some());
        let Some(first) = terms.iter().find(|term| sign(term)).map(Term::span) else { return };
        let Some(last) = terms.last() else { return };
        let whole = terms.first().map_or(first, Term::span).to(last.span());
        let better = in_words(self.slice(whole));
        let text = self.slice(first);
        let word = word_for(text).unwrap_or_default();
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, format!("`{text}` is written `{word}`"))
            .at(first, "conditions are joined by words");
        // Over several lines there may be comments between, which are not to be touched.
        let diagnostic = match self.slice(whole).contains('\n') {
            true => diagnostic.help("write `and`, `or` and `not` for `&&`, `||` and `!`"),
            false => diagnostic.fix(format!("write `{}`", one_line(&better, 90)), Applicability::Safe, whole, better),
        };
        self.report(diagnostic);
    }

    /// `(http, ftp)`
    pub(super) fn list_in_parentheses(&mut self, span: Span, values: Vec<Value>) -> Value {
        let text = self.slice(span);
        let inner = text.trim_start_matches('(').trim_end_matches(')').trim();
        let better = format!("[{inner}]");
        // `over in` before it makes of the remedy something that can stand alone; after `is` it would say nothing.
        let before = self.text[..span.start as usize].trim_end();
        let words: Vec<&str> = before.rsplit([' ', '(', '\n']).take(2).collect();
        let (shown, place, better) = match words.as_slice() {
            ["in", attribute] => (format!("{attribute} in {better}"), span, better),
            [word @ ("is" | "=="), attribute] => {
                let start = before.len() - word.len();
                let better = format!("in {better}");
                (format!("{attribute} {better}"), Span { start: start as u32, ..span }, better)
            }
            _ => (better.clone(), span, better),
        };
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, "a list stands in brackets")
            .at(span, "parentheses hold one condition together")
            .fix(format!("write `{}`", one_line(&shown, 60)), Applicability::NeedsLook, place, better);
        self.report(diagnostic);
        // What stands before it may not fit a list, which the remedy mends as well.
        let kind = if place == span { ValueKind::List(values) } else { ValueKind::Missing };
        Value { span, kind }
    }

    /// `over is https, carries has claim`: a comma stands where `and` belongs. Gives where the last of the conditions
    /// ends, for what follows the comma is no member of the block.
    pub(super) fn comma_for_and(&mut self, span: Span, before: Option<&Member>) -> Option<usize> {
        let Some(Member::Field(Field { value, .. })) = before else { return None };
        if !is_condition(value) || !self.text.get(..span.start as usize)?.trim_end().ends_with(',') {
            return None;
        }
        let start = value.span.end as usize;
        let line = self.text.get(start..self.end)?.split(['\n', '}', '#']).next().unwrap_or_default();
        let further: Vec<&str> = line.split(',').skip(1).take_while(|part| looks_like_condition(part)).collect();
        let length: usize = line.split(',').take(further.len() + 1).map(|part| part.len() + 1).sum();
        let end = start + line.get(..length.saturating_sub(1))?.trim_end().len();
        if further.is_empty() || end < span.start as usize {
            return None;
        }
        let whole = Span { end: end as u32, ..value.span };
        let more: Vec<&str> = further.iter().map(|part| part.trim()).collect();
        let better = format!("{} and {}", self.slice(value.span).trim_end(), more.join(" and "));
        let place = Span { start: span.start, end: end as u32, ..span };
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, "two conditions are joined by `and`, not by a comma")
            .at(place, "a comma ends the field before it")
            .fix(format!("write `{}`", one_line(&better, 90)), Applicability::NeedsLook, whole, better);
        self.report(diagnostic);
        Some(end)
    }

    /// `where over is http`, without the set that it chooses from.
    pub(super) fn where_without_set(&mut self, span: Span, condition: &Value) {
        let better = format!("flows where {}", self.slice(condition.span));
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, "nothing stands before this `where`")
            .at(span, "it follows what it chooses from, such as the word `flows`")
            .fix(
                format!("write `{}`", one_line(&better, 90)),
                Applicability::NeedsLook,
                span.to(condition.span),
                better,
            );
        self.report(diagnostic);
    }

    /// `any crosses`, `every claim`: a quantifier without a name and a set.
    pub(super) fn quantifier_without_set(&mut self, quantifier: Span, head: &Value) {
        if self.quantifier_in_other_form(quantifier, head) {
            return;
        }
        let word = self.slice(quantifier);
        let diagnostic =
            Diagnostic::new(&codes::UNREADABLE, format!("`{word}` lacks a name and a set")).at(quantifier, "of what?");
        let behind = self.slice(head.span).split_whitespace().next().unwrap_or_default();
        let diagnostic = match behind {
            "crosses" | "leaves" | "enters" => {
                let rest = self.slice(head.span).strip_prefix(behind).unwrap_or_default().trim();
                let better = format!("{behind} {}", if rest.is_empty() { "any" } else { rest });
                diagnostic.fix(
                    format!("write `{better}`"),
                    Applicability::NeedsLook,
                    quantifier.to(head.span),
                    better.clone(),
                )
            }
            _ => diagnostic.help(format!("in a rule, write `{word} f in node.flows where f.over is http`")).help(
                "in a view, ask about the flow itself: `flows where over is http`, `flows where carries has claim`",
            ),
        };
        self.report(diagnostic);
    }
}

impl Builder<'_> {
    /// `all a in carries`
    pub(super) fn foreign_quantifier(&mut self, place: Span, better: &str) {
        let word = self.slice(place);
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, format!("`{word}` is written `{better}`"))
            .at(place, "the two words for it are `any` and `every`")
            .fix(format!("write `{better}`"), Applicability::Safe, place, better);
        self.report(diagnostic);
    }

    /// `any(a in carries where …)`, `any a in carries if …`
    fn quantifier_in_other_form(&mut self, quantifier: Span, head: &Value) -> bool {
        let (word, text) = (self.slice(quantifier), self.slice(head.span).trim_end());
        let (message, place, label, better, whole) = if let ValueKind::Group(inner) = &head.kind
            && text.contains(" in ")
        {
            let inner = self.slice(inner.span).trim_end();
            let (message, label) = (format!("no parentheses stand behind `{word}`"), "the name and its set stand bare");
            (message, head.span, label, format!(" {inner}"), format!("{word} {inner}"))
        } else if let Some((before, other)) = [" if ", " when ", " with "]
            .iter()
            .find_map(|other| Some((text.split_once(other).filter(|(set, _)| set.contains(" in "))?.0, *other)))
        {
            let start = head.span.start + before.len() as u32 + 1;
            let place = Span { start, end: start + other.trim().len() as u32, ..head.span };
            let message = format!("`{}` is written `where`", other.trim());
            let whole = format!("{word} {before} where …");
            (message, place, "what must hold stands behind `where`", "where".to_owned(), whole)
        } else {
            return false;
        };
        // Without a blank before the parentheses, one takes their place.
        let better = if place.start > quantifier.end { better.trim().to_owned() } else { better };
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, message).at(place, label).fix(
            format!("write `{}`", one_line(&whole, 90)),
            Applicability::NeedsLook,
            place,
            better,
        );
        self.report(diagnostic);
        true
    }
}

/// The text with words for signs, but for what stands in quotes.
fn in_words(text: &str) -> String {
    let mut better = String::with_capacity(text.len() + 8);
    let (mut rest, mut quoted) = (text, false);
    while let Some(first) = rest.chars().next() {
        let sign = ["&&", "||", "!"].into_iter().find(|sign| rest.starts_with(sign) && !rest.starts_with("!="));
        match sign.filter(|_| !quoted).and_then(|sign| Some((sign, word_for(sign)?))) {
            Some((sign, word)) => {
                rest = rest[sign.len()..].trim_start();
                better.truncate(better.trim_end().len());
                better.push_str(if better.is_empty() || better.ends_with(['(', '[']) { "" } else { " " });
                better.push_str(word);
                better.push(' ');
            }
            None => {
                quoted ^= first == '"';
                better.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    better
}

/// Whether a value asks something.
fn is_condition(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Binary(Operator::On, ..) => false,
        ValueKind::Binary(..) | ValueKind::Not(_) => true,
        _ => false,
    }
}

/// Whether a text behind a comma goes on with a condition rather than with another field.
fn looks_like_condition(text: &str) -> bool {
    let mut parts = text.split_whitespace();
    let Some(first) = parts.next() else { return false };
    let path = |text: &str| {
        let (head, tail) = text.split_once('.').unwrap_or((text, ""));
        let known = |name: &str| words::ATTRIBUTES.contains(&name);
        !head.is_empty()
            && head.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            && (known(head) || tail.split('.').any(known))
    };
    match (first, parts.next().unwrap_or_default()) {
        (attribute, "") => attribute.contains('.') && path(attribute),
        ("not", attribute) => path(attribute),
        ("crosses" | "leaves" | "enters", place) => !place.starts_with([':', '{', '"']),
        (attribute, "is" | "has" | "in" | "==" | "!=" | ">=" | "<=" | ">" | "<") => {
            path(attribute) && Kind::from_word(attribute).is_none()
        }
        _ => false,
    }
}
