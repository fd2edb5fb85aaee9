//! Conditions that say nothing: what does not compare, what nothing has, and the habits of other languages.
//!
//! Only reports; may assume that what it is given was found wrong. Says what was most likely meant.

use super::checker::Checker;
use super::codes;
use super::habits;
use super::mistyped::{meant, yes_or_no};
use super::phrases::everyday_attribute;
use super::subjects::End;
use crate::analysis::query::{AttributeSpec, Sort, attribute};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::Value as Constant;
use crate::schema::Kind;
use crate::syntax::{Name, Operator, Value, ValueKind};
use crate::text::{Span, closest, list_all, list_words};

impl Checker<'_> {
    /// `carries contains claim`
    pub fn foreign_comparison(&mut self, parts: &[Value]) -> bool {
        if let [left, foreign, right] = parts
            && let Some(operator) = foreign.word().and_then(|word| habits::operator(word))
        {
            let better = format!("{} {operator} {}", self.sources.slice(left.span), self.sources.slice(right.span));
            let word = self.sources.slice(foreign.span);
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{word}` is no comparison"))
                .at(foreign.span, "not known here")
                .fix(format!("write `{better}`"), Applicability::NeedsLook, foreign.span, operator);
            self.report(diagnostic);
            return true;
        }
        false
    }

    /// `crosses everything`
    pub fn any_boundary_meant(&mut self, left: &Value, right: &Value) -> bool {
        if let Some("all" | "anything" | "everything" | "some" | "a" | "boundary" | "boundaries") =
            right.word().map(|word| word.as_str()).filter(|word| !self.is_thing(word))
        {
            let text = self.sources.slice(left.span);
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{text}` takes a boundary, or `any`"))
                .at(right.span, "nothing is called so")
                .fix(format!("write `{text} any`"), Applicability::NeedsLook, right.span, "any");
            self.report(diagnostic);
            return true;
        }
        false
    }

    /// `over is http or https`: the second part lacks its attribute.
    pub fn half_a_comparison(&mut self, left: &Value, right: &Value) -> bool {
        let Some(word) = right.word().filter(|_| !self.begins_path(right)) else { return false };
        let better = match &last(left).kind {
            ValueKind::Binary(Operator::And | Operator::Or, ..) => return false,
            ValueKind::Binary(operator, before, limit) => {
                if let Some(sign) = or_beyond(word) {
                    return self.limit_meant(last(left), before, sign, limit, right);
                }
                format!("{} {} {word}", self.sources.slice(before.span), operator.symbol())
            }
            // `crosses cloud or internet`
            ValueKind::Sequence(parts) => match parts.as_slice() {
                [before, _] if self.names_one_of(word, &[Kind::Boundary]) => {
                    format!("{} {word}", self.sources.slice(before.span))
                }
                _ => return false,
            },
            _ => return false,
        };
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "half of this comparison is missing")
            .at(right.span, "each part of `and` and `or` is a condition of its own")
            .fix(format!("write `{better}`"), Applicability::NeedsLook, right.span, better);
        self.report(diagnostic);
        true
    }

    /// `carries.class is confidential or higher`
    fn limit_meant(&mut self, left: &Value, before: &Value, sign: &str, limit: &Value, right: &Value) -> bool {
        let better = format!("{} {sign} {}", self.sources.slice(before.span), self.sources.slice(limit.span));
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a limit is written with a sign")
            .at(right.span, format!("`{sign}` says it"))
            .fix(format!("write `{better}`"), Applicability::NeedsLook, left.span.to(right.span), better);
        self.report(diagnostic);
        true
    }

    /// Reports an attribute that a sort of thing does not have.
    pub fn no_attribute(&mut self, of: Sort, name: &Name, next: Option<&Name>) {
        if self.id_asked(of, name) || self.computed_asked(of, name) {
            return;
        }
        let (what, text) = (self.called(of), &name.text);
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, format!("`{text}` is no attribute of {what}"))
            .at(name.span, format!("{what} has no such attribute"));
        let known = || of.attributes().map(|spec| spec.name);
        let variable = next.filter(|next| self.in_view && of == Sort::Step && attribute(of, &next.text).is_some());
        let deeper = if variable.is_none() { deeper(of, text) } else { Vec::new() };
        let everyday = everyday_attribute(text).filter(|_| of == Sort::Step);
        let near = everyday.or_else(|| habits::attribute(text, &known().collect::<Vec<_>>()));
        let near = near.or_else(|| closest(text, known()));
        if let (None, Some(opposite)) = (near, text.strip_prefix("un").filter(|_| of == Sort::Step)) {
            return self.opposite_meant(diagnostic, name, opposite);
        }
        let diagnostic = match (near.filter(|_| deeper.is_empty()), variable) {
            (None, None) if !deeper.is_empty() => {
                let what = format!("did you mean {}?", list_words(deeper.iter().map(String::as_str), 5));
                match deeper.as_slice() {
                    [only] => diagnostic.fix(what, Applicability::NeedsLook, name.span, only.as_str()),
                    _ => diagnostic.help(what),
                }
            }
            (None, Some(next)) => {
                let span = Span { end: next.span.start, ..name.span };
                diagnostic.note("a view's condition is about each flow by itself, so it needs no name for it").fix(
                    format!("write `{}`", next.text),
                    Applicability::NeedsLook,
                    span,
                    "",
                )
            }
            (Some(near), _) => {
                diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, name.span, near)
            }
            (None, None) if known().next().is_none() => {
                diagnostic.help(format!("{what} has no attributes: compare it with `is`"))
            }
            (None, None) => diagnostic.help(format!("it has {}", list_all(known(), 20))),
        };
        self.report(diagnostic);
    }

    /// `unencrypted`
    fn opposite_meant(&mut self, diagnostic: Diagnostic, name: &Name, opposite: &str) {
        let deeper: Vec<String> = deeper(Sort::Step, opposite).iter().map(|path| format!("not {path}")).collect();
        let diagnostic = match deeper.first() {
            Some(first) => diagnostic.fix(
                format!("did you mean {}?", list_words(deeper.iter().map(String::as_str), 5)),
                Applicability::NeedsLook,
                name.span,
                first.as_str(),
            ),
            None => diagnostic.help(format!("it has {}", list_all(Sort::Step.attributes().map(|spec| spec.name), 20))),
        };
        self.report(diagnostic);
    }

    /// `id is read`, `from.title is "API"`: things are named by their ids, without an attribute.
    fn id_asked(&mut self, of: Sort, name: &Name) -> bool {
        if !matches!(name.text.as_str(), "id" | "name" | "title") || of.kinds().is_empty() {
            return false;
        }
        let (what, text) = (self.called(of), &name.text);
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, format!("`{text}` is no attribute of {what}"))
            .at(name.span, "an id stands for the thing itself");
        self.report(match of {
            Sort::Step if self.in_view => {
                diagnostic.help("name the flow by its id, without `flows where`, as in `show: read`")
            }
            _ => diagnostic.help(format!("remove `.{text}`, and compare with the id of {what}: `… is api`")),
        });
        true
    }

    /// `threats where state is open`: what follows from the whole model.
    fn computed_asked(&mut self, of: Sort, name: &Name) -> bool {
        let text = name.text.as_str();
        let computed =
            matches!(text, "state" | "status" | "open" | "handled" | "accepted" | "risk" | "residual" | "severity");
        if of != Sort::Threat || !computed {
            return false;
        }
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, format!("`{text}` of a threat cannot be asked for"))
            .at(name.span, "computed, not written")
            .note("whether a threat is open and how large its risk is follow from its mitigations and from decisions")
            .help("ask for what is written, as in `likelihood >= high and not mitigations any`")
            .help("the report of `caveat build` lists all open threats");
        self.report(diagnostic);
        true
    }

    /// `over is not https`
    pub fn not_inside(&mut self, whole: &Value, left: &Value, operator: Operator, right: &Value) {
        let (left, right) = (self.sources.slice(left.span), self.sources.slice(right.span));
        let better = format!("not {left} {} {right}", operator.symbol());
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`not` stands before the whole comparison")
            .at(whole.span, "not within it")
            .fix(format!("write `{better}`"), Applicability::NeedsLook, whole.span, better);
        self.report(diagnostic);
    }

    pub fn inside_meant(&mut self, whole: &Value, left: &Value, operator: Operator, right: &Value, boundary: &str) {
        let not = if operator == Operator::Unequal { "not " } else { "" };
        let better = format!("{not}{} in {boundary}", self.sources.slice(left.span));
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "an element is never a boundary")
            .at(right.span, format!("`{boundary}` is a trust boundary"))
            .fix(format!("write `{better}`"), Applicability::NeedsLook, whole.span, better);
        self.report(diagnostic);
    }

    pub fn unknown_constant(&mut self, value: &Value, word: &str, known: &[&str], of: &End) -> Option<Constant> {
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, format!("`{word}` is no word for `{}`", of.name))
            .at(value.span, "not among its words")
            .note(format!("`{}` is {}", of.name, list_words(known.iter().copied(), 20)));
        let diagnostic = match meant(word, known.iter().copied()) {
            Some(near) => diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, value.span, near),
            None => diagnostic.help("write one of them"),
        };
        self.report(diagnostic);
        None
    }

    pub fn other_sort(&mut self, value: &Value, what: &str, of: &End) -> Option<Constant> {
        let sort = self.called(of.gives);
        let text = self.sources.slice(value.span);
        if let (Sort::YesNo, Some(better)) = (of.gives, yes_or_no(text)) {
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` is compared with {sort}", of.name))
                .at(value.span, "the habit of programs")
                .fix(format!("write `{better}`"), Applicability::Safe, value.span, better);
            self.report(diagnostic);
            return None;
        }
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` is compared with {sort}", of.name))
            .at(value.span, format!("this is {what}"))
            .note("two things of different kinds are never the same, so the comparison would say nothing");
        let quoted = matches!(value.kind, ValueKind::Text(_)).then(|| text.trim_matches('"').to_owned());
        let candidates = self.scope.names_of(of.gives.kinds());
        let diagnostic = match (of.gives, quoted) {
            (_, Some(id)) if candidates.into_iter().any(|name| name == id) => {
                diagnostic.fix(format!("write its id, `{id}`"), Applicability::NeedsLook, value.span, id)
            }
            (Sort::YesNo, _) => diagnostic.help("write `yes` or `no`"),
            (Sort::Person, _) if value.word().is_some() => {
                diagnostic.fix(format!("write `@{text}`"), Applicability::NeedsLook, value.span, format!("@{text}"))
            }
            (Sort::Person, _) => diagnostic.help("write the handle of a person or team, such as `@platform`"),
            (Sort::Number, _) if of.name == "effect" => diagnostic.help("write a share, such as `90%`"),
            (Sort::Number, _) if of.name == "effort" => diagnostic.help("write a span of time, such as `3d`"),
            (Sort::Number, _) => diagnostic.help("write a number, such as `2`"),
            (Sort::Word(known), _) => {
                diagnostic.help(format!("its words are {}", list_words(known.iter().copied(), 9)))
            }
            (Sort::Asset, _) if what == Kind::Class.meaning() => {
                diagnostic.help(format!("write `{}.class >= {text}` to ask for the class of data", of.name))
            }
            (Sort::Element, _) if what == Kind::Tech.meaning() => {
                diagnostic.help(format!("write `{}.tech is {text}` to ask for the technology", of.name))
            }
            _ => diagnostic.help(format!("write the id of {sort}")),
        };
        self.report(diagnostic);
        None
    }

    pub fn no_order(&mut self, whole: &Value, left: &Value, operator: Operator, right: &Value, of: &End) {
        let (text, sort) = (self.sources.slice(left.span), self.called(of.gives));
        let diagnostic =
            Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` needs things that have an order", operator.symbol()))
                .at(whole.span, format!("`{text}` gives {sort}: none of them stands above another"))
                .note("numbers, data classes, trust, likelihood, impact, capability and status have an order");
        let diagnostic = match of.gives {
            Sort::Asset => {
                let better = format!("{text}.class {} {}", operator.symbol(), self.sources.slice(right.span));
                diagnostic.fix(
                    format!("did you mean its class, `{better}`?"),
                    Applicability::NeedsLook,
                    whole.span,
                    better,
                )
            }
            _ => diagnostic.help(format!("write `{text} is {}`", self.sources.slice(right.span))),
        };
        self.report(diagnostic);
    }

    pub fn no_comparison(&mut self, whole: &Value, operator: Operator) {
        let diagnostic =
            Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` does not compare anything", operator.symbol()))
                .at(whole.span, format!("not a condition{}", self.of_subject()))
                .help("the comparisons are `is`, `has`, `in`, `==`, `!=`, `>=`, `<=`, `>` and `<`");
        self.report(diagnostic);
    }

    /// `http is over`
    pub fn turned_round(&mut self, whole: &Value, operator: Operator, left: &Value, right: &Value) {
        let symbol = match operator {
            Operator::AtLeast => "<=",
            Operator::AtMost => ">=",
            Operator::Above => "<",
            Operator::Below => ">",
            other => other.symbol(),
        };
        let better = format!("{} {symbol} {}", self.sources.slice(right.span), self.sources.slice(left.span));
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "the attribute comes first in a comparison")
            .at(whole.span, "turned round")
            .fix(format!("write `{better}`"), Applicability::NeedsLook, whole.span, better);
        self.report(diagnostic);
    }
}

/// The paths that lead to an attribute which what a sort gives has: `over.encrypted`.
fn deeper(of: Sort, text: &str) -> Vec<String> {
    let has = |spec: &&AttributeSpec| attribute(spec.gives, text).is_some();
    of.attributes().filter(has).map(|spec| format!("{}.{text}", spec.name)).collect()
}

/// The sign for "or higher".
fn or_beyond(word: &str) -> Option<&'static str> {
    match word {
        "higher" | "above" | "more" | "up" | "greater" | "worse" | "stronger" => Some(">="),
        "lower" | "below" | "less" | "down" | "smaller" | "weaker" => Some("<="),
        _ => None,
    }
}

/// The condition that stands last in a row of `and` and `or`.
fn last(value: &Value) -> &Value {
    match &value.kind {
        ValueKind::Binary(Operator::And | Operator::Or, _, right) => last(right),
        ValueKind::Not(inner) => last(inner),
        _ => value,
    }
}
