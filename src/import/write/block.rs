//! Declarations as text: head, fields, inner declarations.
//!
//! May assume legal ids and cleaned texts. What it writes is laid out by the formatter afterwards; only where lines
//! break is decided here.

use crate::format::WIDTH;

/// A declaration with its members.
#[derive(Debug, Default)]
pub(super) struct Block {
    head: String,
    /// Rows of fields; those of a row stand on one line.
    rows: Vec<Vec<Field>>,
    inner: Vec<Block>,
}

#[derive(Debug)]
enum Field {
    Plain(String),
    /// A name and a text of several lines.
    Paragraph(&'static str, String),
}

impl Block {
    /// `kind id "Title"`
    pub(super) fn new(kind: &str, id: &str, title: Option<&str>) -> Self {
        let title = title.map(|title| format!(" {}", quoted(title))).unwrap_or_default();
        Block { head: format!("{kind} {id}{title}"), ..Block::default() }
    }

    /// A declaration that is nothing but its head.
    pub(super) fn bare(head: impl Into<String>) -> Self {
        Block { head: head.into(), ..Block::default() }
    }

    /// Adds to the head.
    pub(super) fn head(&mut self, text: &str) {
        self.head.push_str(text);
    }

    /// Adds fields that stand on one line.
    pub(super) fn row(&mut self, fields: impl IntoIterator<Item = (&'static str, Option<String>)>) {
        let fields = fields.into_iter().filter_map(|(name, value)| Some(Field::Plain(format!("{name}: {}", value?))));
        let row: Vec<Field> = fields.collect();
        if !row.is_empty() {
            self.rows.push(row);
        }
    }

    /// Adds a text.
    pub(super) fn text(&mut self, name: &'static str, text: Option<&str>) {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return };
        let field = match text.contains('\n') && !text.contains("\"\"\"") {
            true => Field::Paragraph(name, text.to_owned()),
            false => Field::Plain(format!("{name}: {}", quoted(text))),
        };
        self.rows.push(vec![field]);
    }

    /// Adds a declaration inside.
    pub(super) fn push(&mut self, block: Block) {
        self.inner.push(block);
    }

    /// Whether it takes several lines.
    pub(super) fn is_long(&self) -> bool {
        self.line(0).is_none()
    }

    fn line(&self, depth: usize) -> Option<String> {
        if !self.inner.iter().all(|inner| inner.head.starts_with("answer")) {
            return None;
        }
        let mut fields = Vec::new();
        for field in self.rows.iter().flatten() {
            match field {
                Field::Plain(text) => fields.push(text.as_str()),
                Field::Paragraph(..) => return None,
            }
        }
        fields.extend(self.inner.iter().map(|inner| inner.head.as_str()));
        let line = match fields.is_empty() {
            true => self.head.clone(),
            false => format!("{} {{ {} }}", self.head, fields.join(", ")),
        };
        (depth * 2 + line.chars().count() <= WIDTH || fields.is_empty()).then_some(line)
    }

    /// Writes it at a depth of nesting.
    pub(super) fn write(&self, out: &mut String, depth: usize) {
        let indent = "  ".repeat(depth);
        if let Some(line) = self.line(depth) {
            out.push_str(&format!("{indent}{line}\n"));
            return;
        }
        out.push_str(&format!("{indent}{} {{\n", self.head));
        let inner = "  ".repeat(depth + 1);
        for row in &self.rows {
            let fields: Vec<String> = row.iter().map(|field| field.written(&inner)).collect();
            out.push_str(&format!("{inner}{}\n", fields.join(", ")));
        }
        for block in &self.inner {
            block.write(out, depth + 1);
        }
        out.push_str(&format!("{indent}}}\n"));
    }
}

impl Field {
    fn written(&self, indent: &str) -> String {
        match self {
            Field::Plain(text) => text.clone(),
            Field::Paragraph(name, text) => {
                let lines =
                    text.lines().map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") });
                format!("{name}: \"\"\"\n{}\n{indent}\"\"\"", lines.collect::<Vec<_>>().join("\n"))
            }
        }
    }
}

/// A text in quotes on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// One id, or a list of ids; `None` without any.
pub(super) fn ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let ids: Vec<&str> = ids.into_iter().collect();
    match ids.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        several => Some(format!("[{}]", several.join(", "))),
    }
}
