//! Closed boundaries: one box each, with the badge of all that lies in it; and the frame of what lies outside of a part.
//!
//! May assume rectangles of the layout, in px. A closed boundary has a solid rounded outline and the dashes of an open
//! one inside it, so that it is no element even in black and white.

use super::escape::escape;
use super::scene::Scene;
use super::shade::Shade;
use super::shapes::{badge, bounds, free_corner, lines_of};
use super::style::{Paint, paint};
use super::tooltip;
use crate::analysis::{Closed, End};
use crate::emit::boxes::{NEIGHBOUR, box_lines};
use crate::emit::diagram::{BOUNDARY_LINE, BOUNDARY_SIZE, badge_width};
use crate::layout::{Point, Rect};
use crate::text::{counted, number, one_line};

/// A closed boundary, as a link to the picture of its contents or into the report.
pub(super) fn closed(scene: &Scene<'_>, index: usize, closed: &Closed, rect: &Rect) -> String {
    let identity = &scene.model[closed.boundary].identity;
    let open = scene.open_in(closed);
    let quiet = scene.is_neighbour(End::Closed(closed.boundary));
    let shade = scene.shades.closed(index);
    let ink = match (quiet, shade) {
        (true, _) => Paint::Muted,
        (false, Some(_)) => Paint::Ink,
        (false, None) => Paint::Border,
    };
    let count = match open {
        0 => String::new(),
        _ => {
            let (half, down) = (rect.width / 2.0, rect.height / 2.0);
            let middle = Point { x: rect.x + half, y: rect.y + down };
            badge(free_corner(scene, middle, half - 3.0, down - 3.0), &open.to_string(), badge_width(open))
        }
    };
    let what = format!("closed trust boundary with {}", counted(closed.elements.len(), "element"));
    let titles = lines_of(
        &box_lines(scene.model, closed.boundary),
        (BOUNDARY_LINE, BOUNDARY_SIZE, r#" font-weight="bold""#),
        shade.map(Shade::short_tag),
        rect,
        ink,
    );
    format!(
        "<a href=\"{}\" aria-label=\"{}\"><g id=\"{}\" class=\"closed boundary{}\"><title>{}</title>{}{titles}{count}</g></a>\n",
        escape(&scene.box_link(closed.boundary)),
        escape(&one_line(&tooltip::label(&identity.title, &what, open), 200)),
        scene.id(&identity.id),
        if open > 0 { " open" } else { "" },
        escape(&tooltip::closed(scene, closed, shade, quiet)),
        shell(rect, open > 0, quiet, shade.and_then(|shade| shade.level)),
    )
}

/// The outline of a closed boundary.
pub(super) fn shell(rect: &Rect, open: bool, quiet: bool, shade: Option<usize>) -> String {
    let (stroke, width) = match (open, quiet) {
        (true, _) => (Paint::Open, 3.5),
        (false, true) => (Paint::Muted, 1.5),
        (false, false) => (Paint::Border, 2.0),
    };
    let gap = (rect.height * 0.08).clamp(2.5, 5.0);
    let inner =
        Rect { x: rect.x + gap, y: rect.y + gap, width: rect.width - 2.0 * gap, height: rect.height - 2.0 * gap };
    let (outer, radius) = (bounds(rect), (rect.height / 6.0).min(10.0));
    let line = if quiet { Paint::Muted } else { Paint::Border };
    format!(
        r#"<rect {outer} rx="{r}" {}/><rect {outer} rx="{r}" {} fill-opacity="{tint}" stroke-width="{}"/><rect {} rx="{}" {} stroke-width="1" stroke-dasharray="6 3.5"/>"#,
        paint(Some(shade.map_or(Paint::Surface, Paint::Shade)), None),
        paint(Some(Paint::Tint), Some(stroke)),
        number(width),
        bounds(&inner),
        number((radius - gap).max(1.0)),
        paint(None, Some(line)),
        r = number(radius),
        tint = if shade.is_some() { "0" } else { "0.1" },
    )
}

/// Something drawn by a function, at the smaller scale of what lies outside of a part where it does.
pub(super) fn scaled(scene: &Scene<'_>, end: End, rect: &Rect, draw: impl FnOnce(&Rect) -> String) -> String {
    if !scene.is_neighbour(end) {
        return draw(rect);
    }
    let whole = Rect { x: 0.0, y: 0.0, width: rect.width / NEIGHBOUR, height: rect.height / NEIGHBOUR };
    let (x, y) = (number(rect.x), number(rect.y));
    format!("<g transform=\"translate({x} {y}) scale({NEIGHBOUR})\">\n{}</g>\n", draw(&whole))
}
