//! One diagram with what its cells need to know of each other: what lies in which box, and where a threat is listed.
//!
//! May assume that positions contain exactly what the model nests; the app's rule, which is geometry alone, then gives
//! the same. Must stay linear in the size of the diagram.

use super::ids::Ids;
use super::methods::Method;
use super::words::clean;
use crate::analysis::{Crossing, Facts, PlaceFacts, Step, Subject, crossing};
use crate::emit::{Diagram, Input};
use crate::layout::Drawing;
use crate::model::{BoundaryId, Place, ThreatId, ThreatModel, ViewId};

/// A diagram and what is known of it.
pub(super) struct Sheet<'a> {
    pub model: &'a ThreatModel,
    pub facts: &'a Facts,
    pub diagram: &'a Diagram,
    pub drawing: &'a Drawing,
    pub ids: &'a Ids<'a>,
    pub method: Method,
    /// Index of the first arrow of each flow that is shown.
    first_arrows: Vec<Option<usize>>,
    /// Where each threat is listed: in the diagram of the whole model, at the first of its places. The app adds up the
    /// listings of all diagrams, so that a view that listed them again would double the totals of its report.
    homes: Vec<Option<Place>>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(input: &Input<'a>, diagram: &'a Diagram, ids: &'a Ids<'a>, method: Method) -> Self {
        let model = input.model;
        let mut first_arrows = vec![None; model.flows.len()];
        for (index, arrow) in diagram.content.arrows.iter().enumerate() {
            first_arrows[arrow.first.flow.index()].get_or_insert(index);
        }
        let mut shown = vec![false; model.elements.len()];
        for element in &diagram.content.elements {
            shown[element.index()] = true;
        }
        let is_shown = |place: &&Place| match place {
            Place::Element(id) => shown[id.index()],
            Place::Flow(id) => first_arrows[id.index()].is_some(),
        };
        let home =
            |on: &[Place]| on.iter().find(is_shown).copied().filter(|_| diagram.content.subject == Subject::Whole);
        let homes = model.threats.iter().map(|threat| home(&threat.on)).collect();
        let drawing = diagram.drawing(model);
        Sheet { model, facts: input.facts, diagram, drawing, ids, method, first_arrows, homes }
    }

    /// The view that it shows, if it does not show the whole.
    pub(super) fn view(&self) -> Option<ViewId> {
        if let Subject::View(view) = self.diagram.content.subject { Some(view) } else { None }
    }

    /// The steps that are shown, each an arrow of its own: the boundaries of a sheet are open.
    pub(super) fn steps(&self) -> impl Iterator<Item = &'a Step> {
        self.diagram.content.arrows.iter().map(|arrow| &arrow.first)
    }

    /// Whether a flow's threats are listed at this arrow.
    pub(super) fn is_first(&self, index: usize, arrow: &Step) -> bool {
        self.first_arrows[arrow.flow.index()] == Some(index)
    }

    /// Threats of a place in declaration order: those listed there, and those listed elsewhere.
    pub(super) fn threats(&self, place: Place) -> (Vec<ThreatId>, Vec<ThreatId>) {
        let PlaceFacts { open, settled } = match place {
            Place::Element(id) => self.facts.element(id),
            Place::Flow(id) => self.facts.flow(id),
        };
        let mut all: Vec<ThreatId> = open.iter().chain(settled).copied().collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().partition(|threat| self.homes[threat.index()] == Some(place))
    }

    /// Where a threat is listed.
    pub(super) fn home(&self, threat: ThreatId) -> Option<Place> {
        self.homes[threat.index()]
    }

    /// Threats that strike nothing that is shown.
    pub(super) fn homeless(&self) -> impl Iterator<Item = ThreatId> + '_ {
        (0..self.homes.len()).filter(|index| self.homes[*index].is_none()).map(ThreatId::from)
    }

    /// Number and title of a threat.
    pub(super) fn threat_name(&self, threat: ThreatId) -> String {
        format!("#{} “{}”", self.ids.number(threat), clean(&self.model[threat].identity.title))
    }

    /// Index of a boundary in this diagram; the content lists them in declaration order.
    pub(super) fn group(&self, boundary: BoundaryId) -> Option<usize> {
        self.diagram.content.boundaries.binary_search(&boundary).ok()
    }

    /// How many boundaries lie around a boundary.
    pub(super) fn depth(&self, boundary: BoundaryId) -> usize {
        self.model.around(self.model[boundary].parent).count()
    }

    /// Nesting depth of each box of the diagram, 0 outside all others.
    pub(super) fn depths(&self) -> Vec<usize> {
        let mut depths: Vec<usize> = Vec::new();
        for boundary in &self.diagram.content.boundaries {
            let parent = self.model[*boundary].parent.and_then(|parent| self.group(parent));
            depths.push(parent.and_then(|parent| depths.get(parent)).map_or(0, |depth| depth + 1));
        }
        depths
    }

    /// Indices of the boxes in the order of their cells: the outer ones before those inside.
    pub(super) fn boxes(&self) -> Vec<usize> {
        let depths = self.depths();
        let mut order: Vec<usize> = (0..depths.len()).collect();
        order.sort_by_key(|index| depths[*index]);
        order
    }

    /// Ids of what lies in each box, in the order of their cells; what lies in an inner box lies in the outer ones as well.
    pub(super) fn contained(&self) -> Vec<Vec<&'a str>> {
        let content = &self.diagram.content;
        let mut contained = vec![Vec::new(); content.boundaries.len()];
        for boundary in self.boxes().into_iter().map(|index| content.boundaries[index]) {
            self.note_inside(&mut contained, self.model[boundary].parent, self.ids.boundary(boundary));
        }
        for element in &content.elements {
            self.note_inside(&mut contained, self.model[*element].boundary, self.ids.element(*element));
        }
        contained
    }

    fn note_inside(&self, contained: &mut [Vec<&'a str>], innermost: Option<BoundaryId>, id: &'a str) {
        for group in self.model.around(innermost).filter_map(|boundary| self.group(boundary)) {
            contained[group].push(id);
        }
    }

    /// Boundaries that hold exactly one end of each arrow.
    pub(super) fn crossings(&self) -> Vec<Crossing> {
        self.steps().map(|step| crossing(self.model, step.from, step.to)).collect()
    }
}
