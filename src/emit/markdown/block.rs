//! Paragraphs that the author wrote in Markdown, made fit to stand within the report.
//!
//! May assume nothing about the text. Lists, emphasis, code, tables and links work; HTML is shown instead of obeyed,
//! headings become bold so that the outline stays the report's, and nothing reaches past the end of the block.

use super::escape::{code, inline};
use crate::text::neutralise;

/// The text as blocks of Markdown, each line set in by `indent`, with an empty line before and after.
pub(super) fn push_block(out: &mut String, text: &str, indent: &str) {
    let safe = neutralise(text);
    let mut fence: Option<Fence> = None;
    out.push('\n');
    for line in without_margin(safe.trim_matches('\n')) {
        match fence.take() {
            Some(open) if open.is_closed_by(line) => push_line(out, indent, &open.end()),
            Some(open) => {
                push_line(out, indent, &open.inside(line));
                fence = Some(open);
            }
            None => {
                fence = Fence::opened_by(line);
                let written = fence.as_ref().map_or_else(|| prose(line), Fence::begin);
                push_line(out, indent, &written);
            }
        }
    }
    if let Some(open) = fence {
        push_line(out, indent, &open.end());
    }
    out.push('\n');
}

fn push_line(out: &mut String, indent: &str, line: &str) {
    if !line.trim().is_empty() {
        out.push_str(indent);
        out.push_str(line.trim_end());
    }
    out.push('\n');
}

/// The lines without the spaces that all but the first begin with: sources are set in as the author likes, and the
/// first line follows the quotes that open the text.
fn without_margin(text: &str) -> impl Iterator<Item = &str> {
    let rest = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    let margin = rest.map(spaces).min().unwrap_or(0);
    text.lines().enumerate().map(move |(at, line)| match at {
        0 => line.trim_start(),
        _ => &line[margin.min(spaces(line))..],
    })
}

/// Number of spaces at the start.
fn spaces(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// An open block of code. What stands in it needs no care, so its lines must not leave it, and it must be closed.
struct Fence {
    margin: String,
    mark: String,
    language: String,
}

impl Fence {
    /// Set in by less than four spaces. One that is set in further is either code itself, or belongs to a list's item
    /// and ends with it.
    fn opened_by(line: &str) -> Option<Fence> {
        let bare = line.trim_start_matches(' ');
        let sign = bare.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
        let length = bare.len() - bare.trim_start_matches(sign).len();
        let language = bare[length..].trim();
        let plain = language.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '#' | '_'));
        (spaces(line) < 4 && length >= 3 && (sign == '~' || !language.contains('`'))).then(|| Fence {
            margin: " ".repeat(spaces(line)),
            mark: bare[..length].to_owned(),
            language: if plain { language.to_owned() } else { String::new() },
        })
    }

    fn begin(&self) -> String {
        [self.margin.as_str(), &self.mark, &self.language].concat()
    }

    fn end(&self) -> String {
        [self.margin.as_str(), &self.mark].concat()
    }

    /// A line of code; at a lesser margin it would end the list around the block, and the block with it.
    fn inside(&self, line: &str) -> String {
        if spaces(line) < self.margin.len() { self.margin.clone() + line.trim_start() } else { line.to_owned() }
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let bare = line.trim();
        spaces(line) < 4 && bare.starts_with(&self.mark) && bare.trim_start_matches(&self.mark[..1]).is_empty()
    }
}

/// A line of text outside of code blocks.
fn prose(line: &str) -> String {
    let bare = line.trim_start_matches([' ', '>']);
    let front = &line[..line.len() - bare.len()];
    let hashes = bare.len() - bare.trim_start_matches('#').len();
    let after = bare[hashes..].trim();
    if (1..=6).contains(&hashes) && (after.is_empty() || bare[hashes..].starts_with([' ', '\t'])) {
        return if after.is_empty() { front.to_owned() } else { format!("{front}**{}**", inline(after)) };
    }
    // Underlines would make a heading of the line above.
    let is_rule = |sign: char| bare.starts_with(sign) && bare.chars().all(|c| c == sign || c.is_whitespace());
    let escape = if is_rule('=') || is_rule('-') { "\\" } else { "" };
    format!("{front}{escape}{}", guarded(bare))
}

/// The line with what would be HTML, a formula, a mention, a footnote or a definition for the whole report made harmless.
fn guarded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    let mut rest = line;
    let mut before = ' ';
    while let Some(character) = rest.chars().next() {
        if let Some((content, after)) = code_with_tag(rest) {
            // Escapes do not work in a code span, so it is written as what it stands for.
            out.push_str(&format!("<code>{}</code>", inline(content)));
            (before, rest) = ('`', after);
            continue;
        }
        let next = &rest[character.len_utf8()..];
        match character {
            // What the author escaped stays so, but for mentions, which are found after escapes are resolved, and for
            // tags: a bare address before it would swallow the backslash.
            '\\' if next.starts_with(['@', '<']) => {}
            '\\' if next.starts_with(|c: char| c.is_ascii_punctuation()) => {
                out.push_str(&rest[..2]);
                (before, rest) = ('\\', &rest[2..]);
                continue;
            }
            '<' if next.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) => {
                out.push_str("&lt;");
            }
            '[' if next.starts_with('^') => out.push_str("\\["),
            ']' if next.strip_prefix('(').is_some_and(|target| !is_plain_target(target)) => out.push_str("\\]"),
            ':' if before == ']' => out.push_str("\\:"),
            '$' => out.push_str("\\$"),
            '@' if before != '`' && next.starts_with(char::is_alphanumeric) => {
                let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/');
                let end = next.find(|c| !part(c)).unwrap_or(next.len());
                out.push_str(&code(&rest[..=end]));
                (before, rest) = ('a', &next[end..]);
                continue;
            }
            other => out.push(other),
        }
        (before, rest) = (character, next);
    }
    out
}

/// Whether a link leads to the web, a mailbox, or a place beside the report: no other scheme, and nothing that could
/// turn into one when a reader of the Markdown resolves its escapes.
fn is_plain_target(target: &str) -> bool {
    let target = target.trim_start().trim_start_matches('<').trim_start();
    let known = ["http://", "https://", "mailto:"];
    let lower = target.get(..8).unwrap_or(target).to_ascii_lowercase();
    let place = target.split(['/', '#', '?', ')', ' ']).next().unwrap_or_default();
    known.iter().any(|scheme| lower.starts_with(scheme)) || !place.contains([':', '&', '\\', '%'])
}

/// A code span at the start of the text that holds what looks like HTML: its content, and what follows it.
fn code_with_tag(text: &str) -> Option<(&str, &str)> {
    let length = text.len() - text.trim_start_matches('`').len();
    let (mark, rest) = text.split_at(length);
    if mark.is_empty() {
        return None;
    }
    let mut from = 0;
    loop {
        let start = from + rest[from..].find('`')?;
        let end = start + rest[start..].find(|c| c != '`').unwrap_or(rest.len() - start);
        if end - start == length {
            return rest[..start].contains('<').then_some((&rest[..start], &rest[end..]));
        }
        from = end;
    }
}
