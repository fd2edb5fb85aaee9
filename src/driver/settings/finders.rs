//! Rules and assertions that levels may be set for, by id: those of the model at hand, and those of its neighbours.

use crate::driver::load::is_source;
use crate::driver::world::World;
use crate::resolve::{Entry, Scope};
use crate::schema::Kind;
use std::path::Path;

/// How deep folders are looked into.
const DEEPEST: usize = 24;

/// Whether the declaration finds something.
pub(super) fn is_finder(entry: &Entry<'_>) -> bool {
    matches!(entry.kind, Kind::Rule | Kind::Assert)
}

/// The declarations that a name may stand for: `phi_in_clear`, `healthcare.phi_in_clear`.
pub(super) fn named<'s, 'a>(scope: &'s Scope<'a>, name: &str) -> Vec<&'s Entry<'a>> {
    let (unit, id) = name.rsplit_once('.').map_or((None, name), |(unit, id)| (Some(unit), id));
    let of_unit = |entry: &Entry<'_>| {
        let own = scope.unit_name(entry.unit);
        unit.is_none_or(|unit| own == unit || own.strip_prefix("std.") == Some(unit))
    };
    scope.entries().map(|(_, entry)| entry).filter(|entry| entry.name == id && of_unit(entry)).collect()
}

/// Whether another model or library below the folder has a rule or an assertion of that name. A workspace file speaks of
/// all its models, and each of them is checked alone.
pub(super) fn is_declared_below(world: &dyn World, folder: &Path, name: &str) -> bool {
    let id = name.rsplit_once('.').map_or(name, |(_, id)| id);
    below(world, folder, id, DEEPEST)
}

fn below(world: &dyn World, folder: &Path, id: &str, deeper: usize) -> bool {
    let real = world.canonical(folder);
    world.list(folder).unwrap_or_default().iter().any(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if !world.is_folder(path) {
            return is_source(path)
                && world.read(path).is_ok_and(|bytes| declares(&String::from_utf8_lossy(&bytes), id));
        }
        // Links may lead in circles.
        let linked = world.canonical(path) != real.join(name);
        let passed_over = name.starts_with('.') || matches!(name, "target" | "node_modules");
        deeper > 0 && !linked && !passed_over && below(world, path, id, deeper - 1)
    })
}

/// Whether a text seems to declare it; only its first words are looked at.
fn declares(text: &str, id: &str) -> bool {
    text.lines().any(|line| {
        let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        matches!(words.next(), Some("rule" | "assert")) && words.next() == Some(id)
    })
}
