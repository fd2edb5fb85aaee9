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
use crate::text::{closest, list_words};

impl Checker<'_> {
    /// `left operator right`
    pub fn comparison(&mut self, whole: &Value, operator: Operator, left: &Value, right: &Value) -> Option<Condition> {
        if operator == Operator::In && !is_attribute(left) && is_attribute(right) {
            return self.member(right, left);
        }
        if !is_attribute(left) && is_attribute(right) && symmetric(operator) {
            self.turned_round(whole, operator, left, right);
            return None;
        }
        let path = self.path(left)?;
        let how = match operator {
            Operator::Is => Comparison::Is,
            Operator::Equal => Comparison::Equal,
            Operator::Unequal => Comparison::Unequal,
            Operator::AtLeast => Comparison::AtLeast,
            Operator::AtMost => Comparison::AtMost,
            Operator::Above => Comparison::Above,
            Operator::Below => Comparison::Below,
            Operator::Has => return self.has(left, path, right),
            Operator::In => return self.within(path, right),
            Operator::Or | Operator::And | Operator::Where | Operator::On => {
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
            (Sort::Element, Some(word)) => Some(Condition::Gives(path.steps, word.clone())),
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
    fn within(&mut self, path: Path, right: &Value) -> Option<Condition> {
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

    /// `over is none`
    fn unknown_asked(&mut self, value: &Value, of: &AttributeSpec) -> Option<Constant> {
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "no condition asks for what is not written")
            .at(value.span, format!("not the id of {}", of.gives.with_article()))
            .note("a field that is left out is unknown, which is not the same as none; no condition holds of it");
        let diagnostic = match of.gives {
            Sort::Auth => diagnostic.fix(
                "write `anonymous` if you mean that nobody is asked who they are",
                Applicability::NeedsLook,
                value.span,
                "anonymous",
            ),
            _ => diagnostic.help("name what you mean by its id"),
        };
        self.report(diagnostic);
        None
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
    fn boundary_called(&self, value: &Value) -> Option<String> {
        let word = value.word()?;
        match self.scope.find(Namespace::Things, word, self.unit) {
            Found::One(id) if self.scope.entry(id).kind == Kind::Boundary => Some(word.to_string()),
            _ => None,
        }
    }

    /// `over is not https`
    fn not_inside(&mut self, whole: &Value, left: &Value, operator: Operator, right: &Value) {
        let (left, right) = (self.sources.slice(left.span), self.sources.slice(right.span));
        let better = format!("not {left} {} {right}", operator.symbol());
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`not` stands before the whole comparison")
            .at(whole.span, "not within it")
            .fix(format!("write `{better}`"), Applicability::NeedsLook, whole.span, better);
        self.report(diagnostic);
    }

    fn inside_meant(&mut self, whole: &Value, left: &Value, operator: Operator, right: &Value, boundary: &str) {
        let not = if operator == Operator::Unequal { "not " } else { "" };
        let better = format!("{not}{} in {boundary}", self.sources.slice(left.span));
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "an element is never a boundary")
            .at(right.span, format!("`{boundary}` is a trust boundary"))
            .fix(format!("write `{better}`"), Applicability::NeedsLook, whole.span, better);
        self.report(diagnostic);
    }

    fn unknown_constant(
        &mut self,
        value: &Value,
        word: &str,
        known: &[&'static str],
        of: &AttributeSpec,
    ) -> Option<Constant> {
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, format!("`{word}` is no word for `{}`", of.name))
            .at(value.span, "not among its words")
            .note(format!("`{}` is {}", of.name, list_words(known.iter().copied(), 20)));
        let diagnostic = match closest(word, known.iter().copied()) {
            Some(near) => diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, value.span, near),
            None => diagnostic.help("write one of them"),
        };
        self.report(diagnostic);
        None
    }

    fn other_sort(&mut self, value: &Value, what: &str, of: &AttributeSpec) -> Option<Constant> {
        let sort = of.gives.with_article();
        let text = self.sources.slice(value.span);
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

    fn no_order(&mut self, whole: &Value, left: &Value, operator: Operator, right: &Value, of: &AttributeSpec) {
        let (text, sort) = (self.sources.slice(left.span), of.gives.with_article());
        let diagnostic =
            Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` needs things that have an order", operator.symbol()))
                .at(whole.span, format!("`{text}` gives {sort}: none of them stands above another"))
                .note("data classes, levels of trust and numbers have an order");
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

    fn no_comparison(&mut self, whole: &Value, operator: Operator) {
        let diagnostic =
            Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` does not compare anything", operator.symbol()))
                .at(whole.span, "not a condition of a flow")
                .help("the comparisons are `is`, `has`, `in`, `==`, `!=`, `>=`, `<=`, `>` and `<`");
        self.report(diagnostic);
    }

    /// `http is over`
    fn turned_round(&mut self, whole: &Value, operator: Operator, left: &Value, right: &Value) {
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
