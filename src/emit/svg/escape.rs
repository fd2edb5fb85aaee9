//! Text, ids, links and points in the form that SVG wants them.
//!
//! May assume nothing about the text. What leaves this module is legal XML 1.0 and cannot end an attribute or a tag.

use crate::layout::Point;
use crate::text::{neutralise, number};
use std::fmt::Write;

/// Text for content and quoted attributes: escaped, without characters that are illegal or steer the display.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in neutralise(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

/// A text as an XML name: letters, digits, `_`, `-` and `.`; whatever else becomes `_`.
pub(super) fn name(text: &str) -> String {
    text.chars().map(|c| if c.is_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { '_' }).collect()
}

/// A text as a part of a link: all but unreserved characters percent-encoded.
pub(super) fn link(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'~') {
            out.push(byte as char);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A point as `x y`.
pub(super) fn at(point: Point) -> String {
    format!("{} {}", number(point.x), number(point.y))
}
