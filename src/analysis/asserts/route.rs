//! Routes spelt out from the distances of a search. Of equally short steps the first by id is taken, so that a route
//! does not depend on the order of declaration.

use super::Leg;
use crate::analysis::graph::{FlowGraph, Search};
use crate::analysis::query::step_order;
use crate::model::{ElementId, FlowId, StepId, ThreatModel};

/// The steps of a shortest way between an element and where a search began: towards that for a backward search, away
/// from it for a forward one; in the order in which data takes them.
pub(super) fn shortest(
    model: &ThreatModel,
    graph: &FlowGraph,
    search: &Search,
    backward: bool,
    element: ElementId,
) -> Vec<StepId> {
    let (mut at, mut steps) = (element, Vec::new());
    while let Some(distance) = search.distance(at).filter(|distance| *distance > 0) {
        // A backward search is walked with the flows, a forward one against them.
        let nearer = graph.steps(at, !backward).filter(|(_, other)| search.distance(*other) == Some(distance - 1));
        // A way reads best that stays on a flow.
        let last = steps.last().map(|step: &StepId| (step.flow, step.answer));
        let changes = |step: &StepId| last.is_some_and(|last| last != (step.flow, step.answer));
        let Some((step, next)) = nearer.min_by_key(|(step, _)| (changes(step), step_order(model, *step))) else {
            break;
        };
        steps.push(step);
        at = next;
    }
    if !backward {
        steps.reverse();
    }
    steps
}

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
