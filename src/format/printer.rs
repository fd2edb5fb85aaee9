//! Files, declarations and blocks. Comments are woven in by their places.

use super::WIDTH;
use super::values::{one_line, value};
use crate::diagnostics::Diagnostic;
use crate::syntax::{Block, Comment, Declaration, Field, Member, Parsed, ValueKind};
use crate::text::Span;

/// Spaces of one level of indentation.
const INDENT: usize = 2;

/// How much of a text with errors stays as its author wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// The fields and declarations in which something is wrong.
    BrokenMembers,
    /// Whole items in which something is wrong.
    BrokenItems,
}

/// Prints a parsed text.
pub(super) fn print(text: &str, parsed: &Parsed, keep: Keep) -> String {
    let mut broken: Vec<Span> = parsed.diagnostics.iter().filter_map(Diagnostic::primary_span).collect();
    broken.sort();
    let mut printer = Printer { text, comments: &parsed.file.comments, broken: &broken, next: 0, out: String::new() };
    let mut end = 0;
    let mut left = parsed.file.members.as_slice();
    for item in &parsed.items {
        let (start, item_end) = (item.start as usize, item.end as usize);
        printer.comments_before(start, 0, &mut end);
        printer.blank_line(end, start);
        let broken = keep == Keep::BrokenItems && touching(&broken, *item).next().is_some();
        // Members come in the order of their items.
        let members = left.iter().take_while(|member| within(member.span(), *item)).count();
        let (members, later) = left.split_at(members);
        left = later;
        match members {
            [member] if !broken => printer.member(member, 0),
            _ => printer.verbatim(start, item_end),
        }
        printer.trailing_comment(item_end);
        printer.out.push('\n');
        end = printer.end_of_line(item_end);
    }
    printer.comments_before(text.len(), 0, &mut end);
    printer.out
}

/// Those of sorted places that begin within a span, and the one before them if it reaches there.
fn touching(places: &[Span], span: Span) -> impl Iterator<Item = &Span> {
    let first = places.partition_point(|place| place.start < span.start).saturating_sub(1);
    let begin = move |place: &&Span| place.start <= span.end;
    places[first..].iter().take_while(begin).filter(move |place| place.touches(span))
}

fn within(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

struct Printer<'a> {
    text: &'a str,
    comments: &'a [Comment],
    /// Places of errors.
    broken: &'a [Span],
    /// Index of the first comment that has not been printed.
    next: usize,
    out: String,
}

