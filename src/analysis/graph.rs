//! The model's flows as a graph of elements; petgraph's own algorithms answer from here.

use crate::model::{ElementId, FlowState, ThreatModel};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::Bfs;

/// Elements as nodes (by their index) and each real hop and written answer hop as an edge.
pub(super) struct FlowGraph {
    graph: DiGraph<(), (), u32>,
}

impl FlowGraph {
    /// The graph of the flows that exist; proposed and retired ones are left out.
    pub(super) fn new(model: &ThreatModel) -> Self {
        let mut graph = DiGraph::with_capacity(model.elements.len(), model.flows.len() * 2);
        for _ in &model.elements {
            graph.add_node(());
        }
        for flow in model.flows.iter().filter(|flow| flow.state == FlowState::Real) {
            for hop in flow.hops.iter().chain(flow.answer.written()) {
                graph.add_edge(NodeIndex::new(hop.from.index()), NodeIndex::new(hop.to.index()), ());
            }
        }
        FlowGraph { graph }
    }

    /// Elements to which a flow leads from `start`, hop by hop, without `start` itself; in index order.
    pub(super) fn reachable_from(&self, start: ElementId) -> Vec<ElementId> {
        let start = NodeIndex::new(start.index());
        let mut search = Bfs::new(&self.graph, start);
        let mut found = Vec::new();
        while let Some(node) = search.next(&self.graph) {
            if node != start {
                found.push(ElementId::from(node.index()));
            }
        }
        found.sort();
        found
    }
}
