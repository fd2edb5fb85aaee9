//! How good a finished drawing is: crossings, bends, length and the shape of the page in one number.
//!
//! May assume orthogonal lines. Must depend on nothing but the drawing; lower is better.

use super::{Drawing, Graph, Point};

/// Widest and narrowest page, as width divided by height, that cost nothing.
const WIDE: f64 = 2.5;
const NARROW: f64 = 0.6;
/// The shape of the page on which a drawing is read.
const PAGE: f64 = 1.3;
/// What a crossing and a bend cost.
const CROSSING: f64 = 5.0;
const BEND: f64 = 0.1;
/// What lines cost that are as long as a page is high.
const LENGTH: f64 = 0.8;
/// What each edge costs where lines are twice as long as need be, where the page is too wide or narrow by a factor of
/// e, and where the drawing has to be reduced to half to fit a page.
const DETOUR: f64 = 2.0;
const SKEW: f64 = 5.0;
const REDUCTION: f64 = 0.25;

/// The cost of a drawing.
pub(super) fn score(graph: &Graph, drawing: &Drawing) -> f64 {
    let bends: usize = drawing.routes.iter().map(|r| r.points.len().saturating_sub(2)).sum();
    let length: f64 = drawing.routes.iter().flat_map(|r| r.points.windows(2)).map(|w| distance(w[0], w[1])).sum();
    let aspect = drawing.width / drawing.height.max(1.0);
    let skew = (aspect / WIDE).ln().max((NARROW / aspect.max(1e-6)).ln()).max(0.0);
    let page = fair_height(drawing);
    let lines = crossings(drawing) as f64 * CROSSING + bends as f64 * BEND + length / page * LENGTH;
    let reduction = drawing.height.max(drawing.width / PAGE) / page;
    let detour = length / least_length(graph, drawing) - 1.0;
    let edges = 1.0 + graph.edges.len() as f64;
    lines + edges * (detour * DETOUR + skew * SKEW + reduction * REDUCTION)
}

/// The length of straight lines between the boxes.
fn least_length(graph: &Graph, drawing: &Drawing) -> f64 {
    let apart = |edge: &super::Edge| {
        let (Some(a), Some(b)) = (drawing.nodes.get(edge.from), drawing.nodes.get(edge.to)) else { return 0.0 };
        if edge.from == edge.to {
            return 0.0;
        }
        let x = (b.x - a.x - a.width).max(a.x - b.x - b.width).max(0.0);
        let y = (b.y - a.y - a.height).max(a.y - b.y - b.height).max(0.0);
        x.hypot(y).max(20.0)
    };
    graph.edges.iter().map(apart).sum::<f64>().max(1.0)
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
