//! Rows of terms → trees, by precedence.

use super::super::ast::{Name, Operator, Value, ValueKind};
use super::super::split::MAX_DEPTH;
use super::expression::{Term, missing};
use crate::schema::words;
use crate::text::Span;

/// What joins two values.
#[derive(Clone, Copy)]
pub(super) enum Link {
    Binary(Operator),
    Route,
}

/// How many operators may stand in a row: each makes the tree one level deeper.
pub(super) const MOST_LINKS: usize = 500;

/// How tightly `not` binds: looser than comparisons, tighter than `and`.
const NOT: u8 = 4;

pub(super) struct Row {
    pub(super) terms: std::vec::IntoIter<Term>,
    /// The first operator that lacks a side.
    pub(super) lonely: Option<(String, Span)>,
    /// The first quantifier that lacks a name and a set, and what stands behind it.
    pub(super) unbound: Option<(Span, Value)>,
    /// The first quantifier in the words of another language, and what it is called here.
    pub(super) foreign: Option<(Span, &'static str)>,
    /// Where the row was given up.
    pub(super) too_long: Option<Span>,
    pub(super) depth: usize,
}

impl Row {
    fn peek(&self) -> Option<&Term> {
        self.terms.as_slice().first()
    }

    /// Reads operators that bind more tightly than `loosest`.
    pub(super) fn expression(&mut self, loosest: u8) -> Value {
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
            Some(Term::Operand(value)) if let Some(better) = self.other_quantifier() => {
                self.foreign.get_or_insert((value.span, better));
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

    /// `all x in set`: what the first word is called here. `all stores in cloud` is no quantifier.
    fn other_quantifier(&self) -> Option<&'static str> {
        let mut words = self.terms.as_slice().iter().map(|term| match term {
            Term::Operand(value) => value.word().map_or("", |word| word.as_str()),
            Term::Symbol(..) => "",
        });
        let better = match words.next()? {
            "all" => "every",
            "some" | "exists" => "any",
            _ => return None,
        };
        let name = words.next().filter(|name| !name.is_empty() && !words::SETS.contains(name));
        name.filter(|_| words.next() == Some("in")).map(|_| better)
    }

    /// `any x in set where condition`: the condition reaches as far as it can.
    fn quantified(&mut self) -> Value {
        let Some(Term::Operand(quantifier)) = self.terms.next() else { return missing(Span::default()) };
        let every = quantifier.word().is_some_and(|word| word == "every" || word == "all");
        let head = self.expression(4);
        let whole = quantifier.span.to(head.span);
        if has_other_where(&head) {
            self.unbound.get_or_insert((quantifier.span, head));
            return missing(whole);
        }
        let ValueKind::Binary(Operator::In, variable, set) = head.kind else {
            self.unbound.get_or_insert((quantifier.span, head));
            return missing(whole);
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

/// `x in set if …`
fn has_other_where(head: &Value) -> bool {
    let ValueKind::Binary(Operator::In, _, set) = &head.kind else { return false };
    matches!(&set.kind, ValueKind::Sequence(parts) if parts.len() > 2
        && parts[1].word().is_some_and(|word| matches!(word.as_str(), "if" | "when" | "with")))
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
