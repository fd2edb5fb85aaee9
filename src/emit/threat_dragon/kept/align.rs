//! A built file in the shape of the one that was imported: its diagrams in its order, with its ids, and threats listed
//! where it listed them.
//!
//! May assume that the built file is what this emitter writes. Must not lose a threat of the model.

use super::{Kept, KeptCell, KeptDiagram};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Which part of the model a built cell shows: `process/api`, `flow/read/1`.
pub(super) fn key_of(cell: &Value) -> Option<String> {
    let origin = cell.pointer("/data/caveat")?;
    let (kind, id) = (origin.get("kind")?.as_str()?, origin.get("id")?.as_str()?);
    Some(match origin.get("step").and_then(Value::as_i64) {
        Some(step) => format!("{kind}/{id}/{step}"),
        None => format!("{kind}/{id}"),
    })
}

/// Which threat of the model a built threat is.
pub(super) fn threat_of(threat: &Value) -> Option<String> {
    threat.pointer("/caveat/id").and_then(Value::as_str).map(str::to_owned)
}

/// The threats of a built file.
struct Threats {
    /// By id.
    all: BTreeMap<String, Value>,
    /// Ids of those that the file has not, and that no diagram lists yet, by the key of the cell where they belong.
    new: BTreeMap<String, Vec<String>>,
}

/// The built file with the diagrams of the kept one, then those that it does not know.
pub(super) fn aligned(mut built: Value, views: &[String], kept: &Kept) -> Value {
    let Some(diagrams) = built.pointer_mut("/detail/diagrams").and_then(Value::as_array_mut) else { return built };
    let all = std::mem::take(diagrams);
    let all: BTreeMap<&str, Value> = views.iter().map(String::as_str).zip(all).collect();
    let mut threats = threats(all.values(), kept);
    let mut shown = BTreeSet::new();
    for one in &kept.diagrams {
        let mut diagram = all.get(one.view.as_str()).cloned().unwrap_or_else(|| json!({ "cells": [] }));
        fill(&mut diagram, one, &mut threats);
        shown.extend(keys(&diagram));
        shown.extend(one.hidden.iter().cloned());
        diagrams.push(diagram);
    }
    // The whole model is shown as well once it has something that no diagram of the file shows.
    let known = |view: &str| kept.diagrams.iter().any(|one| one.view == view);
    let mut rest: Vec<(&str, Value)> = all.into_iter().filter(|(view, _)| !known(view)).collect();
    rest.sort_by_key(|(view, _)| views.iter().position(|known| known == view));
    for (view, mut diagram) in rest {
        if view.is_empty() && keys(&diagram).is_subset(&shown) {
            continue;
        }
        keep_only(&mut diagram, &threats);
        diagrams.push(diagram);
    }
    built
}

fn keys(diagram: &Value) -> BTreeSet<String> {
    cells(diagram).filter_map(key_of).collect()
}

fn cells(diagram: &Value) -> impl Iterator<Item = &Value> {
    diagram.get("cells").and_then(Value::as_array).into_iter().flatten()
}

fn threats<'a>(diagrams: impl Iterator<Item = &'a Value>, kept: &Kept) -> Threats {
    let known: BTreeSet<&str> = kept.threats().collect();
    let mut threats = Threats { all: BTreeMap::new(), new: BTreeMap::new() };
    for cell in diagrams.flat_map(cells) {
        let Some(key) = key_of(cell) else { continue };
        let listed = cell.pointer("/data/threats").and_then(Value::as_array);
        for threat in listed.into_iter().flatten() {
            let Some(id) = threat_of(threat) else { continue };
            if threats.all.insert(id.clone(), threat.clone()).is_none() && !known.contains(id.as_str()) {
                threats.new.entry(key.clone()).or_default().push(id);
            }
        }
    }
    threats
}

