//! Texts in quotes that do not end on their line: where they were most likely meant to end.

use super::codes;
use super::patch::Patch;
use crate::diagnostics::{Applicability, Diagnostic, Fix, Help};
use crate::text::{FileId, Span, one_line};

/// How many lines below are searched for the end of a text.
const MOST_LINES: usize = 12;

/// What an unclosed text was taken for.
pub(super) struct Guess {
    pub diagnostic: Diagnostic,
    pub patches: Vec<Patch>,
    /// Where reading goes on.
    pub end: usize,
}

/// The text that begins at `start` and does not end before `line_end`; `open` are the brackets around it.
pub(super) fn unclosed_text(file: FileId, text: &str, start: usize, line_end: usize, open: &[(u8, usize)]) -> Guess {
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let head = &text[line_start..start];
    let title = !head.contains(':') && head.split_whitespace().count() > 0;
    let content = text[start + 1..line_end].trim_end();
    if let Some(guess) = unopened_text(file, line_start, head, start) {
        return guess;
    }
    if let Some(close) = end_below(text, line_end) {
        return broken_over_lines(file, text, start, close, title);
    }
    let open_here = open.iter().filter(|(_, at)| *at >= line_start).map(|(bracket, _)| *bracket);
    let cut = route_behind(head, content, title).or_else(|| end_on_line(content, &open_here.collect::<Vec<_>>()));
    let kept = content[..cut.unwrap_or(content.len())].trim_end();
    let end = start + 1 + kept.len();
    let (span, place) = (Span::new(file, start, end), Span::new(file, end, end));
    let diagnostic = Diagnostic::new(&codes::UNCLOSED_STRING, "this string is not closed")
        .at(span, "it begins here and the line ends")
        .note("a string ends on its line; a paragraph stands between `\"\"\"` and `\"\"\"`");
    let advice = match cut {
        Some(_) => format!("close it where the text ends: `\"{}\"`", one_line(kept, 60)),
        None => "close it with `\"` where the text ends".to_owned(),
    };
    let diagnostic = diagnostic.fix(advice, Applicability::NeedsLook, place, "\"");
    match cut {
        Some(_) => Guess { diagnostic, patches: vec![Patch::Insert(end, "\"")], end },
        None => Guess { diagnostic, patches: Vec::new(), end: line_end },
    }
}

/// `process shop Shop" {`: the quote ends a text that lacks its first.
fn unopened_text(file: FileId, line_start: usize, head: &str, quote: usize) -> Option<Guess> {
    let word = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    if head.ends_with([' ', '\t', ':', '[', '(', '{', ',', '=', '"']) || head.contains(['"', '#']) {
        return None;
    }
    let indent = head.len() - head.trim_start().len();
    let mut parts = head[indent..].splitn(3, ' ');
    let (kind, id, title) = (parts.next()?, parts.next()?, parts.next()?);
    let before = if word(kind) && word(id) && !title.contains([':', '{']) {
        kind.len() + 1 + id.len() + 1
    } else {
        // The text of a field, the last one on the line.
        let (fields, text) = head[indent..].rsplit_once(": ")?;
        let name = fields.rsplit([' ', '{', ',']).next()?;
        if !word(name) || text.contains([',', '[', '{', '@']) || !text.contains(' ') {
            return None;
        }
        fields.len() + 2
    };
    let open = line_start + indent + before;
    let content = head[indent + before..].trim_start();
    let open = open + (head[indent + before..].len() - content.len());
    if content.is_empty() {
        return None;
    }
    let span = Span::new(file, open, quote + 1);
    let better = format!("\"{content}\"");
    let diagnostic = Diagnostic::new(&codes::UNCLOSED_STRING, "this text lacks its first quote")
        .at(span, "a text stands between two quotes")
        .fix(format!("write `{}`", one_line(&better, 60)), Applicability::NeedsLook, span, better);
    Some(Guess { diagnostic, patches: vec![Patch::Insert(open, "\"")], end: quote + 1 })
}

/// The quote that ends the text on one of the next lines: it stands behind a word, where one that begins a text
/// stands before it.
fn end_below(text: &str, line_end: usize) -> Option<usize> {
    let mut at = line_end;
    for line in text[line_end..].split('\n').skip(1).take(MOST_LINES) {
        let line_start = at + 1;
        at = line_start + line.len();
        if line.trim().is_empty() {
            return None;
        }
        let Some(quote) = line.find('"') else { continue };
        let (before, after) = (&line[..quote], line[quote + 1..].chars().next());
        // Indentation must not matter: the formatter changes it.
        let alone = line.trim() == "\"";
        let behind_word =
            alone || !before.trim().is_empty() && !before.ends_with([' ', '\t', '[', '(', '{', ':', '=', '\\']);
        let ends = after.is_none_or(|c| matches!(c, ' ' | '\r' | ',' | '}' | ']' | ')'));
        return (behind_word && ends && !line[quote + 1..].contains('"')).then_some(line_start + quote);
    }
    None
}

