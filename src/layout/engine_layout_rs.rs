//! The layout-rs engine as a second opinion on small levels: an order of the columns.
//!
//! Its drawing code is never called (that is where it panics on some graphs), it never sees a big or an empty level,
//! and what it answers is checked before it is used. May assume nothing about its answers.

use super::level::Level;
use ::layout::adt::dag::{DAG, NodeHandle};
use ::layout::topo::optimizer::EdgeCrossOptimizer;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The largest level it gets to see, in vertices.
const LARGEST: usize = 40;

/// Reorders all small levels as layout-rs would; says whether any order changed.
pub(super) fn reorder(levels: &mut [Level]) -> bool {
    let mut changed = false;
    for level in levels {
        if let Some(columns) = order(level)
            && columns != level.columns
        {
            level.columns = columns;
            changed = true;
        }
    }
    changed
}

/// The columns of one level in the order that layout-rs prefers.
fn order(level: &Level) -> Option<Vec<Vec<usize>>> {
    let fits = level.vertices.len() <= LARGEST && level.columns.len() > 1 && !level.segments.is_empty();
    if !fits || level.columns.iter().any(Vec::is_empty) {
        return None;
    }
    let columns = catch_unwind(AssertUnwindSafe(|| optimized(level))).ok()?;
    let same = columns.len() == level.columns.len()
        && columns.iter().zip(&level.columns).all(|(a, b)| {
            let (mut a, mut b) = (a.clone(), b.clone());
            a.sort_unstable();
            b.sort_unstable();
            a == b
        });
    same.then_some(columns)
}

fn optimized(level: &Level) -> Vec<Vec<usize>> {
    let mut dag = DAG::new();
    dag.set_validate(false);
    dag.new_nodes(level.vertices.len());
    for segment in &level.segments {
        dag.add_edge(NodeHandle::new(segment.left), NodeHandle::new(segment.right));
    }
    *dag.ranks_mut() = level.columns.iter().map(|c| c.iter().map(|&v| NodeHandle::new(v)).collect()).collect();
    EdgeCrossOptimizer::new(&mut dag).optimize();
    dag.ranks().iter().map(|c| c.iter().map(|h| h.get_index()).collect()).collect()
}
