//! Values: rows of terms → trees, by precedence; references; lists.

use super::super::ast::{Name, Operator, Value, ValueKind};
use super::super::codes;
use super::super::split::MAX_DEPTH;
use super::build::Builder;
use super::{Rule, slips};
use crate::diagnostics::Diagnostic;
use crate::text::Span;
use pest::iterators::Pair;

/// A term of a row: an operand, or a symbol such as `->`.
enum Term {
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
        for pair in inner.filter(|pair| pair.as_rule() != Rule::comment) {
            terms.push(self.term(pair));
        }
        let mut row = Row { terms: terms.into_iter().peekable(), lonely: None, depth: 0 };
        let value = row.expression(0);
        let lonely = row.lonely.or_else(|| row.terms.next().map(|term| (term.text(), term.span())));
        if let Some((text, span)) = lonely {
            self.lonely(&text, span);
        }
        value
    }

    /// An operator without something on both sides.
    fn lonely(&mut self, operator: &str, span: Span) {
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, format!("something is missing beside `{operator}`"))
            .at(span, "this stands between two values")
            .note("a long value goes on in a line that begins with `and`, `or` or `->`");
        self.report(diagnostic);
    }

    fn term(&mut self, pair: Pair<'_, Rule>) -> Term {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::symbol => Term::Symbol(pair.as_str().into(), span),
            Rule::joint => match pair.as_str().trim() {
                "->" => Term::Symbol("->".into(), span),
                word => Term::Operand(Value { span, kind: ValueKind::Word(word.into()) }),
            },
            Rule::reference => Term::Operand(self.reference(pair)),
            Rule::string => Term::Operand(self.string(&pair)),
            Rule::number => Term::Operand(self.number(&pair)),
            Rule::list => Term::Operand(self.list(pair)),
            Rule::handle => Term::Operand(self.handle(&pair)),
            Rule::parameter => Term::Operand(Value { span, kind: ValueKind::Parameter(pair.as_str()[1..].into()) }),
            _ => Term::Operand(self.group(pair)),
        }
    }

    fn group(&mut self, pair: Pair<'_, Rule>) -> Value {
        let span = self.span(&pair);
        let kind = match pair.into_inner().find(|part| part.as_rule() == Rule::value) {
            Some(value) => ValueKind::Group(Box::new(self.value(value))),
            None => ValueKind::Missing,
        };
        Value { span, kind }
    }

    fn list(&mut self, pair: Pair<'_, Rule>) -> Value {
        let span = self.span(&pair);
        let mut values = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::value => values.push(self.value(part)),
                Rule::broken_entry => {
                    let span = self.span(&part);
                    let diagnostic = slips::explain(span, part.as_str().trim_end());
                    self.report(diagnostic);
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
    fn text(&self) -> String {
        match self {
            Term::Symbol(symbol, _) => symbol.clone(),
            Term::Operand(value) => value.word().map_or_else(|| "value".to_owned(), ToString::to_string),
        }
    }

    fn span(&self) -> Span {
        match self {
            Term::Symbol(_, span) => *span,
            Term::Operand(value) => value.span,
        }
    }

    /// The operator that the term is, with how tightly it binds; routes bind tightest.
    fn operator(&self) -> Option<(Link, u8)> {
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

/// What joins two values.
#[derive(Clone, Copy)]
enum Link {
    Binary(Operator),
    Route,
}

/// How tightly `not` binds: looser than comparisons, tighter than `and`.
const NOT: u8 = 4;

struct Row {
    terms: std::iter::Peekable<std::vec::IntoIter<Term>>,
    /// The first operator that lacks a side.
    lonely: Option<(String, Span)>,
    depth: usize,
}

impl Row {
    /// Reads operators that bind more tightly than `loosest`.
    fn expression(&mut self, loosest: u8) -> Value {
        self.depth += 1;
        let value = if self.depth > MAX_DEPTH { self.too_deep() } else { self.operators(loosest) };
        self.depth -= 1;
        value
    }

    /// Gives up on the rest of a row that nests too deeply, such as a thousand times `not`.
    fn too_deep(&mut self) -> Value {
        let place = self.terms.next().map(|term| (term.text(), term.span()));
        self.terms.by_ref().for_each(drop);
        let span = place.as_ref().map_or(Span::default(), |(_, span)| *span);
        self.lonely = self.lonely.take().or(place);
        missing(span)
    }

    fn operators(&mut self, loosest: u8) -> Value {
        let mut left = self.operand();
        while let Some((link, strength)) = self.terms.peek().and_then(Term::operator) {
            if strength <= loosest {
                break;
            }
            let Some(operator) = self.terms.next() else { break };
            if self.terms.peek().is_none() {
                self.lonely.get_or_insert((operator.text(), operator.span()));
                break;
            }
            let right = self.expression(strength);
            left = join(left, link, right);
        }
        left
    }

    /// `not …`, a quantifier, or values side by side.
    fn operand(&mut self) -> Value {
        match self.terms.peek() {
            Some(Term::Operand(value)) if value.word().is_some_and(|word| word == "not") => {
                let span = value.span;
                self.terms.next();
                let inner = self.expression(NOT);
                return Value { span: span.to(inner.span), kind: ValueKind::Not(Box::new(inner)) };
            }
            Some(Term::Operand(value)) if value.word().is_some_and(|word| word == "any" || word == "every") => {
                return self.quantified();
            }
            _ => {}
        }
        let mut values = Vec::new();
        while self.terms.peek().is_some_and(|term| term.operator().is_none()) {
            if let Some(Term::Operand(value)) = self.terms.next() {
                values.push(value);
            }
        }
        match (values.pop(), values.is_empty()) {
            (Some(value), true) => value,
            (Some(last), false) => {
                let span = values[0].span.to(last.span);
                values.push(last);
                Value { span, kind: ValueKind::Sequence(values) }
            }
            (None, _) => {
                let place = self.terms.peek().map(|term| (term.text(), term.span()));
                let span = place.as_ref().map_or(Span::default(), |(_, span)| *span);
                self.lonely = self.lonely.take().or(place);
                missing(span)
            }
        }
    }

    /// `any x in set where condition`: the condition reaches as far as it can.
    fn quantified(&mut self) -> Value {
        let Some(Term::Operand(quantifier)) = self.terms.next() else { return missing(Span::default()) };
        let every = quantifier.word().is_some_and(|word| word == "every");
        let head = self.expression(4);
        let ValueKind::Binary(Operator::In, variable, set) = head.kind else {
            self.lonely.get_or_insert((quantifier.word().cloned().unwrap_or_default().into(), quantifier.span));
            return missing(quantifier.span);
        };
        let variable = Name { text: variable.word().cloned().unwrap_or_default(), span: variable.span };
        let mut span = quantifier.span.to(set.span);
        let filtered =
            self.terms.peek().is_some_and(|term| matches!(term.operator(), Some((Link::Binary(Operator::Where), _))));
        let condition = filtered.then(|| {
            self.terms.next();
            Box::new(self.expression(1))
        });
        if let Some(condition) = &condition {
            span = span.to(condition.span);
        }
        Value { span, kind: ValueKind::Quantified { every, variable, set, condition } }
    }
}

fn join(left: Value, link: Link, right: Value) -> Value {
    let span = left.span.to(right.span);
    let kind = match link {
        Link::Binary(operator) => ValueKind::Binary(operator, Box::new(left), Box::new(right)),
        Link::Route => {
            let mut stops = match left.kind {
                ValueKind::Route(stops) => stops,
                _ => vec![left],
            };
            stops.push(right);
            ValueKind::Route(stops)
        }
    };
    Value { span, kind }
}

fn missing(span: Span) -> Value {
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
