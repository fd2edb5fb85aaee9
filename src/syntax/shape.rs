//! Whether two texts say the same: their trees without places, and their comments without positions.

use super::ast::{Argument, Block, Declaration, Field, File, Member, Value, ValueKind};
use std::fmt::Write;

/// Whether both trees have the same members and values. Broken text is compared by its words.
pub fn same_meaning(a: &File, a_text: &str, b: &File, b_text: &str) -> bool {
    let shape = |file: &File, text: &str| {
        let mut writer = Shape { text, out: String::new() };
        file.members.iter().for_each(|member| writer.member(member));
        writer.comments(file);
        writer.out
    };
    shape(a, a_text) == shape(b, b_text)
}

struct Shape<'a> {
    text: &'a str,
    out: String,
}

impl Shape<'_> {
    fn put(&mut self, text: impl AsRef<str>) {
        self.out.push_str(text.as_ref());
        self.out.push('\u{1f}');
    }

    fn comments(&mut self, file: &File) {
        for comment in &file.comments {
            let text = self.text[comment.span.range()].trim_end().to_owned();
            self.put(text);
        }
    }

    fn member(&mut self, member: &Member) {
        match member {
            Member::Declaration(declaration) => self.declaration(declaration),
            Member::Field(field) => self.field(field),
            Member::Broken(span) => {
                let words = self.text[span.range()].split_whitespace().collect::<Vec<_>>().join(" ");
                self.put(words.trim_end_matches(','));
            }
        }
    }

    fn declaration(&mut self, declaration: &Declaration) {
        self.put("declaration");
        self.put(&declaration.keyword.text);
        self.put(declaration.id.as_ref().map_or("-", |id| id.text.as_str()));
        for value in [&declaration.subject, &declaration.title, &declaration.head] {
            self.optional(value.as_ref());
        }
        if let Some(params) = &declaration.params {
            self.arguments(params);
        }
        self.block(declaration.block.as_ref());
    }

    /// An empty block says nothing more than none.
    fn block(&mut self, block: Option<&Block>) {
        self.put("{");
        for member in block.map_or(&[][..], |block| &block.members) {
            self.member(member);
        }
        self.put("}");
    }

    fn field(&mut self, field: &Field) {
        self.put("field");
        self.put(&field.name.text);
        self.value(&field.value);
        self.block(field.block.as_ref());
    }

    fn arguments(&mut self, arguments: &[Argument]) {
        self.put("(");
        for argument in arguments {
            self.put(&argument.name.text);
            self.optional(argument.value.as_ref());
        }
        self.put(")");
    }

    fn optional(&mut self, value: Option<&Value>) {
        match value {
            Some(value) => self.value(value),
            None => self.put("-"),
        }
    }

    fn values<'v>(&mut self, word: &str, values: impl IntoIterator<Item = &'v Value>) {
        self.put(word);
        values.into_iter().for_each(|value| self.value(value));
        self.put(";");
    }

    fn value(&mut self, value: &Value) {
        match &value.kind {
            ValueKind::List(values) => self.values("list", values),
            ValueKind::Sequence(values) => self.values("sequence", values),
            ValueKind::Route(values) => self.values("route", values),
            ValueKind::Group(inner) => self.values("group", [&**inner]),
            ValueKind::Not(inner) => self.values("not", [&**inner]),
            ValueKind::Binary(operator, left, right) => self.values(operator.symbol(), [&**left, &**right]),
            ValueKind::Call(name, arguments) => {
                self.values("call", [&**name]);
                self.arguments(arguments);
            }
            ValueKind::Quantified { every, variable, set, condition } => {
                self.put(if *every { "every" } else { "any" });
                self.put(&variable.text);
                self.value(set);
                self.optional(condition.as_deref());
            }
            ValueKind::Path(names) => {
                self.put("path");
                names.iter().for_each(|name| self.put(&name.text));
            }
            ValueKind::Catalogue(scheme, entry) => {
                self.put("catalogue");
                self.put(&scheme.text);
                self.put(entry);
            }
            // Atoms hold no places.
            atom => {
                let _ = write!(self.out, "{atom:?}");
            }
        }
    }
}
