//! The legend: samples of what occurs in this diagram, and of nothing else.
//!
//! Samples are drawn by the same functions as the diagram, so that the two cannot differ. May assume a finished
//! drawing; takes no part in its layout.

use super::arrows::{Stroke, line};
use super::boxes::shell;
use super::escape::escape;
use super::scene::Scene;
use super::shapes::{Outline, badge, region, symbol};
use super::style::{Paint, paint};
use crate::analysis::End;
use crate::emit::boxes::NEIGHBOUR;
use crate::emit::diagram::BADGE_HEIGHT;
use crate::layout::{Point, Rect};
use crate::model::ElementKind;
use crate::text::{number, one_line, text_width, wrap};
use std::collections::{BTreeMap, BTreeSet};

/// Font size of the legend in px.
const SIZE: f64 = 12.0;
/// Width of the sample of a flow or a boundary in px.
const SAMPLE: f64 = 34.0;
/// Height of a row in px, and what each further line of its text adds.
const ROW: f64 = 28.0;
const LINE: f64 = 16.0;
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
    Closed,
    Neighbour,
    Flow(Stroke),
    OpenElement(ElementKind),
    Shade(usize),
}

impl Sample {
    /// Width in px.
    fn width(&self) -> f64 {
        match self {
            Sample::Element(kind, _) => around(Point::default(), *kind).width + 2.0,
            Sample::Shade(_) | Sample::Neighbour => around(Point::default(), ElementKind::ExternalEntity).width + 2.0,
            Sample::OpenElement(_) => SAMPLE + 8.0,
            Sample::Boundary | Sample::Closed | Sample::Flow(_) => SAMPLE,
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
    let (mut x, mut y, mut tallest) = (0.0, 0.0, ROW);
    let mut out = format!(
        "<g id=\"{}\" role=\"group\" aria-label=\"Legend\">\n<path d=\"M{} {}h{}\" {} stroke-width=\"1\" stroke-opacity=\"0.35\"/>\n",
        scene.own_id("legend"),
        number(origin.x),
        number(origin.y),
        number(width),
        paint(None, Some(Paint::Muted))
    );
    for entry in &entries {
        let before = entry.sample.width() + GAPS.0;
        let lines = wrap(&entry.text, width - before, SIZE, false, usize::MAX);
        let needs = before + lines.iter().map(|line| text_width(line, SIZE, false)).fold(0.0, f64::max);
        if x > 0.0 && x + needs > width {
            (x, y, tallest) = (0.0, y + tallest, ROW);
        }
        let middle = Point { x: origin.x + x + entry.sample.width() / 2.0, y: origin.y + 12.0 + y + ROW / 2.0 };
        out.push_str(&drawn(entry, &lines, middle));
        x += needs + GAPS.1;
        tallest = tallest.max(ROW + LINE * (lines.len() as f64 - 1.0));
    }
    out.push_str("</g>\n");
    Legend { svg: out, height: 12.0 + y + tallest }
}

fn drawn(entry: &Entry, lines: &[String], middle: Point) -> String {
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
        Sample::Boundary => region(&plate(middle)),
        Sample::Closed => shell(&plate(middle), false, false, None),
        Sample::Neighbour => {
            let outline = Outline { stroke: Paint::Muted, ..Outline::PLAIN };
            let rect = around(middle, ElementKind::ExternalEntity);
            symbol(ElementKind::ExternalEntity, &scaled(&rect, NEIGHBOUR), &outline)
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
    let x = number(middle.x + entry.sample.width() / 2.0 + GAPS.0);
    let ink = paint(Some(Paint::Ink), None);
    let text = lines.iter().enumerate().map(|(index, line)| {
        let y = number(middle.y + LINE * index as f64 + SIZE * 0.35);
        format!("<text x=\"{x}\" y=\"{y}\" {ink} font-size=\"{}\">{}</text>\n", number(SIZE), escape(line))
    });
    sample + &text.collect::<String>()
}

/// A small boundary.
fn plate(middle: Point) -> Rect {
    Rect { x: middle.x - SAMPLE / 2.0, y: middle.y - 9.0, width: SAMPLE, height: 18.0 }
}

/// A rectangle made smaller around its middle.
fn scaled(rect: &Rect, by: f64) -> Rect {
    let (width, height) = (rect.width * by, rect.height * by);
    Rect { x: rect.x + (rect.width - width) / 2.0, y: rect.y + (rect.height - height) / 2.0, width, height }
}

/// A small outline of a kind of element.
fn around(middle: Point, kind: ElementKind) -> Rect {
    let (width, height) = if kind == ElementKind::Process { (20.0, 20.0) } else { (26.0, 16.0) };
    Rect { x: middle.x - width / 2.0, y: middle.y - height / 2.0, width, height }
}

fn entries(scene: &Scene<'_>) -> Vec<Entry> {
    let mut entries = shapes(scene);
    entries.extend(lines(scene));
    entries.extend(shades(scene));
    entries
}

/// Adds an entry for what occurs.
fn add(entries: &mut Vec<Entry>, occurs: bool, sample: Sample, text: &str) {
    if occurs {
        entries.push(Entry { sample, text: text.to_owned() });
    }
}

fn shapes(scene: &Scene<'_>) -> Vec<Entry> {
    let (model, content) = (scene.model, &scene.diagram.content);
    let mut entries = Vec::new();
    for kind in [ElementKind::ExternalEntity, ElementKind::Process, ElementKind::DataStore] {
        let occurs = content.elements.iter().any(|id| model[*id].kind == kind);
        add(&mut entries, occurs, Sample::Element(kind, Outline::PLAIN), kind.term());
    }
    add(&mut entries, !content.boundaries.is_empty(), Sample::Boundary, "trust boundary");
    add(&mut entries, !content.closed.is_empty(), Sample::Closed, "closed trust boundary");
    let elements = content.elements.iter().map(|id| End::Element(*id));
    let mut ends = elements.chain(content.closed.iter().map(|closed| End::Closed(closed.boundary)));
    add(&mut entries, ends.any(|end| scene.is_neighbour(end)), Sample::Neighbour, "outside of this part");
    entries
}

/// What lines say, and what colours and dashes say of both lines and shapes.
fn lines(scene: &Scene<'_>) -> Vec<Entry> {
    let (model, content) = (scene.model, &scene.diagram.content);
    let mut entries = Vec::new();
    let plain = Stroke::default();
    let strokes: Vec<Stroke> = content.arrows.iter().map(|arrow| Stroke::of(scene, arrow)).collect();
    let any = |is: fn(&Stroke) -> bool| strokes.iter().any(is);
    add(&mut entries, any(|line| !line.answer && !line.proposed), Sample::Flow(plain), "data flow");
    add(&mut entries, any(|line| line.answer), Sample::Flow(Stroke { answer: true, ..plain }), "answer");
    add(&mut entries, any(|line| line.proposed), Sample::Flow(Stroke { proposed: true, ..plain }), "proposed flow");
    let outside = content.elements.iter().find(|id| model[**id].out_of_scope.is_some());
    let (occurs, sample) = match outside {
        Some(id) => (true, Sample::Element(model[*id].kind, Outline::of(false, true, Paint::Surface))),
        None => (any(|line| line.out_of_scope), Sample::Flow(Stroke { out_of_scope: true, ..plain })),
    };
    add(&mut entries, occurs, sample, "out of scope");
    let open = content.elements.iter().find(|id| scene.open_at(**id) > 0).map(|id| model[*id].kind);
    let closed = content.closed.iter().any(|closed| scene.open_in(closed) > 0);
    match open.or(closed.then_some(ElementKind::ExternalEntity)) {
        Some(kind) => add(&mut entries, true, Sample::OpenElement(kind), "n open threats"),
        None => {
            add(&mut entries, any(|line| line.open), Sample::Flow(Stroke { open: true, ..plain }), "has open threats");
        }
    }
    entries
}

/// The shades that occur, the palest first: a row for each, with all that it means here.
fn shades(scene: &Scene<'_>) -> Vec<Entry> {
    let content = &scene.diagram.content;
    let elements = content.elements.iter().filter_map(|id| scene.shades.element(*id));
    let closed = (0..content.closed.len()).filter_map(|index| scene.shades.closed(index));
    let arrows = (0..content.arrows.len()).filter_map(|index| scene.shades.arrow(index));
    let mut found: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for shade in elements.chain(closed).chain(arrows) {
        found.entry(shade.level).or_default().extend(shade.meanings.iter().map(|text| one_line(text, 60)));
    }
    let row = |(level, texts): (usize, BTreeSet<String>)| Entry {
        sample: Sample::Shade(level),
        text: texts.into_iter().collect::<Vec<_>>().join(", "),
    };
    found.into_iter().map(row).collect()
}
