//! One copy of a template's text: arguments in the place of parameters, ids and titles that tell the copy from others.

use super::is_make;
use super::values::{names, parts, places};
use crate::schema::{IdRule, Kind, spec_of};
use crate::syntax::{Declaration, Member, Value, ValueKind};
use crate::text::{Copy, FileId, SourceMap, Span};
use ecow::EcoString;
use std::collections::HashMap;

/// How much may still be made. Lists that are put into lists can grow as fast as templates that make templates, so
/// values are counted too.
#[derive(Debug)]
pub(super) struct Budget {
    pub declarations: usize,
    pub values: usize,
}

impl Budget {
    pub fn is_spent(&self) -> bool {
        self.declarations == 0 || self.values == 0
    }

    fn declaration(&mut self) {
        self.declarations = self.declarations.saturating_sub(1);
    }

    fn values(&mut self, count: usize) {
        self.values = self.values.saturating_sub(count);
    }
}

pub(super) struct Filler<'m> {
    pub sources: &'m mut SourceMap,
    pub budget: &'m mut Budget,
    /// Number of the copy.
    pub file: FileId,
    /// Parameters with their values.
    pub bindings: &'m [(EcoString, Value)],
    /// Id of the `make`.
    pub namespace: &'m str,
    /// For the id of each `make` so far, what titles that are written in its template are followed by.
    pub suffixes: &'m HashMap<EcoString, String>,
    /// Place of the `make`.
    pub made: Span,
}

impl Filler<'_> {
    /// Fills something with other values for parameters.
    pub fn with(&mut self, bindings: &[(EcoString, Value)], fill: impl FnOnce(&mut Filler<'_>)) {
        fill(&mut Filler {
            sources: self.sources,
            budget: self.budget,
            file: self.file,
            bindings,
            namespace: self.namespace,
            suffixes: self.suffixes,
            made: self.made,
        });
    }

    /// Makes a clone of a template's members the copy.
    pub fn members(&mut self, members: &mut [Member]) {
        for member in members {
            if self.budget.is_spent() {
                return;
            }
            match member {
                Member::Declaration(declaration) => self.declaration(declaration),
                Member::Field(field) => {
                    field.span.file = self.file;
                    field.name.span.file = self.file;
                    self.value(&mut field.value);
                    if let Some(block) = &mut field.block {
                        block.span.file = self.file;
                        self.members(&mut block.members);
                    }
                }
                Member::Broken(span) => span.file = self.file,
            }
        }
    }

    fn declaration(&mut self, declaration: &mut Declaration) {
        self.budget.declaration();
        declaration.span.file = self.file;
        declaration.keyword.span.file = self.file;
        let has_id =
            Kind::from_word(&declaration.keyword.text).is_some_and(|kind| spec_of(kind).id == IdRule::Required);
        let is_make = is_make(declaration);
        if let Some(id) = &mut declaration.id {
            id.span.file = self.file;
            if has_id {
                id.text = format!("{}.{}", self.namespace, id.text).into();
            }
        }
        for value in [&mut declaration.subject, &mut declaration.title, &mut declaration.head].into_iter().flatten() {
            self.value(value);
        }
        // What a `make` itself is called is seen in the titles of what it makes.
        if let Some(title) = declaration.title.as_mut().filter(|_| has_id && !is_make) {
            self.told_apart(title);
        }
        for param in declaration.params.iter_mut().flatten() {
            param.name.span.file = self.file;
            param.value.iter_mut().for_each(|value| self.value(value));
        }
        if let Some(block) = &mut declaration.block {
            block.span.file = self.file;
            self.members(&mut block.members);
        }
    }

    /// Adds to a title for which of the makes it stands, if it is written in a template: what an argument from the model
    /// says is said once.
    fn told_apart(&self, title: &mut Value) {
        let suffix = self.sources.copy(title.span.file).and_then(|copy| self.suffixes.get(&copy.within));
        if let (ValueKind::Text(text), Some(suffix)) = (&mut title.kind, suffix) {
            *text = format!("{text} ({suffix})").into();
        }
    }

    /// Makes a value of the template's text one of the copy, with arguments in the place of parameters.
    pub fn value(&mut self, value: &mut Value) {
        self.budget.values(1);
        let file = self.file;
        value.span.file = file;
        if let ValueKind::Parameter(name) = &value.kind {
            if let Some((_, bound)) = self.bindings.iter().find(|(known, _)| known == name) {
                *value = self.argument(bound, value.span);
            }
            return;
        }
        if let ValueKind::List(entries) = &mut value.kind {
            return self.list(entries);
        }
        names(&mut value.kind, &mut |span| span.file = file);
        parts(&mut value.kind, &mut |part| self.value(part));
    }

    /// An argument that is a list becomes several entries of the list in which its parameter stands.
    fn list(&mut self, entries: &mut Vec<Value>) {
        for mut entry in std::mem::take(entries) {
            if self.budget.is_spent() {
                return;
            }
            let is_parameter = matches!(entry.kind, ValueKind::Parameter(_));
            self.value(&mut entry);
            match entry.kind {
                ValueKind::List(several) if is_parameter => entries.extend(several),
                _ => entries.push(entry),
            }
        }
    }

    /// The argument at the place of a parameter. Its names mean what they mean where the argument is written.
    fn argument(&mut self, bound: &Value, place: Span) -> Value {
        let mut value = bound.clone();
        let mut copies: HashMap<FileId, FileId> = HashMap::new();
        let count = places(&mut value, &mut |span| {
            span.file = *copies.entry(span.file).or_insert_with(|| {
                let within = self.sources.copy(span.file).map(|copy| copy.within.clone()).unwrap_or_default();
                let of = self.sources.origin(span.file);
                self.sources.add_copy(Copy { of, within, made: self.made, place: Some(place) })
            });
        });
        self.budget.values(count);
        value
    }
}
