//! What the parts of one picture share: the model, its facts, the diagram, and how ids and links are made.
//!
//! May assume that facts and diagram belong to the model. Draws nothing itself.

use super::escape::{link, name};
use super::shade::Shades;
use crate::analysis::{Arrow, Facts, ThreatState};
use crate::emit::{Diagram, Input};
use crate::model::{ElementId, Hop, Place, ThreatId, ThreatModel};

/// Whatever is needed to draw one diagram.
pub(super) struct Scene<'a> {
    pub model: &'a ThreatModel,
    pub facts: &'a Facts,
    pub diagram: &'a Diagram,
    pub shades: Shades,
    prefix: String,
}

impl<'a> Scene<'a> {
    /// The scene of one diagram.
    pub(super) fn new(input: &Input<'a>, diagram: &'a Diagram) -> Self {
        let model = input.model;
        let prefix = match diagram.content.view {
            None => name(&model.identity.id),
            Some(_) => format!("{}-{}", name(&model.identity.id), name(&diagram.id)),
        };
        Scene { model, facts: input.facts, diagram, shades: Shades::new(model, input.facts, &diagram.content), prefix }
    }

    /// Id of an element's or a boundary's group. Elements, boundaries, flows and views share one namespace, so no
    /// two diagrams of a model have an id in common.
    pub(super) fn id(&self, id: &str) -> String {
        format!("{}-{}", self.prefix, name(id))
    }

    /// Id of an arrow's group; hops are numbered from 1.
    pub(super) fn arrow_id(&self, arrow: &Arrow) -> String {
        let back = if arrow.answer { "answer-" } else { "" };
        format!("{}-{back}{}", self.id(&self.model[arrow.flow].identity.id), arrow.hop + 1)
    }

    /// Id of a part of the picture that stands for nothing in the model; no model id begins with a hyphen.
    pub(super) fn own_id(&self, part: &str) -> String {
        format!("{}--{part}", self.prefix)
    }

    /// Link to a place in the model's report: `element` or `flow`, and the id.
    pub(super) fn report_link(&self, kind: &str, id: &str) -> String {
        format!("{}.md#{kind}-{}", link(&self.model.identity.id), link(id))
    }

    /// The hop that an arrow draws.
    pub(super) fn hop(&self, arrow: &Arrow) -> Option<&'a Hop> {
        self.model[arrow.flow].step(arrow.hop, arrow.answer)
    }

    /// Number of open threats of an element.
    pub(super) fn open_at(&self, element: ElementId) -> usize {
        self.facts.element(element).open.len()
    }

    /// Number of open threats of an arrow's flow.
    pub(super) fn open_on(&self, arrow: &Arrow) -> usize {
        self.facts.flow(arrow.flow).open.len()
    }

    /// How many threats of what is shown are in each state, in the order of a summary; states without any are left
    /// out. The whole model counts all its threats, wherever they are.
    pub(super) fn summary(&self) -> Vec<(usize, ThreatState)> {
        let (content, threats) = (&self.diagram.content, &self.model.threats);
        let shown = |place: &Place| match place {
            Place::Element(id) => content.elements.binary_search(id).is_ok(),
            Place::Flow(id) => content.arrows.iter().any(|arrow| arrow.flow == *id),
        };
        let counts = |index: &usize| content.view.is_none() || threats[*index].on.iter().any(shown);
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
