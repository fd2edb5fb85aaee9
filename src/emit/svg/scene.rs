//! What the parts of one picture share: the model, its facts, the diagram, and how ids and links are made.
//!
//! May assume that facts and diagram belong to the model. Draws nothing itself.

use super::escape::{link, name};
use super::shade::Shades;
use crate::analysis::{Arrow, Closed, End, Facts, Step, Subject, ThreatState, view_of};
use crate::emit::{Diagram, Input};
use crate::model::{BoundaryId, ElementId, FlowId, Hop, Place, Region, ThreatId, ThreatModel, ViewId};
use std::collections::BTreeSet;

/// Whatever is needed to draw one diagram.
pub(super) struct Scene<'a> {
    pub model: &'a ThreatModel,
    pub facts: &'a Facts,
    pub diagram: &'a Diagram,
    pub shades: Shades,
    diagrams: &'a [Diagram],
    prefix: String,
    /// For each arrow the flows that are told of there.
    first_of: Vec<Vec<FlowId>>,
}

impl<'a> Scene<'a> {
    /// The scene of one diagram.
    pub(super) fn new(input: &Input<'a>, diagram: &'a Diagram) -> Self {
        let model = input.model;
        let prefix = match diagram.content.subject {
            Subject::Whole => name(&model.identity.id),
            Subject::View(_) | Subject::Part(_) => format!("{}-{}", name(&model.identity.id), name(&diagram.id)),
        };
        let shades = Shades::new(model, input.facts, &diagram.content);
        let first_of = diagram.content.flows_by_first_arrow();
        Scene { model, facts: input.facts, diagram, shades, diagrams: input.diagrams, prefix, first_of }
    }

    /// Id of an element's or a boundary's group. Elements, boundaries, flows and views share one namespace, so no
    /// two diagrams of a model have an id in common.
    pub(super) fn id(&self, id: &str) -> String {
        format!("{}-{}", self.prefix, name(id))
    }

    /// Id of an arrow's group, that of the first step that it stands for; hops are numbered from 1.
    pub(super) fn arrow_id(&self, arrow: &Arrow) -> String {
        let step = &arrow.first;
        let back = if step.answer { "answer-" } else { "" };
        format!("{}-{back}{}", self.id(&self.model[step.flow].identity.id), step.hop + 1)
    }

    /// Id of a part of the picture that stands for nothing in the model; no model id begins with a hyphen.
    pub(super) fn own_id(&self, part: &str) -> String {
        format!("{}--{part}", self.prefix)
    }

    /// Link to a place in the model's report: `element` or `flow`, and the id.
    pub(super) fn report_link(&self, kind: &str, id: &str) -> String {
        format!("{}.md#{kind}-{}", link(&self.model.identity.id), link(id))
    }

    /// Link to the picture of the whole model.
    pub(super) fn whole_link(&self) -> String {
        format!("{}.svg", link(&self.model.identity.id))
    }

    /// Link to the picture of what lies in a boundary, where it has one: a part, or a view of just that.
    pub(super) fn picture_link(&self, boundary: BoundaryId) -> Option<String> {
        let is_part = |diagram: &&Diagram| diagram.content.subject == Subject::Part(boundary);
        let view = view_of(self.model, boundary).map(Subject::View);
        let is_view = |diagram: &&Diagram| Some(diagram.content.subject) == view;
        let picture = self.diagrams.iter().find(is_part).or_else(|| self.diagrams.iter().find(is_view))?;
        Some(link(&picture.svg_name(self.model)))
    }

    /// The boundary that the picture shows in the place of a box of another: a part, or a view that is one's picture.
    pub(super) fn part(&self) -> Option<BoundaryId> {
        let view = match self.diagram.content.subject {
            Subject::Whole => return None,
            Subject::Part(boundary) => return Some(boundary),
            Subject::View(view) => view,
        };
        let own = self.own_boundary(view)?;
        let split = self.diagrams.first().is_some_and(|whole| !whole.content.closed.is_empty());
        let leads_here = |diagram: &&Diagram| match diagram.content.subject {
            Subject::Whole | Subject::Part(_) => true,
            Subject::View(view) => split && self.own_boundary(view).is_some(),
        };
        let mut boxes = self.diagrams.iter().filter(leads_here).flat_map(|diagram| &diagram.content.closed);
        boxes.any(|closed| closed.boundary == own).then_some(own)
    }

