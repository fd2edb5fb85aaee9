//! Fills the table of declarations and reports ids that are declared twice.

use super::codes;
use super::scope::{DeclarationId, Entry, Resolved, Scope, SourceUnit};
use crate::diagnostics::Diagnostic;
use crate::schema::{IdRule, Kind, Namespace, spec_of};
use crate::syntax::{Declaration, Member, ValueKind};
use crate::text::SourceMap;
use ecow::EcoString;

/// Collects the declarations of all units; the first unit is the model.
pub fn resolve<'a>(units: &'a [SourceUnit], sources: &SourceMap) -> Resolved<'a> {
    let mut collector = Collector { scope: Scope::default(), diagnostics: Vec::new(), sources };
    for (index, unit) in units.iter().enumerate() {
        collector.scope.unit_names.push((unit.name.clone(), unit.library));
        for file in &unit.files {
            collector.members(&file.tree.members, index, None);
        }
    }
    Resolved { scope: collector.scope, diagnostics: collector.diagnostics }
}

struct Collector<'a, 's> {
    scope: Scope<'a>,
    diagnostics: Vec<Diagnostic>,
    sources: &'s SourceMap,
}

impl<'a> Collector<'a, '_> {
    fn members(&mut self, members: &'a [Member], unit: usize, parent: Option<DeclarationId>) {
        for member in members {
            if let Member::Declaration(declaration) = member {
                self.declaration(declaration, unit, parent);
            }
        }
    }

    fn declaration(&mut self, declaration: &'a Declaration, unit: usize, parent: Option<DeclarationId>) {
        let Some(kind) = Kind::from_word(&declaration.keyword.text) else {
            return self.members(declaration.members(), unit, parent);
        };
        let mut inner = parent;
        if let (IdRule::Required, Some(id)) = (spec_of(kind).id, &declaration.id) {
            let title = match declaration.title.as_ref().map(|title| &title.kind) {
                Some(ValueKind::Text(text)) => text.clone(),
                _ => id.text.clone(),
            };
            let entry = Entry { kind, name: id.text.clone(), span: id.span, title, unit, parent, declaration };
            inner = Some(self.add(entry));
        }
        // What a template declares lives in the namespaces of its uses.
        if kind != Kind::Template {
            self.members(declaration.members(), unit, inner);
        }
    }

    fn add(&mut self, entry: Entry<'a>) -> DeclarationId {
        let id = DeclarationId(self.scope.entries.len() as u32);
        let key = (entry.kind.namespace(), entry.name.clone());
        let same = self.scope.by_name.get(&key).into_iter().flatten().copied();
        let earlier = same.into_iter().find(|other| self.scope.entry(*other).unit == entry.unit);
        let diagnostic = match earlier {
            Some(earlier) if key.0 == Namespace::Units => Some(self.second_model(earlier, &entry)),
            Some(earlier) => Some(self.duplicate(earlier, &entry)),
            None if entry.kind == Kind::Model => {
                let other = self.scope.entries().find(|(_, e)| e.kind == Kind::Model && e.unit == entry.unit);
                other.map(|(id, _)| id).map(|other| self.second_model(other, &entry))
            }
            None => None,
        };
        self.diagnostics.extend(diagnostic);
        self.scope.by_name.entry(key).or_default().push(id);
        self.scope.entries.push(entry);
        id
    }

    fn duplicate(&self, earlier: DeclarationId, entry: &Entry<'_>) -> Diagnostic {
        let earlier = self.scope.entry(earlier);
        let free = free_name(&self.scope, entry);
        let what = if earlier.kind == entry.kind { "again" } else { "for something else" };
        Diagnostic::new(&codes::DUPLICATE_ID, format!("`{}` is declared twice", entry.name))
            .at(entry.span, format!("{} here, {what}", entry.kind.with_article()))
            .also(earlier.span, format!("{} here first: “{}”", earlier.kind.with_article(), earlier.title))
            .note("an id is unique in the whole model, not in its file or boundary: so a declaration can move freely, and links and fingerprints made from ids stay")
            .help(format!("to rename this one and keep the other: `caveat rename {} {free}`", self.sources.place(entry.span)))
    }

    fn second_model(&self, earlier: DeclarationId, entry: &Entry<'_>) -> Diagnostic {
        let earlier = self.scope.entry(earlier);
        Diagnostic::new(&codes::SECOND_MODEL, format!("a second {} stands here", entry.kind.word()))
            .at(entry.span, format!("`{}`", entry.name))
            .also(earlier.span, "the first one")
            .note("the `.caveat` files of one folder are one model")
            .help("move one of them with its files into a folder of its own, or name a single file on the command line")
    }
}

/// A name near the entry's that is still free.
fn free_name(scope: &Scope<'_>, entry: &Entry<'_>) -> EcoString {
    let namespace = entry.kind.namespace();
    let taken = |name: &EcoString| scope.by_name.contains_key(&(namespace, name.clone()));
    (2..)
        .map(|number| EcoString::from(format!("{}_{number}", entry.name)))
        .find(|name| !taken(name))
        .unwrap_or_default()
}
