//! Texts of other tools, made fit for sources: no control characters, no markup of web pages, a title on one line.
//!
//! Must not change what a text says.

/// Longest title that is made from a longer text, in characters.
const TITLE: usize = 100;

/// The text without characters that do not show, line ends as `\n`, no blanks around it.
pub(super) fn clean(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    let shown = |c: char| match c {
        '\n' => Some('\n'),
        '\u{a0}' => Some(' '),
        '\u{200b}'
        | '\u{feff}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{61c}' => None,
        '\u{2028}' | '\u{2029}' => Some('\n'),
        c if c.is_control() => Some(' '),
        c => Some(c),
    };
    let shown: String = unix.chars().filter_map(shown).collect();
    let lines: Vec<&str> = shown.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

/// All on one line, single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tags of web pages that editors write into texts, and what parts the text there.
const TAGS: &[(&str, &str)] = &[
    ("br", "\n"),
    ("p", "\n\n"),
    ("div", "\n"),
    ("li", "\n"),
    ("ul", "\n"),
    ("ol", "\n"),
    ("b", ""),
    ("i", ""),
    ("u", ""),
    ("em", ""),
    ("strong", ""),
    ("span", ""),
    ("font", ""),
];

const ENTITIES: &[(&str, &str)] =
    &[("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")];

/// The text without the markup that editors of web pages write; `None` if there is none. A tag that stands for itself,
/// such as `<script>` in the description of an attack, stays.
pub(super) fn without_html(text: &str) -> Option<String> {
    if !is_html(text) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut found) = (text, false);
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match tag(rest) {
            Some((length, ends_line)) => {
                found = true;
                if !out.is_empty() {
                    let parting = if ends_line.len() > 1 && out.ends_with('\n') { "\n" } else { ends_line };
                    out.push_str(if out.ends_with("\n\n") || (out.ends_with('\n') && ends_line == "\n") {
                        ""
                    } else {
                        parting
                    });
                }
                rest = &rest[length..];
            }
            None => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    for (entity, character) in ENTITIES {
        if out.contains(entity) {
            found = true;
            out = out.replace(entity, character);
        }
    }
    found.then(|| clean(&out))
}

/// Whether a text is markup: somewhere a tag is closed, or a line is broken, or a character is spelled.
fn is_html(text: &str) -> bool {
    let mut tags = text.match_indices('<').filter(|(at, _)| tag(&text[*at..]).is_some());
    tags.any(|(at, _)| {
        text[at..].starts_with("</") || text[at..].get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br"))
    }) || ENTITIES.iter().any(|(entity, _)| text.contains(entity))
}

/// How long the tag is that the text begins with, and what parts the text there.
fn tag(text: &str) -> Option<(usize, &'static str)> {
    let end = text.find('>')?;
    let inner = text[1..end].trim_start_matches('/').trim_end_matches('/').trim();
    let name = inner.split_whitespace().next()?;
    let (_, ends_line) = TAGS.iter().find(|(known, _)| name.eq_ignore_ascii_case(known))?;
    Some((end + 1, *ends_line))
}

/// A text cut into a title and what else it says: the first sentence or line where that is short enough.
pub(super) fn titled(text: &str) -> (String, Option<String>) {
    let line = text.lines().next().unwrap_or_default();
    let length = |text: &str| text.chars().count();
    if length(text) <= TITLE && line.len() == text.len() {
        return (without_stop(text), None);
    }
    let sentence = sentence_end(line).map_or(line, |end| &line[..end]);
    let first = if length(line) <= TITLE { line } else { sentence };
    if length(first) <= TITLE && length(first) >= 8 {
        let rest = text[first.len()..].trim();
        return (without_stop(first), Some(rest.to_owned()).filter(|rest| !rest.is_empty()));
    }
    let mut title = String::new();
    for word in line.split_whitespace() {
        if length(&title) + length(word) + 2 > TITLE {
            break;
        }
        title.push_str(if title.is_empty() { "" } else { " " });
        title.push_str(word);
    }
    if title.is_empty() {
        title = line.chars().take(TITLE).collect();
    }
    (title + "…", Some(text.to_owned()))
}

fn sentence_end(line: &str) -> Option<usize> {
    let mut ends = line.match_indices(". ").map(|(at, _)| at + 1);
    ends.find(|end| !["e.g.", "i.e.", "etc.", "vs."].iter().any(|short| line[..*end].ends_with(short)))
}

/// A title has no full stop at its end.
fn without_stop(text: &str) -> String {
    let text = one_line(text);
    match text.strip_suffix('.') {
        Some(bare) if sentence_end(bare).is_none() && !bare.ends_with('.') => bare.to_owned(),
        _ => text,
    }
}
