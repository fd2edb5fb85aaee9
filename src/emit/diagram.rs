//! A diagram ready to draw: what it shows, the sizes of its parts, and its layout, made when first asked for.
//!
//! Sizes come from titles alone, never from facts, so that a picture keeps its shape when a threat is settled.
//! May assume that the content belongs to the model. Must not know any output format.

use super::boxes::{NEIGHBOUR, box_size};
use super::labels::arrow_room;
use super::placements::Placements;
use crate::analysis::{Arrow, Closed, DiagramContent, End, Subject, contents, open_content};
use crate::layout::{Direction, Drawing, Edge, Graph, Group, Hints, Node, Shape, draw};
use crate::model::{BoundaryId, ElementId, ElementKind, FlowId, Place, ThreatModel, ViewColour, ViewDirection};
use crate::text::{neutralise, text_width, wrap};
use std::sync::{Mutex, OnceLock};

/// Font size of elements' titles in px.
pub(super) const TITLE_SIZE: f64 = 14.0;
/// Distance of the lines of elements' titles in px.
pub(super) const TITLE_LINE: f64 = 18.0;
/// Font size of flows' labels in px.
pub(super) const LABEL_SIZE: f64 = 12.0;
/// Distance of the lines of flows' labels in px.
pub(super) const LABEL_LINE: f64 = 15.0;
/// Font size of boundaries' titles (in bold) in px.
pub(super) const BOUNDARY_SIZE: f64 = 13.0;
/// Distance of the lines of boundaries' titles in px.
pub(super) const BOUNDARY_LINE: f64 = 17.0;
/// Distance of a boundary's title from its top left corner, in px.
pub(super) const TITLE_INSET: f64 = 12.0;
/// Height of the line below titles and labels in diagrams with shades, in px.
pub(super) const TAG_LINE: f64 = 14.0;
/// Free room beside the text of a shaded label, in px.
pub(super) const SHADE_GAP: f64 = 3.0;
/// Room for that line below a flow's label, in px; what is longer is cut off.
pub(super) const FLOW_TAG: f64 = 80.0;
/// Height of the badge with the number of open threats in px.
pub(super) const BADGE_HEIGHT: f64 = 20.0;
/// Font size in the badge (in bold) in px.
pub(super) const BADGE_SIZE: f64 = 12.0;
/// Free room between a badge and the label that it stands before, in px.
pub(super) const BADGE_GAP: f64 = 3.0;

/// Room along an outline for each arrow that ends there, in px.
const HEAD_ROOM: f64 = 16.0;
/// Free room between a circle and its title in px.
const CIRCLE_PADDING: f64 = 9.0;

/// One diagram of a model.
#[derive(Debug)]
pub struct Diagram {
    /// What it shows.
    pub content: DiagramContent,
    /// Id of the view or boundary; the model's id for the whole.
    pub id: String,
    /// Title of the view, the boundary or the model.
    pub title: String,
    hints: Option<Hints>,
    drawing: OnceLock<Drawing>,
    /// The same without closed boundaries, where there are any.
    opened: Option<Box<Diagram>>,
}

/// The diagrams of a model: the whole first, its parts where it has more elements than `split_above`, then its views.
/// They will look like the earlier drawings that `placements` tell of.
pub fn diagrams(model: &ThreatModel, split_above: usize, placements: &Placements) -> Vec<Diagram> {
    let diagram = |content| {
        let mut diagram = Diagram::new(model, content);
        diagram.hints = placements.hints(model, &diagram.name(model), &diagram.content);
        diagram
    };
    contents(model, split_above).into_iter().map(diagram).collect()
}

/// Lays all diagrams out, several at a time.
pub(super) fn lay_out<'a>(model: &ThreatModel, diagrams: impl Iterator<Item = &'a Diagram> + Send) {
    let next = Mutex::new(diagrams);
    let work = || {
        let take = || next.lock().ok().and_then(|mut diagrams| diagrams.next());
        while let Some(diagram) = take() {
            diagram.drawing(model);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
        work();
    });
}

impl Diagram {
    fn new(model: &ThreatModel, content: DiagramContent) -> Diagram {
        let identity = match content.subject {
            Subject::Whole => &model.identity,
            Subject::View(view) => &model[view].identity,
            Subject::Part(boundary) => &model[boundary].identity,
        };
        let (id, title) = (identity.id.to_string(), identity.title.to_string());
        let opens = !content.closed.is_empty() && !matches!(content.subject, Subject::Part(_));
        let opened = opens.then(|| Box::new(Diagram::new(model, open_content(model, content.subject))));
        Diagram { content, id, title, hints: None, drawing: OnceLock::new(), opened }
    }

    /// The diagram without closed boundaries, for outputs that have no sign for them; none for a part, which the whole
    /// shows as well.
    pub fn opened(&self) -> Option<&Diagram> {
        match self.content.subject {
            Subject::Part(_) => None,
            Subject::Whole | Subject::View(_) => Some(self.opened.as_deref().unwrap_or(self)),
        }
    }

