//! Flows: rounded lines, arrow heads, labels and the badges beside them.
//!
//! May assume routes of the layout, in px, that end on outlines. Heads are drawn as shapes of their own: markers
//! would need ids, and not every renderer colours them.

use super::escape::{at, escape};
use super::scene::Scene;
use super::shapes::{OUT_OF_SCOPE, badge};
use super::style::{Paint, paint};
use super::tooltip;
use crate::analysis::Arrow;
use crate::emit::diagram::{BADGE_GAP, LABEL_LINE, LABEL_SIZE, badge_width};
use crate::emit::labels::arrow_lines;
use crate::layout::{Point, Rect, Route};
use crate::model::{DataFlow, FlowState};
use crate::text::{number, one_line};

/// Radius of a line's corners in px.
const CORNER: f64 = 7.0;
/// Free room between the tip of a head and the middle of an outline in px.
const TIP: f64 = 1.5;

/// What a line says of its flow.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stroke {
    /// It has open threats.
    pub open: bool,
    /// It is proposed.
    pub proposed: bool,
    /// It is out of scope.
    pub out_of_scope: bool,
    /// It is an answer.
    pub answer: bool,
}

impl Stroke {
    /// What the line of an arrow says: of one that stands for several steps, what holds of all; open if any is.
    pub(super) fn of(scene: &Scene<'_>, arrow: &Arrow) -> Stroke {
        let all = |is: &dyn Fn(&DataFlow) -> bool| arrow.steps().all(|step| is(&scene.model[step.flow]));
        Stroke {
            open: scene.open_on(arrow) > 0,
            proposed: all(&|flow| flow.state == FlowState::Proposed),
            out_of_scope: all(&|flow| flow.out_of_scope.is_some()),
            answer: arrow.steps().all(|step| step.answer),
        }
    }

    fn paint(self) -> Paint {
        match (self.open, self.out_of_scope) {
            (true, _) => Paint::Open,
            (false, true) => Paint::Muted,
            (false, false) => Paint::Line,
        }
    }

