//! The libraries that a settings file brings into all models, as if each wrote `use`.

use super::Listed;
use crate::diagnostics::{Applicability, Diagnostic, Setter};
use crate::driver::codes;
use crate::driver::load::{Loader, Origin, declares_model, library_of, root_of, shorten};
use crate::driver::uses::standard_names;
use crate::library;
use crate::text::{closest, one_line};
use std::path::Path;

impl Loader<'_> {
    /// Loads the listed libraries for the model. A library is not a model: it has to stand on its own, and gets those of
    /// the policy only, whose rules bind whatever a file calls itself.
    pub fn use_listed(&mut self) {
        let all = std::mem::take(&mut self.workspace.settings.libraries);
        let unit = &self.workspace.units[0];
        let library = unit.files.iter().find_map(|file| library_of(&file.tree));
        let library = library.filter(|_| !unit.files.iter().any(|file| declares_model(&file.tree)));
        self.workspace.units[0].lacks_library |= self.lacks_listed;
        let Some(name) = library else {
            return all.iter().for_each(|listed| self.listed(listed));
        };
        self.workspace.units[0].name = name;
        self.at_hand_is_library = true;
        for listed in &all {
            if listed.setter != Setter::Policy {
                self.workspace.settings.left_out.push(listed.target.clone());
            } else if self.is_at_hand(listed) {
                self.workspace.settings.trusted.insert(0);
            } else {
                self.listed(listed);
            }
        }
    }

    /// Whether it is what is being checked.
    fn is_at_hand(&self, listed: &Listed) -> bool {
        let folder = self.path_of(listed.span.file).parent().unwrap_or(Path::new(""));
        self.own.contains(&self.world.canonical(&shorten(&folder.join(&listed.target))))
    }

    /// Notes what the workspace cannot change under a policy: standard libraries, and what the policy brings in.
    pub fn note_trusted(&mut self) {
        let policy = self.workspace.settings.policy;
        let standard = |origin: &Origin| matches!(origin, Origin::Standard(_));
        let mut open: Vec<usize> = (0..self.origins.len()).filter(|unit| standard(&self.origins[*unit])).collect();
        let of_policy = self.edges.iter().filter(|(_, _, span)| policy == Some(span.file));
        open.extend(of_policy.map(|(_, to, _)| *to));
        while let Some(unit) = open.pop() {
            if self.workspace.settings.trusted.insert(unit) {
                open.extend(self.edges.iter().filter(|(from, ..)| *from == unit).map(|(_, to, _)| *to));
            }
        }
    }

    fn listed(&mut self, listed: &Listed) {
        let target = listed.target.as_str();
        let name = target.strip_prefix("std.");
        match name.and_then(library::standard) {
            Some(standard) => self.standard(standard, 0, Some(listed.span)),
            None if name.is_some() || !target.contains(['/', '\\', '.']) => self.no_standard(listed),
            None => {
                let root = match listed.setter {
                    Setter::Policy => {
                        // Whoever names a policy trusts it; what its libraries use lies beside them.
                        let folder = self.path_of(listed.span.file).parent().unwrap_or(Path::new("")).join(target);
                        root_of(self.world, shorten(&folder).parent().unwrap_or(Path::new("")))
                    }
                    _ => self.workspace.root.clone(),
                };
                self.use_path(target, listed.span.file, 0, listed.span, &root);
            }
        }
    }

    /// `use = ["std.webb"]`, `use = ["web"]`
    fn no_standard(&mut self, listed: &Listed) {
        let target = listed.target.as_str();
        let name = target.strip_prefix("std.").unwrap_or(target);
        let known = library::standard(name).map(|library| library.name);
        let near = known.or_else(|| closest(name, library::STANDARD.iter().map(|library| library.name)));
        let message = match target {
            "" => "an empty name names no library".to_owned(),
            _ => format!("there is no library `{}`", one_line(target, 60)),
        };
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_LIBRARY, message)
            .at(listed.span, "neither a standard library nor a path to a file")
            .note(format!("the standard libraries are {}", standard_names()));
        let diagnostic = match near {
            Some(near) => diagnostic.fix(
                format!("write `\"std.{near}\"`"),
                Applicability::NeedsLook,
                listed.span,
                format!("\"std.{near}\""),
            ),
            None => diagnostic.help("a library of your own is named by its path: `\"lib/own.caveat\"`"),
        };
        self.lacks(0, diagnostic);
    }
}
