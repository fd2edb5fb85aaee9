//! Text from a model made safe to show: a model in a pull request may not steer a terminal or reorder a line.

use std::borrow::Cow;

/// Whether a character may change how its surroundings are shown: control characters (but tab and line
/// feed), and the Unicode characters that reorder or hide text.
fn is_unsafe(character: char) -> bool {
    match character {
        '\t' | '\n' => false,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{061c}' | '\u{00ad}' => true,
        '\u{e0000}'..='\u{e007f}' => true,
        other => other.is_control(),
    }
}

/// The text with every control and bidirectional character written as `<U+202E>`.
pub fn neutralise(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(|byte| is_unsafe(byte as char)) || !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\r' => {}
            c if is_unsafe(c) => out.push_str(&format!("<U+{:04X}>", c as u32)),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The text on one line, safe to show, cut after `most` characters with an ellipsis.
pub fn one_line(text: &str, most: usize) -> String {
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > most {
        words = words.chars().take(most.saturating_sub(1)).collect::<String>() + "…";
    }
    neutralise(&words).into_owned()
}

/// The text with its first letter in upper case.
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