/// Cells of a diagram as the kept one has them: those that it does not show are left out, what it shows beyond the model
/// is put in, and each lists its threats.
fn fill(diagram: &mut Value, kept: &KeptDiagram, threats: &mut Threats) {
    let Some(cells) = diagram.get_mut("cells").and_then(Value::as_array_mut) else { return };
    let mut ids = BTreeMap::new();
    let mut ordered: Vec<(usize, Value)> = Vec::new();
    let count = kept.cells.len() + kept.others.len();
    for (index, mut cell) in std::mem::take(cells).into_iter().enumerate() {
        let Some(key) = key_of(&cell).filter(|key| !kept.hidden.contains(key)) else { continue };
        let known = kept.cells.get(&key);
        if let (Some(known), Some(id)) = (known, cell.get("id").and_then(Value::as_str)) {
            ids.insert(id.to_owned(), known.id.clone());
        }
        list_threats(&mut cell, &key, known, threats);
        plain(&mut cell);
        ordered.push((known.map_or(count + index, |known| known.order), cell));
    }
    let known: BTreeSet<&str> = kept.cells.values().map(|cell| cell.id.as_str()).collect();
    let there: BTreeSet<String> = ids.values().cloned().collect();
    // An end that hangs on what is gone is gone with it.
    let hangs = |end: Option<&Value>| {
        let cell = end.and_then(|end| end.get("cell")).and_then(Value::as_str);
        cell.is_some_and(|cell| known.contains(cell) && !there.contains(cell))
    };
    let others = kept.others.iter().filter(|(_, cell)| !hangs(cell.get("source")) && !hangs(cell.get("target")));
    ordered.extend(others.cloned());
    ordered.sort_by_key(|(order, _)| *order);
    *cells = ordered.into_iter().map(|(_, cell)| cell).collect();
    for cell in cells {
        with_ids(cell, &ids);
    }
}

/// What depends on where the layout would draw something means nothing where it is drawn elsewhere.
fn plain(cell: &mut Value) {
    let name = cell.pointer("/data/name").cloned().unwrap_or_default();
    let Some(members) = cell.as_object_mut() else { return };
    if members.contains_key("labels") {
        members.insert("labels".to_owned(), json!([name]));
        members.remove("vertices");
        members.remove("connector");
    }
}

/// The threats of a cell: those that it listed in the file, in its order, then new ones that strike there. A new one is
/// listed once, in the first diagram that shows where it strikes.
fn list_threats(cell: &mut Value, key: &str, known: Option<&KeptCell>, threats: &mut Threats) {
    let new = threats.new.remove(key).unwrap_or_default();
    let listed = known.map_or(&[][..], |known| &known.threats).iter().map(|one| &one.threat);
    let list = listed.chain(&new).filter_map(|id| threats.all.get(id)).cloned().collect();
    if let Some(place) = cell.pointer_mut("/data/threats") {
        *place = Value::Array(list);
    }
}

/// Of a diagram that the file does not know, the threats that nothing else lists.
fn keep_only(diagram: &mut Value, left: &Threats) {
    let left: BTreeSet<&String> = left.new.values().flatten().collect();
    let cells = diagram.get_mut("cells").and_then(Value::as_array_mut);
    for cell in cells.into_iter().flatten() {
        if let Some(list) = cell.pointer_mut("/data/threats").and_then(Value::as_array_mut) {
            list.retain(|threat| threat_of(threat).is_some_and(|id| left.contains(&id)));
        }
    }
}

/// Ids of the file in the place of those that were built.
fn with_ids(cell: &mut Value, ids: &BTreeMap<String, String>) {
    for at in ["/id", "/source/cell", "/target/cell"] {
        if let Some(place) = cell.pointer_mut(at)
            && let Some(id) = place.as_str().and_then(|id| ids.get(id))
        {
            *place = json!(id);
        }
    }
    for at in ["/data/containedElements", "/data/crossingFlows", "/data/trustBoundaryIds"] {
        for place in cell.pointer_mut(at).and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(id) = place.as_str().and_then(|id| ids.get(id)) {
                *place = json!(id);
            }
        }
    }
}

/// Numbers for what comes next: those of the file, unless something new has a higher one.
pub(super) fn tops(document: &mut Value, kept: &Kept) {
    let Some(detail) = document.get_mut("detail") else { return };
    let diagrams = detail.get("diagrams").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let known: BTreeSet<&str> = kept.threats().collect();
    let is_new = |threat: &&Value| threat_of(threat).is_some_and(|id| !known.contains(id.as_str()));
    let listed = diagrams.iter().flat_map(cells).filter_map(|cell| cell.pointer("/data/threats")?.as_array());
    let highest = listed.flatten().filter(is_new).filter_map(|threat| threat.get("number")?.as_i64()).max();
    let new = diagrams.get(kept.diagrams.len()..).unwrap_or_default();
    let next = new.iter().filter_map(|diagram| diagram.get("id")?.as_i64()).max().map(|id| id + 1);
    for (top, least) in [("threatTop", highest), ("diagramTop", next)] {
        if let Some(least) = least
            && let Some(place) = detail.get_mut(top)
            && place.as_i64().is_some_and(|number| number < least)
        {
            *place = json!(least);
        }
    }
}
