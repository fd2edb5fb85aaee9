//! Lists as YAML writes them: `- entry` lines below a field.

use super::super::ast::{Field, Member, ValueKind};
use super::super::codes;
use super::build::Builder;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::text::{Span, one_line};

impl Builder<'_> {
    /// `- entry` lines belong to the field above them: one error for all of them.
    pub(super) fn yaml_entry(&mut self, span: Span, members: &mut Vec<Member>) {
        let entry = entry_of(self.slice(span));
        let previous = self.diagnostics.last_mut().filter(|last| *last.code == codes::YAML_LIST);
        match (previous, members.last_mut()) {
            (Some(diagnostic), Some(Member::Broken(earlier))) => {
                extend(diagnostic, span, entry.as_deref());
                // A member lies within its item.
                if (earlier.start as usize) < self.base {
                    members.push(Member::Broken(span));
                } else {
                    *earlier = earlier.to(span);
                }
            }
            (_, Some(Member::Field(field))) if field.value.kind == ValueKind::Missing => {
                let diagnostic = yaml_list(field, span, entry.as_deref());
                // In column 0 the empty field has been reported before its entries were seen.
                let echo = |d: &&mut Diagnostic| *d.code == codes::MISSING_VALUE;
                match self.diagnostics.last_mut().filter(echo) {
                    Some(last) if last.primary_span().is_some_and(|place| place.touches(field.span)) => {
                        *last = diagnostic;
                    }
                    _ => self.report(diagnostic),
                }
                members.push(Member::Broken(span));
            }
            _ => self.broken(span, members),
        }
    }
}

/// The entry as it stands in brackets; `None` where it is more than a value.
fn entry_of(line: &str) -> Option<String> {
    let line = line.trim_start_matches('-');
    let line = line.split(" #").next().unwrap_or_default().trim();
    let bare = ['"', '\''].iter().find_map(|quote| line.strip_prefix(*quote)?.strip_suffix(*quote));
    match bare {
        Some(inner) if is_plain(inner) => Some(inner.to_owned()),
        Some(inner) => Some(format!("\"{inner}\"")),
        None if line.is_empty() || line.contains(": ") || line.ends_with(':') => None,
        None => Some(line.to_owned()),
    }
}

/// A word, a catalogue entry or a handle needs no quotes.
fn is_plain(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase() || c == '@')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'.' | b'-' | b'@'))
}

/// The first `- entry` line below a field.
fn yaml_list(field: &Field, span: Span, entry: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(&codes::YAML_LIST, "this looks like a YAML list item")
        .at(span, "entries do not stand on lines of their own")
        .also(field.name.span, format!("the list of `{}`", field.name.text));
    match entry {
        Some(entry) => diagnostic.fix(
            format!("write a list in brackets: `[{}]`", one_line(entry, 60)),
            Applicability::Safe,
            field.value.span.to(span),
            format!(" [{entry}]"),
        ),
        None => without_list(diagnostic),
    }
}

fn without_list(diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.help(
        "a list has ids in brackets: `[a, b]`; what has fields of its own is declared: `kind id \"Title\" { field: value }`",
    )
}

/// Another `- entry` line of the same list.
fn extend(diagnostic: &mut Diagnostic, span: Span, entry: Option<&str>) {
    if let Some(label) = diagnostic.labels.iter_mut().find(|label| label.primary) {
        label.span = label.span.to(span);
    }
    let Some(help) = diagnostic.helps.first_mut().filter(|help| help.fix.is_some()) else { return };
    let Some(entry) = entry else {
        diagnostic.helps.clear();
        let plain = std::mem::replace(diagnostic, Diagnostic::new(&codes::YAML_LIST, ""));
        *diagnostic = without_list(plain);
        return;
    };
    let shown = help.message.trim_end_matches("]`").to_owned();
    if !shown.ends_with('…') {
        let more = if shown.len() > 120 { ", …".to_owned() } else { format!(", {}", one_line(entry, 60)) };
        help.message = format!("{shown}{more}]`");
    }
    if let Some((place, text)) = help.fix.as_mut().and_then(|fix| fix.edits.first_mut()) {
        *place = place.to(span);
        text.truncate(text.len() - 1);
        text.push_str(&format!(", {entry}]"));
    }
}
