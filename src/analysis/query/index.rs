//! What stands where: steps by element and asset, threats and mitigations by place. Made once for all questions.

use super::evaluate::Counts;
use crate::analysis::information::{all_effective_classes, classes_known};
use crate::model::{
    AssetId, BoundaryId, ClassId, ElementId, FlowId, MitigationId, Place, StepId, ThreatId, ThreatModel,
};
use std::collections::HashMap;

/// Where things are to be found; of flows those that exist.
pub(in crate::analysis) struct Index {
    /// All steps, those of written answers included.
    pub steps: Vec<StepId>,
    /// Steps that begin or end at an element, by its index.
    pub touching: Vec<Vec<StepId>>,
    /// Flows that pass an element, by its index.
    pub passing: Vec<Vec<FlowId>>,
    /// Steps that carry an asset, by its index.
    pub carrying: Vec<Vec<StepId>>,
    /// Elements that keep an asset, by its index.
    pub keeping: Vec<Vec<ElementId>>,
    /// Elements in a boundary, at whatever depth, by its index.
    pub inside: Vec<Vec<ElementId>>,
    /// Threats that a mitigation is about, by its index.
    pub about: Vec<Vec<ThreatId>>,
    /// Classes that count for an asset, by its index.
    pub classes: Vec<Vec<ClassId>>,
    /// Whether it can have no others.
    pub classes_known: Vec<bool>,
    threats: HashMap<Place, Vec<ThreatId>>,
    mitigations: HashMap<Place, Vec<MitigationId>>,
}

impl Index {
    pub fn new(model: &ThreatModel, counts: Counts) -> Self {
        let mut index = Index {
            steps: Vec::new(),
            touching: vec![Vec::new(); model.elements.len()],
            passing: vec![Vec::new(); model.elements.len()],
            carrying: vec![Vec::new(); model.assets.len()],
            keeping: vec![Vec::new(); model.assets.len()],
            inside: vec![Vec::new(); model.boundaries.len()],
            about: vec![Vec::new(); model.mitigations.len()],
            classes: all_effective_classes(model),
            classes_known: classes_known(model),
            threats: HashMap::new(),
            mitigations: HashMap::new(),
        };
        index.note_elements(model);
        index.note_steps(model, counts);
        index.note_threats(model, counts);
        index
    }

    fn note_elements(&mut self, model: &ThreatModel) {
        for (at, element) in model.elements.iter().enumerate() {
            let id = ElementId::from(at);
            for asset in &element.holds {
                self.keeping[asset.index()].push(id);
            }
            for boundary in model.around(element.boundary) {
                self.inside[boundary.index()].push(id);
            }
        }
    }

    fn note_steps(&mut self, model: &ThreatModel, counts: Counts) {
        for (at, flow) in model.flows.iter().enumerate() {
            if !counts.flow(flow.state) {
                continue;
            }
            for (step, hop) in model.steps(FlowId::from(at)) {
                self.steps.push(step);
                for asset in &hop.carries {
                    self.carrying[asset.index()].push(step);
                }
                for end in [hop.from, hop.to] {
                    push_new(&mut self.touching[end.index()], step);
                    push_new(&mut self.passing[end.index()], step.flow);
                }
            }
        }
    }

    fn note_threats(&mut self, model: &ThreatModel, counts: Counts) {
        for (at, threat) in model.threats.iter().enumerate() {
            if threat.is_finding && !counts.findings {
                continue;
            }
            for place in &threat.on {
                self.threats.entry(*place).or_default().push(ThreatId::from(at));
                // One that says itself where it works does so there only.
                let here = threat.mitigations.iter().copied().filter(|id| model[*id].on.is_empty());
                self.note_mitigations(*place, here);
            }
            for mitigation in &threat.mitigations {
                self.about[mitigation.index()].push(ThreatId::from(at));
            }
        }
        for (at, mitigation) in model.mitigations.iter().enumerate() {
            for place in &mitigation.on {
                self.note_mitigations(*place, [MitigationId::from(at)]);
            }
        }
    }

    fn note_mitigations(&mut self, place: Place, mitigations: impl IntoIterator<Item = MitigationId>) {
        let here = self.mitigations.entry(place).or_default();
        for mitigation in mitigations {
            if !here.contains(&mitigation) {
                here.push(mitigation);
            }
        }
    }

    /// Threats at a place.
    pub fn threats(&self, place: Place) -> &[ThreatId] {
        self.threats.get(&place).map_or(&[], Vec::as_slice)
    }

    /// Mitigations at a place, whatever their status: those that name it, and those of threats there.
    pub fn mitigations(&self, place: Place) -> &[MitigationId] {
        self.mitigations.get(&place).map_or(&[], Vec::as_slice)
    }

    /// Steps that enter a boundary, or leave it.
    pub fn over_border<'a>(
        &'a self,
        model: &'a ThreatModel,
        boundary: BoundaryId,
        inward: bool,
    ) -> impl Iterator<Item = StepId> + 'a {
        let inside = move |element: ElementId| model.lies_in(element, boundary);
        let members = self.inside[boundary.index()].iter();
        members.flat_map(move |element| {
            self.touching[element.index()].iter().copied().filter(move |step| {
                let Some(hop) = model.step(*step) else { return false };
                let (end, other) = if inward { (hop.to, hop.from) } else { (hop.from, hop.to) };
                end == *element && !inside(other)
            })
        })
    }

    /// Assets that an element keeps or that steps carry to it or from it, and whether there can be no others.
    pub fn seen(&self, model: &ThreatModel, element: ElementId) -> (Vec<AssetId>, bool) {
        let mut assets = model[element].holds.clone();
        let mut complete = !assets.is_empty();
        for hop in self.touching[element.index()].iter().filter_map(|step| model.step(*step)) {
            complete &= !hop.carries.is_empty();
            assets.extend(&hop.carries);
        }
        assets.sort();
        assets.dedup();
        (assets, complete)
    }
}

/// Adds an item unless it was the last one to be added, so that what comes in order stands there once.
fn push_new<T: PartialEq>(items: &mut Vec<T>, item: T) {
    if items.last() != Some(&item) {
        items.push(item);
    }
}
