//! How good a finished drawing is: crossings, bends, length and the shape of the page in one number.
//!
//! May assume orthogonal lines. Must depend on nothing but the drawing; lower is better.

use super::{Drawing, Graph, Point};

/// Widest page, as width divided by height, that costs nothing.
const WIDE: f64 = 2.2;
/// Narrowest page that costs nothing.
const NARROW: f64 = 0.55;
/// The shape of the page on which a drawing is read.
const PAGE: f64 = 1.3;

/// The cost of a drawing, in crossings.
pub(super) fn score(graph: &Graph, drawing: &Drawing) -> f64 {
    let bends: usize = drawing.routes.iter().map(|r| r.points.len().saturating_sub(2)).sum();
    let length: f64 = drawing.routes.iter().flat_map(|r| r.points.windows(2)).map(|w| distance(w[0], w[1])).sum();
    let aspect = drawing.width / drawing.height.max(1.0);
    let skew = (aspect / WIDE).ln().max((NARROW / aspect.max(1e-6)).ln()).max(0.0);
    let size = 1.0 + graph.edges.len() as f64;
    let page = fair_height(drawing);
    let lines = crossings(drawing) as f64 + bends as f64 * 0.1 + length / page * 1.6;
    let reduction = drawing.height.max(drawing.width / PAGE) / page;
    lines + size * (skew + 0.35 * reduction)
}

/// The height of a page that would just hold the boxes and labels with a fair amount of free room.
fn fair_height(drawing: &Drawing) -> f64 {
    let labels = drawing.routes.iter().filter_map(|route| route.label.as_ref());
    let used: f64 = drawing.nodes.iter().chain(labels).map(|r| r.width * r.height).sum();
    3.0 * used.max(1.0).sqrt()
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

/// How many times lines cross.
pub(super) fn crossings(drawing: &Drawing) -> usize {
    let mut upright: Vec<(f64, f64, f64)> = Vec::new();
    let mut level: Vec<(f64, f64, f64)> = Vec::new();
    for pair in drawing.routes.iter().flat_map(|route| route.points.windows(2)) {
        let (a, b) = (pair[0], pair[1]);
        if a.x == b.x {
            upright.push((a.x, a.y.min(b.y), a.y.max(b.y)));
        } else {
            level.push((a.x.min(b.x), a.x.max(b.x), a.y));
        }
    }
    upright.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut total = 0;
    for (from, to, y) in level {
        let first = upright.partition_point(|u| u.0 <= from);
        let inside = upright[first..].iter().take_while(|u| u.0 < to);
        total += inside.filter(|u| u.1 < y && y < u.2).count();
    }
    total
}
