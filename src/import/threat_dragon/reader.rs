//! The document: its head, its diagrams, and the account of what was read.

use super::cells::{self, Cell, Shape};
use super::explain::explain;
use super::geometry::{Enclosure, around};
use super::{steps, words};
use crate::import::Read;
use crate::import::foreign::{Boundary, Diagram, Foreign, Place};
use crate::import::json::{Ledger, Node};
use crate::import::texts::{one_line, without_html};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Finds the cells of a diagram, which lie elsewhere in each version.
pub(super) type FindCells = for<'a> fn(&Node<'a>) -> Vec<Node<'a>>;

/// What is known so far.
#[derive(Default)]
pub(super) struct Reader {
    pub foreign: Foreign,
    /// The asset that stands for credentials, once there is one.
    pub credentials: Option<usize>,
    /// Mitigations by text and status.
    pub mitigations: BTreeMap<(String, &'static str), usize>,
}

/// Reads a model.
pub(super) fn read(json: &Value, find_cells: FindCells) -> Read {
    let ledger = Ledger::default();
    let root = ledger.root(json);
    let mut reader = Reader::default();
    reader.head(&root);
    let diagrams = root.at(&["detail", "diagrams"]).items();
    let single = diagrams.len() == 1;
    for diagram in &diagrams {
        reader.diagram(diagram, find_cells(diagram), single);
    }
    let methods: BTreeSet<Option<&str>> = reader.foreign.diagrams.iter().map(|diagram| diagram.method).collect();
    if methods.len() > 1 {
        let types = diagrams.iter().map(|diagram| diagram.get("diagramType")).filter(Node::is_there);
        types.for_each(|kind| kind.leave("methods of diagrams", "a model has one method"));
    }
    let account = ledger.close(json, explain);
    Read { foreign: reader.foreign, account }
}

/// A text of paragraphs without markup of web pages.
pub(super) fn prose(node: &Node<'_>) -> Option<String> {
    let text = node.text()?;
    match without_html(&text) {
        Some(plain) => {
            node.changed("texts with markup of web pages", "the markup is taken out");
            Some(plain).filter(|plain| !plain.is_empty())
        }
        None => Some(text),
    }
}

/// A text on one line.
pub(super) fn line(node: &Node<'_>) -> Option<String> {
    prose(node).map(|text| one_line(&text))
}

impl Reader {
    fn head(&mut self, root: &Node<'_>) {
        let (summary, detail) = (root.get("summary"), root.get("detail"));
        let foreign = &mut self.foreign;
        foreign.title = line(&summary.get("title")).unwrap_or_default();
        foreign.ours = root.at(&["caveat", "model"]).text();
        foreign.owner = person(&summary.get("owner"));
        foreign.description = prose(&summary.get("description"));
        foreign.reviewer = person(&detail.get("reviewer"));
        let contributor = |entry: Node<'_>| person(&if entry.is_object() { entry.get("name") } else { entry });
        foreign.contributors = detail.get("contributors").items().into_iter().filter_map(contributor).collect();
        if let Some(reviewer) = &foreign.reviewer {
            foreign.notes.push(format!("Reviewed by {}.", reviewer.trim_end_matches('.')));
        }
        let (version, day) = (line(&root.get("release_version")), line(&root.get("released_at")));
        foreign.notes.extend(match (version, day) {
            (Some(version), Some(day)) => Some(format!("Release {version} of {day}.")),
            (Some(version), None) => Some(format!("Release {version}.")),
            (None, Some(day)) => Some(format!("Released on {day}.")),
            (None, None) => None,
        });
    }

    fn diagram(&mut self, node: &Node<'_>, cells: Vec<Node<'_>>, single: bool) {
        let cells: Vec<Cell<'_>> = cells.into_iter().map(Cell::new).collect();
        let kind = node.get("diagramType").peek();
        let method = kind.as_deref().and_then(words::method);
        let mut diagram = Diagram { method, ..Diagram::default() };
        self.boundaries(&cells, &mut diagram);
        self.elements(&cells, &mut diagram);
        self.flows(&cells, &mut diagram);
        cells.iter().for_each(|cell| self.others(cell, diagram.method));
        steps::join(&mut self.foreign, &mut diagram.flows);
        if method.is_some() {
            node.get("diagramType").read();
        }
        let title = node.get("title");
        if diagram.elements.is_empty() && diagram.boundaries.is_empty() {
            let why = "a diagram that shows nothing is no view";
            [title, node.get("description")]
                .iter()
                .filter(|text| text.peek().is_some())
                .for_each(|text| text.leave("empty diagrams", why));
        } else {
            diagram.title = line(&title);
            diagram.description = prose(&node.get("description"));
            if single {
                self.only(&mut diagram, &title);
            }
        }
        self.foreign.diagrams.push(diagram);
    }

    /// The only diagram is the model's own picture: what it says goes there.
    fn only(&mut self, diagram: &mut Diagram, title: &Node<'_>) {
        let own = diagram.title.take();
        if own.as_deref().is_some_and(|own| own != self.foreign.title) {
            title.leave("titles of diagrams", "the picture of the whole model has the model's title");
        }
        let description = diagram.description.take();
        let about = &mut self.foreign.description;
        *about = match (about.take(), description) {
            (Some(about), Some(more)) if !about.contains(&more) => Some(format!("{about}\n\n{more}")),
            (about, more) => about.or(more),
        };
    }

