//! Texts that appear when somebody rests on a part of the picture, or has it read to them.
//!
//! Plain text, a line for each fact; not escaped yet. Says only what the model says: nothing is shown for what is
//! unknown.

use super::scene::Scene;
use super::shade::Shade;
use crate::analysis::{Arrow, Closed, End, PlaceFacts, Step, crossing};
use crate::emit::labels;
use crate::model::{AssetId, BoundaryId, ElementId, ElementKind, FlowState, ThreatId};
use crate::text::{capitalised, counted, number};
use std::collections::BTreeSet;

/// How many open threats of several places are listed.
const MOST: usize = 12;
/// What is said of steps that a condition does not choose.
const REST: &str = "Rest of the route: the view's condition is not known to hold here";

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
    shaded(&mut lines, scene.shades.element(id));
    threats(scene, &mut lines, scene.facts.element(id));
    lines.join("\n")
}

/// The tooltip of an arrow, by its index in the diagram.
pub(super) fn arrow(scene: &Scene<'_>, index: usize, arrow: &Arrow) -> String {
    let shade = scene.shades.arrow(index);
    if !arrow.more.is_empty() {
        return several(scene, arrow, shade);
    }
    let (model, step) = (scene.model, &arrow.first);
    let flow = &model[step.flow];
    let steps = flow.hops.len();
    let of = if steps > 1 && !step.answer { format!(" (step {} of {steps})", step.hop + 1) } else { String::new() };
    let what = if step.answer { "Answer" } else { "Data flow" };
    let mut lines = vec![flow.identity.title.to_string(), format!("{what}{of}: {}", ends(scene, step))];
    if flow.state == FlowState::Proposed {
        lines.push("Proposed: not part of the model yet".to_owned());
    }
    scope(&mut lines, flow.out_of_scope.as_deref());
    if step.rest {
        lines.push(REST.to_owned());
    }
    if let Some(hop) = scene.hop(step) {
        field(&mut lines, "Protocol", hop.over.map(|over| model[over].identity.title.as_str()));
        field(&mut lines, "Authentication", hop.auth.map(|auth| model[auth].identity.title.as_str()));
        list(&mut lines, "Carries", &assets(scene, &hop.carries));
        field(
            &mut lines,
            "Note of this step",
            hop.note.as_deref().filter(|note| Some(*note) != flow.identity.note.as_deref()),
        );
    }
    let crossed = crossing(model, step.from, step.to);
    list(&mut lines, "Leaves", &titles(scene, &crossed.leaves));
    list(&mut lines, "Enters", &titles(scene, &crossed.enters));
    field(&mut lines, "Note", flow.identity.note.as_deref());
    shaded(&mut lines, shade);
    threats(scene, &mut lines, scene.facts.flow(step.flow));
    lines.join("\n")
}

/// The tooltip of an arrow that stands for several steps: all of them, then the open threats of their flows.
fn several(scene: &Scene<'_>, arrow: &Arrow, shade: Option<&Shade>) -> String {
    let mut lines = vec![format!("{} → {}", title(scene, arrow.from), title(scene, arrow.to))];
    if arrow.first.rest {
        lines.push(REST.to_owned());
    }
    for step in arrow.steps() {
        let (flow, hop) = (&scene.model[step.flow], scene.hop(step));
        let mut facts = vec![if step.answer { "answer" } else { "data flow" }];
        facts.extend((flow.state == FlowState::Proposed).then_some("proposed"));
        facts.extend(flow.out_of_scope.as_ref().map(|_| "out of scope"));
        facts.extend(hop.and_then(|hop| hop.over).map(|over| scene.model[over].identity.title.as_str()));
        lines.push(format!(
            "• {} ({}): {}",
            labels::step_title(scene.model, step),
            facts.join(", "),
            ends(scene, step)
        ));
    }
    shaded(&mut lines, shade);
    let flows = arrow.flows();
    let open: BTreeSet<ThreatId> = flows.iter().flat_map(|flow| scene.facts.flow(*flow).open.clone()).collect();
    some_open(scene, &mut lines, &open.into_iter().collect::<Vec<_>>());
    lines.join("\n")
}

fn title<'a>(scene: &Scene<'a>, end: End) -> &'a str {
    match end {
        End::Element(id) => &scene.model[id].identity.title,
        End::Closed(id) => &scene.model[id].identity.title,
    }
}

fn ends(scene: &Scene<'_>, step: &Step) -> String {
    format!("{} → {}", scene.model[step.from].identity.title, scene.model[step.to].identity.title)
}

/// The tooltip of a closed boundary: what it is, what lies in it, and the first of its open threats. What lies outside of
/// a part keeps its threats for the picture of its own.
pub(super) fn closed(scene: &Scene<'_>, closed: &Closed, shade: Option<&Shade>, quiet: bool) -> String {
    let mut lines = vec![boundary(scene, closed.boundary)];
    let count = |kind: ElementKind| closed.elements.iter().filter(|id| scene.model[**id].kind == kind).count();
    let kinds = [ElementKind::ExternalEntity, ElementKind::Process, ElementKind::DataStore];
    let inside = kinds.map(|kind| (count(kind), kind.term())).into_iter().filter(|(count, _)| *count > 0);
    let mut inside: Vec<String> = inside.map(|(count, term)| counted(count, term)).collect();
    inside.extend((!closed.flows.is_empty()).then(|| counted(closed.flows.len(), "data flow")));
    field(&mut lines, "Closed; inside", Some(&inside.join(", ")));
    shaded(&mut lines, shade);
    if !quiet {
        some_open(scene, &mut lines, &closed.open(scene.facts));
    }
    lines.join("\n")
}

/// Open threats of several places: a tooltip has no room for all of a large boundary's.
fn some_open(scene: &Scene<'_>, lines: &mut Vec<String>, open: &[ThreatId]) {
    if open.is_empty() {
        return;
    }
    lines.push(format!("\n{}:", capitalised(&counted(open.len(), "open threat"))));
    let shown = &open[..open.len().min(MOST)];
    shown.iter().for_each(|threat| one_threat(scene, lines, *threat, false));
    if open.len() > MOST {
        lines.push(format!("… and {} more", open.len() - MOST));
    }
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
pub(super) fn arrow_label(scene: &Scene<'_>, arrow: &Arrow, titled: &Step) -> String {
    let what = match (arrow.steps().count(), arrow.first.answer) {
        (1, true) => "answer".to_owned(),
        (1, false) => "data flow".to_owned(),
        (many, true) => format!("{} of answers", counted(many, "step")),
        (many, false) => format!("{} of data flows", counted(many, "step")),
    };
    let rest = if arrow.first.rest { ", rest of the route" } else { "" };
    let ends = format!("{what} from {} to {}{rest}", title(scene, arrow.from), title(scene, arrow.to));
    label(&labels::arrow_label(scene.model, arrow, titled), &ends, scene.open_on(arrow))
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

/// What a shade says, in full.
fn shaded(lines: &mut Vec<String>, shade: Option<&Shade>) {
    field(lines, "Shaded as", shade.map(|shade| shade.tag.as_str()));
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
