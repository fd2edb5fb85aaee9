//! The author's words as a part of a line of Markdown: nothing in them is taken for markup.
//!
//! May assume nothing about the text. What leaves this module stays on one line, cannot end a table's cell, and makes
//! no link, mention, footnote, formula or HTML.

use crate::text::neutralise;

/// Text on one line.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    push_inline(&mut out, text);
    out
}

/// Appends text on one line.
pub(super) fn push_inline(out: &mut String, text: &str) {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b',' | b'-' | b'\'' | b'/' | b'(' | b')');
    // Nearly all titles need no care.
    if text.bytes().all(plain) {
        return out.push_str(text.trim());
    }
    let safe = neutralise(text);
    let mut rest = safe.trim();
    let mut before = ' ';
    while let Some(character) = rest.chars().next() {
        if character == '@' {
            let length = mention(rest);
            // Of all spellings only a code span stops a mention or an address from becoming a link.
            if length > 1 {
                push_code(out, &rest[..length]);
                (before, rest) = ('a', &rest[length..]);
                continue;
            }
        }
        rest = &rest[character.len_utf8()..];
        push_character(out, character, before, rest);
        before = character;
    }
}

/// Length of the handle or host that begins with the `@` in front.
fn mention(text: &str) -> usize {
    let part = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    let length: usize = text.chars().skip(1).take_while(part).map(char::len_utf8).sum();
    let end = text[..=length].trim_end_matches(['.', '/', '-']).len();
    end.max(1)
}

fn push_character(out: &mut String, character: char, before: char, rest: &str) {
    match character {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '$' | '#' | '^' => {
            out.push('\\');
            out.push(character);
        }
        // Within a word it marks nothing, and ids are easier to search for as they are.
        '_' if before.is_alphanumeric() && rest.starts_with(char::is_alphanumeric) => out.push('_'),
        '_' => out.push_str("\\_"),
        // Addresses become links by themselves.
        ':' if rest.starts_with("//") => out.push_str("&#58;"),
        '.' if matches!(before, 'w' | 'W') && ends_with_www(out) => out.push_str("&#46;"),
        '\n' | '\t' | ' ' if before.is_whitespace() => {}
        '\n' | '\t' => out.push(' '),
        other => out.push(other),
    }
}

fn ends_with_www(text: &str) -> bool {
    text.len() >= 3 && text.is_char_boundary(text.len() - 3) && text[text.len() - 3..].eq_ignore_ascii_case("www")
}

/// A code span.
pub(super) fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_code(&mut out, &neutralise(text));
    out
}

fn push_code(out: &mut String, text: &str) {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if line.starts_with('`') || line.ends_with('`') || line.is_empty() { " " } else { "" };
    // A bar ends a table's cell even within a code span, and outside of tables it cannot be escaped there.
    if line.contains('|') {
        out.push_str("<code>");
        push_inline(out, &line);
        return out.push_str("</code>");
    }
    for part in [fence.as_str(), pad, line.as_str(), pad, fence.as_str()] {
        out.push_str(part);
    }
}

/// A person or a team.
pub(super) fn handle(name: &str) -> String {
    code(&format!("@{name}"))
}

/// A link to an address: the address if it is one of the web and cannot end the link, else the text alone.
pub(super) fn web_link(text: &str, address: &str) -> String {
    let shown = inline(text);
    if !(address.starts_with("https://") || address.starts_with("http://")) {
        return shown;
    }
    format!("[{shown}]({})", encoded(address, b"/:?#=&%+,;@!"))
}

/// A part of an address or an anchor: all but unreserved characters percent-encoded.
pub(super) fn fragment(text: &str) -> String {
    encoded(text, b"")
}

fn encoded(text: &str, keep: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'~') || keep.contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// An anchor that pictures and other places link to. Its id is part of a quoted attribute.
pub(super) fn anchor(kind: &str, id: &str) -> String {
    format!("<a id=\"{kind}-{}\"></a>", anchor_id(id))
}

/// An id of the language, or of a finding, without what has a meaning in an address.
fn anchor_id(id: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { '-' };
    id.chars().map(plain).collect()
}

/// A link to an anchor of this report.
pub(super) fn link(kind: &str, id: &str, text: &str) -> String {
    format!("[{}](#{kind}-{})", inline(text), fragment(&anchor_id(id)))
}
