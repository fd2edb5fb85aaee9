//! Comparisons in conditions, and what stands on their right side.

use super::checker::Checker;
use super::codes;
use super::fields::{is_span, work_days};
use super::paths::Way;
use super::subjects::End;
use crate::analysis::query::Sort;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{Comparison, Condition, Operand, Value as Constant};
use crate::resolve::Found;
use crate::schema::{Kind, Namespace, words};
use crate::syntax::{Operator, Value, ValueKind};

impl Checker<'_> {
    /// `left operator right`
    pub fn comparison(&mut self, whole: &Value, operator: Operator, left: &Value, right: &Value) -> Option<Condition> {
        if right.kind == ValueKind::Missing || left.kind == ValueKind::Missing {
            return None;
        }
        if self.counted(whole, operator, left, right) {
            return None;
        }
        if self.words_around(whole, operator, left, right) || self.in_view && self.two_attributes(operator, left, right)
        {
            return None;
        }
        if operator == Operator::In && !self.begins_path(left) && self.begins_path(right) {
            return self.member(right, left);
        }
        if !self.begins_path(left) && self.begins_path(right) && symmetric(operator) {
            self.turned_round(whole, operator, left, right);
            return None;
        }
        let way = self.way(left)?;
        let how = match (compares(operator), operator) {
            (Some(how), _) => how,
            (None, Operator::Has) => return self.has(left, &way, right),
            (None, Operator::In) => return self.within(left, &way, right),
            (None, _) => {
                self.no_comparison(whole, operator);
                return None;
            }
        };
        if !matches!(how, Comparison::Is | Comparison::Equal | Comparison::Unequal) && !way.gives().is_ordered() {
            self.no_order(whole, left, operator, right, &way.end);
            return None;
        }
        if let ValueKind::Not(inner) = &right.kind {
            self.not_inside(whole, left, operator, inner);
            return None;
        }
        if !self.in_view && self.is_other_path(right, &way.end) {
            return self.two_paths(whole, &way, how, right);
        }
        if let (Sort::Element, Some(boundary)) = (way.gives(), self.boundary_called(right)) {
            self.inside_meant(whole, left, operator, right, &boundary);
            return None;
        }
        let constant = self.constant(right, &way.end)?;
        Some(self.compare(&way, how, constant))
    }

    /// Whether the right side is a path, and no word that the left side is compared with.
    fn is_other_path(&self, right: &Value, end: &End) -> bool {
        let names = |known: &[&str]| right.word().is_some_and(|word| known.contains(&word.as_str()));
        let is_word = match end.gives {
            Sort::Word(known) => names(known),
            sort => self.is_named(right, sort.kinds()),
        };
        self.begins_path(right) && !(is_word && right.word().is_some_and(|word| self.variable(word).is_none()))
    }

    /// `f.carries.class > f.to.clearance`
    fn two_paths(&mut self, whole: &Value, left: &Way, how: Comparison, right: &Value) -> Option<Condition> {
        let right = self.way(right)?;
        let (Some(first), Some(second)) = (left.plain(), right.plain()) else {
            self.too_wide(whole.span, "each side is compared with each value of the other");
            return None;
        };
        if left.gives() != right.gives() {
            let (of, other) = (self.called(left.gives()), self.called(right.gives()));
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "these two never compare")
                .at(left.span, format!("this is {of}"))
                .also(right.span, format!("this is {other}"))
                .note("two things of different kinds are never the same, so the comparison would say nothing");
            self.report(diagnostic.help("compare what both sides have, such as two classes or two boundaries"));
            return None;
        }
        Some(Condition::Compare(first, how, Operand::At(second)))
    }

    /// `claim in carries`
    fn member(&mut self, set: &Value, member: &Value) -> Option<Condition> {
        let way = self.way(set)?;
        let constant = self.constant(member, &way.end)?;
        Some(self.compare(&way, Comparison::Is, constant))
    }

    /// `carries has claim`, `to has rate_limit`
    fn has(&mut self, left: &Value, way: &Way, right: &Value) -> Option<Condition> {
        let is_capability = way.gives().is_place() && !self.is_named(right, way.gives().kinds());
        if way.end.many && !(is_capability && right.word().is_some()) {
            let constant = self.constant(right, &way.end)?;
            return Some(self.compare(way, Comparison::Is, constant));
        }
        match (way.gives().is_place(), right.word()) {
            (true, Some(word)) => {
                let given = !self.in_view || self.somebody_gives(word, right.span);
                given.then(|| self.at_end(way, |path| Condition::Gives(path, word.clone())))
            }
            (true, None)
                if let ValueKind::Text(word) = &right.kind
                    && words::is_id(word) =>
            {
                let better = format!("{} has {word}", self.sources.slice(left.span));
                let diagnostic =
                    Diagnostic::new(&codes::WRONG_TYPE, "what a mitigation gives is a word without quotes")
                        .at(right.span, "a text");
                let word = word.to_string();
                self.report(diagnostic.fix(format!("write `{better}`"), Applicability::Safe, right.span, word));
                None
            }
            _ => {
                let text = self.sources.slice(left.span);
                let sort = self.called(way.gives());
                let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{text}` is not something that has others"))
                    .at(left.span, format!("it gives {sort}"))
                    .note("`has` asks whether a list has an entry, or whether a working mitigation of an element gives a word")
                    .help(format!("write `{text} is {}`", self.sources.slice(right.span)));
                self.report(diagnostic);
                None
            }
        }
    }

    /// `from in cloud`, `over in [http, mqtt]`
    pub fn within(&mut self, left: &Value, way: &Way, right: &Value) -> Option<Condition> {
        if self.list_meant(&way.end, left, right) {
            return None;
        }
        if let ValueKind::List(entries) = &right.kind {
            return self.one_of(way, right, entries);
        }
        if !matches!(way.gives(), Sort::Element | Sort::Boundary) {
            if self.list_was_reported(right.span) {
                return None;
            }
            let text = self.sources.slice(right.span);
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`in` takes a boundary or a list here")
                .at(right.span, format!("this is {}", right.describe()))
                .fix(format!("write `[{text}]`"), Applicability::NeedsLook, right.span, format!("[{text}]"));
            self.report(diagnostic);
            return None;
        }
        if !self.in_view && self.begins_path(right) {
            let right = self.way(right)?;
            return match (right.gives(), way.plain(), right.plain()) {
                (Sort::Boundary, Some(path), Some(other)) => {
                    Some(Condition::Compare(path, Comparison::Inside, Operand::At(other)))
                }
                (Sort::Boundary, ..) => {
                    self.too_wide(way.span.to(right.span), "each side is compared with each value of the other");
                    None
                }
                (sort, ..) => {
                    let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`in` takes a boundary or a list here");
                    let diagnostic = diagnostic.at(right.span, format!("this is {}", self.called(sort)));
                    self.report(diagnostic.help("compare with `is`, or name a boundary"));
                    None
                }
            };
        }
        let (boundary, _) = self.reference(right, &[Kind::Boundary], "in")?;
        let boundary = Constant::Boundary(self.index_of(boundary));
        Some(self.compare(way, Comparison::Inside, boundary))
    }

    fn one_of(&mut self, way: &Way, list: &Value, entries: &[Value]) -> Option<Condition> {
        if self.is_empty_list(list) {
            return None;
        }
        let mut each = Vec::with_capacity(entries.len());
        for entry in entries {
            let constant = self.constant(entry, &way.end)?;
            each.push(self.compare(way, Comparison::Is, constant));
        }
        Condition::joined(each, Condition::Or)
    }

    /// What an attribute is compared with, as a value of its type.
    pub fn constant(&mut self, value: &Value, of: &End) -> Option<Constant> {
        match (of.gives, &value.kind) {
            (_, ValueKind::Missing) => None,
            (_, ValueKind::Group(inner)) => self.constant(inner, of),
            (_, ValueKind::Word(word))
                if matches!(
                    word.as_str(),
                    "known" | "unknown" | "missing" | "undefined" | "null" | "empty" | "unset" | "nil" | "none"
                ) && !self.is_named(value, of.gives.kinds())
                    && !self.has_word(of.gives, word) =>
            {
                self.unknown_asked(value, of)
            }
            (Sort::YesNo, ValueKind::Word(word)) if word == "yes" || word == "no" => {
                Some(Constant::YesNo(word == "yes"))
            }
            (Sort::Number, ValueKind::Number(number)) => Some(Constant::Number(*number)),
            // Written as in the fields of these: `effect >= 90%`, `effort <= 2d`.
            (Sort::Number, ValueKind::Quantity(number, unit)) if of.name == "effect" && unit == "%" => {
                Some(Constant::Number(number / 100.0))
            }
            (Sort::Number, ValueKind::Quantity(number, unit)) if of.name == "effort" && is_span(unit) => {
                Some(Constant::Number(work_days(*number, unit)))
            }
            (Sort::Word(known), ValueKind::Word(word)) if known.contains(&word.as_str()) => {
                Some(Constant::Word(word.clone()))
            }
            (Sort::Word(known), ValueKind::Word(word)) => self.unknown_constant(value, word, known, of),
            (Sort::Likelihood | Sort::Impact, ValueKind::Word(word)) => self.level_word(value, word, of),
            (Sort::Text, ValueKind::Text(text) | ValueKind::Word(text)) => Some(Constant::Text(text.clone())),
            (Sort::Person, ValueKind::Handle(name)) => Some(Constant::Person(name.clone())),
            (
                Sort::YesNo
                | Sort::Number
                | Sort::Word(_)
                | Sort::Step
                | Sort::Likelihood
                | Sort::Impact
                | Sort::Text
                | Sort::Person,
                _,
            ) => self.other_sort(value, value.describe(), of),
            (sort, ValueKind::Word(_) | ValueKind::Path(_)) => self.declared_constant(value, sort, of),
            _ => self.other_sort(value, value.describe(), of),
        }
    }

    /// Whether a word is among those of a fixed set: `trust is none` asks for what is known.
    fn has_word(&self, sort: Sort, word: &str) -> bool {
        match sort {
            Sort::Word(known) => known.contains(&word),
            Sort::Likelihood => self.model.risk.likelihood.iter().any(|known| known.word == word),
            Sort::Impact => self.model.risk.impact.iter().any(|known| known.word == word),
            _ => false,
        }
    }

    /// A word of the risk scale.
    fn level_word(&mut self, value: &Value, word: &str, of: &End) -> Option<Constant> {
        let scale = if of.gives == Sort::Impact { &self.model.risk.impact } else { &self.model.risk.likelihood };
        if let Some(level) = scale.iter().position(|known| known.word == word) {
            return Some(Constant::Level(level, word.into()));
        }
        let known: Vec<String> = scale.iter().map(|known| known.word.to_string()).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        self.unknown_constant(value, word, &known, of)
    }

    fn declared_constant(&mut self, value: &Value, sort: Sort, of: &End) -> Option<Constant> {
        if let Some(kind) = self.only_other_kind(value, sort.kinds()) {
            return self.other_sort(value, &kind.meaning(), of);
        }
        let (id, _) = self.reference(value, sort.kinds(), &of.name)?;
        Some(match sort {
            Sort::Element => Constant::Element(self.index_of(id)),
            Sort::Boundary => Constant::Boundary(self.index_of(id)),
            Sort::Asset => Constant::Asset(self.index_of(id)),
            Sort::Class => Constant::Class(self.index_of(id)),
            Sort::Tech => Constant::Tech(self.index_of(id)),
            Sort::Protocol => Constant::Protocol(self.index_of(id)),
            Sort::Auth => Constant::Auth(self.index_of(id)),
            Sort::Flow => Constant::Flow(self.index_of(id)),
            Sort::Threat => Constant::Threat(self.index_of(id)),
            Sort::ThreatKind => Constant::ThreatKind(self.index_of(id)),
            Sort::Mitigation => Constant::Mitigation(self.index_of(id)),
            Sort::Assumption => Constant::Assumption(self.index_of(id)),
            Sort::Adversary => Constant::Adversary(self.index_of(id)),
            Sort::Objective => Constant::Objective(self.index_of(id)),
            Sort::Step
            | Sort::Word(_)
            | Sort::Number
            | Sort::YesNo
            | Sort::Likelihood
            | Sort::Impact
            | Sort::Text
            | Sort::Person => return None,
        })
    }

    /// The kind of what a word names, where it names nothing of the kinds that belong there but something else.
    fn only_other_kind(&self, value: &Value, kinds: &[Kind]) -> Option<Kind> {
        let word = value.word()?;
        let find = |kind: Kind| match self.find(kind.namespace(), word, value.span) {
            Found::One(id) => Some(self.scope.entry(id).kind),
            _ => None,
        };
        if kinds.iter().any(|kind| find(*kind).is_some_and(|found| kinds.contains(&found))) {
            return None;
        }
        [Kind::Process, Kind::Class, Kind::Tech, Kind::Protocol, Kind::Auth].into_iter().find_map(find)
    }

    /// The boundary that a word names.
    pub fn boundary_called(&self, value: &Value) -> Option<String> {
        let word = value.word()?;
        match self.find(Namespace::Things, word, value.span) {
            Found::One(id) if self.scope.entry(id).kind == Kind::Boundary => Some(word.to_string()),
            _ => None,
        }
    }
}

/// The comparison with one constant that an operator stands for.
fn compares(operator: Operator) -> Option<Comparison> {
    Some(match operator {
        Operator::Is => Comparison::Is,
        Operator::Equal => Comparison::Equal,
        Operator::Unequal => Comparison::Unequal,
        Operator::AtLeast => Comparison::AtLeast,
        Operator::AtMost => Comparison::AtMost,
        Operator::Above => Comparison::Above,
        Operator::Below => Comparison::Below,
        Operator::Has | Operator::In | Operator::Or | Operator::And | Operator::Where | Operator::On => return None,
    })
}

fn symmetric(operator: Operator) -> bool {
    use Operator::{Above, AtLeast, AtMost, Below, Equal, Is, Unequal};
    matches!(operator, Is | Equal | Unequal | AtLeast | AtMost | Above | Below)
}
