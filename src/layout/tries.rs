//! Several tries at the order of all levels; the one with the fewest crossings is kept.
//!
//! May assume levels in declaration order. Must count work, not time, and use nothing but a fixed sequence of numbers.

use super::engine_layout_rs;
use super::level::Level;
use super::tree::Tree;
use super::weave::{Start, weave};

/// How many segments all tries may have together, about.
const WORK: usize = 40_000;
/// The most tries.
const TRIES: usize = 60;

/// The best of several orders: the declared one, on small levels the one that layout-rs finds, and fixed shuffles.
/// The declared one stays unless another is clearly better, so that small changes of a graph change little.
pub(super) fn ordered(declared: Vec<Level>, tree: &Tree) -> Vec<Level> {
    let segments: usize = declared.iter().map(|level| level.segments.len()).sum();
    let mut best = declared.clone();
    let mut least = weave(&mut best, tree, Start::Outside);
    let mut number = Shuffle(1);
    for turn in 0..(WORK / (segments + 1)).min(TRIES) {
        if least == 0 {
            break;
        }
        let mut offered = declared.clone();
        if turn == 0 && !engine_layout_rs::reorder(&mut offered) {
            continue;
        }
        if turn > 1 {
            offered.iter_mut().for_each(|level| number.shuffle(level));
        }
        let start = if turn % 3 == 1 { Start::Inside } else { Start::Outside };
        let crossings = weave(&mut offered, tree, start);
        if crossings * 20 < least * 19 {
            least = crossings;
            best = offered;
        }
    }
    best
}

/// A generator of fixed numbers, the same in every run.
struct Shuffle(u64);

impl Shuffle {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    fn shuffle(&mut self, level: &mut Level) {
        for column in &mut level.columns {
            for at in (1..column.len()).rev() {
                column.swap(at, self.below(at + 1));
            }
        }
    }
}
