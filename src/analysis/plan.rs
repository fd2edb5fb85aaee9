//! The prioritised list: what to implement, what to verify, what is accepted until when.

use super::facts::Facts;
use super::risk::{remaining, tidy};
use super::state::ThreatState;
use crate::model::{MitigationId, MitigationStatus, ThreatId, ThreatModel};

/// What to do next, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Mitigations that do not work yet, by risk removed per day of effort.
    pub to_implement: Vec<ToImplement>,
    /// Mitigations that are implemented but not verified, by the risk that rests on them.
    pub to_verify: Vec<ToVerify>,
    /// Accepted threats, those whose time runs out first at the top.
    pub accepted: Vec<Accepted>,
}

/// A mitigation to implement.
#[derive(Debug, Clone, PartialEq)]
pub struct ToImplement {
    /// The mitigation.
    pub mitigation: MitigationId,
    /// Threats that it would lower, with their residual risk before and after where known.
    pub threats: Vec<(ThreatId, Option<(f64, f64)>)>,
    /// Sum of the residual risk removed; `None` if no part of it is known.
    pub removed: Option<f64>,
    /// `removed` divided by the effort in days; `None` if either is unknown.
    pub per_day: Option<f64>,
}

/// A mitigation to verify.
#[derive(Debug, Clone, PartialEq)]
pub struct ToVerify {
    /// The mitigation.
    pub mitigation: MitigationId,
    /// Threats that count on it, with inherent risk and the part of it that this mitigation takes away.
    pub threats: Vec<(ThreatId, Option<(f64, f64)>)>,
    /// Sum of the parts: what rests on its word alone; `None` if nothing of it is known.
    pub rests: Option<f64>,
}

/// A threat that somebody bears for now.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// The threat.
    pub threat: ThreatId,
    /// Index into `model.acceptances`.
    pub acceptance: usize,
}

/// Threats that still count: not decided away.
fn counts(state: ThreatState) -> bool {
    matches!(state, ThreatState::Open | ThreatState::Accepted | ThreatState::Handled)
}

pub(super) fn plan(model: &ThreatModel, facts: &Facts) -> Plan {
    let mut threats_of: Vec<Vec<ThreatId>> = vec![Vec::new(); model.mitigations.len()];
    for (index, threat) in model.threats.iter().enumerate() {
        let id = ThreatId::from(index);
        if counts(facts.state(id)) {
            for mitigation in &threat.mitigations {
                threats_of[mitigation.index()].push(id);
            }
        }
    }
    let mut plan = Plan::default();
    for (index, mitigation) in model.mitigations.iter().enumerate() {
        let (id, threats) = (MitigationId::from(index), &threats_of[index]);
        match mitigation.status {
            MitigationStatus::Verified => {}
            MitigationStatus::Implemented => plan.to_verify.push(to_verify(model, facts, id, threats)),
            _ => plan.to_implement.push(to_implement(model, facts, id, threats)),
        }
    }
    plan.accepted = accepted(model, facts);
    plan.sort(model);
    plan
}

fn to_implement(model: &ThreatModel, facts: &Facts, id: MitigationId, threats: &[ThreatId]) -> ToImplement {
    let effect = model[id].effect;
    let change = |threat: &ThreatId| {
        let before = facts.risk(*threat).residual?;
        Some((before, tidy(before * (1.0 - effect?))))
    };
    let threats: Vec<_> = threats.iter().map(|threat| (*threat, change(threat))).collect();
    let removed = sum(threats.iter().filter_map(|(_, change)| change.map(|(before, after)| before - after)));
    let per_day = match (removed, model[id].effort) {
        (Some(removed), Some(days)) if days > 0.0 => Some(removed / days),
        _ => None,
    };
    ToImplement { mitigation: id, threats, removed, per_day }
}

/// What rests on an implemented mitigation is what it alone takes off the inherent risk. The difference that it
/// makes beside the others would hide it exactly when all of them are unproven.
fn to_verify(model: &ThreatModel, facts: &Facts, id: MitigationId, threats: &[ThreatId]) -> ToVerify {
    let part = |threat: &ThreatId| {
        let inherent = facts.risk(*threat).inherent?.value();
        Some((inherent, tidy(inherent - remaining(model, inherent, &[id])?)))
    };
    let threats: Vec<_> = threats.iter().map(|threat| (*threat, part(threat))).collect();
    let rests = sum(threats.iter().filter_map(|(_, part)| part.map(|(_, rests)| rests)));
    ToVerify { mitigation: id, threats, rests }
}

fn accepted(model: &ThreatModel, facts: &Facts) -> Vec<Accepted> {
    let threats = (0..model.threats.len()).map(ThreatId::from);
    threats
        .filter(|threat| facts.state(*threat) == ThreatState::Accepted)
        .filter_map(|threat| facts.acceptance(threat).map(|acceptance| Accepted { threat, acceptance }))
        .collect()
}

fn sum(parts: impl Iterator<Item = f64>) -> Option<f64> {
    parts.fold(None, |sum: Option<f64>, part| Some(sum.unwrap_or(0.0) + part)).map(tidy)
}

/// Descending, unknown last; equal keys keep the order of declaration.
fn descending(a: Option<f64>, b: Option<f64>) -> std::cmp::Ordering {
    match (a, b) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

impl Plan {
    fn sort(&mut self, model: &ThreatModel) {
        self.to_implement
            .sort_by(|a, b| descending(a.per_day, b.per_day).then_with(|| descending(a.removed, b.removed)));
        self.to_verify.sort_by(|a, b| descending(a.rests, b.rests));
        self.accepted.sort_by_key(|row| {
            let until = model.acceptances[row.acceptance].until;
            (until.is_none(), until)
        });
    }
}
