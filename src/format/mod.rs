//! AST → text in the canonical layout. Keeps every comment; what cannot be read stays as its author wrote it.

mod printer;
mod values;

use crate::syntax::{parse, same_meaning};
use crate::text::FileId;

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
    let formatted = printer::print(&unix, &parsed);
    let again = parse(FileId(0), &formatted);
    let same = same_meaning(&parsed.file, &unix, &again.file, &formatted)
        && parsed.diagnostics.len() == again.diagnostics.len();
    if same { Ok(formatted) } else { Err(Refused) }
}
