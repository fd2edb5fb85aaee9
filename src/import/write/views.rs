//! A view for each diagram, unless it shows all there is.

use super::Page;
use super::block::{Block, ids};
use crate::import::foreign::{Diagram, Foreign};

/// The views.
pub(super) fn views(page: &Page<'_>) -> Vec<Block> {
    let diagrams = page.foreign.diagrams.iter().enumerate();
    diagrams.filter_map(|(index, diagram)| view(page, index, diagram)).collect()
}

/// What shows a diagram: the picture of the whole model, a view of its own, or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Drawn {
    Whole,
    View,
    Nowhere,
}

/// What shows a diagram.
pub(in crate::import) fn is_drawn(foreign: &Foreign, diagram: &Diagram) -> Drawn {
    let about = diagram.description.as_deref();
    let said = diagram.title.as_deref().is_some_and(|title| title != foreign.title) || about.is_some();
    match is_whole(foreign, diagram) {
        true if !(said && foreign.diagrams.len() > 1) => Drawn::Whole,
        _ if diagram.flows.is_empty() && diagram.elements.is_empty() && diagram.boundaries.is_empty() => Drawn::Nowhere,
        _ => Drawn::View,
    }
}

/// Whether a diagram shows all there is: then it is the model's own picture.
fn is_whole(foreign: &Foreign, diagram: &Diagram) -> bool {
    diagram.elements.len() == foreign.elements.len()
        && diagram.boundaries.len() == foreign.boundaries.len()
        && diagram.flows.len() == foreign.flows.len()
}

fn view(page: &Page<'_>, index: usize, diagram: &Diagram) -> Option<Block> {
    if is_drawn(page.foreign, diagram) != Drawn::View {
        return None;
    }
    let about = diagram.description.as_deref();
    let show = shown(page, diagram);
    show.as_ref()?;
    let mut block = Block::new("view", &page.ids.views[index], diagram.title.as_deref());
    block.row([("show", show)]);
    block.text("about", about);
    Some(block)
}

/// Flows bring their ends, elements the boundaries around them; what is left is named.
fn shown(page: &Page<'_>, diagram: &Diagram) -> Option<String> {
    let foreign = page.foreign;
    let at_ends = |element: &usize| diagram.flows.iter().any(|flow| foreign.flows[*flow].route.contains(element));
    let flows = diagram.flows.iter().map(|flow| page.ids.flows[*flow].as_str());
    let elements = diagram.elements.iter().filter(|element| !at_ends(element));
    let elements = elements.map(|element| page.ids.elements[*element].as_str());
    let is_empty = |boundary: &usize| {
        !foreign.elements.iter().any(|element| element.boundary == Some(*boundary))
            && !foreign.boundaries.iter().any(|inner| inner.parent == Some(*boundary))
    };
    let boundaries = diagram.boundaries.iter().filter(|boundary| is_empty(boundary));
    let boundaries = boundaries.map(|boundary| page.ids.boundaries[*boundary].as_str());
    ids(flows.chain(elements).chain(boundaries))
}
