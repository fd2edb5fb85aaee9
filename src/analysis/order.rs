//! Partial orders and `like` chains of the vocabulary.

use crate::model::{AuthId, ClassId, ProtocolId, TechId, ThreatModel};
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// Indices that lie on a circle, in the order in which one leads to the next.
pub type Cycle = Vec<usize>;

/// A circle in a graph of `count` nodes with these edges, if there is one; always the same one.
pub fn find_cycle(count: usize, edges: &[(usize, usize)]) -> Option<Cycle> {
    let mut graph: DiGraph<(), (), u32> = DiGraph::with_capacity(count, edges.len());
    for _ in 0..count {
        graph.add_node(());
    }
    for (from, to) in edges {
        graph.add_edge(NodeIndex::new(*from), NodeIndex::new(*to), ());
    }
    if let Some((at, _)) = edges.iter().find(|(from, to)| from == to) {
        return Some(vec![*at]);
    }
    let knot =
        tarjan_scc(&graph).into_iter().filter(|part| part.len() > 1).min_by_key(|part| part.iter().min().copied())?;
    Some(walk_knot(edges, &knot.into_iter().map(NodeIndex::index).collect::<Vec<_>>()))
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

/// The order of data classes, closed under "above".
#[derive(Debug, Clone)]
pub struct ClassOrder {
    below: Vec<Vec<bool>>,
    rank: Vec<usize>,
}

impl ClassOrder {
    /// Builds the order; `above` has been checked to be free of circles.
    pub fn new(model: &ThreatModel) -> Self {
        let count = model.classes.len();
        let mut order = ClassOrder { below: vec![Vec::new(); count], rank: vec![0; count] };
        for class in 0..count {
            order.close(model, class, count);
        }
        order
    }

    fn close(&mut self, model: &ThreatModel, class: usize, depth: usize) {
        if !self.below[class].is_empty() || depth == 0 {
            return;
        }
        let mut below = vec![false; model.classes.len()];
        let mut rank = 0;
        for lower in &model.classes[class].above {
            let lower = lower.index();
            self.close(model, lower, depth - 1);
            below[lower] = true;
            rank = rank.max(self.rank[lower] + 1);
            for (at, under) in self.below[lower].iter().enumerate() {
                below[at] |= under;
            }
        }
        self.below[class] = below;
        self.rank[class] = rank;
    }

    /// Whether `class` needs at least the protection of `other`.
    pub fn at_least(&self, class: ClassId, other: ClassId) -> bool {
        class == other || self.below[class.index()].get(other.index()).copied().unwrap_or(false)
    }

    /// Length of the longest chain below the class; 0 for the lowest ones.
    pub fn rank(&self, class: ClassId) -> usize {
        self.rank[class.index()]
    }
}

/// Whether a technology is another one, or is like it through its chain.
pub fn is_like(model: &ThreatModel, tech: TechId, other: TechId) -> bool {
    let mut current = Some(tech);
    for _ in 0..=model.techs.len() {
        match current {
            Some(at) if at == other => return true,
            Some(at) => current = model[at].like,
            None => return false,
        }
    }
    false
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

/// Whether an authentication kind proves who the caller is, through its `like` chain.
pub fn resolve_auth_caller(model: &ThreatModel, auth: AuthId) -> Option<bool> {
    let mut current = Some(auth);
    for _ in 0..=model.auths.len() {
        let at = current?;
        if let Some(word) = &model[at].authenticates {
            return Some(word != "nobody");
        }
        current = model[at].like;
    }
    None
}
