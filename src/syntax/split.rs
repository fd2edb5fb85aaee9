//! Cuts a text into items before any grammar sees it, so that one broken declaration cannot spoil the next.
//!
//! An item begins on a line outside all brackets. Where a bracket is never closed, the rest of the file is cut
//! at every line that begins in column 0 instead. Knows strings, comments and brackets, nothing else; linear.

use super::codes;
use super::foreign::{begins_foreign_comment, foreign_comment};
use super::indentation::{closes_too_far_left, end_by_indentation};
use super::odd::{looks_blank, odd_at};
use super::patch::Patch;
use super::unclosed::{end_of_paragraph, unclosed_text};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::text::{FileId, Span};

/// How deeply brackets may be nested.
pub(super) const MAX_DEPTH: usize = 64;
/// How many unbalanced brackets of a text are reported; after so many another one tells nobody anything.
const MANY: usize = 1_000;

/// A piece of the text to be parsed on its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ItemText {
    /// Offset of its first byte.
    pub start: usize,
    /// Offset after its last byte.
    pub end: usize,
    /// Brackets to append so that all are closed.
    pub closers: String,
    /// Repairs to make before it is parsed, in order.
    pub patches: Vec<Patch>,
    /// Whether brackets are nested too deeply to go on.
    pub too_deep: bool,
}

/// The text in pieces.
#[derive(Debug, Default)]
pub(super) struct Split {
    pub items: Vec<ItemText>,
    /// Start and end of every comment.
    pub comments: Vec<(usize, usize)>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Cuts the text of a file.
pub(super) fn split(file: FileId, text: &str) -> Split {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        file,
        split: Split::default(),
        stack: Vec::new(),
        open: None,
        recovering: false,
        patches: Vec::new(),
        suspect: None,
    };
    scanner.run(0);
    scanner.split
}

struct Open {
    start: usize,
    /// End of the last thing seen in it.
    end: usize,
    comments: usize,
    diagnostics: usize,
    too_deep: bool,
    /// Whether it has a block.
    braces: bool,
    /// Whether a paragraph in it has no end, which explains any bracket that is not closed.
    excused: bool,
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    file: FileId,
    split: Split,
    stack: Vec<(u8, usize)>,
    open: Option<Open>,
    recovering: bool,
    /// Repairs of the open item.
    patches: Vec<Patch>,
    /// The first brace of the open item that one further to the left has closed: its own is most likely missing.
    suspect: Option<usize>,
}

