//! Characters that look like others, and arrows of other languages: what was meant is read in their place.

use super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::text::{FileId, Span};

/// Something odd in the text, and what is read for it; a space where that is nothing.
pub(super) struct Odd {
    /// Where it ends.
    pub end: usize,
    pub read: &'static str,
    pub diagnostic: Diagnostic,
}

/// Arrows of other languages, the longer ones first.
const ARROWS: &[&str] =
    &["<-->", "<->", "<=>", "<--", "<-", "-->", "==>", "=>", "–>", "—>", "→", "⟶", "⇒", "←", "↔", "⇔"];

/// A character that looks like another one, and what it is called.
fn look_alike(character: char) -> Option<(&'static str, &'static str)> {
    Some(match character {
        '\u{a0}' => (" ", "no-break space"),
        '\u{202f}' => (" ", "narrow no-break space"),
        '\u{2000}'..='\u{200a}' => (" ", "space of a special width"),
        '\u{200b}' => ("", "zero-width space"),
        '\u{200e}' | '\u{200f}' => ("", "direction mark"),
        '\u{3000}' => (" ", "ideographic space"),
        '\u{feff}' => ("", "byte order mark"),
        '：' => (":", "full-width colon"),
        '，' => (",", "full-width comma"),
        '＠' => ("@", "full-width at sign"),
        _ => return None,
    })
}

/// Whether the character is read as a space or as nothing.
pub(super) fn looks_blank(text: &str, at: usize) -> bool {
    text[at..].chars().next().and_then(look_alike).is_some_and(|(meant, _)| meant.trim().is_empty())
}

/// What is odd at a place outside of texts and comments, if anything.
pub(super) fn odd_at(file: FileId, text: &str, at: usize) -> Option<Odd> {
    let rest = &text[at..];
    if let Some(arrow) = ARROWS.iter().find(|arrow| rest.starts_with(**arrow)) {
        return Some(odd_arrow(file, text, at, arrow));
    }
    let character = rest.chars().next()?;
    let (meant, name) = look_alike(character)?;
    let end = at + character.len_utf8();
    let span = Span::new(file, at, end);
    let number = character as u32;
    let diagnostic = Diagnostic::new(&codes::UNREADABLE, format!("this is a {name} (U+{number:04X})"));
    let diagnostic = match meant {
        "" => diagnostic.at(span, "nothing is to be seen, but it is there").fix(
            "remove it",
            Applicability::Safe,
            span,
            meant,
        ),
        " " => diagnostic.at(span, "it looks like a space").fix(
            "write a space in its place",
            Applicability::Safe,
            span,
            meant,
        ),
        _ => diagnostic.at(span, format!("it looks like `{meant}`")).fix(
            format!("write `{meant}`"),
            Applicability::Safe,
            span,
            meant,
        ),
    };
    Some(Odd { end, read: meant.trim(), diagnostic })
}

fn odd_arrow(file: FileId, text: &str, at: usize, arrow: &'static str) -> Odd {
    let end = at + arrow.len();
    let span = Span::new(file, at, end);
    let diagnostic = Diagnostic::new(&codes::UNREADABLE, format!("`{arrow}` is no arrow"));
    let forth = arrow.ends_with(['>', '→', '⟶', '⇒', '↔', '⇔']);
    let back = arrow.starts_with(['<', '←', '↔', '⇔']);
    let (from, to) = (word_before(text, at), word_behind(text, end));
    let whole = Span::new(file, from.0, to.1);
    let (left, right) = (&text[from.0..from.1], &text[to.0..to.1]);
    let ends = !left.is_empty() && !right.is_empty();
    let safe = Applicability::Safe;
    let diagnostic = match (back, forth) {
        (true, true) => diagnostic
            .at(span, "a route leads one way")
            .note("the answer comes back the same way by itself; `answer { carries: … }` says what it carries"),
        _ => diagnostic.at(span, "data flows along `->`"),
    };
    let diagnostic = match (back, forth) {
        (true, false) if ends => {
            let better = format!("{right} -> {left}");
            diagnostic.fix(format!("write `{better}`"), Applicability::NeedsLook, whole, better)
        }
        (true, false) => diagnostic.help("write the route in the other direction: `from -> to`"),
        _ if ends => {
            let better = format!("{left} -> {right}");
            let sure = if back { Applicability::NeedsLook } else { safe };
            diagnostic.fix(format!("write `{better}`"), sure, whole, better)
        }
        _ => diagnostic.fix("write `->`", safe, span, "->"),
    };
    Odd { end, read: "->", diagnostic }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.'
}

/// Start and end of the word before a place on its line.
fn word_before(text: &str, at: usize) -> (usize, usize) {
    let end = text[..at].trim_end_matches(' ').len();
    let length = text.as_bytes()[..end].iter().rev().take_while(|byte| is_word(**byte)).count();
    (end - length, end)
}

/// Start and end of the word behind a place on its line.
fn word_behind(text: &str, at: usize) -> (usize, usize) {
    let start = at + text[at..].bytes().take_while(|byte| *byte == b' ').count();
    let length = text.as_bytes()[start..].iter().take_while(|byte| is_word(**byte)).count();
    (start, start + length)
}
