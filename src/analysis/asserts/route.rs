//! Routes with the ends of their steps.

use super::Leg;
use crate::analysis::graph::step_order;
use crate::model::{FlowId, StepId, ThreatModel};

/// Steps with their ends.
pub(super) fn legs(model: &ThreatModel, steps: &[StepId]) -> Vec<Leg> {
    steps.iter().filter_map(|step| leg(model, *step)).collect()
}

/// A step with its ends.
pub(super) fn leg(model: &ThreatModel, step: StepId) -> Option<Leg> {
    model.ends(step).map(|(from, to)| Leg { from, to, step })
}

/// The route of a flow, or its way back: the written one, else the reversed one.
pub(super) fn of_flow(model: &ThreatModel, flow: FlowId, answer: bool) -> Vec<Leg> {
    model.route(flow, answer).filter_map(|step| leg(model, step)).collect()
}

/// The order of routes of equal length.
pub(super) fn route_order<'m>(model: &'m ThreatModel, route: &[Leg]) -> Vec<(&'m str, bool, usize)> {
    route.iter().map(|leg| step_order(model, leg.step)).collect()
}
