//! Assertions judged: does what somebody promised hold of the flows that exist, would it hold with the proposed ones,
//! and which waivers cover what breaks it.
//!
//! Each assertion costs a few searches of the graph, however many ways break it: of ways only the one step is noted
//! that decides about each, and routes are spelt out for the few that are shown. What is listed, and in which order,
//! follows from ids, not from the order of declaration. Opinions about all this are elsewhere.

mod empty;
mod found;
mod judge;
mod lost;
mod route;
mod things;
mod usual;
mod ways;

pub use empty::Empty;
pub use lost::{Lost, lost};

use super::query::Questions;
use crate::model::{AssertionId, ElementId, Place, StepId, ThreatModel, Value};
use crate::text::Date;

/// Offences that are spelt out at most; the others are counted.
pub const LISTED: usize = 8;

/// What is known of one assertion.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The assertion.
    pub assertion: AssertionId,
    /// What breaks it, and no waiver in force covers.
    pub broken: Offences,
    /// What would break it if all proposed flows were real, and no waiver in force covers.
    pub would_break: Offences,
    /// Its waivers, in the order of declaration.
    pub waivers: Vec<WaiverUse>,
    /// That of which it is not known whether it has what it must have.
    pub unknown: Vec<Value>,
    /// Why it says nothing, or less than it seems to say.
    pub empty: Vec<Empty>,
}

/// How an assertion stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing breaks it.
    Holds,
    /// Something breaks it, and somebody bears that.
    Waived,
    /// Something breaks it.
    Broken,
}

/// What breaks an assertion, the shortest route first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Offences {
    /// The first of them, spelt out.
    pub listed: Vec<Offence>,
    /// How many there are: ways by the step that decides, routes and things each once.
    pub count: usize,
}

/// A route or thing that breaks an assertion.
#[derive(Debug, Clone, PartialEq)]
pub struct Offence {
    /// What it does not keep to.
    pub demands: Vec<Demand>,
    /// The thing, or the step of the route that decides.
    pub of: Value,
    /// The route hop by hop; empty for what is no route.
    pub route: Vec<Leg>,
    /// Index of the hop in the route by which it breaks the assertion.
    pub decisive: usize,
    /// How the same ends are connected through what must be passed; empty where they are not, or nobody looked.
    pub usual: Vec<Leg>,
}

/// What an assertion demands.
#[derive(Debug, Clone, PartialEq)]
pub enum Demand {
    /// To pass an element, or one in a boundary.
    Pass(Value),
    /// Not to enter an element or boundary.
    NotEnter(Value),
    /// To have what `must_have` says.
    Have,
}

/// A hop of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg {
    /// Where it begins.
    pub from: ElementId,
    /// Where it ends.
    pub to: ElementId,
    /// The step of a flow; the model has none of that number where the answer is not written.
    pub step: StepId,
}

/// What a waiver does on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaiverUse {
    /// Index into `model.waivers`.
    pub waiver: usize,
    /// Whether it has not run out.
    pub in_force: bool,
    /// Whether it covers something that breaks the assertion, or would cover it if it were in force.
    pub covers: bool,
    /// Whether it covers something that proposed flows would break.
    pub covers_proposed: bool,
}

impl Verdict {
    /// How the assertion stands with the flows that exist.
    pub fn standing(&self) -> Standing {
        if self.broken.count > 0 {
            return Standing::Broken;
        }
        match self.waivers.iter().any(|waiver| waiver.in_force && waiver.covers) {
            true => Standing::Waived,
            false => Standing::Holds,
        }
    }
}

impl Offence {
    /// Whether its route, or the thing, is at a place.
    pub fn is_at(&self, place: Place) -> bool {
        let itself = match self.of {
            Value::Element(id) => place == Place::Element(id),
            Value::Flow(id) => place == Place::Flow(id),
            _ => false,
        };
        itself || passes(&self.route, place)
    }
}

/// Whether a route passes an element, or takes a step of a flow.
fn passes(route: &[Leg], place: Place) -> bool {
    route.iter().any(|leg| match place {
        Place::Element(id) => leg.from == id || leg.to == id,
        Place::Flow(id) => leg.step.flow == id,
    })
}

/// The verdict on each assertion, in the order of declaration.
pub fn verdicts(model: &ThreatModel, as_of: Date) -> Vec<Verdict> {
    if model.assertions.is_empty() {
        return Vec::new();
    }
    let questions = Questions::new(model);
    let with_proposed = Questions::with_proposed(model);
    let judge = judge::Judge::new(&questions, &with_proposed);
    (0..model.assertions.len()).map(|index| judge.verdict(AssertionId::from(index), as_of)).collect()
}
