//! Ranks: the column of each item of one container, such that links run from lower to higher columns.
//!
//! May assume item indices in range. Must not know sizes, and must break all ties by declaration order.

use super::plan::{End, Link};
use super::simplex::{Arc, solve};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

/// How much work the ranking of one container may take.
const BUDGET: usize = 4_000_000;
/// How strongly the columns of an earlier drawing hold together, against the length of links.
const STAY: i64 = 20;

/// Which of the pairs have to be turned round so that no cycle is left (Eades, Lin and Smyth's heuristic).
pub(super) fn break_cycles(count: usize, pairs: &[(usize, usize)]) -> Vec<bool> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(count, pairs.len());
    for _ in 0..count {
        graph.add_node(());
    }
    for &(from, to) in pairs {
        graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), ());
    }
    if petgraph::algo::toposort(&graph, None).is_ok() {
        return vec![false; pairs.len()];
    }
    let mut place = feedback_order(&graph);
    prefer_declared(&mut place, pairs);
    pairs.iter().map(|&(from, to)| place[from] > place[to]).collect()
}

/// Which of the pairs run against the columns of an earlier drawing; what is new goes by its neighbours.
pub(super) fn against_columns(pairs: &[(usize, usize)], columns: &[Option<usize>]) -> Vec<bool> {
    let mut place: Vec<Option<f64>> = columns.iter().map(|column| column.map(|c| c as f64)).collect();
    for item in 0..place.len() {
        let near = pairs.iter().filter_map(|&(from, to)| match item {
            _ if from == item => place[to].map(|place| place - 0.5),
            _ if to == item => place[from].map(|place| place + 0.5),
            _ => None,
        });
        let (count, sum) = near.fold((0, 0.0), |(n, sum), place| (n + 1, sum + place));
        if place[item].is_none() && count > 0 {
            place[item] = Some(sum / f64::from(count));
        }
    }
    // One sequence of all columns and new items, so that no cycle is left.
    let key = |item: usize| (place[item].unwrap_or(0.0), columns[item].map_or(item + 1, |_| 0));
    pairs.iter().map(|&(from, to)| key(from) > key(to)).collect()
}

/// A place for each item in a sequence with few pairs running backwards.
fn feedback_order(graph: &DiGraph<(), ()>) -> Vec<i64> {
    let count = graph.node_count();
    let mut out: Vec<i64> = vec![0; count];
    let mut into: Vec<i64> = vec![0; count];
    for edge in graph.edge_references() {
        out[edge.source().index()] += 1;
        into[edge.target().index()] += 1;
    }
    let mut place = vec![i64::MIN; count];
    let (mut first, mut last) = (0i64, count as i64);
    for _ in 0..count {
        let left = || (0..count).filter(|&v| place[v] == i64::MIN);
        let sink = left().find(|&v| out[v] == 0 && into[v] > 0);
        let source = left().find(|&v| into[v] == 0);
        let chosen = sink.or(source).or_else(|| left().max_by_key(|&v| (out[v] - into[v], -(v as i64))));
        let Some(v) = chosen else { break };
        if sink.is_some() {
            last -= 1;
            place[v] = last;
        } else {
            place[v] = first;
            first += 1;
        }
        for next in graph.neighbors(NodeIndex::new(v)) {
            into[next.index()] -= 1;
        }
        for previous in graph.neighbors_directed(NodeIndex::new(v), petgraph::Direction::Incoming) {
            out[previous.index()] -= 1;
        }
    }
    place
}

/// Exchanges neighbours of the sequence that were declared the other way round, where no more pairs run backwards.
fn prefer_declared(place: &mut [i64], pairs: &[(usize, usize)]) {
    let mut sequence: Vec<usize> = (0..place.len()).collect();
    sequence.sort_by_key(|&v| place[v]);
    // How many pairs run from the lower to the higher item, less those that run back.
    let mut surplus: BTreeMap<(usize, usize), i64> = BTreeMap::new();
    for &(from, to) in pairs {
        let sign = if from < to { 1 } else { -1 };
        *surplus.entry((from.min(to), from.max(to))).or_default() += sign;
    }
    for _ in 0..sequence.len().min(100) {
        let mut changed = false;
        for at in 1..sequence.len() {
            let (a, b) = (sequence[at - 1], sequence[at]);
            if a > b && surplus.get(&(b, a)).copied().unwrap_or(0) >= 0 {
                sequence.swap(at - 1, at);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    for (index, &v) in sequence.iter().enumerate() {
        place[v] = index as i64;
    }
}

/// Ranks with the least total length of links; items without links fill up the emptiest columns. The `columns` of an
/// earlier drawing stay together and in their sequence.
pub(super) fn rank_items(count: usize, links: &[Link], columns: &[Option<usize>]) -> Vec<usize> {
    let (west, east, first) = (count, count + 1, count + 2);
    let column = |item: usize| columns.get(item).copied().flatten();
    let variable = |end: End| match end {
        End::West => west,
        End::East => east,
        End::Item(item) => column(item).map_or(item, |column| first + column),
    };
    let last = columns.iter().flatten().max().map_or(first, |column| first + column + 1);
    let mut arcs: Vec<Arc> = (first + 1..last).map(|head| Arc { tail: head - 1, head, gap: 1, weight: STAY }).collect();
    let mut linked: Vec<bool> = (0..count).map(|item| column(item).is_some()).collect();
    for link in links {
        let (tail, head) = (variable(link.left), variable(link.right));
        for end in [link.left, link.right] {
            if let End::Item(item) = end {
                linked[item] = true;
            }
        }
        if tail != head {
            arcs.push(Arc { tail, head, gap: 1, weight: 1 });
        }
    }
    let position = solve(last, &arcs, BUDGET);
    let place = |item: usize| position[variable(End::Item(item))];
    let shift = (0..count).filter(|&item| linked[item]).map(place).min().unwrap_or(0);
    let mut ranks: Vec<usize> = (0..count).map(|item| (place(item) - shift).max(0) as usize).collect();
    spread(&mut ranks, &linked);
    ranks
}

/// Gives the items without links to the columns with the fewest items, in about as many columns as rows.
fn spread(ranks: &mut [usize], linked: &[bool]) {
    let used = (0..ranks.len()).filter(|&v| linked[v]).map(|v| ranks[v] + 1).max().unwrap_or(0);
    let wanted = (ranks.len() as f64).sqrt().ceil() as usize;
    let mut filled = vec![0usize; used.max(wanted).max(1)];
    for v in 0..ranks.len() {
        if linked[v] {
            filled[ranks[v]] += 1;
        }
    }
    for v in 0..ranks.len() {
        if !linked[v] {
            let emptiest = (0..filled.len()).min_by_key(|&column| (filled[column], column)).unwrap_or(0);
            ranks[v] = emptiest;
            filled[emptiest] += 1;
        }
    }
}
