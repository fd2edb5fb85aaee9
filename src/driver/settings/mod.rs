//! What is set outside of models: by the command line, by a policy file and by the workspace file `caveat.toml`.
//!
//! The files are read before the model, for they may bring in libraries. What their levels are for is known only when
//! all declarations are, so [`levels`] comes later. The command line is a source like the others, so that messages can
//! point at it.

mod document;
mod finders;
mod forbidden;
mod libraries;
mod names;
mod slips;
mod tables;
mod unknown;

pub(super) use forbidden::without_forbidden;
pub(super) use names::{levels, weakened};

use super::load::{Loader, root_of, shorten, show};
use crate::diagnostics::{Diagnostic, Level, Setter, Setting, Subject};
use crate::text::{FileId, SourceFile, Span};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Name of the workspace file.
pub(super) const FILE: &str = "caveat.toml";
/// What messages call the command line.
const COMMAND_LINE: &str = "command line";

/// What the caller asks for beyond the model and the day.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Levels with what they are for: a code, its name, or the id of a rule or an assertion.
    pub levels: Vec<(Level, String)>,
    /// A file with levels that nothing in the workspace may lower, and with libraries.
    pub policy: Option<PathBuf>,
}

/// What the workspace file says about builds; what it leaves open is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuildSettings {
    /// Folder for the outputs.
    pub output: Option<PathBuf>,
    /// Names of the outputs.
    pub emit: Option<Vec<String>>,
    /// Elements above which boundaries are drawn apart.
    pub split_above: Option<usize>,
}

/// All settings as written.
#[derive(Debug, Default)]
pub struct Settings {
    levels: Vec<Wanted>,
    libraries: Vec<Listed>,
    /// For `caveat build`.
    pub(super) build: BuildSettings,
    diagnostics: Vec<Diagnostic>,
    /// Libraries of the workspace file that were left out, for a library is checked by itself.
    left_out: Vec<String>,
    /// The policy's file.
    policy: Option<FileId>,
    /// Units that the workspace cannot change under a policy: standard libraries, and those that the policy brings in.
    trusted: BTreeSet<usize>,
}

/// A level for a name that nobody has looked up yet.
#[derive(Debug)]
struct Wanted {
    name: String,
    level: Level,
    setter: Setter,
    name_span: Span,
    level_span: Span,
    /// As messages quote it.
    shown: String,
}

/// A library for all models.
#[derive(Debug)]
struct Listed {
    target: String,
    span: Span,
    setter: Setter,
}

impl Wanted {
    /// The whole setting.
    fn place(&self) -> Span {
        self.name_span.to(self.level_span)
    }

    fn setting(&self, subject: Subject) -> Setting {
        Setting {
            subject,
            level: self.level,
            setter: self.setter,
            place: self.place(),
            name: self.name.clone(),
            shown: self.shown.clone(),
        }
    }
}

impl Settings {
    /// Whether a file is the policy.
    pub(super) fn is_policy(&self, file: FileId) -> bool {
        self.policy == Some(file)
    }
}

impl Loader<'_> {
    /// Reads all settings; what is wrong with them is kept for [`levels`].
    pub fn read_settings(&mut self, options: &Options) {
        let policy = self.command_line(options);
        if let (Some(path), Some(asked)) = (&options.policy, policy) {
            self.settings_file(&shorten(path), Setter::Policy, Some(asked));
        }
        let path = self.workspace_folder().join(FILE);
        if self.world.exists(&path) {
            self.settings_file(&path, Setter::Workspace, None);
        }
    }

    /// Makes a source of the command line; gives the place of the policy's path.
    fn command_line(&mut self, options: &Options) -> Option<Span> {
        if options.levels.is_empty() && options.policy.is_none() {
            return None;
        }
        let file = FileId(self.workspace.sources.iter().count() as u32);
        let mut text = String::new();
        let mut add = |flag: &str, value: &str| {
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(&format!("--{flag} "));
            let value_start = text.len();
            text.push_str(value);
            (Span::new(file, start, start + flag.len() + 2), Span::new(file, value_start, text.len()))
        };
        let policy = options.policy.as_ref().map(|path| add("policy", &show(path)).1);
        for (level, name) in &options.levels {
            let (level_span, name_span) = add(level.word(), name);
            self.workspace.settings.levels.push(Wanted {
                name: name.clone(),
                level: *level,
                setter: Setter::CommandLine,
                name_span,
                level_span,
                shown: format!("`--{} {name}`", level.word()),
            });
        }
        self.workspace.sources.add(SourceFile::new(COMMAND_LINE, text));
        self.workspace.paths.push(None);
        policy
    }

    fn settings_file(&mut self, path: &Path, setter: Setter, asked: Option<Span>) {
        let Some(text) = self.text_of(path, asked) else {
            // Nobody knows which libraries it would have named.
            self.lacks_listed = true;
            return;
        };
        let file = self.workspace.sources.add(SourceFile::new(show(path), text));
        self.workspace.paths.push(Some(path.to_owned()));
        if setter == Setter::Policy {
            self.workspace.settings.policy = Some(file);
        }
        let source = self.workspace.sources.file(file);
        let document = document::read(file, source.text());
        let slips = slips::slips(&document, source);
        self.lacks_listed |= !slips.diagnostics.is_empty();
        let settings = &mut self.workspace.settings;
        let before = settings.diagnostics.len();
        let folder = path.parent().unwrap_or(Path::new(""));
        let root = root_of(self.world, folder);
        if !slips.all_is_lost {
            tables::Reader { source, setter, folder, root: &root, world: self.world, settings }.document(&document);
        }
        // What is said about text that cannot be read is the echo of that.
        let line = |diagnostic: &Diagnostic| diagnostic.primary_span().map(|span| slips::line_of(source, span));
        let echoes = |diagnostic: &Diagnostic| slips.diagnostics.iter().any(|slip| line(slip) == line(diagnostic));
        let found = settings.diagnostics.split_off(before);
        settings.diagnostics.extend(found.into_iter().filter(|diagnostic| !echoes(diagnostic)));
        settings.diagnostics.extend(slips.diagnostics);
        if setter == Setter::Policy && settings.diagnostics.len() == before {
            settings.diagnostics.extend(asked.and_then(|asked| slips::empty_policy(&document, source, asked)));
        }
    }

    /// The root of the workspace as seen from where the model was named.
    fn workspace_folder(&self) -> PathBuf {
        let folder = &self.workspace.folder;
        let root = &self.workspace.root;
        if let Some(above) = folder.ancestors().find(|above| self.world.canonical(above) == *root) {
            return above.to_owned();
        }
        let depth = self.world.canonical(folder).strip_prefix(root).map_or(0, |below| below.components().count());
        let above = shorten(&(0..depth).fold(folder.clone(), |path, _| path.join("..")));
        if self.world.canonical(&above) == *root { above } else { root.clone() }
    }
}
