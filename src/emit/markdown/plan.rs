//! What to do next, in order, each line with the sum that put it there.

use super::escape::{code, handle, inline};
use super::report::{NOTHING, Report, list, owner};

use super::table;
use crate::analysis::{Plan, ToImplement, ToVerify};
use crate::model::ThreatId;
use crate::text::{days, number, percent};

/// Longest sum that is written out.
const TERMS: usize = 6;

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    let Plan { to_implement, to_verify, accepted } = &report.facts.plan;
    if to_implement.is_empty() && to_verify.is_empty() && accepted.is_empty() {
        return;
    }
    out.push_str("\n## Plan\n");
    if !to_implement.is_empty() {
        out.push_str("\n### To implement\n\nWhat takes away the most risk for a day of work comes first: risk before and after, and the days that it takes.\n");
        table::head(out, &["#:", "Mitigation", "Owner", "Ticket", "Status", "Lowers", "Why here"]);
        for (index, row) in to_implement.iter().enumerate() {
            implement(report, out, index + 1, row);
        }
    }
    if !to_verify.is_empty() {
        out.push_str("\n### To verify\n\nSaid to work, but without evidence yet. What the most risk rests on comes first: the risk, and the share of it that is taken on trust.\n");
        table::head(out, &["#:", "Mitigation", "Owner", "Ticket", "Counted on by", "Why here"]);
        for (index, row) in to_verify.iter().enumerate() {
            verify(report, out, index + 1, row);
        }
    }
    if !accepted.is_empty() {
        out.push_str("\n### Accepted until\n");
        table::head(out, &["Threat", "Until", "Owner", "Because", "Risk left:"]);
        for row in accepted {
            accept(report, out, row.threat, row.acceptance);
        }
    }
}

fn implement(report: &Report<'_>, out: &mut String, rank: usize, row: &ToImplement) {
    let mitigation = &report.model[row.mitigation];
    table::row(
        out,
        [
            &rank.to_string(),
            &report.mitigation_link(row.mitigation),
            &owner(mitigation.owner.as_ref()),
            &ticket(mitigation.ticket.as_deref()),
            mitigation.status.term(),
            &list(row.threats.iter().map(|(threat, _)| report.threat_link(*threat))),
            &removed(report, row),
        ],
    );
}

/// `(40 − 12) = 28 in 1 day → 28 a day`.
fn removed(report: &Report<'_>, row: &ToImplement) -> String {
    let Some(removed) = row.removed else {
        return unknown(row.threats.is_empty(), report.model[row.mitigation].effect);
    };
    let terms = row.threats.iter().filter_map(|(_, change)| *change);
    let terms: Vec<String> = terms.map(|(before, after)| format!("({} − {})", number(before), number(after))).collect();
    let sum = format!("{} = {}", sum(&terms), number(removed));
    match (report.model[row.mitigation].effort, row.per_day) {
        (Some(effort), Some(per_day)) => format!("{sum} in {} → {} a day", days(effort), number(per_day)),
        (Some(effort), None) => format!("{sum} in {}", days(effort)),
        (None, _) => format!("{sum}; effort not estimated"),
    }
}

fn verify(report: &Report<'_>, out: &mut String, rank: usize, row: &ToVerify) {
    let mitigation = &report.model[row.mitigation];
    table::row(
        out,
        [
            &rank.to_string(),
            &report.mitigation_link(row.mitigation),
            &owner(mitigation.owner.as_ref()),
            &ticket(mitigation.ticket.as_deref()),
            &list(row.threats.iter().map(|(threat, _)| report.threat_link(*threat))),
            &rests(report, row),
        ],
    );
}

/// `60 × 50 % = 30 rests on it`.
fn rests(report: &Report<'_>, row: &ToVerify) -> String {
    let effect = report.model[row.mitigation].effect;
    let (Some(rests), Some(share)) = (row.rests, effect) else { return unknown(row.threats.is_empty(), effect) };
    let terms = row.threats.iter().filter_map(|(_, part)| *part);
    let terms: Vec<String> = terms.map(|(inherent, _)| format!("{} × {}", number(inherent), percent(share))).collect();
    format!("{} = {} rests on it", sum(&terms), number(rests))
}

/// A sum, shortened where it would fill the page.
fn sum(terms: &[String]) -> String {
    match terms.get(..TERMS) {
        Some(first) if terms.len() > TERMS => format!("{} + … ({} terms)", first.join(" + "), terms.len()),
        _ => terms.join(" + "),
    }
}

/// Why there is no figure.
fn unknown(threatless: bool, effect: Option<f64>) -> String {
    let why = match (threatless, effect) {
        (true, _) => "no threat that counts names it",
        (false, None) => "its effect is not estimated",
        (false, Some(_)) => "the threats' risk is not known",
    };
    format!("not known: {why}")
}

fn ticket(ticket: Option<&str>) -> String {
    ticket.map_or_else(|| NOTHING.to_owned(), code)
}

fn accept(report: &Report<'_>, out: &mut String, threat: ThreatId, index: usize) {
    let acceptance = &report.model.acceptances[index];
    table::row(
        out,
        [
            &report.threat_link(threat),
            &acceptance.until.map_or_else(|| "without end".to_owned(), |until| until.to_string()),
            &handle(&acceptance.owner),
            &inline(&acceptance.because),
            &report.facts.risk(threat).residual.map_or_else(|| "not known".to_owned(), number),
        ],
    );
}
