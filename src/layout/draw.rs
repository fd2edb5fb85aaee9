//! The candidates: each is drawn completely, the best by the score is kept.
//!
//! A candidate is a direction for each container. May assume nothing about the graph. Must try a number of candidates
//! that depends on the graph's size alone.

use super::assemble::assemble;
use super::block::Context;
use super::level::Level;
use super::loops;
use super::plan::Plan;
use super::score::score;
use super::tree::Tree;
use super::tries::ordered;
use super::weave::refresh;
use super::{Direction, Drawing, Graph};

/// How many segments all candidates may have together, about.
const WORK: usize = 8_000;
/// With more segments than this there is only one candidate.
const MANY: usize = 30_000;
/// The most candidates beside the first four.
const CANDIDATES: usize = 24;

/// The best drawing of a graph.
pub(super) fn best(graph: &Graph) -> Drawing {
    let tree = Tree::new(graph);
    let plan = Plan::new(graph, &tree);
    let declared: Vec<Level> = (0..tree.parent.len()).map(|c| Level::new(graph, &tree, &plan, c)).collect();
    let levels = ordered(declared, &tree);
    let loops = loops::of_nodes(graph);
    let mut search = Search { graph, tree: &tree, plan: &plan, loops: &loops, levels: &levels, best: None };
    match graph.direction {
        Some(direction) => search.offer(vec![direction; tree.parent.len()]),
        None => search.choose(),
    }
    search.best.map(|found| found.drawing).unwrap_or_default()
}

struct Found {
    cost: f64,
    directions: Vec<Direction>,
    drawing: Drawing,
}

struct Search<'a> {
    graph: &'a Graph,
    tree: &'a Tree,
    plan: &'a Plan,
    loops: &'a [Vec<usize>],
    levels: &'a [Level],
    best: Option<Found>,
}

impl Search<'_> {
    /// Tries both directions, both in turns from level to level, and then to turn single containers.
    fn choose(&mut self) {
        let count = self.tree.parent.len();
        let segments: usize = self.levels.iter().map(|level| level.segments.len()).sum();
        self.offer(vec![Direction::Right; count]);
        if segments > MANY {
            return;
        }
        self.offer(vec![Direction::Down; count]);
        if count == 1 {
            return;
        }
        for first in [Direction::Right, Direction::Down] {
            let by_depth = |c: usize| if self.tree.depth[c].is_multiple_of(2) { first } else { across(first) };
            self.offer((0..count).map(by_depth).collect());
        }
        let mut left = (WORK / (segments + 1)).min(CANDIDATES);
        let groups: Vec<usize> = self.tree.preorder[1..].iter().copied().filter(|&c| self.tree.items(c) > 1).collect();
        for container in groups.iter().chain(&groups) {
            for whole in [true, false] {
                let has_inner = !self.tree.groups_in[*container].is_empty();
                if left == 0 || (!whole && !has_inner) {
                    continue;
                }
                left -= 1;
                let Some(found) = &self.best else { return };
                let directions = self.turn(&found.directions, *container, whole);
                self.offer(directions);
            }
        }
    }

    /// The directions with one container turned, alone or with everything inside.
    fn turn(&self, directions: &[Direction], container: usize, whole: bool) -> Vec<Direction> {
        let mut turned = directions.to_vec();
        turned[container] = across(turned[container]);
        if whole {
            let mut inside = vec![false; turned.len()];
            inside[container] = true;
            for &c in &self.tree.preorder {
                if c != container && inside[self.tree.parent[c]] {
                    inside[c] = true;
                    turned[c] = across(turned[c]);
                }
            }
        }
        turned
    }

    /// Draws a candidate and keeps it if it is better than the best so far.
    fn offer(&mut self, directions: Vec<Direction>) {
        let levels = self.turned_levels(&directions);
        let (graph, tree, plan, loops) = (self.graph, self.tree, self.plan, self.loops);
        let context = Context { graph, tree, plan, loops, directions: &directions };
        let drawing = assemble(&context, &levels);
        let cost = score(graph, &drawing);
        if self.best.as_ref().is_none_or(|found| cost < found.cost) {
            self.best = Some(Found { cost, directions, drawing });
        }
    }

    /// The levels for given directions: at each right angle the order turns round, for everything inside.
    fn turned_levels(&self, directions: &[Direction]) -> Vec<Level> {
        let mut levels = self.levels.to_vec();
        let mut mirrored = vec![false; levels.len()];
        for &container in &self.tree.preorder[1..] {
            let parent = self.tree.parent[container];
            levels[container].turned = directions[container] != directions[parent];
            mirrored[container] = mirrored[parent] != levels[container].turned;
            if mirrored[container] {
                levels[container].mirror();
            }
        }
        refresh(&mut levels, self.tree);
        levels
    }
}

/// The direction at a right angle.
fn across(direction: Direction) -> Direction {
    match direction {
        Direction::Right => Direction::Down,
        Direction::Down => Direction::Right,
    }
}
