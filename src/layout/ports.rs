//! Ports: where the segments of a level leave and meet its vertices.
//!
//! A group's ports are where its finished block passes its border; a node's are spread along its side, in the order of
//! what they lead to. May assume the order of the columns is final. Must not place vertices.

use super::block::{Block, Context};
use super::ends::Ends;
use super::level::{Kind, Level, Side};
use super::measures::{Extent, PORT_GAP, PORT_LEAST, node_extent, usable};
use super::place::{Sizes, Slide};
use super::{Direction, Shape, across};

/// Everything about the ends of segments; anchors are px from the left side of the vertex' cell.
pub(super) struct Ports {
    pub sizes: Sizes,
    /// Where each segment begins on its left vertex.
    pub exits: Vec<f64>,
    /// Where each segment ends on its right vertex.
    pub entries: Vec<f64>,
    /// For each vertex that is a label, whether its text stands before its line, as seen across the flow.
    pub before: Vec<bool>,
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
        let ends = Ends::new(level);
        let before = sides_of_labels(level, &ends, direction);
        let mut ports = Ports { sizes, exits: vec![0.0; count], entries: vec![0.0; count], before };
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
            Kind::Label(_) if self.before[v] => vec![across; segments.len()],
            // Comes along one side and goes back along the other.
            Kind::Return(_) => (0..segments.len()).map(|place| if place == 0 { 0 } else { across }).collect(),
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
        let shape = context.graph.nodes[node].shape;
        let (step, offsets) = spread_evenly(shape, body.across, segments.len());
        let usable = usable(shape, body.across);
        let gap = (step.floor() as i64).min(PORT_LEAST);
        if gap > 2 {
            let low = (body.across - usable) / 2;
            let high = low + usable;
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

/// Where the lines through the side of a container leave its items.
pub(super) struct SidePort {
    /// From the left side of the item's cell.
    pub along: i64,
    /// From the near side of the item's cell.
    pub depth: f64,
}

/// The ports of a level's lines through its sides, in their order.
pub(super) fn side_ports(context: &Context, direction: Direction, level: &Level, inner: &[Block]) -> Vec<SidePort> {
    let port = |side: &Side| match level.vertices[side.vertex].kind {
        Kind::Group(group) => {
            let border = if side.west { &inner[group].west } else { &inner[group].east };
            SidePort { along: border.get(&side.edge).copied().unwrap_or(0), depth: 0.0 }
        }
        Kind::Node(node) => {
            let own = level.sides.iter().filter(|other| other.vertex == side.vertex && other.west == side.west);
            let place = own.clone().position(|other| other.edge == side.edge).unwrap_or(0);
            let (body, shape) = (node_extent(direction, &context.graph.nodes[node]), context.graph.nodes[node].shape);
            let along = spread_evenly(shape, body.along, own.count()).1[place];
            let touched = outline(context, across(direction), node, along, side.west);
            SidePort { along, depth: if side.west { touched } else { body.across as f64 - touched } }
        }
        _ => SidePort { along: 0, depth: 0.0 },
    };
    level.sides.iter().map(port).collect()
}

/// The distance of lines at one side of a node of some extent, and their places.
fn spread_evenly(shape: Shape, extent: i64, count: usize) -> (f64, Vec<i64>) {
    let middle = extent as f64 / 2.0;
    let step = if count > 1 { (usable(shape, extent) as f64 / (count - 1) as f64).min(PORT_GAP as f64) } else { 0.0 };
    let port = |index: usize| (middle + (index as f64 - (count as f64 - 1.0) / 2.0) * step).round() as i64;
    (step, (0..count).map(port).collect())
}

/// For each label, whether it stands before its line: on the outer side of a bundle, so that its lines stay together.
fn sides_of_labels(level: &Level, ends: &Ends, direction: Direction) -> Vec<bool> {
    let mut lean = vec![0i64; level.vertices.len()];
    for v in 0..level.vertices.len() {
        for west in [true, false] {
            let segments = ends.at(v, west);
            if !matches!(level.vertices[v].kind, Kind::Node(_) | Kind::Group(_)) || segments.len() < 2 {
                continue;
            }
            for (place, &segment) in segments.iter().enumerate() {
                if let Some(label) = label_of(level, segment, west) {
                    lean[label] += 2 * place as i64 - (segments.len() as i64 - 1);
                }
            }
        }
    }
    lean.iter().map(|&lean| if direction == Direction::Right { lean <= 0 } else { lean < 0 }).collect()
}

/// The label on the link of a segment, looked for against (`west`) or along the flow.
fn label_of(level: &Level, mut segment: usize, west: bool) -> Option<usize> {
    loop {
        let s = &level.segments[segment];
        let v = if west { s.left } else { s.right };
        match level.vertices[v].kind {
            Kind::Label(_) => return Some(v),
            Kind::Bend => segment = *(if west { &level.into[v] } else { &level.out[v] }).first()?,
            _ => return None,
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
