//! Another id for a declaration, in all files that name it: worked out first, compiled to see what it would do, and only
//! then handed back. Nothing is written here.
//!
//! May assume nothing about the model but that its text can be read. Must refuse whatever would change what another name
//! stands for.

use super::load::{Workspace, load};
use super::world::{World, normal};
use crate::diagnostics::{Diagnostic, Severity};
use crate::expand::expand;
use crate::resolve::{DeclarationId, Entry, Resolved, Scope, resolve};
use crate::schema::Namespace;
use crate::schema::words::{RESERVED, is_id};
use crate::text::{SourceMap, Span, closest};
use crate::typecheck::{Typed, typecheck};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The new texts of files, and in how many places they differ.
#[derive(Debug)]
pub struct Renamed {
    /// The id that was there.
    pub old: String,
    /// Each declaration's whole id before and after: several where the text is that of a template.
    pub ids: Vec<(String, String)>,
    /// What sort of name it is.
    pub namespace: Namespace,
    /// Files with their new content.
    pub files: BTreeMap<PathBuf, String>,
    /// How many places change.
    pub places: usize,
}

/// Works out what the files of the model at `path` are when `what` (an id, or `FILE:LINE` of its declaration) is called
/// `new`.
///
/// # Errors
/// Why it cannot be done, with a remedy.
pub fn rename(world: &dyn World, path: &Path, what: &str, new: &str) -> Result<Renamed, String> {
    if RESERVED.contains(&new) {
        return Err(format!("`{new}` has a meaning inside values, so it cannot be an id\n  help: choose another id"));
    }
    if !is_id(new) {
        return Err(format!(
            "`{new}` cannot be an id\n  help: use lower-case letters, digits and `_`, and begin with a letter"
        ));
    }
    let workspace = filled_in(world, path);
    let resolved = resolve(&workspace.units, &workspace.sources);
    let target = find(what, &resolved.scope, &workspace.sources)?;
    let targets = same_text(target, &resolved.scope, &workspace.sources);
    if let Some(place) = targets.iter().find_map(|(id, _)| taken(*id, new, &resolved.scope, &workspace.sources)) {
        return Err(format!("`{new}` is declared already, at `{place}`\n  help: choose another id"));
    }
    let typed = typecheck(&resolved, &workspace.units, &workspace.sources, &workspace.default_id, None);
    let renamed = edited(&workspace, &resolved.scope, &typed, &targets, new)?;
    let before = Outcome::new(&workspace, &resolved, &typed);
    let after = Outcome::of(&Overlay { world, files: &renamed.files }, path);
    before.stays(&after, &renamed.old, new)?;
    Ok(renamed)
}

fn filled_in(world: &dyn World, path: &Path) -> Workspace {
    let mut workspace = load(world, path);
    let diagnostics = expand(&mut workspace.units, &mut workspace.sources);
    workspace.diagnostics.extend(diagnostics);
    workspace
}

/// The declarations that one piece of text declares, with their whole ids: the one, or all that were made from a template
/// that holds it.
fn same_text<'s>(target: DeclarationId, scope: &'s Scope<'_>, sources: &SourceMap) -> Vec<(DeclarationId, &'s str)> {
    let real = sources.real(scope.entry(target).span);
    let same = scope.entries().filter(|(_, entry)| sources.real(entry.span) == real);
    same.map(|(id, entry)| (id, entry.name.as_str())).collect()
}

/// Where the new id stands already for something beside the declaration.
fn taken(target: DeclarationId, new: &str, scope: &Scope<'_>, sources: &SourceMap) -> Option<String> {
    let entry = scope.entry(target);
    let new = with_last(&entry.name, new);
    let is_same = |other: &Entry<'_>| {
        other.name == new && other.kind.namespace() == entry.kind.namespace() && other.unit == entry.unit
    };
    scope.entries().find(|(_, other)| is_same(other)).map(|(_, other)| sources.place(other.span))
}

/// A dotted name with another last part.
fn with_last(name: &str, new: &str) -> String {
    name.rsplit_once('.').map_or_else(|| new.to_owned(), |(around, _)| format!("{around}.{new}"))
}

fn find(what: &str, scope: &Scope<'_>, sources: &SourceMap) -> Result<DeclarationId, String> {
    if what.contains(':') {
        let what = what.strip_prefix("./").unwrap_or(what);
        let found = scope.entries().find(|(_, entry)| sources.place(entry.span) == what);
        return found.map(|(id, _)| id).ok_or_else(|| format!("no declaration stands at `{what}`"));
    }
    let own = |entry: &Entry<'_>| !scope.unit_name(entry.unit).starts_with("std.");
    let found: Vec<_> = scope.entries().filter(|(_, entry)| entry.name == what && own(entry)).collect();
    match found.as_slice() {
        [(id, _)] => Ok(*id),
        [] => {
            let names = scope.entries().filter(|(_, entry)| own(entry)).map(|(_, entry)| entry.name.as_str());
            let inside = scope
                .entries()
                .map(|(_, entry)| entry.name.as_str())
                .find(|name| name.rsplit_once('.').is_some_and(|(_, last)| last == what));
            let near = inside
                .or_else(|| closest(what, names))
                .map(|near| format!("\n  help: did you mean `{near}`?"))
                .unwrap_or_default();
            Err(format!("nothing in this model is called `{what}`{near}"))
        }
        several => {
            let places: Vec<String> =
                several.iter().map(|(_, entry)| format!("`{}`", sources.place(entry.span))).collect();
            Err(format!(
                "several declarations are called `{what}`\n  help: name one by its place: {}",
                places.join(", ")
            ))
        }
    }
}

