//! The legend: samples of what occurs in this diagram, and of nothing else.
//!
//! May assume a finished drawing; takes no part in its layout.

use super::arrows::Stroke;
use super::escape::escape;
use super::sample::{self, Sample};
use super::scene::Scene;
use super::shapes::Outline;
use super::style::{Paint, paint};
use crate::analysis::End;
use crate::layout::Point;
use crate::model::{ElementKind, ViewColour};
use crate::text::{number, one_line, text_width, wrap};
use std::collections::{BTreeMap, BTreeSet};

/// Font size of the legend in px.
const SIZE: f64 = 12.0;
/// Height of a row in px, and what each further line of its text adds.
const ROW: f64 = 28.0;
const LINE: f64 = 16.0;
/// Free room between a sample and its text, and between two entries, in px.
const GAPS: (f64, f64) = (8.0, 22.0);

/// One entry: samples drawn around a middle, and what they mean.
struct Entry {
    samples: Vec<Sample>,
    text: String,
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
        let before = entry.before();
        let lines = wrap(&entry.text, width - before, SIZE, false, usize::MAX);
        let needs = before + lines.iter().map(|line| text_width(line, SIZE, false)).fold(0.0, f64::max);
        if x > 0.0 && x + needs > width {
            (x, y, tallest) = (0.0, y + tallest, ROW);
        }
        out.push_str(&drawn(entry, &lines, Point { x: origin.x + x, y: origin.y + 12.0 + y + ROW / 2.0 }));
        x += needs + GAPS.1;
        tallest = tallest.max(ROW + LINE * (lines.len() as f64 - 1.0));
    }
    out.push_str("</g>\n");
    Legend { svg: out, height: 12.0 + y + tallest }
}

impl Entry {
    /// Room in px for the samples and the gap after them.
    fn before(&self) -> f64 {
        match sample::width(&self.samples) {
            width if width > 0.0 => width + GAPS.0,
            _ => 0.0,
        }
    }
}

/// An entry from the middle of its left side on.
fn drawn(entry: &Entry, lines: &[String], left: Point) -> String {
    let samples = sample::svg(&entry.samples, Point { x: left.x + sample::width(&entry.samples) / 2.0, ..left });
    let (x, ink) = (number(left.x + entry.before()), paint(Some(Paint::Ink), None));
    let text = lines.iter().enumerate().map(|(index, line)| {
        let y = number(left.y + LINE * index as f64 + SIZE * 0.35);
        format!("<text x=\"{x}\" y=\"{y}\" {ink} font-size=\"{}\">{}</text>\n", number(SIZE), escape(line))
    });
    samples + &text.collect::<String>()
}

fn entries(scene: &Scene<'_>) -> Vec<Entry> {
    let mut entries = shapes(scene);
    let strokes: Vec<Stroke> = scene.diagram.content.arrows.iter().map(|arrow| Stroke::of(scene, arrow)).collect();
    entries.extend(lines(&strokes));
    entries.extend(out_of_scope(scene, &strokes));
    entries.extend(open(scene, &strokes));
    entries.extend(shades(scene));
    entries
}

/// Adds an entry for what occurs.
fn add(entries: &mut Vec<Entry>, occurs: bool, sample: Sample, text: &str) {
    if occurs {
        entries.push(Entry { samples: vec![sample], text: text.to_owned() });
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
    add(&mut entries, !content.closed.is_empty(), Sample::Closed(false), "closed trust boundary");
    let element = content.elements.iter().find(|id| scene.is_neighbour(End::Element(**id)));
    let closed = content.closed.iter().any(|closed| scene.is_neighbour(End::Closed(closed.boundary)));
    let kind = element.map(|id| model[*id].kind);
    add(&mut entries, kind.is_some() || closed, Sample::Neighbour(kind), "outside of this part");
    entries
}

/// What lines say, but for scope and threats.
fn lines(strokes: &[Stroke]) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut row = |answer: bool, proposed: bool, text: &str| {
        let occurs =
            |line: &&Stroke| !line.out_of_scope && !line.rest && (line.answer, line.proposed) == (answer, proposed);
        let sample = Sample::Flow(Stroke { answer, proposed, ..Stroke::default() });
        add(&mut entries, strokes.iter().any(|line| occurs(&line)), sample, text);
    };
    row(false, false, "data flow");
    row(true, false, "answer");
    row(false, true, "proposed flow");
    row(true, true, "answer of a proposed flow");
    let rest = strokes.iter().filter(|line| line.rest).min_by_key(|line| (line.open, line.answer, line.proposed));
    rest.into_iter().for_each(|line| add(&mut entries, true, Sample::Flow(*line), "rest of the route"));
    entries
}

