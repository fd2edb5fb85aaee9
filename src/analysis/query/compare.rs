//! How two values compare. May assume that their sorts have been checked; values that do not compare are unequal.

use super::super::order::stands_above;
use super::sorts::ORDERED;
use super::values::like;
use crate::model::{BoundaryId, Comparison, ThreatModel, Value};
use std::cmp::Ordering;

/// Whether a value compares so with another.
pub(super) fn compares(model: &ThreatModel, left: &Value, how: Comparison, right: &Value) -> bool {
    let order = || order(model, left, right);
    match how {
        Comparison::Is => left == right || is_like(model, left, right),
        Comparison::Equal => left == right,
        Comparison::Unequal => left != right,
        Comparison::AtLeast => order().is_some_and(Ordering::is_ge),
        Comparison::AtMost => order().is_some_and(Ordering::is_le),
        Comparison::Above => order().is_some_and(Ordering::is_gt),
        Comparison::Below => order().is_some_and(Ordering::is_lt),
        Comparison::Inside => is_inside(model, left, right),
    }
}

fn is_like(model: &ThreatModel, left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Tech(a), Value::Tech(b)) => like(*a, model.techs.len(), |id| model[id].like).any(|id| id == *b),
        (Value::Protocol(a), Value::Protocol(b)) => {
            like(*a, model.protocols.len(), |id| model[id].like).any(|id| id == *b)
        }
        (Value::Auth(a), Value::Auth(b)) => like(*a, model.auths.len(), |id| model[id].like).any(|id| id == *b),
        _ => false,
    }
}

/// Which of two values stands above the other; `None` where neither does, which happens among classes.
fn order(model: &ThreatModel, left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => a.partial_cmp(b),
        (Value::Level(a, _), Value::Level(b, _)) => Some(a.cmp(b)),
        (Value::Word(a), Value::Word(b)) => ORDERED.iter().find_map(|known| {
            let place = |word: &str| known.iter().position(|other| *other == word);
            Some(place(a)?.cmp(&place(b)?))
        }),
        (Value::Class(a), Value::Class(b)) if a == b => Some(Ordering::Equal),
        (Value::Class(a), Value::Class(b)) if stands_above(model, *a, *b) => Some(Ordering::Greater),
        (Value::Class(a), Value::Class(b)) if stands_above(model, *b, *a) => Some(Ordering::Less),
        _ => None,
    }
}

fn is_inside(model: &ThreatModel, left: &Value, right: &Value) -> bool {
    let around: Option<BoundaryId> = match left {
        Value::Element(id) => model[*id].boundary,
        Value::Boundary(id) => Some(*id),
        _ => None,
    };
    model.around(around).any(|boundary| Value::Boundary(boundary) == *right)
}
