//! The cells of a diagram in the order in which the app saves them: boxes from the outermost inwards, elements, flows.
//!
//! May assume that the drawing's nodes and groups have the indices of the content's. Must write only elements and
//! boundaries itself; flows are in `flows`.

use super::geometry::push_frame;
use super::json::Json;
use super::sheet::Sheet;
use super::style::{self, Look};
use super::threats;
use super::words::{assets, clean, handle, lines, list, paragraphs, remarks};
use super::{flows, title};
use crate::emit::diagram::{boundary_lines, element_lines};
use crate::model::{AssetId, Element, ElementId, ElementKind, Place, ThreatModel, TrustBoundary};

/// Writes all cells, sorted by `zIndex`.
pub(super) fn push(json: &mut Json, sheet: &Sheet<'_>) {
    let crossings = sheet.crossings();
    boxes(json, sheet, &flows::crossing_ids(sheet, &crossings));
    for (index, element) in sheet.diagram.content.elements.iter().enumerate() {
        json.item(|json| element_cell(json, sheet, index, *element));
    }
    for ((index, arrow), crossing) in sheet.steps().enumerate().zip(&crossings) {
        json.item(|json| flows::cell(json, sheet, index, arrow, crossing));
    }
}

/// Boxes lie below all that they contain, or they would cover it.
fn boxes(json: &mut Json, sheet: &Sheet<'_>, crossing_flows: &[Vec<String>]) {
    let (depths, contained) = (sheet.depths(), sheet.contained());
    let deepest = depths.iter().max().copied().unwrap_or(0);
    for index in sheet.boxes() {
        let level = depths[index] as i64 - deepest as i64 - 1;
        json.item(|json| box_cell(json, sheet, index, level, (&contained[index], &crossing_flows[index])));
    }
}

fn box_cell(json: &mut Json, sheet: &Sheet<'_>, index: usize, level: i64, (inside, across): (&[&str], &[String])) {
    let id = sheet.diagram.content.boundaries[index];
    let identity = &sheet.model[id].identity;
    push_frame(json, &sheet.drawing.groups[index], false);
    let lines = boundary_lines(sheet.model, id);
    style::boundary(json, &text(&lines, &identity.id));
    json.flag("visible", true);
    json.text("shape", "trust-boundary-box");
    json.number("zIndex", level);
    json.text("id", sheet.ids.boundary(id));
    json.object("data", |json| {
        json.text("type", "tm.BoundaryBox");
        json.text("name", &name(&lines, title(identity)));
        json.text("description", &boundary_description(&sheet.model[id]));
        json.flag("isTrustBoundary", true);
        json.flag("hasOpenThreats", false);
        json.texts("containedElements", inside.iter().copied());
        json.texts("crossingFlows", across.iter().map(String::as_str));
        origin(json, "boundary", &identity.id);
    });
}

/// Says which declaration of the model a cell is, for tools that read it back.
pub(super) fn origin(json: &mut Json, kind: &str, id: &str) {
    json.object("caveat", |json| {
        json.text("kind", kind);
        json.text("id", id);
    });
}

fn boundary_description(boundary: &TrustBoundary) -> String {
    paragraphs([
        remarks(&boundary.identity),
        lines([
            boundary.kind.as_deref().map(|kind| format!("Kind: {kind}")),
            boundary.trust.as_deref().map(|trust| format!("Trust: {trust}")),
            boundary.contract.as_deref().map(|contract| format!("Contract: {}", clean(contract))),
            boundary.owner.as_deref().map(|owner| format!("Owner: {}", handle(owner))),
        ]),
    ])
}

