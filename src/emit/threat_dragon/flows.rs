//! Flow cells: one for each step of a route and of a written answer.
//!
//! May assume that the drawing's routes have the indices of the content's arrows. Must list a flow's threats at its
//! first step only: the app counts every listing.

use super::geometry::{push_label, push_vertices, vertices};
use super::json::Json;
use super::sheet::Sheet;
use super::style::{self, Look};
use super::threats;
use super::words::{assets, clean, lines, paragraphs, remarks};
use super::{cells, title};
use crate::analysis::{Crossing, Step, resolve_protocol};
use crate::emit::diagram::LABEL_SIZE;
use crate::layout::Rect;
use crate::model::{Answer, BoundaryId, DataFlow, ElementId, FlowState, Hop, Place, ThreatId};
use crate::text::wrap;

/// Least and most that a line of a label may take up, in px.
const LABEL_WIDTH: (f64, f64) = (64.0, 150.0);

/// One step of a flow or answer.
pub(super) fn cell(json: &mut Json, sheet: &Sheet<'_>, index: usize, arrow: &Step, crossing: &Crossing) {
    let flow = &sheet.model[arrow.flow];
    let proposed = flow.state == FlowState::Proposed;
    let out_of_scope = flow.out_of_scope.is_some();
    let open = sheet.facts.flow(arrow.flow).is_red();
    let route = &sheet.drawing.routes[index];
    let name = name(flow, arrow);
    let width = route.label.map_or(LABEL_WIDTH.1, |room| (room.width + 2.0).clamp(LABEL_WIDTH.0, LABEL_WIDTH.1));
    let lines = wrap(&name, width, LABEL_SIZE, false, 4);
    let label = cells::text(&lines, &flow.identity.id);
    json.text("shape", "flow");
    style::line(json, Look { open, out_of_scope, proposed });
    // No effect, but the app writes them.
    json.number("width", 200);
    json.number("height", 100);
    json.number("zIndex", 10);
    json.text("connector", "rounded");
    json.object("data", |json| data(json, sheet, index, arrow, crossing, &cells::name(&lines, name)));
    push_label(json, &label, route);
    json.text("id", &sheet.ids.arrow(arrow));
    json.object("source", |json| json.text("cell", sheet.ids.element(arrow.from)));
    json.object("target", |json| json.text("cell", sheet.ids.element(arrow.to)));
    let way = vertices(route, node(sheet, arrow.from), node(sheet, arrow.to));
    push_vertices(json, &way);
}

/// All steps have the name of their flow; an answer says that it is one.
fn name(flow: &DataFlow, arrow: &Step) -> String {
    let title = title(&flow.identity);
    if arrow.answer { format!("{title} (answer)") } else { title }
}

/// The box of an element in this diagram; the content lists them in declaration order.
fn node<'a>(sheet: &Sheet<'a>, element: ElementId) -> &'a Rect {
    const NOWHERE: &Rect = &Rect { x: 0.0, y: 0.0, width: 0.0, height: 0.0 };
    let index = sheet.diagram.content.elements.binary_search(&element).ok();
    index.and_then(|index| sheet.drawing.nodes.get(index)).unwrap_or(NOWHERE)
}

fn data(json: &mut Json, sheet: &Sheet<'_>, index: usize, arrow: &Step, crossing: &Crossing, name: &str) {
    let (model, flow) = (sheet.model, &sheet.model[arrow.flow]);
    let hop = flow.step(arrow.hop, arrow.answer);
    let protocol = hop.and_then(|hop| hop.over);
    let encrypted = protocol.and_then(|protocol| resolve_protocol(model, protocol).0);
    let (here, elsewhere) = sheet.threats(Place::Flow(arrow.flow));
    let first = sheet.is_first(index, arrow);
    let moved =
        (!first && !here.is_empty()).then(|| "The threats of this flow are listed at its first step.".to_owned());
    json.text("type", "tm.Flow");
    json.text("name", name);
    json.text("description", &description(sheet, flow, arrow, hop, [moved, also_open(sheet, &elsewhere)]));
    json.flag("outOfScope", flow.out_of_scope.is_some());
    json.flag("isTrustBoundary", false);
    json.text("reasonOutOfScope", &flow.out_of_scope.as_deref().map(clean).unwrap_or_default());
    json.flag("hasOpenThreats", sheet.facts.flow(arrow.flow).is_red());
    json.flag("isBidirectional", false);
    json.flag("isEncrypted", encrypted == Some(true));
    json.flag("isPublicNetwork", is_public(sheet, arrow));
    json.text("protocol", &protocol.map(|id| clean(&model[id].identity.title)).unwrap_or_default());
    threats::push(json, sheet, if first { &here } else { &[] });
    let mut crossed: Vec<BoundaryId> = boundaries(crossing).collect();
    crossed.sort_by_key(|id| sheet.depth(*id));
    json.texts("trustBoundaryIds", crossed.into_iter().map(|id| sheet.ids.boundary(id)));
    json.object("caveat", |json| {
        json.text("kind", if arrow.answer { "answer" } else { "flow" });
        json.text("id", &flow.identity.id);
        json.number("step", arrow.hop as i64 + 1);
    });
}