/// The dashes of elements and of lines that are out of scope.
fn out_of_scope(scene: &Scene<'_>, strokes: &[Stroke]) -> Option<Entry> {
    let model = scene.model;
    let element = scene.diagram.content.elements.iter().find(|id| model[**id].out_of_scope.is_some());
    let element = element.map(|id| Sample::Element(model[*id].kind, Outline::of(false, true, Paint::Surface)));
    let line = strokes.iter().filter(|line| line.out_of_scope && !line.rest).min_by_key(|line| line.answer);
    let line = line.map(|line| Sample::Flow(Stroke { open: false, ..*line }));
    let samples: Vec<Sample> = element.into_iter().chain(line).collect();
    (!samples.is_empty()).then(|| Entry { samples, text: "out of scope".to_owned() })
}

/// The red of shapes and lines, and the badges.
fn open(scene: &Scene<'_>, strokes: &[Stroke]) -> Vec<Entry> {
    let content = &scene.diagram.content;
    let element = content.elements.iter().find(|id| scene.open_at(**id) > 0);
    let element = element.map(|id| Sample::Element(scene.model[*id].kind, Outline::of(true, false, Paint::Surface)));
    let closed = content.closed.iter().any(|closed| scene.open_in(closed) > 0);
    let shape = element.or(closed.then_some(Sample::Closed(true)));
    let line = strokes.iter().filter(|line| line.open).min_by_key(|line| line.rest);
    let line = line.map(|line| Sample::Flow(Stroke { open: true, rest: line.rest, ..Stroke::default() }));
    let counted = (0..content.arrows.len()).any(|index| scene.counted_on(index) > 0);
    let mut entries = Vec::new();
    let samples: Vec<Sample> = shape.into_iter().chain(line).collect();
    if !samples.is_empty() {
        entries.push(Entry { samples, text: "has open threats".to_owned() });
    }
    add(&mut entries, shape.is_some() || counted, Sample::Badge, "n open threats");
    entries
}

/// The shades that occur, the palest first: a row for each, with all that it means here. Ranges are told without gaps.
fn shades(scene: &Scene<'_>) -> Vec<Entry> {
    let content = &scene.diagram.content;
    let elements = content.elements.iter().filter_map(|id| scene.shades.element(*id));
    let closed = (0..content.closed.len()).filter_map(|index| scene.shades.closed(index));
    let arrows = (0..content.arrows.len()).filter_map(|index| scene.shades.arrow(index));
    let mut found: BTreeMap<(bool, Option<usize>), BTreeSet<String>> = BTreeMap::new();
    for shade in elements.chain(closed).chain(arrows) {
        let row = found.entry((shade.level.is_none(), shade.level)).or_default();
        row.extend(shade.meanings.iter().map(|text| one_line(text, 60)));
    }
    let levels: Vec<usize> = found.keys().filter_map(|(_, level)| *level).collect();
    if let (Some(least), Some(most)) = (levels.first(), levels.last()) {
        for (level, text) in scene.shades.between(*least, *most) {
            found.entry((false, Some(*level))).or_default().insert(text.clone());
        }
    }
    let heading = match content.colour {
        ViewColour::Residual => "Highest residual risk of one open threat:",
        ViewColour::State | ViewColour::Class => "Highest class of data:",
    };
    let mut entries = Vec::new();
    add(&mut entries, !found.is_empty(), Sample::Heading, heading);
    for ((_, level), texts) in found {
        let text = texts.into_iter().collect::<Vec<_>>().join(", ");
        add(&mut entries, true, Sample::Shade(level), &text);
    }
    entries
}
