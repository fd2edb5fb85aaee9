//! What all sections of the report share: the model, its facts, and who is described where.
//!
//! May assume that the facts belong to the model. Must not write a section itself.

use super::escape::{handle, inline, link};
use crate::analysis::{Facts, PlaceFacts, ThreatState};
use crate::emit::{Diagram, Input};
use crate::model::{AssetId, ElementId, Identity, MitigationId, Place, ThreatId, ThreatModel};
use ecow::EcoString;

/// The model seen by the sections.
pub(super) struct Report<'a> {
    pub model: &'a ThreatModel,
    pub facts: &'a Facts,
    pub diagrams: &'a [Diagram],
    /// The threat at which each mitigation has its anchor.
    mitigation_homes: Vec<Option<ThreatId>>,
}

impl<'a> Report<'a> {
    pub(super) fn new(input: &Input<'a>) -> Self {
        let model = input.model;
        let mut mitigation_homes = vec![None; model.mitigations.len()];
        for (index, threat) in model.threats.iter().enumerate() {
            for mitigation in &threat.mitigations {
                mitigation_homes[mitigation.index()].get_or_insert(ThreatId::from(index));
            }
        }
        Report { model, facts: input.facts, diagrams: input.diagrams, mitigation_homes }
    }

    /// The threat at which a mitigation is described first.
    pub(super) fn mitigation_home(&self, mitigation: MitigationId) -> Option<ThreatId> {
        self.mitigation_homes[mitigation.index()]
    }

    /// Threats of a place, the open ones first; each once.
    pub(super) fn threats(&self, place: Place) -> Vec<ThreatId> {
        let PlaceFacts { open, settled } = match place {
            Place::Element(id) => self.facts.element(id),
            Place::Flow(id) => self.facts.flow(id),
        };
        let mut all: Vec<ThreatId> = open.iter().chain(settled).copied().collect();
        all.dedup();
        all
    }

    /// The place at which a threat is described in full.
    pub(super) fn home(&self, threat: ThreatId) -> Option<Place> {
        self.model[threat].on.first().copied()
    }

    pub(super) fn is_open(&self, threat: ThreatId) -> bool {
        self.facts.state(threat) == ThreatState::Open
    }

    pub(super) fn threat_link(&self, threat: ThreatId) -> String {
        let identity = &self.model[threat].identity;
        link("threat", &identity.id, &identity.title)
    }

    pub(super) fn mitigation_link(&self, mitigation: MitigationId) -> String {
        let identity = &self.model[mitigation].identity;
        link("mitigation", &identity.id, &identity.title)
    }

    pub(super) fn element_link(&self, element: ElementId) -> String {
        let identity = &self.model[element].identity;
        link("element", &identity.id, &identity.title)
    }

    pub(super) fn asset_link(&self, asset: AssetId) -> String {
        let identity = &self.model[asset].identity;
        link("asset", &identity.id, &identity.title)
    }

    pub(super) fn place_link(&self, place: Place) -> String {
        match place {
            Place::Element(id) => self.element_link(id),
            Place::Flow(id) => link("flow", &self.model[id].identity.id, &self.model[id].identity.title),
        }
    }

    /// The boundaries around an element, outermost first.
    pub(super) fn around(&self, element: ElementId) -> Vec<String> {
        let around = self.model.around(self.model[element].boundary);
        let mut names: Vec<String> = around.map(|boundary| inline(&self.model[boundary].identity.title)).collect();
        names.reverse();
        names
    }
}

/// What stands in a table where the model says nothing.
pub(super) const NOTHING: &str = "–";

/// The owner, if there is one.
pub(super) fn owner(owner: Option<&EcoString>) -> String {
    owner.map_or_else(|| NOTHING.to_owned(), |owner| handle(owner))
}

/// Parts of a table's cell, or the sign for nothing.
pub(super) fn list(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { NOTHING.to_owned() } else { parts.join(", ") }
}

/// What the author wrote about a thing, and the remark beside it, as lines below its title in a table's cell.
pub(super) fn remarks(identity: &Identity) -> String {
    let texts = [&identity.about, &identity.note].into_iter().flatten();
    texts.map(|text| format!("<br>{}", inline(text))).collect()
}
