//! The facts that decide a condition: those that make it true or false, or those whose absence leaves it open.

use super::compare::compares;
use super::evaluate::{Key, Questions, key};
use crate::analysis::graph::step_order;
use crate::model::{Attribute, Condition, ElementId, Operand, Path, Quantified, Set, StepId, Value};
use ecow::EcoString;
use std::collections::HashSet;

/// Members of a set, or values of a list, of which the facts are told; the rest would say the same again.
const TOLD: usize = 4;
/// Facts that are told at most: nested sets would multiply them.
const MOST: usize = 200;

/// A fact that decides a condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// What an attribute of a thing is; nothing where there is none.
    Known(Value, Attribute, Vec<Value>),
    /// The model does not say what an attribute of a thing is.
    Unknown(Value, Attribute),
    /// Whether mitigations that work at a place give a capability.
    Given(Value, EcoString, bool),
    /// There is a way between two elements: its steps in the order in which data takes them.
    Way(Vec<StepId>),
}

/// Why one asks: for what makes a condition as it is.
struct Teller<'q, 'm> {
    questions: &'q Questions<'m>,
    facts: Vec<Fact>,
    /// Whether ways are looked for; that costs a search for each.
    ways: bool,
}

impl Questions<'_> {
    /// The facts that decide whether a condition holds of a subject, each once, in the order of the condition.
    pub fn facts(&self, subject: &Value, condition: &Condition) -> Vec<Fact> {
        self.told(subject, condition, true)
    }

    /// The same, but for ways and what they lead to.
    pub fn facts_without_ways(&self, subject: &Value, condition: &Condition) -> Vec<Fact> {
        self.told(subject, condition, false)
    }

    fn told(&self, subject: &Value, condition: &Condition, ways: bool) -> Vec<Fact> {
        let mut teller = Teller { questions: self, facts: Vec::new(), ways };
        teller.tell(&mut vec![subject.clone()], condition);
        let mut facts: Vec<Fact> = Vec::new();
        for fact in teller.facts {
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        }
        facts
    }
}

impl Teller<'_, '_> {
    fn tell(&mut self, variables: &mut Vec<Value>, condition: &Condition) {
        if self.facts.len() > MOST {
            return;
        }
        let outcome = self.questions.truth(variables, condition);
        match condition {
            Condition::And(a, b) | Condition::Or(a, b) => {
                // Where one side decides alone, the other does not matter.
                let decides = match condition {
                    Condition::And(..) => Some(false),
                    _ => Some(true),
                };
                let (first, second) = (self.questions.truth(variables, a), self.questions.truth(variables, b));
                if outcome == decides {
                    let side = if first == decides { a } else { b };
                    return self.tell(variables, side);
                }
                for (side, truth) in [(a, first), (b, second)] {
                    if outcome.is_some() || truth.is_none() {
                        self.tell(variables, side);
                    }
                }
            }
            Condition::Not(inner) => self.tell(variables, inner),
            Condition::Some(path) | Condition::Stated(path) => self.along(variables, path, outcome, |_| true),
            Condition::Compare(path, how, Operand::Value(constant)) => {
                let model = self.questions.model;
                self.along(variables, path, outcome, |value| compares(model, value, *how, constant));
            }
            Condition::Compare(path, _, Operand::At(other)) => {
                self.along(variables, path, outcome, |_| true);
                self.along(variables, other, outcome, |_| true);
            }
            Condition::Gives(path, capability) => {
                let Some(start) = variables.get(path.start) else { return };
                for place in self.questions.values(start, &path.steps).items.into_iter().take(TOLD) {
                    let given = self.questions.is_given(&place, capability);
                    self.facts.push(Fact::Given(place, capability.clone(), given));
                }
            }
            Condition::Quantified(asked) => self.members(variables, asked, outcome),
        }
    }

    /// Facts along a path: to the first value that fits where there is one, else to all of them.
    fn along(&mut self, variables: &[Value], path: &Path, outcome: Option<bool>, fits: impl Fn(&Value) -> bool) {
        let Some(start) = variables.get(path.start) else { return };
        let (mut trail, mut dead) = (Vec::new(), HashSet::new());
        if outcome == Some(true) && self.trail_to(start, &path.steps, &fits, &mut trail, &mut dead) {
            self.facts.extend(trail);
            return;
        }
        self.all_along(&start.clone(), &path.steps, outcome.is_none());
    }

