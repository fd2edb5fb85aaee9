//! The state of type-checking and what all its parts share.

use super::Reference;
use super::fields::Fields;
use super::subjects::Variable;
use crate::diagnostics::Diagnostic;
use crate::model::{Identity, Place, ThreatModel};
use crate::resolve::{DeclarationId, Entry, Scope};
use crate::schema::{Kind, spec_of};
use crate::syntax::Declaration;
use crate::text::{SourceMap, Span};
use ecow::EcoString;
use std::collections::BTreeMap;

/// Names that are known inside a template only.
#[derive(Debug, Clone, Default)]
pub(super) struct TemplateScope {
    pub params: Vec<EcoString>,
    pub names: Vec<EcoString>,
}

pub(super) struct Checker<'a> {
    pub scope: &'a Scope<'a>,
    pub sources: &'a SourceMap,
    /// For each declaration its index in the vector of its kind.
    pub index: Vec<usize>,
    pub model: ThreatModel,
    pub diagnostics: Vec<Diagnostic>,
    pub references: Vec<Reference>,
    /// The unit whose text is being checked.
    pub unit: usize,
    /// The template around it, if any.
    pub template: Option<TemplateScope>,
    /// Names of declarations that were reported and so are not in scope: using one is no second mistake.
    pub half_declared: Vec<EcoString>,
    /// Places of declarations that stand where they may not: what they lack there is no second mistake.
    pub misplaced: Vec<Span>,
    /// Names that stand for nothing: what tells them apart, the index of their error, and how often they were used.
    pub unknown_names: Vec<(String, usize, usize)>,
    /// What the condition that is being checked may look at: its subject, and what its quantifiers range over.
    pub variables: Vec<Variable>,
    /// Whether it belongs to a view, which asks about each flow by itself.
    pub in_view: bool,
    /// What names that stand for nothing were taken for.
    pub guesses: BTreeMap<(EcoString, &'static [Kind]), Option<Vec<String>>>,
}

impl<'a> Checker<'a> {
    pub fn new(scope: &'a Scope<'a>, sources: &'a SourceMap) -> Self {
        let mut counts = std::collections::BTreeMap::new();
        let index = scope.entries().map(|(_, entry)| {
            // Entities, processes and stores share a vector.
            let kind = if entry.kind.is_element() { Kind::Process } else { entry.kind };
            let count = counts.entry(kind).or_insert(0);
            *count += 1;
            *count - 1
        });
        Checker {
            index: index.collect(),
            scope,
            sources,
            model: ThreatModel::default(),
            diagnostics: Vec::new(),
            references: Vec::new(),
            unit: 0,
            template: None,
            half_declared: Vec::new(),
            misplaced: Vec::new(),
            unknown_names: Vec::new(),
            variables: Vec::new(),
            in_view: false,
            guesses: BTreeMap::new(),
        }
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Calls `lower` for each declaration of the kind, in order, with its checked fields.
    pub fn each(&mut self, kind: Kind, mut lower: impl FnMut(&mut Self, &Entry<'a>, Fields)) {
        self.each_of(&[kind], |checker, _, entry, fields| lower(checker, entry, fields));
    }

    /// As [`Checker::each`], for several kinds that share a vector.
    pub fn each_of(&mut self, kinds: &[Kind], mut lower: impl FnMut(&mut Self, DeclarationId, &Entry<'a>, Fields)) {
        let scope = self.scope;
        for (id, entry) in scope.entries().filter(|(_, entry)| kinds.contains(&entry.kind)) {
            self.unit = entry.unit;
            let fields = self.fields(entry.declaration, spec_of(entry.kind));
            lower(self, id, entry, fields);
        }
    }

    /// Id, title and texts of a declaration.
    pub fn identity(&self, entry: &Entry<'_>, fields: &Fields) -> Identity {
        Identity {
            id: entry.name.clone(),
            title: if entry.title.trim().is_empty() { entry.name.clone() } else { entry.title.clone() },
            about: fields.text("about").or_else(|| doc(entry.declaration)),
            note: fields.text("note"),
            span: entry.span,
            places: fields.places(),
        }
    }

    /// Index of a declaration in the vector of its kind.
    pub fn index_of<I: From<usize>>(&self, id: DeclarationId) -> I {
        I::from(self.index[id.0 as usize])
    }

    /// Indices of the declarations that a field names.
    pub fn ids<I: From<usize>>(&self, fields: &Fields, name: &str) -> Vec<I> {
        fields.refs(name).iter().map(|(id, _)| self.index_of(*id)).collect()
    }

    /// Index of the one declaration that a field names.
    pub fn id<I: From<usize>>(&self, fields: &Fields, name: &str) -> Option<I> {
        fields.refs(name).first().map(|(id, _)| self.index_of(*id))
    }

    /// Elements and flows that a field names.
    pub fn places(&self, fields: &Fields, name: &str) -> Vec<Place> {
        fields.refs(name).iter().map(|(id, _)| self.place(*id)).collect()
    }

    /// The element or flow that a declaration is.
    pub fn place(&self, id: DeclarationId) -> Place {
        match self.scope.entry(id).kind {
            Kind::Flow => Place::Flow(self.index_of(id)),
            _ => Place::Element(self.index_of(id)),
        }
    }

    /// Notes that a place names a declaration.
    pub fn note_reference(&mut self, span: Span, to: DeclarationId) {
        self.references.push(Reference { span, to });
    }
}

/// Text of the documentation comment, where there is one.
fn doc(declaration: &Declaration) -> Option<EcoString> {
    declaration.doc.clone()
}
