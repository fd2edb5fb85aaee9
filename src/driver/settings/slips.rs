//! What is wrong with a text that is no TOML, said by what its author meant. One mistake is reported once: the first
//! trouble of a line stands for what follows from it.

use super::document::{Data, Document, Entry, NO_VALUE, Unreadable};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::driver::codes;
use crate::text::{SourceFile, Span, one_line};

/// What the crate says of a key that is there already.
const TWICE: &str = "duplicate key";

/// What is wrong with a text, and whether nothing in it can be trusted.
#[derive(Debug, Default)]
pub(super) struct Slips {
    pub diagnostics: Vec<Diagnostic>,
    pub all_is_lost: bool,
}

/// Reports where the text cannot be read.
pub(super) fn slips(document: &Document, source: &SourceFile) -> Slips {
    let mut found = Vec::new();
    let mut lines = Vec::new();
    let mut all_is_lost = false;
    for error in &document.errors {
        let line = line_of(source, error.span);
        if lines.contains(&line) {
            continue;
        }
        lines.push(line);
        if let Some(diagnostic) = unclosed_list(error, source) {
            // Everything up to the end of the file seems to be in the list.
            found.push(diagnostic);
            return Slips { diagnostics: found, all_is_lost: true };
        }
        match heading(error, source) {
            Some(diagnostic) => {
                // Nobody knows to which table the lines below belong.
                all_is_lost = true;
                found.push(diagnostic);
            }
            None => found.push(slip(error, source)),
        }
    }
    Slips { diagnostics: found, all_is_lost }
}

/// A policy that asks for nothing: its author, or a wrong path, meant something else.
pub(super) fn empty_policy(document: &Document, source: &SourceFile, asked: Span) -> Option<Diagnostic> {
    let says = |entry: &Entry| !matches!(&entry.value.data, Data::Table(entries) if entries.is_empty());
    if document.entries.iter().any(says) {
        return None;
    }
    Some(
        Diagnostic::new(
            &codes::WRONG_SETTING,
            format!("the policy `{}` asks for nothing", one_line(source.name(), 90)),
        )
        .at(asked, "has no levels and no libraries")
        .note("whoever names a policy relies on it; with an empty one, all would pass")
        .help("name the file that holds the levels, or leave `--policy` out"),
    )
}

/// Index of the line that a place belongs to; what is missing before the end of a line belongs to that line.
pub(super) fn line_of(source: &SourceFile, span: Span) -> usize {
    source.line_index(span.start as usize)
}

fn slip(error: &Unreadable, source: &SourceFile) -> Diagnostic {
    let (line, text) = line(source, error.span);
    if error.why == TWICE {
        return twice(error, source);
    }
    if let Some(diagnostic) = colon(line, text).or_else(|| nothing(line, text)).or_else(|| bare(line, text)) {
        return diagnostic;
    }
    if text.contains('=') && text.matches('"').count() % 2 == 1 {
        return unclosed_text(line, text);
    }
    if text.trim_start().starts_with("//") {
        let place = comment(line, text);
        return Diagnostic::new(&codes::NOT_TOML, "a comment begins with `#`")
            .at(place, "`//` is the habit of other languages")
            .fix("write `#`", Applicability::Safe, place, "#");
    }
    Diagnostic::new(&codes::NOT_TOML, "this line cannot be read")
        .at(error.span, &error.why)
        .note("a settings file is written in TOML: tables under `[name]`, and in them lines `key = value`")
        .help("for example `[levels]`, and below it `review-overdue = \"deny\"`")
}

/// `[levels`, `levels]`
fn heading(error: &Unreadable, source: &SourceFile) -> Option<Diagnostic> {
    let (line, text) = line(source, error.span);
    let written = text.split('#').next().unwrap_or_default().trim_end();
    let start = written.len() - written.trim_start().len();
    let name = written.trim_matches([' ', '\t', '[', ']']);
    let (opened, closed) = (written.trim_start().starts_with('['), written.ends_with(']'));
    // Within a list, the end of a line may look the same.
    let is_line = opened || error.why.starts_with(NO_VALUE);
    if opened == closed || !is_line || name.is_empty() || !name.bytes().all(|byte| is_key_byte(byte) || byte == b'.') {
        return None;
    }
    let (missing, sign, what) = match opened {
        true => (written.len(), "]", "closed"),
        false => (start, "[", "opened"),
    };
    let message = format!("this heading of a table is not {what}");
    Some(
        Diagnostic::new(&codes::NOT_TOML, message)
            .at(part(line, start, written.len()), format!("without `{sign}`"))
            .fix(format!("write `[{name}]`"), Applicability::NeedsLook, part(line, missing, missing), sign),
    )
}

/// `key: value`
fn colon(line: Span, text: &str) -> Option<Diagnostic> {
    let (key, value) = text.split_once(':')?;
    let is_key = !key.trim().is_empty() && key.trim().bytes().all(is_key_byte);
    if !is_key || value.trim().is_empty() {
        return None;
    }
    let place = part(line, key.len(), key.len() + 1);
    let better = format!("{} = {}", key.trim(), one_line(value.trim(), 90));
    Some(
        Diagnostic::new(&codes::NOT_TOML, "a key and its value are joined by `=`")
            .at(place, "`:` is the habit of YAML and JSON")
            .fix(format!("write `{better}`"), Applicability::NeedsLook, place, " ="),
    )
}

