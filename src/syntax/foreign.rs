//! Comments as other languages write them: `// …` and `/* … */`.

use super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::text::{FileId, Span, one_line};

/// Whether such a comment begins; an address such as `https://…` is none.
pub(super) fn begins_foreign_comment(bytes: &[u8], at: usize) -> bool {
    let alone = at == 0 || bytes[at - 1].is_ascii_whitespace();
    alone && matches!(bytes.get(at + 1), Some(b'/' | b'*'))
}

/// Where the comment at `at` ends, and what to say of it. Unless `may_search`, it ends with its line.
pub(super) fn foreign_comment(
    file: FileId,
    text: &str,
    at: usize,
    line_end: usize,
    may_search: bool,
) -> (usize, Diagnostic) {
    let rest = &text[at + 2..];
    let line = &text[at + 2..line_end];
    let closed = if text[at..].starts_with("/*") && may_search { rest.find("*/") } else { None };
    let end = closed.map_or(line_end, |length| at + 2 + length + 2);
    let words = closed.map_or(line, |length| &rest[..length]).trim_end();
    let first = text[at..end.min(line_end)].trim_end().len();
    let span = Span::new(file, at, at + first);
    let diagnostic = Diagnostic::new(&codes::UNREADABLE, "this looks like a comment of another language")
        .at(span, "comments begin with `#`");
    // What stands behind it on its line would become part of the comment.
    let last = text[end.min(line_end)..line_end].trim().is_empty();
    if !last || words.contains('\n') {
        return (end, diagnostic.help("begin each line of the comment with `#`"));
    }
    let better = format!("# {}", words.trim());
    let advice = format!("write `{}`", one_line(&better, 60));
    (end, diagnostic.fix(advice, Applicability::Safe, span, better))
}
