//! Self-loops: edges from a node to itself hang below its body (beside it when the flow runs down).
//!
//! May assume the node's cell was sized by `room`. Must stay inside that cell.

use super::measures::{Extent, LABEL_GAP, label_extent, node_extent};
use super::{Direction, Graph, Point, Shape};

/// Room that the first loop leaves between its two ends and the middle of the node.
const HALF: f64 = 8.0;
/// Room between nested loops.
const STEP: f64 = 6.0;
/// Least depth that each loop adds.
const DEPTH: i64 = 12;

/// The self-loops of every node.
pub(super) fn of_nodes(graph: &Graph) -> Vec<Vec<usize>> {
    let mut loops = vec![Vec::new(); graph.nodes.len()];
    for (index, edge) in graph.edges.iter().enumerate() {
        if edge.from == edge.to
            && let Some(list) = loops.get_mut(edge.from)
        {
            list.push(index);
        }
    }
    loops
}

/// The extents of a node's cell with its loops.
pub(super) fn room(graph: &Graph, direction: Direction, node: usize, loops: &[usize]) -> Extent {
    let body = node_extent(direction, &graph.nodes[node]);
    if loops.is_empty() {
        return body;
    }
    let labels = loops.iter().filter_map(|&e| label_extent(direction, &graph.edges[e]));
    let label = labels.map(|l| l.along + LABEL_GAP + 2).max().unwrap_or(0);
    let half = reach(body, loops.len(), loops.len() - 1).ceil() as i64;
    let deep = depths(graph, direction, loops).last().copied().unwrap_or(0);
    Extent { along: body.along.max(body.along / 2 + 1 + half + label), across: body.across + deep + 4 }
}

/// How far from the node's middle the ends of a loop are.
fn reach(body: Extent, count: usize, index: usize) -> f64 {
    let limit = body.along as f64 * 0.42;
    let first = HALF.min(limit / 2.0);
    let step = if count > 1 { STEP.min((limit - first) / (count - 1) as f64) } else { 0.0 };
    first + step * index as f64
}

/// How far below the body each loop's lowest piece runs.
fn depths(graph: &Graph, direction: Direction, loops: &[usize]) -> Vec<i64> {
    let mut depth = 4;
    let mut depths = Vec::with_capacity(loops.len());
    for &edge in loops {
        let label = label_extent(direction, &graph.edges[edge]).map_or(0, |l| l.across + 4);
        depth += label.max(DEPTH);
        depths.push(depth);
    }
    depths
}

/// A loop in the frame of its cell: x along the flow, y across it.
pub(super) struct Loop {
    pub edge: usize,
    pub points: Vec<Point>,
    /// Left top corner and extents of the label's room.
    pub label: Option<(Point, Extent)>,
}

/// Draws the loops of a node whose body begins at the cell's corner.
pub(super) fn draw(graph: &Graph, direction: Direction, node: usize, loops: &[usize]) -> Vec<Loop> {
    let body = node_extent(direction, &graph.nodes[node]);
    let (middle, bottom) = (body.along as f64 / 2.0, body.across as f64);
    let widest = reach(body, loops.len(), loops.len().saturating_sub(1));
    let depths = depths(graph, direction, loops);
    let one = |(index, (&edge, &depth)): (usize, (&usize, &i64))| {
        let half = reach(body, loops.len(), index);
        let start = match graph.nodes[node].shape {
            Shape::Circle => bottom / 2.0 * (1.0 + (1.0 - (half / middle).powi(2)).max(0.0).sqrt()),
            _ => bottom,
        };
        let low = bottom + depth as f64;
        let (left, right) = (middle - half, middle + half);
        let points = [(right, start), (right, low), (left, low), (left, start)];
        let label = label_extent(direction, &graph.edges[edge]).map(|extent| {
            let corner = Point { x: middle + widest + LABEL_GAP as f64 + 1.0, y: low - extent.across as f64 };
            (corner, extent)
        });
        Loop { edge, points: points.map(|(x, y)| Point { x, y }).to_vec(), label }
    };
    loops.iter().zip(&depths).enumerate().map(one).collect()
}
