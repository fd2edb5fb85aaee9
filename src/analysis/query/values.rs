//! The values of attributes. May assume a subject of the sort that has the attribute; any other gives nothing known.

use crate::analysis::crossing::crossing;
use crate::analysis::order::resolve_protocol;
use crate::model::{Attribute, ElementId, FlowState, Hop, ThreatModel, Value};

/// Values at the end of a path, and whether there can be no others.
pub(super) struct Values {
    pub items: Vec<Value>,
    pub complete: bool,
}

impl Values {
    fn one(value: Option<Value>) -> Self {
        Values { complete: value.is_some(), items: value.into_iter().collect() }
    }

    /// A field with several values: left empty, it says nothing.
    fn written(items: impl Iterator<Item = Value>) -> Self {
        let items: Vec<Value> = items.collect();
        Values { complete: !items.is_empty(), items }
    }

    fn all(items: impl Iterator<Item = Value>) -> Self {
        Values { items: items.collect(), complete: true }
    }
}

/// The values at the end of a path of attributes.
pub(super) fn values(model: &ThreatModel, subject: &Value, path: &[Attribute]) -> Values {
    let mut found = Values { items: vec![subject.clone()], complete: true };
    for attribute in path {
        let mut next = Values { items: Vec::new(), complete: found.complete };
        for value in &found.items {
            let step = of_one(model, value, *attribute);
            next.items.extend(step.items);
            next.complete &= step.complete;
        }
        found = next;
    }
    found
}

fn of_one(model: &ThreatModel, subject: &Value, attribute: Attribute) -> Values {
    match subject {
        Value::Step { flow, hop, answer } => match model[*flow].step(*hop, *answer) {
            Some(_) if attribute == Attribute::OutOfScope => {
                Values::one(Some(Value::YesNo(model[*flow].out_of_scope.is_some())))
            }
            Some(_) if attribute == Attribute::State => {
                Values::one(Some(Value::Word(state(model[*flow].state).into())))
            }
            Some(step) => of_step(model, step, attribute),
            None => Values::one(None),
        },
        Value::Element(id) => of_element(model, *id, attribute),
        _ => Values::one(of_other(model, subject, attribute)),
    }
}

fn state(state: FlowState) -> &'static str {
    match state {
        FlowState::Real => "real",
        FlowState::Proposed => "proposed",
        FlowState::Retired => "retired",
    }
}

fn of_step(model: &ThreatModel, step: &Hop, attribute: Attribute) -> Values {
    let crossed = || crossing(model, step.from, step.to);
    match attribute {
        Attribute::Over => Values::one(step.over.map(Value::Protocol)),
        Attribute::Auth => Values::one(step.auth.map(Value::Auth)),
        Attribute::Carries => Values::written(step.carries.iter().copied().map(Value::Asset)),
        Attribute::From => Values::one(Some(Value::Element(step.from))),
        Attribute::To => Values::one(Some(Value::Element(step.to))),
        Attribute::Leaves => Values::all(crossed().leaves.into_iter().map(Value::Boundary)),
        Attribute::Enters => Values::all(crossed().enters.into_iter().map(Value::Boundary)),
        Attribute::Crosses => {
            let crossed = crossed();
            Values::all(crossed.leaves.into_iter().chain(crossed.enters).map(Value::Boundary))
        }
        _ => Values::one(None),
    }
}

fn of_element(model: &ThreatModel, id: ElementId, attribute: Attribute) -> Values {
    let element = &model[id];
    match attribute {
        Attribute::Kind => Values::one(Some(Value::Word(element.kind.word().into()))),
        Attribute::Tech => Values::one(element.tech.map(Value::Tech)),
        Attribute::Holds => Values::written(element.holds.iter().copied().map(Value::Asset)),
        Attribute::Encrypted => Values::one(element.encrypted.map(Value::YesNo)),
        Attribute::AppendOnly => Values::one(element.append_only.map(Value::YesNo)),
        Attribute::OutOfScope => Values::one(Some(Value::YesNo(element.out_of_scope.is_some()))),
        // Outside of all boundaries is known as well.
        Attribute::Boundary => Values::all(element.boundary.into_iter().map(Value::Boundary)),
        _ => Values::one(None),
    }
}

/// Of things whose attributes have one value each.
fn of_other(model: &ThreatModel, subject: &Value, attribute: Attribute) -> Option<Value> {
    match (subject, attribute) {
        (Value::Boundary(id), Attribute::Kind) => model[*id].kind.clone().map(Value::Word),
        (Value::Boundary(id), Attribute::Trust) => model[*id].trust.clone().map(Value::Word),
        (Value::Boundary(id), Attribute::Parent) => model[*id].parent.map(Value::Boundary),
        (Value::Asset(id), Attribute::Class) => model[*id].class.map(Value::Class),
        (Value::Protocol(id), Attribute::Encrypted) => resolve_protocol(model, *id).0.map(Value::YesNo),
        (Value::Protocol(id), Attribute::Authenticated) => resolve_protocol(model, *id).1.map(Value::YesNo),
        (Value::Auth(id), Attribute::Authenticates) => like(*id, model.auths.len(), |id| model[id].like)
            .find_map(|id| model[id].authenticates.clone())
            .map(Value::Word),
        (Value::Auth(id), Attribute::Factors) => {
            like(*id, model.auths.len(), |id| model[id].like).find_map(|id| model[id].factors).map(Value::Number)
        }
        _ => None,
    }
}

/// A word of a vocabulary, then what it is like, and so on; a chain is never longer than the vocabulary.
pub(super) fn like<I: Copy>(start: I, most: usize, next: impl Fn(I) -> Option<I>) -> impl Iterator<Item = I> {
    std::iter::successors(Some(start), move |id| next(*id)).take(most)
}
