//! Inherent and residual risk of a threat, with the inputs of every figure.

use crate::model::{MitigationId, ObjectiveId, Severity, Threat, ThreatModel};

/// Risk before any mitigation: likelihood × impact × weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InherentRisk {
    /// Number of the likelihood's word.
    pub likelihood: f64,
    /// Number of the impact's word.
    pub impact: f64,
    /// Weight of the heaviest objective that is harmed; 1 without one.
    pub weight: f64,
    /// The objective that the weight comes from.
    pub objective: Option<ObjectiveId>,
}

/// All that is known of a threat's risk.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ThreatRisk {
    /// Before any mitigation; `None` while likelihood or impact is unknown.
    pub inherent: Option<InherentRisk>,
    /// From the matrix; `None` while likelihood or impact is unknown.
    pub severity: Option<Severity>,
    /// Mitigations that work now, in the author's order.
    pub working: Vec<MitigationId>,
    /// After the working mitigations; `None` while the inherent risk or one of their effects is unknown.
    pub residual: Option<f64>,
}

impl InherentRisk {
    /// The product.
    pub fn value(self) -> f64 {
        self.likelihood * self.impact * self.weight
    }
}

/// Reckons the risk of one threat.
pub(super) fn assess(model: &ThreatModel, threat: &Threat) -> ThreatRisk {
    let working: Vec<MitigationId> =
        threat.mitigations.iter().copied().filter(|id| model[*id].status.works()).collect();
    let inherent = inherent(model, threat);
    let residual = inherent.and_then(|risk| remaining(model, risk.value(), &working));
    let severity = match (threat.likelihood, threat.impact) {
        (Some(row), Some(column)) => model.risk.matrix.get(row).and_then(|row| row.get(column)).copied(),
        _ => None,
    };
    ThreatRisk { inherent, severity, working, residual }
}

fn inherent(model: &ThreatModel, threat: &Threat) -> Option<InherentRisk> {
    let likelihood = model.risk.likelihood.get(threat.likelihood?)?.value;
    let impact = model.risk.impact.get(threat.impact?)?.value;
    let heaviest = threat.harms.iter().copied().fold(None, |heaviest: Option<ObjectiveId>, id| match heaviest {
        Some(best) if model[best].weight >= model[id].weight => Some(best),
        _ => Some(id),
    });
    let weight = heaviest.map_or(1.0, |id| model[id].weight);
    Some(InherentRisk { likelihood, impact, weight, objective: heaviest })
}

/// Risk that is left after these mitigations; `None` where the effect of one is unknown.
pub(super) fn remaining(model: &ThreatModel, inherent: f64, mitigations: &[MitigationId]) -> Option<f64> {
    let left =
        mitigations.iter().try_fold(inherent, |left, id| model[*id].effect.map(|effect| left * (1.0 - effect)))?;
    Some(tidy(left))
}

/// Rounds away the noise of binary fractions, far below anything that is shown.
pub(super) fn tidy(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}
