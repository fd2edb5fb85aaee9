//! The plan of every container: which pieces of which edges run in it, between which items, and the items' ranks.
//!
//! An edge that leaves a group becomes one link in each container it passes: to the west or the east border inside
//! the groups, between two items in the innermost container around both ends. May assume a sound tree. Must not know
//! sizes: the plan is the same for both directions.

use super::hints::Known;
use super::ranks::{against_columns, break_cycles, rank_items};
use super::tree::Tree;
use super::{Edge, Graph};

/// Where a link ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At the border where the flow comes in.
    West,
    /// At the border where the flow goes out.
    East,
    /// At an item of the container: its nodes come first, then its groups.
    Item(usize),
}

/// The piece of an edge within one container: from a lower to a higher rank, or between two items of one rank, where it
/// turns back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub edge: usize,
    pub left: End,
    pub right: End,
}

/// Links and ranks of all containers.
pub(super) struct Plan {
    /// The links of each container.
    pub links: Vec<Vec<Link>>,
    /// The rank of each item of each container.
    pub ranks: Vec<Vec<usize>>,
    /// Edges drawn against the direction of the flow.
    pub flipped: Vec<bool>,
}

impl Plan {
    /// Plans all containers, outermost first, since an outer one decides the borders its inner ones use.
    pub fn new(graph: &Graph, tree: &Tree, known: Option<&Known>) -> Self {
        let count = tree.parent.len();
        let mut plan = Plan {
            links: vec![Vec::new(); count],
            ranks: vec![Vec::new(); count],
            flipped: vec![false; graph.edges.len()],
        };
        let mut meeting: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (index, edge) in graph.edges.iter().enumerate() {
            if is_line(graph, edge) {
                meeting[tree.meet(tree.home[edge.from], tree.home[edge.to])].push(index);
            }
        }
        for &container in &tree.preorder {
            let columns = known.map_or(&[][..], |known| &known.columns[container]);
            plan.join(graph, tree, container, &meeting[container], columns);
            plan.links[container].sort_by_key(|link| link.edge);
            plan.ranks[container] = rank_items(tree.items(container), &plan.links[container], columns);
        }
        plan
    }

    /// Adds the edges whose ends meet in `container`, and their pieces in all containers inside.
    fn join(&mut self, graph: &Graph, tree: &Tree, container: usize, edges: &[usize], columns: &[Option<usize>]) {
        let item = |node: usize| tree.item_of(container, node);
        let pairs: Vec<(usize, usize)> =
            edges.iter().map(|&e| (item(graph.edges[e].from), item(graph.edges[e].to))).collect();
        let against = match columns.iter().any(Option::is_some) {
            // Within one column the two ends are equals: such an edge turns back.
            true => against_columns(&pairs, columns),
            false => break_cycles(tree.items(container), &pairs),
        };
        for ((&index, &(from, to)), &flip) in edges.iter().zip(&pairs).zip(&against) {
            let edge = &graph.edges[index];
            self.flipped[index] = flip;
            let (left, right) = if flip { (to, from) } else { (from, to) };
            let (left_node, right_node) = if flip { (edge.to, edge.from) } else { (edge.from, edge.to) };
            self.links[container].push(Link { edge: index, left: End::Item(left), right: End::Item(right) });
            for inner in tree.path(container, left_node) {
                let left = End::Item(tree.item_of(inner, left_node));
                self.links[inner].push(Link { edge: index, left, right: End::East });
            }
            let turns_back = columns.get(left).is_some_and(|column| column.is_some() && *column == columns[right]);
            for inner in tree.path(container, right_node) {
                let item = End::Item(tree.item_of(inner, right_node));
                self.links[inner].push(match turns_back {
                    true => Link { edge: index, left: item, right: End::East },
                    false => Link { edge: index, left: End::West, right: item },
                });
            }
        }
    }
}

/// Whether an edge joins two different nodes that both exist.
pub(super) fn is_line(graph: &Graph, edge: &Edge) -> bool {
    edge.from != edge.to && edge.from.max(edge.to) < graph.nodes.len()
}
