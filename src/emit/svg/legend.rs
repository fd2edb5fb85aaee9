//! The legend: samples of what occurs in this diagram, and of nothing else.
//!
//! Samples are drawn by the same functions as the diagram, so that the two cannot differ. May assume a finished
//! drawing; takes no part in its layout.

use super::arrows::{Stroke, line};
use super::escape::escape;
use super::scene::Scene;
use super::shapes::{Outline, badge, region, symbol};
use super::style::{Paint, paint};
use crate::emit::diagram::BADGE_HEIGHT;
use crate::layout::{Point, Rect};
use crate::model::{ElementKind, FlowState};
use crate::text::{number, one_line, text_width};

/// Font size of the legend in px.
const SIZE: f64 = 12.0;
/// Width of the sample of a flow or a boundary in px.
const SAMPLE: f64 = 34.0;
/// Height of a row in px.
const ROW: f64 = 28.0;
/// Free room between a sample and its text, and between two entries, in px.
const GAPS: (f64, f64) = (8.0, 22.0);

/// One entry: a sample drawn around a middle, and what it means.
struct Entry {
    sample: Sample,
    text: String,
}

enum Sample {
    Element(ElementKind, Outline),
    Boundary,
    Flow(Stroke),
    OpenElement(ElementKind),
    Shade(usize),
}

impl Sample {
    /// Width in px.
    fn width(&self) -> f64 {
        match self {
            Sample::Element(kind, _) => around(Point::default(), *kind).width + 2.0,
            Sample::Shade(_) => around(Point::default(), ElementKind::ExternalEntity).width + 2.0,
            Sample::OpenElement(_) => SAMPLE + 8.0,
            Sample::Boundary | Sample::Flow(_) => SAMPLE,
        }
    }
}

/// A legend and its height in px.
pub(super) struct Legend {
    /// The group; nothing for an empty diagram.
    pub svg: String,
    /// Its height in px.
    pub height: f64,
}

/// The legend set into rows of the given width, with its top left at the given place.
pub(super) fn legend(scene: &Scene<'_>, origin: Point, width: f64) -> Legend {
    let entries = entries(scene);
    if entries.is_empty() {
        return Legend { svg: String::new(), height: 0.0 };
    }
    let (mut x, mut y) = (0.0, 0.0);
    let mut out = format!(
        "<g id=\"{}\" role=\"group\" aria-label=\"Legend\">\n<path d=\"M{} {}h{}\" {} stroke-width=\"1\" stroke-opacity=\"0.35\"/>\n",
        scene.own_id("legend"),
        number(origin.x),
        number(origin.y),
        number(width),
        paint(None, Some(Paint::Muted))
    );
    for entry in &entries {
        let needs = entry.sample.width() + GAPS.0 + text_width(&entry.text, SIZE, false);
        if x > 0.0 && x + needs > width {
            (x, y) = (0.0, y + ROW);
        }
        let middle = Point { x: origin.x + x + entry.sample.width() / 2.0, y: origin.y + 12.0 + y + ROW / 2.0 };
        out.push_str(&drawn(entry, middle));
        x += needs + GAPS.1;
    }
    out.push_str("</g>\n");
    Legend { svg: out, height: 12.0 + y + ROW }
}

