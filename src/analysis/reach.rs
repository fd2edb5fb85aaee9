//! Where an asset lies, which hops carry it and which external entities have a way to it.

use super::graph::FlowGraph;
use crate::model::{AssetId, ElementId, ElementKind, FlowId, FlowState, Hop, ThreatModel};

/// Where one asset goes, in declaration order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AssetReach {
    /// Elements that keep it.
    pub held_by: Vec<ElementId>,
    /// Real flows with a hop or written answer that carries it.
    pub carried_by: Vec<FlowId>,
    /// Elements at which it is at some time: those that keep it and the ends of the hops that carry it.
    pub seen_by: Vec<ElementId>,
    /// External entities from which flows lead, hop by hop, to an element that keeps it.
    pub reachable_by: Vec<ElementId>,
}

/// Where every asset of the model goes, by its index.
pub fn asset_reach(model: &ThreatModel) -> Vec<AssetReach> {
    let mut reach = vec![AssetReach::default(); model.assets.len()];
    for (index, element) in model.elements.iter().enumerate() {
        for asset in &element.holds {
            reach[asset.index()].held_by.push(ElementId::from(index));
            reach[asset.index()].seen_by.push(ElementId::from(index));
        }
    }
    for (index, flow) in model.flows.iter().enumerate().filter(|(_, flow)| flow.state == FlowState::Real) {
        for hop in flow.hops.iter().chain(flow.answer.written()) {
            for asset in &hop.carries {
                note_hop(&mut reach[asset.index()], FlowId::from(index), hop);
            }
        }
    }
    for part in &mut reach {
        part.seen_by.sort();
        part.seen_by.dedup();
    }
    add_entities(model, &mut reach);
    reach
}

fn note_hop(reach: &mut AssetReach, flow: FlowId, hop: &Hop) {
    if reach.carried_by.last() != Some(&flow) {
        reach.carried_by.push(flow);
    }
    reach.seen_by.extend([hop.from, hop.to]);
}

fn add_entities(model: &ThreatModel, reach: &mut [AssetReach]) {
    if reach.iter().all(|part| part.held_by.is_empty()) {
        return;
    }
    let graph = FlowGraph::new(model);
    let entities = model.elements.iter().enumerate().filter(|(_, e)| e.kind == ElementKind::ExternalEntity);
    for (index, _) in entities {
        let entity = ElementId::from(index);
        let reachable = graph.reachable_from(entity);
        let mut assets: Vec<AssetId> =
            reachable.iter().flat_map(|element| model[*element].holds.iter().copied()).collect();
        assets.sort();
        assets.dedup();
        for asset in assets {
            reach[asset.index()].reachable_by.push(entity);
        }
    }
}
