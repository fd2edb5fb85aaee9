//! Ids of things, by which ties are broken so that no order depends on where something is declared.

use super::display::identity;
use crate::analysis::graph::step_order;
use crate::model::{ThreatModel, Value};

/// The order of things.
pub(in crate::analysis) fn order<'m>(model: &'m ThreatModel, value: &Value) -> (&'m str, bool, usize) {
    match value {
        Value::Step(step) => step_order(model, *step),
        other => (identity(model, other).map_or("", |identity| identity.id.as_str()), false, 0),
    }
}
