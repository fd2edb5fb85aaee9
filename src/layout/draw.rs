//! The candidates: each is drawn completely, the best by the score is kept.
//!
//! A candidate is a direction for each container, and whether its labels stand in two rows; the best one is then
//! improved in small steps. May assume nothing about the graph. Must try a number of candidates that depends on the
//! graph's size alone.

use super::assemble::{Built, assemble, build};
use super::block::{Block, Context};
use super::hints::{Known, arrange, displacement};
use super::level::{Level, segments};
use super::loops;
use super::plan::Plan;
use super::polish::{changed, changes};
use super::score::score;
use super::sides;
use super::stagger::{is_crowded, stagger};
use super::straighten::straighten;
use super::tree::Tree;
use super::tries::{ordered, reordered, side_by_side};
use super::{Direction, Drawing, Graph, across};

/// How many segments all candidates may have together, about.
const WORK: usize = 24_000;
/// With more segments than this there is only one candidate.
const MANY: usize = 30_000;
/// The most candidates beside the first four.
const CANDIDATES: usize = 24;
/// How many segments all small changes may have together, about, and the most of them.
const POLISH: usize = 8_000;
const POLISHINGS: usize = 100;
/// What each edge costs where everything moves as far as the drawing's diagonal, away from an earlier drawing.
const MOVED: f64 = 150.0;
/// How many candidates are looked at more closely.
const LEADERS: usize = 3;

/// The best drawing of a graph.
pub(super) fn best(graph: &Graph) -> Drawing {
    let tree = Tree::new(graph);
    let known = Known::new(graph, &tree);
    let plan = Plan::new(graph, &tree, known.as_ref());
    let declared: Vec<Level> = (0..tree.parent.len()).map(|c| Level::new(graph, &tree, &plan, c)).collect();
    let declared = match &known {
        Some(known) => as_before(declared, graph, &tree, known),
        None => declared,
    };
    let levels = ordered(&declared, &tree, known.is_some());
    let loops = loops::of_nodes(graph);
    let mut search = Search {
        graph,
        tree: &tree,
        plan: &plan,
        loops: &loops,
        ordered: &levels,
        known: known.as_ref(),
        best: None,
        leaders: Vec::new(),
    };
    match (&known, graph.direction) {
        (Some(known), _) => search.stay(known),
        (None, Some(direction)) => {
            search.offer(search.all(|_| direction));
            search.toggle_all(search.candidates());
        }
        (None, None) => search.choose(),
    }
    search.unravel();
    search.polish();
    let mut drawing = search.best.map(|found| found.drawing).unwrap_or_default();
    straighten(graph, &mut drawing);
    drawing
}

/// What a candidate decides for each container.
#[derive(Clone)]
struct Choice {
    directions: Vec<Direction>,
    /// Whether crowded labels stand in two rows, where the flow runs down.
    staggered: Vec<bool>,
    /// Whether lines may go straight through the sides, where the direction changes at the border.
    straight: Vec<bool>,
}

struct Found {
    cost: f64,
    choice: Choice,
    /// The levels as they are drawn.
    levels: Vec<Level>,
    blocks: Vec<Block>,
    drawing: Drawing,
}

struct Search<'a> {
    graph: &'a Graph,
    tree: &'a Tree,
    plan: &'a Plan,
    loops: &'a [Vec<usize>],
    ordered: &'a [Level],
    known: Option<&'a Known>,
    best: Option<Found>,
    /// The best candidates so far: cost, choice and levels.
    leaders: Vec<(f64, Choice, Vec<Level>)>,
}

