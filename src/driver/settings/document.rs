//! The text of a settings file → a small tree with places. The only home of the `toml` crate.
//!
//! Reading never fails: what can be read of a text with mistakes is in the tree.

use crate::text::{FileId, Span};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A settings file as written.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// What stands at its top, in reading order.
    pub entries: Vec<Entry>,
    /// Where it cannot be read, in reading order.
    pub errors: Vec<Unreadable>,
}

/// A place where the text is no TOML.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub span: Span,
    pub why: String,
}

/// `key = value`, or a table under its heading.
#[derive(Debug)]
pub(super) struct Entry {
    pub key: String,
    pub key_span: Span,
    pub value: Value,
}

/// A value with its place.
#[derive(Debug)]
pub(super) struct Value {
    pub span: Span,
    pub data: Data,
}

/// The values that settings take; of others only what they are.
#[derive(Debug)]
pub(super) enum Data {
    Text(String),
    Whole(i64),
    List(Vec<Value>),
    Table(Vec<Entry>),
    Other(&'static str),
}

impl Data {
    /// What it is, in words.
    pub fn describe(&self) -> &'static str {
        match self {
            Data::Text(_) => "a text",
            Data::Whole(_) => "a number",
            Data::List(_) => "a list",
            Data::Table(_) => "a table",
            Data::Other(what) => what,
        }
    }
}

/// What the crate says of a line without `=`; it would pass over the next line as well.
pub(super) const NO_VALUE: &str = "key with no value";
/// How many such lines are looked at.
const MOST: usize = 50;

/// Reads a text.
pub(super) fn read(file: FileId, text: &str) -> Document {
    let mut shown = text.to_owned();
    let mut errors = Vec::new();
    for _ in 0..MOST {
        let (_, found) = DeTable::parse_recoverable(&shown);
        let Some(error) = found.iter().find(|error| error.message().starts_with(NO_VALUE)) else { break };
        let error = unreadable(file, text, error);
        blank_line(&mut shown, error.span.range().start);
        errors.push(error);
    }
    let (table, rest) = DeTable::parse_recoverable(&shown);
    errors.extend(rest.iter().map(|error| unreadable(file, text, error)));
    errors.sort_by_key(|error| error.span);
    Document { entries: entries(file, table.get_ref()), errors }
}

fn unreadable(file: FileId, text: &str, error: &toml::de::Error) -> Unreadable {
    let span = error.span().unwrap_or(text.len()..text.len());
    Unreadable { span: place(file, span), why: error.message().to_owned() }
}

/// Makes spaces of the line around an offset; no other offset changes by that.
fn blank_line(text: &mut String, offset: usize) {
    let start = text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(offset..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| offset + length);
    text.replace_range(start..end, &" ".repeat(end - start));
}

fn place(file: FileId, range: Range<usize>) -> Span {
    Span::new(file, range.start, range.end)
}

/// The entries of a table in reading order; the crate sorts them by key.
fn entries(file: FileId, table: &DeTable<'_>) -> Vec<Entry> {
    let entry = |(key, spanned): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
        let key_text: &std::borrow::Cow<'_, str> = key.get_ref();
        let value = Value { span: place(file, spanned.span()), data: data(file, spanned.get_ref()) };
        Entry { key: key_text.to_string(), key_span: place(file, key.span()), value }
    };
    let mut entries: Vec<Entry> = table.iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.key_span);
    entries
}

fn data(file: FileId, value: &DeValue<'_>) -> Data {
    match value {
        DeValue::String(text) => Data::Text(text.to_string()),
        DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix())
            .map_or(Data::Other("a number that is too large"), Data::Whole),
        DeValue::Float(_) => Data::Other("a number with a fraction"),
        DeValue::Boolean(_) => Data::Other("true or false"),
        DeValue::Datetime(_) => Data::Other("a date"),
        DeValue::Array(items) => Data::List(
            items
                .iter()
                .map(|item| Value { span: place(file, item.span()), data: data(file, item.get_ref()) })
                .collect(),
        ),
        DeValue::Table(table) => Data::Table(entries(file, table)),
    }
}