fn broken_over_lines(file: FileId, text: &str, start: usize, close: usize, title: bool) -> Guess {
    let content = &text[start + 1..close];
    let first = content.lines().next().unwrap_or_default().trim_end();
    let quote = |at: usize| Span::new(file, at, at + 1);
    let diagnostic = Diagnostic::new(&codes::UNCLOSED_STRING, "this string goes on over the end of its line")
        .at(Span::new(file, start, start + 1 + first.len()), "it begins here")
        .also(quote(close), "and ends here")
        .note("a string ends on its line");
    let diagnostic = if title {
        let whole = format!("\"{}\"", content.split_whitespace().collect::<Vec<_>>().join(" "));
        let advice = format!("write it on one line: `{}`", one_line(&whole, 90));
        diagnostic.fix(advice, Applicability::NeedsLook, Span::new(file, start, close + 1), whole)
    } else {
        let edits = vec![(quote(start), "\"\"\"".to_owned()), (quote(close), "\"\"\"".to_owned())];
        let fix = Some(Fix { applicability: Applicability::Safe, edits });
        let message = "write a paragraph: three quotes, `\"\"\"`, before and behind the text".to_owned();
        let mut diagnostic = diagnostic;
        diagnostic.helps.push(Help { message, fix });
        diagnostic
    };
    let patches = vec![Patch::Insert(start + 1, "\"\""), Patch::Insert(close + 1, "\"\"")];
    Guess { diagnostic, patches, end: close + 1 }
}

/// Where the route of a flow begins that the title has swallowed: `flow buy "Buy: shopper -> shop`.
fn route_behind(head: &str, content: &str, title: bool) -> Option<usize> {
    if !title || !head.trim_start().starts_with("flow ") {
        return None;
    }
    let arrow = content.find("->")?;
    let colon = content[..arrow].rfind(':')?;
    (!content[..colon].trim().is_empty()).then_some(colon)
}

/// Where a block, another field or a closing bracket begins that the text has swallowed.
fn end_on_line(content: &str, open: &[u8]) -> Option<usize> {
    let block = if content.ends_with('}') { content.find(" { ") } else { None };
    let opening = content.ends_with(" {").then(|| content.len() - 2);
    let cut = block.or(opening).or_else(|| next_field(content, open)).or_else(|| closing(content, open))?;
    (!content[..cut].trim_end().ends_with('\\')).then_some(cut)
}

/// The comma before `name: `.
fn next_field(content: &str, open: &[u8]) -> Option<usize> {
    if !open.contains(&b'{') {
        return None;
    }
    content.match_indices(", ").map(|(at, _)| at).find(|at| {
        let rest = content[at + 2..].trim_start();
        let name = rest.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_').count();
        name > 0 && rest[name..].starts_with(": ")
    })
}

/// The closing brackets at the end, as many as are open on the line.
fn closing(content: &str, open: &[u8]) -> Option<usize> {
    let tail = content.trim_end_matches(['}', ']', ')', ' ']).len();
    let brackets: Vec<(usize, u8)> =
        content.bytes().enumerate().skip(tail).filter(|(_, byte)| !byte.is_ascii_whitespace()).collect();
    (0..brackets.len()).map(|from| &brackets[from..]).find_map(|suffix| {
        let fits =
            suffix.iter().zip(open.iter().rev()).all(|((_, found), open)| *found == super::split::closing(*open));
        (fits && suffix.len() <= open.len()).then_some(suffix[0].0)
    })
}

/// Where a paragraph without an end was most likely meant to end: before the closing brace of the block around it,
/// if that stands alone on its line, or before the next declaration.
pub(super) fn end_of_paragraph(text: &str, start: usize, in_block: bool) -> usize {
    let mut at = start;
    for (index, line) in text[start..].split_inclusive('\n').enumerate() {
        if index > 0 && (in_block && line.trim() == "}" || begins_declaration(line)) {
            return at;
        }
        at += line.len();
    }
    text.len()
}

/// `word word "` or `word word {` in column 0.
fn begins_declaration(line: &str) -> bool {
    let mut words = line.split_ascii_whitespace();
    let lower =
        |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte.is_ascii_digit());
    let (kind, id, third) = (words.next(), words.next(), words.next());
    line.starts_with(|c: char| c.is_ascii_lowercase())
        && kind.is_some_and(lower)
        && id.is_some_and(lower)
        && third.is_some_and(|third| third.starts_with(['"', '{']))
}
