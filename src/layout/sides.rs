//! Lines that leave a container straight through its side instead of round a corner.
//!
//! A container at a right angle to the one around it hands its border flows over at its sides. Where the item at the
//! inner end stands next to the side, its line goes straight there, and needs no way through the columns. May assume
//! levels whose order is final. Must not change the order of what stays.

use super::block::Context;
use super::ends::crossings;
use super::level::{Kind, Level};
use super::measures::{PORT_LEAST, node_extent, usable};
use super::order::{groups, improve};
use super::weave::{listen, refresh, weave_again};

/// How many straight lines are worth a crossing.
const BENDS_FOR_CROSSING: usize = 3;
/// With more segments than this, a level is not ordered anew for each container in it.
const MANY: usize = 2_000;

/// Finds these lines in all levels, outermost first, since a line beside a group asks the group to let it out there.
/// `always` opens them at any price in crossings.
pub(super) fn open(levels: &mut [Level], context: &Context, allowed: &[bool], always: bool) {
    let tree = context.tree;
    refresh(levels, tree);
    for &container in tree.preorder[1..].iter().filter(|&&container| allowed[container]) {
        let around = tree.parent[container];
        let (inner, outer) = (levels[container].clone(), levels[around].clone());
        let count = lead_straight(levels, context, container);
        if count == 0 {
            continue;
        }
        listen(levels, container);
        listen(levels, around);
        if levels[around].segments.len() < MANY {
            improve(&mut levels[around], around != 0);
        }
        let before = crossings(&outer) + crossings(&inner);
        let after = crossings(&levels[around]) + crossings(&levels[container]);
        // A straight line is worth something, but not a knot around it.
        if !always && after > before + count / BENDS_FOR_CROSSING {
            for side in &levels[container].sides.clone() {
                for (_, group) in groups(&inner) {
                    levels[group].beside.retain(|&edge| edge != side.edge);
                }
            }
            (levels[container], levels[around]) = (inner, outer);
        }
    }
    weave_again(levels, tree);
}

/// Leads what can go straight through the sides of one container there; returns the number of these edges.
fn lead_straight(levels: &mut [Level], context: &Context, container: usize) -> usize {
    let mut count = 0;
    for west in [true, false] {
        let items = straight(&levels[container], context, container, west);
        for &(edge, vertex) in &items {
            if let Kind::Group(inner) = levels[container].vertices[vertex].kind {
                let place = levels[inner].beside.partition_point(|&other| other < edge);
                levels[inner].beside.insert(place, edge);
            }
        }
        levels[container].take_out(&items, west);
        count += items.len();
    }
    count
}

/// The edges over one border that can leave by the side, with their items: nothing but each other's lines stands
/// between.
fn straight(level: &Level, context: &Context, container: usize, west: bool) -> Vec<(usize, usize)> {
    let mut edges = border_items(level, west);
    edges.retain(|&(edge, _)| level.leaves_across(edge));
    let mut before = usize::MAX;
    while edges.len() < before {
        before = edges.len();
        let own = level.vertices_of(&edges);
        let mut counts = vec![0; level.vertices.len()];
        edges.iter().for_each(|&(_, item)| counts[item] += 1);
        let outermost: Vec<Option<usize>> = level
            .columns
            .iter()
            .map(|column| {
                let at = |v: &&usize| !own[**v];
                if west { column.iter().find(at) } else { column.iter().rev().find(at) }.copied()
            })
            .collect();
        edges.retain(|&(_, item)| {
            outermost[level.vertices[item].column] == Some(item)
                && fits(level, context, container, (item, counts[item]), west)
        });
    }
    edges
}

/// The edges over one border with the vertices at their inner ends, sorted by edge.
fn border_items(level: &Level, west: bool) -> Vec<(usize, usize)> {
    let mut items = Vec::new();
    for &start in level.border_column(!west) {
        let mut at = start;
        while at == start || level.vertices[at].kind == Kind::Bend {
            let segments = if west { &level.out[at] } else { &level.into[at] };
            let Some(&segment) = segments.first() else { break };
            at = if west { level.segments[segment].right } else { level.segments[segment].left };
        }
        items.extend(level.border_edge(start).map(|edge| (edge, at)));
    }
    items.sort_unstable();
    items
}

/// Whether an item has room for a number of lines at its side.
fn fits(level: &Level, context: &Context, container: usize, (item, count): (usize, i64), west: bool) -> bool {
    let Kind::Node(node) = level.vertices[item].kind else { return true };
    let own = &context.graph.nodes[node];
    let room = usable(own.shape, node_extent(context.directions[container], own).along);
    // Loops hang at the far side.
    (west || context.loops[node].is_empty()) && (count - 1) * PORT_LEAST <= room
}
