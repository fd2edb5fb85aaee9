//! Positions in whole px, and the way points of flows.
//!
//! May assume what the layout gives: boxes inside their groups, routes of level and upright pieces. Must keep a box
//! inside another one when rounding, since containment is all that the app knows of nesting.

use crate::layout::{Point, Rect, Route};
use serde_json::{Value, json};

/// A smaller distance between a straight line and the route is not worth a way point, in px.
const STRAIGHT: f64 = 6.0;
/// Smallest side that the schema allows.
const LEAST: i64 = 10;

/// The nearest whole px.
fn whole(value: f64) -> i64 {
    // Rounding sides up would not keep the order of edges on both halves of the axis.
    (value + 0.5).floor() as i64
}

/// Position and size of a box whose edges are rounded each for itself, so that nesting survives.
pub(super) fn frame(rect: &Rect) -> (Value, Value) {
    let (left, top) = (whole(rect.x), whole(rect.y));
    let (width, height) = (whole(rect.x + rect.width) - left, whole(rect.y + rect.height) - top);
    (json!({ "x": left, "y": top }), json!({ "width": width.max(LEAST), "height": height.max(LEAST) }))
}

/// Position and size of an element; a circle is as wide as high, or the app draws it smaller than its box.
pub(super) fn node_frame(rect: &Rect, round: bool) -> (Value, Value) {
    let (width, height) = (whole(rect.width).max(LEAST), whole(rect.height).max(LEAST));
    let (width, height) = if round { (width.min(height), width.min(height)) } else { (width, height) };
    (json!({ "x": whole(rect.x), "y": whole(rect.y) }), json!({ "width": width, "height": height }))
}

/// Way points of a flow between two boxes; none where a straight line does.
///
/// The app draws a smooth curve through them. Through the corners of a route it would overshoot, through the middles
/// of its pieces it stays near.
pub(super) fn vertices(route: &Route, from: &Rect, to: &Rect) -> Vec<Value> {
    let points = &route.points;
    let middles: Vec<Point> = match points.len() {
        0 | 1 => return Vec::new(),
        2 => vec![middle(points[0], points[1])],
        // A loop at one element is only seen if it goes all the way round.
        _ if from == to => points[1..points.len() - 1].to_vec(),
        3 => vec![points[1]],
        _ => points[1..points.len() - 1].windows(2).map(|piece| middle(piece[0], piece[1])).collect(),
    };
    let (start, end) = (centre(from), centre(to));
    if from != to && middles.iter().all(|point| distance_to_line(*point, start, end) < STRAIGHT) {
        return Vec::new();
    }
    middles.iter().map(|point| json!({ "x": whole(point.x), "y": whole(point.y) })).collect()
}

fn centre(rect: &Rect) -> Point {
    Point { x: rect.x + rect.width / 2.0, y: rect.y + rect.height / 2.0 }
}

fn middle(a: Point, b: Point) -> Point {
    Point { x: (a.x + b.x) / 2.0, y: (a.y + b.y) / 2.0 }
}

/// How far a point lies from the line between two others.
fn distance_to_line(point: Point, start: Point, end: Point) -> f64 {
    let (dx, dy) = (end.x - start.x, end.y - start.y);
    let length = dx.hypot(dy);
    if length < 1.0 {
        return (point.x - start.x).hypot(point.y - start.y);
    }
    ((point.x - start.x) * dy - (point.y - start.y) * dx).abs() / length
}