    /// Boxes, then where each thing lies.
    fn boundaries(&mut self, cells: &[Cell<'_>], diagram: &mut Diagram) {
        let boxes: Vec<&Cell<'_>> = cells.iter().filter(|cell| cell.shape == Shape::Box).collect();
        let first = self.foreign.boundaries.len();
        let enclosures: Vec<Enclosure> = boxes.iter().map(|cell| cell.enclosure()).collect();
        for (index, cell) in boxes.iter().enumerate() {
            let parent = around(&enclosures, &cell.id, cell.frame, Some(index));
            let boundary = Boundary {
                origin: cell.origin(),
                title: cell.name().filter(|name| !words::is_nameless(name)),
                description: cell.description().0,
                parent: parent.map(|parent| first + parent),
            };
            diagram.boundaries.push(self.foreign.boundaries.len());
            self.foreign.boundaries.push(boundary);
        }
    }

    fn elements(&mut self, cells: &[Cell<'_>], diagram: &mut Diagram) {
        let first = self.foreign.boundaries.len() - diagram.boundaries.len();
        let boxes: Vec<&Cell<'_>> = cells.iter().filter(|cell| cell.shape == Shape::Box).collect();
        let enclosures: Vec<Enclosure> = boxes.iter().map(|cell| cell.enclosure()).collect();
        for cell in cells {
            let Some(kind) = cell.shape.element() else { continue };
            let mut element = cells::element(self, cell, kind);
            let place = around(&enclosures, &cell.id, cell.frame, None);
            if place.is_none()
                && cell.frame.is_some_and(|frame| enclosures.iter().any(|around| around.half_holds(&frame)))
            {
                cell.node.get("position").leave(
                    "elements that stick out of a boundary",
                    "only what lies fully inside a boundary is taken to be in it, as in the app",
                );
            }
            element.boundary = place.map(|place| first + place);
            let index = self.foreign.elements.len();
            diagram.elements.push(index);
            self.foreign.elements.push(element);
            self.threats(&cell.threats(), Some(Place::Element(index)), diagram.method, None);
        }
    }

    fn flows(&mut self, cells: &[Cell<'_>], diagram: &mut Diagram) {
        let mut ends: BTreeMap<&str, usize> = BTreeMap::new();
        let elements = cells.iter().filter(|cell| cell.shape.element().is_some());
        for (cell, index) in elements.zip(&diagram.elements) {
            if ends.contains_key(cell.id.as_str()) {
                cell.node.get("id").leave("ids that occur twice", "flows are taken to be attached to the first");
            } else {
                ends.insert(&cell.id, *index);
            }
        }
        for cell in cells.iter().filter(|cell| cell.shape == Shape::Flow) {
            let end = |key: &str| cell.end(key).and_then(|id| ends.get(id.as_str()).copied());
            match (end("source"), end("target")) {
                (Some(from), Some(to)) => {
                    let flow = cells::flow(cell, from, to);
                    let index = self.foreign.flows.len();
                    diagram.flows.push(index);
                    self.foreign.flows.push(flow);
                    let place = Place::Flow(index);
                    self.threats(&cell.threats(), Some(place), diagram.method, None);
                }
                (from, to) => self.loose(cell, from.is_some() || to.is_some(), diagram.method),
            }
        }
    }

    /// A flow that leads nowhere cannot be written; its threats can.
    fn loose(&mut self, cell: &Cell<'_>, half: bool, method: Option<&'static str>) {
        let (what, why) = match half {
            true => ("flows with one loose end", "a flow needs two elements"),
            false => ("flows that are attached to nothing", "a flow needs two elements"),
        };
        self.homeless(cell, what, why, "the flow", method);
    }

    fn homeless(&mut self, cell: &Cell<'_>, what: &'static str, why: &str, kind: &str, method: Option<&'static str>) {
        let threats = cell.threats();
        if threats.is_empty() {
            cell.node.leave(what, why);
            return;
        }
        let name = cell.name().map(|name| format!(" “{name}”")).unwrap_or_default();
        self.threats(&threats, None, method, Some(&format!("In the imported model it is on {kind}{name}.")));
        cell.node.leave_rest(what, why);
    }

    /// What is neither element, flow nor box.
    fn others(&mut self, cell: &Cell<'_>, method: Option<&'static str>) {
        let (what, why) = match cell.shape {
            Shape::Curve => {
                ("boundaries drawn as curves", "a curve does not tell what lies inside; draw a boundary around it")
            }
            Shape::Text => ("text blocks", "they belong to no element"),
            Shape::Unknown => ("shapes that are not known", "nothing is known about their meaning"),
            Shape::Box => {
                let name = cell.name().map(|name| format!(" “{name}”")).unwrap_or_default();
                let note = format!("In the imported model it is on the boundary{name}.");
                return self.threats(&cell.threats(), None, method, Some(&note));
            }
            _ => return,
        };
        let kind = match cell.shape {
            Shape::Curve => "the boundary",
            Shape::Text => "the text block",
            _ => "the shape",
        };
        self.homeless(cell, what, why, kind, method);
    }
}

fn person(node: &Node<'_>) -> Option<String> {
    let name = line(node)?;
    let spelled = crate::import::names::handle(&name);
    let same = spelled.as_deref().is_some_and(|handle| {
        handle
            .replace(['_', '-'], " ")
            .eq_ignore_ascii_case(&name.trim_start_matches('@').replace(['_', '-', '.'], " "))
    });
    if !same {
        let why = spelled
            .map_or_else(|| "the name cannot be spelled as a handle".to_owned(), |handle| format!("written @{handle}"));
        node.changed("names of people that are shortened", &why);
    }
    Some(name)
}
