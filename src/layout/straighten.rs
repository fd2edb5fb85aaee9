//! Small steps in lines are taken out where a piece of the line can be moved aside without touching anything.
//!
//! May assume a finished drawing. Must not change which lines cross, or on which side of anything a line passes.

use super::measures::{LABEL_GAP, TRACK};
use super::{Drawing, Graph, Group, Point, Rect, Shape};

/// The longest step that is taken out, in px.
const STEP: f64 = 8.0;
/// How near a moved piece may come to whatever does not belong to it.
const CLEAR: f64 = 4.0;

/// Takes out steps, line by line.
pub(super) fn straighten(graph: &Graph, drawing: &mut Drawing) {
    for index in 0..drawing.routes.len() {
        let mut at = 1;
        while at + 2 < drawing.routes[index].points.len() {
            if is_step(&drawing.routes[index].points[at - 1..at + 3]) && take_out(graph, drawing, index, at) {
                at = at.saturating_sub(1).max(1);
            } else {
                at += 1;
            }
        }
    }
}

/// Whether the middle one of three pieces is a small step between two that run the same way.
fn is_step(points: &[Point]) -> bool {
    let [a, b, c, d] = points else { return false };
    let forth = |p: &Point, q: &Point| (q.x - p.x, q.y - p.y);
    let (first, step, last) = (forth(a, b), forth(b, c), forth(c, d));
    let level = |(x, y): (f64, f64)| y == 0.0 && x != 0.0;
    let length = step.0.abs() + step.1.abs();
    level(first) == level(last)
        && level(first) != level(step)
        && first.0 * last.0 + first.1 * last.1 > 0.0
        && length <= STEP
}

/// Moves the piece before or the one after a step, if either can be moved.
fn take_out(graph: &Graph, drawing: &mut Drawing, index: usize, at: usize) -> bool {
    let points = &drawing.routes[index].points;
    let (from, to) = (points[at], points[at + 1]);
    let step = Point { x: to.x - from.x, y: to.y - from.y };
    let back = Point { x: -step.x, y: -step.y };
    for (first, by) in [(at - 1, step), (at + 1, back)] {
        if let Some(moved) = moved(graph, drawing, index, first, by) {
            let mut points = drawing.routes[index].points.clone();
            (points[first], points[first + 1]) = moved;
            points.remove(at + 1);
            points.remove(at);
            // Both ends of the step are corners no longer; all others must be corners still, and none turn back.
            let slanting = points.windows(2).any(|w| w[0].x != w[1].x && w[0].y != w[1].y);
            let flat = points
                .windows(3)
                .any(|w| (w[0].x == w[1].x && w[1].x == w[2].x) || (w[0].y == w[1].y && w[1].y == w[2].y));
            if points.len() > 1 && !slanting && !flat {
                drawing.routes[index].points = points;
                return true;
            }
        }
    }
    false
}

/// The ends of the piece from corner `first` after it has moved, if nothing is in the way.
fn moved(graph: &Graph, drawing: &Drawing, index: usize, first: usize, by: Point) -> Option<(Point, Point)> {
    let points = &drawing.routes[index].points;
    let (a, b) = (points[first], points[first + 1]);
    let shift = |p: Point| Point { x: p.x + by.x, y: p.y + by.y };
    let (mut start, mut end) = (shift(a), shift(b));
    let edge = &graph.edges[index];
    if first == 0 {
        start = on_outline(graph, drawing, edge.from, start, a, b)?;
    }
    if first + 2 == points.len() {
        end = on_outline(graph, drawing, edge.to, end, b, a)?;
    }
    let swept = Rect::around(&[a, b, start, end]);
    let free = is_free(graph, drawing, index, &swept) && label_stays(drawing, index, start, end);
    free.then_some((start, end))
}

/// Where a line that ends at a node touches it after a move; `None` where it would leave the node's side.
fn on_outline(graph: &Graph, drawing: &Drawing, node: usize, end: Point, was: Point, next: Point) -> Option<Point> {
    let (own, rect) = (graph.nodes.get(node)?, drawing.nodes.get(node)?);
    let level = was.y == next.y;
    let (middle, half) = match level {
        true => (rect.y + rect.height / 2.0, rect.height / 2.0),
        false => (rect.x + rect.width / 2.0, rect.width / 2.0),
    };
    let off = if level { end.y - middle } else { end.x - middle };
    if off.abs() > half * 0.84 {
        return None;
    }
    if own.shape != Shape::Circle {
        return Some(end);
    }
    let (centre, radius) = match level {
        true => (rect.x + rect.width / 2.0, rect.width / 2.0),
        false => (rect.y + rect.height / 2.0, rect.height / 2.0),
    };
    let bulge = radius * (1.0 - (off / half).powi(2)).max(0.0).sqrt();
    let toward = if level { next.x - was.x } else { next.y - was.y };
    let touched = centre + bulge * toward.signum();
    Some(if level { Point { x: touched, y: end.y } } else { Point { x: end.x, y: touched } })
}

