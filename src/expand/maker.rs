//! What a `make` makes: a copy of its template, in which further templates are filled in.

use super::fill::{Budget, Filler};
use super::{codes, put};
use crate::diagnostics::Diagnostic;
use crate::resolve::{DeclarationId, Found, Scope};
use crate::schema::{Kind, Namespace};
use crate::syntax::{Argument, Declaration, Member, Value, ValueKind};
use crate::text::{Copy, FileId, SourceMap, Span};
use ecow::EcoString;
use std::collections::HashMap;

/// How many declarations all templates of a compilation may make: more than anybody reads.
const MOST_DECLARATIONS: usize = 10_000;
/// How many values these may have.
const MOST_VALUES: usize = 200_000;
/// How deep templates may make from templates.
const DEPTH: usize = 32;

pub(super) struct Maker<'s> {
    scope: &'s Scope<'s>,
    sources: &'s mut SourceMap,
    budget: Budget,
    /// The templates that are being filled in, outermost first.
    open: Vec<DeclarationId>,
    /// For the id of each `make`, the titles of the makes around it and its own.
    titles: HashMap<EcoString, String>,
    /// What stopped it; nothing is made after that.
    report: Option<Diagnostic>,
}

/// A template about to be filled in.
struct Pattern<'t> {
    id: DeclarationId,
    declaration: &'t Declaration,
    unit: usize,
    /// Number of the copy that its text becomes.
    file: FileId,
}

impl<'s> Maker<'s> {
    pub fn new(scope: &'s Scope<'s>, sources: &'s mut SourceMap) -> Self {
        let budget = Budget { declarations: MOST_DECLARATIONS, values: MOST_VALUES };
        Maker { scope, sources, budget, open: Vec::new(), titles: HashMap::new(), report: None }
    }

    pub fn into_report(self) -> Option<Diagnostic> {
        self.report
    }

    /// The members of a `make` that stands in the text of a unit; `around` is what titles say of the makes around it.
    pub fn make(&mut self, make: &Declaration, unit: usize, around: &str) -> Vec<Member> {
        let (Some(id), Some((template, _))) = (&make.id, template_of(make, self.scope, unit)) else {
            return Vec::new();
        };
        // A circle has been reported.
        if self.report.is_some() || self.open.contains(&template) {
            return Vec::new();
        }
        let entry = self.scope.entry(template);
        if self.open.len() >= DEPTH {
            self.report = Some(self.too_deep(make));
            return Vec::new();
        }
        let copy = Copy { of: entry.span.file, within: id.text.clone(), made: make.name_span(), place: None };
        let file = self.sources.add_copy(copy);
        let pattern = Pattern { id: template, declaration: entry.declaration, unit: entry.unit, file };
        let suffix = match around {
            "" => title_of(make).to_string(),
            around => format!("{around}, {}", title_of(make)),
        };
        self.titles.insert(id.text.clone(), suffix.clone());
        self.filled(&pattern, make, &id.text, &suffix)
    }

    fn filled(&mut self, pattern: &Pattern<'_>, make: &Declaration, namespace: &str, suffix: &str) -> Vec<Member> {
        let made = make.name_span();
        let mut filler = Filler {
            sources: self.sources,
            budget: &mut self.budget,
            file: pattern.file,
            bindings: &[],
            namespace,
            suffixes: &self.titles,
            made,
        };
        let bindings = bindings(pattern.declaration, make, &mut filler);
        filler.bindings = &bindings;
        let mut members = pattern.declaration.members().to_vec();
        members.retain(|member| matches!(member, Member::Declaration(_)));
        filler.members(&mut members);
        if self.budget.is_spent() {
            self.report = Some(self.too_much(make));
            return Vec::new();
        }
        self.open.push(pattern.id);
        put(&mut members, &mut |inner| self.make(inner, pattern.unit, suffix));
        self.open.pop();
        members
    }

    fn too_much(&self, make: &Declaration) -> Diagnostic {
        let what = match self.budget.declarations {
            0 => format!("more than {MOST_DECLARATIONS} declarations"),
            _ => format!("declarations with more than {MOST_VALUES} values"),
        };
        let diagnostic = Diagnostic::new(&codes::TOO_MUCH_MADE, format!("templates make {what}"));
        self.stopped_at(diagnostic, make)
            .note("a template that makes several of another, which makes several of a third, makes very many in a few steps")
            .help("make fewer, or let one element stand for many of the same sort and say how many in its title")
    }

    fn too_deep(&self, make: &Declaration) -> Diagnostic {
        let diagnostic =
            Diagnostic::new(&codes::TOO_MUCH_MADE, format!("templates make templates more than {DEPTH} deep"));
        self.stopped_at(diagnostic, make).help("let one template make several others instead of a long chain")
    }

    fn stopped_at(&self, diagnostic: Diagnostic, make: &Declaration) -> Diagnostic {
        let (outer, inner) = (self.sources.asked_at(make.name_span()), self.sources.real(make.name_span()));
        match outer == inner {
            true => diagnostic.at(outer, "the limit was reached here"),
            false => diagnostic.at(outer, "made from here on").also(inner, "the limit was reached here"),
        }
    }
}

/// Each parameter with its argument, or with the value that the template has for it.
fn bindings(template: &Declaration, make: &Declaration, filler: &mut Filler<'_>) -> Vec<(EcoString, Value)> {
    let arguments = match make.head.as_ref().map(|head| &head.kind) {
        Some(ValueKind::Call(_, arguments)) => arguments.as_slice(),
        _ => &[],
    };
    let mut bindings = Vec::new();
    for param in template.params.iter().flatten() {
        let same = |argument: &&Argument| argument.name.text == param.name.text;
        let value = match arguments.iter().find(same) {
            Some(given) => given.value.clone(),
            // It may name parameters in front of it.
            None => param.value.clone().map(|mut value| {
                filler.with(&bindings, |filler| filler.value(&mut value));
                value
            }),
        };
        bindings.extend(value.map(|value| (param.name.text.clone(), value)));
    }
    bindings
}

/// The template that a `make` in the text of a unit names, and where it does.
pub(super) fn template_of(make: &Declaration, scope: &Scope<'_>, unit: usize) -> Option<(DeclarationId, Span)> {
    let head = make.head.as_ref()?;
    let name = match &head.kind {
        ValueKind::Call(name, _) => name,
        _ => head,
    };
    match scope.find(Namespace::Things, &name.name()?, unit) {
        Found::One(id) if scope.entry(id).kind == Kind::Template => Some((id, name.span)),
        _ => None,
    }
}

/// What a `make` is called: its title, or its id where it has none.
fn title_of(make: &Declaration) -> EcoString {
    match make.title.as_ref().map(|title| &title.kind) {
        Some(ValueKind::Text(title)) => title.clone(),
        _ => make.id.as_ref().map(|id| id.text.clone()).unwrap_or_default(),
    }
}
