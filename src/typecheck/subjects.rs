//! What a condition speaks about: a subject without a name, as in `flows where …`, or variables, as in a rule.

use super::checker::Checker;
use crate::analysis::query::{AttributeSpec, Sort, attribute};
use crate::syntax::{Name, Value, ValueKind};
use ecow::EcoString;

/// What a condition may look at.
#[derive(Debug, Clone)]
pub(super) struct Variable {
    /// Its name; the subject of a choice has none, and its attributes stand by themselves.
    pub name: Option<EcoString>,
    /// What it is.
    pub sort: Sort,
}

/// The end of a path of attributes: what is compared.
#[derive(Debug, Clone)]
pub(super) struct End {
    /// The last attribute, or the variable itself.
    pub name: EcoString,
    /// What has the attribute; `None` for a variable.
    pub of: Option<Sort>,
    /// What it gives.
    pub gives: Sort,
    /// Whether there may be several.
    pub many: bool,
}

impl From<&AttributeSpec> for End {
    fn from(spec: &AttributeSpec) -> Self {
        End { name: spec.name.into(), of: Some(spec.of), gives: spec.gives, many: spec.many }
    }
}

impl From<&Variable> for End {
    fn from(variable: &Variable) -> Self {
        let name = variable.name.clone().unwrap_or_else(|| "it".into());
        End { name, of: None, gives: variable.sort, many: false }
    }
}

impl Checker<'_> {
    /// Reads what a view shows or hides: its conditions are about the steps of each flow.
    pub fn viewing<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.variables = vec![Variable { name: None, sort: Sort::Step }];
        self.in_view = true;
        let outcome = read(self);
        self.in_view = false;
        self.variables.clear();
        outcome
    }

    /// The subject that has no name, if the condition has one.
    pub fn subject(&self) -> Option<Sort> {
        self.variables.first().filter(|variable| variable.name.is_none()).map(|variable| variable.sort)
    }

    /// The variable of a name, with its number. A subject without a name is `it`, unless something is called so.
    pub fn variable(&self, name: &str) -> Option<(usize, &Variable)> {
        let it = name == "it" && !self.is_thing(name);
        let named = |variable: &Variable| variable.name.as_ref().map_or(it, |known| known == name);
        self.variables.iter().enumerate().rev().find(|(_, variable)| named(variable))
    }

    /// An attribute that may stand by itself here.
    pub fn bare_attribute(&self, name: &str) -> Option<&'static AttributeSpec> {
        attribute(self.subject()?, name)
    }

    /// Whether a value begins as a path does: with a variable, or with an attribute of the subject.
    pub fn begins_path(&self, value: &Value) -> bool {
        let begins = |name: &str| self.variable(name).is_some() || self.bare_attribute(name).is_some();
        match &value.kind {
            ValueKind::Word(word) => begins(word),
            ValueKind::Path(names) => names.first().is_some_and(|name| begins(&name.text)),
            ValueKind::Group(inner) => self.begins_path(inner),
            _ => false,
        }
    }

    /// What a value of a sort is called here: to a view, a step stands for its flow.
    pub fn called(&self, sort: Sort) -> &'static str {
        if sort == Sort::Step && self.in_view { Sort::Flow.with_article() } else { sort.with_article() }
    }

    /// " of a flow", where conditions are about a subject without a name.
    pub fn of_subject(&self) -> String {
        self.subject().map_or(String::new(), |sort| format!(" of {}", self.called(sort)))
    }

    /// The end of a value that is a path.
    pub fn path_end(&self, value: &Value) -> Option<End> {
        self.end_of(&names(value)?)
    }

    /// The end of the path that these names make, if all of them are known.
    pub fn end_of(&self, names: &[Name]) -> Option<End> {
        let (first, rest) = names.split_first()?;
        let mut end = match self.variable(&first.text) {
            Some((_, variable)) => End::from(variable),
            None => self.bare_attribute(&first.text)?.into(),
        };
        for name in rest {
            end = attribute(end.gives, &name.text)?.into();
        }
        Some(end)
    }
}

/// The names of a path, be it of a single word.
pub(super) fn names(value: &Value) -> Option<Vec<Name>> {
    match &value.kind {
        ValueKind::Word(word) => Some(vec![Name { text: word.clone(), span: value.span }]),
        ValueKind::Path(names) => Some(names.clone()),
        _ => None,
    }
}
