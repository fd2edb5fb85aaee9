//! OWASP Threat Dragon models, versions 1 and 2.
//!
//! May assume JSON, not that it keeps to a schema: the app itself opens what does not. The two versions differ in where
//! the cells of a diagram stand (`v1`, `v2`); what a cell says is read alike (`cells`, `threats`).

mod cells;
mod explain;
mod geometry;
mod names;
mod ours;
mod reader;
mod steps;
mod threats;
mod v1;
mod v2;
mod words;

use super::{Importer, Input, Read};
use serde_json::Value;

/// Version 1: the cells of each diagram lie in `diagramJson`.
pub(super) const V1: Importer =
    Importer { name: "OWASP Threat Dragon 1", recognise: v1::recognise, read: |input| read(input, v1::cells) };
/// Version 2: the cells lie in the diagram.
pub(super) const V2: Importer =
    Importer { name: "OWASP Threat Dragon 2", recognise: v2::recognise, read: |input| read(input, v2::cells) };

fn read(input: &Input, cells: reader::FindCells) -> Read {
    let json = input.json.as_ref().map_or(Value::Null, unfolded);
    reader::read(&json, cells)
}

/// Whether it is a Threat Dragon model of any version. Not even the model that the app itself makes keeps to its schema, so
/// little is asked for: a list of diagrams where it belongs, or a version beside one of the two parts.
fn is_model(json: &Value) -> bool {
    let is_part = |key: &str| json.get(key).is_some_and(|part| part.is_object() || json_in(part).is_some());
    let has_diagrams = json.get("detail").is_some_and(|detail| {
        let detail = unfolded(detail);
        json_in(&detail)
            .unwrap_or(detail)
            .get("diagrams")
            .is_some_and(|diagrams| diagrams.is_array() || diagrams.is_string())
    });
    has_diagrams || (json.get("version").is_some_and(Value::is_string) && (is_part("summary") || is_part("detail")))
}

/// Names of members that some tools write as a string with JSON in it.
const NESTED: &[&str] = &["summary", "detail", "diagrams", "diagramJson", "cells"];

/// The document with the JSON that stands in strings in its place.
fn unfolded(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let unfold = |(key, member): (&String, &Value)| {
                let nested = NESTED.contains(&key.as_str()).then(|| json_in(member)).flatten();
                let member = match nested {
                    Some(nested) => unfolded(&nested),
                    None if NESTED.contains(&key.as_str()) => unfolded(member),
                    None => member.clone(),
                };
                (key.clone(), member)
            };
            Value::Object(members.iter().map(unfold).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(unfolded).collect()),
        other => other.clone(),
    }
}

/// The list or object that a string holds.
fn json_in(value: &Value) -> Option<Value> {
    let inner: Value = serde_json::from_str(value.as_str()?).ok()?;
    (inner.is_object() || inner.is_array()).then_some(inner)
}
