//! Finds and reads the files of a model and of the libraries that it uses.

use super::codes;
use super::world::{World, normal};
use crate::analysis::find_cycle;
use crate::diagnostics::Diagnostic;
use crate::library;
use crate::resolve::{SourceUnit, UnitFile};
use crate::schema::Kind;
use crate::syntax::{Declaration, File, Member, ValueKind, parse};
use crate::text::{FileId, SourceFile, SourceMap, Span, closest, one_line};
use ecow::EcoString;
use std::path::{Path, PathBuf};

/// All sources of a compilation, read and parsed.
#[derive(Debug, Default)]
pub struct Workspace {
    /// The texts.
    pub sources: SourceMap,
    /// The model first, then the libraries in the order of their use.
    pub units: Vec<SourceUnit>,
    /// Where each file was read from; `None` for standard libraries.
    pub paths: Vec<Option<PathBuf>>,
    /// Problems with files, and syntax errors.
    pub diagnostics: Vec<Diagnostic>,
    /// The model's folder.
    pub folder: PathBuf,
    /// The folder that no `use` may leave.
    pub root: PathBuf,
    /// Name of the model where it declares none.
    pub default_id: String,
}

/// Reads the model at `path`: a folder, or a single file.
pub fn load(world: &dyn World, path: &Path) -> Workspace {
    let mut loader = Loader { world, workspace: Workspace::default(), edges: Vec::new(), origins: Vec::new() };
    loader.run(path);
    loader.workspace
}