/// Whether the area over which a piece moves holds nothing foreign: no corner, no line along it, no box, no title.
fn is_free(graph: &Graph, drawing: &Drawing, index: usize, swept: &Rect) -> bool {
    let edge = &graph.edges[index];
    let near = Rect {
        x: swept.x - CLEAR,
        y: swept.y - CLEAR,
        width: swept.width + 2.0 * CLEAR,
        height: swept.height + 2.0 * CLEAR,
    };
    let lying = swept.width > swept.height;
    let others = || drawing.routes.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, route)| route);
    let own = |node: usize| node == edge.from || node == edge.to;
    others().flat_map(|route| route.points.windows(2)).all(|w| is_clear_of_line(&near, lying, w))
        && drawing.nodes.iter().enumerate().all(|(node, rect)| own(node) || !meets(rect, &near))
        && others().filter_map(|route| route.label).all(|label| !meets(&label, &near))
        && drawing.groups.iter().zip(&graph.groups).all(|(rect, group)| is_clear_of_group(&near, lying, rect, group))
}

/// Lines along the area must not come near it, lines across it must not end in it.
fn is_clear_of_line(near: &Rect, lying: bool, w: &[Point]) -> bool {
    let along = if lying { w[0].y == w[1].y } else { w[0].x == w[1].x };
    if along { !meets(&Rect::around(w), &widened(near, lying)) } else { w.iter().all(|p| !near.holds(*p)) }
}

/// The borders that run along the area must not lie in it, and neither may the title.
fn is_clear_of_group(near: &Rect, lying: bool, rect: &Rect, group: &Group) -> bool {
    let title = Rect { x: rect.x, y: rect.y, width: group.title_width + 24.0, height: group.title_height + 20.0 };
    let outside = |low: f64, high: f64, from: f64, to: f64| from > high || to < low;
    let (right, bottom) = (rect.x + rect.width, rect.y + rect.height);
    let (near_right, near_bottom) = (near.x + near.width, near.y + near.height);
    let sides = match lying {
        true => {
            [rect.y, bottom].iter().all(|side| (near.y - side) * (near_bottom - side) > 0.0)
                || outside(near.x, near_right, rect.x, right)
        }
        false => {
            [rect.x, right].iter().all(|side| (near.x - side) * (near_right - side) > 0.0)
                || outside(near.y, near_bottom, rect.y, bottom)
        }
    };
    sides && !meets(&title, near)
}

/// A little more room beside a piece, for lines that run along it.
fn widened(area: &Rect, lying: bool) -> Rect {
    let more = TRACK - 2 - CLEAR as i64;
    match lying {
        true => Rect { y: area.y - more as f64, height: area.height + 2.0 * more as f64, ..*area },
        false => Rect { x: area.x - more as f64, width: area.width + 2.0 * more as f64, ..*area },
    }
}

/// Whether a moved piece keeps off its own label, and near it if it was near.
fn label_stays(drawing: &Drawing, index: usize, start: Point, end: Point) -> bool {
    let Some(label) = drawing.routes[index].label else { return true };
    let apart = |rect: Rect, p: Point, q: Point| {
        let x = (p.x.min(q.x) - rect.x - rect.width).max(rect.x - p.x.max(q.x)).max(0.0);
        let y = (p.y.min(q.y) - rect.y - rect.height).max(rect.y - p.y.max(q.y)).max(0.0);
        x.max(y)
    };
    let beside = apart(label, start, end);
    let lying = start.y == end.y;
    let overlaps = if lying {
        start.x.min(end.x) < label.x + label.width && start.x.max(end.x) > label.x
    } else {
        start.y.min(end.y) < label.y + label.height && start.y.max(end.y) > label.y
    };
    !overlaps || (LABEL_GAP as f64..=9.0).contains(&beside)
}

fn meets(a: &Rect, b: &Rect) -> bool {
    a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height
}
