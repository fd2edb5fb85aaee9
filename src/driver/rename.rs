//! Another id for a declaration, in all files that name it: worked out first, compiled to see what it would do, and only
//! then handed back. Nothing is written here.
//!
//! May assume nothing about the model but that its text can be read. Must refuse whatever would change what another name
//! stands for.

use super::load::{Workspace, load};
use super::world::{World, normal};
use crate::diagnostics::{Diagnostic, Severity};
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
    let workspace = load(world, path);
    let resolved = resolve(&workspace.units, &workspace.sources);
    let target = find(what, &resolved.scope, &workspace.sources)?;
    let entry = resolved.scope.entry(target);
    let taken = |(_, other): &(DeclarationId, &Entry<'_>)| {
        other.name == new && other.kind.namespace() == entry.kind.namespace() && other.unit == entry.unit
    };
    if let Some((_, other)) = resolved.scope.entries().find(taken) {
        let place = workspace.sources.place(other.span);
        return Err(format!("`{new}` is declared already, at `{place}`\n  help: choose another id"));
    }
    let typed = typecheck(&resolved, &workspace.units, &workspace.sources, &workspace.default_id, None);
    let renamed = edited(&workspace, &typed, target, entry, new)?;
    let before = Outcome::new(&workspace, &resolved, &typed);
    let after = Outcome::of(&Overlay { world, files: &renamed.files }, path);
    before.stays(&after, &renamed.old, new)?;
    Ok(renamed)
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
            let near = closest(what, names).map(|near| format!("\n  help: did you mean `{near}`?")).unwrap_or_default();
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

/// The files in which the declaration is named, with the new id.
fn edited(
    workspace: &Workspace,
    typed: &Typed,
    target: DeclarationId,
    entry: &Entry<'_>,
    new: &str,
) -> Result<Renamed, String> {
    let mut edits: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
    let named = typed.references.iter().filter(|reference| reference.to == target).map(|reference| reference.span);
    for span in named.chain([entry.span]) {
        edits.entry(span.file.0).or_default().push(span);
    }
    let mut renamed =
        Renamed { old: entry.name.to_string(), namespace: entry.kind.namespace(), files: BTreeMap::new(), places: 0 };
    for (file, mut spans) in edits {
        spans.sort();
        spans.dedup();
        renamed.places += spans.len();
        let Some(path) = &workspace.paths[file as usize] else {
            return Err(format!("`{}` belongs to a standard library", entry.name));
        };
        renamed.files.insert(path.clone(), with_new_id(&workspace.sources, &spans, &entry.name, new));
    }
    Ok(renamed)
}

/// The text of a file with the new id at the places. A place may hold a dotted name that ends in the id.
fn with_new_id(sources: &SourceMap, spans: &[Span], old: &str, new: &str) -> String {
    let text = sources.file(spans[0].file).text();
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for span in spans {
        let named = &text[span.range()];
        out.push_str(&text[end..span.range().start]);
        out.push_str(named.strip_suffix(old).unwrap_or_default());
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
        let workspace = load(world, path);
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
