//! What a model and its libraries use: `use std.web`, `use "lib/own.caveat"`.

use super::codes;
use super::load::{Loader, Origin, is_source, library_of, shorten, show};
use crate::analysis::find_cycle;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::library;
use crate::resolve::{SourceUnit, UnitFile};
use crate::syntax::{Declaration, Member, ValueKind};
use crate::text::{FileId, Span, closest, one_line};
use ecow::EcoString;
use std::path::Path;

impl Loader<'_> {
    /// Loads what a unit uses.
    pub fn uses(&mut self, unit: usize) {
        let mut wanted = Vec::new();
        for file in &self.workspace.units[unit].files {
            let declarations = file.tree.members.iter().filter_map(|member| match member {
                Member::Declaration(declaration) if declaration.keyword.text == "use" => Some(&**declaration),
                _ => None,
            });
            wanted.extend(declarations.map(|declaration| (file.file, target_of(declaration))));
        }
        for (file, (target, span)) in wanted {
            match target {
                Target::Standard(name) => self.use_standard(&name, unit, span),
                Target::Path(path) => {
                    let root = self.roots[unit].clone();
                    self.use_path(&path, file, unit, span, &root);
                }
                Target::Word(word) => self.use_word(&word, unit, span),
                Target::Unclear => {
                    let diagnostic = Diagnostic::new(&codes::UNKNOWN_LIBRARY, "`use` names a library")
                        .at(span, "which one?")
                        .help("write `use std.web`, or `use \"lib/own.caveat\"`");
                    self.lacks(unit, diagnostic);
                }
            }
        }
    }

    /// Reports a library that does not come in, and remembers that words may be missing.
    pub fn lacks(&mut self, unit: usize, diagnostic: Diagnostic) {
        self.workspace.units[unit].lacks_library = true;
        self.workspace.diagnostics.push(diagnostic);
    }

    fn use_standard(&mut self, name: &str, unit: usize, span: Span) {
        if let Some(standard) = library::standard(name) {
            return self.standard(standard, unit, Some(span));
        }
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_LIBRARY, format!("there is no library `std.{name}`"))
            .at(span, "not among the standard libraries")
            .note(format!("they are {}", standard_names()));
        let near = closest(name, library::STANDARD.iter().map(|library| library.name));
        let diagnostic = match near {
            Some(near) => diagnostic.fix(
                format!("did you mean `std.{near}`?"),
                Applicability::NeedsLook,
                span,
                format!("std.{near}"),
            ),
            None => diagnostic.help("a library of your own is named by its path: `use \"lib/own.caveat\"`"),
        };
        self.lacks(unit, diagnostic);
    }

    /// `use stride`
    fn use_word(&mut self, word: &str, unit: usize, span: Span) {
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_LIBRARY, format!("`{word}` alone names no library"))
            .at(span, "a standard library begins with `std.`, and one of your own is a path in quotes")
            .note(format!("the standard libraries are {}", standard_names()));
        let known = library::standard(word).map(|library| library.name);
        let near = known.or_else(|| closest(word, library::STANDARD.iter().map(|library| library.name)));
        let diagnostic = match near {
            Some(near) => {
                diagnostic.fix(format!("write `use std.{near}`"), Applicability::NeedsLook, span, format!("std.{near}"))
            }
            None if word == "std" => diagnostic.help("name one of them: `use std.web`"),
            None => diagnostic.help(format!("write `use \"lib/{word}.caveat\"`, if that is where it lies")),
        };
        self.lacks(unit, diagnostic);
    }

    pub fn standard(&mut self, standard: &'static library::Standard, unit: usize, span: Option<Span>) {
        let origin = Origin::Standard(standard.name);
        let loaded = self.origins.iter().position(|known| *known == origin);
        let target = loaded.unwrap_or_else(|| {
            let (file, tree) = self.parse(format!("std/{}.caveat", standard.name), standard.source.to_owned(), None);
            let name: EcoString = format!("std.{}", standard.name).into();
            self.add_unit(
                SourceUnit {
                    name,
                    library: true,
                    files: vec![UnitFile { file, tree }],
                    uses: Vec::new(),
                    lacks_library: false,
                },
                origin,
            )
        });
        if let Some(span) = span {
            self.edges.push((unit, target, span));
        }
    }

    /// Loads a library of its own; what that uses stays below the root as well.
    pub fn use_path(&mut self, target: &str, from: FileId, unit: usize, span: Span, root: &Path) {
        let writing = self.writing(from);
        if let Some(diagnostic) = forbidden(target, span, writing) {
            return self.lacks(unit, diagnostic);
        }
        let folder = self.path_of(from).parent().unwrap_or(Path::new(""));
        let path = shorten(&folder.join(target));
        let canonical = self.world.canonical(&path);
        if !canonical.starts_with(root) || canonical.starts_with("..") {
            let from_policy = self.is_below_policy(unit, from);
            return self.lacks(unit, leads_out(span, from_policy));
        }
        if self.own.contains(&canonical) && self.at_hand_is_library && unit != 0 {
            // A library of the policy uses the one at hand, whose words are there already.
            return;
        }
        if self.own.contains(&canonical) {
            return self.uses_itself(&path, from, span);
        }
        let origin = Origin::File(canonical);
        if let Some(loaded) = self.origins.iter().position(|known| *known == origin) {
            self.edges.push((unit, loaded, span));
            return;
        }
        if !self.world.exists(&path)
            && let Some(diagnostic) = self.misspelt(target, &path, span, writing)
        {
            return self.lacks(unit, diagnostic);
        }
        let Some((file, tree)) = self.read(&path, Some(span)) else {
            self.workspace.units[unit].lacks_library = true;
            return;
        };
        let Some(name) = library_of(&tree) else {
            let diagnostic = Diagnostic::new(&codes::NOT_A_LIBRARY, format!("`{}` is no library", show(&path)))
                .at(span, "used here")
                .note("only files that declare a `library` come in by `use`; those of the model's own folder belong together without it")
                .help("begin the file with `library name \"Title\"`, or move it into the model's folder");
            return self.lacks(unit, diagnostic);
        };
        let files = vec![UnitFile { file, tree }];
        let loaded =
            self.add_unit(SourceUnit { name, library: true, files, uses: Vec::new(), lacks_library: false }, origin);
        self.roots[loaded] = root.to_owned();
        self.edges.push((unit, loaded, span));
    }

    /// Whether a unit came in by the policy alone, which may lie anywhere.
    fn is_below_policy(&self, unit: usize, from: FileId) -> bool {
        self.workspace.settings.is_policy(from) || unit != 0 && self.roots[unit] != self.workspace.root
    }

    /// How a library is named in a file: by `use` in a model, in a list in a settings file.
    fn writing(&self, file: FileId) -> Writing {
        if is_source(self.path_of(file)) { Writing::Use } else { Writing::List }
    }

    /// `use` of a file that is part of the model anyway.
    fn uses_itself(&mut self, path: &Path, from: FileId, span: Span) {
        let message = format!("`{}` belongs to the model already", show(path));
        let diagnostic = Diagnostic::new(&codes::NOT_A_LIBRARY, message).at(span, "no library");
        let diagnostic = match self.writing(from) {
            Writing::List => diagnostic.help("leave it out of the list: files of one folder belong together"),
            Writing::Use => {
                // The whole line goes, so that none is left empty.
                let text = self.workspace.sources.file(from).text();
                let start = text[..span.range().start].rfind('\n').map_or(0, |at| at + 1);
                let end =
                    text[span.range().end..].find('\n').map_or(text.len(), |length| span.range().end + length + 1);
                let advice = "remove this `use`: files of one folder belong together";
                diagnostic.fix(advice, Applicability::NeedsLook, Span::new(from, start, end), "")
            }
        };
        self.workspace.diagnostics.push(diagnostic);
    }

    /// A path that is nearly right: the ending is missing, or a standard library stands in quotes.
    fn misspelt(&self, target: &str, path: &Path, span: Span, writing: Writing) -> Option<Diagnostic> {
        let (message, better) = match target.strip_prefix("std.").and_then(library::standard) {
            Some(standard) => ("a standard library has no quotes", format!("std.{}", standard.name)),
            None if path.extension().is_none() && self.world.exists(&path.with_extension("caveat")) => {
                ("there is no such file", format!("\"{target}.caveat\""))
            }
            None => return None,
        };
        let message = format!("cannot read `{}`: {message}", show(path));
        let advice = format!("write `{}`", writing.of(&one_line(&better, 90)));
        let diagnostic = Diagnostic::new(&codes::UNREADABLE_FILE, message).at(span, "used here");
        Some(diagnostic.fix(advice, Applicability::NeedsLook, span, better))
    }

    pub fn report_cycle(&mut self) {
        // A policy's list is no `use` of a library that is checked by itself.
        let written = self.edges.iter().filter(|(_, _, span)| !self.workspace.settings.is_policy(span.file));
        let edges: Vec<(usize, usize)> = written.map(|(from, to, _)| (*from, *to)).collect();
        let Some(cycle) = find_cycle(self.workspace.units.len(), &edges) else { return };
        let name = |unit: usize| self.workspace.units[unit].name.to_string();
        let mut names: Vec<String> = cycle.iter().map(|unit| name(*unit)).collect();
        names.extend(cycle.first().map(|unit| name(*unit)));
        let message = match cycle.len() {
            1 => "a library uses itself".to_owned(),
            _ => format!("libraries use each other in a circle: {}", names.join(" → ")),
        };
        let mut diagnostic = Diagnostic::new(&codes::USE_CYCLE, message);
        for (index, unit) in cycle.iter().enumerate() {
            let next = cycle[(index + 1) % cycle.len()];
            if let Some((_, _, span)) = self.edges.iter().find(|(from, to, _)| from == unit && *to == next) {
                let message = format!("`{}` uses `{}`", name(*unit), name(next));
                diagnostic = if index == 0 { diagnostic.at(*span, message) } else { diagnostic.also(*span, message) };
            }
        }
        let advice = match cycle.len() {
            1 => "remove this `use`: a library knows its own words",
            _ => "move what both need into a library of its own",
        };
        self.workspace.diagnostics.push(diagnostic.help(advice));
    }
}

