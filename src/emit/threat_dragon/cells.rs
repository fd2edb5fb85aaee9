//! The cells of a diagram in the order in which the app saves them: boxes from the outermost inwards, elements, flows.
//!
//! May assume that the drawing's nodes and groups have the indices of the content's. Must write only elements and
//! boundaries itself; flows are in `flows`.

use super::geometry::{frame, node_frame};
use super::sheet::Sheet;
use super::style::{self, Look};
use super::threats::threats;
use super::words::{assets, clean, handle, lines, paragraphs, remarks};
use super::{flows, title};
use crate::emit::diagram::{boundary_lines, element_lines};
use crate::model::{AssetId, Element, ElementId, ElementKind, Place, ThreatModel};
use serde_json::{Value, json};

/// All cells, sorted by `zIndex`.
pub(super) fn cells(sheet: &Sheet<'_>) -> Vec<Value> {
    let crossings = sheet.crossings();
    let mut cells = boxes(sheet, &flows::crossing_ids(sheet, &crossings));
    let elements = sheet.diagram.content.elements.iter().enumerate();
    cells.extend(elements.map(|(index, element)| element_cell(sheet, index, *element)));
    let arrows = sheet.diagram.content.arrows.iter().enumerate().zip(&crossings);
    cells.extend(arrows.map(|((index, arrow), crossing)| flows::cell(sheet, index, arrow, crossing)));
    cells
}

/// Boxes lie below all that they contain, or they would cover it.
fn boxes(sheet: &Sheet<'_>, crossing_flows: &[Vec<String>]) -> Vec<Value> {
    let (depths, contained) = (sheet.depths(), sheet.contained());
    let deepest = depths.iter().max().copied().unwrap_or(0);
    let mut order: Vec<usize> = (0..depths.len()).collect();
    order.sort_by_key(|index| depths[*index]);
    let cell = |index: usize| {
        let id = sheet.diagram.content.boundaries[index];
        let boundary = &sheet.model[id];
        let (position, size) = frame(&sheet.drawing.groups[index]);
        let facts = paragraphs([
            remarks(&boundary.identity),
            lines([
                boundary.kind.as_deref().map(|kind| format!("Kind: {kind}")),
                boundary.trust.as_deref().map(|trust| format!("Trust: {trust}")),
                boundary.contract.as_deref().map(|contract| format!("Contract: {}", clean(contract))),
                boundary.owner.as_deref().map(|owner| format!("Owner: {}", handle(owner))),
            ]),
        ]);
        json!({
            "id": sheet.ids.boundary(id),
            "shape": "trust-boundary-box",
            "zIndex": depths[index] as i64 - deepest as i64 - 1,
            "visible": true,
            "position": position,
            "size": size,
            "attrs": style::boundary(&text(&boundary_lines(sheet.model, id), &boundary.identity.id)),
            "data": {
                "type": "tm.BoundaryBox",
                "name": title(&boundary.identity),
                "description": facts,
                "isTrustBoundary": true,
                "hasOpenThreats": false,
                "containedElements": contained[index],
                "crossingFlows": crossing_flows[index],
                "caveat": { "kind": "boundary", "id": boundary.identity.id.as_str() },
            },
        })
    };
    order.into_iter().map(cell).collect()
}

fn element_cell(sheet: &Sheet<'_>, index: usize, id: ElementId) -> Value {
    let element = &sheet.model[id];
    let open = sheet.facts.element(id).is_red();
    let look = Look { open, out_of_scope: element.out_of_scope.is_some(), proposed: false };
    let name = text(&element_lines(sheet.model, id), &element.identity.id);
    let (shape, attrs) = match element.kind {
        ElementKind::ExternalEntity => ("actor", style::body(&name, look)),
        ElementKind::Process => ("process", style::body(&name, look)),
        ElementKind::DataStore => ("store", style::store(&name, look)),
    };
    let (position, size) = node_frame(&sheet.drawing.nodes[index], element.kind == ElementKind::Process);
    json!({
        "id": sheet.ids.element(id),
        "shape": shape,
        "zIndex": 0,
        "visible": true,
        "position": position,
        "size": size,
        "attrs": attrs,
        "data": element_data(sheet, id, element, open),
    })
}

fn element_data(sheet: &Sheet<'_>, id: ElementId, element: &Element, open: bool) -> Value {
    let (here, elsewhere) = sheet.threats(Place::Element(id));
    let mut data = json!({
        "name": title(&element.identity),
        "description": element_description(sheet.model, element, &flows::also_open(sheet, &elsewhere)),
        "isTrustBoundary": false,
        "outOfScope": element.out_of_scope.is_some(),
        "reasonOutOfScope": element.out_of_scope.as_deref().map(clean).unwrap_or_default(),
        "hasOpenThreats": open,
        "threats": threats(sheet, &here),
        "caveat": { "kind": element.kind.word(), "id": element.identity.id.as_str() },
    });
    // A fact that the model does not know stays at the app's default.
    let facts = match element.kind {
        ElementKind::ExternalEntity => json!({ "type": "tm.Actor", "providesAuthentication": false }),
        ElementKind::Process => json!({
            "type": "tm.Process",
            "privilegeLevel": element.runs_as.as_deref().map(clean).unwrap_or_default(),
            "handlesCardPayment": false,
            "handlesGoodsOrServices": false,
            "isWebApplication": false,
        }),
        ElementKind::DataStore => json!({
            "type": "tm.Store",
            "isALog": is_log(sheet.model, element),
            "isEncrypted": element.encrypted == Some(true),
            "isSigned": false,
            "storesCredentials": element.holds.iter().any(|asset| is_secret(sheet, *asset)),
            "storesInventory": false,
        }),
    };
    if let (Value::Object(data), Value::Object(facts)) = (&mut data, facts) {
        data.extend(facts);
    }
    data
}

fn element_description(model: &ThreatModel, element: &Element, also: &Option<String>) -> String {
    paragraphs([
        remarks(&element.identity),
        lines([
            element.tech.map(|tech| format!("Technology: {}", clean(&model[tech].identity.title))),
            assets(model, "Holds", &element.holds),
            element.owner.as_deref().map(|owner| format!("Owner: {}", handle(owner))),
        ]),
        also.clone(),
    ])
}

/// A store is a log if what is written there stays, or if its technology or one that it is like says log.
fn is_log(model: &ThreatModel, element: &Element) -> bool {
    let mut tech = element.tech;
    for _ in 0..=model.techs.len() {
        let Some(at) = tech else { break };
        let words = model[at].identity.id.split('_');
        if words.into_iter().any(|word| matches!(word, "log" | "logs" | "logging" | "siem")) {
            return true;
        }
        tech = model[at].like;
    }
    element.append_only == Some(true)
}

/// Whether an asset is of the class `secret` of `std.data`: what lets somebody in.
fn is_secret(sheet: &Sheet<'_>, asset: AssetId) -> bool {
    sheet.model[asset].class.is_some_and(|class| sheet.model[class].identity.id == "secret")
}

/// The lines of a title as they fit; the app breaks no lines itself, and writes a word of its own for an empty text.
pub(super) fn text(lines: &[String], id: &str) -> String {
    let text = lines.join("\n");
    if text.is_empty() { id.to_owned() } else { text }
}
