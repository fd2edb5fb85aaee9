//! The table of all declarations of a compilation, and look-ups in it.

use crate::schema::{Kind, Namespace};
use crate::syntax::{Declaration, File};
use crate::text::{FileId, Span};
use ecow::EcoString;
use std::collections::{BTreeSet, HashMap};

/// Index of the model among the units.
pub(super) const MODEL: usize = 0;

/// Number of a declaration within its [`Scope`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeclarationId(pub u32);

/// A file that belongs to a unit.
#[derive(Debug, Clone)]
pub struct UnitFile {
    /// Its number.
    pub file: FileId,
    /// What it says.
    pub tree: File,
}

/// The model, or one library, with its files.
#[derive(Debug, Clone)]
pub struct SourceUnit {
    /// The name by which its declarations are told apart; `std.web` for a standard library.
    pub name: EcoString,
    /// Whether it is a library.
    pub library: bool,
    /// Its files in reading order.
    pub files: Vec<UnitFile>,
    /// Indices of the units that it uses, and of those that every unit has.
    pub uses: Vec<usize>,
    /// Whether a library that it uses could not be read, which has been reported.
    pub lacks_library: bool,
}

/// A declaration with an id.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub name: EcoString,
    /// Place of the id.
    pub span: Span,
    /// Title, or the id where there is none.
    pub title: EcoString,
    /// Index of the unit that it belongs to.
    pub unit: usize,
    /// The declaration around it.
    pub parent: Option<DeclarationId>,
    /// The tree.
    pub declaration: &'a Declaration,
}

/// All declarations of a compilation.
#[derive(Debug, Default)]
pub struct Scope<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    pub(super) by_name: HashMap<(Namespace, EcoString), Vec<DeclarationId>>,
    pub(super) unit_names: Vec<(EcoString, bool)>,
    /// For each unit those that it uses, and what these use.
    pub(super) within_reach: Vec<BTreeSet<usize>>,
    /// The unit of each file.
    pub(super) unit_files: HashMap<FileId, usize>,
    /// Ids of declarations whose kind is not known.
    pub(super) of_unknown_kind: BTreeSet<EcoString>,
    /// Whether a library is missing, so that nobody can tell which words it would have declared.
    pub(super) lacks_library: bool,
}

/// What a look-up found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// One declaration.
    One(DeclarationId),
    /// The name is declared in several libraries.
    Several(Vec<DeclarationId>),
    /// Nothing.
    Nothing,
}

/// Names resolved: the table, and which declarations stand for parts of the model.
#[derive(Debug)]
pub struct Resolved<'a> {
    /// The table.
    pub scope: Scope<'a>,
    /// What went wrong on the way.
    pub diagnostics: Vec<crate::diagnostics::Diagnostic>,
}

