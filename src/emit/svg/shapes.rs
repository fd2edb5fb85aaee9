//! Outlines of elements and boundaries, their titles, and the badges on them.
//!
//! May assume rectangles of the layout, in px. The symbols are those of data-flow diagrams: a rectangle for an
//! external entity, a circle for a process, two lines for a data store.

use super::escape::escape;
use super::scene::Scene;
use super::shade::Shade;
use super::style::{Paint, paint};
use super::tooltip;
use crate::analysis::End;
use crate::emit::diagram::{
    BADGE_HEIGHT, BADGE_SIZE, BOUNDARY_LINE, BOUNDARY_SIZE, TAG_LINE, TITLE_INSET, TITLE_LINE, TITLE_SIZE, badge_width,
    boundary_lines, element_lines,
};
use crate::layout::{Point, Rect};
use crate::model::{BoundaryId, ElementId, ElementKind};
use crate::text::{number, one_line};

/// Least distance of a badge's middle from the end of a line in px, so that no head is covered.
const BADGE_CLEAR: f64 = 18.0;
/// Dashes of what is out of scope.
pub(super) const OUT_OF_SCOPE: &str = "4 3";

/// How an outline is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outline {
    /// Inside.
    pub fill: Paint,
    /// The line.
    pub stroke: Paint,
    /// Its width in px.
    pub width: f64,
    /// Whether it is dashed as out of scope.
    pub dashed: bool,
}

impl Outline {
    /// The outline of an element that is neither open nor out of scope.
    pub(super) const PLAIN: Outline = Outline { fill: Paint::Surface, stroke: Paint::Line, width: 1.5, dashed: false };

    /// The outline that tells of open threats, of scope, or of neither.
    pub(super) fn of(open: bool, out_of_scope: bool, fill: Paint) -> Outline {
        let (stroke, width) = match (open, out_of_scope) {
            (true, _) => (Paint::Open, 3.5),
            (false, true) => (Paint::Muted, 1.5),
            (false, false) => (Paint::Line, 1.5),
        };
        Outline { fill, stroke, width, dashed: out_of_scope }
    }

