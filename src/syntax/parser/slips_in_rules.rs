//! What a person most likely meant by a rule that is written as a loop: `for each h in hops { … }`, `over in {a, b}`.

use super::super::ast::{Declaration, Field, Member, Name, Operator, Value, ValueKind};
use super::super::codes;
use super::Rule;
use super::build::Builder;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::text::{Span, one_line};
use pest::iterators::Pair;

/// `h in hops` behind the word `for`.
struct Range<'t> {
    variable: &'t str,
    set: &'t str,
    /// What follows on the line, behind a colon if there is one.
    rest: &'t str,
}

fn range(text: &str) -> Option<Range<'_>> {
    let text = text.trim();
    let text = text.strip_prefix("each ").unwrap_or(text);
    let (variable, behind) = text.split_once(" in ")?;
    let behind = behind.trim_start();
    let end = behind.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.').unwrap_or(behind.len());
    let (set, rest) = behind.split_at(end);
    let is_name = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let rest = rest.trim_start();
    let ends = rest.is_empty() || rest.starts_with([':', '{']);
    (is_name(variable.trim()) && !set.is_empty() && ends).then_some(Range {
        variable: variable.trim(),
        set,
        rest: rest.trim_start_matches(':').trim(),
    })
}

impl Builder<'_> {
    /// Whether what begins with this word is the `for` of a rule that lacks its colon.
    pub(super) fn is_range(&self, keyword: Span, word: &str, end: u32) -> bool {
        word == "for" && range(self.slice(Span { start: keyword.end, end, ..keyword })).is_some()
    }

    /// `for h in hops`, `for each h in hops { … }`: the field that was meant, and what stands in its braces.
    pub(super) fn range_without_colon(&mut self, member: Member) -> Vec<Member> {
        let Member::Declaration(declaration) = member else { return vec![member] };
        let Declaration { keyword, block, span, .. } = &*declaration;
        let end = block.as_ref().map_or(span.end, |block| block.span.start);
        let text = self.text.get(keyword.span.end as usize..end as usize).unwrap_or_default();
        let Some(range) = range(text).filter(|_| keyword.text == "for") else {
            return vec![Member::Declaration(declaration)];
        };
        let start = keyword.span.end as usize;
        let at = |piece: &str| {
            let from = start + (piece.as_ptr() as usize - text.as_ptr() as usize);
            Span::new(keyword.span.file, from, from + piece.len())
        };
        let (variable, set) = (at(range.variable), at(range.set));
        let whole = keyword.span.to(set);
        let better = format!("for: {} in {}", range.variable, range.set);
        let diagnostic =
            Diagnostic::new(&codes::UNREADABLE, "the field `for` needs a colon").at(whole, "a field of the rule");
        let diagnostic = match (block, range.rest) {
            (None, "") => diagnostic.fix(format!("write `{better}`"), Applicability::Safe, whole, better),
            (Some(_), _) => diagnostic
                .note("a rule has no loop: its other fields stand beside `for`")
                .help(format!("write `{better}`, and the other fields on lines below it, without braces around them")),
            (None, rest) => diagnostic
                .note("each field stands on a line of its own")
                .help(format!("write `{better}`, and `{}` on the line below", one_line(&with_colon(rest), 60))),
        };
        let word = |span: Span, text: &str| Value { span, kind: ValueKind::Word(text.into()) };
        let both = (Box::new(word(variable, range.variable)), Box::new(word(set, range.set)));
        let value = Value { span: variable.to(set), kind: ValueKind::Binary(Operator::In, both.0, both.1) };
        let mut members = vec![Member::Field(Field { span: whole, name: keyword.clone(), value, block: None })];
        if let Some(first) = range.rest.split([' ', ':']).next().filter(|word| !word.is_empty() && block.is_none()) {
            // It is there, though not read: that it is missing would be an echo.
            let (name, span) = (Name { text: first.into(), span: at(first) }, at(range.rest));
            let value = Value { span: span.after(), kind: ValueKind::Missing };
            members.push(Member::Field(Field { span, name, value, block: None }));
        }
        self.report(diagnostic);
        members.extend(declaration.block.into_iter().flat_map(|block| block.members));
        members
    }

    /// Whether `over in {http, ftp}` has braces around what should be a list.
    pub(super) fn is_set_in_braces(&self, block: &Pair<'_, Rule>, before: &Value) -> bool {
        let open = matches!(&before.kind, ValueKind::Binary(Operator::In, _, set) if set.kind == ValueKind::Missing);
        let inner = block.as_str().trim_start_matches('{').trim_end_matches('}');
        open && !inner.contains([':', '{', '"', '\n'])
    }

    /// Reports a list in braces, in the place of the error that nothing follows `in`.
    pub(super) fn set_in_braces(&mut self, value: Span, braces: Span) -> Value {
        self.diagnostics.pop_if(|last| last.primary_span().is_some_and(|span| span.touches(value)));
        let inner = self.slice(braces).trim_start_matches('{').trim_end_matches('}').trim();
        let better = format!("[{inner}]");
        let before = self.slice(Span { end: braces.start, ..value }).trim_end().to_owned();
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, "a list stands in brackets")
            .at(braces, "braces hold the members of a declaration")
            .fix(format!("write `{} {better}`", one_line(&before, 60)), Applicability::Safe, braces, better);
        self.report(diagnostic);
        Value { span: value.to(braces), kind: ValueKind::Missing }
    }
}

/// `raise tampering on h` as a field.
fn with_colon(text: &str) -> String {
    match text.split_once(' ') {
        Some((name, value)) if !name.ends_with(':') => format!("{name}: {value}"),
        _ => text.to_owned(),
    }
}
