//! Threats in the app's form, each listed once in the file.
//!
//! May assume that the facts belong to the model. Must write every key that the app needs to show, edit and count a
//! threat: without `id` or `modelType` it cannot be edited.

use super::json::Json;
use super::methods::{of_kind, severity, status, threat_type};
use super::mitigations::mitigation;
use super::sheet::Sheet;
use super::words::{clean, handle, lines, list, paragraphs, references, remarks};
use crate::analysis::ThreatRisk;
use crate::model::{Threat, ThreatId, ThreatModel};
use crate::text::number;

/// Writes the threats of one cell.
pub(super) fn push(json: &mut Json, sheet: &Sheet<'_>, ids: &[ThreatId]) {
    json.array("threats", |json| {
        for id in ids {
            json.item(|json| threat(json, sheet, *id));
        }
    });
}

fn threat(json: &mut Json, sheet: &Sheet<'_>, id: ThreatId) {
    let (model, threat) = (sheet.model, &sheet.model[id]);
    let risk = sheet.facts.risk(id);
    let method = threat.kind.and_then(|kind| of_kind(model, kind)).unwrap_or(sheet.method);
    json.text("id", &sheet.ids.threat(id));
    json.text("title", &super::title(&threat.identity));
    json.text("status", status(sheet.facts.state(id)));
    json.text("severity", severity(risk.severity));
    json.text("type", &threat.kind.map(|kind| clean(threat_type(model, kind))).unwrap_or_default());
    json.text("description", &description(model, threat, risk));
    json.text("mitigation", &mitigation(sheet, id));
    json.text("modelType", method.name);
    json.flag("new", false);
    json.number("number", sheet.ids.number(id));
    json.text("score", &score(risk));
    json.object("caveat", |json| json.text("id", &threat.identity.id));
}

/// Risk before and after what works now.
fn score(risk: &ThreatRisk) -> String {
    let Some(inherent) = risk.inherent.map(|risk| number(risk.value())) else { return String::new() };
    match risk.residual.map(number) {
        Some(residual) if residual != inherent => format!("{inherent} → {residual}"),
        Some(_) => inherent,
        None => format!("{inherent} → ?"),
    }
}

fn description(model: &ThreatModel, threat: &Threat, risk: &ThreatRisk) -> String {
    let applies = threat.applies.as_deref().map(|why| format!("Applies here because: {}", clean(why)));
    paragraphs([
        remarks(&threat.identity),
        applies,
        lines([
            list("By", threat.by.iter().map(|id| model[*id].identity.title.as_str())),
            list("Harms", threat.harms.iter().map(|id| model[*id].identity.title.as_str())),
            reckoning(model, threat, risk),
            references(model, "References", &threat.refs),
            threat.found_by.map(|rule| format!("Found by the rule {}", model[rule].name)),
            threat.owner.as_deref().map(|owner| format!("Owner: {}", handle(owner))),
        ]),
    ])
}

/// The risk with its inputs: no figure without them.
fn reckoning(model: &ThreatModel, threat: &Threat, risk: &ThreatRisk) -> Option<String> {
    let inherent = risk.inherent?;
    let likelihood = model.risk.likelihood.get(threat.likelihood?)?;
    let impact = model.risk.impact.get(threat.impact?)?;
    let left = match risk.residual {
        _ if risk.working.is_empty() => "; nothing works against it yet".to_owned(),
        Some(residual) => format!("; {} is left after what works now", number(residual)),
        None => "; how much of it is left is not known".to_owned(),
    };
    Some(format!(
        "Risk: likelihood {} ({}) × impact {} ({}) × weight {} = {}{left}",
        clean(&likelihood.word),
        number(inherent.likelihood),
        clean(&impact.word),
        number(inherent.impact),
        number(inherent.weight),
        number(inherent.value())
    ))
}
