//! What a problem is: a code, its places, its reasons and its remedies. No rendering here, no third-party crate.

mod code;
mod levels;

pub use code::{Code, Severity};
pub use levels::{Level, Levels, Setter, Setting, Subject, Weakened, means};

use crate::text::Span;
use ecow::EcoString;

/// A problem found in a model, ready for any renderer.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// What sort of problem it is.
    pub code: &'static Code,
    /// How bad it is: as bad as its code says, unless somebody set another level.
    pub level: Severity,
    /// Id of the rule or assertion that found it, if one did.
    pub raised_by: Option<EcoString>,
    /// What is wrong, in one short line.
    pub message: String,
    /// Places in the sources; the first primary one is where the problem lies.
    pub labels: Vec<Label>,
    /// Why it is a problem, or what else is known; one sentence each.
    pub notes: Vec<String>,
    /// What to do.
    pub helps: Vec<Help>,
}

/// A place that matters to a diagnostic.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be seen there; may be empty.
    pub message: String,
    /// Whether the problem lies here (else the place only explains it).
    pub primary: bool,
}

/// A remedy in words, with the edits that carry it out where they are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Help {
    /// The remedy, with text that can be pasted where possible.
    pub message: String,
    /// Edits that carry it out.
    pub fix: Option<Fix>,
}

/// Edits to the sources.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// Whether the edits can be made unseen.
    pub applicability: Applicability,
    /// Replacements; spans of one fix do not overlap.
    pub edits: Vec<(Span, String)>,
}

/// Whether a fix may be made without a look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applicability {
    /// The meaning is certain to be what the author wanted.
    Safe,
    /// A likely guess.
    NeedsLook,
}

impl Diagnostic {
    /// A problem with its code and what is wrong.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            level: code.severity,
            raised_by: None,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            helps: Vec::new(),
        }
    }

    /// Says which rule or assertion found it.
    pub fn raised_by(mut self, id: &EcoString) -> Self {
        self.raised_by = Some(id.clone());
        self
    }

    /// Adds the place where the problem lies.
    pub fn at(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into(), primary: true });
        self
    }

    /// Adds another place that explains the problem.
    pub fn also(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into(), primary: false });
        self
    }

    /// Adds a reason or a fact.
    pub fn note(mut self, message: impl Into<String>) -> Self {
        self.notes.push(message.into());
        self
    }

    /// Adds a remedy in words.
    pub fn help(mut self, message: impl Into<String>) -> Self {
        self.helps.push(Help { message: message.into(), fix: None });
        self
    }

    /// Adds a remedy that one replacement carries out.
    pub fn fix(
        mut self,
        message: impl Into<String>,
        applicability: Applicability,
        span: Span,
        text: impl Into<String>,
    ) -> Self {
        let fix = Fix { applicability, edits: vec![(span, text.into())] };
        self.helps.push(Help { message: message.into(), fix: Some(fix) });
        self
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.level
    }

    /// The first place where the problem lies, if it has a place at all.
    pub fn primary_span(&self) -> Option<Span> {
        self.labels.iter().find(|label| label.primary).map(|label| label.span)
    }
}

/// Puts diagnostics into reading order: by file and place, those without a place first, ties as they came.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|diagnostic| diagnostic.primary_span().map(|span| (span.file, span.start)));
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}
