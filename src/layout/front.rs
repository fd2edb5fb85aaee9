//! The front of a growing spanning tree: the arcs that leave it, tightest first, while the whole tree may shift.
//!
//! May assume that arcs are pushed once, with their slack at that time. Must not know the arcs themselves.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Arcs between the grown tree and the rest; slacks are kept relative to the tree's shift.
#[derive(Debug, Default)]
pub(super) struct Front {
    /// Arcs whose tail is in the tree: shifting the tree up tightens them.
    leaving: BinaryHeap<Reverse<(i64, usize)>>,
    /// Arcs whose head is in the tree: shifting the tree up loosens them.
    entering: BinaryHeap<Reverse<(i64, usize)>>,
    shift: i64,
}

impl Front {
    /// How far the tree has been shifted so far.
    pub fn shift(&self) -> i64 {
        self.shift
    }

    /// Adds an arc; its slack counts positions in the tree without their shift.
    pub fn push(&mut self, arc: usize, slack: i64, leaving: bool) {
        let heap = if leaving { &mut self.leaving } else { &mut self.entering };
        heap.push(Reverse((slack, arc)));
    }

    /// The tightest arc that is not yet `inside` the tree; the tree is shifted so that the arc has no slack.
    pub fn tightest(&mut self, inside: impl Fn(usize) -> bool) -> Option<usize> {
        for heap in [&mut self.leaving, &mut self.entering] {
            while heap.peek().is_some_and(|Reverse((_, arc))| inside(*arc)) {
                heap.pop();
            }
        }
        let out = self.leaving.peek().map(|Reverse((slack, arc))| (slack - self.shift, *arc));
        let into = self.entering.peek().map(|Reverse((slack, arc))| (slack + self.shift, *arc));
        let (arc, by) = match (out, into) {
            (Some(a), Some(b)) if b < a => (b.1, -b.0),
            (Some(a), _) => (a.1, a.0),
            (None, Some(b)) => (b.1, -b.0),
            (None, None) => return None,
        };
        self.shift += by;
        Some(arc)
    }
}