    /// Its name, unique in the model: `model`, `model.view` or `model.boundary`.
    pub fn name(&self, model: &ThreatModel) -> String {
        match self.content.subject {
            Subject::Whole => model.identity.id.to_string(),
            Subject::View(_) | Subject::Part(_) => format!("{}.{}", model.identity.id, self.id),
        }
    }

    /// Name of the SVG file that shows it.
    pub fn svg_name(&self, model: &ThreatModel) -> String {
        format!("{}.svg", self.name(model))
    }

    /// What the layout gets: the shapes of everything, and what is known of an earlier drawing.
    pub fn graph(&self, model: &ThreatModel) -> Graph {
        graph(model, &self.content, self.hints.clone().or_else(|| self.hints_of_plain(model)))
    }

    /// Where everything is, in px. Nodes have the indices of the content's elements, then of its closed boundaries,
    /// groups and routes those of its boundaries and arrows. `model` is the one that the content was made from.
    pub fn drawing(&self, model: &ThreatModel) -> &Drawing {
        self.drawing.get_or_init(|| draw(&self.graph(model)))
    }

    /// Where everything would be without shades: these need more room, but must not rearrange the picture.
    fn hints_of_plain(&self, model: &ThreatModel) -> Option<Hints> {
        if self.content.colour == ViewColour::State {
            return None;
        }
        let plain = Diagram::new(model, DiagramContent { colour: ViewColour::State, ..self.content.clone() });
        Some(plain.drawing(model).hints())
    }
}

/// What the layout needs to know of a diagram.
fn graph(model: &ThreatModel, content: &DiagramContent, hints: Option<Hints>) -> Graph {
    // The lists are in declaration order, so an index can be searched for.
    let boundary = |id: Option<BoundaryId>| id.and_then(|id| content.boundaries.binary_search(&id).ok());
    let tag = if content.colour == ViewColour::State { 0.0 } else { TAG_LINE };
    let node = |id: &ElementId| {
        let (width, height) = node_size(model, *id);
        let wider = if model[*id].kind == ElementKind::Process { tag } else { 0.0 };
        let scale = scale(model, content, End::Element(*id));
        let (width, height) = ((width + wider) * scale, (height + tag) * scale);
        Node { shape: shape(model[*id].kind), width, height, group: boundary(model[*id].boundary) }
    };
    let closed = |closed: &Closed| {
        let (width, height) = box_size(model, closed.boundary);
        let scale = scale(model, content, End::Closed(closed.boundary));
        let group = boundary(model[closed.boundary].parent);
        Node { shape: Shape::Rectangle, width: width * scale, height: (height + tag) * scale, group }
    };
    let group = |id: &BoundaryId| {
        let lines = boundary_lines(model, *id);
        let (title_width, title_height) = block(&lines, BOUNDARY_SIZE, true, BOUNDARY_LINE);
        Group { parent: boundary(model[*id].parent), title_width, title_height }
    };
    let threats = threats_of_flows(model);
    let edge = |(arrow, flows): (&Arrow, Vec<FlowId>)| {
        // All threats of the flows, not the open ones alone: so the room is enough, and the same on every day.
        let count = flows.iter().map(|flow| threats[flow.index()]).sum();
        let (label_width, label_height) = label_size(model, arrow, count, tag);
        Edge { from: node_index(content, arrow.from), to: node_index(content, arrow.to), label_width, label_height }
    };
    let mut nodes: Vec<Node> = content.elements.iter().map(node).chain(content.closed.iter().map(closed)).collect();
    for (node, lines) in nodes.iter_mut().zip(lines_at_nodes(content)) {
        make_room(node, lines);
    }
    Graph {
        nodes,
        groups: content.boundaries.iter().map(group).collect(),
        edges: content.arrows.iter().zip(content.flows_by_first_arrow()).map(edge).collect(),
        direction: content.direction.map(|direction| match direction {
            ViewDirection::Right => Direction::Right,
            ViewDirection::Down => Direction::Down,
        }),
        hints,
    }
}

/// How many arrows end at each node.
fn lines_at_nodes(content: &DiagramContent) -> Vec<usize> {
    let mut lines = vec![0; content.elements.len() + content.closed.len()];
    for end in content.arrows.iter().flat_map(|arrow| [arrow.from, arrow.to]) {
        if let Some(count) = lines.get_mut(node_index(content, end)) {
            *count += 1;
        }
    }
    lines
}

/// Makes a node large enough for the heads of many lines: about two thirds of them meet at one side.
fn make_room(node: &mut Node, lines: usize) {
    let side = (lines as f64 * 2.0 / 3.0).ceil() * HEAD_ROOM;
    node.height = node.height.max(side);
    if node.shape == Shape::Circle {
        node.width = node.height;
    }
}

