//! Coordinates across the flow: where in its column each vertex of a level stands, by network simplex.
//!
//! May assume that the order of the columns is final. Must keep the order and the gaps; straight long lines come first.

use super::level::{Kind, Level};
use super::measures::{BOX_GAP, LABEL_CLEAR, LINE_BOX_GAP, LINE_GAP};
use super::simplex::{Arc, solve};

/// How much work the placing of one level may take.
const BUDGET: usize = 30_000_000;
/// Cost of the height of the whole level, against which the bends of lines are weighed.
const HEIGHT_WEIGHT: i64 = 1;
/// How strongly things stay where they were, against the bends of lines.
const STAY: i64 = 60;

/// Sizes across the flow of everything in a level, in px.
#[derive(Debug, Clone, Default)]
pub(super) struct Sizes {
    /// Extent of each vertex.
    pub across: Vec<i64>,
    /// For each segment, where it leaves its left vertex and where it meets its right one, from the vertex' top.
    pub leaves: Vec<i64>,
    pub meets: Vec<i64>,
    /// How far down the west border may not be passed, because the title stands there.
    pub title: i64,
    /// Sides of nodes along which several lines may slide.
    pub slides: Vec<Slide>,
}

/// The ports at one side of a node: they keep their order and their gap, and would like to be spread evenly.
#[derive(Debug, Clone, Default)]
pub(super) struct Slide {
    pub vertex: usize,
    /// Whether these are the ends where segments meet the vertex from the left.
    pub west: bool,
    /// The segments from top to bottom.
    pub segments: Vec<usize>,
    /// Highest and lowest port, from the vertex' top.
    pub low: i64,
    pub high: i64,
    /// Least distance of two ports.
    pub gap: i64,
}

/// The top of each vertex; the ports that can slide get their final places.
/// `top` is the room above the contents, from which earlier places count.
pub(super) fn place(level: &Level, sizes: &mut Sizes, top: i64) -> Vec<i64> {
    let count = level.vertices.len();
    let mut arcs = separations(level, sizes);
    frame(level, sizes, &mut arcs);
    let ports = slide(sizes, count + 2, &mut arcs);
    let first_middle = count + 2 + ports.iter().filter(|p| p.is_some()).count();
    let middles = first_middle..first_middle + level.segments.len();
    let ports_of = |segment: usize, west: bool| ports[2 * segment + usize::from(west)];
    for ((index, segment), tail) in level.segments.iter().enumerate().zip(middles) {
        let weight = pull(level.vertices[segment.left].kind, level.vertices[segment.right].kind);
        let left = ports_of(index, false).map_or((segment.left, -sizes.leaves[index]), |port| (port, 0));
        let right = ports_of(index, true).map_or((segment.right, -sizes.meets[index]), |port| (port, 0));
        for (head, gap) in [left, right] {
            arcs.push(Arc { tail, head, gap, weight });
        }
    }
    let attraction = first_middle + level.segments.len();
    let anchors = attract(level, sizes, &ports, attraction, &mut arcs);
    let total = anchor(level, top, anchors, &mut arcs);
    let position = solve(total, &arcs, BUDGET);
    for (index, segment) in level.segments.iter().enumerate() {
        if let Some(port) = ports_of(index, false) {
            sizes.leaves[index] = position[port] - position[segment.left];
        }
        if let Some(port) = ports_of(index, true) {
            sizes.meets[index] = position[port] - position[segment.right];
        }
    }
    position[..count].iter().map(|p| p - position[count]).collect()
}

/// Ties all columns to one top and one bottom, and keeps the title's room free at the west border.
fn frame(level: &Level, sizes: &Sizes, arcs: &mut Vec<Arc>) {
    let (top, bottom) = (level.vertices.len(), level.vertices.len() + 1);
    for (index, column) in level.columns.iter().enumerate() {
        if let (Some(&first), Some(&last)) = (column.first(), column.last()) {
            let gap = if index == 0 && level.west { sizes.title } else { 0 };
            arcs.push(Arc { tail: top, head: first, gap, weight: 0 });
            arcs.push(Arc { tail: last, head: bottom, gap: sizes.across[last], weight: 0 });
        }
    }
    arcs.push(Arc { tail: top, head: bottom, gap: 0, weight: HEIGHT_WEIGHT });
    for side in &level.sides {
        arcs.push(match side.west {
            true => Arc { tail: top, head: side.vertex, gap: 0, weight: 1 },
            false => Arc { tail: side.vertex, head: bottom, gap: sizes.across[side.vertex], weight: 1 },
        });
    }
}

