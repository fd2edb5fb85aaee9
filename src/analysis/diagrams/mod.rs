//! What each diagram shows: the whole model, a part of it that is too large for one picture, or what a view asks for.

mod closed;
mod selection;
mod split;

use crate::model::{
    BoundaryId, ElementId, FlowId, Region, ThreatId, ThreatModel, View, ViewColour, ViewDirection, ViewId, ViewLevel,
};
use std::collections::BTreeMap;

/// Elements up to which a model is drawn as one picture, unless somebody says otherwise.
pub const SPLIT_ABOVE: usize = 300;

/// One step of a flow, or of its written answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
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
    /// Whether a view shows it only because its condition holds of another step of the flow.
    pub rest: bool,
}

/// What an arrow starts or ends at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// An element.
    Element(ElementId),
    /// A closed boundary, somewhere in which the element lies.
    Closed(BoundaryId),
}

/// One arrow of a diagram: a step, or all steps of one sort the same way between two ends of which one is a closed
/// boundary. So what its line says holds of each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrow {
    /// The step that it stands for, or the first of them.
    pub first: Step,
    /// The others.
    pub more: Vec<Step>,
    /// Where it starts.
    pub from: End,
    /// Where it ends.
    pub to: End,
}

/// A boundary that is drawn as one box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// The boundary.
    pub boundary: BoundaryId,
    /// The elements in it, at whatever depth, but those that a view hides.
    pub elements: Vec<ElementId>,
    /// The flows that never leave it.
    pub flows: Vec<FlowId>,
}

/// Which diagram it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// That of the whole model.
    Whole,
    /// One that the author asks for.
    View(ViewId),
    /// What lies in a boundary, in a model that is too large for one picture.
    Part(BoundaryId),
}

/// What a diagram shows, in declaration order; positions come later.
#[derive(Debug, Clone, PartialEq)]
pub struct DiagramContent {
    /// Which diagram it is.
    pub subject: Subject,
    /// Elements.
    pub elements: Vec<ElementId>,
    /// Boundaries drawn as one box, instead of what lies in them.
    pub closed: Vec<Closed>,
    /// Boundaries around elements and boxes, parents before children.
    pub boundaries: Vec<BoundaryId>,
    /// Arrows between elements and boxes.
    pub arrows: Vec<Arrow>,
    /// Which way the flows run, if the view says so.
    pub direction: Option<ViewDirection>,
    /// What the colours show.
    pub colour: ViewColour,
}

impl Arrow {
    /// The steps that it stands for.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        std::iter::once(&self.first).chain(&self.more)
    }

    /// The flows of its steps, each once.
    pub fn flows(&self) -> Vec<FlowId> {
        let mut flows: Vec<FlowId> = self.steps().map(|step| step.flow).collect();
        flows.sort();
        flows.dedup();
        flows
    }
}

impl Closed {
    /// Open threats of whatever lies in it, each once.
    pub fn open(&self, facts: &super::Facts) -> Vec<ThreatId> {
        let at = self.elements.iter().map(|element| facts.element(*element));
        let mut open: Vec<ThreatId> =
            at.chain(self.flows.iter().map(|flow| facts.flow(*flow))).flat_map(|place| place.open.clone()).collect();
        open.sort();
        open.dedup();
        open
    }
}

impl DiagramContent {
    /// Whether an element or a box lies outside of the part that the diagram is about, at the other end of a flow.
    pub fn is_neighbour(&self, model: &ThreatModel, end: End) -> bool {
        let Subject::Part(part) = self.subject else { return false };
        let innermost = match end {
            End::Element(id) => model[id].boundary,
            End::Closed(id) => Some(id),
        };
        model.around(innermost).all(|boundary| boundary != part)
    }

    /// What has a place of its own, in the order of the drawing's nodes: elements, then closed boundaries.
    pub fn ends(&self) -> impl Iterator<Item = End> + '_ {
        let elements = self.elements.iter().map(|id| End::Element(*id));
        elements.chain(self.closed.iter().map(|closed| End::Closed(closed.boundary)))
    }

    /// For each arrow the flows that are told of there, so that what is said of a flow is said once: where the first
    /// step of its route is drawn, or of its answer if the diagram shows nothing else of it.
    pub fn flows_by_first_arrow(&self) -> Vec<Vec<FlowId>> {
        let mut first: BTreeMap<FlowId, (bool, usize, usize)> = BTreeMap::new();
        for (index, arrow) in self.arrows.iter().enumerate() {
            for step in arrow.steps() {
                let place = (step.answer, step.hop, index);
                first.entry(step.flow).and_modify(|best| *best = place.min(*best)).or_insert(place);
            }
        }
        let mut flows = vec![Vec::new(); self.arrows.len()];
        first.into_iter().for_each(|(flow, (.., index))| flows[index].push(flow));
        flows
    }
}

/// The diagrams of a model: the whole first, then its parts where it has more elements than `split_above` (0 for never),
/// then its views in declaration order.
pub fn contents(model: &ThreatModel, split_above: usize) -> Vec<DiagramContent> {
    let mut contents = if split_above > 0 && model.elements.len() > split_above {
        split::contents(model, split_above)
    } else {
        vec![open_content(model, Subject::Whole)]
    };
    for (index, view) in model.views.iter().enumerate() {
        let open = open_content(model, Subject::View(ViewId::from(index)));
        contents.push(closed::close(model, open, &closed_by(model, view), &view.hide));
    }
    contents
}

/// What a diagram of the whole or a view would show if no boundary were closed.
pub fn open_content(model: &ThreatModel, subject: Subject) -> DiagramContent {
    let Subject::View(id) = subject else { return selection::content(model, subject, &[], &[]) };
    let view = &model[id];
    let content = selection::content(model, subject, &view.show, &view.hide);
    DiagramContent { direction: view.direction, colour: view.colour, ..content }
}

/// The view that shows a boundary and nothing else, if there is one.
pub fn view_of(model: &ThreatModel, boundary: BoundaryId) -> Option<ViewId> {
    let around: Vec<BoundaryId> = model.around(Some(boundary)).collect();
    let opens = |view: &View| !closed_by(model, view).iter().any(|closed| around.contains(closed));
    let is_it = |view: &View| view.show == [Region::Boundary(boundary)] && opens(view);
    model.views.iter().position(is_it).map(ViewId::from)
}

/// The boundaries that a view wants closed.
fn closed_by(model: &ThreatModel, view: &View) -> Vec<BoundaryId> {
    let mut closed = view.collapse.clone();
    if view.level == ViewLevel::Context {
        closed.extend(closed::systems(model));
    }
    closed
}
