//! Conditions → the model's typed form: each attribute is one that the thing before it has, each comparison one that
//! its two sides allow.
//!
//! What a condition speaks about stands in `Checker::variables`. May assume nothing about the text. What cannot be
//! checked is reported and left out.

use super::checker::Checker;
use super::codes;
use super::subjects::names;
use crate::analysis::query::{Sort, attribute};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{Comparison, Condition, Value as Constant};
use crate::syntax::{Name, Operator, Value, ValueKind};

impl Checker<'_> {
    /// What must be true.
    pub fn condition(&mut self, value: &Value) -> Option<Condition> {
        match &value.kind {
            ValueKind::Group(inner) => self.condition(inner),
            ValueKind::Not(inner) => Some(Condition::Not(Box::new(self.condition(inner)?))),
            ValueKind::Binary(operator @ (Operator::And | Operator::Or), left, right) => {
                let first = self.condition(left);
                if self.half_a_comparison(left, right) {
                    return None;
                }
                let (first, second) = (first, self.condition(right));
                let (first, second) = (Box::new(first?), Box::new(second?));
                Some(match operator {
                    Operator::And => Condition::And(first, second),
                    _ => Condition::Or(first, second),
                })
            }
            ValueKind::Binary(operator, left, right) => self.comparison(value, *operator, left, right),
            ValueKind::Word(_) | ValueKind::Path(_) => self.yes_or_no(value),
            ValueKind::Sequence(parts) => self.side_by_side(value, parts),
            ValueKind::Quantified { every, variable, set, condition } if !self.in_view => {
                self.quantified(value, *every, variable, set, condition.as_deref())
            }
            ValueKind::Missing => None,
            _ => self.no_condition(value),
        }
    }

    /// An attribute by itself: `over.encrypted`.
    fn yes_or_no(&mut self, value: &Value) -> Option<Condition> {
        if let Some("true" | "yes" | "always") = value.word().map(|word| word.as_str())
            && !self.begins_path(value)
        {
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "this asks nothing")
                .at(value.span, "always so")
                .help("leave the condition out: without one, everything is meant");
            self.report(diagnostic);
            return None;
        }
        let way = self.way(value)?;
        if way.gives() == Sort::YesNo {
            return Some(self.compare(&way, Comparison::Is, Constant::YesNo(true)));
        }
        let text = self.sources.slice(value.span);
        let sort = self.called(way.gives());
        let what = if way.end.many { format!("{sort}, or several") } else { sort.to_owned() };
        let example = match way.gives() {
            Sort::Boundary => format!("{text} any"),
            Sort::Class => format!("{text} >= confidential"),
            Sort::Number => format!("{text} >= 2"),
            Sort::Word(words) => format!("{text} is {}", words.last().unwrap_or(&"…")),
            _ if way.end.many => format!("{text} any"),
            _ => format!("{text} is …"),
        };
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{text}` is neither true nor false"))
            .at(value.span, format!("it gives {what}"))
            .help(format!("compare it: `{example}`"));
        self.report(diagnostic);
        None
    }

    /// `crosses any`, `crosses cloud`
    fn side_by_side(&mut self, value: &Value, parts: &[Value]) -> Option<Condition> {
        if self.foreign_comparison(parts) {
            return None;
        }
        if let Some(turned) = self.verb(parts) {
            return self.side_by_side(value, &turned);
        }
        let [left, right] = parts else { return self.word_missing(value, parts) };
        let end = self.path_end(left);
        // Of what there is one of, only a boundary is known not to be there.
        if end.is_none_or(|end| end.gives != Sort::Boundary && (!end.many || self.in_view)) {
            return self.word_missing(value, parts);
        }
        if right.word().is_some_and(|word| matches!(word.as_str(), "nothing" | "none") && !self.is_thing(word)) {
            let better = format!("not {} any", self.sources.slice(left.span));
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`not` stands before the whole condition")
                .at(right.span, "nothing is called so")
                .fix(format!("write `{better}`"), Applicability::NeedsLook, value.span, better);
            self.report(diagnostic);
            return None;
        }
        if let ValueKind::List(entries) = &right.kind {
            let left = self.sources.slice(left.span);
            let each: Vec<String> =
                entries.iter().map(|entry| format!("{left} {}", self.sources.slice(entry.span))).collect();
            let better = each.join(" or ");
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{left}` takes one boundary, or `any`"))
                .at(right.span, "this is a list")
                .fix(format!("write `{better}`"), Applicability::NeedsLook, value.span, better);
            self.report(diagnostic);
            return None;
        }
        let way = self.way(left)?;
        if right.word().is_some_and(|word| word == "any") {
            return Some(self.at_end(&way, Condition::Some));
        }
        if way.gives() == Sort::Boundary && self.any_boundary_meant(left, right) {
            return None;
        }
        if way.gives() == Sort::Element && self.boundary_called(right).is_some() {
            return self.within(left, &way, right);
        }
        let constant = self.constant(right, &way.end)?;
        Some(self.compare(&way, Comparison::Is, constant))
    }

    /// `f crosses cloud`, `node reaches db`: the verb is an attribute of what stands before it.
    fn verb(&self, parts: &[Value]) -> Option<Vec<Value>> {
        let [subject, verb, rest] = parts else { return None };
        let mut names = names(subject)?;
        let word = verb.word()?;
        let end = self.end_of(&names)?;
        attribute(end.gives, word).filter(|spec| spec.many)?;
        names.push(Name { text: word.clone(), span: verb.span });
        let span = subject.span.to(verb.span);
        Some(vec![Value { span, kind: ValueKind::Path(names) }, rest.clone()])
    }

    /// `from cloud`, `cross cloud`, `crosses not cloud`: words side by side that are no condition as they stand.
    fn word_missing(&mut self, value: &Value, parts: &[Value]) -> Option<Condition> {
        let (Some(better), [first, .., last]) = (self.phrase(parts), parts) else { return self.no_condition(value) };
        let (left, right) = (self.sources.slice(first.span), self.sources.slice(last.span));
        let known = first.word().is_none() || self.begins_path(first);
        let negated = parts.iter().any(|part| part.word().is_some_and(|word| word == "not"));
        let (message, span, label) = if !known {
            let message = format!("`{left}` is no attribute{}", self.of_subject());
            (message, first.span, "there is no such attribute".to_owned())
        } else if negated {
            ("`not` stands before the whole condition".to_owned(), value.span, "not within it".to_owned())
        } else if parts.len() == 2 {
            let message = format!("something is missing between `{left}` and `{right}`");
            (message, value.span, "how do the two compare?".to_owned())
        } else {
            (format!("this is no condition{}", self.of_subject()), value.span, value.describe().to_owned())
        };
        let code = if known { &codes::WRONG_TYPE } else { &codes::UNKNOWN_WORD };
        let diagnostic = Diagnostic::new(code, message).at(span, label);
        self.report(diagnostic.fix(format!("did you mean `{better}`?"), Applicability::NeedsLook, value.span, better));
        None
    }

    pub(super) fn no_condition(&mut self, value: &Value) -> Option<Condition> {
        if self.call_meant(value) {
            return None;
        }
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("this is no condition{}", self.of_subject())).at(
            value.span,
            match value.kind {
                ValueKind::Quantified { .. } => "a view asks about each flow by itself",
                _ => value.describe(),
            },
        );
        self.report(diagnostic.help(
            "write an attribute and what it is compared with: `over is https`, `carries.class >= confidential`, `crosses any`",
        ));
        None
    }
}
