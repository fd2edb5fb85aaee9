//! The order within the columns of one level: sweeps by the mean place of neighbours, then exchanges of neighbours.
//!
//! Places are those of ports, not of whole vertices: a segment at a group's side counts where it passes the border.
//! May assume a sound level. Must not touch coordinates, and must keep the given order wherever nothing is gained.

use super::ends::{Spot, crossings_at, far_end, line_up, spots};
use super::level::{Kind, Level};

/// How many times the columns are swept to and fro.
const SWEEPS: usize = 16;
/// How many rounds of exchanges follow each sweep.
const EXCHANGES: usize = 8;
/// How far a vertex may move in one go.
const REACH: usize = 24;
/// With more vertices than this in a column, a vertex may only move by `SHORT_REACH`.
const LONG_COLUMN: usize = 1500;
const SHORT_REACH: usize = 4;

/// Improves the order of a level; with `pinned` borders these keep their order.
pub(super) fn improve(level: &mut Level, pinned: bool) {
    if level.settled {
        return;
    }
    let fixed = (0..level.columns.len()).map(|column| pinned && level.is_border(column)).collect();
    level.settled = !improve_around(level, fixed);
}

/// Improves the order of all columns but one, whose order has just been changed.
pub(super) fn rearrange(level: &mut Level, kept: usize, pinned: bool) {
    let fixed = (0..level.columns.len()).map(|column| column == kept || (pinned && level.is_border(column))).collect();
    improve_around(level, fixed);
    level.settled = false;
}

/// Improves the order of the columns that are not fixed; says whether it is better now.
fn improve_around(level: &mut Level, fixed: Vec<bool>) -> bool {
    let mut sorter = Sorter::new(level, fixed);
    let mut least = sorter.crossings();
    if least == 0 {
        return false;
    }
    let before = least;
    let mut best = sorter.level.columns.clone();
    let (sweeps, exchanges) = effort(sorter.level.segments.len());
    let mut idle = 0;
    for round in 0..sweeps {
        sorter.sweep(round % 2 == 0);
        for _ in 0..exchanges {
            if !sorter.exchange() {
                break;
            }
        }
        let now = sorter.crossings();
        if now < least && sorter.level.sides_are_free() {
            least = now;
            best.clone_from(&sorter.level.columns);
            idle = 0;
        } else {
            idle += 1;
        }
        if least == 0 || idle == 2 {
            break;
        }
    }
    level.columns = best;
    least < before
}

/// How many sweeps, and rounds of exchanges after each, a level of this size is worth.
fn effort(segments: usize) -> (usize, usize) {
    match segments {
        0..4_000 => (SWEEPS, EXCHANGES),
        4_000..40_000 => (SWEEPS, 8),
        _ => (2, 1),
    }
}

/// Sorts the free borders of a level by their neighbours, so that they add no crossing.
pub(super) fn settle_borders(level: &mut Level) {
    level.settled = false;
    let last = level.columns.len().saturating_sub(1);
    let (west, east) = (level.west, level.east);
    let mut sorter = Sorter::new(level, Vec::new());
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
    /// Columns that keep their order.
    fixed: Vec<bool>,
    /// Columns near which something has changed since exchanges were last looked for.
    stale: Vec<bool>,
    sides: Sides,
}

impl<'a> Sorter<'a> {
    fn new(level: &'a mut Level, fixed: Vec<bool>) -> Self {
        let spots = spots(level);
        let stale = vec![true; level.columns.len()];
        Sorter { level, spots, fixed, stale, sides: Sides::default() }
    }

    fn crossings(&self) -> usize {
        crossings_at(self.level, &self.spots)
    }

    fn sweep(&mut self, forwards: bool) {
        let count = self.level.columns.len();
        for step in 1..count {
            let column = if forwards { step } else { count - 1 - step };
            if !self.fixed[column] {
                self.sort_column(column, forwards);
            }
        }
    }

    fn replace(&mut self, column: usize, order: Vec<usize>) {
        if self.level.columns[column] == order {
            return;
        }
        self.level.columns[column] = order;
        let near = column.saturating_sub(1)..(column + 2).min(self.stale.len());
        self.stale[near].fill(true);
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
        self.level.keep_known_in(&mut order);
        self.replace(column, order);
    }

