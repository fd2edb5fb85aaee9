//! What stands beside flows: titles, what a shade says, and the badges before them.
//!
//! May assume routes of the layout, in px, with room for all of it.

use super::arrows::{Stroke, distance};
use super::escape::escape;
use super::scene::Scene;
use super::shade::Shade;
use super::shapes::{OUT_OF_SCOPE, badge, bounds};
use super::style::{Paint, paint};
use crate::analysis::Arrow;
use crate::emit::diagram::{BADGE_GAP, FLOW_TAG, LABEL_LINE, LABEL_SIZE, SHADE_GAP, TAG_LINE, badge_width};
use crate::emit::labels::arrow_lines;
use crate::layout::{Point, Rect, Route};
use crate::text::{number, text_width, wrap};

/// Font size of what a shade says, in px.
const TAG_SIZE: f64 = 10.5;

/// One line of a label: its text, the font size, and the distance to the next in px.
type Line = (String, f64, f64);

/// The label of an arrow, by its index in the diagram, with a badge before it where threats are open.
pub(super) fn label(scene: &Scene<'_>, index: usize, arrow: &Arrow, route: &Route, stroke: Stroke) -> String {
    let open = scene.counted_on(index);
    let Some(rect) = route.label else { return lone_badge(open, route) };
    let shade = scene.shades.arrow(index);
    let lines = lines(scene, index, arrow, shade);
    let (x, anchor) = anchor(&rect, &route.points, open, shade.is_some());
    let top = rect.y + (rect.height - lines.iter().map(|line| line.2).sum::<f64>()) / 2.0;
    let plate = shade.map(|shade| plate(shade, &lines, (x, anchor), top)).unwrap_or_default();
    let (middle, width) = (rect.y + rect.height / 2.0, badge_width(open));
    let count = match open {
        0 => String::new(),
        _ => badge(Point { x: rect.x + width / 2.0, y: middle }, &open.to_string(), width),
    };
    // Grey would be hard to read on a shade.
    let ink = if stroke.is_muted() && shade.is_none() { Paint::Muted } else { Paint::Ink };
    let slant = if stroke.answer || stroke.proposed { r#" font-style="italic""# } else { "" };
    let (x, ink) = (number(x), paint(Some(ink), None));
    let mut texts = String::new();
    let mut y = top;
    for (text, size, step) in &lines {
        let (base, size) = (number(y + step / 2.0 + size * 0.35), number(*size));
        texts.push_str(&format!(
            r#"<text x="{x}" y="{base}" {ink} font-size="{size}" text-anchor="{anchor}"{slant}>{}</text>"#,
            escape(text)
        ));
        y += step;
    }
    format!("{plate}{count}{texts}")
}

/// The lines of a label; what its shade says is the last.
fn lines(scene: &Scene<'_>, index: usize, arrow: &Arrow, shade: Option<&Shade>) -> Vec<Line> {
    let titles = arrow_lines(scene.model, arrow, scene.titled(index, arrow)).into_iter();
    let tag = shade.map(|shade| wrap(&shade.short_tag(), FLOW_TAG, TAG_SIZE, false, 1)).unwrap_or_default();
    let tag = tag.into_iter().map(|line| (line, TAG_SIZE, TAG_LINE));
    titles.map(|line| (line, LABEL_SIZE, LABEL_LINE)).chain(tag).collect()
}

/// Where the lines are set, and with which of their ends. A label beside an upright line is set against it, one above a
/// level line in the middle.
fn anchor(rect: &Rect, points: &[Point], open: usize, shaded: bool) -> (f64, &'static str) {
    let gap = if shaded { SHADE_GAP } else { 2.0 };
    match side(rect, points) {
        _ if open > 0 => (rect.x + badge_width(open) + BADGE_GAP + if shaded { SHADE_GAP } else { 0.0 }, "start"),
        Side::Left => (rect.x + gap, "start"),
        Side::Right => (rect.x + rect.width - gap, "end"),
        Side::Neither => (rect.x + rect.width / 2.0, "middle"),
    }
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

/// The shade of a flow, behind its label and as wide as this; an outline where the risk is unknown.
fn plate(shade: &Shade, lines: &[Line], (x, anchor): (f64, &str), top: f64) -> String {
    let widest = lines.iter().map(|(text, size, _)| text_width(text, *size, false)).fold(0.0, f64::max);
    let left = match anchor {
        "start" => x,
        "end" => x - widest,
        _ => x - widest / 2.0,
    };
    let height = lines.iter().map(|line| line.2).sum();
    let rect = Rect { x: left - SHADE_GAP, y: top, width: widest + 2.0 * SHADE_GAP, height };
    let look = match shade.level {
        Some(_) => paint(Some(shade.paint()), None),
        None => format!(r#"{} stroke-dasharray="{OUT_OF_SCOPE}""#, paint(None, Some(Paint::Muted))),
    };
    format!(r#"<rect {} rx="3" {look}/>"#, bounds(&rect))
}

/// Where an upright piece of its own line runs along a label.
enum Side {
    Left,
    Right,
    Neither,
}

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
