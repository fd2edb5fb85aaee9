//! Finds and reads the files of a model and of the libraries that it uses.

use super::codes;
use super::settings::{FILE, Options, Settings};
use super::world::{World, normal};
use crate::diagnostics::Diagnostic;
use crate::library;
use crate::resolve::{SourceUnit, UnitFile};
use crate::schema::Kind;
use crate::syntax::{File, Member, Value, ValueKind, parse};
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
    /// What the command line, the policy and the workspace file say.
    pub settings: Settings,
}

impl Workspace {
    /// Reads a question as a text of its own, so that messages about it show it.
    pub fn question(&mut self, text: &str) -> Value {
        let text = format!("question: {}\n", text.split_whitespace().collect::<Vec<_>>().join(" "));
        let id = self.sources.add(SourceFile::new("the question".to_owned(), text));
        self.paths.push(None);
        let parsed = parse(id, self.sources.file(id).text());
        self.diagnostics.extend(parsed.diagnostics);
        let field = parsed.file.members.into_iter().find_map(|member| match member {
            Member::Field(field) => Some(field.value),
            _ => None,
        });
        field.unwrap_or(Value { span: Span { file: id, start: 0, end: 0 }, kind: ValueKind::Missing })
    }
}

/// Reads the model at `path`: a folder, or a single file.
pub fn load(world: &dyn World, path: &Path) -> Workspace {
    load_with(world, path, &Options::default())
}

/// Reads the model at `path` with settings from outside of it.
pub(super) fn load_with(world: &dyn World, path: &Path, options: &Options) -> Workspace {
    let mut loader = Loader {
        world,
        workspace: Workspace::default(),
        edges: Vec::new(),
        origins: Vec::new(),
        roots: Vec::new(),
        own: Vec::new(),
        lacks_listed: false,
        at_hand_is_library: false,
    };
    loader.run(path, options);
    loader.workspace
}

pub(super) struct Loader<'w> {
    pub world: &'w dyn World,
    pub workspace: Workspace,
    /// Which unit uses which, and where it says so.
    pub edges: Vec<(usize, usize, Span)>,
    /// For each unit what it was loaded from.
    pub origins: Vec<Origin>,
    /// For each unit the folder that its `use` may not leave.
    pub roots: Vec<PathBuf>,
    /// The model's own files.
    pub own: Vec<PathBuf>,
    /// Whether a settings file may list libraries that nobody could read.
    pub lacks_listed: bool,
    /// Whether a library is checked by itself.
    pub at_hand_is_library: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    Model,
    Standard(&'static str),
    File(PathBuf),
}

impl Loader<'_> {
    fn run(&mut self, path: &Path, options: &Options) {
        let path = shorten(path);
        let is_folder = self.world.is_folder(&path);
        self.workspace.folder =
            if is_folder { path.clone() } else { path.parent().unwrap_or(Path::new("")).to_owned() };
        self.workspace.root = root_of(self.world, &self.workspace.folder);
        self.workspace.default_id = self.default_id(&path);
        self.read_settings(options);
        let files = if is_folder { self.files_of(&path) } else { vec![path.clone()] };
        let mut unit = SourceUnit {
            name: "model".into(),
            library: false,
            files: Vec::new(),
            uses: Vec::new(),
            lacks_library: false,
        };
        for file in &files {
            let Some((id, tree)) = self.read(file, None) else { continue };
            // A library beside the model joins it by `use` only.
            if !(is_folder && library_of(&tree).is_some() && !declares_model(&tree)) {
                self.own.push(self.world.canonical(file));
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
        self.use_listed();
        let mut next = 0;
        while next < self.workspace.units.len() {
            self.uses(next);
            next += 1;
        }
        self.report_cycle();
        self.note_uses();
        self.note_trusted();
    }

    /// Tells each unit what it uses.
    fn note_uses(&mut self) {
        let always = |origin: &Origin| matches!(origin, Origin::Standard(name) if library::standard(name).is_some_and(|standard| standard.always));
        let always: Vec<usize> = (0..self.origins.len()).filter(|unit| always(&self.origins[*unit])).collect();
        for (from, to, _) in &self.edges {
            self.workspace.units[*from].uses.push(*to);
        }
        for (index, unit) in self.workspace.units.iter_mut().enumerate() {
            unit.uses.extend(always.iter().filter(|other| **other != index));
        }
    }

    pub fn add_unit(&mut self, unit: SourceUnit, origin: Origin) -> usize {
        self.workspace.units.push(unit);
        self.origins.push(origin);
        self.roots.push(self.workspace.root.clone());
        self.workspace.units.len() - 1
    }

    fn default_id(&self, path: &Path) -> String {
        let path = if path.as_os_str().is_empty() { self.world.canonical(path) } else { path.to_owned() };
        let stem = if self.world.is_folder(&path) { path.file_name() } else { path.file_stem() };
        let stem = stem.map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
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
    pub fn read(&mut self, path: &Path, asked: Option<Span>) -> Option<(FileId, File)> {
        let text = self.text_of(path, asked)?;
        Some(self.parse(show(path), text, Some(path.to_owned())))
    }

    /// The text of a file, without a byte order mark.
    pub fn text_of(&mut self, path: &Path, asked: Option<Span>) -> Option<String> {
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
        Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    /// Where a file was read from; an empty path for what is no file.
    pub fn path_of(&self, file: FileId) -> &Path {
        self.workspace.paths[file.0 as usize].as_deref().unwrap_or(Path::new(""))
    }

    pub fn parse(&mut self, name: String, text: String, path: Option<PathBuf>) -> (FileId, File) {
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
}

/// The nearest folder, this one or above it, that holds a repository or a workspace file; else the folder itself.
pub(super) fn root_of(world: &dyn World, folder: &Path) -> PathBuf {
    let folder = world.canonical(folder);
    let marked = folder.ancestors().find(|f| world.exists(&f.join(FILE)) || world.exists(&f.join(".git")));
    marked.map_or(folder.clone(), Path::to_owned)
}

/// Name of the library that a file declares.
pub(super) fn library_of(tree: &File) -> Option<EcoString> {
    tree.members.iter().find_map(|member| match member {
        Member::Declaration(declaration) if declaration.keyword.text == Kind::Library.word() => {
            Some(declaration.id.as_ref().map(|id| id.text.clone()).unwrap_or_default())
        }
        _ => None,
    })
}

pub(super) fn declares_model(tree: &File) -> bool {
    let is_model = |member: &Member| matches!(member, Member::Declaration(declaration) if declaration.keyword.text == Kind::Model.word());
    tree.members.iter().any(is_model)
}

/// Whether a path is that of a source by its name.
pub fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "caveat")
}

fn at(diagnostic: Diagnostic, span: Option<Span>) -> Diagnostic {
    match span {
        Some(span) => diagnostic.at(span, "used here"),
        None => diagnostic,
    }
}

/// A path as messages show it: with `/`, safe to print, `.` for the current folder.
pub(super) fn show(path: &Path) -> String {
    let text = one_line(&path.to_string_lossy().replace('\\', "/"), 300);
    if text.is_empty() { ".".to_owned() } else { text }
}

/// Without a leading `./` and without `..` where its text allows.
pub(super) fn shorten(path: &Path) -> PathBuf {
    normal(path)
}
