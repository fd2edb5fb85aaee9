//! A model too large for one picture: an overview with closed boundaries, and a picture for each of them.
//!
//! Each element is drawn in exactly one of these pictures, besides being the neighbour of a part that it has a flow with.

use super::closed::{arrows, closed};
use super::selection::{Selection, content, steps};
use super::{DiagramContent, End, Step, Subject, closed_by, view_of};
use crate::analysis::query::Questions;
use crate::model::{BoundaryId, ElementId, FlowId, FlowState, Region, ThreatModel, ViewColour, ViewId};
use std::collections::BTreeSet;

/// A boundary with no more elements than this is drawn open: to look into it is no more than a glance.
const HANDFUL: usize = 6;

/// The overview, then the parts, each before those in it.
pub(super) fn contents(model: &ThreatModel, limit: usize) -> Vec<DiagramContent> {
    let sizes = sizes(model);
    let boxes = boxes_of_overview(model, &sizes);
    let overview = content(model, Subject::Whole, &[], &[]);
    let mut contents = vec![super::closed::close(model, overview, &boxes, &[])];
    let mut left: Vec<BoundaryId> = boxes.into_iter().rev().collect();
    while let Some(boundary) = left.pop() {
        let inner =
            if sizes[boundary.index()] > limit { large_within(model, &sizes, Some(boundary)) } else { Vec::new() };
        // A view of the author's that shows all of it and nothing else is its picture already.
        match view_of(model, boundary).filter(|view| model[*view].hide.is_empty()) {
            Some(view) => left.extend(boxes_of_view(model, view, boundary).into_iter().rev()),
            None => {
                contents.push(part(model, boundary, &inner));
                left.extend(inner.into_iter().rev());
            }
        }
    }
    contents
}

/// The outermost boundaries that are worth closing. If all lies in one, a single box would say nothing: then those in it.
fn boxes_of_overview(model: &ThreatModel, sizes: &[usize]) -> Vec<BoundaryId> {
    let mut boxes = large_within(model, sizes, None);
    while let [only] = boxes.as_slice()
        && sizes[only.index()] == model.elements.len()
    {
        let inner = large_within(model, sizes, Some(*only));
        if inner.is_empty() {
            break;
        }
        boxes = inner;
    }
    boxes
}

/// The boundaries in another one that its view closes; of nested ones the outermost. Their pictures are needed as well.
fn boxes_of_view(model: &ThreatModel, view: ViewId, boundary: BoundaryId) -> Vec<BoundaryId> {
    let closed = closed_by(model, &model[view]);
    let around = |id: BoundaryId| model.around(model[id].parent);
    let is_box = |id: &BoundaryId| {
        closed.contains(id) && around(*id).any(|id| id == boundary) && !around(*id).any(|id| closed.contains(&id))
    };
    (0..model.boundaries.len()).map(BoundaryId::from).filter(is_box).collect()
}

/// How many elements lie in each boundary, at whatever depth.
fn sizes(model: &ThreatModel) -> Vec<usize> {
    let mut sizes = vec![0; model.boundaries.len()];
    for element in &model.elements {
        model.around(element.boundary).for_each(|boundary| sizes[boundary.index()] += 1);
    }
    sizes
}

/// The boundaries right inside another one, or outside of all, that are worth closing.
fn large_within(model: &ThreatModel, sizes: &[usize], around: Option<BoundaryId>) -> Vec<BoundaryId> {
    let all = (0..model.boundaries.len()).map(BoundaryId::from);
    all.filter(|id| model[*id].parent == around && sizes[id.index()] > HANDFUL).collect()
}

/// What lies in a boundary, with what its flows lead to outside.
fn part(model: &ThreatModel, boundary: BoundaryId, inner: &[BoundaryId]) -> DiagramContent {
    let inside = content(model, Subject::Part(boundary), &[Region::Boundary(boundary)], &[]);
    let shown = crossing_steps(model, boundary, inner);
    let own = inside.elements.iter().map(|element| end(model, boundary, inner, *element).1);
    let ends: Vec<End> = own.chain(shown.iter().flat_map(|(_, from, to)| [*from, *to])).collect();
    let elements: BTreeSet<ElementId> =
        ends.iter().filter_map(|end| if let End::Element(id) = end { Some(*id) } else { None }).collect();
    let boxes: BTreeSet<BoundaryId> =
        ends.iter().filter_map(|end| if let End::Closed(id) = end { Some(*id) } else { None }).collect();
    let open = |id: &BoundaryId| {
        let around: Vec<BoundaryId> = model.around(Some(*id)).collect();
        around.contains(&boundary) && !around.iter().any(|around| inner.contains(around))
    };
    let nothing = Selection::of(&Questions::new(model), &[]);
    DiagramContent {
        subject: Subject::Part(boundary),
        elements: elements.into_iter().collect(),
        closed: boxes.into_iter().map(|id| closed(model, id, &nothing)).collect(),
        boundaries: inside.boundaries.into_iter().filter(open).collect(),
        arrows: arrows(model, shown.into_iter()),
        direction: None,
        colour: ViewColour::default(),
    }
}

/// Whether an element lies in the part, and what stands for it: a box of the part, or outside of it the outermost
/// boundary that does not hold the part itself.
fn end(model: &ThreatModel, part: BoundaryId, inner: &[BoundaryId], element: ElementId) -> (bool, End) {
    let path: Vec<BoundaryId> = model.around(model[element].boundary).collect();
    let within = path.contains(&part);
    let closed = match within {
        true => path.iter().find(|id| inner.contains(id)),
        false => path.iter().rev().find(|id| !model.around(Some(part)).any(|around| around == **id)),
    };
    (within, closed.map_or(End::Element(element), |id| End::Closed(*id)))
}

/// Steps that touch the part, with what stands for their ends.
fn crossing_steps(model: &ThreatModel, part: BoundaryId, inner: &[BoundaryId]) -> Vec<(Step, End, End)> {
    let flows = (0..model.flows.len()).map(FlowId::from).filter(|id| model[*id].state != FlowState::Retired);
    let steps = flows.flat_map(|flow| steps(model, flow));
    let ends = |step: Step| {
        let (from_within, from) = end(model, part, inner, step.from);
        let (to_within, to) = end(model, part, inner, step.to);
        (from_within || to_within).then_some((step, from, to))
    };
    steps.filter_map(ends).collect()
}