    fn line(&self) -> String {
        let dashes = if self.dashed { format!(r#" stroke-dasharray="{OUT_OF_SCOPE}""#) } else { String::new() };
        format!(r#"stroke-width="{}"{dashes}"#, number(self.width))
    }
}

/// A boundary: translucent, dashed, its title at the top left.
pub(super) fn boundary(scene: &Scene<'_>, id: BoundaryId, rect: &Rect) -> String {
    let identity = &scene.model[id].identity;
    let lines = boundary_lines(scene.model, id);
    let x = number(rect.x + TITLE_INSET);
    let text = paint(Some(Paint::Border), None);
    let titles = lines.iter().enumerate().map(|(index, line)| {
        let y = number(rect.y + TITLE_INSET + BOUNDARY_LINE * (index as f64 + 0.5) + BOUNDARY_SIZE * 0.35);
        format!(
            r#"<text x="{x}" y="{y}" {text} font-size="{}" font-weight="bold">{}</text>"#,
            number(BOUNDARY_SIZE),
            escape(line)
        )
    });
    format!(
        "<g id=\"{}\" class=\"boundary\" role=\"group\" aria-label=\"{}\"><title>{}</title>{}{}</g>\n",
        scene.id(&identity.id),
        escape(&one_line(&tooltip::label(&identity.title, "trust boundary", 0), 200)),
        escape(&tooltip::boundary(scene, id)),
        region(rect),
        titles.collect::<String>()
    )
}

/// The box of a boundary.
pub(super) fn region(rect: &Rect) -> String {
    format!(
        r#"<rect {} rx="10" {} fill-opacity="0.06" stroke-width="1.5" stroke-dasharray="9 5"/>"#,
        bounds(rect),
        paint(Some(Paint::Tint), Some(Paint::Border))
    )
}

/// An element with its title and its badge, as a link into the report.
pub(super) fn element(scene: &Scene<'_>, id: ElementId, rect: &Rect) -> String {
    let element = &scene.model[id];
    let (open, out) = (scene.open_at(id), element.out_of_scope.is_some());
    let shade = scene.shades.element(id);
    let quiet = scene.is_neighbour(End::Element(id));
    let outline = Outline::of(open > 0, out, shade.map_or(Paint::Surface, Shade::paint));
    let classes = [Some(element.kind.word()), (open > 0).then_some("open"), out.then_some("out-of-scope")];
    let outline = if quiet { Outline { stroke: Paint::Muted, ..outline } } else { outline };
    // Grey would be hard to read on a shade.
    let ink = if (out || quiet) && shade.is_none() { Paint::Muted } else { Paint::Ink };
    let badge = if open > 0 {
        badge(corner(scene, element.kind, rect), &open.to_string(), badge_width(open))
    } else {
        String::new()
    };
    format!(
        "<a href=\"{}\" aria-label=\"{}\"><g id=\"{}\" class=\"element {}\"><title>{}</title>{}{}{badge}</g></a>\n",
        escape(&scene.report_link("element", &element.identity.id)),
        escape(&one_line(&tooltip::label(&element.identity.title, element.kind.term(), open), 200)),
        scene.id(&element.identity.id),
        classes.into_iter().flatten().collect::<Vec<_>>().join(" "),
        escape(&tooltip::element(scene, id)),
        if shade.is_some_and(|shade| shade.level.is_none()) {
            unknown(element.kind, rect, &outline)
        } else {
            symbol(element.kind, rect, &outline)
        },
        lines_of(&element_lines(scene.model, id), (TITLE_LINE, TITLE_SIZE, ""), shade.map(Shade::short_tag), rect, ink,),
    )
}

/// The symbol of a kind of element.
pub(super) fn symbol(kind: ElementKind, rect: &Rect, outline: &Outline) -> String {
    let (both, line) = (paint(Some(outline.fill), Some(outline.stroke)), outline.line());
    let (x, y, right, bottom) =
        (number(rect.x), number(rect.y), number(rect.x + rect.width), number(rect.y + rect.height));
    match kind {
        ElementKind::ExternalEntity => format!("<rect {} {both} {line}/>", bounds(rect)),
        ElementKind::Process => format!(
            r#"<ellipse cx="{}" cy="{}" rx="{}" ry="{}" {both} {line}/>"#,
            number(rect.x + rect.width / 2.0),
            number(rect.y + rect.height / 2.0),
            number(rect.width / 2.0),
            number(rect.height / 2.0)
        ),
        ElementKind::DataStore => format!(
            r#"<rect {} {}/><path d="M{x} {y}H{right}M{x} {bottom}H{right}" {} {line}/>"#,
            bounds(rect),
            paint(Some(outline.fill), None),
            paint(None, Some(outline.stroke))
        ),
    }
}

/// The symbol of a kind of element of which the risk is unknown: a dashed line within its outline.
pub(super) fn unknown(kind: ElementKind, rect: &Rect, outline: &Outline) -> String {
    let gap = 4.0;
    let inner =
        Rect { x: rect.x + gap, y: rect.y + gap, width: rect.width - 2.0 * gap, height: rect.height - 2.0 * gap };
    let line = Outline { stroke: Paint::Muted, width: 1.0, dashed: true, ..*outline };
    symbol(kind, rect, outline) + &symbol(kind, &inner, &line)
}

/// A badge of some width in px with the number of open threats.
pub(super) fn badge(centre: Point, text: &str, width: f64) -> String {
    let half = BADGE_HEIGHT / 2.0;
    let plate = Rect { x: centre.x - width / 2.0, y: centre.y - half, width, height: BADGE_HEIGHT };
    format!(
        r#"<rect {} rx="{}" {} stroke-width="1.5"/><text x="{}" y="{}" {} font-size="{}" font-weight="bold" text-anchor="middle">{}</text>"#,
        bounds(&plate),
        number(half),
        paint(Some(Paint::Open), Some(Paint::Canvas)),
        number(centre.x),
        number(centre.y + BADGE_SIZE * 0.35),
        paint(Some(Paint::OnOpen), None),
        number(BADGE_SIZE),
        escape(text)
    )
}

/// The place of a badge: the first corner of an outline near which no line ends, from the top right on.
fn corner(scene: &Scene<'_>, kind: ElementKind, rect: &Rect) -> Point {
    let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
    let half = if kind == ElementKind::Process { std::f64::consts::FRAC_1_SQRT_2 / 2.0 } else { 0.5 };
    free_corner(scene, Point { x, y }, rect.width * half, rect.height * half)
}

/// The first of four corners around a middle near which no line ends, from the top right on.
pub(super) fn free_corner(scene: &Scene<'_>, middle: Point, right: f64, down: f64) -> Point {
    let corners = [(right, -down), (-right, -down), (right, down), (-right, down)];
    let corners = corners.map(|(right, down)| Point { x: middle.x + right, y: middle.y + down });
    let routes = &scene.diagram.drawing(scene.model).routes;
    let ends: Vec<&Point> =
        routes.iter().flat_map(|route| [route.points.first(), route.points.last()]).flatten().collect();
    let free = |corner: &&Point| ends.iter().all(|end| (end.x - corner.x).hypot(end.y - corner.y) > BADGE_CLEAR);
    *corners.iter().find(free).unwrap_or(&corners[0])
}

/// Lines of text in the middle of a rectangle, the tag of a shade as a smaller last line. The font is the distance of
/// the lines, their size and further attributes.
pub(super) fn lines_of(
    lines: &[String],
    (step, size, font): (f64, f64, &str),
    tag: Option<String>,
    rect: &Rect,
    ink: Paint,
) -> String {
    let height = step * lines.len() as f64 + if tag.is_some() { TAG_LINE } else { 0.0 };
    let top = rect.y + (rect.height - height) / 2.0;
    let (x, text) = (number(rect.x + rect.width / 2.0), paint(Some(ink), None));
    let line = |middle: f64, size: f64, font: &str, line: &str| {
        let (y, size) = (number(middle + size * 0.35), number(size));
        format!(r#"<text x="{x}" y="{y}" {text} font-size="{size}"{font} text-anchor="middle">{}</text>"#, escape(line))
    };
    let titles = lines.iter().enumerate();
    let titles = titles.map(|(index, title)| line(top + step * (index as f64 + 0.5), size, font, title));
    let tag = tag.map(|tag| line(top + height - TAG_LINE / 2.0, TITLE_SIZE - 3.0, "", &tag));
    titles.chain(tag).collect()
}

/// The attributes of a rectangle.
pub(super) fn bounds(rect: &Rect) -> String {
    format!(
        r#"x="{}" y="{}" width="{}" height="{}""#,
        number(rect.x),
        number(rect.y),
        number(rect.width),
        number(rect.height)
    )
}