/// Makes a variable of every port that can slide; each segment has a place for its left and its right end.
fn slide(sizes: &Sizes, first: usize, arcs: &mut Vec<Arc>) -> Vec<Option<usize>> {
    let mut ports = vec![None; 2 * sizes.leaves.len()];
    let mut next = first;
    for side in &sizes.slides {
        for (index, &segment) in side.segments.iter().enumerate() {
            ports[2 * segment + usize::from(side.west)] = Some(next);
            arcs.push(Arc { tail: side.vertex, head: next, gap: side.low, weight: 0 });
            arcs.push(Arc { tail: next, head: side.vertex, gap: -side.high, weight: 0 });
            if index > 0 {
                arcs.push(Arc { tail: next - 1, head: next, gap: side.gap, weight: 0 });
            }
            next += 1;
        }
    }
    ports
}

/// Draws sliding ports gently to where they would be spread evenly; returns the number of variables.
fn attract(level: &Level, sizes: &Sizes, ports: &[Option<usize>], first: usize, arcs: &mut Vec<Arc>) -> usize {
    let mut tail = first;
    for (index, segment) in level.segments.iter().enumerate() {
        let ends = [(false, segment.left, sizes.leaves[index]), (true, segment.right, sizes.meets[index])];
        for (west, vertex, wished) in ends {
            if let Some(port) = ports[2 * index + usize::from(west)] {
                arcs.push(Arc { tail, head: port, gap: 0, weight: 1 });
                arcs.push(Arc { tail, head: vertex, gap: -wished, weight: 1 });
                tail += 1;
            }
        }
    }
    tail
}

/// Draws what is known of an earlier drawing to where it was; returns the number of variables.
fn anchor(level: &Level, top: i64, first: usize, arcs: &mut Vec<Arc>) -> usize {
    let known = (0..level.vertices.len()).filter_map(|v| Some((v, level.place(v)?)));
    let mut tail = first;
    for (v, place) in known {
        arcs.push(Arc { tail, head: v, gap: 0, weight: STAY });
        arcs.push(Arc { tail, head: level.vertices.len(), gap: top - place.across, weight: STAY });
        tail += 1;
    }
    tail
}

/// The gaps that neighbours in each column must keep.
pub(super) fn separations(level: &Level, sizes: &Sizes) -> Vec<Arc> {
    let mut arcs = Vec::new();
    for column in &level.columns {
        for pair in column.windows(2) {
            let gap = sizes.across[pair[0]] + gap(level.vertices[pair[0]].kind, level.vertices[pair[1]].kind);
            arcs.push(Arc { tail: pair[0], head: pair[1], gap, weight: 0 });
        }
    }
    arcs
}

fn is_line(kind: Kind) -> bool {
    matches!(kind, Kind::Bend | Kind::Label(_) | Kind::Return(_) | Kind::Border(_))
}

/// How strongly a segment wants to be straight.
fn pull(left: Kind, right: Kind) -> i64 {
    match (is_line(left), is_line(right)) {
        (true, true) => 12,
        (false, false) => 2,
        _ => 4,
    }
}

/// The free room between two neighbours in a column.
fn gap(above: Kind, below: Kind) -> i64 {
    match (above, below) {
        (Kind::Label(_), Kind::Label(_)) => LABEL_CLEAR,
        (Kind::Label(_), b) | (b, Kind::Label(_)) if is_line(b) => LABEL_CLEAR,
        (a, b) if is_line(a) && is_line(b) => LINE_GAP,
        (a, b) if is_line(a) || is_line(b) => LINE_BOX_GAP,
        _ => BOX_GAP,
    }
}
