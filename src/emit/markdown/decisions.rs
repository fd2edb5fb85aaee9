//! Decisions: risks that somebody bears, assertions that may be broken, findings left aside.

use super::escape::{code, handle, inline};
use super::report::{NOTHING, Report, list, remarks};
use super::table;
use crate::model::{Identity, MitigationId, Place};
use crate::text::Date;
use ecow::EcoString;

/// What the three sorts of decisions have in common.
struct Decision<'a> {
    verb: &'static str,
    identity: &'a Identity,
    target: String,
    on: &'a [Place],
    owner: &'a EcoString,
    until: Option<Date>,
    because: &'a EcoString,
    instead: &'a [MitigationId],
}

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    let decisions = all(report);
    if decisions.is_empty() {
        return;
    }
    out.push_str("\n## Decisions\n");
    table::head(out, &["Decision", "About", "By", "In force", "Because", "Instead"]);
    for decision in &decisions {
        row(report, out, decision);
    }
}

fn all<'a>(report: &Report<'a>) -> Vec<Decision<'a>> {
    let model = report.model;
    let accepts = model.acceptances.iter().map(|a| Decision {
        verb: "Accept",
        identity: &a.identity,
        target: report.threat_link(a.threat),
        on: &[],
        owner: &a.owner,
        until: a.until,
        because: &a.because,
        instead: &a.instead,
    });
    let waivers = model.waivers.iter().map(|w| Decision {
        verb: "Waive",
        identity: &w.identity,
        target: format!("assertion “{}”", inline(&model[w.assertion].identity.title)),
        on: &w.on,
        owner: &w.owner,
        until: w.until,
        because: &w.because,
        instead: &w.instead,
    });
    let suppressions = model.suppressions.iter().map(|s| Decision {
        verb: "Suppress",
        identity: &s.identity,
        target: format!("rule {}", code(&model[s.rule].name)),
        on: &s.on,
        owner: &s.owner,
        until: s.until,
        because: &s.because,
        instead: &[],
    });
    accepts.chain(waivers).chain(suppressions).collect()
}

fn row(report: &Report<'_>, out: &mut String, decision: &Decision<'_>) {
    let on = list(decision.on.iter().map(|place| report.place_link(*place)));
    let on = if on == NOTHING { String::new() } else { format!(" on {on}") };
    let in_force = match decision.until {
        Some(until) if until < report.facts.as_of => format!("**no, ran out on {until}**"),
        Some(until) => format!("until {until}"),
        None => "without end".to_owned(),
    };
    let remark = remarks(decision.identity);
    table::row(
        out,
        [
            &format!("{}: {}{remark}", decision.verb, inline(&decision.identity.title)),
            &format!("{}{on}", decision.target),
            &handle(decision.owner),
            &in_force,
            &inline(decision.because),
            &list(decision.instead.iter().map(|id| report.mitigation_link(*id))),
        ],
    );
}