/// `key "value"`
fn nothing(line: Span, text: &str) -> Option<Diagnostic> {
    let (key, value) = text.split_once([' ', '\t'])?;
    if key.is_empty() || !key.bytes().all(is_key_byte) || !value.trim_start().starts_with(['"', '[']) {
        return None;
    }
    let place = part(line, key.len(), key.len() + 1);
    let better = format!("{key} = {}", one_line(value.trim(), 90));
    Some(Diagnostic::new(&codes::NOT_TOML, "a key and its value are joined by `=`").at(place, "there is none").fix(
        format!("write `{better}`"),
        Applicability::NeedsLook,
        place,
        " = ",
    ))
}

/// A word where a text in quotes is meant.
fn bare(line: Span, text: &str) -> Option<Diagnostic> {
    let (key, value) = text.split_once('=')?;
    let value = value.split('#').next().unwrap_or_default();
    let start = key.len() + 1 + (value.len() - value.trim_start().len());
    let value = value.trim();
    let listed = value.trim_start_matches('[').trim_end_matches(']');
    let words: Vec<&str> = listed.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    let is_word = |word: &&str| word.bytes().all(|byte| is_key_byte(byte) || b"./*".contains(&byte));
    let unquoted = |word: &&str| is_word(&word.trim_matches('"'));
    if words.is_empty() || !words.iter().all(unquoted) || words.iter().all(|word| word.starts_with('"')) {
        return None;
    }
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{}\"", word.trim_matches('"'))).collect();
    let quoted = quoted.join(", ");
    let better = if value.starts_with('[') || words.len() > 1 { format!("[{quoted}]") } else { quoted };
    let place = part(line, start, start + value.len());
    let advice = format!("write `{} = {}`", key.trim(), one_line(&better, 120));
    Some(
        Diagnostic::new(&codes::NOT_TOML, "a text stands in quotes")
            .at(place, if words.len() > 1 { "texts without quotes" } else { "a text without quotes" })
            .fix(advice, Applicability::Safe, place, better),
    )
}

fn unclosed_text(line: Span, text: &str) -> Diagnostic {
    let opening = text.rfind('"').unwrap_or(0);
    let end = text.trim_end().len();
    let diagnostic =
        Diagnostic::new(&codes::NOT_TOML, "this text is not closed").at(part(line, opening, end), "begins here");
    if text[opening..].contains(['#', ',', ']']) {
        return diagnostic.help("a text ends with a quote on the line on which it begins");
    }
    let advice = format!("write `{}\"`", one_line(text.trim(), 90));
    diagnostic.fix(advice, Applicability::NeedsLook, part(line, end, end), "\"")
}

fn unclosed_list(error: &Unreadable, source: &SourceFile) -> Option<Diagnostic> {
    let (_, text) = line(source, error.span);
    let begins_anew = text.trim_start().starts_with('[')
        || text.split_once('=').is_some_and(|(key, _)| key.trim().bytes().all(is_key_byte));
    if !error.why.contains("array") || !begins_anew {
        return None;
    }
    let before = &source.text()[..error.span.start as usize];
    let end = before.trim_end().len();
    let opening = before.rfind('[')?;
    let at = Span::new(error.span.file, opening, opening + 1);
    let missing = Span::new(error.span.file, end, end);
    let diagnostic = Diagnostic::new(&codes::NOT_TOML, "this list is not closed").at(at, "begins here");
    // On the line of the key itself nothing has been listed yet.
    Some(diagnostic.fix("write `]` behind its last value", Applicability::NeedsLook, missing, "]"))
}

fn twice(error: &Unreadable, source: &SourceFile) -> Diagnostic {
    let (_, text) = line(source, error.span);
    let key = source.text().get(error.span.range()).unwrap_or_default();
    let opening = text.trim_start().starts_with('[');
    let shown = if opening { format!("[{key}]") } else { key.to_owned() };
    let what = if opening { "table" } else { "key" };
    let mut diagnostic = Diagnostic::new(&codes::SET_TWICE, format!("`{}` stands here twice", one_line(&shown, 90)))
        .at(error.span, "a second time");
    let before = &source.text()[..error.span.start as usize];
    let mut offset = 0;
    for earlier in before.split_inclusive('\n') {
        let indent = earlier.len() - earlier.trim_start_matches([' ', '\t', '[']).len();
        let rest = &earlier[indent..];
        let same =
            rest.starts_with(key) && !rest[key.len()..].starts_with(|c: char| c.is_ascii() && is_key_byte(c as u8));
        if same && earlier.trim_start().starts_with('[') == opening {
            let start = offset + indent;
            diagnostic = diagnostic.also(Span::new(error.span.file, start, start + key.len()), "first here");
            break;
        }
        offset += earlier.len();
    }
    diagnostic
        .help(if opening { "join the two tables" } else { "keep one of the two lines" })
        .note(format!("each {what} stands once"))
}

/// The place of a line and its text. An empty place behind a line end belongs to the line before.
fn line(source: &SourceFile, span: Span) -> (Span, &str) {
    let index = source.line_index(span.start as usize);
    let start = source.line_starts()[index] as usize;
    let text = source.text()[start..].lines().next().unwrap_or_default();
    (Span::new(span.file, start, start + text.len()), text)
}

fn part(line: Span, from: usize, to: usize) -> Span {
    let start = line.start as usize;
    Span::new(line.file, start + from, start + to)
}

fn comment(line: Span, text: &str) -> Span {
    let start = text.len() - text.trim_start().len();
    part(line, start, start + 2)
}

fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}