/// How libraries are named.
#[derive(Debug, Clone, Copy)]
enum Writing {
    Use,
    List,
}

impl Writing {
    fn of(self, library: &str) -> String {
        match self {
            Writing::Use => format!("use {library}"),
            Writing::List => format!("use = [{library}]"),
        }
    }
}

enum Target {
    Standard(String),
    Path(String),
    Word(String),
    Unclear,
}

fn target_of(declaration: &Declaration) -> (Target, Span) {
    if let Some(value) = &declaration.title
        && let ValueKind::Text(path) = &value.kind
    {
        return (Target::Path(path.to_string()), value.span);
    }
    if let Some(value) = &declaration.subject
        && let ValueKind::Path(names) = &value.kind
        && let [first, second] = names.as_slice()
        && first.text == "std"
    {
        return (Target::Standard(second.text.to_string()), value.span);
    }
    match &declaration.id {
        Some(id) => (Target::Word(id.text.to_string()), id.span),
        None => (Target::Unclear, declaration.name_span()),
    }
}

/// The standard library that a `use` brings in.
pub(super) fn standard_of(declaration: &Declaration) -> Option<&'static library::Standard> {
    match target_of(declaration).0 {
        Target::Standard(name) => library::standard(&name),
        _ => None,
    }
}

pub(super) fn standard_names() -> String {
    let names: Vec<String> = library::STANDARD.iter().map(|library| format!("`std.{}`", library.name)).collect();
    names.join(", ")
}

