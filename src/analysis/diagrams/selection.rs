//! What a diagram shows as long as no boundary is closed.

use super::{Arrow, DiagramContent, End, Step, Subject};
use crate::analysis::query::Questions;
use crate::model::{BoundaryId, ElementId, FlowId, FlowState, Hop, Region, StepId, ThreatModel, Value, ViewColour};

/// Which elements and flows a list of regions names.
pub(super) struct Selection {
    pub elements: Vec<bool>,
    pub flows: Vec<bool>,
    boundaries: Vec<bool>,
}

impl Selection {
    pub(super) fn of(questions: &Questions<'_>, regions: &[Region]) -> Self {
        let model = questions.model();
        let mut selection = Selection {
            elements: vec![false; model.elements.len()],
            flows: vec![false; model.flows.len()],
            boundaries: vec![false; model.boundaries.len()],
        };
        for region in regions {
            match region {
                Region::Element(id) => selection.elements[id.index()] = true,
                Region::Flow(id) => selection.flows[id.index()] = true,
                Region::Boundary(id) => selection.boundaries[id.index()] = true,
                Region::Flows(choice) => {
                    questions.chosen(choice).for_each(|id| selection.flows[id.index()] = true);
                }
            }
        }
        // Parents come before children, so one pass marks everything inside.
        for (index, boundary) in model.boundaries.iter().enumerate() {
            selection.boundaries[index] |= boundary.parent.is_some_and(|parent| selection.boundaries[parent.index()]);
        }
        for (index, element) in model.elements.iter().enumerate() {
            selection.elements[index] |= element.boundary.is_some_and(|around| selection.boundaries[around.index()]);
        }
        selection
    }
}

/// What is shown and not hidden; everything is shown if nothing is named.
pub(super) fn content(model: &ThreatModel, subject: Subject, show: &[Region], hide: &[Region]) -> DiagramContent {
    let questions = Questions::new(model);
    let (shown, hidden) = (Selection::of(&questions, show), Selection::of(&questions, hide));
    let all = show.is_empty();
    let mut elements: Vec<bool> = (0..model.elements.len()).map(|at| all || shown.elements[at]).collect();
    // A view of flows shows those flows; a view of elements shows what runs between them.
    let names_flows = show.iter().any(|region| matches!(region, Region::Flow(_) | Region::Flows(_)));
    let mut arrows = Vec::new();
    for (index, flow) in model.flows.iter().enumerate() {
        if flow.state == FlowState::Retired || hidden.flows[index] || (names_flows && !shown.flows[index]) {
            continue;
        }
        for step in steps(model, FlowId::from(index)) {
            if hidden.elements[step.from.index()] || hidden.elements[step.to.index()] {
                continue;
            }
            if shown.flows[index] {
                elements[step.from.index()] = true;
                elements[step.to.index()] = true;
            }
            arrows.push(Step { rest: is_rest(&questions, show, &step), ..step });
        }
    }
    arrows.retain(|step| elements[step.from.index()] && elements[step.to.index()]);
    let arrows = arrows.into_iter().map(arrow).collect();
    let elements: Vec<ElementId> =
        (0..elements.len()).filter(|at| elements[*at] && !hidden.elements[*at]).map(ElementId::from).collect();
    let boundaries = boundaries_around(model, &elements, all, &shown, &hidden);
    let (closed, colour) = (Vec::new(), ViewColour::default());
    DiagramContent { subject, elements, closed, boundaries, arrows, direction: None, colour }
}

fn arrow(step: Step) -> Arrow {
    Arrow { first: step, more: Vec::new(), from: End::Element(step.from), to: End::Element(step.to) }
}

/// The steps of a flow, then those of its written answer.
pub(super) fn steps(model: &ThreatModel, id: FlowId) -> Vec<Step> {
    let step = |(step, hop): (StepId, &Hop)| {
        let (from, to) = (hop.from, hop.to);
        Step { flow: id, hop: step.hop, answer: step.answer, from, to, rest: false }
    };
    model.steps(id).map(step).collect()
}

/// Whether the flow of a step is chosen by conditions alone, and none is known to hold of this step.
fn is_rest(questions: &Questions<'_>, show: &[Region], step: &Step) -> bool {
    let subject = Value::Step(StepId { flow: step.flow, answer: step.answer, hop: step.hop });
    let holds = |region: &Region| match region {
        Region::Flows(choice) => Some(questions.holds(&subject, &choice.condition) == Some(true)),
        Region::Element(_) | Region::Flow(_) | Region::Boundary(_) => None,
    };
    let outcomes: Vec<bool> = show.iter().filter_map(holds).collect();
    !outcomes.is_empty() && !outcomes.contains(&true) && !show.contains(&Region::Flow(step.flow))
}

/// Boundaries that hold a shown element, and empty ones that are asked for.
fn boundaries_around(
    model: &ThreatModel,
    elements: &[ElementId],
    all: bool,
    shown: &Selection,
    hidden: &Selection,
) -> Vec<BoundaryId> {
    let mut wanted: Vec<bool> =
        (0..model.boundaries.len()).map(|at| (all || shown.boundaries[at]) && !hidden.boundaries[at]).collect();
    for element in elements {
        if let Some(around) = model[*element].boundary {
            wanted[around.index()] = true;
        }
    }
    // Children come after parents, so one pass backwards marks every boundary around a wanted one.
    for index in (0..wanted.len()).rev() {
        if let (true, Some(parent)) = (wanted[index], model.boundaries[index].parent) {
            wanted[parent.index()] = true;
        }
    }
    (0..wanted.len()).filter(|at| wanted[*at]).map(BoundaryId::from).collect()
}
