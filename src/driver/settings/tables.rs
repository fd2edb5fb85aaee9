//! The tables and keys that a settings file may have, and their values.

use super::document::{Data, Document, Entry, Value};
use super::{Listed, Settings, Wanted};
use crate::diagnostics::{Applicability, Diagnostic, Level, Setter};
use crate::driver::World;
use crate::driver::codes;
use crate::driver::load::shorten;
use crate::emit::EMITTERS;
use crate::text::{SourceFile, Span, closest, list_all, one_line};
use std::path::Path;

/// Tables with their keys. The keys of `levels` are names of problems.
pub(super) const TABLES: &[(&str, &[&str])] =
    &[("levels", &[]), ("libraries", &["use"]), ("build", &["output", "emit", "split-above"])];

/// A model of more elements than this is drawn by nobody; who writes more means "never", which is 0.
const MOST_ELEMENTS: i64 = 1_000_000;

/// Reads one file.
pub(super) struct Reader<'a> {
    pub source: &'a SourceFile,
    pub setter: Setter,
    pub folder: &'a Path,
    /// The folder that no path may leave.
    pub root: &'a Path,
    pub world: &'a dyn World,
    pub settings: &'a mut Settings,
}

impl Reader<'_> {
    pub fn document(&mut self, document: &Document) {
        for entry in &document.entries {
            match (entry.key.as_str(), &entry.value.data) {
                ("levels", Data::Table(entries)) => self.levels(entries, ""),
                ("libraries", Data::Table(entries)) => self.each(entries, "libraries"),
                ("build", Data::Table(_)) if self.setter == Setter::Policy => self.build_in_policy(entry),
                ("build", Data::Table(entries)) => self.each(entries, "build"),
                ("policy", _) => self.policy(entry),
                (name, _) if TABLES.iter().any(|(table, _)| *table == name) => self.no_table(entry),
                _ => self.unknown(entry, None),
            }
        }
    }

    fn each(&mut self, entries: &[Entry], table: &str) {
        for entry in entries {
            match (table, entry.key.as_str()) {
                ("libraries", "use") => self.libraries(entry),
                ("build", "output") => self.output(entry),
                ("build", "emit") => self.emit(entry),
                ("build", "split-above") => self.split_above(entry),
                _ => self.unknown(entry, Some(table)),
            }
        }
    }

    /// `review-overdue = "deny"`; `healthcare.phi_in_clear = "deny"` is a table in a table to TOML.
    fn levels(&mut self, entries: &[Entry], before: &str) {
        for entry in entries {
            let name = format!("{before}{}", entry.key);
            match &entry.value.data {
                Data::Table(inner) => self.levels(inner, &format!("{name}.")),
                Data::Text(word) => match Level::from_word(word) {
                    Some(level) if level != Level::Forbid || self.setter == Setter::Policy => {
                        self.wanted(name, level, entry);
                    }
                    _ => self.no_level(word, entry),
                },
                Data::List(items) if Level::from_word(&entry.key).is_some() => self.list_of_names(entry, items),
                _ => self.wrong_type(entry, "one of the texts \"deny\", \"warn\" and \"allow\"", "\"deny\""),
            }
        }
    }

    /// `deny = ["CV405"]`
    fn list_of_names(&mut self, entry: &Entry, items: &[Value]) {
        let level = &entry.key;
        let line = |item: &Value| match &item.data {
            Data::Text(name) => Some(format!("`{} = \"{level}\"`", one_line(name, 60))),
            _ => None,
        };
        let lines: Vec<String> = items.iter().filter_map(line).take(3).collect();
        let lines = if lines.is_empty() { vec![format!("`review-overdue = \"{level}\"`")] } else { lines };
        let diagnostic =
            Diagnostic::new(&codes::WRONG_SETTING, format!("`{level}` is a level, not something that has one"))
                .at(entry.key_span, "not a code, rule or assertion")
                .note("below `[levels]`, each line sets the level of one code, rule or assertion")
                .help(format!("write {}", lines.join(", and on a line of its own ")));
        self.report(diagnostic);
    }

    fn wanted(&mut self, name: String, level: Level, entry: &Entry) {
        let place = format!("{}:{}", self.source.name(), self.source.position(entry.key_span.start as usize).line);
        let by = if self.setter == Setter::Policy { "the policy's " } else { "" };
        self.settings.levels.push(Wanted {
            shown: format!("{by}`{} = \"{}\"` ({place})", one_line(&name, 90), level.word()),
            name,
            level,
            setter: self.setter,
            name_span: entry.key_span,
            level_span: entry.value.span,
        });
    }

    fn no_level(&mut self, word: &str, entry: &Entry) {
        let span = entry.value.span;
        let lower = word.to_lowercase();
        let policy = self.setter == Setter::Policy;
        if lower == Level::Forbid.word() && !policy {
            let diagnostic = Diagnostic::new(&codes::WRONG_SETTING, "only a policy forbids")
                .at(span, "not in a workspace file")
                .note("what a workspace forbids itself it could as well allow itself again; a policy is given with `--policy`");
            return self.report(diagnostic.fix("write `\"deny\"`", Applicability::NeedsLook, span, "\"deny\""));
        }
        let message = match word {
            "" => "an empty text is no level".to_owned(),
            word => format!("there is no level `{}`", one_line(word, 60)),
        };
        let diagnostic = Diagnostic::new(&codes::WRONG_SETTING, message)
            .at(span, "not a level")
            .note("`deny` makes an error of it, `warn` a warning, and `allow` does not show it");
        let meant = match lower.as_str() {
            lower if Level::from_word(lower).is_some() => Some(lower),
            "error" | "errors" | "fatal" | "fail" => Some("deny"),
            "warning" | "warnings" | "on" => Some("warn"),
            "ignore" | "off" | "none" | "hide" | "no" | "note" | "info" => Some("allow"),
            other => closest(other, ["deny", "warn", "allow"]),
        };
        self.report(match meant {
            Some(meant) => diagnostic.fix(
                format!("did you mean `\"{meant}\"`?"),
                Applicability::NeedsLook,
                span,
                format!("\"{meant}\""),
            ),
            None => diagnostic.help("write one of them: `\"warn\"`"),
        });
    }

    fn libraries(&mut self, entry: &Entry) {
        let Some(texts) = self.texts(entry, "[\"std.web\", \"lib/own.caveat\"]") else { return };
        for (target, span) in texts {
            self.settings.libraries.push(Listed { target, span, setter: self.setter });
        }
    }

    fn output(&mut self, entry: &Entry) {
        let Data::Text(target) = &entry.value.data else {
            return self.wrong_type(entry, "a text, the path of a folder", "\"docs/threats\"");
        };
        let span = entry.value.span;
        let path = shorten(&self.folder.join(target));
        let absolute = target.starts_with(['/', '\\']) || target.get(1..2) == Some(":");
        let canonical = self.world.canonical(&path);
        if target.trim().is_empty() {
            let diagnostic = Diagnostic::new(&codes::WRONG_SETTING, "`output` names no folder")
                .at(span, "empty")
                .help("write for example `output = \"docs/threats\"`, or `output = \".\"` for the folder of this file");
            return self.report(diagnostic);
        }
        if absolute || !canonical.starts_with(self.root) || canonical.starts_with("..") {
            let diagnostic = Diagnostic::new(&codes::WRONG_SETTING, "this folder lies outside the workspace")
                .at(span, if absolute { "an absolute path" } else { "the path leads out" })
                .note("whoever builds a workspace should know where it writes")
                .help("write a path relative to this file: `output = \"docs/threats\"`; `caveat build --output DIR` may lead anywhere");
            return self.report(diagnostic);
        }
        if target.contains('\\') {
            let better = target.replace('\\', "/");
            let diagnostic = Diagnostic::new(&codes::WRONG_SETTING, "folders are separated by `/`")
                .at(span, "a path with `\\` means something on Windows only")
                .fix(
                    format!("write `\"{}\"`", one_line(&better, 90)),
                    Applicability::Safe,
                    span,
                    format!("\"{better}\""),
                );
            return self.report(diagnostic);
        }
        self.settings.build.output = Some(path);
    }

    fn emit(&mut self, entry: &Entry) {
        let Some(texts) = self.texts(entry, "[\"svg\", \"markdown\"]") else { return };
        let known: Vec<&str> = EMITTERS.iter().map(|emitter| emitter.name).collect();
        let mut names: Vec<String> = Vec::new();
        for (name, span) in texts {
            if known.contains(&name.as_str()) {
                names.push(name);
                continue;
            }
            let message = match name.as_str() {
                "" => "an empty name names no output".to_owned(),
                name => format!("there is no output `{}`", one_line(name, 60)),
            };
            let diagnostic = Diagnostic::new(&codes::WRONG_SETTING, message)
                .at(span, "not known")
                .note(format!("there are {}", list_all(known.iter().copied(), 12)));
            let near = closest(&name, known.iter().copied());
            self.report(match near {
                Some(near) => diagnostic.fix(
                    format!("did you mean `\"{near}\"`?"),
                    Applicability::NeedsLook,
                    span,
                    format!("\"{near}\""),
                ),
                None => diagnostic,
            });
        }
        self.settings.build.emit = Some(names);
    }

    fn split_above(&mut self, entry: &Entry) {
        match entry.value.data {
            Data::Whole(number) if (0..=MOST_ELEMENTS).contains(&number) => {
                self.settings.build.split_above = usize::try_from(number).ok();
            }
            _ => self.wrong_type(entry, "a whole number of elements up to a million, 0 for never", "300"),
        }
    }

    /// A list of texts, each once.
    fn texts(&mut self, entry: &Entry, example: &str) -> Option<Vec<(String, Span)>> {
        let Data::List(items) = &entry.value.data else {
            match &entry.value.data {
                Data::Text(_) => self.one_text(entry),
                _ => self.wrong_type(entry, "a list of texts", example),
            }
            return None;
        };
        if items.is_empty() {
            let diagnostic = Diagnostic::new(&codes::WRONG_SETTING, format!("`{}` lists nothing", entry.key))
                .at(entry.value.span, "an empty list")
                .help(format!("leave the line out, or write for example `{} = {example}`", entry.key));
            self.report(diagnostic);
            return None;
        }
        let mut texts: Vec<(String, Span)> = Vec::new();
        for item in items {
            let Data::Text(text) = &item.data else {
                self.no_text(entry, item, example);
                continue;
            };
            match texts.iter().find(|(known, _)| known == text) {
                Some((_, first)) => {
                    let first = *first;
                    self.listed_twice(text, item, first);
                }
                None => texts.push((text.clone(), item.span)),
            }
        }
        Some(texts)
    }

    /// A text where a list is taken.
    fn one_text(&mut self, entry: &Entry) {
        let span = entry.value.span;
        let better = format!("[{}]", self.source.text().get(span.range()).unwrap_or_default());
        let message = format!("`{}` takes a list, and this is one text", entry.key);
        let diagnostic = Diagnostic::new(&codes::WRONG_SETTING, message).at(span, "no list").fix(
            format!("write `{} = {better}`", entry.key),
            Applicability::Safe,
            span,
            &*better,
        );
        self.report(diagnostic);
    }

    /// Something else in a list of texts.
    fn no_text(&mut self, entry: &Entry, item: &Value, example: &str) {
        let message = format!("`{}` takes texts, and this is {}", entry.key, item.data.describe());
        let diagnostic = Diagnostic::new(&codes::WRONG_SETTING, message)
            .at(item.span, "no text")
            .help(format!("for example `{} = {example}`", entry.key));
        self.report(diagnostic);
    }

    fn listed_twice(&mut self, text: &str, item: &Value, first: Span) {
        let message = match text {
            "" => "an empty name is listed twice".to_owned(),
            text => format!("`{}` is listed twice", one_line(text, 60)),
        };
        let diagnostic = Diagnostic::new(&codes::SET_TWICE, message)
            .at(item.span, "a second time")
            .also(first, "first here")
            .help("remove one of the two");
        self.report(diagnostic);
    }

    fn wrong_type(&mut self, entry: &Entry, takes: &str, example: &str) {
        let what = match &entry.value.data {
            Data::Whole(number) if *number < 0 => "a number below 0",
            Data::Whole(number) if *number > MOST_ELEMENTS => "a number that is too large",
            other => other.describe(),
        };
        let key = one_line(&entry.key, 60);
        let diagnostic = Diagnostic::new(&codes::WRONG_SETTING, format!("`{key}` does not take {what}"))
            .at(entry.value.span, what)
            .note(format!("it takes {takes}"))
            .help(format!("for example `{key} = {example}`"));
        self.report(diagnostic);
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.settings.diagnostics.push(diagnostic);
    }
}
