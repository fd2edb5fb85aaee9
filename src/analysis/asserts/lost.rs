//! What an offending route costs: working mitigations that the usual way has and the route has not, and the risk that
//! they take away.

use super::{Leg, Offence, passes};
use crate::analysis::{Facts, ThreatState, risk};
use crate::model::{Mitigation, MitigationId, Place, ThreatId, ThreatModel};

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
    let missed: Vec<bool> = model
        .mitigations
        .iter()
        .zip(&about)
        .map(|(mitigation, threats)| is_missed(model, mitigation, threats, &offence.usual, &offence.route))
        .collect();
    let threats = (0..model.threats.len()).map(ThreatId::from);
    threats.filter_map(|id| of_threat(model, facts, id, &missed)).collect()
}

/// Whether a mitigation works on the usual way, and not on the route.
fn is_missed(model: &ThreatModel, mitigation: &Mitigation, about: &[ThreatId], usual: &[Leg], route: &[Leg]) -> bool {
    let of_threats = || about.iter().flat_map(|threat| &model[*threat].on).copied().collect::<Vec<Place>>();
    let places = if mitigation.on.is_empty() { of_threats() } else { mitigation.on.clone() };
    let on = |way: &[Leg]| places.iter().any(|place| passes(way, *place));
    mitigation.status.works() && on(usual) && !on(route)
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
