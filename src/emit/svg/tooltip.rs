//! Texts that appear when somebody rests on a part of the picture, or has it read to them.
//!
//! Plain text, a line for each fact; not escaped yet. Says only what the model says: nothing is shown for what is
//! unknown.

use super::scene::Scene;
use crate::analysis::{Arrow, PlaceFacts, crossing};
use crate::emit::diagram;
use crate::model::{AssetId, BoundaryId, ElementId, FlowState, ThreatId};
use crate::text::{capitalised, counted, number};

/// The tooltip of an element.
pub(super) fn element(scene: &Scene<'_>, id: ElementId) -> String {
    let (model, element) = (scene.model, &scene.model[id]);
    let tech = element.tech.map(|tech| format!(", {}", model[tech].identity.title)).unwrap_or_default();
    let mut lines = vec![element.identity.title.to_string(), format!("{}{tech}", capitalised(element.kind.term()))];
    scope(&mut lines, element.out_of_scope.as_deref());
    list(&mut lines, "In", &path(scene, element.boundary));
    list(&mut lines, "Holds", &assets(scene, &element.holds));
    let yes = |value: Option<bool>| value.map(|value| if value { "yes" } else { "no" });
    field(&mut lines, "Encrypted at rest", yes(element.encrypted));
    field(&mut lines, "Append-only", yes(element.append_only));
    field(&mut lines, "Runs as", element.runs_as.as_deref());
    field(&mut lines, "Note", element.identity.note.as_deref());
    threats(scene, &mut lines, scene.facts.element(id));
    lines.join("\n")
}

/// The tooltip of an arrow.
pub(super) fn arrow(scene: &Scene<'_>, arrow: &Arrow) -> String {
    let (model, flow) = (scene.model, &scene.model[arrow.flow]);
    let ends = format!("{} → {}", model[arrow.from].identity.title, model[arrow.to].identity.title);
    let what = if arrow.answer { "Answer" } else { "Data flow" };
    let steps = flow.hops.len();
    let step = if steps > 1 && !arrow.answer { format!(" (step {} of {steps})", arrow.hop + 1) } else { String::new() };
    let mut lines = vec![flow.identity.title.to_string(), format!("{what}{step}: {ends}")];
    if flow.state == FlowState::Proposed {
        lines.push("Proposed: not part of the model yet".to_owned());
    }
    scope(&mut lines, flow.out_of_scope.as_deref());
    if let Some(hop) = scene.hop(arrow) {
        field(&mut lines, "Protocol", hop.over.map(|over| model[over].identity.title.as_str()));
        field(&mut lines, "Authentication", hop.auth.map(|auth| model[auth].identity.title.as_str()));
        list(&mut lines, "Carries", &assets(scene, &hop.carries));
        field(
            &mut lines,
            "Note of this step",
            hop.note.as_deref().filter(|note| Some(*note) != flow.identity.note.as_deref()),
        );
    }
    let crossed = crossing(model, arrow.from, arrow.to);
    list(&mut lines, "Leaves", &titles(scene, &crossed.leaves));
    list(&mut lines, "Enters", &titles(scene, &crossed.enters));
    field(&mut lines, "Note", flow.identity.note.as_deref());
    threats(scene, &mut lines, scene.facts.flow(arrow.flow));
    lines.join("\n")
}

/// The tooltip of a boundary.
pub(super) fn boundary(scene: &Scene<'_>, id: BoundaryId) -> String {
    let boundary = &scene.model[id];
    let kind = boundary.kind.as_ref().map(|kind| format!(" ({kind})")).unwrap_or_default();
    let mut lines = vec![boundary.identity.title.to_string(), format!("Trust boundary{kind}")];
    list(&mut lines, "In", &path(scene, boundary.parent));
    field(&mut lines, "Trust", boundary.trust.as_deref());
    field(&mut lines, "Contract", boundary.contract.as_deref());
    field(&mut lines, "Note", boundary.identity.note.as_deref());
    lines.join("\n")
}

/// One line that names an arrow to a screen reader.
pub(super) fn arrow_label(scene: &Scene<'_>, arrow: &Arrow) -> String {
    let title = |element: ElementId| &scene.model[element].identity.title;
    let what = if arrow.answer { "answer" } else { "data flow" };
    let ends = format!("{what} from {} to {}", title(arrow.from), title(arrow.to));
    label(&diagram::arrow_label(scene.model, arrow), &ends, scene.open_on(arrow))
}

/// One line that names a thing to a screen reader.
pub(super) fn label(title: &str, what: &str, open: usize) -> String {
    let open = if open > 0 { format!(", {}", counted(open, "open threat")) } else { String::new() };
    format!("{title}, {what}{open}")
}

fn threats(scene: &Scene<'_>, lines: &mut Vec<String>, place: &PlaceFacts) {
    if !place.open.is_empty() {
        lines.push(format!("\n{}:", capitalised(&counted(place.open.len(), "open threat"))));
        place.open.iter().for_each(|threat| one_threat(scene, lines, *threat, false));
    }
    if !place.settled.is_empty() {
        lines.push(format!("\n{}:", capitalised(&counted(place.settled.len(), "settled threat"))));
        place.settled.iter().for_each(|threat| one_threat(scene, lines, *threat, true));
    }
}

fn one_threat(scene: &Scene<'_>, lines: &mut Vec<String>, id: ThreatId, with_state: bool) {
    let threat = &scene.model[id];
    let mut facts = Vec::new();
    if with_state {
        facts.push(scene.facts.state(id).term().to_owned());
    }
    if let Some(residual) = scene.facts.risk(id).residual {
        facts.push(format!("residual risk {}", number(residual)));
    }
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    lines.push(format!("• {}{facts}", threat.identity.title));
    for mitigation in &threat.mitigations {
        let mitigation = &scene.model[*mitigation];
        lines.push(format!("    – {} ({})", mitigation.identity.title, mitigation.status.term()));
    }
}

fn scope(lines: &mut Vec<String>, reason: Option<&str>) {
    match reason {
        Some("") => lines.push("Out of scope".to_owned()),
        reason => field(lines, "Out of scope", reason),
    }
}

fn field(lines: &mut Vec<String>, name: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        lines.push(format!("{name}: {value}"));
    }
}

fn list(lines: &mut Vec<String>, name: &str, items: &[&str]) {
    // A path of boundaries reads from the outside in; everything else is an enumeration.
    let joint = if name == "In" { " › " } else { ", " };
    field(lines, name, Some(&items.join(joint)));
}

fn assets<'a>(scene: &Scene<'a>, ids: &[AssetId]) -> Vec<&'a str> {
    ids.iter().map(|id| scene.model[*id].identity.title.as_str()).collect()
}

fn titles<'a>(scene: &Scene<'a>, ids: &[BoundaryId]) -> Vec<&'a str> {
    ids.iter().map(|id| scene.model[*id].identity.title.as_str()).collect()
}

/// The boundaries around something, outermost first.
fn path<'a>(scene: &Scene<'a>, innermost: Option<BoundaryId>) -> Vec<&'a str> {
    let mut path: Vec<&str> = scene.model.around(innermost).map(|id| scene.model[id].identity.title.as_str()).collect();
    path.reverse();
    path
}
