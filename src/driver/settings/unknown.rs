//! Tables and keys that a settings file does not have, and what was meant by them.

use super::document::{Data, Entry};
use super::tables::{Reader, TABLES};
use crate::diagnostics::{Applicability, Diagnostic, Level, Setter};
use crate::driver::codes;
use crate::text::{closest, list_all, one_line};

/// Flags of one run, which make no sense as a lasting setting.
const FOR_ONE_RUN: &[&str] = &["pin", "force", "as-of", "deny-warnings", "policy"];

impl Reader<'_> {
    pub fn no_table(&mut self, entry: &Entry) {
        let key = &entry.key;
        let diagnostic = Diagnostic::new(&codes::WRONG_SETTING, format!("`{key}` is a table of settings"))
            .at(entry.key_span.to(entry.value.span), format!("this is {}", entry.value.data.describe()))
            .help(format!("write `[{key}]` on a line of its own, and the settings below it, each on a line"));
        self.report(diagnostic);
    }

    pub fn build_in_policy(&mut self, entry: &Entry) {
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_SETTING, "a policy does not speak of builds")
            .at(entry.key_span, "not in a policy")
            .note("a policy holds `[levels]` and `[libraries]`: what must hold for every workspace")
            .help("what is built belongs into the workspace's `caveat.toml`");
        self.report(diagnostic);
    }

    pub fn policy(&mut self, entry: &Entry) {
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_SETTING, "a policy is named on the command line only")
            .at(entry.key_span, if self.setter == Setter::Policy { "not in a policy" } else { "not in `caveat.toml`" })
            .note("if a workspace could name its policy, it could name another one, and the policy would bind nobody")
            .help("run `caveat check --policy FILE`");
        self.report(diagnostic);
    }

    pub fn unknown(&mut self, entry: &Entry, table: Option<&str>) {
        let key = entry.key.as_str();
        let is_table = matches!(entry.value.data, Data::Table(_));
        let shown = one_line(key, 60);
        if key.is_empty() {
            let diagnostic =
                Diagnostic::new(&codes::UNKNOWN_SETTING, "an empty name is no setting").at(entry.key_span, "empty");
            return self.report(diagnostic);
        }
        let (message, note) = match table {
            Some(table) => {
                let keys = TABLES.iter().find(|(name, _)| *name == table).map_or(&[][..], |(_, keys)| keys);
                (
                    format!("`[{table}]` has no setting `{shown}`"),
                    format!("it has {}", list_all(keys.iter().copied(), 12)),
                )
            }
            None if is_table => (format!("there is no table `[{shown}]`"), tables_note(self.setter)),
            None => (format!("there is no setting `{shown}` outside of tables"), tables_note(self.setter)),
        };
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_SETTING, message).at(entry.key_span, "not known").note(note);
        self.report(self.advised(diagnostic, entry, table));
    }

    /// Says what was meant: a setting of another table, or a word nearly written right.
    fn advised(&self, diagnostic: Diagnostic, entry: &Entry, table: Option<&str>) -> Diagnostic {
        let key = entry.key.as_str();
        if FOR_ONE_RUN.contains(&key.replace('_', "-").as_str()) {
            return diagnostic.help(format!("say it on the command line, for each run: `--{}`", key.replace('_', "-")));
        }
        let home = TABLES.iter().find(|(name, keys)| keys.contains(&key) && Some(*name) != table);
        if let Some((home, _)) = home {
            return diagnostic.help(format!("`{key}` stands below `[{home}]`"));
        }
        if matches!(&entry.value.data, Data::Text(word) if Level::from_word(word).is_some()) {
            return diagnostic.help("levels stand below `[levels]`");
        }
        let near = match table {
            Some(table) => TABLES.iter().find(|(name, _)| *name == table).and_then(|(_, keys)| nearest(key, keys)),
            None => closest(key, TABLES.iter().map(|(name, _)| *name)),
        };
        match near {
            Some(near) => diagnostic.fix(
                format!("did you mean `{near}`?"),
                Applicability::NeedsLook,
                entry.key_span,
                near.to_owned(),
            ),
            None => diagnostic,
        }
    }
}

/// The key that a word stands for elsewhere, or one that is nearly the same.
fn nearest<'k>(word: &str, keys: &[&'k str]) -> Option<&'k str> {
    let meant = match word {
        "out" | "out-dir" | "folder" | "dir" => "output",
        "outputs" | "formats" | "format" => "emit",
        "libraries" | "libs" | "paths" => "use",
        "split" => "split-above",
        other => return closest(other, keys.iter().copied()),
    };
    keys.iter().copied().find(|key| *key == meant)
}

fn tables_note(setter: Setter) -> String {
    let known = TABLES.iter().map(|(name, _)| *name).filter(|name| setter != Setter::Policy || *name != "build");
    let known: Vec<String> = known.map(|name| format!("[{name}]")).collect();
    format!("there are {}", list_all(known.iter().map(String::as_str), 12))
}