/// Width and height in px of what stands beside an arrow: its label, a badge with at most this count, and a line of some
/// height below. Room for this is kept at every label: which flows have a shade depends on facts.
fn label_size(model: &ThreatModel, arrow: &Arrow, count: usize, tag: f64) -> (f64, f64) {
    let (width, height) = arrow_room(model, arrow);
    let shaded = tag > 0.0 && width > 0.0;
    let (width, height) = if shaded { (width.max(FLOW_TAG) + 2.0 * SHADE_GAP, height + tag) } else { (width, height) };
    (if count > 0 { width + badge_width(count) + BADGE_GAP } else { width }, height)
}

/// Id of an element or of a closed boundary.
pub(super) fn end_id(model: &ThreatModel, end: End) -> &str {
    match end {
        End::Element(id) => &model[id].identity.id,
        End::Closed(id) => &model[id].identity.id,
    }
}

/// What lies outside of the part that a picture is about is drawn smaller.
fn scale(model: &ThreatModel, content: &DiagramContent, end: End) -> f64 {
    if content.is_neighbour(model, end) { NEIGHBOUR } else { 1.0 }
}

/// Index of the node that an arrow starts or ends at. Every arrow of a content has its ends in the content; a number out
/// of range is left undrawn.
fn node_index(content: &DiagramContent, end: End) -> usize {
    let index = match end {
        End::Element(id) => content.elements.binary_search(&id).ok(),
        End::Closed(id) => {
            let closed = content.closed.binary_search_by_key(&id, |closed| closed.boundary).ok();
            closed.map(|index| content.elements.len() + index)
        }
    };
    index.unwrap_or(usize::MAX)
}

fn shape(kind: ElementKind) -> Shape {
    match kind {
        ElementKind::ExternalEntity => Shape::Rectangle,
        ElementKind::Process => Shape::Circle,
        ElementKind::DataStore => Shape::Store,
    }
}

/// How many threats name each flow, whatever their state.
fn threats_of_flows(model: &ThreatModel) -> Vec<usize> {
    let mut counts = vec![0; model.flows.len()];
    for place in model.threats.iter().flat_map(|threat| &threat.on) {
        if let Place::Flow(flow) = place {
            counts[flow.index()] += 1;
        }
    }
    counts
}

/// Width in px of the badge with a number of open threats.
pub(super) fn badge_width(count: usize) -> f64 {
    (text_width(&count.to_string(), BADGE_SIZE, true) + 10.0).ceil().max(BADGE_HEIGHT)
}

/// Width and height of lines of text in px.
pub(super) fn block(lines: &[String], size: f64, bold: bool, line: f64) -> (f64, f64) {
    let widest = lines.iter().map(|text| text_width(text, size, bold)).fold(0.0, f64::max);
    (widest.ceil(), lines.len() as f64 * line)
}

/// Width and height of an element's outline in px; a process is round.
pub(super) fn node_size(model: &ThreatModel, element: ElementId) -> (f64, f64) {
    let lines = element_lines(model, element);
    match model[element].kind {
        ElementKind::Process => {
            let diameter = diameter(&lines);
            (diameter, diameter)
        }
        _ => {
            let (width, height) = block(&lines, TITLE_SIZE, false, TITLE_LINE);
            ((width + 32.0).max(120.0), (height + 20.0).max(56.0))
        }
    }
}

/// The lines of an element's title, as they stand in its outline.
pub(super) fn element_lines(model: &ThreatModel, element: ElementId) -> Vec<String> {
    let title = neutralise(&model[element].identity.title);
    if model[element].kind != ElementKind::Process {
        return wrap(&title, 150.0, TITLE_SIZE, false, 3);
    }
    // Of several ways to break it, the one that needs the smallest circle.
    let ways = [84.0, 96.0, 110.0, 126.0].map(|width| wrap(&title, width, TITLE_SIZE, false, 4));
    // Cut off is worse than a broken word, a broken word worse than a large circle.
    let words = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let faults = |lines: &[String]| (lines.last().is_some_and(|line| line.ends_with('…')), lines.join(" ") != words);
    let best = ways.iter().min_by(|a, b| faults(a).cmp(&faults(b)).then(diameter(a).total_cmp(&diameter(b))));
    best.cloned().unwrap_or_default()
}

/// Diameter in px of the circle around lines of a title.
fn diameter(lines: &[String]) -> f64 {
    let top = lines.len() as f64 * TITLE_LINE / 2.0;
    let reach = |(index, line): (usize, &String)| {
        let from = (index as f64 * TITLE_LINE - top).abs();
        let to = ((index + 1) as f64 * TITLE_LINE - top).abs();
        (text_width(line, TITLE_SIZE, false) / 2.0).hypot(from.max(to) - 3.0)
    };
    let radius = lines.iter().enumerate().map(reach).fold(0.0, f64::max) + CIRCLE_PADDING;
    // Even, so that the middle lies on a whole px and lines to it are sharp.
    ((radius.ceil() * 2.0) as i64).max(100) as f64
}

/// The lines of a boundary's title.
pub(super) fn boundary_lines(model: &ThreatModel, boundary: BoundaryId) -> Vec<String> {
    wrap(&neutralise(&model[boundary].identity.title), 240.0, BOUNDARY_SIZE, true, 2)
}