fn drawn(entry: &Entry, middle: Point) -> String {
    let sample = match entry.sample {
        Sample::Element(kind, outline) => symbol(kind, &around(middle, kind), &outline),
        Sample::OpenElement(kind) => {
            let symbol = symbol(
                kind,
                &around(Point { x: middle.x - 8.0, ..middle }, kind),
                &Outline::of(true, false, Paint::Surface),
            );
            format!("{symbol}{}", badge(Point { x: middle.x + 11.0, ..middle }, "n", BADGE_HEIGHT))
        }
        Sample::Boundary => {
            region(&Rect { x: middle.x - SAMPLE / 2.0, y: middle.y - 9.0, width: SAMPLE, height: 18.0 })
        }
        Sample::Flow(stroke) => {
            let end = |side: f64| Point { x: middle.x + side * SAMPLE / 2.0, y: middle.y };
            line(&[end(-1.0), end(1.0)], stroke)
        }
        Sample::Shade(level) => {
            let outline = Outline { fill: Paint::Shade(level), ..Outline::PLAIN };
            symbol(ElementKind::ExternalEntity, &around(middle, ElementKind::ExternalEntity), &outline)
        }
    };
    format!(
        "{sample}<text x=\"{}\" y=\"{}\" {} font-size=\"{}\">{}</text>\n",
        number(middle.x + entry.sample.width() / 2.0 + GAPS.0),
        number(middle.y + SIZE * 0.35),
        paint(Some(Paint::Ink), None),
        number(SIZE),
        escape(&entry.text)
    )
}

/// A small outline of a kind of element.
fn around(middle: Point, kind: ElementKind) -> Rect {
    let (width, height) = if kind == ElementKind::Process { (20.0, 20.0) } else { (26.0, 16.0) };
    Rect { x: middle.x - width / 2.0, y: middle.y - height / 2.0, width, height }
}

fn entries(scene: &Scene<'_>) -> Vec<Entry> {
    let (model, content) = (scene.model, &scene.diagram.content);
    let mut entries = Vec::new();
    let mut add = |occurs: bool, sample: Sample, text: &str| {
        if occurs {
            entries.push(Entry { sample, text: text.to_owned() });
        }
    };
    for kind in [ElementKind::ExternalEntity, ElementKind::Process, ElementKind::DataStore] {
        let occurs = content.elements.iter().any(|id| model[*id].kind == kind);
        add(occurs, Sample::Element(kind, Outline::PLAIN), kind.term());
    }
    add(!content.boundaries.is_empty(), Sample::Boundary, "trust boundary");
    let plain = Stroke::default();
    let flows = || content.arrows.iter().map(|arrow| (arrow, &model[arrow.flow]));
    let real = flows().any(|(arrow, flow)| !arrow.answer && flow.state == FlowState::Real);
    add(real, Sample::Flow(plain), "data flow");
    add(flows().any(|(arrow, _)| arrow.answer), Sample::Flow(Stroke { answer: true, ..plain }), "answer");
    let proposed = flows().any(|(_, flow)| flow.state == FlowState::Proposed);
    add(proposed, Sample::Flow(Stroke { proposed: true, ..plain }), "proposed flow");
    let outside = content.elements.iter().find(|id| model[**id].out_of_scope.is_some());
    let flow_outside = flows().any(|(_, flow)| flow.out_of_scope.is_some());
    match outside {
        Some(id) => {
            add(true, Sample::Element(model[*id].kind, Outline::of(false, true, Paint::Surface)), "out of scope")
        }
        None => add(flow_outside, Sample::Flow(Stroke { out_of_scope: true, ..plain }), "out of scope"),
    }
    let open = content.elements.iter().find(|id| scene.open_at(**id) > 0);
    let flow_open = content.arrows.iter().any(|arrow| scene.open_on(arrow) > 0);
    match open {
        Some(id) => add(true, Sample::OpenElement(model[*id].kind), "n open threats"),
        None => add(flow_open, Sample::Flow(Stroke { open: true, ..plain }), "has open threats"),
    }
    entries.extend(shades(scene));
    entries
}

/// The shades that occur, the palest first; each meaning once.
fn shades(scene: &Scene<'_>) -> Vec<Entry> {
    let content = &scene.diagram.content;
    let elements = content.elements.iter().filter_map(|id| scene.shades.element(*id));
    let arrows = (0..content.arrows.len()).filter_map(|index| scene.shades.arrow(index));
    let mut found: Vec<(usize, &str)> = elements.chain(arrows).map(|s| (s.level, s.meaning.as_str())).collect();
    found.sort();
    found.dedup();
    found.into_iter().map(|(level, text)| Entry { sample: Sample::Shade(level), text: one_line(text, 60) }).collect()
}
