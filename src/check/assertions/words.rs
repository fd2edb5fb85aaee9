//! Routes, hops and things in words.

use crate::analysis::asserts::{Demand, Leg};
use crate::analysis::query::identity;
use crate::model::{ElementId, Identity, StepId, ThreatModel, Value};
use crate::text::list_all;

/// Stretches of one flow that are shown of a route at most.
const STRETCHES: usize = 10;

/// The id of a thing, in backticks.
pub(super) fn name(model: &ThreatModel, value: &Value) -> String {
    identity(model, value).map_or_else(String::new, |identity| format!("`{}`", identity.id))
}

pub(super) fn element(model: &ThreatModel, id: ElementId) -> String {
    format!("`{}`", model[id].identity.id)
}

/// A route by stretches of one flow each: `customer -> api (acme_fast_path), api -> db (load_claim)`.
pub(super) fn route(model: &ThreatModel, legs: &[Leg]) -> String {
    let mut stretches: Vec<(StepId, String)> = Vec::new();
    for leg in legs {
        let to = &model[leg.to].identity.id;
        match stretches.last_mut() {
            Some((step, text)) if (step.flow, step.answer) == (leg.step.flow, leg.step.answer) => {
                text.push_str(&format!(" -> {to}"));
            }
            _ => stretches.push((leg.step, format!("{} -> {to}", model[leg.from].identity.id))),
        }
    }
    let mut texts: Vec<String> =
        stretches.into_iter().map(|(step, text)| format!("{text} ({})", flow(model, step))).collect();
    if texts.len() > STRETCHES {
        let left_out = texts.len() - STRETCHES + 1;
        texts.splice(STRETCHES / 2..STRETCHES / 2 + left_out, [format!("… {left_out} more …")]);
    }
    texts.join(", ")
}

/// The flow that makes a hop: `read_claim`, `answer of read_claim`.
pub(super) fn flow(model: &ThreatModel, step: StepId) -> String {
    let id = &model[step.flow].identity.id;
    if step.answer { format!("answer of {id}") } else { id.to_string() }
}

/// A hop with its flow.
pub(super) fn hop(model: &ThreatModel, leg: &Leg) -> String {
    route(model, std::slice::from_ref(leg))
}

/// The regions that demands name, those to be passed or those not to be entered.
pub(super) fn regions(model: &ThreatModel, demands: &[Demand], passed: bool) -> String {
    let names: Vec<&Identity> = demands
        .iter()
        .filter_map(|demand| match demand {
            Demand::Pass(region) if passed => identity(model, region),
            Demand::NotEnter(region) if !passed => identity(model, region),
            _ => None,
        })
        .collect();
    list_all(names.iter().map(|identity| identity.id.as_str()), 6)
}

/// Whether an element is a region, or lies in it.
pub(super) fn lies_in(model: &ThreatModel, element: ElementId, region: &Value) -> bool {
    match region {
        Value::Element(id) => *id == element,
        Value::Boundary(id) => model.lies_in(element, *id),
        _ => false,
    }
}
