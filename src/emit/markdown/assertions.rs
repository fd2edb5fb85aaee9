//! What must stay true, and whether it does.

use super::escape::{anchor, handle, inline};
use super::report::{Report, list, remarks};
use super::table;
use crate::analysis::asserts::{Offences, Standing, Verdict};
use crate::analysis::query::identity;
use crate::model::{FlowId, FlowState, Place};

/// Culprits that are named at most.
const MOST: usize = 4;

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    if report.facts.verdicts().is_empty() {
        return;
    }
    out.push_str("\n## Assertions\n");
    table::head(out, &["Must stay true", "Today", "With proposed flows"]);
    for verdict in report.facts.verdicts() {
        let identity = &report.model[verdict.assertion].identity;
        let title = format!("{}{}{}", anchor("assertion", &identity.id), inline(&identity.title), remarks(identity));
        table::row(out, [&title, &today(report, verdict), &tomorrow(report, verdict)]);
    }
}

fn today(report: &Report<'_>, verdict: &Verdict) -> String {
    let waived = waived(report, verdict, false);
    let held = match verdict.standing() {
        Standing::Broken => {
            let waived = waived.map_or(String::new(), |waived| format!("; the rest is {waived}"));
            return format!("**broken** {}{waived}", by(report, &verdict.broken, false));
        }
        Standing::Waived => waived.unwrap_or_else(|| "waived".to_owned()),
        Standing::Holds if !verdict.empty.is_empty() => "says nothing: there is nothing for it to be about".to_owned(),
        Standing::Holds => "holds".to_owned(),
    };
    match verdict.unknown.len() {
        0 => held,
        count => format!("{held}, as far as is known; of {count} it is not"),
    }
}

fn tomorrow(report: &Report<'_>, verdict: &Verdict) -> String {
    let waived = waived(report, verdict, true);
    match (verdict.would_break.count, waived) {
        (0, None) => String::new(),
        (0, Some(waived)) => format!("would break, {waived}"),
        (_, waived) => {
            let waived = waived.map_or(String::new(), |waived| format!("; the rest is {waived}"));
            format!("**would break** {}{waived}", by(report, &verdict.would_break, true))
        }
    }
}

/// Who bears it, until when.
fn waived(report: &Report<'_>, verdict: &Verdict, proposed: bool) -> Option<String> {
    let covering = verdict.waivers.iter().filter(|waiver| waiver.in_force);
    let covering = covering.filter(|waiver| if proposed { waiver.covers_proposed } else { waiver.covers });
    let each: Vec<String> = covering
        .map(|used| {
            let waiver = &report.model.waivers[used.waiver];
            let until = waiver.until.map_or("without end".to_owned(), |until| format!("until {until}"));
            format!("by {} {until}", handle(&waiver.owner))
        })
        .collect();
    (!each.is_empty()).then(|| format!("waived {}", each.join(" and ")))
}

/// The flows or things that break an assertion.
fn by(report: &Report<'_>, offences: &Offences, proposed: bool) -> String {
    let model = report.model;
    let mut names: Vec<String> = Vec::new();
    for offence in &offences.listed {
        let flows: Vec<FlowId> = match offence.route.get(offence.decisive) {
            Some(leg) if !proposed => vec![leg.step.flow],
            _ => offence.route.iter().map(|leg| leg.step.flow).collect(),
        };
        let wanted = |flow: &FlowId| !proposed || model[*flow].state == FlowState::Proposed;
        let flows: Vec<String> =
            flows.into_iter().filter(wanted).map(|id| report.place_link(Place::Flow(id))).collect();
        let thing = identity(model, &offence.of).map(|identity| inline(&identity.title));
        for name in if flows.is_empty() { thing.into_iter().collect() } else { flows } {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let left = names.len() > MOST || offences.count > offences.listed.len();
    format!("by {}{}", list(names.into_iter().take(MOST)), if left { " and others" } else { "" })
}
