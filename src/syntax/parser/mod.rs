//! Items → AST by pest. The only home of pest; its own messages are never shown.

mod adopt;
mod build;
mod expression;
mod literal;
mod meant;
mod names;
mod row;
mod slips;
mod slips_in_arguments;
mod slips_in_heads;
mod slips_in_questions;
mod slips_in_rules;
mod slips_in_values;
mod yaml;

use super::ast::{Comment, Declaration, File, Member, Name};
use super::codes;
use super::patch::Patched;
use super::split::{ItemText, split};
use crate::diagnostics::Diagnostic;
use crate::text::{FileId, Span};
use build::Builder;
use pest::Parser;

#[allow(missing_docs, reason = "the rules are described in the grammar")]
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/caveat.pest"]
    pub struct CaveatParser;
}
use grammar::{CaveatParser, Rule};

/// What a text says, as far as it can be read, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parsed {
    /// The tree.
    pub file: File,
    /// Syntax errors in order.
    pub diagnostics: Vec<Diagnostic>,
    /// The pieces that were parsed each on its own; every member lies within one.
    pub items: Vec<Span>,
}

/// Reads a text. Never fails: what cannot be read is kept as broken text.
pub fn parse(file: FileId, text: &str) -> Parsed {
    let split = split(file, text);
    let comments: Vec<Comment> =
        split.comments.iter().map(|(start, end)| Comment { span: Span::new(file, *start, *end) }).collect();
    let mut members = Vec::with_capacity(split.items.len());
    let mut found = Vec::new();
    for item in &split.items {
        parse_item(file, text, item, &comments, &mut members, &mut found);
    }
    let mut diagnostics = split.diagnostics;
    diagnostics.extend(found);
    diagnostics = one_for_each_line(text, diagnostics);
    let items = split.items.iter().map(|item| Span::new(file, item.start, item.end)).collect();
    Parsed { file: File { members, comments }, diagnostics, items }
}

fn parse_item(
    file: FileId,
    text: &str,
    item: &ItemText,
    comments: &[Comment],
    members: &mut Vec<Member>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let source = &text[item.start..item.end];
    let whole = Span::new(file, item.start, item.end);
    if item.too_deep {
        members.push(salvage(file, source, whole));
        return;
    }
    let patched = Patched::new(source, item.start, &item.patches, &item.closers);
    match CaveatParser::parse(Rule::item, &patched.text) {
        Ok(pairs) => {
            let mut builder = Builder {
                file,
                text,
                base: item.start,
                end: item.end,
                patched: &patched,
                depth: 0,
                comments,
                diagnostics,
            };
            builder.item(pairs, members);
        }
        Err(_) => {
            let first_line = source.lines().next().unwrap_or_default().len();
            let span = Span::new(file, item.start, item.start + first_line);
            diagnostics.push(slips::unreadable(span, source));
            members.push(salvage(file, source, whole));
        }
    }
}

/// What can be saved of an item that cannot be read: its kind and id, so that references to it still hold.
fn salvage(file: FileId, source: &str, whole: Span) -> Member {
    let mut words = source.split([' ', '\t', '\n', '{', '"', ':', '(']).filter(|word| !word.is_empty());
    let is_word = |word: &&str| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let (Some(keyword), Some(id)) = (words.next().filter(is_word), words.next().filter(is_word)) else {
        return Member::Broken(whole);
    };
    let name = |word: &str| {
        let start = whole.start as usize + (word.as_ptr() as usize - source.as_ptr() as usize);
        Name { text: word.into(), span: Span::new(file, start, start + word.len()) }
    };
    Member::Declaration(Box::new(Declaration {
        span: whole,
        keyword: name(keyword),
        id: Some(name(id)),
        subject: None,
        title: None,
        params: None,
        head: None,
        block: None,
        doc: None,
    }))
}

/// Keeps the first error of each line: what follows on the line is most often its echo.
fn one_for_each_line(text: &str, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if diagnostics.len() < 2 {
        return diagnostics;
    }
    // A string or bracket that is not closed explains whatever else is wrong on its line; a string, the brackets too.
    let weight = |diagnostic: &Diagnostic| match diagnostic.code {
        code if *code == codes::UNCLOSED_STRING => 0,
        code if *code == codes::UNCLOSED_BRACKET => 1,
        _ => 2,
    };
    let start = |diagnostic: &Diagnostic| diagnostic.primary_span().map_or(0, |span| span.start as usize);
    diagnostics.sort_by_key(start);
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    let mut line_end = 0;
    for diagnostic in diagnostics {
        let at = start(&diagnostic);
        match kept.last_mut() {
            Some(last) if at < line_end => {
                if weight(&diagnostic) < weight(last) {
                    *last = diagnostic;
                }
            }
            _ => {
                line_end = text[at..].find('\n').map_or(usize::MAX, |length| at + length + 1);
                kept.push(diagnostic);
            }
        }
    }
    kept
}
