//! What an offending route costs: working mitigations that the usual way has and the route has not, and the risk that
//! they take away.

use super::{Leg, Offence, passes};
use crate::analysis::query::works_at;
use crate::analysis::{Facts, ThreatState, risk};
use crate::model::{MitigationId, ThreatId, ThreatModel};

/// A threat that counts on mitigations which a route misses.
#[derive(Debug, Clone, PartialEq)]
pub struct Lost {
    /// The threat.
    pub threat: ThreatId,
    /// The mitigations that are missed.
    pub mitigations: Vec<MitigationId>,
    /// What is left of its risk with them; `None` where that is unknown.
    pub before: Option<f64>,
    /// What is left of it without them.
    pub after: Option<f64>,
}

/// What is lost on the offending route: by threat, in the order of declaration.
pub fn lost(model: &ThreatModel, facts: &Facts, offence: &Offence) -> Vec<Lost> {
    if offence.usual.is_empty() {
        return Vec::new();
    }
    let mut about: Vec<Vec<ThreatId>> = vec![Vec::new(); model.mitigations.len()];
    for (index, threat) in model.threats.iter().enumerate() {
        for mitigation in &threat.mitigations {
            about[mitigation.index()].push(ThreatId::from(index));
        }
    }
    let missed = about.iter().enumerate().map(|(index, threats)| {
        let places = works_at(model, MitigationId::from(index), threats);
        let on = |way: &[Leg]| places.iter().any(|place| passes(way, *place));
        // It works on the usual way, and not on the route.
        model.mitigations[index].status.works() && on(&offence.usual) && !on(&offence.route)
    });
    let missed: Vec<bool> = missed.collect();
    let threats = (0..model.threats.len()).map(ThreatId::from);
    threats.filter_map(|id| of_threat(model, facts, id, &missed)).collect()
}

fn of_threat(model: &ThreatModel, facts: &Facts, id: ThreatId, missed: &[bool]) -> Option<Lost> {
    let (known, settled) = (facts.risk(id), facts.state(id));
    let is_missed = |mitigation: &&MitigationId| missed[mitigation.index()];
    let mitigations: Vec<MitigationId> = known.working.iter().filter(is_missed).copied().collect();
    let counts = matches!(settled, ThreatState::Open | ThreatState::Handled | ThreatState::Accepted);
    if mitigations.is_empty() || !counts {
        return None;
    }
    let left: Vec<MitigationId> = known.working.iter().filter(|one| !is_missed(one)).copied().collect();
    let after = known.inherent.and_then(|inherent| risk::remaining(model, inherent.value(), &left));
    Some(Lost { threat: id, mitigations, before: known.residual, after })
}
