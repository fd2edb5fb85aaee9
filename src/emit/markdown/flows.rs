//! All data flows, a row for each step: what crosses which boundary, how it is protected and what it carries.
//!
//! May assume nothing. Must hold the anchors of exactly the flows that the threats' section does not show.

use super::escape::{anchor, inline, link};
use super::report::{NOTHING, Report, list, remarks};
use super::table;
use crate::analysis::{crossing, resolve_protocol};
use crate::model::{Answer, BoundaryId, DataFlow, FlowId, FlowState, Hop};

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    if report.model.flows.is_empty() {
        return;
    }
    out.push_str("\n## Data flows\n");
    table::head(out, &["Flow", "Step", "From → to", "Boundaries", "Protocol", "Encrypted", "Authentication", "Data"]);
    for index in 0..report.model.flows.len() {
        let id = FlowId::from(index);
        let flow = &report.model[id];
        let mut name = name(report, id, flow);
        for (at, hop) in flow.hops.iter().enumerate() {
            step(report, out, &std::mem::take(&mut name), (at + 1).to_string(), hop);
        }
        for (at, hop) in flow.answer.written().iter().enumerate() {
            step(report, out, "", format!("answer {}", at + 1), hop);
        }
    }
}

/// Title, state, threats and remarks; all steps of the flow stand below it.
fn name(report: &Report<'_>, id: FlowId, flow: &DataFlow) -> String {
    let identity = &flow.identity;
    let threats = report.facts.flow(id);
    let (open, all) = (threats.open.len(), threats.open.len() + threats.settled.len());
    let title = match all {
        0 => format!("{}{}", anchor("flow", &identity.id), inline(&identity.title)),
        _ if open > 0 => format!("{} (**{open} open**)", link("flow", &identity.id, &identity.title)),
        _ => link("flow", &identity.id, &identity.title),
    };
    let state = match flow.state {
        FlowState::Real => "",
        FlowState::Proposed => "<br>**proposed**",
        FlowState::Retired => "<br>**retired**",
    };
    let scope = flow.out_of_scope.as_ref().map(|reason| format!("<br>**out of scope**: {}", inline(reason)));
    let one_way = if flow.answer == Answer::None { "<br>one way" } else { "" };
    // Where the flow has a section of its own, its remarks are there.
    let below = if all == 0 { remarks(identity) } else { String::new() };
    format!("{title}{state}{}{one_way}{below}", scope.unwrap_or_default())
}

fn step(report: &Report<'_>, out: &mut String, flow: &str, number: String, hop: &Hop) {
    let model = report.model;
    let note = hop.note.as_ref().map(|note| format!("<br>{}", inline(note))).unwrap_or_default();
    let encrypted = hop.over.map(|over| match resolve_protocol(model, over).0 {
        Some(true) => "yes",
        Some(false) => "**no**",
        None => "not known",
    });
    table::row(
        out,
        [
            flow,
            &number,
            &format!("{} → {}{note}", report.element_link(hop.from), report.element_link(hop.to)),
            &boundaries(report, hop),
            &hop.over.map_or_else(|| NOTHING.to_owned(), |over| inline(&model[over].identity.title)),
            encrypted.unwrap_or(NOTHING),
            &hop.auth.map_or_else(|| NOTHING.to_owned(), |auth| inline(&model[auth].identity.title)),
            &list(hop.carries.iter().map(|asset| report.asset_link(*asset))),
        ],
    );
}

fn boundaries(report: &Report<'_>, hop: &Hop) -> String {
    let crossing = crossing(report.model, hop.from, hop.to);
    let names = |boundaries: &[BoundaryId]| {
        let name = |id: &BoundaryId| inline(&report.model[*id].identity.title);
        boundaries.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let leaves = (!crossing.leaves.is_empty()).then(|| format!("leaves {}", names(&crossing.leaves)));
    let enters = (!crossing.enters.is_empty()).then(|| format!("enters {}", names(&crossing.enters)));
    let parts: Vec<String> = leaves.into_iter().chain(enters).collect();
    if parts.is_empty() { NOTHING.to_owned() } else { parts.join("<br>") }
}