/// The files in which the declarations are named, with the new id.
fn edited(
    workspace: &Workspace,
    scope: &Scope<'_>,
    typed: &Typed,
    targets: &[(DeclarationId, &str)],
    new: &str,
) -> Result<Renamed, String> {
    let sources = &workspace.sources;
    let declared = targets.iter().map(|(id, _)| scope.entry(*id));
    let old = declared.clone().next().map_or("", |entry| entry.name.rsplit('.').next().unwrap_or_default());
    let namespace = declared.clone().next().map_or(Namespace::Nothing, |entry| entry.kind.namespace());
    let mut edits: BTreeMap<Span, String> = declared.map(|entry| (sources.real(entry.span), new.to_owned())).collect();
    for reference in &typed.references {
        let entry = scope.entry(reference.to);
        let span = sources.real(reference.span);
        if entry.kind.namespace() == namespace
            && let Some(text) = renamed_in(sources.slice(span), &entry.name, targets, new, reference.to)
        {
            edits.insert(span, text);
        }
    }
    let ids = targets.iter().map(|(_, name)| ((*name).to_owned(), with_last(name, new))).collect();
    let mut renamed = Renamed { old: old.to_owned(), ids, namespace, files: BTreeMap::new(), places: edits.len() };
    let mut by_file: BTreeMap<u32, Vec<(Span, String)>> = BTreeMap::new();
    for (span, text) in edits {
        by_file.entry(span.file.0).or_default().push((span, text));
    }
    for (file, edits) in by_file {
        let Some(path) = &workspace.paths[file as usize] else {
            return Err(format!("`{old}` belongs to a standard library"));
        };
        renamed.files.insert(path.clone(), with_edits(sources, &edits));
    }
    Ok(renamed)
}

/// A name as it is written where it stands for `to`, whose whole id is `full`, with the new id in it: for itself, or for
/// a `make` that it lies in. What is written may lack the front of the whole id, or have a library's name before it.
fn renamed_in(
    written: &str,
    full: &str,
    targets: &[(DeclarationId, &str)],
    new: &str,
    to: DeclarationId,
) -> Option<String> {
    let mut parts: Vec<&str> = written.split('.').collect();
    let ends: Vec<usize> = full.match_indices('.').map(|(at, _)| at).chain([full.len()]).collect();
    let mut changed = false;
    for (part, end) in parts.iter_mut().rev().zip(ends.into_iter().rev()) {
        let is_whole = end == full.len();
        if targets.iter().any(|(id, name)| if is_whole { *id == to } else { *name == &full[..end] }) {
            *part = new;
            changed = true;
        }
    }
    changed.then(|| parts.join("."))
}

/// The text of a file with edits made, which are in order.
fn with_edits(sources: &SourceMap, edits: &[(Span, String)]) -> String {
    let text = edits.first().map_or("", |(span, _)| sources.file(span.file).text());
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for (span, new) in edits {
        out.push_str(&text[end..span.range().start]);
        out.push_str(new);
        end = span.range().end;
    }
    out.push_str(&text[end..]);
    out
}

/// What names stand for, in reading order, and the errors: what a new id may not change.
struct Outcome {
    references: Vec<(Span, DeclarationId)>,
    errors: Vec<String>,
}

impl Outcome {
    fn of(world: &dyn World, path: &Path) -> Outcome {
        let workspace = filled_in(world, path);
        let resolved = resolve(&workspace.units, &workspace.sources);
        let typed = typecheck(&resolved, &workspace.units, &workspace.sources, &workspace.default_id, None);
        Outcome::new(&workspace, &resolved, &typed)
    }

    fn new(workspace: &Workspace, resolved: &Resolved<'_>, typed: &Typed) -> Outcome {
        let mut references: Vec<_> = typed.references.iter().map(|reference| (reference.span, reference.to)).collect();
        references.sort();
        let all = workspace.diagnostics.iter().chain(&resolved.diagnostics).chain(&typed.diagnostics);
        let errors = all.filter(|diagnostic| diagnostic.severity() == Severity::Error);
        let errors = errors.map(|diagnostic: &Diagnostic| diagnostic.message.clone()).collect();
        Outcome { references, errors }
    }

    fn stays(&self, after: &Outcome, old: &str, new: &str) -> Result<(), String> {
        if let Some(error) = after.errors.iter().find(|error| !self.errors.contains(error)) {
            return Err(format!("`{old}` was not renamed: with `{new}` the model would have an error: {error}"));
        }
        let targets = |outcome: &Outcome| outcome.references.iter().map(|(_, to)| *to).collect::<Vec<_>>();
        // With one of two equal ids gone, what named it may stand for the other.
        if self.errors.len() == after.errors.len() && targets(self) != targets(after) {
            return Err(format!(
                "`{old}` was not renamed: names that stand for something else now would stand for `{new}`\n  help: choose another id"
            ));
        }
        Ok(())
    }
}

/// A world in which some files have other content.
struct Overlay<'w> {
    world: &'w dyn World,
    files: &'w BTreeMap<PathBuf, String>,
}

impl World for Overlay<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let changed = self.files.iter().find(|(file, _)| normal(file) == normal(path));
        changed.map_or_else(|| self.world.read(path), |(_, text)| Ok(text.clone().into_bytes()))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.world.list(folder)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.world.is_folder(path)
    }

    fn exists(&self, path: &Path) -> bool {
        self.world.exists(path)
    }

    fn canonical(&self, path: &Path) -> PathBuf {
        self.world.canonical(path)
    }
}
