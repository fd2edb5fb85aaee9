//! Rules and assertions that levels may be set for, by id: those of the model at hand, and those of its neighbours.

use crate::diagnostics::means;
use crate::driver::load::{is_source, library_of};
use crate::driver::uses::standard_of;
use crate::driver::world::World;
use crate::library;
use crate::resolve::{Entry, Scope};
use crate::schema::Kind;
use crate::syntax::{Declaration, File, Member, parse};
use crate::text::FileId;
use ecow::EcoString;
use std::collections::BTreeSet;
use std::path::Path;

/// How deep folders are looked into.
const DEEPEST: usize = 24;
/// The name of a model among those of libraries.
const MODEL: &str = "model";

/// Whether the declaration finds something.
pub(super) fn is_finder(entry: &Entry<'_>) -> bool {
    matches!(entry.kind, Kind::Rule | Kind::Assert)
}

/// The declarations that a name may stand for: `phi_in_clear`, `healthcare.phi_in_clear`; of what a template made, `kept`
/// and `one.kept`.
pub(super) fn named<'s, 'a>(scope: &'s Scope<'a>, name: &str) -> Vec<&'s Entry<'a>> {
    let entries = scope.entries().map(|(_, entry)| entry);
    entries.filter(|entry| means(name, &format!("{}.{}", scope.unit_name(entry.unit), entry.name))).collect()
}

/// The name that it raises diagnostics under: its id, with the library's name before it where another rule has the same.
pub(super) fn raised_name(scope: &Scope<'_>, entry: &Entry<'_>) -> EcoString {
    let same = |other: &Entry<'_>| other.kind == Kind::Rule && other.name == entry.name;
    match entry.kind == Kind::Rule && scope.entries().filter(|(_, other)| same(other)).count() > 1 {
        true => format!("{}.{}", scope.unit_name(entry.unit), entry.name).into(),
        false => entry.name.clone(),
    }
}

/// Rules and assertions that are declared somewhere: a workspace file speaks of all its models, and each of them is
/// checked alone.
#[derive(Debug, Default)]
pub(super) struct Declared {
    /// The library, or [`MODEL`], with the id.
    finders: BTreeSet<(EcoString, EcoString)>,
    in_templates: BTreeSet<EcoString>,
    makes: BTreeSet<EcoString>,
    /// Standard libraries in use.
    standard: BTreeSet<&'static str>,
}

impl Declared {
    /// Those below a folder.
    pub fn below(world: &dyn World, folder: &Path) -> Declared {
        let mut declared = Declared::default();
        declared.folder(world, folder, DEEPEST);
        for name in declared.standard.clone() {
            declared.standard(name);
        }
        declared
    }

    /// Adds those of a standard library.
    pub fn standard(&mut self, name: &str) {
        if let Some(standard) = library::standard(name) {
            self.file(&parse(FileId::default(), standard.source).file);
        }
    }

    /// Whether any has this name.
    pub fn has(&self, name: &str) -> bool {
        let Some((unit, id)) = name.rsplit_once('.') else {
            return self.in_templates.contains(name) || self.finders.iter().any(|(_, id)| id == name);
        };
        let unit = unit.strip_prefix("std.").unwrap_or(unit);
        let made = unit.rsplit('.').next().is_some_and(|make| self.makes.contains(make));
        self.finders.contains(&(unit.into(), id.into())) || made && self.in_templates.contains(id)
    }

    fn folder(&mut self, world: &dyn World, folder: &Path, deeper: usize) {
        let real = world.canonical(folder);
        for path in world.list(folder).unwrap_or_default() {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if !world.is_folder(&path) {
                if let Some(bytes) = is_source(&path).then(|| world.read(&path).ok()).flatten() {
                    self.file(&parse(FileId::default(), &String::from_utf8_lossy(&bytes)).file);
                }
                continue;
            }
            // Links may lead in circles.
            let linked = world.canonical(&path) != real.join(name);
            let passed_over = name.starts_with('.') || matches!(name, "target" | "node_modules");
            if deeper > 0 && !linked && !passed_over {
                self.folder(world, &path, deeper - 1);
            }
        }
    }

    fn file(&mut self, tree: &File) {
        let unit = library_of(tree).unwrap_or(MODEL.into());
        self.members(&tree.members, &unit, false);
    }

    fn members(&mut self, members: &[Member], unit: &EcoString, in_template: bool) {
        for member in members {
            if let Member::Declaration(declaration) = member {
                self.declaration(declaration, unit, in_template);
            }
        }
    }

    fn declaration(&mut self, declaration: &Declaration, unit: &EcoString, in_template: bool) {
        let kind = Kind::from_word(&declaration.keyword.text);
        let id = declaration.id.iter().map(|id| id.text.clone());
        match kind {
            Some(Kind::Rule | Kind::Assert) if in_template => self.in_templates.extend(id),
            Some(Kind::Rule | Kind::Assert) => self.finders.extend(id.map(|id| (unit.clone(), id))),
            Some(Kind::Make) => self.makes.extend(id),
            Some(Kind::Use) => self.standard.extend(standard_of(declaration).map(|standard| standard.name)),
            _ => {}
        }
        self.members(declaration.members(), unit, in_template || kind == Some(Kind::Template));
    }
}