    fn line(self) -> String {
        let width = match (self.open, self.proposed, self.answer) {
            (true, ..) => 3.0,
            (_, true, _) => 2.25,
            (_, _, true) => 1.1,
            _ => 1.6,
        };
        let dashes = match (self.proposed, self.out_of_scope, self.answer) {
            (true, ..) if self.open => r#" stroke-dasharray="0.1 5.5" stroke-linecap="round""#.to_owned(),
            (true, ..) => r#" stroke-dasharray="0.1 4.5" stroke-linecap="round""#.to_owned(),
            (_, true, _) => format!(r#" stroke-dasharray="{OUT_OF_SCOPE}""#),
            (_, _, true) => r#" stroke-dasharray="7 3.5""#.to_owned(),
            _ => String::new(),
        };
        format!(r#"stroke-width="{}"{dashes}"#, number(width))
    }

    /// Length of the head in px.
    fn head(self) -> f64 {
        if self.open { 12.0 } else { 10.0 }
    }
}

/// One arrow, by its index in the diagram, as a link into the report.
pub(super) fn arrow(scene: &Scene<'_>, index: usize, arrow: &Arrow, route: &Route) -> String {
    let flow = &scene.model[arrow.first.flow];
    let stroke = Stroke::of(scene, arrow);
    let shade = scene.shades.arrow(index);
    let plate = shade.and_then(|shade| Some(plate(&route.label?, shade.level))).unwrap_or_default();
    // Grey would be hard to read on a shade.
    let ink = if stroke.out_of_scope && shade.is_none() { Paint::Muted } else { Paint::Ink };
    let classes = [
        (stroke.answer, " answer"),
        (stroke.proposed, " proposed"),
        (stroke.out_of_scope, " out-of-scope"),
        (stroke.open, " open"),
    ];
    format!(
        "<a href=\"{}\" aria-label=\"{}\"><g id=\"{}\" class=\"flow{}\"><title>{}</title>{}{}{}</g></a>\n",
        escape(&scene.report_link("flow", &flow.identity.id)),
        escape(&one_line(&tooltip::arrow_label(scene, arrow), 200)),
        scene.arrow_id(arrow),
        classes.into_iter().filter_map(|(is, class)| is.then_some(class)).collect::<String>(),
        escape(&tooltip::arrow(scene, arrow)),
        line(&route.points, stroke),
        plate,
        label(scene, index, arrow, route, (stroke, ink))
    )
}

/// A line with its head; nothing for fewer than two points.
pub(super) fn line(points: &[Point], stroke: Stroke) -> String {
    let [.., before, end] = points else { return String::new() };
    let tip = toward(*end, *before, TIP);
    let base = toward(tip, *before, stroke.head());
    // A full head covers the end of the line; in an open one it runs to the tip.
    let stop = if stroke.answer { toward(tip, *before, 1.0) } else { toward(tip, *before, stroke.head() * 0.7) };
    let mut path = points.to_vec();
    if let Some(last) = path.last_mut() {
        *last = stop;
    }
    let colour = stroke.paint();
    // The wide invisible line is easier to point at.
    let d = rounded(&path);
    format!(
        r#"<path d="{d}" fill="none" stroke="none" stroke-width="12" pointer-events="stroke"/><path d="{d}" {} {}/>{}"#,
        paint(None, Some(colour)),
        stroke.line(),
        head(tip, base, stroke)
    )
}

/// The head: a full triangle, or two open strokes for an answer.
fn head(tip: Point, base: Point, stroke: Stroke) -> String {
    let (dx, dy) = ((tip.x - base.x) * 0.45, (tip.y - base.y) * 0.45);
    let left = Point { x: base.x - dy, y: base.y + dx };
    let right = Point { x: base.x + dy, y: base.y - dx };
    let colour = stroke.paint();
    let corners = format!("M{} L{} L{}", at(left), at(tip), at(right));
    match stroke.answer {
        true => format!(
            r#"<path d="{corners}" {} stroke-width="{}"/>"#,
            paint(None, Some(colour)),
            if stroke.open { "2.5" } else { "1.4" }
        ),
        false => format!(r#"<path d="{corners}Z" {}/>"#, paint(Some(colour), None)),
    }
}

/// A path along the points with rounded corners.
fn rounded(points: &[Point]) -> String {
    let mut d = String::new();
    for (index, point) in points.iter().enumerate() {
        let (before, after) = (index.checked_sub(1).and_then(|before| points.get(before)), points.get(index + 1));
        match (before, after) {
            (None, _) => d.push_str(&format!("M{}", at(*point))),
            (_, None) => d.push_str(&format!(" L{}", at(*point))),
            (Some(before), Some(after)) => {
                let radius = CORNER.min(distance(*before, *point) / 2.0).min(distance(*point, *after) / 2.0);
                let (from, to) = (toward(*point, *before, radius), toward(*point, *after, radius));
                d.push_str(&format!(" L{} Q{} {}", at(from), at(*point), at(to)));
            }
        }
    }
    d
}

/// The label with a badge before it where threats are open.
fn label(scene: &Scene<'_>, index: usize, arrow: &Arrow, route: &Route, (stroke, ink): (Stroke, Paint)) -> String {
    let open = scene.counted_on(index);
    let Some(rect) = route.label else { return lone_badge(open, route) };
    let lines = arrow_lines(scene.model, arrow);
    let middle = rect.y + rect.height / 2.0;
    let width = badge_width(open);
    let count = match open {
        0 => String::new(),
        _ => badge(Point { x: rect.x + width / 2.0, y: middle }, &open.to_string(), width),
    };
    let (x, anchor) = match side(&rect, &route.points) {
        _ if open > 0 => (rect.x + width + BADGE_GAP, "start"),
        Side::Left => (rect.x + 2.0, "start"),
        Side::Right => (rect.x + rect.width - 2.0, "end"),
        Side::Neither => (rect.x + rect.width / 2.0, "middle"),
    };
    let attributes = format!(
        r#"{} font-size="{}" text-anchor="{anchor}"{}"#,
        paint(Some(ink), None),
        number(LABEL_SIZE),
        if stroke.answer || stroke.proposed { r#" font-style="italic""# } else { "" }
    );
    let first = middle - LABEL_LINE * (lines.len() as f64 - 1.0) / 2.0 + LABEL_SIZE * 0.35;
    let line = |(index, line): (usize, &String)| {
        let y = number(first + LABEL_LINE * index as f64);
        format!(r#"<text x="{}" y="{y}" {attributes}>{}</text>"#, number(x), escape(line))
    };
    format!("{count}{}", lines.iter().enumerate().map(line).collect::<String>())
}

/// The badge of an arrow without a label, in the middle of its longest piece.
fn lone_badge(open: usize, route: &Route) -> String {
    let pieces = route.points.windows(2);
    let longest = pieces.max_by(|a, b| distance(a[0], a[1]).total_cmp(&distance(b[0], b[1])));
    match longest {
        Some([from, to]) if open > 0 => {
            let middle = Point { x: (from.x + to.x) / 2.0, y: (from.y + to.y) / 2.0 };
            badge(middle, &open.to_string(), badge_width(open))
        }
        _ => String::new(),
    }
}

/// The shade of a flow, behind its label.
fn plate(rect: &Rect, level: usize) -> String {
    format!(
        r#"<rect x="{}" y="{}" width="{}" height="{}" rx="3" {}/>"#,
        number(rect.x - 2.0),
        number(rect.y),
        number(rect.width + 4.0),
        number(rect.height),
        paint(Some(Paint::Shade(level)), None)
    )
}

/// Where an upright piece of its own line runs along a label.
enum Side {
    Left,
    Right,
    Neither,
}

/// A label beside an upright line is set against it, one above a level line in the middle.
fn side(rect: &Rect, points: &[Point]) -> Side {
    let middle = rect.y + rect.height / 2.0;
    for piece in points.windows(2) {
        let [from, to] = piece else { continue };
        if from.x == to.x && from.y.min(to.y) <= middle && middle <= from.y.max(to.y) {
            if (rect.x - 8.0..=rect.x).contains(&from.x) {
                return Side::Left;
            }
            if (rect.x + rect.width..=rect.x + rect.width + 8.0).contains(&from.x) {
                return Side::Right;
            }
        }
    }
    Side::Neither
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// The point `by` px from `from` on the way to `to`.
fn toward(from: Point, to: Point, by: f64) -> Point {
    let length = distance(from, to).max(0.01);
    Point { x: from.x + (to.x - from.x) / length * by, y: from.y + (to.y - from.y) / length * by }
}
