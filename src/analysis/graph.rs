//! The model's flows as a graph of elements; every question about ways is answered from here.

use crate::model::{DataFlow, ElementId, FlowId, FlowState, StepId, ThreatModel};
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::VecDeque;

/// Elements as nodes (by their index), and each step of a route or of a written answer as an edge.
pub(super) struct FlowGraph {
    graph: DiGraph<(), StepId, u32>,
}

/// The outcome of a search: how far each element is.
pub(super) struct Search {
    distance: Vec<u32>,
    backward: bool,
}

const UNREACHED: u32 = u32::MAX;

impl FlowGraph {
    /// The graph of the flows that exist; proposed and retired ones are left out.
    pub(super) fn new(model: &ThreatModel) -> Self {
        FlowGraph::of(model, |flow| flow.state == FlowState::Real)
    }

    /// The graph of some flows.
    pub(super) fn of(model: &ThreatModel, wanted: impl Fn(&DataFlow) -> bool) -> Self {
        let mut graph = DiGraph::with_capacity(model.elements.len(), model.flows.len() * 2);
        for _ in &model.elements {
            graph.add_node(());
        }
        for (index, _) in model.flows.iter().enumerate().filter(|(_, flow)| wanted(flow)) {
            for (step, hop) in model.steps(FlowId::from(index)) {
                graph.add_edge(NodeIndex::new(hop.from.index()), NodeIndex::new(hop.to.index()), step);
            }
        }
        FlowGraph { graph }
    }

    /// The shortest ways from any of some elements to all others, over allowed elements only; backward, the shortest
    /// ways from all others to any of them.
    pub(super) fn search(
        &self,
        starts: impl IntoIterator<Item = ElementId>,
        allowed: impl Fn(ElementId) -> bool,
        backward: bool,
    ) -> Search {
        let count = self.graph.node_count();
        let mut search = Search { distance: vec![UNREACHED; count], backward };
        let mut queue = VecDeque::new();
        for start in starts.into_iter().filter(|start| allowed(*start)) {
            if std::mem::replace(&mut search.distance[start.index()], 0) != 0 {
                queue.push_back(NodeIndex::new(start.index()));
            }
        }
        let direction = if backward { Direction::Incoming } else { Direction::Outgoing };
        while let Some(node) = queue.pop_front() {
            let next = search.distance[node.index()] + 1;
            for edge in self.graph.edges_directed(node, direction) {
                let other = if backward { edge.source() } else { edge.target() };
                if search.distance[other.index()] == UNREACHED && allowed(ElementId::from(other.index())) {
                    search.distance[other.index()] = next;
                    queue.push_back(other);
                }
            }
        }
        search
    }

    /// Steps out of an element with where they lead; backward, steps into it with where they come from.
    pub(super) fn steps(&self, of: ElementId, backward: bool) -> impl Iterator<Item = (StepId, ElementId)> + '_ {
        let direction = if backward { Direction::Incoming } else { Direction::Outgoing };
        let edges = self.graph.edges_directed(NodeIndex::new(of.index()), direction);
        edges.map(move |edge| {
            let other = if backward { edge.source() } else { edge.target() };
            (*edge.weight(), ElementId::from(other.index()))
        })
    }

    /// The steps of a shortest way between an element and where a search began: towards that for a backward search, away
    /// from it for a forward one; in the order in which data takes them. Of equally short ones the first by id.
    pub(super) fn way(&self, model: &ThreatModel, search: &Search, element: ElementId) -> Vec<StepId> {
        let (mut at, mut steps) = (element, Vec::new());
        while let Some(distance) = search.distance(at).filter(|distance| *distance > 0) {
            // A backward search is walked with the flows, a forward one against them.
            let steps_on = self.steps(at, !search.backward);
            let nearer = steps_on.filter(|(_, other)| search.distance(*other) == Some(distance - 1));
            // A way reads best that stays on a flow.
            let last = steps.last().map(|step: &StepId| (step.flow, step.answer));
            let changes = |step: &StepId| last.is_some_and(|last| last != (step.flow, step.answer));
            let Some((step, next)) = nearer.min_by_key(|(step, _)| (changes(step), step_order(model, *step))) else {
                break;
            };
            steps.push(step);
            at = next;
        }
        if !search.backward {
            steps.reverse();
        }
        steps
    }

    /// Elements to which a flow leads from `start`, hop by hop, without `start` itself; in index order.
    pub(super) fn reachable_from(&self, start: ElementId) -> Vec<ElementId> {
        let search = self.search([start], |_| true, false);
        search.all().filter(|element| *element != start).collect()
    }
}

impl Search {
    /// Whether there is a way, be it of no hop at all.
    pub(super) fn reached(&self, element: ElementId) -> bool {
        self.distance[element.index()] != UNREACHED
    }

    /// All elements that are reached, in index order.
    pub(super) fn all(&self) -> impl Iterator<Item = ElementId> + '_ {
        (0..self.distance.len()).map(ElementId::from).filter(|element| self.reached(*element))
    }

    /// Number of hops of the shortest way.
    pub(super) fn distance(&self, element: ElementId) -> Option<usize> {
        let distance = self.distance[element.index()];
        (distance != UNREACHED).then_some(distance as usize)
    }
}

/// The order of steps by id, which does not depend on where they are declared.
pub(super) fn step_order(model: &ThreatModel, step: StepId) -> (&str, bool, usize) {
    (model[step.flow].identity.id.as_str(), step.answer, step.hop)
}
