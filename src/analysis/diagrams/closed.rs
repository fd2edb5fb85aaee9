//! Closing boundaries: each becomes one box, and what ended in it ends at the box.

use super::selection::{Selection, steps};
use super::{Arrow, Closed, DiagramContent, End, Step};
use crate::analysis::query::Questions;
use crate::model::{BoundaryId, ElementId, ElementKind, FlowId, FlowState, Region, ThreatModel};
use std::collections::BTreeMap;

/// The outermost boundaries with a process or a store in them.
pub(super) fn systems(model: &ThreatModel) -> Vec<BoundaryId> {
    let inside = model.elements.iter().filter(|element| element.kind != ElementKind::ExternalEntity);
    let mut systems: Vec<BoundaryId> = inside.filter_map(|element| model.around(element.boundary).last()).collect();
    systems.sort();
    systems.dedup();
    systems
}

/// The content with some boundaries closed; of nested ones the outermost.
pub(super) fn close(
    model: &ThreatModel,
    open: DiagramContent,
    wanted: &[BoundaryId],
    hide: &[Region],
) -> DiagramContent {
    if wanted.is_empty() {
        return open;
    }
    let hidden = Selection::of(&Questions::new(model), hide);
    let outermost = |innermost: Option<BoundaryId>| model.around(innermost).filter(|id| wanted.contains(id)).last();
    let end = |element: ElementId| outermost(model[element].boundary).map_or(End::Element(element), End::Closed);
    // A boundary is among these if it is asked for, or if something that is shown lies in it.
    let boxes = open.boundaries.iter().filter(|id| outermost(Some(**id)) == Some(**id));
    let closed = boxes.map(|id| closed(model, *id, &hidden)).collect();
    let steps = open.arrows.iter().flat_map(Arrow::steps);
    DiagramContent {
        elements: open.elements.iter().copied().filter(|id| end(*id) == End::Element(*id)).collect(),
        closed,
        boundaries: open.boundaries.iter().copied().filter(|id| outermost(Some(*id)).is_none()).collect(),
        arrows: arrows(model, steps.map(|step| (*step, end(step.from), end(step.to)))),
        ..open
    }
}

/// A boundary as one box, but for what is hidden.
pub(super) fn closed(model: &ThreatModel, boundary: BoundaryId, hidden: &Selection) -> Closed {
    let inside = |id: &ElementId| {
        !hidden.elements[id.index()] && model.around(model[*id].boundary).any(|around| around == boundary)
    };
    let stays = |id: &FlowId| {
        let steps = steps(model, *id);
        let drawn = model[*id].state != FlowState::Retired && !hidden.flows[id.index()] && !steps.is_empty();
        drawn && steps.iter().all(|step| inside(&step.from) && inside(&step.to))
    };
    Closed {
        boundary,
        elements: (0..model.elements.len()).map(ElementId::from).filter(inside).collect(),
        flows: (0..model.flows.len()).map(FlowId::from).filter(stays).collect(),
    }
}

/// Arrows for steps between ends. Steps that stay at their end have none; those of one sort the same way between the same
/// two ends share one if an end is a box.
pub(super) fn arrows(model: &ThreatModel, steps: impl Iterator<Item = (Step, End, End)>) -> Vec<Arrow> {
    let mut arrows: Vec<Arrow> = Vec::new();
    let mut shared: BTreeMap<(usize, usize, [bool; 4]), usize> = BTreeMap::new();
    for (step, from, to) in steps {
        let arrow = Arrow { first: step, more: Vec::new(), from, to };
        match (from, to) {
            (End::Element(_), End::Element(_)) => arrows.push(arrow),
            (End::Closed(a), End::Closed(b)) if a == b => {}
            _ => {
                let at = *shared.entry((number(from), number(to), sort(model, &step))).or_insert(arrows.len());
                match arrows.get_mut(at) {
                    Some(first) => first.more.push(step),
                    None => arrows.push(arrow),
                }
            }
        }
    }
    arrows
}

/// All that the line of a step says besides open threats.
fn sort(model: &ThreatModel, step: &Step) -> [bool; 4] {
    let flow = &model[step.flow];
    [step.answer, flow.state == FlowState::Proposed, flow.out_of_scope.is_some(), step.rest]
}

/// A number of its own for each end.
fn number(end: End) -> usize {
    match end {
        End::Element(id) => id.index() * 2,
        End::Closed(id) => id.index() * 2 + 1,
    }
}
