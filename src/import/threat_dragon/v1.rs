//! Version 1: a diagram's cells lie in its `diagramJson`, an object or a string with an object in it.

use crate::import::Input;
use crate::import::json::Node;
use serde_json::Value;

/// Whether the input is of version 1.
pub(super) fn recognise(input: &Input) -> bool {
    let Some(json) = &input.json else { return false };
    if !super::is_model(json) {
        return false;
    }
    match json.get("version").and_then(Value::as_str) {
        Some(version) => version.trim_start_matches(['v', 'V']).starts_with("1."),
        None => !has_cells(&super::unfolded(json)),
    }
}

fn has_cells(json: &Value) -> bool {
    let diagrams = json.pointer("/detail/diagrams").and_then(Value::as_array);
    diagrams.is_some_and(|diagrams| diagrams.iter().any(|diagram| diagram.get("cells").is_some()))
}

/// The cells of a diagram.
pub(super) fn cells<'a>(diagram: &Node<'a>) -> Vec<Node<'a>> {
    let nested = diagram.get("diagramJson");
    let cells = if nested.is_list() { nested.items() } else { nested.get("cells").items() };
    // A file may have been half converted.
    cells.into_iter().chain(diagram.get("cells").items()).collect()
}
