//! Several tries at the order of all levels; the one with the fewest crossings is kept.
//!
//! May assume levels in declaration order. Must count work, not time, and use nothing but a fixed sequence of numbers.

use super::ends::crossings;
use super::engine_layout_rs;
use super::level::{Level, segments};
use super::order::rearrange;
use super::tree::Tree;
use super::weave::{Start, rounds, total, weave, weave_again};

/// How many segments all tries may have together, about, and the most tries.
const WORK: usize = 110_000;
const TRIES: usize = 320;
/// In how many independent streams the tries are made, each with numbers of its own.
const STREAMS: usize = 4;
/// Where the numbers of the first stream begin, those of the others after it.
const FIRST: u64 = 21;
/// How many in a hundred tries begin from a shuffle of everything, the rest from a disturbance of the best order.
const SHUFFLES: usize = 85;
/// The same for levels as they are drawn, which are only disturbed.
const LATE_WORK: usize = 60_000;
const LATE_TRIES: usize = 150;
/// The most places that are disturbed at once.
const PLACES: usize = 4;
/// In how many of a hundred disturbances groups first forget what is inside them.
const FORGETS: usize = 30;

/// The best of several orders: the declared one, on small levels the one that layout-rs finds, fixed shuffles, and
/// disturbances of the best so far. The declared one stays unless another is clearly better, so that small changes of
/// a graph change little; that of an earlier drawing (`drawn`) stays unless it has become far worse.
pub(super) fn ordered(declared: &[Level], tree: &Tree, drawn: bool) -> Vec<Level> {
    let mut first = declared.to_vec();
    let least = if drawn { weave_again(&mut first, tree) } else { weave(&mut first, tree, Start::Outside) };
    let enough = if drawn { least * 3 / 4 } else { least * 49 / 50 };
    let mut tries = Tries { tree, number: Numbers(0), best: first.clone(), least };
    let count = (WORK / (segments(declared) + 1)).min(TRIES);
    for (start, asked) in [(Start::Inside, false), (Start::Outside, true)] {
        let mut offered = declared.to_vec();
        if asked {
            engine_layout_rs::reorder(&mut offered);
            offered.iter_mut().for_each(Level::keep_known);
        }
        let crossings = weave(&mut offered, tree, start);
        tries.offer(offered, crossings);
    }
    let stream = |number: u64| {
        let mut own = Tries { tree, number: Numbers(number), best: tries.best.clone(), least: tries.least };
        own.search(declared, count.div_ceil(STREAMS));
        own
    };
    let found = side_by_side((FIRST..FIRST + STREAMS as u64).collect(), stream);
    let best =
        found.into_iter().min_by_key(|tries| tries.least).filter(|best| best.least < enough.max(usize::from(!drawn)));
    best.map_or(first, |best| best.best)
}

/// The answers to all questions, worked out on as many cores as there are. The answers do not depend on that.
pub(super) fn side_by_side<Q: Send, A: Send>(questions: Vec<Q>, answer: impl Fn(Q) -> A + Sync) -> Vec<A> {
    let answer = &answer;
    std::thread::scope(|scope| {
        let threads: Vec<_> = questions.into_iter().map(|question| scope.spawn(move || answer(question))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    })
}

/// An order of levels as they are drawn with fewer crossings, if small disturbances lead to one. `share` says among
/// how many the work is divided.
pub(super) fn reordered(levels: &[Level], tree: &Tree, share: usize) -> Option<Vec<Level>> {
    let before = total(levels);
    let mut tries = Tries { tree, number: Numbers(2), best: levels.to_vec(), least: before };
    for _ in 0..(LATE_WORK / (segments(levels) + 1)).min(LATE_TRIES) / share {
        if tries.least == 0 {
            break;
        }
        tries.disturb();
    }
    (tries.least < before).then_some(tries.best)
}

struct Tries<'a> {
    tree: &'a Tree,
    number: Numbers,
    best: Vec<Level>,
    least: usize,
}

impl Tries<'_> {
    fn offer(&mut self, levels: Vec<Level>, crossings: usize) {
        // What is as good is kept too: going sideways finds ways down.
        if crossings <= self.least && levels.iter().all(Level::sides_are_free) {
            self.least = crossings;
            self.best = levels;
        }
    }

    /// Tries shuffles of everything, then disturbances of the best.
    fn search(&mut self, declared: &[Level], count: usize) {
        for turn in 0..count {
            if self.least == 0 {
                return;
            }
            if turn * 100 >= count * SHUFFLES {
                self.disturb();
                continue;
            }
            let mut offered = declared.to_vec();
            self.number.shuffle(&mut offered);
            offered.iter_mut().for_each(Level::keep_known);
            let start = if turn % 3 == 1 { Start::Inside } else { Start::Outside };
            let crossings = weave(&mut offered, self.tree, start);
            self.offer(offered, crossings);
        }
    }

    /// Moves something in a few columns of levels that have crossings, and weaves again.
    fn disturb(&mut self) {
        let mut levels = self.best.clone();
        let crossed: Vec<usize> = (0..levels.len()).filter(|&c| crossings(&levels[c]) > 0).collect();
        for _ in 0..1 + self.number.below(PLACES) {
            let Some(&container) = crossed.get(self.number.below(crossed.len())) else { return };
            let level = &mut levels[container];
            let column = self.number.below(level.columns.len());
            let order = &mut level.columns[column];
            let (from, to) = (self.number.below(order.len()), self.number.below(order.len()));
            let moved = order.remove(from);
            order.insert(to, moved);
            level.keep_known();
            rearrange(level, column, container != 0);
        }
        let crossings = match self.number.below(100) {
            0..FORGETS => weave(&mut levels, self.tree, Start::Outside),
            _ => rounds(&mut levels, self.tree, 1),
        };
        self.offer(levels, crossings);
    }
}

/// A generator of fixed numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    fn shuffle(&mut self, levels: &mut [Level]) {
        for column in levels.iter_mut().flat_map(|level| &mut level.columns) {
            for at in (1..column.len()).rev() {
                column.swap(at, self.below(at + 1));
            }
        }
    }
}
