//! Fills the table of declarations and reports ids that are declared twice.

use super::codes;
use super::scope::{DeclarationId, Entry, MODEL, Resolved, Scope, SourceUnit};
use crate::diagnostics::Diagnostic;
use crate::schema::{IdRule, Kind, Namespace, spec_of};
use crate::syntax::{Declaration, Member, Name, ValueKind};
use crate::text::SourceMap;
use ecow::EcoString;
use std::collections::BTreeSet;

/// Collects the declarations of all units; the first unit is the model.
pub fn resolve<'a>(units: &'a [SourceUnit], sources: &SourceMap) -> Resolved<'a> {
    let mut collector = Collector { scope: Scope::default(), diagnostics: Vec::new(), sources };
    collector.scope.within_reach = (0..units.len()).map(|unit| within_reach(units, unit)).collect();
    for (index, unit) in units.iter().enumerate() {
        collector.scope.lacks_library |= unit.lacks_library;
        collector.scope.unit_names.push((unit.name.clone(), unit.library));
        for file in &unit.files {
            collector.scope.unit_files.insert(file.file, index);
            collector.members(&file.tree.members, index, None);
        }
    }
    let mut diagnostics = collector.diagnostics;
    diagnostics.extend(hidden_words(&collector.scope));
    drop_echoes(&mut diagnostics);
    Resolved { scope: collector.scope, diagnostics }
}

/// The units that a library uses, and what these use; none for the model, which has all of them.
fn within_reach(units: &[SourceUnit], from: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open = if units[from].library { units[from].uses.clone() } else { Vec::new() };
    while let Some(unit) = open.pop() {
        if reached.insert(unit) {
            open.extend(&units[unit].uses);
        }
    }
    reached
}

/// Words of the model that libraries have too: the model's text means the one, the rules of libraries the other.
fn hidden_words(scope: &Scope<'_>) -> Vec<Diagnostic> {
    let kinds = [Kind::Class, Kind::Tech, Kind::Protocol, Kind::Auth, Kind::ThreatKind];
    let own = scope
        .entries()
        .map(|(_, entry)| entry)
        .filter(|entry| entry.unit == MODEL && entry.parent.is_none() && kinds.contains(&entry.kind));
    let pairs = own.filter_map(|entry| {
        let same = scope.by_name.get(&(entry.kind.namespace(), entry.name.clone()))?;
        same.iter().map(|id| scope.entry(*id)).find(|other| scope.is_library(other.unit)).map(|other| (entry, other))
    });
    pairs.map(|(own, other)| hides_word(own, other, scope.unit_name(other.unit))).collect()
}

fn hides_word(own: &Entry<'_>, other: &Entry<'_>, library: &str) -> Diagnostic {
    let (name, word) = (&own.name, own.kind.word());
    let diagnostic = Diagnostic::new(&codes::HIDES_WORD, format!("`{name}` hides the {word} `{name}` of `{library}`"))
        .at(own.span, "in this model, the name means this");
    let diagnostic = if library.starts_with("std.") { diagnostic } else { diagnostic.also(other.span, "hidden") };
    let diagnostic = diagnostic.note(format!(
        "rules of libraries go on to look for `{library}.{name}`, and pass over what the model calls `{name}`"
    ));
    let joined = match own.kind {
        Kind::Class => format!(", and place it in the order with `above: {name}`"),
        Kind::Tech | Kind::Auth => format!(", and join it to the library's with `like: {name}`"),
        _ => String::new(),
    };
    diagnostic.help(format!("remove it to use the library's, or give it an id of its own{joined}"))
}

