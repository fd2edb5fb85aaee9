//! Flows: rounded lines and arrow heads.
//!
//! May assume routes of the layout, in px, that end on outlines. Heads are drawn as shapes of their own: markers
//! would need ids, and not every renderer colours them.

use super::escape::{at, escape};
use super::label::label;
use super::scene::Scene;
use super::shapes::OUT_OF_SCOPE;
use super::style::{Paint, paint};
use super::tooltip;
use crate::analysis::Arrow;
use crate::layout::{Point, Route};
use crate::model::FlowState;
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
    /// It is there only because another step of its flow is.
    pub rest: bool,
}

impl Stroke {
    /// What the line of an arrow says. The steps that one stands for are of one sort; open if a threat on any is.
    pub(super) fn of(scene: &Scene<'_>, arrow: &Arrow) -> Stroke {
        let (step, flow) = (&arrow.first, &scene.model[arrow.first.flow]);
        Stroke {
            open: scene.open_on(arrow) > 0,
            proposed: flow.state == FlowState::Proposed,
            out_of_scope: flow.out_of_scope.is_some(),
            answer: step.answer,
            rest: step.rest,
        }
    }

    /// Whether it is grey, were it not for open threats.
    pub(super) fn is_muted(self) -> bool {
        self.out_of_scope || self.rest
    }

    fn paint(self) -> Paint {
        match (self.open, self.is_muted()) {
            (true, _) => Paint::Open,
            (false, true) => Paint::Muted,
            (false, false) => Paint::Line,
        }
    }

    fn line(self) -> String {
        let width = match (self.open, self.proposed, self.answer) {
            _ if self.rest => {
                if self.proposed {
                    1.6
                } else {
                    0.8
                }
            }
            (true, ..) => 3.0,
            (_, true, _) => 2.25,
            (_, _, true) => 1.1,
            _ => 1.6,
        };
        let dashes = match (self.proposed, self.out_of_scope, self.answer) {
            (true, ..) if self.open && !self.rest => r#" stroke-dasharray="0.1 5.5" stroke-linecap="round""#.to_owned(),
            (true, ..) => r#" stroke-dasharray="0.1 4.5" stroke-linecap="round""#.to_owned(),
            (_, true, _) => format!(r#" stroke-dasharray="{OUT_OF_SCOPE}""#),
            (_, _, true) => r#" stroke-dasharray="7 3.5""#.to_owned(),
            _ => String::new(),
        };
        format!(r#"stroke-width="{}"{dashes}"#, number(width))
    }

    /// Length of the head in px.
    fn head(self) -> f64 {
        match (self.rest, self.open) {
            (true, _) => 8.0,
            (false, true) => 12.0,
            (false, false) => 10.0,
        }
    }
}

/// One arrow, by its index in the diagram, as a link into the report.
pub(super) fn arrow(scene: &Scene<'_>, index: usize, arrow: &Arrow, route: &Route) -> String {
    let titled = scene.titled(index, arrow);
    let stroke = Stroke::of(scene, arrow);
    let classes = [
        (stroke.answer, " answer"),
        (stroke.proposed, " proposed"),
        (stroke.out_of_scope, " out-of-scope"),
        (stroke.rest, " rest"),
        (stroke.open, " open"),
    ];
    format!(
        "<a href=\"{}\" aria-label=\"{}\"><g id=\"{}\" class=\"flow{}\"><title>{}</title>{}{}</g></a>\n",
        escape(&scene.report_link("flow", &scene.model[titled.flow].identity.id)),
        escape(&one_line(&tooltip::arrow_label(scene, arrow, titled), 200)),
        scene.arrow_id(arrow),
        classes.into_iter().filter_map(|(is, class)| is.then_some(class)).collect::<String>(),
        escape(&tooltip::arrow(scene, index, arrow)),
        line(&route.points, stroke),
        label(scene, index, arrow, route, stroke)
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
            match (stroke.rest, stroke.open) {
                (true, _) => "1",
                (false, true) => "2.5",
                (false, false) => "1.4",
            }
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

pub(super) fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// The point `by` px from `from` on the way to `to`.
fn toward(from: Point, to: Point, by: f64) -> Point {
    let length = distance(from, to).max(0.01);
    Point { x: from.x + (to.x - from.x) / length * by, y: from.y + (to.y - from.y) / length * by }
}
