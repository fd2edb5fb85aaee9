//! What each diagram shows: the whole model, or the part that a view asks for.

use crate::model::{
    BoundaryId, ElementId, FlowId, FlowState, Region, ThreatModel, View, ViewColour, ViewDirection, ViewId,
};

/// One arrow of a diagram: a hop of a flow, or of its written answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrow {
    /// The flow.
    pub flow: FlowId,
    /// Index of the hop within the route, or within the written answer.
    pub hop: usize,
    /// Whether it belongs to the answer.
    pub answer: bool,
    /// Where it starts.
    pub from: ElementId,
    /// Where it ends.
    pub to: ElementId,
}

/// What a diagram shows, in declaration order; positions come later.
#[derive(Debug, Clone, PartialEq)]
pub struct DiagramContent {
    /// The view that asks for it; `None` for the whole model.
    pub view: Option<ViewId>,
    /// Elements.
    pub elements: Vec<ElementId>,
    /// Boundaries around them, parents before children.
    pub boundaries: Vec<BoundaryId>,
    /// Arrows between them.
    pub arrows: Vec<Arrow>,
    /// Which way the flows run, if the view says so.
    pub direction: Option<ViewDirection>,
    /// What the colours show.
    pub colour: ViewColour,
}

/// The diagrams of a model: the whole first, then its views in declaration order.
pub fn contents(model: &ThreatModel) -> Vec<DiagramContent> {
    let whole = content(model, None, &[], &[]);
    let views = model.views.iter().enumerate();
    let views = views.map(|(index, view)| view_content(model, ViewId::from(index), view));
    std::iter::once(whole).chain(views).collect()
}

fn view_content(model: &ThreatModel, id: ViewId, view: &View) -> DiagramContent {
    let content = content(model, Some(id), &view.show, &view.hide);
    DiagramContent { direction: view.direction, colour: view.colour, ..content }
}

/// Which elements and flows a list of regions names.
struct Selection {
    elements: Vec<bool>,
    flows: Vec<bool>,
    boundaries: Vec<bool>,
}

impl Selection {
    fn of(model: &ThreatModel, regions: &[Region]) -> Self {
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

fn content(model: &ThreatModel, view: Option<ViewId>, show: &[Region], hide: &[Region]) -> DiagramContent {
    let (shown, hidden) = (Selection::of(model, show), Selection::of(model, hide));
    let all = show.is_empty();
    let mut elements: Vec<bool> = (0..model.elements.len()).map(|at| all || shown.elements[at]).collect();
    // A view of flows shows those flows; a view of elements shows what runs between them.
    let names_flows = shown.flows.iter().any(|flow| *flow);
    let mut arrows = Vec::new();
    for (index, flow) in model.flows.iter().enumerate() {
        if flow.state == FlowState::Retired || hidden.flows[index] || (names_flows && !shown.flows[index]) {
            continue;
        }
        for arrow in arrows_of(model, FlowId::from(index)) {
            if hidden.elements[arrow.from.index()] || hidden.elements[arrow.to.index()] {
                continue;
            }
            if shown.flows[index] {
                elements[arrow.from.index()] = true;
                elements[arrow.to.index()] = true;
            }
            arrows.push(arrow);
        }
    }
    arrows.retain(|arrow| elements[arrow.from.index()] && elements[arrow.to.index()]);
    let elements: Vec<ElementId> =
        (0..elements.len()).filter(|at| elements[*at] && !hidden.elements[*at]).map(ElementId::from).collect();
    let boundaries = boundaries_around(model, &elements, all, &shown, &hidden);
    DiagramContent { view, elements, boundaries, arrows, direction: None, colour: ViewColour::default() }
}

fn arrows_of(model: &ThreatModel, id: FlowId) -> Vec<Arrow> {
    let flow = &model[id];
    let there = flow.hops.iter().enumerate().map(|(hop, step)| (hop, false, step));
    let back = flow.answer.written().iter().enumerate().map(|(hop, step)| (hop, true, step));
    there.chain(back).map(|(hop, answer, step)| Arrow { flow: id, hop, answer, from: step.from, to: step.to }).collect()
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
