//! Values: rows of terms, references, lists.

use super::super::ast::{Name, Operator, Value, ValueKind};
use super::super::codes;
use super::super::split::MAX_DEPTH;
use super::build::Builder;
use super::row::{Link, MOST_LINKS, Row};
use super::slips_in_questions::word_for;
use super::{Rule, slips};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::text::{Span, one_line};
use pest::iterators::Pair;

/// A term of a row: an operand, or a symbol such as `->`.
pub(super) enum Term {
    Operand(Value),
    Symbol(String, Span),
}

impl Builder<'_> {
    pub(super) fn value(&mut self, pair: Pair<'_, Rule>) -> Value {
        let mut inner = pair.into_inner();
        if inner.len() == 1
            && let Some(only) = inner.next()
        {
            return match self.term(only) {
                Term::Operand(value) => value,
                Term::Symbol(symbol, span) => {
                    self.lonely(&symbol, span);
                    missing(span)
                }
            };
        }
        let mut terms = Vec::with_capacity(inner.len());
        for pair in inner {
            terms.push(self.term(pair));
        }
        self.names_with_digits(&mut terms);
        self.foreign_signs(&terms);
        if let Some(quoted) = self.curly_quotes(&terms) {
            return quoted;
        }
        if let Some(words) = Self::words_only(&terms) {
            return words;
        }
        let next = self.next_name(&mut terms);
        let mut row =
            Row { terms: terms.into_iter(), lonely: None, unbound: None, too_long: None, foreign: None, depth: 0 };
        let value = row.expression(0);
        if let Some((span, better)) = row.foreign {
            self.foreign_quantifier(span, better);
        }
        if let Some(span) = row.too_long {
            let message =
                format!("a value has more than {MOST_LINKS} operators in a row, or {MAX_DEPTH} inside each other");
            let diagnostic = Diagnostic::new(&codes::TOO_DEEP, message).at(span, "this is too much");
            self.report(diagnostic.help("say it in several rules or assertions"));
            return value;
        }
        if let Some(missing) = self.unfinished(row, &value) {
            return missing;
        }
        match next {
            Some(name) => {
                let span = value.span.to(name.span);
                Value { span, kind: ValueKind::Sequence(vec![value, name]) }
            }
            None => value,
        }
    }

    /// Reports what a row lacks; gives the value in its place where nothing can be made of it.
    fn unfinished(&mut self, mut row: Row, value: &Value) -> Option<Value> {
        let lonely = row.lonely.or_else(|| row.terms.next().map(|term| (term.text(), term.span())));
        if let Some((quantifier, head)) = row.unbound {
            self.quantifier_without_set(quantifier, &head);
            return Some(missing(value.span));
        }
        match lonely {
            Some((text, span)) if text == "where" && starts_with_where(value) => {
                if let ValueKind::Binary(_, _, condition) = &value.kind {
                    self.where_without_set(span, condition);
                }
                return Some(missing(value.span));
            }
            Some((text, span)) if text == "->" && matches!(value.kind, ValueKind::Route(_)) => {
                self.open_route(value, span);
            }
            Some((text, span)) => self.lonely(&text, span),
            None => {}
        }
        None
    }

    /// In a route, `2fa` is the name of an element. That it cannot be one is said where it is declared.
    fn names_with_digits(&self, terms: &mut [Term]) {
        if !terms.iter().any(|term| matches!(term, Term::Symbol(symbol, _) if symbol == "->")) {
            return;
        }
        for term in terms {
            if let Term::Operand(value) = term
                && let ValueKind::Quantity(..) | ValueKind::Number(_) = value.kind
            {
                value.kind = ValueKind::Word(self.slice(value.span).into());
            }
        }
    }

    /// Words between quotes that a word processor made: “a text”.
    fn curly_quotes(&mut self, terms: &[Term]) -> Option<Value> {
        let (first, last) = (terms.first()?.span(), terms.last()?.span());
        let span = first.to(last);
        let text = self.slice(span);
        if !text.starts_with(['“', '„', '«']) {
            return None;
        }
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, "these quotes mean nothing");
        let diagnostic = slips::quotes(diagnostic, span, text);
        self.report(diagnostic);
        Some(missing(span))
    }

    /// `a -> b ->`
    fn open_route(&mut self, route: &Value, arrow: Span) {
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, "nothing follows this arrow")
            .at(arrow, "a route ends with an element")
            .note("a long route goes on in a line that begins with `->`")
            .fix(
                format!("write `{}`", one_line(self.slice(route.span), 60)),
                Applicability::NeedsLook,
                Span { start: route.span.end, ..arrow },
                "",
            );
        self.report(diagnostic);
    }

    /// An operator without something on both sides.
    fn lonely(&mut self, operator: &str, span: Span) {
        if operator == "where" {
            let diagnostic = Diagnostic::new(&codes::UNREADABLE, "nothing follows this `where`")
                .at(span, "a condition belongs behind it")
                .help("write what must be true: `flows where over is http`");
            return self.report(diagnostic);
        }
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, format!("something is missing beside `{operator}`"))
            .at(span, "this stands between two values")
            .note("a long value goes on in a line that begins with `and`, `or` or `->`");
        self.report(diagnostic);
    }

    fn term(&mut self, pair: Pair<'_, Rule>) -> Term {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::symbol => match word_for(pair.as_str()) {
                Some(word) => Term::Operand(Value { span, kind: ValueKind::Word(word.into()) }),
                None => Term::Symbol(pair.as_str().into(), span),
            },
            Rule::joint => match pair.as_str().trim() {
                "->" => Term::Symbol("->".into(), span),
                word => Term::Operand(Value { span, kind: ValueKind::Word(word.into()) }),
            },
            Rule::before_group => Term::Operand(Value { span, kind: ValueKind::Word(pair.as_str().into()) }),
            Rule::reference => Term::Operand(self.reference(pair)),
            Rule::string => Term::Operand(self.string(&pair)),
            Rule::number => Term::Operand(self.number(&pair)),
            Rule::list => Term::Operand(self.list(pair)),
            Rule::handle => Term::Operand(self.handle(&pair)),
            Rule::parameter => Term::Operand(self.parameter(&pair)),
            _ => Term::Operand(self.group(pair)),
        }
    }

    /// `$name`
    pub(super) fn parameter(&self, pair: &Pair<'_, Rule>) -> Value {
        Value { span: self.span(pair), kind: ValueKind::Parameter(pair.as_str()[1..].into()) }
    }

    /// A value that stands where a field should have its colon.
    pub(super) fn bare_value(&mut self, pair: Pair<'_, Rule>) -> Value {
        match self.term(pair) {
            Term::Operand(value) => value,
            Term::Symbol(_, span) => missing(span),
        }
    }

    fn group(&mut self, pair: Pair<'_, Rule>) -> Value {
        let span = self.span(&pair);
        let values = pair.into_inner().filter(|part| part.as_rule() == Rule::value);
        let mut values: Vec<Value> = values.map(|value| self.value(value)).collect();
        match (values.pop(), values.is_empty()) {
            (Some(only), true) => Value { span, kind: ValueKind::Group(Box::new(only)) },
            (Some(last), false) => {
                values.push(last);
                self.list_in_parentheses(span, values)
            }
            (None, _) => missing(span),
        }
    }

    fn list(&mut self, pair: Pair<'_, Rule>) -> Value {
        let span = self.span(&pair);
        let mut values = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::value => values.push(self.value(part)),
                Rule::broken_entry => {
                    let span = self.span(&part);
                    let diagnostic = slips::in_list(span, part.as_str());
                    self.report(diagnostic);
                }
                Rule::comma => {
                    let span = self.span(&part);
                    self.comma_too_many(span);
                }
                _ => {}
            }
        }
        Value { span, kind: ValueKind::List(values) }
    }

    fn reference(&mut self, pair: Pair<'_, Rule>) -> Value {
        let span = self.span(&pair);
        let text = pair.as_str();
        let mut inner = pair.into_inner().peekable();
        let Some(first) = inner.peek() else { return dotted(text, span) };
        // The path ends where the first part begins, or at the colon before it.
        let length = self.span(first).start.saturating_sub(span.start) as usize;
        let path = text[..length].trim_end_matches(':');
        let path_span = Span::new(span.file, span.start as usize, span.start as usize + path.len());
        let mut value = dotted(path, path_span);
        for part in inner {
            let scheme = Name { text: path.into(), span: path_span };
            value.kind = match part.as_rule() {
                Rule::arguments => ValueKind::Call(Box::new(value.clone()), self.arguments(part)),
                Rule::string => match self.string(&part).kind {
                    ValueKind::Text(text) => ValueKind::Catalogue(scheme, text),
                    other => other,
                },
                _ => ValueKind::Catalogue(scheme, part.as_str().into()),
            };
            value.span = span;
        }
        value
    }

    /// A word, or words joined by dots.
    pub(super) fn path(&self, pair: &Pair<'_, Rule>) -> Value {
        dotted(pair.as_str(), self.span(pair))
    }
}