    /// The boundary of which a view is the picture.
    fn own_boundary(&self, view: ViewId) -> Option<BoundaryId> {
        match self.model[view].show.as_slice() {
            [Region::Boundary(id)] if view_of(self.model, *id) == Some(view) => Some(*id),
            _ => None,
        }
    }

    /// Link of a closed boundary: to its picture, else to its place in the report.
    pub(super) fn box_link(&self, boundary: BoundaryId) -> String {
        let report = || self.report_link("boundary", &self.model[boundary].identity.id);
        self.picture_link(boundary).unwrap_or_else(report)
    }

    /// The hop that a step stands for.
    pub(super) fn hop(&self, step: &Step) -> Option<&'a Hop> {
        self.model[step.flow].step(step.hop, step.answer)
    }

    /// Whether something lies outside of the part that the picture is about. Its threats are shown elsewhere.
    pub(super) fn is_neighbour(&self, end: End) -> bool {
        self.diagram.content.is_neighbour(self.model, end)
    }

    /// Number of open threats of an element.
    pub(super) fn open_at(&self, element: ElementId) -> usize {
        if self.is_neighbour(End::Element(element)) { 0 } else { self.facts.element(element).open.len() }
    }

    /// Number of open threats of all that lies in a closed boundary.
    pub(super) fn open_in(&self, closed: &Closed) -> usize {
        if self.is_neighbour(End::Closed(closed.boundary)) { 0 } else { closed.open(self.facts).len() }
    }

    /// Number of open threats of an arrow's flows.
    pub(super) fn open_on(&self, arrow: &Arrow) -> usize {
        self.open_of(&arrow.flows())
    }

    /// The number in the badge of an arrow, by its index: a flow's threats are counted at the arrow of its first step only.
    pub(super) fn counted_on(&self, index: usize) -> usize {
        self.first_of.get(index).map_or(0, |flows| self.open_of(flows))
    }

    /// The step that an arrow has its title from, by its index: the first, but where threats are open one of these flows,
    /// before others one that the badge counts.
    pub(super) fn titled<'b>(&self, index: usize, arrow: &'b Arrow) -> &'b Step {
        let counted = self.first_of.get(index).map_or(&[][..], Vec::as_slice);
        let open = arrow.steps().filter(|step| self.facts.flow(step.flow).is_red());
        open.min_by_key(|step| !counted.contains(&step.flow)).unwrap_or(&arrow.first)
    }

    fn open_of(&self, flows: &[FlowId]) -> usize {
        let open: BTreeSet<ThreatId> = flows.iter().flat_map(|flow| &self.facts.flow(*flow).open).copied().collect();
        open.len()
    }

    /// Elements and flows whose threats the picture tells of, those in closed boundaries included.
    fn places(&self) -> BTreeSet<Place> {
        let content = &self.diagram.content;
        let elements = content.elements.iter().copied().filter(|id| !self.is_neighbour(End::Element(*id)));
        let closed = content.closed.iter().filter(|closed| !self.is_neighbour(End::Closed(closed.boundary)));
        let inside = closed.flat_map(|closed| {
            let flows = closed.flows.iter().copied().map(Place::Flow);
            closed.elements.iter().copied().map(Place::Element).chain(flows)
        });
        let flows = content.arrows.iter().flat_map(|arrow| arrow.steps().map(|step| Place::Flow(step.flow)));
        elements.map(Place::Element).chain(inside).chain(flows).collect()
    }

    /// How many threats of what is shown are in each state, in the order of a summary; states without any are left
    /// out. The whole model counts all its threats, wherever they are.
    pub(super) fn summary(&self) -> Vec<(usize, ThreatState)> {
        let (places, threats) = (self.places(), &self.model.threats);
        let whole = self.diagram.content.subject == Subject::Whole;
        let counts = |index: &usize| whole || threats[*index].on.iter().any(|place| places.contains(place));
        let states: Vec<ThreatState> =
            (0..threats.len()).filter(counts).map(|index| self.facts.state(ThreatId::from(index))).collect();
        let order = [
            ThreatState::Open,
            ThreatState::Handled,
            ThreatState::Accepted,
            ThreatState::Transferred,
            ThreatState::Avoided,
            ThreatState::NotApplicable,
        ];
        let count = |state: ThreatState| (states.iter().filter(|s| **s == state).count(), state);
        order.map(count).into_iter().filter(|(count, _)| *count > 0).collect()
    }
}
