//! What became of each cell of an imported drawing, so that a build can put back what the sources have no place for.
//!
//! May assume that the ids are those of the sources. Must say `None` of whatever the sources do not have.

use super::foreign::{Foreign, Origin};
use super::write::{Drawn, Ids, is_drawn};
use serde_json::Value;
use std::collections::BTreeMap;

/// What became of one picture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picture {
    /// The view that shows it; empty for the whole model. A name that no view has, where nothing shows it.
    pub view: String,
    /// What became of its cells, in their order.
    pub cells: Vec<Became>,
}

/// What became of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Became {
    /// Kind and id: `process/api`, `flow/read/1`.
    pub key: Option<String>,
    /// Ids of its threats, in their order.
    pub threats: Vec<Option<String>>,
}

/// What became of the pictures of a Threat Dragon 2 file; none of any other.
pub(super) fn pictures(json: &Value, foreign: &Foreign, ids: &Ids) -> Option<Vec<Picture>> {
    let diagrams = json.pointer("/detail/diagrams").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    // What is no diagram, or has its cells in a text, is built as one, so there is nothing to hold it against.
    let is_odd = |one: &Value| !one.is_object() || one.get("cells").is_some_and(|cells| !cells.is_array());
    let is_old = diagrams.iter().any(|one| one.get("diagramJson").is_some() || is_odd(one));
    if is_old || !json.is_object() || diagrams.len() != foreign.diagrams.len() {
        return None;
    }
    let things = things(foreign, ids);
    let threats = by_path(foreign.threats.iter().map(|threat| &threat.origin), &ids.threats, |id| id.to_owned());
    let picture = |(number, diagram): (usize, &Value)| {
        let view = match is_drawn(foreign, &foreign.diagrams[number]) {
            Drawn::Whole => String::new(),
            Drawn::View => ids.views[number].clone(),
            Drawn::Nowhere => format!("#{number}"),
        };
        let cells = diagram.get("cells").and_then(Value::as_array).into_iter().flatten().enumerate();
        let became = |(at, cell): (usize, &Value)| {
            let path = format!("detail.diagrams[{number}].cells[{at}]");
            let listed = cell.pointer("/data/threats").and_then(Value::as_array).map_or(0, Vec::len);
            let threat = |at: usize| threats.get(&format!("{path}.data.threats[{at}]")).cloned();
            Became { key: things.get(&path).cloned(), threats: (0..listed).map(threat).collect() }
        };
        Picture { view, cells: cells.map(became).collect() }
    };
    Some(diagrams.iter().enumerate().map(picture).collect())
}

/// The key of each thing, by its paths.
fn things(foreign: &Foreign, ids: &Ids) -> BTreeMap<String, String> {
    let boundaries =
        by_path(foreign.boundaries.iter().map(|one| &one.origin), &ids.boundaries, |id| format!("boundary/{id}"));
    let flows = by_path(foreign.flows.iter().map(|one| &one.origin), &ids.flows, |id| format!("flow/{id}/1"));
    let mut things = boundaries;
    things.extend(flows);
    for (element, id) in foreign.elements.iter().zip(&ids.elements) {
        let key = format!("{}/{id}", element.kind.word());
        things.extend(paths(&element.origin).map(|path| (path.clone(), key.clone())));
    }
    things
}

fn by_path<'a>(
    origins: impl Iterator<Item = &'a Origin>,
    ids: &[String],
    key: impl Fn(&str) -> String,
) -> BTreeMap<String, String> {
    let pairs = origins.zip(ids);
    pairs.flat_map(|(origin, id)| paths(origin).map(|path| (path.clone(), key(id))).collect::<Vec<_>>()).collect()
}

fn paths(origin: &Origin) -> impl Iterator<Item = &String> {
    std::iter::once(&origin.path).chain(&origin.also)
}
