//! Where commands print. A reader that stops listening (`| head`) is no error.

use crate::diagnostics::{Diagnostic, Severity};
use crate::report::{summary, to_terminal};
use crate::text::{Date, SourceMap, neutralise};
use std::io::Write;
use std::path::Path;

/// How many diagnostics are shown to a person in one run.
const MOST: usize = 200;

/// Standard output and standard error, and whether a person is looking at the latter.
pub struct Terminal<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    /// Whether messages may be coloured where the user leaves it open.
    colour: bool,
}

impl<'a> Terminal<'a> {
    /// A terminal on two writers; `colour` says whether messages may be coloured by default.
    pub fn new(out: &'a mut dyn Write, err: &'a mut dyn Write, colour: bool) -> Self {
        Terminal { out, err, colour }
    }

    pub(super) fn choose_colour(&mut self, when: &str) {
        match when {
            "always" => self.colour = true,
            "never" => self.colour = false,
            _ => {}
        }
    }

    /// Prints to standard output, as it is: what is printed must be safe to look at, or be asked for byte by byte.
    pub(super) fn print(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes());
        let _ = self.out.flush();
    }

    /// Prints a line about a file to standard output.
    pub(super) fn file(&mut self, what: &str, path: &Path) {
        self.print(&format!("{what} {}\n", neutralise(&path.to_string_lossy())));
    }

    /// Prints to standard error, safe to look at.
    pub(super) fn error(&mut self, text: &str) {
        let _ = self.err.write_all(neutralise(text).as_bytes());
        let _ = self.err.flush();
    }

    /// Prints the errors alone: what else there is to say belongs to `caveat check`.
    pub(super) fn errors(&mut self, mut diagnostics: Vec<Diagnostic>, sources: &SourceMap) {
        diagnostics.retain(|diagnostic| diagnostic.severity() == Severity::Error);
        self.diagnostics(&diagnostics, sources);
    }

    /// Prints diagnostics and their count to standard error.
    pub(super) fn diagnostics(&mut self, diagnostics: &[Diagnostic], sources: &SourceMap) {
        for diagnostic in diagnostics.iter().take(MOST) {
            let text = to_terminal(diagnostic, sources, self.colour) + "\n";
            let _ = self.err.write_all(text.as_bytes());
        }
        if let Some(more) = diagnostics.len().checked_sub(MOST).filter(|more| *more > 0) {
            self.error(&format!("… and {more} more; `caveat check --format json` lists all\n\n"));
        }
        if let Some(summary) = summary(diagnostics) {
            self.error(&format!("{summary}\n"));
        }
    }
}

/// A date argument.
pub(super) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "a date is written 2026-02-03".to_owned())
}
