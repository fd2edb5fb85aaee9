//! All ways from some elements to others, held against an assertion without walking each of them.
//!
//! A way that breaks a demand is known by one step: that out of the elements where it begins, for `must_pass`; that
//! into the region, for `must_not_enter`; that which lacks something, for `must_have`. Whether such a step lies on a
//! way is told by a search forward and one backward, so the number of steps is exact and costs no more than the graph.

use super::found::Found;
use super::judge::{Demands, Look};
use super::route::legs;
use super::{Demand, Offence};
use crate::analysis::graph::Search;
use crate::analysis::query::Questions;
use crate::model::{ElementId, Place, StepId, Value};

/// The ways of one look.
pub(super) struct Ways<'a> {
    questions: &'a Questions<'a>,
    demands: &'a Demands<'a>,
    look: Look<'a>,
    /// Elements where ways begin.
    from: Vec<ElementId>,
    begins: Vec<bool>,
    ends: Vec<bool>,
    /// From where ways begin, and to where they end; of no use to `must_pass`.
    forward: Search,
    backward: Search,
    /// For each `must_pass`, the ways to where they end that avoid its region.
    around: Vec<Option<Search>>,
}

impl<'a> Ways<'a> {
    pub fn new(
        questions: &'a Questions<'a>,
        demands: &'a Demands<'a>,
        (from, to): (&[ElementId], &[ElementId]),
        look: Look<'a>,
    ) -> Self {
        let count = questions.model.elements.len();
        let mask = |elements: &mut dyn Iterator<Item = ElementId>| {
            let mut mask = vec![false; count];
            elements.for_each(|element| mask[element.index()] = true);
            mask
        };
        let taken_out = look.without.iter().filter_map(|place| match place {
            Place::Element(id) => Some(*id),
            Place::Flow(_) => None,
        });
        let out = mask(&mut taken_out.into_iter());
        let stays = |element: &ElementId| !out[element.index()];
        let from: Vec<ElementId> = from.iter().copied().filter(stays).collect();
        let to: Vec<ElementId> = to.iter().copied().filter(stays).collect();
        let (begins, ends) = (mask(&mut from.iter().copied()), mask(&mut to.iter().copied()));
        let forward = look.graph.search(from.iter().copied(), |element| stays(&element), false);
        let backward = look.graph.search(to.iter().copied(), |element| stays(&element), true);
        let around = demands.list.iter().map(|(demand, region)| {
            // Ways begin where they last leave the elements at their beginning, so none is counted twice.
            let allowed = |element: ElementId| {
                let at = element.index();
                !out[at] && !region[at] && (!begins[at] || ends[at])
            };
            matches!(demand, Demand::Pass(_)).then(|| look.graph.search(to.iter().copied(), allowed, true))
        });
        let around = around.collect();
        Ways { questions, demands, look, from, begins, ends, forward, backward, around }
    }

    /// What breaks the demands: each step that decides, with the length of its shortest way.
    pub fn found(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for (demand, (what, region)) in self.demands.list.iter().enumerate() {
            match what {
                Demand::Pass(_) => self.around(demand, region, &mut found),
                Demand::NotEnter(_) => self.entering(demand, region, &mut found),
                Demand::Have => self.lacking(Some(false), |step, length| {
                    found.push(Found { demand, of: Value::Step(step), length, offence: None });
                }),
            }
        }
        found
    }

    /// Steps on ways of which it is not known whether they have what they must have.
    pub fn unknown(&self) -> Vec<Value> {
        let mut unknown = Vec::new();
        self.lacking(None, |step, _| unknown.push(Value::Step(step)));
        unknown
    }

    fn around(&self, demand: usize, region: &[bool], found: &mut Vec<Found>) {
        let Some(rest) = &self.around[demand] else { return };
        for start in self.from.iter().filter(|start| !region[start.index()]) {
            for (step, next) in self.look.graph.steps(*start, false) {
                let leaves = !self.begins[next.index()] || self.ends[next.index()];
                if let Some(left) = rest.distance(next).filter(|_| leaves) {
                    found.push(Found { demand, of: Value::Step(step), length: left + 1, offence: None });
                }
            }
        }
    }

    fn entering(&self, demand: usize, region: &[bool], found: &mut Vec<Found>) {
        for at in (0..region.len()).filter(|at| region[*at]) {
            for (step, before) in self.look.graph.steps(ElementId::from(at), true) {
                if let Some(length) = self.length(before, ElementId::from(at)).filter(|_| !region[before.index()]) {
                    found.push(Found { demand, of: Value::Step(step), length, offence: None });
                }
            }
        }
    }

    fn lacking(&self, wanted: Option<bool>, mut note: impl FnMut(StepId, usize)) {
        let Some(condition) = self.demands.condition else { return };
        for at in (0..self.begins.len()).map(ElementId::from).filter(|at| self.forward.reached(*at)) {
            for (step, next) in self.look.graph.steps(at, false) {
                if let Some(length) = self.length(at, next)
                    && self.questions.holds(&Value::Step(step), condition) == wanted
                {
                    note(step, length);
                }
            }
        }
    }

    /// Hops of the shortest way over a step.
    fn length(&self, from: ElementId, to: ElementId) -> Option<usize> {
        Some(self.forward.distance(from)? + 1 + self.backward.distance(to)?)
    }

    /// The shortest way over the step that decides.
    pub fn spelt_out(&self, found: &Found) -> Option<Offence> {
        let (Value::Step(step), model) = (&found.of, self.questions.model) else { return None };
        let hop = model.step(*step)?;
        let (demand, _) = self.demands.list.get(found.demand)?;
        let rest = self.around[found.demand].as_ref();
        let before = match rest {
            Some(_) => Vec::new(),
            None => self.look.graph.way(model, &self.forward, hop.from),
        };
        let after = self.look.graph.way(model, rest.unwrap_or(&self.backward), hop.to);
        let decisive = before.len();
        let steps = [before, vec![*step], after].concat();
        let route = legs(model, &steps);
        Some(Offence { demands: vec![demand.clone()], of: found.of.clone(), route, decisive, usual: Vec::new() })
    }
}