/// A copy of a model beside it declares all ids again, which the error about the second model stands for.
fn drop_echoes(diagnostics: &mut Vec<Diagnostic>) {
    let file = |diagnostic: &Diagnostic| diagnostic.primary_span().map(|span| span.file);
    let first = |diagnostic: &Diagnostic| diagnostic.labels.iter().find(|label| !label.primary).map(|l| l.span.file);
    let pairs: Vec<_> =
        diagnostics.iter().filter(|d| *d.code == codes::SECOND_MODEL).map(|d| (file(d), first(d))).collect();
    diagnostics.retain(|diagnostic| {
        let pair = (file(diagnostic), first(diagnostic));
        *diagnostic.code != codes::DUPLICATE_ID || pair.0 == pair.1 || !pairs.contains(&pair)
    });
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
            // Its kind is reported; what it would declare is there all the same.
            self.scope.of_unknown_kind.extend(declaration.id.iter().map(|id| id.text.clone()));
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
            return self.members(declaration.members(), unit, inner);
        }
        self.twice_in_template(declaration, declaration.members(), &mut Vec::new());
    }

    /// Reports ids that a template declares twice, once for all that is made from it.
    fn twice_in_template<'d>(&mut self, template: &Declaration, members: &'d [Member], seen: &mut Vec<&'d Name>) {
        for member in members {
            let Member::Declaration(inner) = member else { continue };
            let has_id = Kind::from_word(&inner.keyword.text).is_some_and(|kind| spec_of(kind).id == IdRule::Required);
            if let Some(id) = inner.id.as_ref().filter(|_| has_id) {
                if let Some(first) = seen.iter().find(|known| known.text == id.text) {
                    let name = template.id.as_ref().map_or("", |id| id.text.as_str());
                    self.diagnostics.push(
                        Diagnostic::new(&codes::DUPLICATE_ID, format!("`{}` is declared twice", id.text))
                            .at(id.span, format!("again in the template `{name}`"))
                            .also(first.span, "here first")
                            .note("an id is unique in its template, so that `make.id` names one thing")
                            .help("give one of them another id, here and wherever the template names it"),
                    );
                }
                seen.push(id);
            }
            self.twice_in_template(template, inner.members(), seen);
        }
    }

    fn add(&mut self, entry: Entry<'a>) -> DeclarationId {
        let id = DeclarationId(self.scope.entries.len() as u32);
        let key = (entry.kind.namespace(), entry.name.clone());
        let same = self.scope.by_name.get(&key).into_iter().flatten().copied();
        // Words of two libraries are told apart by the libraries' names. What is drawn or listed has one id in all
        // outputs, wherever it is declared.
        let clash = |other: &Entry<'_>| other.unit == entry.unit || is_listed(other.kind) && is_listed(entry.kind);
        let earlier = same.into_iter().find(|other| clash(self.scope.entry(*other)));
        let diagnostic = match earlier {
            _ if key.0 == Namespace::Units => self.second_unit(&entry),
            // Of what a template declares twice, the template tells.
            Some(_) if self.sources.copy(entry.span.file).is_some() => None,
            Some(earlier) => Some(self.duplicate(earlier, &entry)),
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

    /// A unit is one model or one library, and a library's name tells its words from those of others.
    fn second_unit(&self, entry: &Entry<'_>) -> Option<Diagnostic> {
        let units = || self.scope.entries().map(|(_, e)| e).filter(|e| e.kind.namespace() == Namespace::Units);
        let same_name =
            |other: &&Entry<'_>| other.kind == Kind::Library && entry.kind == other.kind && other.name == entry.name;
        let earlier = units().find(|other| other.unit == entry.unit).or_else(|| units().find(same_name))?;
        let file = self.sources.file(entry.span.file).name();
        let diagnostic = match (entry.kind, earlier.kind) {
            _ if earlier.unit != entry.unit => {
                Diagnostic::new(&codes::SECOND_MODEL, format!("two libraries are called `{}`", entry.name))
            }
            (kind, earlier) if kind == earlier => {
                Diagnostic::new(&codes::SECOND_MODEL, format!("a second {} stands here", kind.word()))
            }
            (kind, earlier) => Diagnostic::new(
                &codes::SECOND_MODEL,
                format!("{} stands beside {}", kind.with_article(), earlier.with_article()),
            ),
        };
        let diagnostic = diagnostic.at(entry.span, format!("`{}`", entry.name)).also(earlier.span, "the first one");
        Some(match (entry.kind, earlier.kind) {
            _ if earlier.unit != entry.unit => diagnostic
                .note(format!("a library's name tells its words from those of others: `{}.word`", entry.name))
                .help("give one of them another name"),
            (Kind::Model, Kind::Model) => diagnostic.note("the `.caveat` files of one folder are one model").help(
                "move one of them with its files into a folder of its own, or name a single file on the command line",
            ),
            (Kind::Library, Kind::Library) => diagnostic
                .note("a file declares one library, and all that stands in it belongs to that library")
                .help(format!("move `{}` with its words from `{file}` into a file of its own", entry.name)),
            _ => diagnostic
                .note("a library holds what several models share; a model describes one system")
                .help("move the library into a file of its own, and write `use \"FILE\"` in the model"),
        })
    }
}

/// Whether declarations of a kind appear in outputs by their ids.
fn is_listed(kind: Kind) -> bool {
    kind.namespace() == Namespace::Things && !matches!(kind, Kind::Adversary | Kind::Rule | Kind::Template)
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
