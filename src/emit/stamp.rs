//! The mark by which an output is known as ours and unchanged, so that a build never replaces a person's work.
//!
//! Emitters write [`MARK`] followed by [`BLANK`] once; [`stamp`] puts the checksum of the whole text in its place.

use uuid::{Uuid, uuid};

/// What stands before the checksum in every output.
pub(super) const MARK: &str = "caveat-checksum:";
/// What emitters write in the checksum's place.
pub(super) const BLANK: &str = "00000000-0000-0000-0000-000000000000";

const NAMESPACE: Uuid = uuid!("6f1d4d5e-2b0a-5c57-9a3e-7c1f0e8b4a21");

/// Whose work a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// Written by a build and not changed since.
    Build,
    /// Written by a build and changed since.
    Edited,
    /// Not written by a build.
    Somebody,
}

/// The mark as a comment, for outputs in Markdown and XML.
pub(super) fn comment() -> String {
    format!("<!-- Made by caveat from the model; change the model instead. {MARK}{BLANK} -->\n")
}

/// The text with its checksum filled in.
pub(super) fn stamp(text: &str) -> String {
    let marked = format!("{MARK}{BLANK}");
    text.replacen(&marked, &format!("{MARK}{}", checksum(text)), 1)
}

/// Whose work a text is.
pub fn author(text: &str) -> Author {
    let text = text.replace("\r\n", "\n");
    let Some(at) = text.find(MARK).map(|at| at + MARK.len()) else { return Author::Somebody };
    let Some(found) = text.get(at..at + BLANK.len()) else { return Author::Edited };
    let blank = format!("{}{BLANK}{}", &text[..at], &text[at + BLANK.len()..]);
    if checksum(&blank) == found { Author::Build } else { Author::Edited }
}

fn checksum(text: &str) -> String {
    Uuid::new_v5(&NAMESPACE, text.as_bytes()).to_string()
}
