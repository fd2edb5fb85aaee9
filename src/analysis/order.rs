//! Partial orders and `like` chains of the vocabulary.

use crate::model::{ClassId, DataClass, ProtocolId, ThreatModel};
use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::BTreeSet;

/// Indices that lie on a circle, in the order in which one leads to the next.
pub type Cycle = Vec<usize>;

/// A circle in a graph of `count` nodes with these edges, if there is one; always the same one.
pub fn find_cycle(count: usize, edges: &[(usize, usize)]) -> Option<Cycle> {
    let graph = graph(count, edges);
    if let Some((at, _)) = edges.iter().find(|(from, to)| from == to) {
        return Some(vec![*at]);
    }
    let knot =
        kosaraju_scc(&graph).into_iter().filter(|part| part.len() > 1).min_by_key(|part| part.iter().min().copied())?;
    Some(walk_knot(edges, &knot.into_iter().map(NodeIndex::index).collect::<Vec<_>>()))
}

fn graph(count: usize, edges: &[(usize, usize)]) -> DiGraph<(), ()> {
    let mut graph = DiGraph::with_capacity(count, edges.len());
    for _ in 0..count {
        graph.add_node(());
    }
    for (from, to) in edges {
        graph.add_edge(NodeIndex::new(*from), NodeIndex::new(*to), ());
    }
    graph
}

/// All nodes, each before those that its edges lead to; nothing where edges run in a circle.
pub(super) fn topological(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    toposort(&graph(count, edges), None).unwrap_or_default().into_iter().map(NodeIndex::index).collect()
}

/// Follows edges within a strongly connected part until a node comes again.
fn walk_knot(edges: &[(usize, usize)], knot: &[usize]) -> Cycle {
    let mut path: Vec<usize> = knot.iter().min().copied().into_iter().collect();
    while let Some(last) = path.last().copied() {
        let next = edges.iter().find(|(from, to)| *from == last && knot.contains(to)).map(|(_, to)| *to);
        match next {
            Some(next) if path.contains(&next) => {
                let start = path.iter().position(|node| *node == next).unwrap_or(0);
                return path.split_off(start);
            }
            Some(next) => path.push(next),
            None => break,
        }
    }
    path
}

/// The order of data classes.
#[derive(Debug, Clone)]
pub struct ClassOrder {
    rank: Vec<usize>,
}

impl ClassOrder {
    /// Builds the order; `above` has been checked to be free of circles.
    pub fn new(model: &ThreatModel) -> Self {
        let lower = |class: &DataClass| class.above.iter().map(|lower| lower.index()).collect();
        let above: Vec<Vec<usize>> = model.classes.iter().map(lower).collect();
        let edges = above.iter().enumerate().flat_map(|(upper, lower)| lower.iter().map(move |lower| (*lower, upper)));
        let edges: Vec<(usize, usize)> = edges.collect();
        let mut rank = vec![0; above.len()];
        for class in topological(above.len(), &edges) {
            rank[class] = above[class].iter().map(|lower| rank[*lower] + 1).max().unwrap_or(0);
        }
        ClassOrder { rank }
    }

    /// Length of the longest chain below the class; 0 for the lowest ones.
    pub fn rank(&self, class: ClassId) -> usize {
        self.rank[class.index()]
    }
}

/// Whether a class of data stands above another one.
pub(super) fn stands_above(model: &ThreatModel, upper: ClassId, lower: ClassId) -> bool {
    let (mut seen, mut left) = (vec![false; model.classes.len()], vec![upper]);
    while let Some(class) = left.pop() {
        if std::mem::replace(&mut seen[class.index()], true) {
            continue;
        }
        left.extend(&model[class].above);
    }
    upper != lower && seen[lower.index()]
}

/// The classes that have none of the others above them: several, since the order is partial.
pub fn highest_classes(model: &ThreatModel, classes: &BTreeSet<ClassId>) -> BTreeSet<ClassId> {
    let is_highest = |class: &ClassId| !classes.iter().any(|upper| stands_above(model, *upper, *class));
    classes.iter().copied().filter(is_highest).collect()
}

/// Whether a protocol is (encrypted, authenticated), through its `like` chain.
pub fn resolve_protocol(model: &ThreatModel, protocol: ProtocolId) -> (Option<bool>, Option<bool>) {
    let (mut encrypted, mut authenticated) = (None, None);
    let mut current = Some(protocol);
    for _ in 0..=model.protocols.len() {
        let Some(at) = current else { break };
        encrypted = encrypted.or(model[at].encrypted);
        authenticated = authenticated.or(model[at].authenticated);
        current = model[at].like;
    }
    (encrypted, authenticated)
}
