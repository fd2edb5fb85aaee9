//! Conditions → the model's typed form: each attribute is one that the thing before it has, each comparison one that
//! its two sides allow.
//!
//! A step of a flow is the subject. May assume nothing about the text. What cannot be checked is reported and left out.

use super::checker::Checker;
use super::codes;
use crate::analysis::query::{AttributeSpec, Sort, attribute};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{Attribute, Comparison, Condition, Value as Constant};
use crate::syntax::{Name, Operator, Value, ValueKind};

/// A path of attributes, and the last of them.
pub(super) struct Path {
    pub steps: Vec<Attribute>,
    pub last: &'static AttributeSpec,
}

impl Checker<'_> {
    /// What must be true of a step.
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
            ValueKind::Missing => None,
            _ => self.no_condition(value),
        }
    }

    /// An attribute by itself: `over.encrypted`.
    fn yes_or_no(&mut self, value: &Value) -> Option<Condition> {
        let path = self.path(value)?;
        if path.last.gives == Sort::YesNo {
            return Some(Condition::Compare(path.steps, Comparison::Is, Constant::YesNo(true)));
        }
        let text = self.sources.slice(value.span);
        let sort = path.last.gives.with_article();
        let what = if path.last.many { format!("{sort}, or several") } else { sort.to_owned() };
        let example = match path.last.gives {
            Sort::Boundary => format!("{text} any"),
            Sort::Class => format!("{text} >= confidential"),
            Sort::Number => format!("{text} >= 2"),
            Sort::Word(words) => format!("{text} is {}", words.last().unwrap_or(&"…")),
            _ if path.last.many => format!("{text} has …"),
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
        let [left, right] = parts else { return self.word_missing(value, parts) };
        let names_boundaries = left.word().and_then(|word| attribute(Sort::Step, word));
        if names_boundaries.is_none_or(|spec| spec.gives != Sort::Boundary) {
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
        let path = self.path(left)?;
        if right.word().is_some_and(|word| word == "any") {
            return Some(Condition::Some(path.steps));
        }
        if self.any_boundary_meant(left, right) {
            return None;
        }
        let constant = self.constant(right, path.last)?;
        Some(Condition::Compare(path.steps, Comparison::Is, constant))
    }

    /// `from cloud`, `cross cloud`, `crosses not cloud`: words side by side that are no condition as they stand.
    fn word_missing(&mut self, value: &Value, parts: &[Value]) -> Option<Condition> {
        let (Some(better), [first, .., last]) = (self.phrase(parts), parts) else { return self.no_condition(value) };
        let (left, right) = (self.sources.slice(first.span), self.sources.slice(last.span));
        let known = first.word().is_none_or(|word| attribute(Sort::Step, word).is_some());
        let negated = parts.iter().any(|part| part.word().is_some_and(|word| word == "not"));
        let (message, span, label) = if !known {
            (format!("`{left}` is no attribute of a flow"), first.span, "a flow has no such attribute".to_owned())
        } else if negated {
            ("`not` stands before the whole condition".to_owned(), value.span, "not within it".to_owned())
        } else if parts.len() == 2 {
            let message = format!("something is missing between `{left}` and `{right}`");
            (message, value.span, "how do the two compare?".to_owned())
        } else {
            ("this is no condition of a flow".to_owned(), value.span, value.describe().to_owned())
        };
        let code = if known { &codes::WRONG_TYPE } else { &codes::UNKNOWN_WORD };
        let diagnostic = Diagnostic::new(code, message).at(span, label);
        self.report(diagnostic.fix(format!("did you mean `{better}`?"), Applicability::NeedsLook, value.span, better));
        None
    }

    pub(super) fn no_condition(&mut self, value: &Value) -> Option<Condition> {
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "this is no condition of a flow").at(
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

    /// A path of attributes that begins at a step.
    pub(super) fn path(&mut self, value: &Value) -> Option<Path> {
        let single;
        let names: &[Name] = match &value.kind {
            ValueKind::Word(word) => {
                single = [Name { text: word.clone(), span: value.span }];
                &single
            }
            ValueKind::Path(names) => names,
            ValueKind::Group(inner) => return self.path(inner),
            _ => {
                self.no_condition(value);
                return None;
            }
        };
        let (mut sort, mut steps, mut last) = (Sort::Step, Vec::new(), None);
        for (index, name) in names.iter().enumerate() {
            let Some(spec) = attribute(sort, &name.text) else {
                self.no_attribute(sort, name, names.get(index + 1));
                return None;
            };
            (sort, last) = (spec.gives, Some(spec));
            steps.push(spec.attribute);
        }
        last.map(|last| Path { steps, last })
    }
}
