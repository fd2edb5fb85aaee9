//! What a Threat Dragon file says beyond the model that was imported from it: kept in the side file, and put back into
//! each file that is built.
//!
//! A kept file is a list of differences between what a build would write for the model just imported and the file as it
//! was. What belongs to the drawing (places, sizes, way points) always counts. All else counts as long as the build would
//! still write what it would have written then: once the model says something new, the model is right.

mod align;
mod differ;
mod edits;
mod place;
mod text;

pub use differ::{Cells, Shown, difference};

use serde_json::Value;
use std::collections::BTreeMap;

/// What one file says beyond the model.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    /// Of the document itself.
    edits: Vec<Edit>,
    /// In the order of the file.
    diagrams: Vec<KeptDiagram>,
}

/// What a diagram says beyond the model.
#[derive(Debug, Clone, Default, PartialEq)]
struct KeptDiagram {
    /// The view that shows it; empty for the whole model.
    view: String,
    edits: Vec<Edit>,
    /// By the key of what the cell shows: `process/api`, `flow/read/1`.
    cells: BTreeMap<String, KeptCell>,
    /// Cells of which the model knows nothing, with their places in the order of the cells.
    others: Vec<(usize, Value)>,
    /// Keys of what a build would show and the file does not.
    hidden: Vec<String>,
}

/// What the cell of an element, boundary or step says beyond the model.
#[derive(Debug, Clone, Default, PartialEq)]
struct KeptCell {
    /// Its id in the file.
    id: String,
    /// Its place in the order of the cells.
    order: usize,
    /// Whether the file has the mark by which a build tells what the cell shows.
    marked: bool,
    edits: Vec<Edit>,
    /// In the order in which it lists them.
    threats: Vec<KeptThreat>,
}

/// What a threat says beyond the model.
#[derive(Debug, Clone, Default, PartialEq)]
struct KeptThreat {
    /// Its id in the model.
    threat: String,
    /// Whether the file has the mark by which a build tells which threat it is.
    marked: bool,
    edits: Vec<Edit>,
}

/// A value at a place: as a build writes it, and as the file has it; `None` where there is none.
#[derive(Debug, Clone, PartialEq)]
struct Edit {
    /// Keys from the outermost inwards, joined by `/`.
    at: String,
    was: Option<Value>,
    is: Option<Value>,
}

/// What belongs to the drawing and not to the model: members of a cell.
const DRAWING: &[&str] = &[
    "position",
    "size",
    "vertices",
    "angle",
    "ports",
    "zIndex",
    "connector",
    "router",
    "width",
    "height",
    "visible",
    "x",
    "y",
    "tools",
];

impl Kept {
    /// Whether there is nothing to put back.
    pub fn is_empty(&self) -> bool {
        self.diagrams.is_empty() && self.edits.is_empty()
    }

    /// Ids of the threats that it knows; one that several cells list several times.
    fn threats(&self) -> impl Iterator<Item = &str> {
        let cells = self.diagrams.iter().flat_map(|diagram| diagram.cells.values());
        cells.flat_map(|cell| &cell.threats).map(|one| one.threat.as_str())
    }

    /// The same after an element, boundary, flow, threat or view has got another id.
    pub fn renamed(&self, old: &str, new: &str, model: bool) -> Kept {
        let mut kept = self.clone();
        let id = |id: &str| if id == old && !model { new.to_owned() } else { id.to_owned() };
        // Kind and id, then the step of a flow.
        let key = |key: &str| {
            let parts = key.split('/').enumerate();
            parts.map(|(at, part)| if at == 1 { id(part) } else { part.to_owned() }).collect::<Vec<String>>().join("/")
        };
        for diagram in &mut kept.diagrams {
            diagram.view = id(&diagram.view);
            diagram.cells = std::mem::take(&mut diagram.cells).into_iter().map(|(of, cell)| (key(&of), cell)).collect();
            diagram.hidden.iter_mut().for_each(|hidden| *hidden = key(hidden));
            let threats = diagram.cells.values_mut().flat_map(|cell| &mut cell.threats);
            threats.for_each(|threat| threat.threat = id(&threat.threat));
        }
        kept
    }

    /// The file that a build writes, with what is kept put back. `views` names what the diagrams show.
    pub(super) fn applied(&self, built: Value, views: &[String]) -> Value {
        let mut document = align::aligned(built, views, self);
        edits::apply(&mut document, &self.edits);
        let diagrams = document.pointer_mut("/detail/diagrams").and_then(Value::as_array_mut);
        for (diagram, kept) in diagrams.into_iter().flatten().zip(&self.diagrams) {
            edits::apply(diagram, &kept.edits);
            let cells = diagram.get_mut("cells").and_then(Value::as_array_mut);
            for cell in cells.into_iter().flatten() {
                if let Some(known) = align::key_of(cell).and_then(|key| kept.cells.get(&key)) {
                    known.put_back(cell);
                }
            }
            place::new_cells(diagram, kept);
        }
        align::tops(&mut document, self);
        document
    }
}

impl KeptCell {
    /// Makes a built cell what it was in the file.
    fn put_back(&self, cell: &mut Value) {
        edits::apply_to_cell(cell, &self.edits);
        let threats = cell.pointer_mut("/data/threats").and_then(Value::as_array_mut);
        for threat in threats.into_iter().flatten() {
            let id = align::threat_of(threat);
            if let Some(kept) = self.threats.iter().find(|one| Some(&one.threat) == id.as_ref()) {
                edits::apply(threat, &kept.edits);
                without_mark(threat, kept.marked);
            }
        }
        if let Some(data) = cell.get_mut("data") {
            without_mark(data, self.marked);
        }
    }
}

/// Takes the mark out that a build sets, where the file has none.
fn without_mark(value: &mut Value, marked: bool) {
    if let Some(members) = value.as_object_mut().filter(|_| !marked) {
        members.remove("caveat");
    }
}
