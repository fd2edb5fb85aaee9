//! The truth of a condition.

use super::compare::compares;
use super::logic::{both, either, not};
use super::values::values;
use crate::model::{Condition, FlowChoice, FlowId, FlowState, Place, ThreatModel, Value};

/// The flows of which a condition is known to hold: of one of their steps, or of one of their answer's. A retired flow
/// is part of no picture, so none is chosen.
pub fn chosen<'a>(model: &'a ThreatModel, choice: &'a FlowChoice) -> impl Iterator<Item = FlowId> + 'a {
    let flows = (0..model.flows.len()).map(FlowId::from);
    flows.filter(|flow| model[*flow].state != FlowState::Retired).filter(|flow| {
        let steps = |answer: bool, count: usize| (0..count).map(move |hop| Value::Step { flow: *flow, hop, answer });
        let there = steps(false, model[*flow].hops.len());
        let back = steps(true, model[*flow].answer.written().len());
        there.chain(back).any(|step| holds(model, &step, &choice.condition) == Some(true))
    })
}

/// Whether a condition holds of a subject; `None` where the model does not say enough to know.
pub fn holds(model: &ThreatModel, subject: &Value, condition: &Condition) -> Option<bool> {
    match condition {
        Condition::And(a, b) => both(holds(model, subject, a), holds(model, subject, b)),
        Condition::Or(a, b) => either(holds(model, subject, a), holds(model, subject, b)),
        Condition::Not(inner) => not(holds(model, subject, inner)),
        Condition::Some(path) => {
            let found = values(model, subject, path);
            if found.items.is_empty() && !found.complete { None } else { Some(!found.items.is_empty()) }
        }
        Condition::Compare(path, how, constant) => {
            let found = values(model, subject, path);
            let met = found.items.iter().any(|value| compares(model, value, *how, constant));
            if met || found.complete { Some(met) } else { None }
        }
        Condition::Gives(path, capability) => {
            let found = values(model, subject, path);
            let met = found.items.iter().any(|value| match value {
                Value::Element(id) => gives(model, Place::Element(*id), capability),
                _ => false,
            });
            if met || found.complete { Some(met) } else { None }
        }
    }
}

/// Whether a working mitigation at a place gives a capability.
fn gives(model: &ThreatModel, place: Place, capability: &str) -> bool {
    let here = model.threats.iter().filter(|threat| threat.on.contains(&place)).flat_map(|threat| &threat.mitigations);
    let here = here.map(|id| &model[*id]).chain(model.mitigations.iter().filter(|one| one.on.contains(&place)));
    here.into_iter().any(|one| one.status.works() && one.gives.iter().any(|word| word == capability))
}
