//! The libraries that a settings file brings into all models, as if each wrote `use`.

use super::Listed;
use crate::diagnostics::{Applicability, Diagnostic, Setter};
use crate::driver::codes;
use crate::driver::load::{Loader, declares_model, library_of, root_of, shorten};
use crate::driver::uses::standard_names;
use crate::library;
use crate::text::closest;
use std::path::Path;

impl Loader<'_> {
    /// Loads the listed libraries for the model. A library is not a model: it has to stand on its own.
    pub fn use_listed(&mut self) {
        let listed = std::mem::take(&mut self.workspace.settings.libraries);
        let files = &self.workspace.units[0].files;
        let library = files.iter().any(|file| library_of(&file.tree).is_some());
        if library && !files.iter().any(|file| declares_model(&file.tree)) {
            self.workspace.settings.without_libraries = true;
            return;
        }
        self.workspace.units[0].lacks_library |= self.lacks_listed;
        for listed in &listed {
            self.listed(listed);
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
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_LIBRARY, format!("there is no library `{target}`"))
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
