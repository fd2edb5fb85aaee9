//! The identity of a kind of problem. Codes are declared beside the code that raises them.

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The model has no meaning, or a wrong one: nothing is built.
    Error,
    /// The model stands, and somebody should look.
    Warning,
    /// Worth knowing.
    Note,
}

/// A kind of problem: `CV101` for machines, `unclosed-string` for people.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Stable identity; never given to another kind of problem.
    pub id: &'static str,
    /// A name that reads well after "allow".
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One line for lists.
    pub summary: &'static str,
}

impl Severity {
    /// The word for it, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }

    /// The word with its article.
    pub fn phrase(self) -> &'static str {
        match self {
            Severity::Error => "an error",
            Severity::Warning => "a warning",
            Severity::Note => "a note",
        }
    }
}

impl Code {
    /// Whether it is an error whatever anybody sets: with it, the text means no model. Opinions about a model are CV4xx.
    pub fn is_fixed(&self) -> bool {
        self.severity == Severity::Error && self.id < "CV4"
    }

    /// A kind of problem without which a model cannot be built.
    pub const fn error(id: &'static str, name: &'static str, summary: &'static str) -> Code {
        Code { id, name, severity: Severity::Error, summary }
    }

    /// A kind of problem that does not stop a build.
    pub const fn warning(id: &'static str, name: &'static str, summary: &'static str) -> Code {
        Code { id, name, severity: Severity::Warning, summary }
    }

    /// Something worth knowing.
    pub const fn note(id: &'static str, name: &'static str, summary: &'static str) -> Code {
        Code { id, name, severity: Severity::Note, summary }
    }
}
