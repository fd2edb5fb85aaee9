//! Who might attack.

use super::escape::{anchor, inline};
use super::report::{NOTHING, Report, list, remarks};
use super::table;
use crate::model::{AdversaryId, ThreatId};
use ecow::EcoString;

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    let adversaries = &report.model.adversaries;
    if adversaries.is_empty() {
        return;
    }
    out.push_str("\n## Adversaries\n");
    table::head(out, &["Adversary", "Motive", "Capability", "Position", "Wants", "Threats"]);
    let threats = threats(report);
    let text = |text: &Option<EcoString>| text.as_ref().map_or_else(|| NOTHING.to_owned(), |text| inline(text));
    for (index, adversary) in adversaries.iter().enumerate() {
        let identity = &adversary.identity;
        let remark = remarks(identity);
        table::row(
            out,
            [
                &format!("{}{}{remark}", anchor("adversary", &identity.id), inline(&identity.title)),
                &list(adversary.motive.iter().map(|motive| inline(motive))),
                &text(&adversary.capability),
                &text(&adversary.position),
                &list(adversary.wants.iter().map(|wanted| inline(wanted))),
                &list(threats[AdversaryId::from(index).index()].iter().map(|id| report.threat_link(*id))),
            ],
        );
    }
}

/// The threats that each adversary would carry out.
fn threats(report: &Report<'_>) -> Vec<Vec<ThreatId>> {
    let mut threats = vec![Vec::new(); report.model.adversaries.len()];
    for (index, threat) in report.model.threats.iter().enumerate() {
        for adversary in &threat.by {
            threats[adversary.index()].push(ThreatId::from(index));
        }
    }
    threats
}
