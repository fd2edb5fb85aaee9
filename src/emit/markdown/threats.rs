//! All threats by the element or flow that they strike, places with open threats first.
//!
//! May assume that the facts belong to the model. Must describe each threat once and link to it from its other places.

use super::block::push_block;
use super::escape::{anchor, handle, inline};
use super::report::Report;
use super::threat;
use crate::analysis::ThreatState;
use crate::model::{ElementId, FlowId, FlowState, Place, ThreatId};
use crate::text::{capitalised, number};

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    let model = report.model;
    if model.threats.is_empty() {
        return;
    }
    out.push_str("\n## Threats\n");
    for place in places(report) {
        heading(report, out, place);
        for id in report.threats(place) {
            if report.home(id) == Some(place) {
                threat::push(report, out, id);
            } else {
                elsewhere(report, out, id);
            }
        }
    }
    let homeless: Vec<ThreatId> =
        (0..model.threats.len()).map(ThreatId::from).filter(|id| report.home(*id).is_none()).collect();
    if !homeless.is_empty() {
        out.push_str("\n### Threats without a place\n");
        for id in homeless {
            threat::push(report, out, id);
        }
    }
}

/// Elements, then flows, that have threats; those with the most open risk first, then in the order of the model.
fn places(report: &Report<'_>) -> Vec<Place> {
    let elements = (0..report.model.elements.len()).map(|at| Place::Element(ElementId::from(at)));
    let flows = (0..report.model.flows.len()).map(|at| Place::Flow(FlowId::from(at)));
    let mut places: Vec<(Place, f64)> = elements
        .chain(flows)
        .filter_map(|place| {
            let threats = report.threats(place);
            (!threats.is_empty()).then(|| (place, urgency(report, &threats)))
        })
        .collect();
    places.sort_by(|a, b| b.1.total_cmp(&a.1));
    places.into_iter().map(|(place, _)| place).collect()
}

/// The highest open risk; an open one that is not known comes before all that is settled.
fn urgency(report: &Report<'_>, threats: &[ThreatId]) -> f64 {
    let open = threats.iter().filter(|id| report.is_open(**id));
    open.map(|id| report.facts.risk(*id).residual.unwrap_or(0.0)).fold(-1.0, f64::max)
}

fn heading(report: &Report<'_>, out: &mut String, place: Place) {
    let identity = report.model.place(place);
    let (kind, facts) = match place {
        Place::Element(id) => ("element", element_facts(report, id)),
        Place::Flow(id) => ("flow", flow_facts(report, id)),
    };
    let title = inline(&identity.title);
    out.push_str(&format!("\n{}\n\n### {title}\n\n{}\n", anchor(kind, &identity.id), facts.join(" · ")));
    for text in [&identity.about, &identity.note].into_iter().flatten() {
        push_block(out, text, "");
    }
}

/// What an element is, in the words of its fields.
pub(super) fn element_facts(report: &Report<'_>, id: ElementId) -> Vec<String> {
    let (model, element) = (report.model, &report.model[id]);
    let around = report.around(id);
    let holds: Vec<String> = element.holds.iter().map(|asset| inline(&model[*asset].identity.title)).collect();
    let flag = |flag: Option<bool>, yes: &str, no: &str| flag.map(|on| if on { yes.to_owned() } else { no.to_owned() });
    let facts = [
        Some(capitalised(element.kind.term())),
        element.tech.map(|tech| inline(&model[tech].identity.title)),
        (!around.is_empty()).then(|| format!("in {}", around.join(" › "))),
        (!holds.is_empty()).then(|| format!("holds {}", holds.join(", "))),
        flag(element.encrypted, "encrypted at rest", "not encrypted at rest"),
        flag(element.append_only, "append-only", "not append-only"),
        element.runs_as.as_ref().map(|account| format!("runs as {}", inline(account))),
        element.owner.as_ref().map(|owner| format!("owner {}", handle(owner))),
        element.out_of_scope.as_ref().map(|reason| format!("**out of scope**: {}", inline(reason))),
    ];
    facts.into_iter().flatten().collect()
}

fn flow_facts(report: &Report<'_>, id: FlowId) -> Vec<String> {
    let flow = &report.model[id];
    let ends = flow.hops.first().map(|hop| hop.from).into_iter().chain(flow.hops.iter().map(|hop| hop.to));
    let route: Vec<String> = ends.map(|element| inline(&report.model[element].identity.title)).collect();
    let state = match flow.state {
        FlowState::Real => None,
        FlowState::Proposed => Some("**proposed**, not part of the model yet".to_owned()),
        FlowState::Retired => Some("**retired**".to_owned()),
    };
    let scope = flow.out_of_scope.as_ref().map(|reason| format!("**out of scope**: {}", inline(reason)));
    ["Data flow".to_owned(), route.join(" → ")].into_iter().chain(state).chain(scope).collect()
}

/// A threat that is described at another place.
fn elsewhere(report: &Report<'_>, out: &mut String, id: ThreatId) {
    let state = match report.facts.state(id) {
        ThreatState::Open => "**Open**".to_owned(),
        other => capitalised(other.term()),
    };
    let risk = report.facts.risk(id).residual.map(|left| format!(", risk left {}", number(left))).unwrap_or_default();
    out.push_str(&format!("\n{state} here as well: {}{risk}\n", report.threat_link(id)));
}
