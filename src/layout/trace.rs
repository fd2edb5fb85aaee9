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
    /// How much further from the start everything has to stand than in an earlier drawing.
    pub later: i64,
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
        // What is known stays where it was, as soon as there is room.
        let known = |&v: &usize| level.place(v).map(|place| place.along + sketch.later);
        x = column.iter().filter_map(known).min().map_or(x, |earlier| earlier.max(x));
        let fixed = |v: &usize| known(v).map(|earlier| earlier.max(x) + sketch.cells[*v].along - x);
        let width = column.iter().map(|v| fixed(v).unwrap_or(sketch.cells[*v].along)).max().unwrap_or(0);
        for &v in column {
            lefts[v] = known(&v).map_or(x + (width - sketch.cells[v].along) / 2, |earlier| earlier.max(x));
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
        let mut piece = piece(sketch, lefts, channels, places, index);
        match lines.last_mut() {
            Some((edge, points)) if *edge == segment.edge => {
                if let Kind::Return(_) = level.vertices[segment.right].kind {
                    piece.reverse();
                } else {
                    piece.remove(0);
                }
                points.append(&mut piece);
            }
            _ => lines.push((segment.edge, piece)),
        }
    }
    lines
}

/// The corners of one segment, with its beginning, and with its end where the link ends or turns back.
fn piece(sketch: &Sketch, lefts: &[i64], channels: &[Channel], places: &[usize], index: usize) -> Vec<Point> {
    let (level, segment) = (sketch.level, &sketch.level.segments[index]);
    let mut y = height(sketch, index, true);
    let mut points = vec![Point { x: lefts[segment.left] as f64 + sketch.exits[index], y: y as f64 }];
    let channel = &channels[level.vertices[segment.left].column];
    for turn in &channel.turns[places[index]] {
        let x = (channel.start + channel.side + turn.track as i64 * TRACK) as f64;
        points.push(Point { x, y: y as f64 });
        y = turn.to;
        points.push(Point { x, y: y as f64 });
    }
    let right = segment.right;
    let end = match level.vertices[right].kind {
        Kind::Return(_) => Some((lefts[right] + sketch.cells[right].along) as f64),
        kind if level.out[right].is_empty() || !passes(kind) => Some(lefts[right] as f64 + sketch.entries[index]),
        _ => None,
    };
    points.extend(end.map(|x| Point { x, y: y as f64 }));
    points
}

/// Whether links go on through such a vertex.
fn passes(kind: Kind) -> bool {
    matches!(kind, Kind::Bend | Kind::Label(_))
}
