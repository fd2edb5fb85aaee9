//! Distances and sizes that all modules share, in whole px, and the turning of one direction into the other.
//!
//! May assume nothing about the graph's numbers. Must not depend on any other module but the graph's types.

use super::{Direction, Edge, Graph, Node, Shape};

/// Free border of the whole drawing.
pub(super) const MARGIN: i64 = 16;
/// Between a group's border and its contents.
pub(super) const PADDING: i64 = 16;
/// Between two vertical pieces of line in one channel.
pub(super) const TRACK: i64 = 10;
/// Least width of a channel between two columns.
pub(super) const CHANNEL: i64 = 24;
/// Least width of a channel beside a column of labels.
pub(super) const LABEL_CHANNEL: i64 = 12;
/// Between two boxes in one column.
pub(super) const BOX_GAP: i64 = 24;
/// Between a box and a line in one column.
pub(super) const LINE_BOX_GAP: i64 = 14;
/// Between two lines in one column.
pub(super) const LINE_GAP: i64 = 10;
/// Between a label and its own line.
pub(super) const LABEL_GAP: i64 = 3;
/// Between a label and its neighbours in the column.
pub(super) const LABEL_CLEAR: i64 = 12;
/// Between a group's title and the lines beside or below it.
pub(super) const TITLE_CLEAR: i64 = 10;
/// Wished distance between two lines at one side of a node.
pub(super) const PORT_GAP: i64 = 24;

/// Least distance of two lines at one side of a node, if they fit at all.
pub(super) const PORT_LEAST: i64 = 12;

/// A size as whole px, whatever was given.
pub(super) fn whole(size: f64) -> i64 {
    if size.is_finite() { size.ceil().clamp(0.0, 100_000.0) as i64 } else { 1 }
}

/// Extents along and across the flow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Extent {
    pub along: i64,
    pub across: i64,
}

/// Turns width and height into extents for a direction.
pub(super) fn extent(direction: Direction, width: f64, height: f64) -> Extent {
    match direction {
        Direction::Right => Extent { along: whole(width), across: whole(height) },
        Direction::Down => Extent { along: whole(height), across: whole(width) },
    }
}

/// The extents of a node's box, at least 1 px each.
pub(super) fn node_extent(direction: Direction, node: &Node) -> Extent {
    let raw = extent(direction, node.width, node.height);
    Extent { along: raw.along.max(1), across: raw.across.max(1) }
}

/// The extents of an edge's label, or none.
pub(super) fn label_extent(direction: Direction, edge: &Edge) -> Option<Extent> {
    let raw = extent(direction, edge.label_width, edge.label_height);
    (raw.along > 0 && raw.across > 0).then_some(raw)
}

/// The extents of the title of a container, zero for the page.
pub(super) fn title_extent(direction: Direction, graph: &Graph, container: usize) -> Extent {
    match container.checked_sub(1).and_then(|group| graph.groups.get(group)) {
        Some(group) => extent(direction, group.title_width, group.title_height),
        None => Extent::default(),
    }
}

/// How much of a node's side lines may end at.
pub(super) fn usable(shape: Shape, side: i64) -> i64 {
    (side as f64 * if shape == Shape::Circle { 0.72 } else { 0.84 }) as i64
}