struct Loader<'w> {
    world: &'w dyn World,
    workspace: Workspace,
    /// Which unit uses which, and where it says so.
    edges: Vec<(usize, usize, Span)>,
    /// For each unit what it was loaded from.
    origins: Vec<Origin>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Origin {
    Model,
    Standard(&'static str),
    File(PathBuf),
}

impl Loader<'_> {
    fn run(&mut self, path: &Path) {
        let path = shorten(path);
        let is_folder = self.world.is_folder(&path);
        self.workspace.folder =
            if is_folder { path.clone() } else { path.parent().unwrap_or(Path::new("")).to_owned() };
        self.workspace.root = self.find_root();
        self.workspace.default_id = self.default_id(&path);
        let files = if is_folder { self.files_of(&path) } else { vec![path.clone()] };
        let mut unit = SourceUnit { name: "model".into(), library: false, files: Vec::new() };
        for file in &files {
            let Some((id, tree)) = self.read(file, None) else { continue };
            // A library beside the model joins it by `use` only.
            if !(is_folder && library_of(&tree).is_some()) {
                unit.files.push(UnitFile { file: id, tree });
            } else {
                self.workspace.diagnostics.retain(|d| d.primary_span().is_none_or(|span| span.file != id));
            }
        }
        if unit.files.is_empty() && self.workspace.diagnostics.is_empty() {
            self.no_model(&path);
        }
        self.add_unit(unit, Origin::Model);
        for standard in library::STANDARD.iter().filter(|library| library.always) {
            self.standard(standard, 0, None);
        }
        let mut next = 0;
        while next < self.workspace.units.len() {
            self.uses(next);
            next += 1;
        }
        self.report_cycle();
    }

    fn add_unit(&mut self, unit: SourceUnit, origin: Origin) -> usize {
        self.workspace.units.push(unit);
        self.origins.push(origin);
        self.workspace.units.len() - 1
    }

    /// The nearest folder above the model that holds a repository or a workspace file; else the model's own.
    fn find_root(&self) -> PathBuf {
        let folder = self.world.canonical(&self.workspace.folder);
        let marked = folder
            .ancestors()
            .find(|f| self.world.exists(&f.join("caveat.toml")) || self.world.exists(&f.join(".git")));
        marked.map_or(folder.clone(), Path::to_owned)
    }

    fn default_id(&self, path: &Path) -> String {
        let path = if path.as_os_str().is_empty() { self.world.canonical(path) } else { path.to_owned() };
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
        let id: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let id = id.trim_matches('_').to_owned();
        if id.starts_with(|c: char| c.is_ascii_lowercase()) {
            id
        } else {
            format!("model_{id}").trim_end_matches('_').to_owned()
        }
    }

    fn files_of(&mut self, folder: &Path) -> Vec<PathBuf> {
        match self.world.list(folder) {
            Ok(paths) => paths.into_iter().filter(|path| is_source(path) && !self.world.is_folder(path)).collect(),
            Err(error) => {
                self.cannot_read(folder, &error, None);
                Vec::new()
            }
        }
    }

    fn no_model(&mut self, folder: &Path) {
        let shown = show(folder);
        let mut diagnostic = Diagnostic::new(&codes::NO_MODEL, format!("there is no `.caveat` file in `{shown}`"))
            .note("the `.caveat` files of one folder, not of its subfolders, are one model");
        let inside = self.world.list(folder).unwrap_or_default();
        let models = inside.into_iter().filter(|path| {
            self.world.is_folder(path) && self.world.list(path).unwrap_or_default().iter().any(|file| is_source(file))
        });
        let models: Vec<String> = models.take(6).map(|path| format!("`{}`", show(&path))).collect();
        diagnostic = if models.is_empty() {
            diagnostic.help("`caveat new NAME` writes a first model")
        } else {
            diagnostic.help(format!("there are models in {}", models.join(", ")))
        };
        self.workspace.diagnostics.push(diagnostic);
    }

    /// Reads and parses a file; reports what goes wrong, at the `use` that asked for it if there is one.
    fn read(&mut self, path: &Path, asked: Option<Span>) -> Option<(FileId, File)> {
        let bytes = match self.world.read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.cannot_read(path, &error, asked);
                return None;
            }
        };
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let line = error.as_bytes()[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
                let message =
                    format!("`{}` is not UTF-8 text: byte {valid} in line {line} belongs to no character", show(path));
                let diagnostic = Diagnostic::new(&codes::NOT_UTF8, message).help("save the file as UTF-8");
                self.workspace.diagnostics.push(at(diagnostic, asked));
                return None;
            }
        };
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        Some(self.parse(show(path), text, Some(path.to_owned())))
    }

    fn parse(&mut self, name: String, text: String, path: Option<PathBuf>) -> (FileId, File) {
        let id = self.workspace.sources.add(SourceFile::new(name, text));
        self.workspace.paths.push(path);
        let parsed = parse(id, self.workspace.sources.file(id).text());
        self.workspace.diagnostics.extend(parsed.diagnostics);
        (id, parsed.file)
    }

    fn cannot_read(&mut self, path: &Path, error: &std::io::Error, asked: Option<Span>) {
        let why = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
            std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => error.to_string(),
        };
        let message = format!("cannot read `{}`: {}", show(path), one_line(&why, 200));
        let mut diagnostic = Diagnostic::new(&codes::UNREADABLE_FILE, message);
        if error.kind() == std::io::ErrorKind::NotFound {
            let folder = path.parent().unwrap_or(Path::new(""));
            let names: Vec<String> =
                self.world.list(folder).unwrap_or_default().iter().map(|path| show(path)).collect();
            if let Some(near) = closest(&show(path), names.iter().map(String::as_str)) {
                diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
            }
        }
        self.workspace.diagnostics.push(at(diagnostic, asked));
    }

    /// Loads what a unit uses.
    fn uses(&mut self, unit: usize) {
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
                Target::Path(path) => self.use_path(&path, file, unit, span),
                Target::Unclear => {
                    let diagnostic = Diagnostic::new(&codes::UNKNOWN_LIBRARY, "`use` names a library")
                        .at(span, "which one?")
                        .help("write `use std.web`, or `use \"lib/own.caveat\"`");
                    self.workspace.diagnostics.push(diagnostic);
                }
            }
        }
    }

    fn use_standard(&mut self, name: &str, unit: usize, span: Span) {
        if let Some(standard) = library::standard(name) {
            return self.standard(standard, unit, Some(span));
        }
        let known: Vec<String> = library::STANDARD.iter().map(|library| format!("`std.{}`", library.name)).collect();
        let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_LIBRARY, format!("there is no library `std.{name}`"))
            .at(span, "not among the standard libraries")
            .note(format!("they are {}", known.join(", ")));
        if let Some(near) = closest(name, library::STANDARD.iter().map(|library| library.name)) {
            diagnostic = diagnostic.help(format!("did you mean `std.{near}`?"));
        }
        self.workspace.diagnostics.push(diagnostic);
    }

    fn standard(&mut self, standard: &'static library::Standard, unit: usize, span: Option<Span>) {
        let origin = Origin::Standard(standard.name);
        let loaded = self.origins.iter().position(|known| *known == origin);
        let target = loaded.unwrap_or_else(|| {
            let (file, tree) = self.parse(format!("std/{}.caveat", standard.name), standard.source.to_owned(), None);
            let name: EcoString = format!("std.{}", standard.name).into();
            self.add_unit(SourceUnit { name, library: true, files: vec![UnitFile { file, tree }] }, origin)
        });
        if let Some(span) = span {
            self.edges.push((unit, target, span));
        }
    }

    fn use_path(&mut self, target: &str, from: FileId, unit: usize, span: Span) {
        if let Some(why) = forbidden(target) {
            let diagnostic = Diagnostic::new(&codes::OUTSIDE_WORKSPACE, "this library lies outside the workspace")
                .at(span, why)
                .help("copy the library into the repository and name it by a relative path with `/`");
            self.workspace.diagnostics.push(diagnostic);
            return;
        }
        let folder = self.workspace.paths[from.0 as usize].as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        let path = shorten(&folder.join(target));
        let canonical = self.world.canonical(&path);
        if !canonical.starts_with(&self.workspace.root) {
            let diagnostic = Diagnostic::new(&codes::OUTSIDE_WORKSPACE, "this library lies outside the workspace")
                .at(span, "the path leads out")
                .note("the workspace is the nearest folder above the model with a `.git` or a `caveat.toml`, else the model's folder")
                .help("copy the library into the workspace");
            self.workspace.diagnostics.push(diagnostic);
            return;
        }
        let origin = Origin::File(canonical);
        if let Some(loaded) = self.origins.iter().position(|known| *known == origin) {
            self.edges.push((unit, loaded, span));
            return;
        }
        let Some((file, tree)) = self.read(&path, Some(span)) else { return };
        let Some(name) = library_of(&tree) else {
            let diagnostic = Diagnostic::new(&codes::NOT_A_LIBRARY, format!("`{}` is no library", show(&path)))
                .at(span, "used here")
                .note("the files of the model's own folder belong together without a `use`")
                .help("begin the file with `library name \"Title\"`");
            self.workspace.diagnostics.push(diagnostic);
            return;
        };
        let loaded = self.add_unit(SourceUnit { name, library: true, files: vec![UnitFile { file, tree }] }, origin);
        self.edges.push((unit, loaded, span));
    }

    fn report_cycle(&mut self) {
        let edges: Vec<(usize, usize)> = self.edges.iter().map(|(from, to, _)| (*from, *to)).collect();
        let Some(cycle) = find_cycle(self.workspace.units.len(), &edges) else { return };
        let name = |unit: usize| self.workspace.units[unit].name.to_string();
        let mut names: Vec<String> = cycle.iter().map(|unit| name(*unit)).collect();
        names.extend(cycle.first().map(|unit| name(*unit)));
        let mut diagnostic =
            Diagnostic::new(&codes::USE_CYCLE, format!("libraries use each other in a circle: {}", names.join(" → ")));
        for (index, unit) in cycle.iter().enumerate() {
            let next = cycle[(index + 1) % cycle.len()];
            if let Some((_, _, span)) = self.edges.iter().find(|(from, to, _)| from == unit && *to == next) {
                let message = format!("`{}` uses `{}`", name(*unit), name(next));
                diagnostic = if index == 0 { diagnostic.at(*span, message) } else { diagnostic.also(*span, message) };
            }
        }
        self.workspace.diagnostics.push(diagnostic.help("move what both need into a library of its own"));
    }
}

