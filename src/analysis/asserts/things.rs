//! Things and single routes held against an assertion, one by one.

use super::found::Found;
use super::judge::{Demands, Look};
use super::route::of_flow;
use super::{Demand, Leg, Offence};
use crate::analysis::query::Questions;
use crate::model::{FlowId, Selection, Value};

/// The things of one look.
pub(super) struct Things<'a> {
    pub questions: &'a Questions<'a>,
    pub demands: &'a Demands<'a>,
    pub look: Look<'a>,
}

/// What breaks an assertion, and of what it is not known.
type Judged = (Vec<Found>, Vec<Value>);

impl Things<'_> {
    /// The route of a flow, or of its answer.
    pub fn route(&self, flow: FlowId, answer: bool) -> Judged {
        let mut judged = Judged::default();
        if self.counts(flow) {
            self.on_route(&of_flow(self.questions.model, flow, answer), &mut judged);
        }
        judged
    }

    /// The members of a selection; with `each_step`, what a flow must have is had by each of its steps.
    pub fn which(&self, selection: &Selection, each_step: bool) -> Judged {
        let mut judged = Judged::default();
        for member in self.members(selection) {
            match member {
                Value::Step(step) => {
                    let leg = super::route::leg(self.questions.model, step);
                    self.on_route(&leg.into_iter().collect::<Vec<Leg>>(), &mut judged);
                }
                Value::Flow(flow) => self.flow(flow, each_step, &mut judged),
                other => self.thing(other, &mut judged),
            }
        }
        judged
    }

    /// Whether a flow exists in this look.
    fn counts(&self, flow: FlowId) -> bool {
        self.questions.counts.flow(self.questions.model[flow].state)
    }

    fn members(&self, selection: &Selection) -> Vec<Value> {
        let mut pool = self.questions.pool(&selection.from);
        pool.retain(|member| match member {
            Value::Flow(flow) => self.counts(*flow),
            _ => true,
        });
        if let Some(condition) = &selection.condition {
            pool.retain(|member| self.questions.holds(member, condition) == Some(true));
        }
        pool
    }

    /// A whole flow: the way there must pass; neither that nor the written answer may enter.
    fn flow(&self, flow: FlowId, each_step: bool, judged: &mut Judged) {
        let model = self.questions.model;
        let there = of_flow(model, flow, false);
        let back = if model[flow].answer.written().is_empty() { Vec::new() } else { of_flow(model, flow, true) };
        for (index, (demand, region)) in self.demands.list.iter().enumerate() {
            match demand {
                Demand::Have if !each_step => self.lacking(index, Value::Flow(flow), judged),
                Demand::Pass(_) => self.against(index, demand, region, &there, judged),
                _ => [&there, &back].into_iter().for_each(|way| self.against(index, demand, region, way, judged)),
            }
        }
    }

    fn thing(&self, thing: Value, judged: &mut Judged) {
        for (index, (demand, _)) in self.demands.list.iter().enumerate() {
            if *demand == Demand::Have {
                self.lacking(index, thing.clone(), judged);
            }
        }
    }

    /// Whether a thing has what it must have.
    fn lacking(&self, demand: usize, thing: Value, (found, unknown): &mut Judged) {
        let Some(condition) = self.demands.condition else { return };
        let holds = self.questions.holds(&thing, condition);
        let offence = || Offence {
            demands: vec![Demand::Have],
            of: thing.clone(),
            route: Vec::new(),
            decisive: 0,
            usual: Vec::new(),
        };
        match holds {
            Some(true) => {}
            Some(false) => self.push(demand, offence(), found),
            None => unknown.push(thing),
        }
    }

    fn on_route(&self, route: &[Leg], judged: &mut Judged) {
        for (index, (demand, region)) in self.demands.list.iter().enumerate() {
            self.against(index, demand, region, route, judged);
        }
    }

    /// A route held against a demand.
    fn against(&self, index: usize, demand: &Demand, region: &[bool], route: &[Leg], judged: &mut Judged) {
        let Some(first) = route.first() else { return };
        let in_region = |element: crate::model::ElementId| region[element.index()];
        let decisive = match demand {
            Demand::Pass(_) => {
                let passes = in_region(first.from) || route.iter().any(|leg| in_region(leg.to));
                (!passes).then_some(0)
            }
            Demand::NotEnter(_) => route.iter().position(|leg| in_region(leg.to)),
            Demand::Have => {
                let Some(condition) = self.demands.condition else { return };
                let holds = |leg: &Leg| self.questions.holds(&Value::Step(leg.step), condition);
                let unknown = route.iter().filter(|leg| holds(leg).is_none());
                judged.1.extend(unknown.map(|leg| Value::Step(leg.step)));
                route.iter().position(|leg| holds(leg) == Some(false))
            }
        };
        let Some(decisive) = decisive else { return };
        let of = Value::Step(route[decisive].step);
        let offence = Offence { demands: vec![demand.clone()], of, route: route.to_vec(), decisive, usual: Vec::new() };
        self.push(index, offence, &mut judged.0);
    }

    /// Notes what breaks a demand, unless it is at a place that does not count.
    fn push(&self, demand: usize, offence: Offence, found: &mut Vec<Found>) {
        if !self.look.without.iter().any(|place| offence.is_at(*place)) {
            let (of, length) = (offence.of.clone(), offence.route.len());
            found.push(Found { demand, of, length, offence: Some(offence) });
        }
    }
}
