//! A walk over values, down to the places of all their parts.

use crate::syntax::{Argument, Value, ValueKind};
use crate::text::Span;

/// Calls `change` for each place in a value; gives how many values it has.
pub(super) fn places(value: &mut Value, change: &mut impl FnMut(&mut Span)) -> usize {
    change(&mut value.span);
    let mut count = 1;
    names(&mut value.kind, change);
    parts(&mut value.kind, &mut |part| count += places(part, change));
    count
}

/// Calls `change` for the places of the words that are part of a value without being values themselves.
pub(super) fn names(kind: &mut ValueKind, change: &mut impl FnMut(&mut Span)) {
    match kind {
        ValueKind::Path(names) => names.iter_mut().for_each(|name| change(&mut name.span)),
        ValueKind::Catalogue(name, _) | ValueKind::Quantified { variable: name, .. } => change(&mut name.span),
        ValueKind::Call(_, arguments) => arguments.iter_mut().for_each(|argument| change(&mut argument.name.span)),
        _ => {}
    }
}

/// Calls `see` for each value right inside a value.
pub(super) fn parts(kind: &mut ValueKind, see: &mut impl FnMut(&mut Value)) {
    match kind {
        ValueKind::List(values) | ValueKind::Sequence(values) | ValueKind::Route(values) => {
            values.iter_mut().for_each(see);
        }
        ValueKind::Call(name, arguments) => {
            see(name);
            let value = |argument: &mut Argument| argument.value.iter_mut().for_each(&mut *see);
            arguments.iter_mut().for_each(value);
        }
        ValueKind::Group(inner) | ValueKind::Not(inner) => see(inner),
        ValueKind::Binary(_, left, right) => {
            see(left);
            see(right);
        }
        ValueKind::Quantified { set, condition, .. } => {
            see(set);
            condition.iter_mut().for_each(|condition| see(condition));
        }
        _ => {}
    }
}
