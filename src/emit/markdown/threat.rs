//! One threat: what it is, how it stands and why, and what is done about it.
//!
//! May assume that the facts belong to the model. Must not repeat what its place says.

use super::block::push_block;
use super::escape::{anchor, code, handle, inline, link, web_link};
use super::mitigations;
use super::report::Report;
use super::sums;
use crate::analysis::ThreatState;
use crate::model::{AdversaryId, CatalogueRef, Disposition, Threat, ThreatId, ThreatModel};
use crate::text::capitalised;

pub(super) fn push(report: &Report<'_>, out: &mut String, id: ThreatId) {
    let threat = &report.model[id];
    let title = inline(&threat.identity.title);
    out.push_str(&format!("\n{}\n\n#### {title}\n\n", anchor("threat", &threat.identity.id)));
    out.push_str(&state_line(report, id));
    out.push('\n');
    for text in [&threat.identity.about, &threat.identity.note].into_iter().flatten() {
        push_block(out, text, "");
    }
    // A comment ends a list that the author's text may end with; else the two would be one.
    if threat.identity.about.is_some() || threat.identity.note.is_some() {
        out.push_str("\n<!-- -->\n");
    }
    out.push('\n');
    for line in facts(report, id) {
        out.push_str(&format!("- {line}\n"));
    }
    mitigations::push(report, out, id);
}

/// `**Open** · Elevation of privilege, violates authorization · severity critical`.
fn state_line(report: &Report<'_>, id: ThreatId) -> String {
    let (model, threat) = (report.model, &report.model[id]);
    let mut parts = vec![format!("**{}**", capitalised(report.facts.state(id).term()))];
    if let Some(kind) = threat.kind {
        let violates = model[kind].violates.as_ref();
        let violates = violates.map(|property| format!(", violates {}", inline(&property_words(property))));
        parts.push(format!("{}{}", inline(&model[kind].identity.title), violates.unwrap_or_default()));
    }
    if let Some(severity) = report.facts.risk(id).severity {
        parts.push(format!("severity {}", severity.word()));
    }
    if let Some(owner) = &threat.owner {
        parts.push(format!("owner {}", handle(owner)));
    }
    parts.join(" · ")
}

/// A property in words: "non-repudiation", "plausible deniability".
fn property_words(property: &str) -> String {
    property.replace("non_", "non-").replace('_', " ")
}

fn facts(report: &Report<'_>, id: ThreatId) -> Vec<String> {
    let (model, threat) = (report.model, &report.model[id]);
    let mut facts: Vec<String> = disposition(threat).into_iter().collect();
    facts.extend(acceptances(report, id));
    facts.push(format!("Risk: {}", sums::inherent(report, id)));
    facts.extend(sums::residual(report, id).map(|left| format!("Left: {left}")));
    facts.extend(threat.applies.as_ref().map(|why| format!("Applies here because: {}", inline(why))));
    let home = report.home(id);
    let also = threat.on.iter().filter(|place| Some(**place) != home);
    let also: Vec<String> = also.map(|place| report.place_link(*place)).collect();
    let by: Vec<String> = threat.by.iter().map(|id| adversary(model, *id)).collect();
    for (label, list) in [("Strikes as well", also), ("By", by), ("References", references(model, &threat.refs))] {
        if !list.is_empty() {
            facts.push(format!("{label}: {}", list.join(", ")));
        }
    }
    if let Some(rule) = threat.found_by {
        facts.push(format!("Found by the rule {}", code(&model[rule].name)));
    }
    facts
}

fn adversary(model: &ThreatModel, id: AdversaryId) -> String {
    let identity = &model[id].identity;
    link("adversary", &identity.id, &identity.title)
}

/// References into catalogues, as links where the catalogue has pages.
pub(super) fn references(model: &ThreatModel, references: &[CatalogueRef]) -> Vec<String> {
    let text = |reference: &CatalogueRef| {
        let scheme = &model[reference.scheme];
        let name = format!("{} {}", scheme.identity.title, reference.item);
        match &scheme.url {
            Some(url) => web_link(&name, &url.replace("{item}", &reference.item)),
            None => inline(&name),
        }
    };
    references.iter().map(text).collect()
}

fn disposition(threat: &Threat) -> Option<String> {
    let (word, reason) = match threat.disposition.as_ref()? {
        Disposition::NotApplicable(reason) => ("Not applicable because", reason),
        Disposition::Transferred(reason) => ("Transferred because", reason),
        Disposition::Avoided(reason) => ("Avoided because", reason),
    };
    Some(format!("{word}: {}", inline(reason)))
}

/// Acceptances of the threat, those that have run out too: they explain why it is open again.
fn acceptances(report: &Report<'_>, id: ThreatId) -> Vec<String> {
    let state = report.facts.state(id);
    let line = |index: &usize| {
        let acceptance = &report.model.acceptances[*index];
        let owner = handle(&acceptance.owner);
        let term = match acceptance.until {
            Some(until) if until < report.facts.as_of => format!("The acceptance by {owner} ran out on **{until}**"),
            Some(until) if state == ThreatState::Accepted => format!("Accepted by {owner} until **{until}**"),
            Some(until) => format!("Also accepted by {owner} until {until}"),
            None => format!("Accepted by {owner} without end"),
        };
        format!("{term}: {}", inline(&acceptance.because))
    };
    report.facts.acceptances(id).iter().map(line).collect()
}
