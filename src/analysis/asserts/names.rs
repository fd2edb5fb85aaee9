//! Ids of things, by which ties are broken so that no order depends on where something is declared.

use super::Leg;
use crate::model::{Identity, StepId, ThreatModel, Value};

/// What a thing is called; `None` for words, numbers and the like.
pub fn identity<'m>(model: &'m ThreatModel, value: &Value) -> Option<&'m Identity> {
    Some(match value {
        Value::Step(id) => &model[id.flow].identity,
        Value::Flow(id) => &model[*id].identity,
        Value::Element(id) => &model[*id].identity,
        Value::Boundary(id) => &model[*id].identity,
        Value::Asset(id) => &model[*id].identity,
        Value::Class(id) => &model[*id].identity,
        Value::Threat(id) => &model[*id].identity,
        Value::Mitigation(id) => &model[*id].identity,
        Value::Assumption(id) => &model[*id].identity,
        Value::Adversary(id) => &model[*id].identity,
        Value::Objective(id) => &model[*id].identity,
        _ => return None,
    })
}

/// The order of steps.
pub(super) fn step_order(model: &ThreatModel, step: StepId) -> (&str, bool, usize) {
    (model[step.flow].identity.id.as_str(), step.answer, step.hop)
}

/// The order of routes of equal length.
pub(super) fn route_order<'m>(model: &'m ThreatModel, route: &[Leg]) -> Vec<(&'m str, bool, usize)> {
    route.iter().map(|leg| step_order(model, leg.step)).collect()
}

/// The order of things.
pub(super) fn order<'m>(model: &'m ThreatModel, value: &Value) -> (&'m str, bool, usize) {
    match value {
        Value::Step(step) => step_order(model, *step),
        other => (identity(model, other).map_or("", |identity| identity.id.as_str()), false, 0),
    }
}
