//! What is done about one threat.
//!
//! May assume that the facts belong to the model. Each mitigation has its anchor at the first threat that names it.

use super::block::push_block;
use super::escape::{anchor, code, handle, inline, web_link};
use super::report::Report;

use super::threat::references;
use crate::model::{Evidence, Mitigation, MitigationId, ThreatId};
use crate::text::{counted, days, percent};

/// The mitigations of a threat as a list within the list of its facts.
pub(super) fn push(report: &Report<'_>, out: &mut String, threat: ThreatId) {
    let mitigations = &report.model[threat].mitigations;
    if mitigations.is_empty() {
        return out.push_str("- Mitigations: none\n");
    }
    out.push_str("- Mitigations:\n");
    for id in mitigations {
        one(report, out, *id, report.mitigation_home(*id) == Some(threat));
    }
}

/// Mitigations that no threat names.
pub(super) fn push_unnamed(report: &Report<'_>, out: &mut String) {
    let all = (0..report.model.mitigations.len()).map(MitigationId::from);
    let unnamed: Vec<MitigationId> = all.filter(|id| report.mitigation_home(*id).is_none()).collect();
    if unnamed.is_empty() {
        return;
    }
    let what = counted(unnamed.len(), "mitigation");
    let known = if unnamed.iter().any(|id| !closes(report, *id).is_empty()) {
        ". What they are good for is known where they close what a rule would find."
    } else {
        ", so nothing is known of what they are good for."
    };
    out.push_str(&format!("\n### Mitigations that no threat names\n\n{what}{known}\n\n"));
    for id in unnamed {
        one(report, out, id, true);
    }
}

/// What rules would find if the mitigation did not give what they ask for.
fn closes(report: &Report<'_>, id: MitigationId) -> Vec<String> {
    let closed = report.facts.findings.closed.iter().filter(|closed| closed.by.contains(&id));
    closed.map(|one| format!("{} at {}", code(&report.model[one.rule].name), report.place_link(one.place))).collect()
}

fn one(report: &Report<'_>, out: &mut String, id: MitigationId, first: bool) {
    let mitigation = &report.model[id];
    let place = if first { anchor("mitigation", &mitigation.identity.id) } else { String::new() };
    let indent = if report.mitigation_home(id).is_some() { "  " } else { "" };
    let title = inline(&mitigation.identity.title);
    out.push_str(&format!("{indent}- {place}**{title}**: {}\n", facts(mitigation).join(", ")));
    let within = format!("{indent}  ");
    for (label, list) in [
        ("Evidence", mitigation.evidence.iter().map(evidence).collect()),
        ("Meets", references(report.model, &mitigation.meets)),
        ("On", mitigation.on.iter().map(|place| report.place_link(*place)).collect::<Vec<String>>()),
        ("Closes", closes(report, id)),
    ] {
        if !list.is_empty() {
            out.push_str(&format!("{within}<br>{label}: {}\n", list.join(", ")));
        }
    }
    for text in [&mitigation.identity.about, &mitigation.identity.note].into_iter().flatten() {
        // One line needs no paragraph of its own.
        if text.trim().contains('\n') {
            push_block(out, text, &within);
        } else {
            out.push_str(&format!("{within}<br>{}\n", inline(text)));
        }
    }
}

fn facts(mitigation: &Mitigation) -> Vec<String> {
    let effect = match mitigation.effect {
        Some(effect) => format!("effect {}", percent(effect)),
        None => "effect not estimated".to_owned(),
    };
    let facts = [
        Some(mitigation.status.term().to_owned()),
        mitigation.checked.map(|day| format!("checked {day}")),
        Some(effect),
        mitigation.effort.map(|effort| format!("{} of work", days(effort))),
        mitigation.owner.as_ref().map(|owner| handle(owner)),
        mitigation.ticket.as_ref().map(|ticket| code(ticket)),
    ];
    facts.into_iter().flatten().collect()
}

fn evidence(evidence: &Evidence) -> String {
    let what = if evidence.kind == "url" { web_link(&evidence.text, &evidence.text) } else { code(&evidence.text) };
    format!("{} {what}", inline(&evidence.kind))
}