fn leads_out(span: Span, from_policy: bool) -> Diagnostic {
    if from_policy {
        return Diagnostic::new(&codes::OUTSIDE_WORKSPACE, "this library lies too far from the policy's")
            .at(span, "the path leads out")
            .note("what a library of a policy uses lies in its folder, or below the nearest folder above it with a `.git` or a `caveat.toml`")
            .help("copy the library there, or list it below `[libraries]` of the policy, which may name any path");
    }
    Diagnostic::new(&codes::OUTSIDE_WORKSPACE, "this library lies outside the workspace")
        .at(span, "the path leads out")
        .note("the workspace is the nearest folder above the model with a `.git` or a `caveat.toml`, else the model's folder")
        .help("copy the library into the workspace")
}

/// Reports a path that cannot be used wherever it leads.
fn forbidden(target: &str, span: Span, writing: Writing) -> Option<Diagnostic> {
    let example = writing.of("\"lib/own.caveat\"");
    if target.contains("://") {
        let diagnostic = Diagnostic::new(&codes::OUTSIDE_WORKSPACE, "this library lies outside the workspace");
        return Some(
            diagnostic
                .at(span, "nothing is ever fetched from the network")
                .note("a model must mean the same on every machine and on every day")
                .help(format!("copy the library into the repository and write its path: `{example}`")),
        );
    }
    if target.starts_with(['/', '\\']) || target.get(1..2) == Some(":") {
        let diagnostic = Diagnostic::new(&codes::OUTSIDE_WORKSPACE, "this path begins at the root of the disk");
        return Some(
            diagnostic
                .at(span, "the path is absolute, and would mean nothing on another machine")
                .help(format!("write a path relative to this file, within the repository: `{example}`")),
        );
    }
    if !target.contains('\\') {
        return None;
    }
    let better: Vec<&str> = target.split('\\').filter(|part| !part.is_empty()).collect();
    let better = better.join("/");
    let diagnostic = Diagnostic::new(&codes::OUTSIDE_WORKSPACE, "folders are separated by `/`")
        .at(span, "a path with `\\` means something on Windows only")
        .fix(format!("write `\"{}\"`", one_line(&better, 90)), Applicability::Safe, span, format!("\"{better}\""));
    Some(diagnostic)
}
