//! Positions in whole px, the way points of flows and the places of their labels.
//!
//! May assume what the layout gives: boxes inside their groups, routes of level and upright pieces. Must keep a box
//! inside another one when rounding, since containment is all that the app knows of nesting.

use super::json::Json;
use crate::emit::diagram::LABEL_SIZE;
use crate::layout::{Point, Rect, Route};
use crate::text::number;

/// A smaller distance between a straight line and the route is not worth a way point, in px.
const STRAIGHT: f64 = 6.0;
/// Distance of a way point from the outline of the element where the flow ends, in px.
const INSET: f64 = 20.0;
/// Smallest side that the schema allows.
const LEAST: i64 = 10;

fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// Writes position and size of a box. Its edges are rounded each for itself, so that what lies inside stays inside. A
/// circle must be as wide as high, or the app draws it smaller than its box.
pub(super) fn push_frame(json: &mut Json, rect: &Rect, round: bool) {
    let (left, top) = (whole(rect.x), whole(rect.y));
    let width = (whole(rect.x + rect.width) - left).max(LEAST);
    let height = (whole(rect.y + rect.height) - top).max(LEAST);
    let (width, height) = if round { (width.min(height), width.min(height)) } else { (width, height) };
    json.object("position", |json| {
        json.number("x", left);
        json.number("y", top);
    });
    json.object("size", |json| {
        json.number("width", width);
        json.number("height", height);
    });
}

/// Writes the label of a flow.
pub(super) fn push_label(json: &mut Json, text: &str, route: &Route) {
    json.array("labels", |json| {
        json.item(|json| {
            json.object("attrs", |json| {
                json.object("label", |json| {
                    json.text("text", text);
                    // The room that the layout keeps free is measured for this size.
                    json.raw("fontSize", &number(LABEL_SIZE));
                });
            });
            let Some((share, offset)) = label_position(route) else { return };
            json.object("position", |json| {
                json.raw("distance", &number((share * 1000.0).round() / 1000.0));
                json.object("offset", |json| {
                    json.number("x", whole(offset.x));
                    json.number("y", whole(offset.y));
                });
            });
        });
    });
}

/// Writes way points; nothing where there are none.
pub(super) fn push_vertices(json: &mut Json, vertices: &[Point]) {
    if vertices.is_empty() {
        return;
    }
    json.array("vertices", |json| {
        for point in vertices {
            json.item(|json| {
                json.number("x", whole(point.x));
                json.number("y", whole(point.y));
            });
        }
    });
}

/// Way points of a flow between two boxes; none where a straight line does.
///
/// They are the corners of the route: flows have rounded corners instead of the app's usual curves, which run through
/// elements and over each other where a route turns more than once. The app leads a flow from its last way point
/// towards the middle of the element. A point near each end keeps that slant short, and flows apart that run side by
/// side.
pub(super) fn vertices(route: &Route, from: &Rect, to: &Rect) -> Vec<Point> {
    let [first, second, ..] = route.points.as_slice() else { return Vec::new() };
    let [.., before, last] = route.points.as_slice() else { return Vec::new() };
    let mut vertices: Vec<Point> = inset(*first, *second).into_iter().collect();
    vertices.extend(&route.points[1..route.points.len() - 1]);
    vertices.extend(inset(*last, *before));
    let (start, end) = (centre(from), centre(to));
    if from != to && vertices.iter().all(|point| distance_to_line(*point, start, end) < STRAIGHT) {
        return Vec::new();
    }
    vertices
}

/// The point a little way from an end; none where a corner is as near.
fn inset(end: Point, next: Point) -> Option<Point> {
    let (dx, dy) = (next.x - end.x, next.y - end.y);
    let length = dx.hypot(dy);
    (length >= 2.0 * INSET).then(|| Point { x: end.x + dx * INSET / length, y: end.y + dy * INSET / length })
}

/// Where a flow's label stands, as the app wants it: the share of the way at which the point nearest to the reserved
/// room lies, and the distance of the room's middle from there. Without it all labels stand halfway and cover others.
fn label_position(route: &Route) -> Option<(f64, Point)> {
    let room = centre(route.label.as_ref()?);
    let (mut way, mut nearest) = (0.0, None::<(f64, f64, Point)>);
    for piece in route.points.windows(2) {
        let (from, to) = (piece[0], piece[1]);
        let length = (to.x - from.x).hypot(to.y - from.y).max(f64::MIN_POSITIVE);
        let along = ((room.x - from.x) * (to.x - from.x) + (room.y - from.y) * (to.y - from.y)) / length;
        let share = along.clamp(0.0, length) / length;
        let point = Point { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
        let distance = (room.x - point.x).hypot(room.y - point.y);
        if nearest.is_none_or(|(least, ..)| distance < least) {
            nearest = Some((distance, way + length * share, point));
        }
        way += length;
    }
    let (_, at, point) = nearest?;
    Some((at / way, Point { x: room.x - point.x, y: room.y - point.y }))
}

fn centre(rect: &Rect) -> Point {
    Point { x: rect.x + rect.width / 2.0, y: rect.y + rect.height / 2.0 }
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
