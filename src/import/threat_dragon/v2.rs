//! Version 2: a diagram's cells lie in the diagram.

use crate::import::Input;
use crate::import::json::Node;

/// Whether the input is of version 2, or of any later one.
pub(super) fn recognise(input: &Input) -> bool {
    input.json.as_ref().is_some_and(super::is_model)
}

/// The cells of a diagram.
pub(super) fn cells<'a>(diagram: &Node<'a>) -> Vec<Node<'a>> {
    let own = diagram.get("cells").items();
    // The number of the version is no proof.
    if own.is_empty() { super::v1::cells(diagram) } else { own }
}