enum Target {
    Standard(String),
    Path(String),
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
    (Target::Unclear, declaration.name_span())
}

/// Why a path cannot be used wherever it leads.
fn forbidden(target: &str) -> Option<&'static str> {
    if target.contains("://") {
        Some("nothing is ever fetched from the network")
    } else if target.starts_with(['/', '\\']) || target.get(1..2) == Some(":") {
        Some("the path is absolute, and would mean nothing on another machine")
    } else if target.contains('\\') {
        Some("folders are separated by `/`")
    } else {
        None
    }
}

/// Name of the library that a file declares.
fn library_of(tree: &File) -> Option<EcoString> {
    tree.members.iter().find_map(|member| match member {
        Member::Declaration(declaration) if declaration.keyword.text == Kind::Library.word() => {
            Some(declaration.id.as_ref().map(|id| id.text.clone()).unwrap_or_default())
        }
        _ => None,
    })
}

fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "caveat")
}

fn at(diagnostic: Diagnostic, span: Option<Span>) -> Diagnostic {
    match span {
        Some(span) => diagnostic.at(span, "used here"),
        None => diagnostic,
    }
}

/// A path as messages show it: with `/`, safe to print, `.` for the current folder.
fn show(path: &Path) -> String {
    let text = one_line(&path.to_string_lossy().replace('\\', "/"), 300);
    if text.is_empty() { ".".to_owned() } else { text }
}

/// Without a leading `./` and without `..` where its text allows.
fn shorten(path: &Path) -> PathBuf {
    normal(path)
}