impl Printer<'_> {
    fn indent(&mut self, depth: usize) {
        self.out.extend(std::iter::repeat_n(' ', depth * INDENT));
    }

    fn column(&self) -> usize {
        let line = self.out.rsplit('\n').next().unwrap_or_default();
        line.chars().count()
    }

    /// Keeps a blank line of the author's, but never more than one, and none at the start of a file or block.
    fn blank_line(&mut self, from: usize, to: usize) {
        let between = self.text.get(from..to).unwrap_or_default();
        let at_start = self.out.is_empty() || self.out.ends_with("{\n");
        if !at_start && !self.out.ends_with("\n\n") && between.matches('\n').count() > 1 {
            self.out.push('\n');
        }
    }

    /// Prints the comments before a place, each on its own line; `end` is where the text before them ended.
    fn comments_before(&mut self, place: usize, depth: usize, end: &mut usize) {
        while let Some(comment) = self.comments.get(self.next).filter(|comment| (comment.span.start as usize) < place) {
            self.blank_line(*end, comment.span.start as usize);
            self.indent(depth);
            self.out.push_str(&self.text[comment.span.range()]);
            self.out.push('\n');
            *end = comment.span.end as usize;
            self.next += 1;
        }
    }

    /// Prints a comment that follows on the same line.
    fn trailing_comment(&mut self, end: usize) {
        let Some(comment) = self.comments.get(self.next) else { return };
        let start = comment.span.start as usize;
        let between = self.text.get(end..start).unwrap_or("\n");
        if between.chars().all(|c| c == ' ' || c == '\t' || c == ',') {
            self.out.push_str("  ");
            self.out.push_str(&self.text[comment.span.range()]);
            self.next += 1;
        }
    }

    /// Where the comment on the line of `end` ends, or `end` itself.
    fn end_of_line(&self, end: usize) -> usize {
        let last = self.next.checked_sub(1).map(|index| self.comments[index].span.end as usize);
        last.filter(|last| *last > end).unwrap_or(end)
    }

    fn verbatim(&mut self, start: usize, end: usize) {
        let source = self.text[start..end].trim_end_matches([' ', '\t', '\r', '\n']);
        self.out.push_str(source);
        while self.comments.get(self.next).is_some_and(|comment| (comment.span.end as usize) <= end) {
            self.next += 1;
        }
    }

    fn has_comment(&self, span: Span) -> bool {
        let inside = |comment: &&Comment| within(comment.span, span);
        self.comments[self.next..].iter().take_while(|c| c.span.start < span.end).any(|c| inside(&c))
    }

    /// Whether something is wrong in a member itself, not in a member of its block.
    fn is_broken(&self, member: &Member) -> bool {
        let members = match member {
            Member::Declaration(declaration) => declaration.members(),
            Member::Field(field) => field.block.as_ref().map_or(&[][..], |block| &block.members),
            Member::Broken(_) => &[],
        };
        // Members lie in the order of the text.
        let in_a_member = |span: &Span| {
            let before = members.partition_point(|inner| inner.span().start <= span.start);
            before.checked_sub(1).is_some_and(|index| within(*span, members[index].span()))
        };
        touching(self.broken, member.span()).any(|span| !in_a_member(span))
    }

    fn member(&mut self, member: &Member, depth: usize) {
        if self.is_broken(member) {
            return self.verbatim(member.span().range().start, member.span().range().end);
        }
        match member {
            Member::Declaration(declaration) => self.declaration(declaration, depth),
            Member::Field(field) => self.field(field, depth),
            Member::Broken(span) => self.verbatim(span.range().start, span.range().end),
        }
    }

    fn declaration(&mut self, declaration: &Declaration, depth: usize) {
        let block = declaration.block.as_ref();
        let head_end = block.map_or(declaration.span.end, |block| block.span.start);
        let head_span = Span { end: head_end, ..declaration.span };
        if self.has_comment(head_span) {
            return self.verbatim(declaration.span.range().start, declaration.span.range().end);
        }
        let head = self.head(declaration, depth);
        self.out.push_str(&head);
        let nameless = declaration.id.is_none() && declaration.subject.is_none() && declaration.title.is_none();
        match block {
            // Without its braces it would be read as a field.
            Some(block) if nameless && block.members.is_empty() && !self.has_comment(block.span) => {
                self.out.push_str(" {}");
            }
            Some(block) => self.block(block, depth),
            None => {}
        }
    }

    fn head(&self, declaration: &Declaration, depth: usize) -> String {
        let mut head = declaration.keyword.text.to_string();
        if let Some(id) = &declaration.id {
            head.push(' ');
            head.push_str(&id.text);
        }
        for part in [&declaration.subject, &declaration.title].into_iter().flatten() {
            head.push(' ');
            head.push_str(&one_line(part, self.text));
        }
        if let Some(params) = &declaration.params {
            head.push(' ');
            head.push_str(&super::values::arguments(params, self.text));
        }
        if let Some(route) = &declaration.head {
            head.push_str(": ");
            let column = depth * INDENT + head.chars().count();
            head.push_str(&value(route, self.text, column, depth));
        }
        head
    }

    fn field(&mut self, field: &Field, depth: usize) {
        let block = field.block.as_ref();
        let head_end = block.map_or(field.span.end, |block| block.span.start);
        if self.has_comment(Span { end: head_end, ..field.span }) {
            return self.verbatim(field.span.range().start, field.span.range().end);
        }
        self.out.push_str(&field.name.text);
        self.out.push(':');
        if field.value.kind != ValueKind::Missing {
            self.out.push(' ');
        }
        let text = value(&field.value, self.text, self.column(), depth);
        self.out.push_str(&text);
        if let Some(block) = block {
            self.block(block, depth);
        }
    }

    /// One line where the author wrote one and it fits, else a member (or a row of fields) a line.
    fn block(&mut self, block: &Block, depth: usize) {
        let commented = self.has_comment(block.span);
        if block.members.is_empty() && !commented {
            return;
        }
        let author_broke = self.text[block.span.range()].contains('\n');
        let broken = touching(self.broken, block.span).next().is_some();
        if !author_broke && !commented && !broken {
            let line = inline_block(block, self.text);
            // A closing brace or a comma may follow in the block around.
            if self.column() + 1 + line.chars().count() <= WIDTH {
                self.out.push(' ');
                self.out.push_str(&line);
                return;
            }
        }
        self.out.push_str(" {\n");
        self.members(&block.members, block.span, depth + 1);
        self.indent(depth);
        self.out.push('}');
    }

    fn members(&mut self, members: &[Member], block: Span, depth: usize) {
        let mut end = block.start as usize + 1;
        if self.opening_comment(end) {
            end = self.end_of_line(end);
        }
        let mut index = 0;
        while index < members.len() {
            let row = self.row(&members[index..], depth);
            let (first, last) = (members[index].span(), members[index + row - 1].span());
            self.comments_before(first.start as usize, depth, &mut end);
            self.blank_line(end, first.start as usize);
            self.indent(depth);
            for (position, member) in members[index..index + row].iter().enumerate() {
                if position > 0 {
                    self.out.push_str(", ");
                }
                self.member(member, depth);
            }
            self.trailing_comment(last.end as usize);
            self.out.push('\n');
            end = self.end_of_line(last.end as usize);
            index += row;
        }
        self.comments_before(block.end as usize, depth, &mut end);
    }

    /// A comment right behind the opening brace stays there.
    fn opening_comment(&mut self, end: usize) -> bool {
        let before = self.next;
        // The brace has just been printed with a line end.
        if self
            .comments
            .get(self.next)
            .is_some_and(|c| self.text[end..(c.span.start as usize).max(end)].chars().all(|c| c == ' ' || c == '\t'))
        {
            self.out.pop();
            self.trailing_comment(end);
            self.out.push('\n');
        }
        self.next > before
    }

    /// How many fields the author wrote on one line that still fit there.
    fn row(&self, members: &[Member], depth: usize) -> usize {
        let simple = |member: &Member| matches!(member, Member::Field(field) if field.block.is_none() && !self.text[field.span.range()].contains('\n'));
        if !simple(&members[0]) {
            return 1;
        }
        let width = |member: &Member| match member {
            Member::Field(field) => {
                field.name.text.chars().count() + 2 + one_line(&field.value, self.text).chars().count()
            }
            _ => WIDTH,
        };
        let mut used = depth * INDENT + width(&members[0]);
        let mut row = 1;
        while let Some(next) = members.get(row).filter(|next| simple(next)) {
            let between = &self.text[members[row - 1].span().range().end..next.span().range().start];
            used += 2 + width(next);
            if between.contains('\n') || between.contains('#') || used > WIDTH {
                break;
            }
            row += 1;
        }
        row
    }
}

/// A block on one line: `{ a: 1, b: 2 }`.
fn inline_block(block: &Block, text: &str) -> String {
    let members: Vec<String> = block.members.iter().map(|member| inline_member(member, text)).collect();
    format!("{{ {} }}", members.join(", "))
}

fn inline_member(member: &Member, text: &str) -> String {
    match member {
        Member::Field(field) => {
            let mut line = format!("{}: {}", field.name.text, one_line(&field.value, text));
            if let Some(block) = field.block.as_ref().filter(|block| !block.members.is_empty()) {
                line.push(' ');
                line.push_str(&inline_block(block, text));
            }
            line
        }
        Member::Declaration(declaration) => {
            let printer = Printer { text, comments: &[], broken: &[], next: 0, out: String::new() };
            let mut line = printer.head(declaration, 0);
            if let Some(block) = declaration.block.as_ref().filter(|block| !block.members.is_empty()) {
                line.push(' ');
                line.push_str(&inline_block(block, text));
            }
            line
        }
        Member::Broken(span) => text[span.range()].trim_end().to_owned(),
    }
}
