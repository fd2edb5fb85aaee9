//! Boundaries that a hop leaves and enters, and the hops of an answer.

use crate::model::{BoundaryId, ElementId, ThreatModel};

/// Boundaries that lie between two elements.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Crossing {
    /// Boundaries left, innermost first.
    pub leaves: Vec<BoundaryId>,
    /// Boundaries entered, outermost first.
    pub enters: Vec<BoundaryId>,
}

impl Crossing {
    /// Whether no boundary is crossed.
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty() && self.enters.is_empty()
    }
}

/// What a step from one element to another leaves and enters.
pub fn crossing(model: &ThreatModel, from: ElementId, to: ElementId) -> Crossing {
    let around = |element: ElementId| model.around(model[element].boundary).collect::<Vec<BoundaryId>>();
    let (mut leaves, mut enters) = (around(from), around(to));
    while let (Some(a), Some(b)) = (leaves.last(), enters.last()) {
        if a != b {
            break;
        }
        leaves.pop();
        enters.pop();
    }
    enters.reverse();
    Crossing { leaves, enters }
}
