//! The order within the columns of one level: sweeps by the mean place of neighbours, then exchanges of neighbours.
//!
//! Places are those of ports, not of whole vertices: a segment at a group's side counts where it passes the border.
//! May assume a sound level. Must not touch coordinates, and must keep the given order wherever nothing is gained.

use super::ends::{Spot, crossings_at, far_end, line_up, spots};
use super::level::{Kind, Level};

/// How many times the columns are swept to and fro.
const SWEEPS: usize = 4;
/// How many rounds of exchanges follow each sweep.
const EXCHANGES: usize = 8;
/// How far a vertex may move in one go.
const REACH: usize = 24;
/// With more vertices than this in a column, a vertex may only move by `SHORT_REACH`.
const LONG_COLUMN: usize = 150;
const SHORT_REACH: usize = 4;

/// Improves the order of a level; with `pinned` borders these keep their order.
pub(super) fn improve(level: &mut Level, pinned: bool) {
    let mut sorter = Sorter::new(level);
    let mut least = sorter.crossings();
    if least == 0 {
        return;
    }
    let mut best = sorter.level.columns.clone();
    let (sweeps, exchanges) = effort(sorter.level.segments.len());
    for round in 0..sweeps {
        sorter.sweep(round % 2 == 0, pinned);
        for _ in 0..exchanges {
            if !sorter.exchange(pinned) {
                break;
            }
        }
        let now = sorter.crossings();
        if now < least {
            least = now;
            best.clone_from(&sorter.level.columns);
        }
        if least == 0 {
            break;
        }
    }
    level.columns = best;
}

/// How many sweeps, and rounds of exchanges after each, a level of this size is worth.
fn effort(segments: usize) -> (usize, usize) {
    match segments {
        0..4_000 => (SWEEPS, EXCHANGES),
        4_000..40_000 => (SWEEPS, 2),
        _ => (2, 1),
    }
}

/// Sorts the free borders of a level by their neighbours, so that they add no crossing.
pub(super) fn settle_borders(level: &mut Level) {
    let last = level.columns.len().saturating_sub(1);
    let (west, east) = (level.west, level.east);
    let mut sorter = Sorter::new(level);
    if west {
        sorter.sort_column(0, false);
    }
    if east {
        sorter.sort_column(last, true);
    }
}

/// A level whose order is being changed, with the stretches that follow from the order.
struct Sorter<'a> {
    level: &'a mut Level,
    spots: Vec<Spot>,
}

impl<'a> Sorter<'a> {
    fn new(level: &'a mut Level) -> Self {
        let spots = spots(level);
        Sorter { level, spots }
    }

    fn crossings(&self) -> usize {
        crossings_at(self.level, &self.spots)
    }

    fn sweep(&mut self, forwards: bool, pinned: bool) {
        let count = self.level.columns.len();
        for step in 1..count {
            let column = if forwards { step } else { count - 1 - step };
            if !(pinned && self.level.is_border(column)) {
                self.sort_column(column, forwards);
            }
        }
    }

    fn replace(&mut self, column: usize, order: Vec<usize>) {
        self.level.columns[column] = order;
        line_up(self.level, &self.level.columns[column], &mut self.spots);
    }

    /// Sorts a column by the mean place of its neighbours on the left (or right); vertices without stay where they are.
    fn sort_column(&mut self, column: usize, by_left: bool) {
        let level = &*self.level;
        let mean = |v: usize| {
            let segments = if by_left { &level.into[v] } else { &level.out[v] };
            let sum: f64 = segments.iter().map(|&s| far_end(level, &self.spots, s, by_left)).sum();
            (!segments.is_empty()).then(|| sum / segments.len() as f64)
        };
        let mut moving: Vec<(f64, usize)> =
            level.columns[column].iter().filter_map(|&v| mean(v).map(|m| (m, v))).collect();
        moving.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut sorted = moving.into_iter();
        let mut order = level.columns[column].clone();
        for slot in &mut order {
            let segments = if by_left { &level.into[*slot] } else { &level.out[*slot] };
            if !segments.is_empty()
                && let Some((_, v)) = sorted.next()
            {
                *slot = v;
            }
        }
        self.replace(column, order);
    }

    /// Where the segments at one side of a vertex end, sorted.
    fn ends(&self, v: usize, by_left: bool) -> Vec<f64> {
        let segments = if by_left { &self.level.into[v] } else { &self.level.out[v] };
        let mut ends: Vec<f64> = segments.iter().map(|&s| far_end(self.level, &self.spots, s, by_left)).collect();
        ends.sort_unstable_by(f64::total_cmp);
        ends
    }

    /// Moves single vertices within their column wherever that saves crossings; says whether anything changed.
    fn exchange(&mut self, pinned: bool) -> bool {
        let mut changed = false;
        for column in 0..self.level.columns.len() {
            if pinned && self.level.is_border(column) {
                continue;
            }
            let mut sides: Vec<(usize, Vec<f64>, Vec<f64>)> =
                self.level.columns[column].iter().map(|&v| (v, self.ends(v, true), self.ends(v, false))).collect();
            let mut here = false;
            for at in 0..sides.len() {
                let to = best_place(&sides, at);
                if to != at {
                    let side = sides.remove(at);
                    sides.insert(to, side);
                    here = true;
                }
            }
            if here {
                self.replace(column, sides.into_iter().map(|side| side.0).collect());
                changed = true;
            }
        }
        changed
    }
}

/// The place within reach where the vertex at `at` has the fewest crossings; its own if none is better.
fn best_place(sides: &[(usize, Vec<f64>, Vec<f64>)], at: usize) -> usize {
    let (_, own_in, own_out) = &sides[at];
    let reach = if sides.len() > LONG_COLUMN { SHORT_REACH } else { REACH };
    let (mut best, mut place) = (0i64, at);
    let mut gain = 0i64;
    for other in (at.saturating_sub(reach)..at).rev() {
        let (_, a_in, a_out) = &sides[other];
        gain += (after(a_in, own_in) + after(a_out, own_out)) as i64;
        gain -= (after(own_in, a_in) + after(own_out, a_out)) as i64;
        if gain > best {
            (best, place) = (gain, other);
        }
    }
    gain = 0;
    for (other, (_, b_in, b_out)) in sides.iter().enumerate().skip(at + 1).take(reach) {
        gain += (after(own_in, b_in) + after(own_out, b_out)) as i64;
        gain -= (after(b_in, own_in) + after(b_out, own_out)) as i64;
        if gain > best {
            (best, place) = (gain, other);
        }
    }
    place
}

/// How many pairs of `first` and `second` are in the wrong order when `first` stands before `second`.
fn after(first: &[f64], second: &[f64]) -> usize {
    first.iter().map(|a| second.partition_point(|b| b < a)).sum()
}

/// The groups of a level with their vertices.
pub(super) fn groups(level: &Level) -> Vec<(usize, usize)> {
    let group = |(v, vertex): (usize, &super::level::Vertex)| match vertex.kind {
        Kind::Group(container) => Some((v, container)),
        _ => None,
    };
    level.vertices.iter().enumerate().filter_map(group).collect()
}
