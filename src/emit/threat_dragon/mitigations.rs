//! What is done about a threat, as the one text that the app has for it: decisions first, then a paragraph for each
//! mitigation.
//!
//! May assume that the facts belong to the model. Must say who decided and why: releases up to 2.6.2 show no word for
//! an accepted threat, so this text is all that explains it there.

use super::sheet::Sheet;
use super::words::{clean, handle, lines, references, remarks};
use crate::analysis::Facts;
use crate::model::{Acceptance, Disposition, Evidence, Mitigation, MitigationId, Threat, ThreatId, ThreatModel};
use crate::text::{days, percent};

/// Decisions and mitigations, an empty line between one and the next.
pub(super) fn mitigation(sheet: &Sheet<'_>, id: ThreatId) -> String {
    let (model, threat) = (sheet.model, &sheet.model[id]);
    let mut parts: Vec<String> = disposition(threat).into_iter().collect();
    parts.extend(
        sheet.facts.acceptances(id).iter().map(|index| acceptance(model, sheet.facts, &model.acceptances[*index])),
    );
    parts.extend(threat.mitigations.iter().map(|id| paragraph(model, &model[*id])));
    parts.join("\n\n")
}

fn disposition(threat: &Threat) -> Option<String> {
    let (word, reason) = match threat.disposition.as_ref()? {
        Disposition::NotApplicable(reason) => ("Not applicable", reason),
        Disposition::Transferred(reason) => ("Transferred", reason),
        Disposition::Avoided(reason) => ("Avoided", reason),
    };
    Some(format!("{word}: {}", clean(reason)))
}

fn acceptance(model: &ThreatModel, facts: &Facts, acceptance: &Acceptance) -> String {
    let owner = handle(&acceptance.owner);
    let term = match acceptance.until {
        Some(until) if until < facts.as_of => format!("Was accepted by {owner} until {until}, which is over"),
        Some(until) => format!("Accepted by {owner} until {until}"),
        None => format!("Accepted by {owner} without end"),
    };
    let instead: Vec<String> = acceptance.instead.iter().map(|id| name(model, *id)).collect();
    lines([
        Some(format!("{term}: {}. {}", clean(&acceptance.identity.title), clean(&acceptance.because))),
        (!instead.is_empty()).then(|| format!("Instead: {}", instead.join(", "))),
    ])
    .unwrap_or_default()
}

fn name(model: &ThreatModel, id: MitigationId) -> String {
    clean(&model[id].identity.title)
}

fn paragraph(model: &ThreatModel, mitigation: &Mitigation) -> String {
    let facts = [
        Some(mitigation.status.term().to_owned()),
        mitigation.checked.map(|day| format!("checked {day}")),
        mitigation.effect.map(|effect| format!("effect {}", percent(effect))),
        mitigation.effort.map(|effort| format!("{} of work", days(effort))),
        mitigation.owner.as_deref().map(|owner| format!("owner {}", handle(owner))),
        mitigation.ticket.as_deref().map(|ticket| format!("ticket {}", clean(ticket))),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let evidence = |evidence: &Evidence| format!("{} {}", clean(&evidence.kind), clean(&evidence.text));
    let proof: Vec<String> = mitigation.evidence.iter().map(evidence).collect();
    lines([
        Some(format!("{} ({})", clean(&mitigation.identity.title), facts.join(", "))),
        remarks(&mitigation.identity),
        (!proof.is_empty()).then(|| format!("Evidence: {}", proof.join("; "))),
        references(model, "Meets", &mitigation.meets),
    ])
    .unwrap_or_default()
}