impl<'a> Scope<'a> {
    /// The entry of a declaration.
    pub fn entry(&self, id: DeclarationId) -> &Entry<'a> {
        &self.entries[id.0 as usize]
    }

    /// All entries in declaration order.
    pub fn entries(&self) -> impl Iterator<Item = (DeclarationId, &Entry<'a>)> {
        self.entries.iter().enumerate().map(|(index, entry)| (DeclarationId(index as u32), entry))
    }

    /// Name of a unit.
    pub fn unit_name(&self, unit: usize) -> &str {
        &self.unit_names[unit].0
    }

    /// Whether a unit is a library.
    pub fn is_library(&self, unit: usize) -> bool {
        self.unit_names[unit].1
    }

    /// Looks a name up in one namespace, as seen from a unit: its own declarations come first. A library goes on with
    /// those of the libraries that it uses, then with those of all others, and comes to the model's last, so that no model
    /// can give a library's words another meaning. `unit.name` picks one library.
    pub fn find(&self, namespace: Namespace, name: &str, from: usize) -> Found {
        if let Some((unit, name)) = name.rsplit_once('.') {
            let made = self.made(namespace, &format!("{unit}.{name}"));
            return made.map_or_else(|| self.find_qualified(namespace, unit, name), Found::One);
        }
        let Some(candidates) = self.by_name.get(&(namespace, EcoString::from(name))) else { return Found::Nothing };
        let used = self.within_reach.get(from);
        let near = |unit: usize| used.is_some_and(|used| used.contains(&unit));
        let circles: [&dyn Fn(usize) -> bool; 4] =
            [&|unit| unit == from, &|unit| near(unit), &|unit| unit != MODEL, &|unit| unit == MODEL];
        let found = circles.iter().map(|circle| self.among(candidates, circle));
        found.into_iter().find(|found| *found != Found::Nothing).unwrap_or(Found::Nothing)
    }

    /// The candidates of some units: one for each unit, for a double declaration in one has been reported.
    fn among(&self, candidates: &[DeclarationId], circle: &dyn Fn(usize) -> bool) -> Found {
        let mut seen = Vec::new();
        let mut distinct: Vec<DeclarationId> = Vec::new();
        for id in candidates {
            let unit = self.entry(*id).unit;
            if circle(unit) && !seen.contains(&unit) {
                seen.push(unit);
                distinct.push(*id);
            }
        }
        match distinct.as_slice() {
            [] => Found::Nothing,
            [only] => Found::One(*only),
            _ => Found::Several(distinct),
        }
    }

    /// As [`Scope::find`], for text in the namespace `within`: what that declares comes first.
    pub fn find_within(&self, namespace: Namespace, name: &str, from: usize, within: &str) -> Found {
        if !within.is_empty()
            && let Some(own) = self.made(namespace, &format!("{within}.{name}"))
        {
            return Found::One(own);
        }
        self.find(namespace, name, from)
    }

    /// What has this whole dotted name because a `make` made it.
    fn made(&self, namespace: Namespace, name: &str) -> Option<DeclarationId> {
        self.by_name.get(&(namespace, EcoString::from(name)))?.first().copied()
    }

    /// The unit that a file belongs to.
    pub fn unit_of(&self, file: FileId) -> Option<usize> {
        self.unit_files.get(&file).copied()
    }

    fn find_qualified(&self, namespace: Namespace, unit: &str, name: &str) -> Found {
        let Some(candidates) = self.by_name.get(&(namespace, EcoString::from(name))) else { return Found::Nothing };
        let matches = |id: &&DeclarationId| {
            let unit_name = self.unit_name(self.entry(**id).unit);
            unit_name == unit || unit_name.strip_prefix("std.") == Some(unit)
        };
        candidates.iter().find(matches).map_or(Found::Nothing, |id| Found::One(*id))
    }

    /// Whether a name that is not found may be declared after all: by something whose kind is not known, or by a
    /// library that could not be read. Both have been reported, so the name is not.
    pub fn may_be_declared(&self, name: &str, kinds: &[Kind]) -> bool {
        let from_library = |kind: &Kind| {
            matches!(kind.namespace(), Namespace::Words(_))
                || matches!(kind, Kind::Adversary | Kind::Rule | Kind::Template | Kind::Objective)
        };
        self.of_unknown_kind.contains(name) || (self.lacks_library && kinds.iter().all(from_library))
    }

    /// All names of these kinds, in declaration order.
    pub fn names_of<'s>(&'s self, kinds: &'s [Kind]) -> impl Iterator<Item = &'s str> {
        self.entries.iter().filter(|entry| kinds.contains(&entry.kind)).map(|entry| entry.name.as_str())
    }

    /// How many names of a kind each unit declares, in unit order.
    pub fn count_by_unit(&self, kinds: &[Kind]) -> Vec<(&str, usize)> {
        let mut counts = vec![0; self.unit_names.len()];
        for entry in self.entries.iter().filter(|entry| kinds.contains(&entry.kind)) {
            counts[entry.unit] += 1;
        }
        let named = self.unit_names.iter().map(|(name, _)| name.as_str()).zip(counts);
        named.filter(|(_, count)| *count > 0).collect()
    }
}