impl Search<'_> {
    /// Tries both directions, both in turns from level to level, and then to turn single containers.
    fn choose(&mut self) {
        self.offer(self.all(|_| Direction::Right));
        if segments(self.ordered) > MANY {
            return;
        }
        self.offer(self.all(|_| Direction::Down));
        if self.tree.parent.len() > 1 {
            for first in [Direction::Right, Direction::Down] {
                let by_depth = |c: usize| if self.tree.depth[c].is_multiple_of(2) { first } else { across(first) };
                self.offer(self.all(by_depth));
            }
        }
        let mut left = self.candidates();
        for &container in self.tree.preorder[1..].iter().chain(&self.tree.preorder[1..]) {
            for whole in [true, false] {
                let has_inner = !self.tree.groups_in[container].is_empty();
                if left == 0 || self.tree.items(container) < 2 || (!whole && !has_inner) {
                    continue;
                }
                left -= 1;
                let Some(found) = &self.best else { return };
                let choice = self.turn(&found.choice, container, whole);
                self.offer(choice);
            }
        }
        self.toggle_all(left);
    }

    /// Keeps the directions of an earlier drawing.
    fn stay(&mut self, known: &Known) {
        self.offer(self.all(|c| known.directions[c]));
        self.toggle_all(self.candidates());
    }

    /// How many candidates a graph of this size is worth beside the first few.
    fn candidates(&self) -> usize {
        (WORK / (segments(self.ordered) + 1)).min(CANDIDATES)
    }

    /// Tries for each container the other way to lead lines over its border, and the other way to set labels.
    fn toggle_all(&mut self, mut left: usize) {
        for &container in &self.tree.preorder {
            self.toggle(&mut left, |choice| choice.straight[container] = !choice.straight[container]);
            self.toggle(&mut left, |choice| choice.staggered[container] = !choice.staggered[container]);
        }
    }

    /// Tries a change of the best choice, if it makes any difference.
    fn toggle(&mut self, left: &mut usize, change: impl Fn(&mut Choice)) {
        let Some(found) = self.best.as_ref().filter(|_| *left > 0) else { return };
        let mut choice = found.choice.clone();
        change(&mut choice);
        let levels = self.levels(&choice);
        if levels.iter().zip(&found.levels).any(|(a, b)| !a.looks_like(b)) {
            *left -= 1;
            self.judge(levels, choice);
        }
    }

    /// A choice of directions by container.
    fn all(&self, direction: impl Fn(usize) -> Direction) -> Choice {
        let count = self.tree.parent.len();
        Choice {
            directions: (0..count).map(direction).collect(),
            staggered: vec![true; count],
            straight: vec![true; count],
        }
    }

    /// A choice with one container turned, alone or with everything inside.
    fn turn(&self, choice: &Choice, container: usize, whole: bool) -> Choice {
        let mut turned = choice.clone();
        turned.directions[container] = across(turned.directions[container]);
        if whole {
            let mut inside = vec![false; turned.directions.len()];
            inside[container] = true;
            for &c in &self.tree.preorder {
                if c != container && inside[self.tree.parent[c]] {
                    inside[c] = true;
                    turned.directions[c] = across(turned.directions[c]);
                }
            }
        }
        turned
    }

    /// Looks for orders with fewer crossings in the levels of the best candidates, as they are drawn.
    fn unravel(&mut self) {
        let tree = self.tree;
        let leaders = std::mem::take(&mut self.leaders);
        let found = side_by_side(leaders, |(_, choice, levels)| Some((choice, reordered(&levels, tree, LEADERS)?)));
        for (choice, levels) in found.into_iter().flatten() {
            self.judge(levels, choice);
        }
    }

    /// Tries small changes, over and over as long as any helps and there is work left.
    fn polish(&mut self) {
        let Some(found) = &self.best else { return };
        let mut left = (POLISH / (segments(&found.levels) + 1)).min(POLISHINGS);
        let mut helped = true;
        while helped {
            helped = false;
            let Some(found) = &self.best else { return };
            for change in changes(&found.levels, self.tree) {
                let Some(found) = &self.best else { return };
                if left == 0 {
                    return;
                }
                let Some(levels) = changed(&found.levels, change) else { continue };
                left -= 1;
                let before = found.cost;
                self.judge(levels, found.choice.clone());
                helped |= self.best.as_ref().is_some_and(|found| found.cost < before);
            }
        }
    }

    /// Draws a candidate and keeps it if it is better than the best so far.
    fn offer(&mut self, choice: Choice) {
        let levels = self.levels(&choice);
        self.judge(levels, choice);
    }

    /// The levels as a choice wants them.
    fn levels(&self, choice: &Choice) -> Vec<Level> {
        let mut levels = self.ordered.to_vec();
        if self.known.is_none() {
            turn(&mut levels, self.tree, &choice.directions);
        }
        // An earlier drawing had its reasons; whether they still hold is for the score to say.
        sides::open(&mut levels, &self.context(choice), &choice.straight, self.known.is_some());
        for (container, level) in levels.iter_mut().enumerate() {
            if choice.directions[container] == Direction::Down && choice.staggered[container] && is_crowded(level) {
                stagger(level);
            }
        }
        levels
    }

    fn judge(&mut self, levels: Vec<Level>, choice: Choice) {
        let context = self.context(&choice);
        let built = self.best.as_ref().map(|found| Built {
            levels: &found.levels,
            directions: &found.choice.directions,
            blocks: &found.blocks,
        });
        let blocks = build(&context, &levels, built.as_ref());
        let drawing = assemble(&context, &blocks[0]);
        let edges = 1.0 + self.graph.edges.len() as f64;
        let moved = if self.known.is_some() { displacement(self.graph, &drawing) } else { 0.0 };
        let cost = score(self.graph, &drawing) + edges * moved * MOVED;
        let place = self.leaders.partition_point(|leader| leader.0 <= cost);
        if place < LEADERS {
            self.leaders.insert(place, (cost, choice.clone(), levels.clone()));
            self.leaders.truncate(LEADERS);
        }
        if self.best.as_ref().is_none_or(|found| cost < found.cost) {
            self.best = Some(Found { cost, choice, levels, blocks, drawing });
        }
    }

    fn context<'b>(&'b self, choice: &'b Choice) -> Context<'b> {
        let (graph, tree, plan, loops) = (self.graph, self.tree, self.plan, self.loops);
        Context { graph, tree, plan, loops, directions: &choice.directions }
    }
}

/// The levels with their contents in the order of an earlier drawing, turned as they were.
fn as_before(mut levels: Vec<Level>, graph: &Graph, tree: &Tree, known: &Known) -> Vec<Level> {
    turn(&mut levels, tree, &known.directions);
    for (container, level) in levels.iter_mut().enumerate() {
        arrange(level, graph, known.directions[container]);
        level.known.clone_from(&known.places[container]);
        level.keep_known();
    }
    levels
}

/// Turns levels into given directions: at each right angle the order turns round, for everything inside.
fn turn(levels: &mut [Level], tree: &Tree, directions: &[Direction]) {
    let mut mirrored = vec![false; levels.len()];
    for &container in &tree.preorder[1..] {
        let parent = tree.parent[container];
        levels[container].turned = directions[container] != directions[parent];
        mirrored[container] = mirrored[parent] != levels[container].turned;
        if mirrored[container] {
            levels[container].mirror();
        }
    }
}