    /// Moves single vertices within their column wherever that saves crossings; says whether anything changed.
    fn exchange(&mut self) -> bool {
        let mut changed = false;
        for column in 0..self.level.columns.len() {
            // Nothing near has changed since the last look, so nothing can be gained.
            if self.fixed[column] || !std::mem::take(&mut self.stale[column]) {
                continue;
            }
            self.sides.read(self.level, &self.spots, column);
            let mut here = false;
            for at in 0..self.sides.places.len() {
                let to = self.sides.best_place(at);
                if to != at {
                    let side = self.sides.places.remove(at);
                    self.sides.places.insert(to, side);
                    here = true;
                }
            }
            if here {
                self.replace(column, self.sides.places.iter().map(|place| place.vertex).collect());
                changed = true;
            }
        }
        changed
    }
}

/// The far ends of the segments at all vertices of one column, in one list.
#[derive(Default)]
struct Sides {
    ends: Vec<f64>,
    places: Vec<Place>,
}

/// A vertex with the stretches of its sorted ends on the left and on the right.
struct Place {
    vertex: usize,
    /// Whether it must not pass others that are known.
    known: bool,
    first: usize,
    middle: usize,
    last: usize,
}

impl Sides {
    fn read(&mut self, level: &Level, spots: &[Spot], column: usize) {
        self.ends.clear();
        self.places.clear();
        for &vertex in &level.columns[column] {
            let first = self.ends.len();
            self.ends.extend(level.into[vertex].iter().map(|&s| far_end(level, spots, s, true)));
            let middle = self.ends.len();
            self.ends.extend(level.out[vertex].iter().map(|&s| far_end(level, spots, s, false)));
            self.ends[first..middle].sort_unstable_by(f64::total_cmp);
            self.ends[middle..].sort_unstable_by(f64::total_cmp);
            let known = level.place(vertex).is_some();
            self.places.push(Place { vertex, known, first, middle, last: self.ends.len() });
        }
    }

    /// The place within reach where the vertex at `at` has the fewest crossings; its own if none is better.
    fn best_place(&self, at: usize) -> usize {
        let reach = if self.places.len() > LONG_COLUMN { SHORT_REACH } else { REACH };
        let (mut best, mut place) = (0i64, at);
        let mut gain = 0i64;
        let barrier = |other: &usize| !(self.places[at].known && self.places[*other].known);
        for other in (at.saturating_sub(reach)..at).rev().take_while(barrier) {
            gain += self.crossings_saved(other, at);
            if gain > best {
                (best, place) = (gain, other);
            }
        }
        gain = 0;
        for other in (at + 1..self.places.len()).take(reach).take_while(barrier) {
            gain += self.crossings_saved(at, other);
            if gain > best {
                (best, place) = (gain, other);
            }
        }
        place
    }

    /// How many crossings fewer there are with `lower` above `upper`.
    fn crossings_saved(&self, upper: usize, lower: usize) -> i64 {
        let (a, b) = (&self.places[upper], &self.places[lower]);
        surplus(&self.ends[a.first..a.middle], &self.ends[b.first..b.middle])
            + surplus(&self.ends[a.middle..a.last], &self.ends[b.middle..b.last])
    }
}

/// How many pairs have the greater part in the first list, less those that have it in the second.
fn surplus(first: &[f64], second: &[f64]) -> i64 {
    if first.len() * second.len() > 64 {
        let below = |a: &f64| second.partition_point(|b| b < a) as i64;
        let above = |a: &f64| (second.len() - second.partition_point(|b| b <= a)) as i64;
        return first.iter().map(|a| below(a) - above(a)).sum();
    }
    let mut sum = 0;
    for a in first {
        for b in second {
            sum += i64::from(a > b) - i64::from(a < b);
        }
    }
    sum
}

/// The groups of a level with their vertices.
pub(super) fn groups(level: &Level) -> Vec<(usize, usize)> {
    let group = |(v, vertex): (usize, &super::level::Vertex)| match vertex.kind {
        Kind::Group(container) => Some((v, container)),
        _ => None,
    };
    level.vertices.iter().enumerate().filter_map(group).collect()
}
