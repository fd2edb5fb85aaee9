//! The state of each threat: decided, accepted, handled or open.

use super::risk::ThreatRisk;
use crate::model::{Disposition, Threat, ThreatModel, in_force};
use crate::text::Date;

/// Where a threat stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThreatState {
    /// Something is still to be done or decided.
    Open,
    /// Somebody bears it for now.
    Accepted,
    /// Mitigated far enough.
    Handled,
    /// Somebody else bears it.
    Transferred,
    /// Designed away.
    Avoided,
    /// It cannot happen.
    NotApplicable,
}

impl ThreatState {
    /// All states, the most urgent first.
    pub const ALL: [ThreatState; 6] = [
        ThreatState::Open,
        ThreatState::Accepted,
        ThreatState::Handled,
        ThreatState::Transferred,
        ThreatState::Avoided,
        ThreatState::NotApplicable,
    ];

    /// The state in words for people: "not applicable".
    pub fn term(self) -> &'static str {
        match self {
            ThreatState::Open => "open",
            ThreatState::Accepted => "accepted",
            ThreatState::Handled => "handled",
            ThreatState::Transferred => "transferred",
            ThreatState::Avoided => "avoided",
            ThreatState::NotApplicable => "not applicable",
        }
    }
}

/// The acceptance of a threat that is in force on the day, if any.
pub(super) fn acceptance_in_force(accepts: &[usize], model: &ThreatModel, as_of: Date) -> Option<usize> {
    accepts.iter().copied().find(|index| in_force(model.acceptances[*index].until, as_of))
}

/// The state of a threat: what was decided in it, else an acceptance in force, else what its mitigations leave.
pub(super) fn state_of(threat: &Threat, risk: &ThreatRisk, accepted: bool, appetite: Option<f64>) -> ThreatState {
    match &threat.disposition {
        Some(Disposition::NotApplicable(_)) => ThreatState::NotApplicable,
        Some(Disposition::Transferred(_)) => ThreatState::Transferred,
        Some(Disposition::Avoided(_)) => ThreatState::Avoided,
        None if accepted => ThreatState::Accepted,
        None if risk.working.is_empty() => ThreatState::Open,
        None => match (risk.residual, appetite) {
            (Some(residual), Some(appetite)) if residual > appetite => ThreatState::Open,
            _ => ThreatState::Handled,
        },
    }
}