fn description(
    sheet: &Sheet<'_>,
    flow: &DataFlow,
    arrow: &Step,
    hop: Option<&Hop>,
    elsewhere: [Option<String>; 2],
) -> String {
    let model = sheet.model;
    let proposed = (flow.state == FlowState::Proposed)
        .then(|| "Proposed: somebody asks for it, it does not exist yet.".to_owned());
    let [moved, also] = elsewhere;
    let note = hop.and_then(|hop| hop.note.as_deref()).map(clean);
    let auth =
        hop.and_then(|hop| hop.auth).map(|auth| format!("Authentication: {}", clean(&model[auth].identity.title)));
    let carries = hop.and_then(|hop| assets(model, "Carries", &hop.carries));
    paragraphs([proposed, step(flow, arrow), remarks(&flow.identity), note, lines([auth, carries]), moved, also])
}

/// Which step of the route or answer this is, where there are several.
fn step(flow: &DataFlow, arrow: &Step) -> Option<String> {
    let title = clean(&flow.identity.title);
    match (&flow.answer, arrow.answer) {
        (Answer::Route(hops), true) if hops.len() > 1 => {
            Some(format!("Answer to “{title}”, step {} of {}.", arrow.hop + 1, hops.len()))
        }
        (_, true) => Some(format!("Answer to “{title}”.")),
        (_, false) if flow.hops.len() > 1 => Some(format!("Step {} of {}.", arrow.hop + 1, flow.hops.len())),
        (_, false) => None,
    }
}

/// Says which threats strike here although they are listed at another cell, where the app would not tell.
pub(super) fn also_open(sheet: &Sheet<'_>, elsewhere: &[ThreatId]) -> Option<String> {
    if sheet.view().is_some() {
        let names: Vec<String> = elsewhere.iter().map(|threat| sheet.threat_name(*threat)).collect();
        let whole = title(&sheet.model.identity);
        return (!names.is_empty())
            .then(|| format!("Struck by {}; listed in the diagram “{whole}”.", names.join("; ")));
    }
    let name = |threat: &ThreatId| {
        let home = sheet.home(*threat).map(|place| title(sheet.model.place(place)));
        format!("{}, listed at “{}”", sheet.threat_name(*threat), home.unwrap_or_default())
    };
    let names: Vec<String> = elsewhere.iter().map(name).collect();
    (!names.is_empty()).then(|| format!("Struck as well by {}.", names.join("; ")))
}

/// Public for sure: one end lies in a network that nobody trusts, whatever is around it there.
fn is_public(sheet: &Sheet<'_>, arrow: &Step) -> bool {
    let untrusted = |id: BoundaryId| {
        let boundary = &sheet.model[id];
        boundary.kind.as_deref() == Some("network") && boundary.trust.as_deref() == Some("none")
    };
    let around = |element: ElementId| sheet.model.around(sheet.model[element].boundary);
    around(arrow.from).chain(around(arrow.to)).any(untrusted)
}

fn boundaries(crossing: &Crossing) -> impl Iterator<Item = BoundaryId> + '_ {
    crossing.leaves.iter().chain(&crossing.enters).copied()
}

/// Ids of the flows that cross each box of the diagram.
pub(super) fn crossing_ids(sheet: &Sheet<'_>, crossings: &[Crossing]) -> Vec<Vec<String>> {
    let mut ids = vec![Vec::new(); sheet.diagram.content.boundaries.len()];
    for (arrow, crossing) in sheet.steps().zip(crossings) {
        let groups = boundaries(crossing).filter_map(|id| sheet.group(id));
        let id = sheet.ids.arrow(arrow);
        for group in groups {
            ids[group].push(id.clone());
        }
    }
    ids
}
