//! Small repairs of a text before the grammar sees it, so that one slip does not spoil what follows. Places in the
//! repaired text lead back to those that the author knows.

use std::borrow::Cow;

/// A repair; places are offsets in the author's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Patch {
    /// Characters that are missing at a place.
    Insert(usize, &'static str),
    /// Text to be passed over.
    Blank(usize, usize),
}

impl Patch {
    /// Where it begins in the author's text.
    pub fn start(&self) -> usize {
        match self {
            Patch::Insert(at, _) | Patch::Blank(at, _) => *at,
        }
    }
}

/// A piece of text with its repairs made.
#[derive(Debug)]
pub(super) struct Patched<'a> {
    pub text: Cow<'a, str>,
    /// For each insertion where it begins in the repaired text, its length, and the length of all before it.
    inserted: Vec<(usize, usize, usize)>,
}

impl<'a> Patched<'a> {
    /// Repairs `source`, which begins at `base` in its file, and appends the brackets that it lacks.
    pub fn new(source: &'a str, base: usize, patches: &[Patch], closers: &str) -> Self {
        if patches.is_empty() && closers.is_empty() {
            return Patched { text: Cow::Borrowed(source), inserted: Vec::new() };
        }
        let mut text = String::with_capacity(source.len() + closers.len() + 1);
        let mut inserted = Vec::new();
        let (mut done, mut total) = (0, 0);
        for patch in patches {
            let at = patch.start().saturating_sub(base).clamp(done, source.len());
            text.push_str(&source[done..at]);
            done = at;
            match *patch {
                Patch::Insert(_, missing) => {
                    inserted.push((text.len(), missing.len(), total));
                    total += missing.len();
                    text.push_str(missing);
                }
                Patch::Blank(_, end) => {
                    let end = end.saturating_sub(base).clamp(done, source.len());
                    text.extend(source[done..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
                    done = end;
                }
            }
        }
        text.push_str(&source[done..]);
        if !closers.is_empty() {
            text.push('\n');
            text.push_str(closers);
        }
        Patched { text: Cow::Owned(text), inserted }
    }

    /// The offset in the author's piece of text.
    pub fn original(&self, at: usize) -> usize {
        let before = self.inserted.partition_point(|(start, _, _)| *start < at);
        let Some((start, length, total)) = before.checked_sub(1).map(|index| self.inserted[index]) else { return at };
        at - total - (at - start).min(length)
    }
}
