//! Small changes to a drawing that is already good: a label at another place of its line, two items exchanged.
//!
//! May assume levels whose order is final. Must keep every level sound; whether a change is for the better is for the
//! score of the finished drawing to say.

use super::level::{Kind, Level};
use super::order::rearrange;
use super::tree::Tree;

/// A change of one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// The label moves to another vertex of its line.
    Label { container: usize, from: usize, to: usize },
    /// Two neighbours in a column change places.
    Exchange { container: usize, column: usize, upper: usize },
}

/// All changes of all levels, outermost first.
pub(super) fn changes(levels: &[Level], tree: &Tree) -> Vec<Change> {
    let mut changes = Vec::new();
    for &container in &tree.preorder {
        let level = &levels[container];
        for (column, vertices) in level.columns.iter().enumerate() {
            let items: Vec<usize> = (0..vertices.len()).filter(|&at| is_item(level, vertices[at])).collect();
            let upper = items.iter().take(items.len().saturating_sub(1));
            changes.extend(upper.map(|&upper| Change::Exchange { container, column, upper }));
        }
        for from in 0..level.vertices.len() {
            if let Kind::Label(_) = level.vertices[from].kind {
                let others = bends_on_line(level, from).into_iter();
                changes.extend(others.map(|to| Change::Label { container, from, to }));
            }
        }
    }
    changes
}

/// The levels after a change; `None` if it would put something in the way of a line through a side.
pub(super) fn changed(levels: &[Level], change: Change) -> Option<Vec<Level>> {
    let mut levels = levels.to_vec();
    match change {
        Change::Label { container, from, to } => {
            let level = &mut levels[container];
            let (a, b) = (level.vertices[from].kind, level.vertices[to].kind);
            (level.vertices[from].kind, level.vertices[to].kind) = (b, a);
        }
        Change::Exchange { container, column, upper } => {
            let level = &mut levels[container];
            let order = &level.columns[column];
            let lower = (upper + 1..order.len()).find(|&at| is_item(level, order[at]));
            if let Some(lower) = lower {
                level.columns[column].swap(upper, lower);
                rearrange(level, column, container != 0);
            }
            if !level.sides_are_free() {
                return None;
            }
        }
    }
    Some(levels)
}

fn is_item(level: &Level, v: usize) -> bool {
    matches!(level.vertices[v].kind, Kind::Node(_) | Kind::Group(_))
}

/// The bends on the line of a label.
fn bends_on_line(level: &Level, label: usize) -> Vec<usize> {
    let mut bends = Vec::new();
    for west in [true, false] {
        let mut at = label;
        loop {
            let segments = if west { &level.into[at] } else { &level.out[at] };
            let Some(&segment) = segments.first() else { break };
            at = if west { level.segments[segment].left } else { level.segments[segment].right };
            if level.vertices[at].kind != Kind::Bend {
                break;
            }
            bends.push(at);
        }
    }
    bends
}
