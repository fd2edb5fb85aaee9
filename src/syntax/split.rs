//! Cuts a text into items before any grammar sees it, so that one broken declaration cannot spoil the next.
//!
//! An item begins on a line outside all brackets. Where a bracket is never closed, the rest of the file is cut
//! at every line that begins in column 0 instead. Knows strings, comments and brackets, nothing else; linear.

use super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::text::{FileId, Span};

/// How deeply brackets may be nested.
pub(super) const MAX_DEPTH: usize = 64;

/// A piece of the text to be parsed on its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ItemText {
    /// Offset of its first byte.
    pub start: usize,
    /// Offset after its last byte.
    pub end: usize,
    /// Brackets to append so that all are closed.
    pub closers: String,
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
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    file: FileId,
    split: Split,
    stack: Vec<(u8, usize)>,
    open: Option<Open>,
    recovering: bool,
}

impl Scanner<'_> {
    fn run(&mut self, from: usize) {
        let mut at = from;
        let mut line_start = true;
        while at < self.bytes.len() {
            let byte = self.bytes[at];
            if line_start && !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'#') {
                line_start = false;
                self.begin_line(at);
            }
            match byte {
                b'\n' => {
                    line_start = true;
                    at += 1;
                    continue;
                }
                b' ' | b'\t' | b'\r' => {
                    at += 1;
                    continue;
                }
                b'#' => {
                    at = self.comment(at);
                    continue;
                }
                b'"' => at = self.string(at),
                b'{' | b'[' | b'(' => {
                    self.push(byte, at);
                    at += 1;
                }
                b'}' | b']' | b')' => {
                    self.pop(byte, at);
                    at += 1;
                }
                _ => at += 1,
            }
            if let Some(open) = &mut self.open {
                open.end = at;
            }
        }
        self.finish_file();
    }

    /// Decides whether a line begins a new item.
    fn begin_line(&mut self, at: usize) {
        let first = self.bytes[at];
        let column_0 = at == 0 || self.bytes[at - 1] == b'\n';
        let starts_word = first.is_ascii_alphabetic() || first == b'_' || first >= 0x80;
        let continues = first == b'{' || self.text[at..].starts_with("->");
        let begins = match (&self.open, self.stack.is_empty()) {
            (None, _) => true,
            (Some(_), true) => !continues,
            (Some(_), false) => self.recovering && column_0 && starts_word,
        };
        if begins {
            self.close(Some(at));
            self.open = Some(Open {
                start: at,
                end: at,
                comments: self.split.comments.len(),
                diagnostics: self.split.diagnostics.len(),
                too_deep: false,
            });
        }
    }

    /// Ends the open item; `next` is where the following one begins.
    fn close(&mut self, next: Option<usize>) {
        let Some(open) = self.open.take() else { return };
        let mut closers = String::new();
        for (bracket, at) in std::mem::take(&mut self.stack).into_iter().rev() {
            closers.push(closing(bracket) as char);
            self.unclosed(bracket, at, next);
        }
        self.split.items.push(ItemText { start: open.start, end: open.end, closers, too_deep: open.too_deep });
    }

    /// At the end of the file: if a bracket is still open, goes back and cuts at column 0 from there on.
    fn finish_file(&mut self) {
        let Some(open) = &self.open else { return };
        if self.stack.is_empty() || self.recovering {
            self.close(None);
            return;
        }
        self.recovering = true;
        let (start, comments, diagnostics) = (open.start, open.comments, open.diagnostics);
        self.stack.clear();
        self.open = None;
        self.split.comments.truncate(comments);
        self.split.diagnostics.truncate(diagnostics);
        self.run(start);
    }

    fn comment(&mut self, at: usize) -> usize {
        let end = self.line_end(at);
        let trimmed = self.text[at..end].trim_end().len();
        self.split.comments.push((at, at + trimmed));
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
        let end = start + self.text[start..at.min(self.text.len())].trim_end().len();
        let span = Span::new(self.file, start, end);
        let diagnostic = Diagnostic::new(&codes::UNCLOSED_STRING, "this string is not closed")
            .at(span, "it begins here and the line ends")
            .note("a string ends on its line; a paragraph stands between `\"\"\"` and `\"\"\"`")
            .help("close it with `\"` where the text ends");
        self.split.diagnostics.push(diagnostic);
        at.min(self.bytes.len())
    }

    fn paragraph(&mut self, start: usize) -> usize {
        if let Some(length) = self.text[start + 3..].find("\"\"\"") {
            return start + 3 + length + 3;
        }
        let end = self.next_declaration(start);
        let span = Span::new(self.file, start, start + 3);
        let diagnostic = Diagnostic::new(&codes::UNCLOSED_STRING, "this paragraph is not closed")
            .at(span, "it begins here and no `\"\"\"` follows")
            .fix("end it with `\"\"\"`", Applicability::NeedsLook, Span::new(self.file, end, end), "\"\"\"\n");
        self.split.diagnostics.push(diagnostic);
        end
    }

    /// The next line in column 0 that looks like a declaration: `word word "` or `word word {`.
    fn next_declaration(&self, from: usize) -> usize {
        let mut at = self.line_end(from);
        while at < self.bytes.len() {
            let line = &self.text[at + 1..self.line_end(at + 1)];
            let mut words = line.split_ascii_whitespace();
            let lower = |word: &str| {
                word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte.is_ascii_digit())
            };
            let (kind, id, third) = (words.next(), words.next(), words.next());
            if line.starts_with(|c: char| c.is_ascii_lowercase())
                && kind.is_some_and(lower)
                && id.is_some_and(lower)
                && third.is_some_and(|third| third.starts_with(['"', '{']))
            {
                return at + 1;
            }
            at = self.line_end(at + 1);
        }
        self.bytes.len()
    }

    fn push(&mut self, bracket: u8, at: usize) {
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
        if self.stack.last().is_some_and(fits) {
            self.stack.pop();
        } else if let Some(position) = self.stack.iter().rposition(fits) {
            for (inner, inner_at) in self.stack.split_off(position).into_iter().skip(1) {
                self.unclosed(inner, inner_at, Some(at));
            }
        } else {
            let span = Span::new(self.file, at, at + 1);
            let diagnostic =
                Diagnostic::new(&codes::STRAY_BRACKET, format!("this `{}` closes nothing", bracket as char))
                    .at(span, "no bracket is open here")
                    .help("remove it, or add the opening bracket that it belongs to");
            self.split.diagnostics.push(diagnostic);
        }
    }

    fn unclosed(&mut self, bracket: u8, at: usize, next: Option<usize>) {
        // In a text that is nested too deeply every bracket would be reported.
        if self.split.diagnostics.len() > 1000
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
            diagnostic = diagnostic.also(Span::new(self.file, next, next + 1), "still open when this comes");
        }
        self.split.diagnostics.push(diagnostic.help(format!("add `{close}` where it ends")));
    }
}

fn closing(bracket: u8) -> u8 {
    match bracket {
        b'{' => b'}',
        b'[' => b']',
        _ => b')',
    }
}
