//! Paths of attributes → the model's typed form. A path through what leads to many things becomes a question about
//! one of them, so that its answers can be kept and no question costs more than the graph is large.

use super::checker::Checker;
use super::codes;
use super::subjects::{End, names};
use crate::analysis::query::{AttributeSpec, Sort, attribute};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{Attribute, Comparison, Condition, Operand, Path, Quantified, Set, Value as Constant};
use crate::resolve;
use crate::syntax::{Name, Value, ValueKind};
use crate::text::{Span, closest, list_words};

/// A path as it is written: cut behind each attribute that leads to many things.
pub(super) struct Way {
    pub start: usize,
    /// All but the last end with an attribute that is wide.
    pub parts: Vec<Vec<Attribute>>,
    pub end: End,
    pub span: Span,
    /// Whether it runs through what can be reached.
    reach: bool,
}

impl Way {
    /// The path, where it leads to many things at its end at most.
    pub fn last(&self) -> Option<Path> {
        match self.parts.as_slice() {
            [first, rest] if rest.is_empty() && !self.reach => Some(Path { start: self.start, steps: first.clone() }),
            _ => self.plain(),
        }
    }

    /// The path, where it does not lead through many things.
    pub fn plain(&self) -> Option<Path> {
        match self.parts.as_slice() {
            [only] => Some(Path { start: self.start, steps: only.clone() }),
            _ => None,
        }
    }
}

/// Names of which a path is made at most; each may lead to several things.
const LONGEST: usize = 12;

impl Checker<'_> {
    /// A path that begins at a variable or the subject; reports what is wrong with it.
    pub(super) fn way(&mut self, value: &Value) -> Option<Way> {
        if let ValueKind::Group(inner) = &value.kind {
            return self.way(inner);
        }
        let Some(names) = names(value) else {
            self.no_condition(value);
            return None;
        };
        let (first, rest) = names.split_first()?;
        if let Some(beyond) = names.get(LONGEST) {
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "this path is too long")
                .at(beyond.span, format!("a path is made of {LONGEST} names at most"))
                .help("ask for what lies further off by `any … in …` or by what it reaches");
            self.report(diagnostic);
            return None;
        }
        let found = self.variable(&first.text).map(|(number, variable)| (number, End::from(variable)));
        let (start, end, names) = match (found, self.variables.first()) {
            (Some((start, end)), _) => (start, end, rest),
            (None, Some(subject)) if subject.name.is_none() => (0, End::from(subject), names.as_slice()),
            _ => {
                self.no_variable(first, rest.first());
                return None;
            }
        };
        let mut way = Way { start, parts: vec![Vec::new()], end, span: value.span, reach: false };
        for (index, name) in names.iter().enumerate() {
            let Some(spec) = attribute(way.end.gives, &name.text) else {
                self.no_attribute(way.end.gives, name, names.get(index + 1));
                return None;
            };
            way.step(spec);
        }
        Some(way)
    }

    /// Makes a condition on the end of a path: of what it leads through, one is enough.
    pub(super) fn at_end(&self, way: &Way, condition: impl FnOnce(Path) -> Condition) -> Condition {
        let mut paths = way.paths(self.variables.len());
        let inner = condition(paths.pop().unwrap_or(Path::variable(way.start)));
        paths.into_iter().map(Set::At).rev().fold(inner, |inner, set| {
            Condition::Quantified(Box::new(Quantified { every: false, set, condition: Some(inner), closed: true }))
        })
    }

    /// A comparison of the end of a path with a constant.
    pub(super) fn compare(&self, way: &Way, how: Comparison, constant: Constant) -> Condition {
        self.at_end(way, |path| Condition::Compare(path, how, Operand::Value(constant)))
    }

    /// `node.tech` where nothing is called `node`.
    fn no_variable(&mut self, name: &Name, next: Option<&Name>) {
        let text = &name.text;
        if next.is_none() && self.word_for_condition(name) {
            return;
        }
        let diagnostic = Diagnostic::new(&resolve::UNKNOWN_NAME, format!("nothing is called `{text}`"));
        let known: Vec<String> =
            self.variables.iter().filter_map(|v| v.name.as_ref().map(ToString::to_string)).collect();
        let first = known.first().cloned().unwrap_or_else(|| "node".to_owned());
        // The innermost one is most likely meant.
        let with = |wanted: &str| {
            let variables = self.variables.iter().rev().filter(|variable| attribute(variable.sort, wanted).is_some());
            variables.filter_map(|variable| variable.name.as_ref()).find(|name| !name.is_empty()).cloned()
        };
        let diagnostic = diagnostic
            .at(name.span, format!("a path begins with {} here", list_words(known.iter().map(String::as_str), 5)));
        let near = closest(text, known.iter().map(String::as_str)).map(str::to_owned);
        let better = match with(text) {
            Some(variable) => Some(format!("{variable}.{text}")),
            None => near.or_else(|| with(&next?.text).map(|variable| variable.to_string())),
        };
        let diagnostic = match better {
            Some(better) => {
                let whole = next.map_or(better.clone(), |next| format!("{better}.{}", next.text));
                diagnostic.fix(format!("did you mean `{whole}`?"), Applicability::NeedsLook, name.span, better)
            }
            None => diagnostic.help(format!("a path begins with the name of what it is about: `{first}.title`")),
        };
        self.report(diagnostic);
    }
}

impl Way {
    /// One attribute further. A wide one ends its part; what follows begins at one of its values.
    fn step(&mut self, spec: &'static AttributeSpec) {
        if let Some(part) = self.parts.last_mut() {
            part.push(spec.attribute);
        }
        self.reach |= spec.is_reach();
        self.end = spec.into();
        if spec.is_wide() {
            self.parts.push(Vec::new());
        }
    }

    /// Its parts as paths: the first begins where it does, each other one at a variable of its own, which stands for a
    /// value of the one before. `depth` is the number of variables around it.
    pub fn paths(&self, depth: usize) -> Vec<Path> {
        let start = |index: usize| if index == 0 { self.start } else { depth + index - 1 };
        let paths = self.parts.iter().enumerate();
        paths.map(|(index, steps)| Path { start: start(index), steps: steps.clone() }).collect()
    }

    /// Whether its end is that of a wide attribute, as the set of a quantifier may be.
    pub fn ends_wide(&self) -> bool {
        self.parts.len() > 1 && self.parts.last().is_some_and(Vec::is_empty)
    }

    /// Whether it runs through what can be reached, hop by hop.
    pub fn is_reach(&self) -> bool {
        self.reach
    }

    /// What it gives.
    pub fn gives(&self) -> Sort {
        self.end.gives
    }
}