    /// `dead` holds what leads nowhere, with how many attributes were left there.
    fn trail_to(
        &self,
        value: &Value,
        steps: &[Attribute],
        fits: &impl Fn(&Value) -> bool,
        trail: &mut Vec<Fact>,
        dead: &mut HashSet<(usize, Key)>,
    ) -> bool {
        let Some((first, rest)) = steps.split_first() else { return fits(value) };
        for next in self.questions.of_one(value, *first).items {
            let here = key(&next).map(|key| (rest.len(), key));
            if here.is_some_and(|here| dead.contains(&here)) {
                continue;
            }
            let length = trail.len();
            trail.push(self.link(value, *first, &next));
            if self.trail_to(&next, rest, fits, trail, dead) {
                return true;
            }
            trail.truncate(length);
            dead.extend(here);
        }
        false
    }

    /// That an attribute of a thing has a value; of what is reached, the way.
    fn link(&self, value: &Value, attribute: Attribute, next: &Value) -> Fact {
        if !self.ways {
            return Fact::Known(value.clone(), attribute, vec![next.clone()]);
        }
        match (value, attribute, next) {
            (Value::Element(from), Attribute::Reaches, Value::Element(to)) => Fact::Way(self.way(*from, *to)),
            (Value::Asset(asset), Attribute::Reaches, Value::Element(to)) => {
                let arrives = |step: &&StepId| self.questions.model.step(**step).is_some_and(|hop| hop.to == *to);
                match self.questions.index().carrying[asset.index()].iter().find(arrives) {
                    Some(step) => Fact::Way(vec![*step]),
                    None => Fact::Known(next.clone(), Attribute::Holds, vec![value.clone()]),
                }
            }
            (Value::Element(to), Attribute::ReachedBy, Value::Element(from)) => Fact::Way(self.way(*from, *to)),
            _ => Fact::Known(value.clone(), attribute, vec![next.clone()]),
        }
    }

    fn way(&self, from: ElementId, to: ElementId) -> Vec<StepId> {
        let (model, graph) = (self.questions.model, self.questions.graph());
        let search = self.questions.ways_to(to);
        let first = graph.steps(from, false).filter(|(_, next)| search.reached(*next));
        let shortest = first.min_by_key(|(step, next)| (search.distance(*next), step_order(model, *step)));
        match shortest {
            Some((step, next)) => std::iter::once(step).chain(graph.way(model, &search, next)).collect(),
            None => Vec::new(),
        }
    }

    fn all_along(&mut self, value: &Value, steps: &[Attribute], unknown_only: bool) {
        if self.facts.len() > MOST {
            return;
        }
        let Some((first, rest)) = steps.split_first() else { return };
        let found = self.questions.of_one(value, *first);
        if found.items.is_empty() && !found.complete {
            self.facts.push(Fact::Unknown(value.clone(), *first));
        } else if !unknown_only {
            self.facts.push(Fact::Known(value.clone(), *first, found.items.clone()));
        }
        for next in found.items.iter().take(TOLD) {
            self.all_along(next, rest, unknown_only);
        }
    }

    fn members(&mut self, variables: &mut Vec<Value>, asked: &Quantified, outcome: Option<bool>) {
        if !self.ways && asked.is_about_reach() {
            return;
        }
        let (members, path) = match &asked.set {
            Set::All(set) => (self.questions.all(*set), None),
            Set::At(path) => {
                let Some(start) = variables.get(path.start) else { return };
                (self.questions.values(start, &path.steps).items, Some(path))
            }
        };
        // One member decides an `any` that holds, and an `every` that does not.
        let decisive = outcome == Some(!asked.every);
        let mut told = 0;
        for member in members {
            variables.push(member.clone());
            let truth = asked.condition.as_ref().map_or(Some(true), |inner| self.questions.truth(variables, inner));
            if truth == outcome && told < TOLD {
                told += 1;
                if let (true, Some(path)) = (decisive, path) {
                    let before = &variables[..variables.len() - 1];
                    self.along(before, path, Some(true), |value| *value == member);
                }
                if let Some(inner) = &asked.condition {
                    self.tell(variables, inner);
                }
            }
            variables.pop();
            if decisive && told > 0 {
                return;
            }
        }
        if let (Some(path), 0) = (path, told) {
            self.along(&variables.clone(), path, outcome, |_| false);
        }
    }
}