impl Term {
    pub(super) fn text(&self) -> String {
        match self {
            Term::Symbol(symbol, _) => symbol.clone(),
            Term::Operand(value) => value.word().map_or_else(|| "value".to_owned(), ToString::to_string),
        }
    }

    pub(super) fn span(&self) -> Span {
        match self {
            Term::Symbol(_, span) => *span,
            Term::Operand(value) => value.span,
        }
    }

    /// The operator that the term is, with how tightly it binds; routes bind tightest.
    pub(super) fn operator(&self) -> Option<(Link, u8)> {
        let text = match self {
            Term::Symbol(symbol, _) => symbol.as_str(),
            Term::Operand(Value { kind: ValueKind::Word(word), .. }) => word.as_str(),
            Term::Operand(_) => return None,
        };
        let (operator, strength) = match text {
            "where" => (Operator::Where, 1),
            "or" => (Operator::Or, 2),
            "and" => (Operator::And, 3),
            "is" => (Operator::Is, 5),
            "has" => (Operator::Has, 5),
            "in" => (Operator::In, 5),
            "on" => (Operator::On, 5),
            ">=" => (Operator::AtLeast, 5),
            "<=" => (Operator::AtMost, 5),
            "==" => (Operator::Equal, 5),
            "!=" => (Operator::Unequal, 5),
            ">" => (Operator::Above, 5),
            "<" => (Operator::Below, 5),
            "->" => return Some((Link::Route, 6)),
            _ => return None,
        };
        Some((Link::Binary(operator), strength))
    }
}

/// `where …`, with nothing before it.
fn starts_with_where(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Binary(Operator::Where, set, condition) => {
            set.kind == ValueKind::Missing && condition.kind != ValueKind::Missing
        }
        _ => false,
    }
}

pub(super) fn missing(span: Span) -> Value {
    Value { span, kind: ValueKind::Missing }
}

fn dotted(text: &str, span: Span) -> Value {
    if !text.contains('.') {
        return Value { span, kind: ValueKind::Word(text.into()) };
    }
    let mut start = span.start as usize;
    let mut names = Vec::new();
    for part in text.split('.') {
        names.push(Name { text: part.into(), span: Span::new(span.file, start, start + part.len()) });
        start += part.len() + 1;
    }
    Value { span, kind: ValueKind::Path(names) }
}
