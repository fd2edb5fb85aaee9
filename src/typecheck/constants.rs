//! Comparisons in conditions, and what stands on their right side.

use super::checker::Checker;
use super::codes;
use super::conditions::Path;
use crate::analysis::query::{AttributeSpec, Sort, attribute};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{Comparison, Condition, Value as Constant};
use crate::resolve::Found;
use crate::schema::{Kind, Namespace};
use crate::syntax::{Operator, Value, ValueKind};

impl Checker<'_> {
    /// `left operator right`
    pub fn comparison(&mut self, whole: &Value, operator: Operator, left: &Value, right: &Value) -> Option<Condition> {
        if right.kind == ValueKind::Missing || left.kind == ValueKind::Missing {
            return None;
        }
        if self.words_around(whole, operator, left, right) || self.two_attributes(operator, left, right) {
            return None;
        }
        if operator == Operator::In && !is_attribute(left) && is_attribute(right) {
            return self.member(right, left);
        }
        if !is_attribute(left) && is_attribute(right) && symmetric(operator) {
            self.turned_round(whole, operator, left, right);
            return None;
        }
        let path = self.path(left)?;
        let how = match (compares(operator), operator) {
            (Some(how), _) => how,
            (None, Operator::Has) => return self.has(left, path, right),
            (None, Operator::In) => return self.within(left, path, right),
            (None, _) => {
                self.no_comparison(whole, operator);
                return None;
            }
        };
        if !matches!(how, Comparison::Is | Comparison::Equal | Comparison::Unequal) && !path.last.gives.is_ordered() {
            self.no_order(whole, left, operator, right, path.last);
            return None;
        }
        if let ValueKind::Not(inner) = &right.kind {
            self.not_inside(whole, left, operator, inner);
            return None;
        }
        if let (Sort::Element, Some(boundary)) = (path.last.gives, self.boundary_called(right)) {
            self.inside_meant(whole, left, operator, right, &boundary);
            return None;
        }
        let constant = self.constant(right, path.last)?;
        Some(Condition::Compare(path.steps, how, constant))
    }

    /// `claim in carries`
    fn member(&mut self, set: &Value, member: &Value) -> Option<Condition> {
        let path = self.path(set)?;
        let constant = self.constant(member, path.last)?;
        Some(Condition::Compare(path.steps, Comparison::Is, constant))
    }

    /// `carries has claim`, `to has rate_limit`
    fn has(&mut self, left: &Value, path: Path, right: &Value) -> Option<Condition> {
        if path.last.many {
            let constant = self.constant(right, path.last)?;
            return Some(Condition::Compare(path.steps, Comparison::Is, constant));
        }
        match (path.last.gives, right.word()) {
            (Sort::Element, Some(word)) => {
                self.somebody_gives(word, right.span).then(|| Condition::Gives(path.steps, word.clone()))
            }
            _ => {
                let text = self.sources.slice(left.span);
                let sort = path.last.gives.with_article();
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
    fn within(&mut self, left: &Value, path: Path, right: &Value) -> Option<Condition> {
        if self.list_meant(path.last, left, right) {
            return None;
        }
        if let ValueKind::List(entries) = &right.kind {
            let mut any: Option<Condition> = None;
            for entry in entries {
                let constant = self.constant(entry, path.last)?;
                let one = Condition::Compare(path.steps.clone(), Comparison::Is, constant);
                any = Some(match any {
                    Some(before) => Condition::Or(Box::new(before), Box::new(one)),
                    None => one,
                });
            }
            return any;
        }
        if !matches!(path.last.gives, Sort::Element | Sort::Boundary) {
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
        let (boundary, _) = self.reference(right, &[Kind::Boundary], "in")?;
        let boundary = Constant::Boundary(self.index_of(boundary));
        Some(Condition::Compare(path.steps, Comparison::Inside, boundary))
    }

    /// What an attribute is compared with, as a value of its type.
    pub fn constant(&mut self, value: &Value, of: &AttributeSpec) -> Option<Constant> {
        match (of.gives, &value.kind) {
            (_, ValueKind::Missing) => None,
            (_, ValueKind::Group(inner)) => self.constant(inner, of),
            (_, ValueKind::Word(word))
                if matches!(
                    word.as_str(),
                    "unknown" | "missing" | "undefined" | "null" | "empty" | "unset" | "nil"
                ) && !self.names_one_of(word, of.gives.kinds()) =>
            {
                self.unknown_asked(value, of)
            }
            (Sort::YesNo, ValueKind::Word(word)) if word == "yes" || word == "no" => {
                Some(Constant::YesNo(word == "yes"))
            }
            (Sort::Number, ValueKind::Number(number)) => Some(Constant::Number(*number)),
            (Sort::Word(known), ValueKind::Word(word)) if known.contains(&word.as_str()) => {
                Some(Constant::Word(word.clone()))
            }
            (Sort::Word(known), ValueKind::Word(word)) => self.unknown_constant(value, word, known, of),
            (Sort::YesNo | Sort::Number | Sort::Word(_) | Sort::Step, _) => {
                self.other_sort(value, value.describe(), of)
            }
            (_, ValueKind::Word(word)) if word == "none" => self.unknown_asked(value, of),
            (sort, ValueKind::Word(_) | ValueKind::Path(_)) => self.declared_constant(value, sort, of),
            _ => self.other_sort(value, value.describe(), of),
        }
    }

    fn declared_constant(&mut self, value: &Value, sort: Sort, of: &AttributeSpec) -> Option<Constant> {
        if let Some(kind) = self.only_other_kind(value, sort.kinds()) {
            return self.other_sort(value, &kind.meaning(), of);
        }
        let (id, _) = self.reference(value, sort.kinds(), of.name)?;
        Some(match sort {
            Sort::Element => Constant::Element(self.index_of(id)),
            Sort::Boundary => Constant::Boundary(self.index_of(id)),
            Sort::Asset => Constant::Asset(self.index_of(id)),
            Sort::Class => Constant::Class(self.index_of(id)),
            Sort::Tech => Constant::Tech(self.index_of(id)),
            Sort::Protocol => Constant::Protocol(self.index_of(id)),
            Sort::Auth => Constant::Auth(self.index_of(id)),
            Sort::Step | Sort::Word(_) | Sort::Number | Sort::YesNo => return None,
        })
    }

    /// The kind of what a word names, where it names nothing of the kinds that belong there but something else.
    fn only_other_kind(&self, value: &Value, kinds: &[Kind]) -> Option<Kind> {
        let word = value.word()?;
        let find = |kind: Kind| match self.scope.find(kind.namespace(), word, self.unit) {
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
        match self.scope.find(Namespace::Things, word, self.unit) {
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

/// Whether a value begins with an attribute of a flow.
fn is_attribute(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Word(word) => attribute(Sort::Step, word).is_some(),
        ValueKind::Path(names) => names.first().is_some_and(|name| attribute(Sort::Step, &name.text).is_some()),
        _ => false,
    }
}

fn symmetric(operator: Operator) -> bool {
    use Operator::{Above, AtLeast, AtMost, Below, Equal, Is, Unequal};
    matches!(operator, Is | Equal | Unequal | AtLeast | AtMost | Above | Below)
}
