//! What is taken for granted, what rests on it, and what turned out to be wrong.

use super::escape::{anchor, handle, inline, link};
use super::report::{NOTHING, Report, list, owner, remarks};
use super::table;
use crate::model::{Assumption, AssumptionState, Subject};

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    let assumptions = &report.model.assumptions;
    if assumptions.is_empty() {
        return;
    }
    out.push_str("\n## Assumptions\n");
    table::head(out, &["Assumption", "State", "Checked", "Rests on it", "Owner"]);
    // The wrong ones first, then those that nobody looked at.
    for wanted in [AssumptionState::Wrong, AssumptionState::Unchecked, AssumptionState::Confirmed] {
        for assumption in assumptions.iter().filter(|assumption| assumption.state == wanted) {
            row(report, out, assumption);
        }
    }
}

fn row(report: &Report<'_>, out: &mut String, assumption: &Assumption) {
    let identity = &assumption.identity;
    let remark = remarks(identity);
    let state = match assumption.state {
        AssumptionState::Wrong => "**wrong**",
        AssumptionState::Unchecked => "not checked",
        AssumptionState::Confirmed => "confirmed",
    };
    let instead = assumption.replaced_by.map(|id| &report.model[id].identity);
    let instead = instead.map(|other| format!(", instead: {}", link("assumption", &other.id, &other.title)));
    let day = assumption.checked.map(|day| day.to_string());
    let by = assumption.by.as_ref().map(|by| format!("by {}", handle(by)));
    let checked: Vec<String> = day.into_iter().chain(by).collect();
    table::row(
        out,
        [
            &format!("{}{}{remark}", anchor("assumption", &identity.id), inline(&identity.title)),
            &format!("{state}{}", instead.unwrap_or_default()),
            &if checked.is_empty() { NOTHING.to_owned() } else { checked.join(" ") },
            &list(assumption.supports.iter().map(subject)),
            &owner(assumption.owner.as_ref()),
        ],
    );
}

/// What rests on it, as a link where the report has an anchor for its kind.
fn subject(subject: &Subject) -> String {
    let kind = match subject.kind {
        "entity" | "process" | "store" => "element",
        "flow" | "threat" | "mitigation" | "asset" | "boundary" | "assumption" | "adversary" => subject.kind,
        other => return format!("{} {}", inline(other), inline(&subject.title)),
    };
    format!("{} {}", subject.kind, link(kind, &subject.id, &subject.title))
}
