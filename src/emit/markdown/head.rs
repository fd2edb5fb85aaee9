//! Title of the report, what the model is about and who answers for it.

use super::block::push_block;
use super::escape::{handle, inline};
use super::report::Report;
use crate::text::{counted, number};

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    let model = report.model;
    out.push_str("# Threat model: ");
    out.push_str(&inline(&model.identity.title));
    out.push('\n');
    for text in [&model.identity.about, &model.identity.note].into_iter().flatten() {
        push_block(out, text, "");
    }
    let people: Vec<String> = model.people.iter().map(|person| handle(person)).collect();
    let facts = [
        model.owner.as_ref().map(|owner| format!("Owner: {}", handle(owner))),
        (!people.is_empty()).then(|| format!("Took part: {}", people.join(", "))),
        reviewed(report),
        model
            .method
            .as_ref()
            .map(|method| format!("Method: {}", inline(&method.as_str().replace('_', " ").to_uppercase()))),
        model.appetite.map(|appetite| format!("Appetite: risk above {} stays open", number(appetite))),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    out.push('\n');
    out.push_str(&facts.join("  \n"));
    out.push_str("\n\n");
}

fn reviewed(report: &Report<'_>) -> Option<String> {
    let reviewed = report.model.reviewed?;
    let Some((days, due)) = report.model.review_every.zip(report.facts.review_due) else {
        return Some(format!("Reviewed: {reviewed}"));
    };
    let verb = if due < report.facts.as_of { "**was due**" } else { "is due" };
    Some(format!(
        "Reviewed: {reviewed}; every {}, so the next review {verb} by {due}",
        counted(days.ceil() as usize, "day")
    ))
}
