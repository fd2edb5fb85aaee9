//! Values: rows of terms → trees, by precedence; references; lists.

use super::super::ast::{Name, Operator, Value, ValueKind};
use super::super::codes;
use super::super::split::MAX_DEPTH;
use super::build::Builder;
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
        let mut row = Row { terms: terms.into_iter(), lonely: None, unbound: None, too_long: None, depth: 0 };
        let value = row.expression(0);
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
    fn text(&self) -> String {
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

/// What joins two values.
#[derive(Clone, Copy)]
pub(super) enum Link {
    Binary(Operator),
    Route,
}

/// How many operators may stand in a row: each makes the tree one level deeper.
const MOST_LINKS: usize = 500;

/// How tightly `not` binds: looser than comparisons, tighter than `and`.
const NOT: u8 = 4;

struct Row {
    terms: std::vec::IntoIter<Term>,
    /// The first operator that lacks a side.
    lonely: Option<(String, Span)>,
    /// The first quantifier that lacks a name and a set, and what stands behind it.
    unbound: Option<(Span, Value)>,
    /// Where the row was given up.
    too_long: Option<Span>,
    depth: usize,
}

impl Row {
    fn peek(&self) -> Option<&Term> {
        self.terms.as_slice().first()
    }

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
        self.too_long.get_or_insert(span);
        missing(span)
    }

    fn operators(&mut self, loosest: u8) -> Value {
        let mut left = self.operand();
        let mut links = 0;
        while let Some((link, strength)) = self.peek().and_then(Term::operator) {
            if strength <= loosest {
                break;
            }
            let Some(operator) = self.terms.next() else { break };
            if self.peek().is_none() {
                let span = operator.span();
                self.lonely.get_or_insert((operator.text(), span));
                // Half of a question is kept as one, so that its left side is not taken for the whole.
                if let Link::Binary(_) = link {
                    left = join(left, link, missing(span.after()));
                }
                break;
            }
            links += usize::from(matches!(link, Link::Binary(_)));
            if links > MOST_LINKS {
                return self.too_deep();
            }
            let right = self.expression(strength);
            left = join(left, link, right);
        }
        left
    }

    /// Whether the next term is a word with an arrow or nothing behind it: a name, even if the word is reserved. That
    /// it cannot be one is said where it is declared.
    fn stands_alone(&self) -> bool {
        let mut ahead = self.terms.as_slice().iter();
        let word = matches!(ahead.next(), Some(Term::Operand(Value { kind: ValueKind::Word(_), .. })));
        word && ahead.next().is_none_or(|next| matches!(next, Term::Symbol(symbol, _) if symbol == "->"))
    }

    /// `not …`, a quantifier, or values side by side.
    fn operand(&mut self) -> Value {
        match self.peek() {
            Some(Term::Operand(value)) if value.word().is_some() && self.stands_alone() => {}
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
        while self.peek().is_some_and(|term| term.operator().is_none()) {
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
            (None, _) if self.stands_alone() => match self.terms.next() {
                Some(Term::Operand(value)) => value,
                _ => missing(Span::default()),
            },
            (None, _) => {
                let place = self.peek().map(|term| (term.text(), term.span()));
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
            self.unbound.get_or_insert((quantifier.span, head));
            return missing(quantifier.span);
        };
        let Some(word) = variable.word().cloned() else {
            self.lonely.get_or_insert(("in".to_owned(), variable.span));
            return missing(quantifier.span);
        };
        let variable = Name { text: word, span: variable.span };
        let mut span = quantifier.span.to(set.span);
        let filtered =
            self.peek().is_some_and(|term| matches!(term.operator(), Some((Link::Binary(Operator::Where), _))));
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

/// `where …`, with nothing before it.
fn starts_with_where(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Binary(Operator::Where, set, condition) => {
            set.kind == ValueKind::Missing && condition.kind != ValueKind::Missing
        }
        _ => false,
    }
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
