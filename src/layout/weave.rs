//! The order of all levels together: what a parent wants at a group's borders is offered to the group, and back.
//!
//! May assume levels built from one plan. Must stop after a fixed number of rounds.

use super::ends::{Ends, crossings};
use super::level::{Kind, Level, Side, segments};
use super::order::{groups, improve, settle_borders};
use super::tree::Tree;

/// How many times the wishes of parents go down and the answers come up again.
const ROUNDS: usize = 2;
/// With more segments than this in all levels there are only few rounds.
const MANY: usize = 100_000;

/// Which containers are ordered first, before the others are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// The innermost: their borders are as they like them.
    Inside,
    /// The outermost: they take the borders of groups to be free.
    Outside,
}

/// Orders all levels and returns how many crossings are left.
pub(super) fn weave(levels: &mut [Level], tree: &Tree, start: Start) -> usize {
    match start {
        Start::Inside => {
            for &container in tree.preorder.iter().rev() {
                listen(levels, container);
                levels[container].settled = false;
                improve(&mut levels[container], false);
                settle_borders(&mut levels[container]);
            }
        }
        Start::Outside => down(levels, tree, true),
    }
    weave_again(levels, tree)
}

/// Goes on from orders that are good already; returns how many crossings are left.
pub(super) fn weave_again(levels: &mut [Level], tree: &Tree) -> usize {
    let count = if segments(levels) > MANY { 1 } else { ROUNDS };
    rounds(levels, tree, count)
}

/// The same with a number of rounds.
pub(super) fn rounds(levels: &mut [Level], tree: &Tree, rounds: usize) -> usize {
    refresh(levels, tree);
    let mut least = total(levels);
    let mut best: Vec<Vec<Vec<usize>>> = levels.iter().map(|level| level.columns.clone()).collect();
    for round in 0..rounds {
        if least == 0 {
            break;
        }
        down(levels, tree, round % 2 == 1);
        up(levels, tree);
        let now = total(levels);
        if now < least {
            least = now;
            best = levels.iter().map(|level| level.columns.clone()).collect();
        }
    }
    for (level, columns) in levels.iter_mut().zip(best) {
        level.settled &= level.columns == columns;
        level.columns = columns;
    }
    refresh(levels, tree);
    least
}

/// How many crossings all levels have together.
pub(super) fn total(levels: &[Level]) -> usize {
    levels.iter().map(crossings).sum()
}

/// Hands each parent's wishes to its groups, outermost first; when `free`, as if groups had no order of their own.
fn down(levels: &mut [Level], tree: &Tree, free: bool) {
    for &container in &tree.preorder {
        if free {
            forget(&mut levels[container]);
        } else {
            listen(levels, container);
        }
        improve(&mut levels[container], container != 0);
        offer(levels, container);
    }
}

/// Lets the segments of a level meet all groups at the middle of their borders.
fn forget(level: &mut Level) {
    level.settled &= level.segments.iter().all(|segment| segment.left_key == 0.5 && segment.right_key == 0.5);
    for segment in &mut level.segments {
        segment.left_key = 0.5;
        segment.right_key = 0.5;
    }
}

/// Arranges the borders of all groups in a container as it wishes.
fn offer(levels: &mut [Level], container: usize) {
    let groups = groups(&levels[container]);
    let ends = Ends::new(&levels[container]);
    let wish = |&(v, inner): &(usize, usize)| (inner, ends.edges_at(v, true), ends.edges_at(v, false));
    let wishes: Vec<_> = groups.iter().map(wish).collect();
    for (inner, west, east) in wishes {
        pin(&mut levels[inner], &west, &east);
    }
}

/// Lets every container answer, innermost first.
fn up(levels: &mut [Level], tree: &Tree) {
    for &container in tree.preorder.iter().rev() {
        listen(levels, container);
        improve(&mut levels[container], true);
    }
}

/// Lets every container read its groups' borders anew.
pub(super) fn refresh(levels: &mut [Level], tree: &Tree) {
    for &container in &tree.preorder {
        listen(levels, container);
    }
}

/// Brings the lines from one group to a side into the order in which they leave it.
fn line_up_sides(level: &mut Level, group: usize, west: bool, passing: &[usize]) {
    let own = |side: &Side| side.vertex == group && side.west == west;
    let mut lined: Vec<Side> = level.sides.iter().copied().filter(own).collect();
    lined.sort_by_key(|side| passing.iter().position(|&edge| edge == side.edge));
    let mut next = lined.into_iter();
    for side in &mut level.sides {
        if own(side)
            && let Some(lined) = next.next()
        {
            *side = lined;
        }
    }
}

/// Arranges the border vertices of a level as wished.
fn pin(level: &mut Level, west: &[usize], east: &[usize]) {
    let last = level.columns.len().saturating_sub(1);
    let mut wished = vec![];
    if level.west {
        wished.push((0, west));
    }
    if level.east {
        wished.push((last, east));
    }
    for (column, edges) in wished {
        let mut places: Vec<(usize, usize)> = edges.iter().enumerate().map(|(place, &edge)| (edge, place)).collect();
        places.sort_unstable();
        let place_of = |kind: Kind| match kind {
            Kind::Border(edge) => match places.binary_search_by_key(&edge, |p| p.0) {
                Ok(found) => places[found].1,
                Err(_) => usize::MAX,
            },
            _ => 0,
        };
        let vertices = &level.vertices;
        let before = level.columns[column].clone();
        level.columns[column].sort_by_key(|&v| place_of(vertices[v].kind));
        if level.turned {
            level.columns[column].reverse();
        }
        level.settled &= level.columns[column] == before;
    }
}

/// Reads from the groups inside a container where its segments meet their borders, and lines pass to its sides.
pub(super) fn listen(levels: &mut [Level], container: usize) {
    for (v, inner) in groups(&levels[container]) {
        for east in [false, true] {
            if !levels[container].sides.is_empty() {
                let passing = levels[inner].passing(east, true);
                line_up_sides(&mut levels[container], v, !east, &passing);
            }
            let mut keys: Vec<(usize, f64)> = Vec::new();
            let border = levels[inner].border(east);
            for (place, &edge) in border.iter().enumerate() {
                keys.push((edge, (place + 1) as f64 / (border.len() + 1) as f64));
            }
            keys.sort_by_key(|k| k.0);
            let level = &mut levels[container];
            let segments = if east { level.out[v].to_vec() } else { level.into[v].to_vec() };
            for s in segments {
                let segment = &mut level.segments[s];
                let found = keys.binary_search_by_key(&segment.edge, |k| k.0);
                let key = found.map_or(0.5, |i| keys[i].1);
                let own = if east { &mut segment.left_key } else { &mut segment.right_key };
                level.settled &= *own == key;
                *own = key;
            }
        }
    }
}
