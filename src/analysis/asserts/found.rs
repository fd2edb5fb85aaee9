//! What breaks an assertion, gathered: all of it counted, the first few spelt out.

use super::judge::Demands;
use super::route::route_order;
use super::{LISTED, Offence, Offences};
use crate::analysis::query::order;
use crate::model::{ThreatModel, Value};
use std::collections::{HashMap, HashSet};

/// Something that breaks a demand.
pub(super) struct Found {
    /// Index of the demand.
    pub demand: usize,
    /// The thing, or the step that decides.
    pub of: Value,
    /// Hops of the route.
    pub length: usize,
    /// Spelt out, where that costs nothing more.
    pub offence: Option<Offence>,
}

/// What tells offences apart: the demand, and the thing or step.
pub(super) type Key = (usize, Thing);
type Thing = (u8, u32, bool, usize);

/// All that breaks an assertion in one look.
#[derive(Default)]
pub(super) struct Outcome {
    /// Each with the length of its route.
    pub keys: HashMap<Key, usize>,
    pub offences: Offences,
    /// That of which it is not known whether it has what it must have.
    pub unknown: Vec<Value>,
}

fn thing(value: &Value) -> Thing {
    match value {
        Value::Step(step) => (0, step.flow.0, step.answer, step.hop),
        Value::Flow(id) => (1, id.0, false, 0),
        Value::Element(id) => (2, id.0, false, 0),
        Value::Boundary(id) => (3, id.0, false, 0),
        Value::Asset(id) => (4, id.0, false, 0),
        Value::Threat(id) => (5, id.0, false, 0),
        Value::Mitigation(id) => (6, id.0, false, 0),
        Value::Assumption(id) => (7, id.0, false, 0),
        Value::Adversary(id) => (8, id.0, false, 0),
        Value::Objective(id) => (9, id.0, false, 0),
        _ => (10, 0, false, 0),
    }
}

/// Counts what was found, but not what is known already, and spells the first of it out.
pub(super) fn gather(
    model: &ThreatModel,
    demands: &Demands<'_>,
    mut found: Vec<Found>,
    unknown: Vec<Value>,
    known: &HashMap<Key, usize>,
    spelt_out: impl Fn(&Found) -> Option<Offence>,
) -> Outcome {
    found.retain(|found| !known.contains_key(&(found.demand, thing(&found.of))));
    let keys: HashMap<Key, usize> =
        found.iter().map(|found| ((found.demand, thing(&found.of)), found.length)).collect();
    let count = found.iter().map(|found| thing(&found.of)).collect::<HashSet<Thing>>().len();
    let compare = |a: &Found, b: &Found| {
        (a.length, order(model, &a.of), a.demand).cmp(&(b.length, order(model, &b.of), b.demand))
    };
    // One thing may break several demands.
    let most = LISTED * demands.list.len().max(1);
    if found.len() > most {
        found.select_nth_unstable_by(most, compare);
        found.truncate(most);
    }
    found.sort_by(compare);
    let mut listed: Vec<Offence> = Vec::new();
    for offence in found.iter().filter_map(spelt_out) {
        // Told once: the step that decides, and the route, which may break a demand at several steps.
        let is_same =
            |other: &Offence| other.of == offence.of || !other.route.is_empty() && other.route == offence.route;
        let same = listed.iter().position(is_same);
        match same {
            Some(at) => listed[at].demands.extend(offence.demands),
            None if listed.len() < LISTED => listed.push(offence),
            None => {}
        }
    }
    listed.sort_by_cached_key(|offence| {
        (offence.route.len(), order(model, &offence.of), route_order(model, &offence.route))
    });
    Outcome { keys, offences: Offences { listed, count }, unknown }
}
