//! Text that counts several times, each time with another meaning: a template's text counts once for each of its uses,
//! an argument once for each place that it fills. Each of these has a file number of its own, so that a span tells them
//! apart, and leads back to the one place where the text stands.

use super::{FileId, SourceMap, Span};
use ecow::EcoString;

/// One further meaning of a file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The file in which the text stands.
    pub of: FileId,
    /// The namespace in which its names are looked up first; empty for that of the whole model.
    pub within: EcoString,
    /// What the text was copied for: the `make`.
    pub made: Span,
    /// For an argument, the parameter in whose place it counts.
    pub place: Option<Span>,
}

/// Numbers from here on belong to copies; no compilation reads so many files.
const FIRST: u32 = 1 << 31;

impl SourceMap {
    /// Adds a copy; gives the number that its spans bear.
    pub fn add_copy(&mut self, copy: Copy) -> FileId {
        self.copies.push(copy);
        FileId(FIRST + (self.copies.len() as u32 - 1))
    }

    /// The copy that bears this number; `None` for a file.
    pub fn copy(&self, id: FileId) -> Option<&Copy> {
        self.copies.get(id.0.checked_sub(FIRST)? as usize)
    }

    /// Number of the file in which the text stands.
    pub fn origin(&self, id: FileId) -> FileId {
        self.copy(id).map_or(id, |copy| copy.of)
    }

    /// The place in a file that a span means.
    pub fn real(&self, span: Span) -> Span {
        Span { file: self.origin(span.file), ..span }
    }

    /// The place, outside of all copies, because of which a copied text counts; the span itself where it is no copy.
    pub fn asked_at(&self, span: Span) -> Span {
        let mut span = span;
        // Each copy is added after the one that it was asked for in, so that this ends.
        while let Some(copy) = self.copy(span.file) {
            span = copy.made;
        }
        span
    }
}