impl Scanner<'_> {
    fn run(&mut self, from: usize) {
        let mut at = from;
        let mut line_start = true;
        while at < self.bytes.len() {
            if let Some(end) = self.trivia(at) {
                line_start |= self.bytes[at] == b'\n';
                at = end;
                continue;
            }
            if line_start {
                self.begin_line(at);
            }
            let text = self.bytes[at] == b'"';
            at = self.token(at);
            line_start = false;
            let Some(open) = &mut self.open else { continue };
            open.end = at;
            if text {
                // A paragraph without an end was cut at a line that begins something else, and reaches over the line
                // ends before that.
                line_start = self.bytes[at - 1] == b'\n';
                let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
                open.end = at - self.bytes[open.start..at].iter().rev().take_while(blank).count();
            }
        }
        self.finish_file();
    }

    /// Passes over white space or a comment; `None` where there is none.
    fn trivia(&mut self, at: usize) -> Option<usize> {
        match self.bytes[at] {
            b'\n' | b' ' => Some(at + 1),
            b'\t' | b'\r' => Some(self.blank(at, at + 1)),
            b'#' => Some(self.comment(at)),
            b'/' if begins_foreign_comment(self.bytes, at) => Some(self.foreign_comment(at)),
            0xc2.. if looks_blank(self.text, at) => self.odd(at),
            _ => None,
        }
    }

    /// Passes over a text, a bracket or a byte of something else.
    fn token(&mut self, at: usize) -> usize {
        match self.bytes[at] {
            b'"' => return self.string(at),
            byte @ (b'{' | b'[' | b'(') => self.push(byte, at),
            byte @ (b'}' | b']' | b')') => self.pop(byte, at),
            b'<' | b'-' | b'=' | 0xc2.. => return self.odd(at).unwrap_or_else(|| self.after(at)),
            // Most of a text is words, which need no second look.
            _ => return at + 1 + self.bytes[at + 1..].iter().take_while(|byte| is_plain(**byte)).count(),
        }
        at + 1
    }

    /// Reads what was meant in place of an arrow or a character that is not ours; gives where that ends.
    fn odd(&mut self, at: usize) -> Option<usize> {
        let odd = odd_at(self.file, self.text, at)?;
        if self.split.diagnostics.len() < MANY {
            self.split.diagnostics.push(odd.diagnostic);
        }
        if self.open.is_some() {
            self.patches.push(Patch::Blank(at, odd.end));
            self.patches.push(Patch::Insert(at, odd.read));
        }
        Some(odd.end)
    }

    /// Decides whether a line begins a new item.
    fn begin_line(&mut self, at: usize) {
        self.close_lists(at);
        let first = self.bytes[at];
        let column_0 = at == 0 || self.bytes[at - 1] == b'\n';
        let starts_word = first.is_ascii_alphabetic() || first == b'_' || first >= 0x80;
        // An indented field belongs to what stands above it, if that has no block: its braces were forgotten.
        let below = !column_0 && self.open.as_ref().is_some_and(|open| !open.braces) && self.is_field(at);
        let continues =
            first == b'{' || ["->", "and ", "or "].iter().any(|joint| self.text[at..].starts_with(joint)) || below;
        let begins = match (&self.open, self.stack.is_empty()) {
            (None, _) => true,
            (Some(_), true) => !continues,
            (Some(open), false) => (self.recovering || open.excused) && column_0 && starts_word,
        };
        if begins {
            self.close(Some(at));
            self.suspect = None;
            self.open = Some(Open {
                start: at,
                end: at,
                comments: self.split.comments.len(),
                diagnostics: self.split.diagnostics.len(),
                too_deep: false,
                braces: false,
                excused: false,
            });
        }
    }

    /// Ends the open item; `next` is where the following one begins.
    fn close(&mut self, next: Option<usize>) {
        let Some(open) = self.open.take() else { return };
        let mut closers = String::new();
        for (bracket, at) in std::mem::take(&mut self.stack).into_iter().rev() {
            let suspect = self.suspect.take_if(|inner| bracket == b'{' && *inner > at);
            if let Some(inner) = suspect {
                let (end, next) = end_by_indentation(self.text, inner);
                self.patches.push(Patch::Insert(end, "}"));
                self.unclosed(b'{', inner, Some(next), Some(end));
                continue;
            }
            closers.push(closing(bracket) as char);
            if !open.excused {
                self.unclosed(bracket, at, next, None);
            }
        }
        let mut patches = std::mem::take(&mut self.patches);
        // A bracket is missed only where something else comes, which is behind the comments before it.
        patches.sort_by_key(Patch::start);
        self.split.items.push(ItemText { start: open.start, end: open.end, closers, patches, too_deep: open.too_deep });
    }

    /// At the end of the file: if a bracket is still open, goes back and cuts at column 0 from there on.
    fn finish_file(&mut self) {
        let Some(open) = &self.open else { return };
        if self.stack.is_empty() || self.recovering || open.excused {
            self.close(None);
            return;
        }
        self.recovering = true;
        let (start, comments, diagnostics) = (open.start, open.comments, open.diagnostics);
        self.stack.clear();
        self.patches.clear();
        self.open = None;
        self.split.comments.truncate(comments);
        self.split.diagnostics.truncate(diagnostics);
        self.run(start);
    }

    fn comment(&mut self, at: usize) -> usize {
        let end = self.line_end(at);
        let trimmed = self.text[at..end].trim_end().len();
        self.split.comments.push((at, at + trimmed));
        self.blank(at, end)
    }

    /// Makes spaces of what the grammar need not know; gives where it ends.
    fn blank(&mut self, at: usize, end: usize) -> usize {
        if self.open.is_some() {
            self.patches.push(Patch::Blank(at, end));
        }
        end
    }

    fn line_end(&self, at: usize) -> usize {
        self.bytes[at..].iter().position(|byte| *byte == b'\n').map_or(self.bytes.len(), |length| at + length)
    }

    /// Passes over a text; reports one that does not end.
    fn string(&mut self, start: usize) -> usize {
        if self.text[start..].starts_with("\"\"\"") {
            return self.paragraph(start);
        }
        let mut at = start + 1;
        while at < self.bytes.len() {
            match self.bytes[at] {
                b'"' => return at + 1,
                b'\\' if self.bytes.get(at + 1).is_some_and(|next| *next != b'\n') => at += 2,
                b'\n' => break,
                _ => at += 1,
            }
        }
        let guess = unclosed_text(self.file, self.text, start, at.min(self.bytes.len()), &self.stack);
        self.split.diagnostics.push(guess.diagnostic);
        self.patches.extend(guess.patches);
        guess.end
    }

    fn paragraph(&mut self, start: usize) -> usize {
        if let Some(length) = self.text[start + 3..].find("\"\"\"") {
            return start + 3 + length + 3;
        }
        let end = end_of_paragraph(self.text, start, !self.stack.is_empty());
        let span = Span::new(self.file, start, start + 3);
        let diagnostic = Diagnostic::new(&codes::UNCLOSED_STRING, "this paragraph is not closed")
            .at(span, "it begins here and no `\"\"\"` follows")
            .fix(
                "end it with `\"\"\"` on a line of its own",
                Applicability::NeedsLook,
                Span::new(self.file, end, end),
                "\"\"\"\n",
            );
        self.split.diagnostics.push(diagnostic);
        self.patches.push(Patch::Insert(end, "\"\"\""));
        if let Some(open) = &mut self.open {
            open.excused = true;
        }
        end
    }

    fn push(&mut self, bracket: u8, at: usize) {
        if bracket == b'{' {
            self.close_parentheses(at);
            self.open.iter_mut().for_each(|open| open.braces = true);
        }
        self.stack.push((bracket, at));
        if self.stack.len() == MAX_DEPTH + 1
            && let Some(open) = &mut self.open
            && !open.too_deep
        {
            open.too_deep = true;
            let span = Span::new(self.file, at, at + 1);
            let diagnostic =
                Diagnostic::new(&codes::TOO_DEEP, format!("brackets are nested more than {MAX_DEPTH} deep"))
                    .at(span, "this one is too deep")
                    .help("close the brackets before it, or move inner declarations out");
            self.split.diagnostics.push(diagnostic);
        }
    }

    /// Closes the innermost bracket that fits; brackets in between were never closed.
    fn pop(&mut self, bracket: u8, at: usize) {
        let fits = |open: &(u8, usize)| closing(open.0) == bracket;
        if let Some((_, opened)) = self.stack.pop_if(|open| fits(open)) {
            let simple = self.suspect.is_none() && bracket == b'}' && self.stack.len() < MAX_DEPTH;
            if simple && closes_too_far_left(self.text, opened, at) {
                self.suspect = Some(opened);
            }
        } else if let Some(position) = self.stack.iter().rposition(fits) {
            for (inner, inner_at) in self.stack.split_off(position).into_iter().skip(1).rev() {
                self.unclosed_before(inner, inner_at, at);
            }
        } else if self.split.diagnostics.len() < MANY {
            let span = Span::new(self.file, at, at + 1);
            let diagnostic =
                Diagnostic::new(&codes::STRAY_BRACKET, format!("this `{}` closes nothing", bracket as char))
                    .at(span, "no bracket is open here")
                    .help("remove it, or add the opening bracket that it belongs to");
            self.split.diagnostics.push(diagnostic);
        }
    }

    /// Whether `name: ` stands at a place.
    fn is_field(&self, at: usize) -> bool {
        let line = &self.bytes[at..];
        let name = line.iter().take_while(|byte| byte.is_ascii_lowercase() || **byte == b'_').count();
        name > 0 && line.get(name) == Some(&b':') && line.get(name + 1).is_none_or(u8::is_ascii_whitespace)
    }

    /// A list ends, closed or not, where a line begins with `name: `.
    fn close_lists(&mut self, at: usize) {
        if self.stack.last().is_none_or(|(bracket, _)| *bracket != b'[') || !self.is_field(at) {
            return;
        }
        while let Some((_, inner_at)) = self.stack.pop_if(|(bracket, _)| *bracket == b'[') {
            self.unclosed_before(b'[', inner_at, at);
        }
    }

    /// No block stands in parentheses: they end before its brace, unless they do so behind it.
    fn close_parentheses(&mut self, at: usize) {
        let ahead = &self.bytes[at..self.bytes.len().min(at + 200)];
        let closed_behind = ahead.iter().take_while(|byte| **byte != b'\n').any(|byte| *byte == b')');
        while !closed_behind && let Some((_, inner_at)) = self.stack.pop_if(|(bracket, _)| *bracket == b'(') {
            self.unclosed_before(b'(', inner_at, at);
        }
    }

    /// Reports a bracket that should have been closed before what stands at `next`, and closes it there.
    fn unclosed_before(&mut self, bracket: u8, at: usize, next: usize) {
        let end = self.open.as_ref().map_or(next, |open| open.end).min(next);
        let missing = match bracket {
            b'[' => "]",
            b'(' => ")",
            _ => "}",
        };
        self.patches.push(Patch::Insert(end, missing));
        self.unclosed(bracket, at, Some(next), Some(end));
    }

    /// Passes over a comment of another language; reports it.
    fn foreign_comment(&mut self, at: usize) -> usize {
        let may_search = self.split.diagnostics.len() < MANY;
        let (end, diagnostic) = foreign_comment(self.file, self.text, at, self.line_end(at), may_search);
        self.split.diagnostics.push(diagnostic);
        self.blank(at, end);
        // The formatter keeps it as it keeps all comments.
        self.split.comments.push((at, at + self.text[at..end].trim_end().len()));
        end
    }

    /// Offset behind the character at an offset.
    fn after(&self, at: usize) -> usize {
        at + self.text[at..].chars().next().map_or(0, char::len_utf8)
    }

    fn unclosed(&mut self, bracket: u8, at: usize, next: Option<usize>, end: Option<usize>) {
        // In a text that is nested too deeply every bracket would be reported.
        if self.split.diagnostics.len() >= MANY
            || self.split.diagnostics.last().is_some_and(|d| *d.code == codes::TOO_DEEP)
        {
            return;
        }
        let span = Span::new(self.file, at, at + 1);
        let close = closing(bracket) as char;
        let mut diagnostic =
            Diagnostic::new(&codes::UNCLOSED_BRACKET, format!("this `{}` is never closed", bracket as char))
                .at(span, format!("its `{close}` is missing"));
        if let Some(next) = next {
            diagnostic = diagnostic.also(Span::new(self.file, next, self.after(next)), "still open when this comes");
        }
        let advice = format!("add `{close}` where it ends");
        let diagnostic = match end {
            Some(end) => {
                diagnostic.fix(advice, Applicability::NeedsLook, Span::new(self.file, end, end), close.to_string())
            }
            None => diagnostic.help(advice),
        };
        self.split.diagnostics.push(diagnostic);
    }
}

/// The bracket that closes this one.
/// Whether a byte within a word or a number means nothing to the scanner.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b',' | b'.' | b'%' | b'@')
}

pub(super) fn closing(bracket: u8) -> u8 {
    match bracket {
        b'{' => b'}',
        b'[' => b']',
        _ => b')',
    }
}
