//! What stands above a diagram: its title and how many threats are in which state; and the same for screen readers.
//!
//! May assume that the scene's counts are final. Must not depend on the drawing.

use super::escape::escape;
use super::scene::Scene;
use super::style::{Paint, paint};
use crate::analysis::Subject;
use crate::layout::Point;
use crate::model::ElementKind;
use crate::text::{counted, neutralise, number, one_line, text_width, wrap};

/// Font size of the title in px.
const TITLE: f64 = 20.0;
/// Font size of the summary in px.
const SUMMARY: f64 = 13.0;
/// Distance of the lines of title and summary in px.
const LINES: (f64, f64) = (26.0, 19.0);

/// The lines above a diagram.
pub(super) struct Header {
    title: Vec<String>,
    /// The pictures around that of a part, from the whole inwards: link and title.
    trail: Vec<(String, String)>,
    summary: Vec<String>,
    /// Height in px.
    pub height: f64,
}

impl Header {
    /// The header of a diagram that is at least this many px wide.
    pub(super) fn new(scene: &Scene<'_>, width: f64) -> Header {
        let title = wrap(&neutralise(&scene.diagram.title), width, TITLE, true, 2);
        let summary = wrap(&neutralise(&summary(scene)), width, SUMMARY, false, 3);
        let trail = trail(scene);
        let lines = summary.len() + usize::from(!trail.is_empty());
        Header { height: title.len() as f64 * LINES.0 + lines as f64 * LINES.1, title, trail, summary }
    }

    /// The width that it would like to have on one line each, in px.
    pub(super) fn wished_width(scene: &Scene<'_>) -> f64 {
        let title = text_width(&neutralise(&scene.diagram.title), TITLE, true);
        title.max(text_width(&neutralise(&summary(scene)), SUMMARY, false)).ceil()
    }

    /// The lines, with their top left at a place.
    pub(super) fn svg(&self, origin: Point) -> String {
        let mut out = String::new();
        let mut y = origin.y;
        let mut add = |line: &str, step: f64, size: f64, attributes: &str| {
            let base = number(y + step / 2.0 + size * 0.35);
            let x = number(origin.x);
            out.push_str(&format!(
                "<text x=\"{x}\" y=\"{base}\" {attributes} font-size=\"{}\">{}</text>\n",
                number(size),
                line
            ));
            y += step;
        };
        for line in &self.title {
            add(&escape(line), LINES.0, TITLE, &format!(r#"{} font-weight="bold""#, paint(Some(Paint::Ink), None)));
        }
        if !self.trail.is_empty() {
            let links = self.trail.iter().map(|(link, title)| {
                format!(
                    "<a href=\"{}\" text-decoration=\"underline\">{}</a>",
                    escape(link),
                    escape(&one_line(title, 40))
                )
            });
            let links = links.collect::<Vec<_>>().join(" › ");
            add(&format!("Part of {links}"), LINES.1, SUMMARY, &paint(Some(Paint::Muted), None));
        }
        for line in &self.summary {
            add(&escape(line), LINES.1, SUMMARY, &paint(Some(Paint::Muted), None));
        }
        out
    }
}

/// The whole model and the parts around the one that is shown; nothing for pictures that are not part of another.
fn trail(scene: &Scene<'_>) -> Vec<(String, String)> {
    let Some(part) = scene.part() else { return Vec::new() };
    let around = scene.model.around(scene.model[part].parent);
    let mut trail: Vec<(String, String)> =
        around.filter_map(|id| Some((scene.picture_link(id)?, scene.model[id].identity.title.to_string()))).collect();
    trail.push((scene.whole_link(), scene.model.identity.title.to_string()));
    trail.reverse();
    trail
}

/// `Threats: 2 open, 2 handled, 1 accepted`; under a view's title the model's title comes first, unless it stands in a
/// link above.
fn summary(scene: &Scene<'_>) -> String {
    let counts: Vec<String> =
        scene.summary().iter().map(|(count, state)| format!("{count} {}", state.term())).collect();
    let counts = if counts.is_empty() { "none recorded".to_owned() } else { counts.join(", ") };
    match scene.diagram.content.subject {
        Subject::View(_) if scene.part().is_none() => format!("{} · Threats: {counts}", scene.model.identity.title),
        _ => format!("Threats: {counts}"),
    }
}

/// What the picture shows, in sentences.
pub(super) fn description(scene: &Scene<'_>) -> String {
    let (model, content) = (scene.model, &scene.diagram.content);
    let count = |kind: ElementKind| content.elements.iter().filter(|id| model[**id].kind == kind).count();
    let kinds = [ElementKind::ExternalEntity, ElementKind::Process, ElementKind::DataStore];
    let mut parts: Vec<String> = kinds.iter().map(|kind| counted(count(*kind), kind.term())).collect();
    parts.push(counted(content.boundaries.len(), "trust boundary"));
    if !content.closed.is_empty() {
        parts.push(counted(content.closed.len(), "closed trust boundary"));
    }
    parts.push(counted(content.arrows.len(), "arrow"));
    let mut text = format!("Data-flow diagram with {}. {}.", parts.join(", "), summary(scene));
    let mut open: Vec<String> = Vec::new();
    for id in &content.elements {
        let found = scene.open_at(*id);
        if found > 0 {
            open.push(format!("{} ({found})", model[*id].identity.title));
        }
    }
    for closed in &content.closed {
        let found = scene.open_in(closed);
        if found > 0 {
            open.push(format!("{} ({found})", model[closed.boundary].identity.title));
        }
    }
    let flows = content.flows_by_first_arrow().into_iter().flatten();
    for id in flows {
        let found = scene.facts.flow(id).open.len();
        if found > 0 {
            open.push(format!("{} ({found})", model[id].identity.title));
        }
    }
    if !open.is_empty() {
        text.push_str(&format!(" With open threats: {}.", open.join(", ")));
    }
    text
}
