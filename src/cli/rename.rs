//! `caveat rename`: another id, wherever it is named.

use super::terminal::Terminal;
use super::{FAILURE, SUCCESS};
use crate::driver::{Disk, World, load, write_if_changed};
use crate::resolve::{DeclarationId, Scope, resolve};
use crate::text::{SourceMap, Span, closest};
use crate::typecheck::typecheck;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Give a declaration another id, in all files of the model that name it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The id, or FILE:LINE of the declaration where two have the same id.
    what: String,
    /// The new id.
    new: String,
    /// Folder of the model, or a single file.
    #[arg(default_value = ".")]
    path: PathBuf,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> u8 {
    match rename(arguments) {
        Ok(message) => {
            terminal.print(&message);
            SUCCESS
        }
        Err(message) => {
            terminal.error(&format!("error: {message}\n"));
            FAILURE
        }
    }
}

fn rename(arguments: &Arguments) -> Result<String, String> {
    let new = arguments.new.as_str();
    let legal = new.starts_with(|c: char| c.is_ascii_lowercase())
        && new.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !legal || crate::schema::words::RESERVED.contains(&new) {
        return Err(format!(
            "`{new}` cannot be an id\n  help: use lower-case letters, digits and `_`, and begin with a letter"
        ));
    }
    let workspace = load(&Disk, &path_of(arguments));
    let resolved = resolve(&workspace.units, &workspace.sources);
    let target = find(&arguments.what, &resolved.scope, &workspace.sources)?;
    let entry = resolved.scope.entry(target);
    if resolved.scope.entries().any(|(_, other)| {
        other.name == new && other.kind.namespace() == entry.kind.namespace() && other.unit == entry.unit
    }) {
        return Err(format!("`{new}` is declared already\n  help: choose another id"));
    }
    let typed = typecheck(&resolved, &workspace.units, &workspace.sources, &workspace.default_id);
    let mut edits: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
    let named = typed.references.iter().filter(|reference| reference.to == target).map(|reference| reference.span);
    for span in named.chain([entry.span]) {
        edits.entry(span.file.0).or_default().push(span);
    }
    let mut places = 0;
    for (file, mut spans) in edits {
        spans.sort();
        spans.dedup();
        places += spans.len();
        let Some(path) = &workspace.paths[file as usize] else {
            return Err(format!("`{}` belongs to a standard library", entry.name));
        };
        let text = edited(&workspace.sources, &spans, &entry.name, new);
        // The text on disk may begin with a byte order mark, which is dropped here.
        Disk.read(path)
            .and_then(|_| write_if_changed(path, text.as_bytes()))
            .map_err(|error| format!("cannot write `{}`: {error}", path.display()))?;
    }
    Ok(format!("renamed `{}` to `{new}` in {places} places\n", entry.name))
}

/// The model that FILE:LINE lies in, where that is how the declaration is named.
fn path_of(arguments: &Arguments) -> PathBuf {
    match arguments.what.rsplit_once(':') {
        Some((file, _)) if arguments.path.as_os_str() == "." => {
            let folder = PathBuf::from(file).parent().map(PathBuf::from).unwrap_or_default();
            if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder }
        }
        _ => arguments.path.clone(),
    }
}

fn find(what: &str, scope: &Scope<'_>, sources: &SourceMap) -> Result<DeclarationId, String> {
    if what.contains(':') {
        let found = scope.entries().find(|(_, entry)| sources.place(entry.span) == what);
        return found.map(|(id, _)| id).ok_or_else(|| format!("no declaration stands at `{what}`"));
    }
    let found: Vec<_> = scope
        .entries()
        .filter(|(_, entry)| entry.name == what && !scope.unit_name(entry.unit).starts_with("std."))
        .collect();
    match found.as_slice() {
        [(id, _)] => Ok(*id),
        [] => {
            let names = scope.entries().map(|(_, entry)| entry.name.as_str());
            let near = closest(what, names).map(|near| format!("\n  help: did you mean `{near}`?")).unwrap_or_default();
            Err(format!("nothing is called `{what}`{near}"))
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

/// The text of a file with the new id at the places. A place may hold a dotted name that ends in the id.
fn edited(sources: &SourceMap, spans: &[Span], old: &str, new: &str) -> String {
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
