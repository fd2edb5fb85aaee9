//! Pairs of the grammar → AST. Declarations, blocks and fields; values are next door.

use super::super::ast::{Argument, Block, Comment, Declaration, Field, Member, Name, Value, ValueKind};
use super::super::codes;
use super::{Rule, slips};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::schema::words::RESERVED;
use crate::text::{FileId, Span};
use ecow::EcoString;
use pest::iterators::{Pair, Pairs};

/// Builds the tree of one item.
pub(super) struct Builder<'a> {
    pub file: FileId,
    /// The whole text of the file.
    pub text: &'a str,
    /// Where the item begins in it.
    pub base: usize,
    /// Where the item ends in it; brackets appended beyond it are not the author's.
    pub end: usize,
    pub comments: &'a [Comment],
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

impl Builder<'_> {
    pub(super) fn item(&mut self, pairs: Pairs<'_, Rule>, members: &mut Vec<Member>) {
        let inner = pairs.into_iter().next().map(Pair::into_inner);
        for pair in inner.into_iter().flatten() {
            match pair.as_rule() {
                Rule::declaration => {
                    let declaration = self.declaration(pair);
                    members.push(top_level(declaration));
                }
                Rule::stray | Rule::leftover => {
                    let span = self.span(&pair);
                    self.broken(span, members);
                }
                _ => {}
            }
        }
    }

    pub(super) fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        Span::new(self.file, (self.base + span.start()).min(self.end), (self.base + span.end()).min(self.end))
    }

    pub(super) fn name(&self, pair: &Pair<'_, Rule>) -> Name {
        Name { text: pair.as_str().into(), span: self.span(pair) }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    fn broken(&mut self, span: Span, members: &mut Vec<Member>) {
        let text = self.slice(span).trim_end();
        let span = Span::new(self.file, span.start as usize, span.start as usize + text.len());
        let diagnostic = slips::explain(span, text);
        self.report(diagnostic);
        members.push(Member::Broken(span));
    }

    fn declaration(&mut self, pair: Pair<'_, Rule>) -> Declaration {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let keyword = inner.next().map(|word| self.name(&word)).unwrap_or_else(|| Name { text: "".into(), span });
        let doc = self.doc_above(span.start as usize);
        let mut declaration = Declaration {
            span,
            keyword,
            doc,
            id: None,
            subject: None,
            title: None,
            params: None,
            head: None,
            block: None,
        };
        for part in inner {
            match part.as_rule() {
                Rule::subject => self.subject(part, &mut declaration),
                Rule::string => declaration.title = Some(self.string(&part)),
                Rule::arguments => declaration.params = Some(self.arguments(part)),
                Rule::head => declaration.head = Some(self.head(part)),
                Rule::junk => self.junk(&part, &declaration),
                Rule::block => declaration.block = Some(self.block(part)),
                _ => {}
            }
        }
        declaration
    }

    fn subject(&mut self, pair: Pair<'_, Rule>, declaration: &mut Declaration) {
        let span = self.span(&pair);
        let paths: Vec<Pair<'_, Rule>> = pair.into_inner().filter(|part| part.as_rule() == Rule::path).collect();
        match paths.as_slice() {
            [single] if !single.as_str().contains('.') => {
                let name = self.name(single);
                if name.text != "none" {
                    self.check_id(&name);
                }
                declaration.id = Some(name);
            }
            [single] => declaration.subject = Some(self.path(single)),
            several => {
                let stops = several.iter().map(|path| self.path(path)).collect();
                declaration.subject = Some(Value { span, kind: ValueKind::Route(stops) });
            }
        }
    }

    fn head(&mut self, pair: Pair<'_, Rule>) -> Value {
        let span = self.span(&pair);
        match pair.into_inner().next() {
            Some(value) => self.value(value),
            None => {
                let diagnostic = Diagnostic::new(&codes::MISSING_VALUE, "nothing follows this colon")
                    .at(span, "what should stand here?")
                    .help("a flow names its route: `flow login \"Log in\": browser -> web`");
                self.report(diagnostic);
                Value { span: span.after(), kind: ValueKind::Missing }
            }
        }
    }

    fn junk(&mut self, pair: &Pair<'_, Rule>, declaration: &Declaration) {
        let span = self.span(pair);
        let text = self.slice(span).trim_end();
        let span = Span::new(self.file, span.start as usize, span.start as usize + text.len());
        let diagnostic = slips::in_header(span, text, declaration);
        self.report(diagnostic);
    }

    pub(super) fn arguments(&mut self, pair: Pair<'_, Rule>) -> Vec<Argument> {
        let mut arguments = Vec::new();
        for argument in pair.into_inner().filter(|part| part.as_rule() == Rule::argument) {
            let mut inner = argument.into_inner();
            let Some(word) = inner.next() else { continue };
            let name = self.name(&word);
            let value = inner.next().map(|value| self.value(value));
            arguments.push(Argument { name, value });
        }
        arguments
    }

    fn block(&mut self, pair: Pair<'_, Rule>) -> Block {
        let span = self.span(&pair);
        let mut members = Vec::new();
        for part in pair.into_inner() {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::field => {
                    let field = self.field(part);
                    members.push(Member::Field(field));
                }
                Rule::declaration => {
                    let declaration = self.declaration(part);
                    members.push(Member::Declaration(Box::new(declaration)));
                }
                Rule::broken if self.slice(span).starts_with('-') => self.yaml_entry(span, &mut members),
                Rule::broken => self.broken(span, &mut members),
                Rule::stray => self.stray(span, &members),
                _ => {}
            }
        }
        self.missing_values(&members);
        Block { span, members }
    }

    fn field(&mut self, pair: Pair<'_, Rule>) -> Field {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let name = inner.next().map(|word| self.name(&word)).unwrap_or_else(|| Name { text: "".into(), span });
        let mut value = Value { span: span.after(), kind: ValueKind::Missing };
        let mut block = None;
        for part in inner {
            match part.as_rule() {
                Rule::block => block = Some(self.block(part)),
                _ => value = self.value(part),
            }
        }
        let end = block.as_ref().map_or(value.span, |block: &Block| block.span);
        Field { span: name.span.to(end), name, value, block }
    }

    /// `- entry` lines belong to the field above them: one error for all of them.
    fn yaml_entry(&mut self, span: Span, members: &mut Vec<Member>) {
        let entry = self.slice(span).trim_start_matches('-').trim().to_owned();
        let previous = self.diagnostics.last_mut().filter(|last| *last.code == codes::YAML_LIST);
        match (previous, members.last_mut()) {
            (Some(diagnostic), Some(Member::Broken(earlier))) => {
                *earlier = earlier.to(span);
                slips::extend_yaml_list(diagnostic, span, &entry);
            }
            (_, Some(Member::Field(field))) if field.value.kind == ValueKind::Missing => {
                let diagnostic = slips::yaml_list(field, span, &entry);
                self.report(diagnostic);
                members.push(Member::Broken(span));
            }
            _ => self.broken(span, members),
        }
    }

    /// Text behind a member on its line.
    fn stray(&mut self, span: Span, members: &[Member]) {
        let text = self.slice(span).trim_end();
        let span = Span::new(self.file, span.start as usize, span.start as usize + text.len());
        let diagnostic = match members.last() {
            Some(Member::Field(field)) => slips::after_field(span, text, field),
            _ => slips::explain(span, text),
        };
        self.report(diagnostic);
    }

    /// Fields without a value, but for those that a `- entry` line follows.
    fn missing_values(&mut self, members: &[Member]) {
        for (index, member) in members.iter().enumerate() {
            let Member::Field(field) = member else { continue };
            let reported = matches!(members.get(index + 1), Some(Member::Broken(span)) if self.slice(*span).starts_with('-'))
                || self
                    .diagnostics
                    .iter()
                    .rev()
                    .take(4)
                    .any(|d| d.primary_span().is_some_and(|span| span.touches(field.span)));
            if field.value.kind == ValueKind::Missing && !reported {
                let diagnostic = Diagnostic::new(&codes::MISSING_VALUE, format!("`{}` has no value", field.name.text))
                    .at(field.name.span, "a value must follow on this line")
                    .note("a field that is left out is unknown, which is not the same as no")
                    .help(format!("write the value after `{}: `, or leave the field out", field.name.text));
                self.report(diagnostic);
            }
        }
    }

    fn check_id(&mut self, name: &Name) {
        let legal = name.text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
            && name.text.starts_with(|first: char| first.is_ascii_lowercase());
        if !legal {
            let better = slips::legal_name(&name.text);
            let diagnostic = Diagnostic::new(&codes::BAD_NAME, format!("`{}` cannot be an id", name.text))
                .at(name.span, "ids have lower-case letters, digits and `_`, and begin with a letter")
                .note("an id is short and stays; the title behind it is free")
                .fix(format!("write `{better}`"), Applicability::NeedsLook, name.span, better);
            self.report(diagnostic);
        } else if RESERVED.contains(&name.text.as_str()) {
            let diagnostic = Diagnostic::new(&codes::RESERVED_WORD, format!("`{}` is a reserved word", name.text))
                .at(name.span, "it has a meaning inside values, so it cannot be an id")
                .help(format!("choose another id, such as `{}_1`", name.text));
            self.report(diagnostic);
        }
    }

    /// Text of the `##` comments on the lines right above.
    fn doc_above(&self, start: usize) -> Option<EcoString> {
        let after = self.comments.partition_point(|comment| (comment.span.start as usize) < start);
        let mut lines = Vec::new();
        let mut below = start;
        for comment in self.comments[..after].iter().rev() {
            let text = self.slice(comment.span);
            let between = &self.text[comment.span.end as usize..below];
            let alone =
                self.text[..comment.span.start as usize].rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
            if !text.starts_with("##") || !alone || !between.trim().is_empty() || between.matches('\n').count() != 1 {
                break;
            }
            let text = text.trim_start_matches('#');
            lines.push(text.strip_prefix(' ').unwrap_or(text));
            below = comment.span.start as usize;
        }
        lines.reverse();
        (!lines.is_empty()).then(|| lines.join("\n").into())
    }
}

/// `name: value` in column 0 looks like a declaration to the grammar; it is a field out of place.
fn top_level(declaration: Declaration) -> Member {
    match declaration {
        Declaration {
            id: None,
            subject: None,
            title: None,
            params: None,
            block: None,
            head: Some(value),
            keyword,
            span,
            ..
        } => Member::Field(Field { span, name: keyword, value, block: None }),
        declaration => Member::Declaration(Box::new(declaration)),
    }
}
