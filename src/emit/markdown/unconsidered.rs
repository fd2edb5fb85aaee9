//! Elements without any threat, so that one sees what nobody thought of, and mitigations without a threat.
//!
//! May assume nothing. Must hold the anchors of exactly the elements that the threats' section does not show.

use super::escape::{anchor, inline};
use super::mitigations;
use super::report::{NOTHING, Report, remarks};
use super::table;
use super::threats::element_facts;
use crate::model::{ElementId, FlowState, Place};
use crate::text::counted;

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    let all = (0..report.model.elements.len()).map(ElementId::from);
    let without: Vec<ElementId> = all.filter(|id| report.threats(Place::Element(*id)).is_empty()).collect();
    if !without.is_empty() {
        let (count, total) = (without.len(), counted(report.model.elements.len(), "element"));
        out.push_str(&format!("\n## Elements without a threat\n\n{count} of {total}: safe, or not considered yet.\n"));
        table::head(out, &["Element", "What it is", "Flows that end there:"]);
        let inbound = inbound(report);
        for id in without {
            let identity = &report.model[id].identity;
            let name = format!("{}{}", anchor("element", &identity.id), inline(&identity.title));
            let facts = element_facts(report, id).join(" · ") + &remarks(identity);
            let flows = inbound[id.index()];
            table::row(out, [&name, &facts, &if flows == 0 { NOTHING.to_owned() } else { flows.to_string() }]);
        }
    }
    mitigations::push_unnamed(report, out);
}

/// How many steps of real flows end at each element.
fn inbound(report: &Report<'_>) -> Vec<usize> {
    let mut counts = vec![0; report.model.elements.len()];
    for hop in report.model.flows.iter().filter(|flow| flow.state == FlowState::Real).flat_map(|flow| &flow.hops) {
        counts[hop.to.index()] += 1;
    }
    counts
}