fn element_cell(json: &mut Json, sheet: &Sheet<'_>, index: usize, id: ElementId) {
    let element = &sheet.model[id];
    let open = sheet.facts.element(id).is_red();
    let look = Look { open, out_of_scope: element.out_of_scope.is_some(), proposed: false };
    let name = text(&element_lines(sheet.model, id), &element.identity.id);
    push_frame(json, &sheet.drawing.nodes[index], element.kind == ElementKind::Process);
    match element.kind {
        ElementKind::DataStore => style::store(json, &name, look),
        _ => style::body(json, &name, look),
    }
    json.flag("visible", true);
    let shape = match element.kind {
        ElementKind::ExternalEntity => "actor",
        ElementKind::Process => "process",
        ElementKind::DataStore => "store",
    };
    json.text("shape", shape);
    json.number("zIndex", 0);
    json.text("id", sheet.ids.element(id));
    json.object("data", |json| element_data(json, sheet, id, element));
}

fn element_data(json: &mut Json, sheet: &Sheet<'_>, id: ElementId, element: &Element) {
    let (here, elsewhere) = sheet.threats(Place::Element(id));
    let kind = match element.kind {
        ElementKind::ExternalEntity => "tm.Actor",
        ElementKind::Process => "tm.Process",
        ElementKind::DataStore => "tm.Store",
    };
    json.text("type", kind);
    json.text("name", &name(&element_lines(sheet.model, id), title(&element.identity)));
    json.text("description", &element_description(sheet, id, flows::also_open(sheet, &elsewhere)));
    json.flag("isTrustBoundary", false);
    json.flag("outOfScope", element.out_of_scope.is_some());
    json.text("reasonOutOfScope", &element.out_of_scope.as_deref().map(clean).unwrap_or_default());
    json.flag("hasOpenThreats", sheet.facts.element(id).is_red());
    element_facts(json, sheet, element);
    threats::push(json, sheet, &here);
    origin(json, element.kind.word(), &element.identity.id);
}

/// A fact that the model does not know stays at the app's default.
fn element_facts(json: &mut Json, sheet: &Sheet<'_>, element: &Element) {
    match element.kind {
        ElementKind::ExternalEntity => json.flag("providesAuthentication", false),
        ElementKind::Process => {
            for unknown in ["handlesCardPayment", "handlesGoodsOrServices", "isWebApplication"] {
                json.flag(unknown, false);
            }
            json.text("privilegeLevel", &element.runs_as.as_deref().map(clean).unwrap_or_default());
        }
        ElementKind::DataStore => {
            json.flag("isALog", is_log(sheet.model, element));
            json.flag("isEncrypted", element.encrypted == Some(true));
            json.flag("isSigned", false);
            json.flag("storesCredentials", element.holds.iter().any(|asset| is_secret(sheet, *asset)));
            json.flag("storesInventory", false);
        }
    }
}

fn element_description(sheet: &Sheet<'_>, id: ElementId, also: Option<String>) -> String {
    let (model, element) = (sheet.model, &sheet.model[id]);
    paragraphs([
        remarks(&element.identity),
        lines([
            element.tech.map(|tech| format!("Technology: {}", clean(&model[tech].identity.title))),
            assets(model, "Holds", &element.holds),
            element.owner.as_deref().map(|owner| format!("Owner: {}", handle(owner))),
            mitigations_on(model, Place::Element(id)),
        ]),
        also,
    ])
}

/// Mitigations that say themselves where they work; those of a threat stand in the threat.
fn mitigations_on(model: &ThreatModel, place: Place) -> Option<String> {
    let here = model.mitigations.iter().filter(|mitigation| mitigation.on.contains(&place));
    list("Mitigations", here.map(|mitigation| mitigation.identity.title.as_str()))
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
    sheet.facts.classes_of(asset).iter().any(|class| sheet.model[*class].identity.id == "secret")
}

/// The title with its line breaks, for the app writes it anew from the name; whole where the lines had to be cut.
pub(super) fn name(lines: &[String], title: String) -> String {
    if lines.join(" ") == title { lines.join("\n") } else { title }
}

/// The lines of a title as they fit; the app breaks no lines itself, and writes a word of its own for an empty text.
pub(super) fn text(lines: &[String], id: &str) -> String {
    let text = lines.join("\n");
    if text.is_empty() { id.to_owned() } else { text }
}
