//! The usual way: how the ends of an offending route are connected through what must be passed, and where the route
//! parts from it.

use super::route::{legs, of_flow};
use super::{Demand, Leg, Offences};
use crate::analysis::query::Questions;
use crate::model::{Assertion, ElementId, FlowId, Question};

/// Offences for which the usual way is looked up; each costs two searches.
const MOST: usize = 3;

/// Adds the usual way to the first offences that go around something.
pub(super) fn add(questions: &Questions<'_>, assertion: &Assertion, offences: &mut Offences) {
    for offence in offences.listed.iter_mut().take(MOST) {
        let missed = offence.demands.iter().find_map(|demand| match demand {
            Demand::Pass(region) => Some(region),
            _ => None,
        });
        let (Some(region), Some(first), Some(last)) = (missed, offence.route.first(), offence.route.last()) else {
            continue;
        };
        let region = questions.region(region);
        let back = match assertion.about {
            Question::Route { flow, answer: true } => reversed(questions, flow, &region),
            _ => None,
        };
        let Some(usual) = back.or_else(|| through(questions, first.from, last.to, &region)) else { continue };
        let same = |(a, b): &(&Leg, &Leg)| (a.from, a.to) == (b.from, b.to);
        let parts = offence.route.iter().zip(&usual).take_while(same).count();
        offence.decisive = parts.min(offence.route.len() - 1);
        offence.usual = usual;
    }
}

/// The way there, backwards, if it passes the region.
fn reversed(questions: &Questions<'_>, flow: FlowId, region: &[bool]) -> Option<Vec<Leg>> {
    let there = of_flow(questions.model, flow, false);
    let passes = there.iter().any(|leg| region[leg.from.index()] || region[leg.to.index()]);
    passes.then(|| there.iter().rev().map(|leg| Leg { from: leg.to, to: leg.from, step: leg.step }).collect())
}

/// The shortest way between two elements, over flows that exist, that passes the region.
fn through(questions: &Questions<'_>, from: ElementId, to: ElementId, region: &[bool]) -> Option<Vec<Leg>> {
    let (model, graph) = (questions.model, questions.graph());
    let there = graph.search([from], |_| true, false);
    let onward = graph.search([to], |_| true, true);
    let passed = (0..region.len()).filter(|at| region[*at]).map(ElementId::from);
    let length = |at: ElementId| Some(there.distance(at)? + onward.distance(at)?);
    let reached = passed.filter_map(|at| Some((length(at)?, model[at].identity.id.as_str(), at)));
    let (_, _, middle) = reached.min()?;
    let before = graph.way(model, &there, middle);
    let steps = [before, graph.way(model, &onward, middle)].concat();
    Some(legs(model, &steps))
}
