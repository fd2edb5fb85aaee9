//! Lines of one level: columns get their places along the flow, channels their tracks, links their corners.
//!
//! All coordinates are those of the level's frame: x along the flow, y across it. May assume final tops of all
//! vertices. Must not move anything across the flow.

use super::Point;
use super::channel::{Turn, Wire, assign};
use super::level::{Kind, Level};
use super::measures::{CHANNEL, Extent, LABEL_CHANNEL, PADDING, TRACK};
use super::place::Sizes;

/// What is known of a level before its lines are drawn.
pub(super) struct Sketch<'a> {
    pub level: &'a Level,
    pub sizes: &'a Sizes,
    /// Extents of each vertex' cell.
    pub cells: &'a [Extent],
    /// Top of each vertex' cell.
    pub tops: &'a [i64],
    /// For each segment, how far from the left side of its left (right) cell the line begins (ends).
    pub exits: &'a [f64],
    pub entries: &'a [f64],
    /// Room kept free at the start of the frame for a title, and at both sides where there is no border column.
    pub strip: i64,
    pub padding: i64,
    /// Room for lines that turn round the corner before the first column and after the last one.
    pub lead_in: i64,
    pub lead_out: i64,
}

/// The finished lines of a level.
pub(super) struct Trace {
    /// Extent of the frame along the flow.
    pub along: i64,
    /// Left side of each vertex' cell.
    pub lefts: Vec<i64>,
    /// The corners of each edge's link, from left to right.
    pub lines: Vec<(usize, Vec<Point>)>,
}

/// A channel after its tracks are assigned.
#[derive(Default)]
struct Channel {
    turns: Vec<Vec<Turn>>,
    tracks: usize,
    start: i64,
    side: i64,
}

/// Draws all lines of a level.
pub(super) fn trace(sketch: &Sketch) -> Trace {
    let level = sketch.level;
    let (mut channels, place_in_channel) = channels(sketch);
    let mut lefts = vec![0; level.vertices.len()];
    let mut x = sketch.lead_in + if level.west { 0 } else { sketch.strip + sketch.padding };
    let count = level.columns.len();
    for (index, column) in level.columns.iter().enumerate() {
        let width = column.iter().map(|&v| sketch.cells[v].along).max().unwrap_or(0);
        for &v in column {
            lefts[v] = x + (width - sketch.cells[v].along) / 2;
        }
        x += width;
        if index == 0 && level.west {
            x += sketch.strip;
        }
        if index + 1 < count {
            let channel = &mut channels[index];
            channel.side = side(level, index).max(side(level, index + 1));
            channel.start = x;
            x += 2 * channel.side + (channel.tracks.max(1) as i64 - 1) * TRACK;
        }
    }
    let along = sketch.lead_out + if level.east { x } else { x + sketch.padding };
    let lines = lines(sketch, &lefts, &channels, &place_in_channel);
    Trace { along, lefts, lines }
}

/// Free room beside a column before the first track.
fn side(level: &Level, column: usize) -> i64 {
    if level.is_border(column) {
        return PADDING;
    }
    let boxes = level.columns[column].iter().any(|&v| matches!(level.vertices[v].kind, Kind::Node(_) | Kind::Group(_)));
    if boxes { CHANNEL / 2 + 4 } else { LABEL_CHANNEL / 2 + 2 }
}

/// The tracks of all channels, and the place of each segment among the wires of its channel.
fn channels(sketch: &Sketch) -> (Vec<Channel>, Vec<usize>) {
    let level = sketch.level;
    let mut wires: Vec<Vec<Wire>> = vec![Vec::new(); level.columns.len()];
    let mut places = Vec::with_capacity(level.segments.len());
    for (index, segment) in level.segments.iter().enumerate() {
        let list = &mut wires[level.vertices[segment.left].column];
        places.push(list.len());
        list.push(Wire { left: height(sketch, index, true), right: height(sketch, index, false) });
    }
    let finish = |list: &Vec<Wire>| {
        let (turns, tracks) = assign(list);
        Channel { turns, tracks, ..Channel::default() }
    };
    (wires.iter().map(finish).collect(), places)
}

/// Where a segment is across the flow, at its left or its right end.
fn height(sketch: &Sketch, segment: usize, left: bool) -> i64 {
    let s = &sketch.level.segments[segment];
    if left {
        sketch.tops[s.left] + sketch.sizes.leaves[segment]
    } else {
        sketch.tops[s.right] + sketch.sizes.meets[segment]
    }
}

/// The corners of every link; its segments follow each other in the level.
fn lines(sketch: &Sketch, lefts: &[i64], channels: &[Channel], places: &[usize]) -> Vec<(usize, Vec<Point>)> {
    let level = sketch.level;
    let mut lines: Vec<(usize, Vec<Point>)> = Vec::new();
    for (index, segment) in level.segments.iter().enumerate() {
        let mut y = height(sketch, index, true);
        let start = Point { x: lefts[segment.left] as f64 + sketch.exits[index], y: y as f64 };
        match lines.last() {
            Some((edge, _)) if *edge == segment.edge => {}
            _ => lines.push((segment.edge, vec![start])),
        }
        let Some((_, points)) = lines.last_mut() else { continue };
        let channel = &channels[level.vertices[segment.left].column];
        for turn in &channel.turns[places[index]] {
            let x = (channel.start + channel.side + turn.track as i64 * TRACK) as f64;
            points.push(Point { x, y: y as f64 });
            y = turn.to;
            points.push(Point { x, y: y as f64 });
        }
        let ends_link = level.out[segment.right].is_empty() || !passes(level.vertices[segment.right].kind);
        if ends_link {
            points.push(Point { x: lefts[segment.right] as f64 + sketch.entries[index], y: y as f64 });
        }
    }
    lines
}

/// Whether links go on through such a vertex.
fn passes(kind: Kind) -> bool {
    matches!(kind, Kind::Bend | Kind::Label(_))
}
