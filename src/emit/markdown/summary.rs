//! How it stands: counts by kind and state, what is open, and what this report does not know.

use super::escape::inline;
use super::report::{NOTHING, Report, list};
use super::table;
use crate::analysis::ThreatState;
use crate::model::{Stride, ThreatId, ThreatKindId};
use crate::text::{capitalised, counted, number};

/// Most open threats that a summary lists.
const MOST: usize = 20;

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    out.push_str("\n## Summary\n\n");
    sentence(report, out);
    if !report.model.threats.is_empty() {
        open(report, out);
        counts(report, out);
    }
}

fn sentence(report: &Report<'_>, out: &mut String) {
    let total = report.model.threats.len();
    if total == 0 {
        return out.push_str("No threat is written down yet.\n");
    }
    let count = report.facts.count(ThreatState::Open);
    let are = if count == 1 { "is" } else { "are" };
    out.push_str(&format!("**{count} of {} {are} open.**", counted(total, "threat")));
    let others = ThreatState::ALL[1..].iter().map(|state| (report.facts.count(*state), state.term()));
    let others: Vec<String> = others
        .filter(|(count, _)| *count > 0)
        .map(|(count, term)| format!("{count} {} {term}", if count == 1 { "is" } else { "are" }))
        .collect();
    if !others.is_empty() {
        out.push_str(&format!(" {}.", others.join(", ")));
    }
    if count > 0 {
        let risks = by_risk(report);
        let worst = risks.first().and_then(|threat| report.facts.risk(*threat).residual);
        if let Some(worst) = worst {
            let appetite = report.model.appetite.map(|most| format!("; the appetite is {}", number(most)));
            out.push_str(&format!(" The highest open risk is {}{}.", number(worst), appetite.unwrap_or_default()));
        }
    }
    out.push('\n');
}

/// Open threats, the highest residual risk first, those without a known one last.
fn by_risk(report: &Report<'_>) -> Vec<ThreatId> {
    let mut open: Vec<ThreatId> =
        (0..report.model.threats.len()).map(ThreatId::from).filter(|id| report.is_open(*id)).collect();
    let risk = |id: &ThreatId| report.facts.risk(*id).residual.unwrap_or(-1.0);
    open.sort_by(|a, b| risk(b).total_cmp(&risk(a)));
    open
}

fn open(report: &Report<'_>, out: &mut String) {
    let open = by_risk(report);
    if open.is_empty() {
        return;
    }
    table::head(out, &["Open threat", "Where", "Severity", "Risk left:", "What is under way"]);
    for id in open.iter().copied().take(MOST) {
        let threat = &report.model[id];
        let risk = report.facts.risk(id);
        let under_way = threat.mitigations.iter().filter(|id| !report.model[**id].status.works());
        let under_way =
            list(under_way.map(|id| format!("{} ({})", report.mitigation_link(*id), report.model[*id].status.term())));
        table::row(
            out,
            [
                &report.threat_link(id),
                &list(threat.on.iter().map(|place| report.place_link(*place))),
                risk.severity.map_or(NOTHING, |severity| severity.word()),
                &risk.residual.map_or_else(|| "not known".to_owned(), number),
                if under_way == NOTHING { "**nothing**" } else { &under_way },
            ],
        );
    }
    if open.len() > MOST {
        out.push_str(&format!("\nAnd {} more with no higher risk, see [Threats](#threats).\n", open.len() - MOST));
    }
}

/// A row of the counts.
struct Row {
    kind: String,
    by_state: [usize; ThreatState::ALL.len()],
}

fn counts(report: &Report<'_>, out: &mut String) {
    let rows = rows(report);
    let used: Vec<usize> =
        (0..ThreatState::ALL.len()).filter(|at| rows.iter().any(|row| row.by_state[*at] > 0)).collect();
    let names: Vec<String> = used.iter().map(|at| format!("{}:", capitalised(ThreatState::ALL[*at].term()))).collect();
    let columns: Vec<&str> = ["Kind"].into_iter().chain(names.iter().map(String::as_str)).chain(["All:"]).collect();
    table::head(out, &columns);
    let count = |count: usize| if count == 0 { NOTHING.to_owned() } else { count.to_string() };
    for row in &rows {
        out.push_str(&format!("| {} ", row.kind));
        for at in &used {
            out.push_str(&format!("| {} ", count(row.by_state[*at])));
        }
        out.push_str(&format!("| {} |\n", count(row.by_state.iter().sum())));
    }
}

/// Threats by kind: the six of STRIDE even where there are none, so that one sees what nobody thought of.
fn rows(report: &Report<'_>) -> Vec<Row> {
    let model = report.model;
    // One more for threats without a kind.
    let mut counts = vec![[0; ThreatState::ALL.len()]; model.threat_kinds.len() + 1];
    for (index, threat) in model.threats.iter().enumerate() {
        let kind = threat.kind.map_or(model.threat_kinds.len(), ThreatKindId::index);
        let state = report.facts.state(ThreatId::from(index));
        let at = ThreatState::ALL.iter().position(|other| *other == state).unwrap_or(0);
        counts[kind][at] += 1;
    }
    let stride = |at: usize| model.threat_kinds.get(at).and_then(|kind| Stride::from_id(&kind.identity.id));
    let used = |at: usize| counts[at].iter().any(|count| *count > 0);
    let walks_stride = (0..counts.len()).any(|at| used(at) && stride(at).is_some());
    let mut shown: Vec<usize> =
        (0..counts.len()).filter(|at| used(*at) || walks_stride && stride(*at).is_some()).collect();
    // STRIDE in the order of its letters, before all others.
    shown.sort_by_key(|at| (stride(*at).is_none(), stride(*at)));
    let name = |at: usize| match (stride(at), model.threat_kinds.get(at)) {
        (Some(stride), _) => stride.term().to_owned(),
        (None, Some(kind)) => inline(&kind.identity.title),
        (None, None) => "No kind given".to_owned(),
    };
    shown.into_iter().map(|at| Row { kind: name(at), by_state: counts[at] }).collect()
}
