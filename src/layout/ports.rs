//! Ports: where the segments of a level leave and meet its vertices.
//!
//! A group's ports are where its finished block passes its border; a node's are spread along its side, in the order of
//! what they lead to. May assume the order of the columns is final. Must not place vertices.

use super::block::{Block, Context};
use super::ends::Ends;
use super::level::{Kind, Level};
use super::measures::{Extent, PORT_GAP, PORT_LEAST, node_extent};
use super::place::{Sizes, Slide};
use super::{Direction, Shape};

/// Everything about the ends of segments; anchors are px from the left side of the vertex' cell.
pub(super) struct Ports {
    pub sizes: Sizes,
    /// Where each segment begins on its left vertex.
    pub exits: Vec<f64>,
    /// Where each segment ends on its right vertex.
    pub entries: Vec<f64>,
}

impl Ports {
    /// The ports of all vertices, before they may slide.
    pub fn new(context: &Context, direction: Direction, level: &Level, inner: &[Block], cells: &[Extent]) -> Self {
        let count = level.segments.len();
        let sizes = Sizes {
            across: cells.iter().map(|c| c.across).collect(),
            leaves: vec![0; count],
            meets: vec![0; count],
            ..Sizes::default()
        };
        let mut ports = Ports { sizes, exits: vec![0.0; count], entries: vec![0.0; count] };
        let ends = Ends::new(level);
        for v in 0..level.vertices.len() {
            for west in [true, false] {
                let offsets = ports.offsets(context, direction, level, inner, (v, west, &ends.at(v, west)));
                let side = if west { &mut ports.sizes.meets } else { &mut ports.sizes.leaves };
                for (&s, offset) in ends.at(v, west).iter().zip(offsets) {
                    side[s] = offset;
                }
            }
        }
        ports
    }

    /// Where the given segments meet one side of a vertex.
    fn offsets(
        &mut self,
        context: &Context,
        direction: Direction,
        level: &Level,
        inner: &[Block],
        (v, west, segments): (usize, bool, &[usize]),
    ) -> Vec<i64> {
        let across = self.sizes.across[v];
        match level.vertices[v].kind {
            Kind::Node(node) => self.spread(context, direction, node, (v, west), segments),
            Kind::Group(group) => {
                let border = if west { &inner[group].west } else { &inner[group].east };
                let at = |&s: &usize| border.get(&level.segments[s].edge).copied().unwrap_or(0);
                segments.iter().map(at).collect()
            }
            Kind::Label(_) if direction == Direction::Right => vec![across; segments.len()],
            _ => vec![0; segments.len()],
        }
    }

    /// Spreads ports evenly along one side of a node, and lets them slide if they are several.
    fn spread(
        &mut self,
        context: &Context,
        direction: Direction,
        node: usize,
        side: (usize, bool),
        segments: &[usize],
    ) -> Vec<i64> {
        let body = node_extent(direction, &context.graph.nodes[node]);
        let round = context.graph.nodes[node].shape == Shape::Circle;
        let middle = body.across as f64 / 2.0;
        let usable = (body.across as f64 * if round { 0.72 } else { 0.84 }).floor();
        let count = segments.len();
        let step = if count > 1 { (usable / (count - 1) as f64).min(PORT_GAP as f64) } else { 0.0 };
        let port = |index: usize| (middle + (index as f64 - (count as f64 - 1.0) / 2.0) * step).round() as i64;
        let offsets: Vec<i64> = (0..count).map(port).collect();
        let gap = (step.floor() as i64).min(PORT_LEAST);
        if gap > 2 {
            let low = (middle - usable / 2.0).round() as i64;
            let high = low + usable as i64;
            self.sizes.slides.push(Slide { vertex: side.0, west: side.1, segments: segments.to_vec(), low, high, gap });
        }
        offsets
    }

    /// Finds where the lines touch the outlines, once the ports have their final places.
    pub fn anchor(&mut self, context: &Context, direction: Direction, level: &Level, cells: &[Extent]) {
        for (index, segment) in level.segments.iter().enumerate() {
            let leaves = self.sizes.leaves[index];
            self.exits[index] = match level.vertices[segment.left].kind {
                Kind::Node(node) => outline(context, direction, node, leaves, false),
                Kind::Group(_) => cells[segment.left].along as f64,
                _ => 0.0,
            };
            if let Kind::Node(node) = level.vertices[segment.right].kind {
                self.entries[index] = outline(context, direction, node, self.sizes.meets[index], true);
            }
        }
    }
}

/// How far from the left side of a node's cell its outline is at a given height.
fn outline(context: &Context, direction: Direction, node: usize, at: i64, west: bool) -> f64 {
    let body = node_extent(direction, &context.graph.nodes[node]);
    let (middle, half) = (body.across as f64 / 2.0, body.along as f64 / 2.0);
    let bulge = match context.graph.nodes[node].shape {
        Shape::Circle => half * (1.0 - ((at as f64 - middle) / middle).powi(2)).max(0.0).sqrt(),
        _ => half,
    };
    if west { half - bulge } else { half + bulge }
}
