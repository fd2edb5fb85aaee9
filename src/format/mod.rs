//! AST → text in the canonical layout. Keeps every comment; what cannot be read stays as its author wrote it.

mod printer;
mod values;

use crate::syntax::{Parsed, parse, same_meaning};
use crate::text::FileId;
use printer::{Keep, print};

/// Width up to which a declaration stays on one line, in characters.
pub const WIDTH: usize = 110;

/// Why a text was not formatted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

/// The text in the canonical layout.
///
/// # Errors
/// [`Refused`] if the result would not say the same as the text; that is a bug, and the text must stay as it is.
pub fn format(text: &str) -> Result<String, Refused> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let unix = text.replace("\r\n", "\n");
    let parsed = parse(FileId(0), &unix);
    // With errors, as little as possible stays as it is; what the reader makes of broken text may forbid that.
    let found = [Keep::BrokenMembers, Keep::BrokenItems].into_iter().find_map(|keep| {
        let formatted = print(&unix, &parsed, keep);
        let stable =
            || parsed.diagnostics.is_empty() || print(&formatted, &parse(FileId(0), &formatted), keep) == formatted;
        (says_the_same(&parsed, &unix, &formatted) && stable()).then_some(formatted)
    });
    // Where even that would change what is read of broken text, all of it stays.
    found.or_else(|| (!parsed.diagnostics.is_empty()).then_some(unix)).ok_or(Refused)
}

fn says_the_same(parsed: &Parsed, text: &str, formatted: &str) -> bool {
    let again = parse(FileId(0), formatted);
    // A byte order mark that comes to stand first would not be read again.
    !formatted.starts_with('\u{feff}')
        && same_meaning(&parsed.file, text, &again.file, formatted)
        && parsed.diagnostics.len() == again.diagnostics.len()
}
