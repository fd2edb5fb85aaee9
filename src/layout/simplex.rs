//! Network simplex: integer positions for variables that keep given minimum gaps, such that the weighted sum of all
//! distances is least. Ranks and coordinates across the flow are both found with it.
//!
//! May assume: the arcs form no cycle, except through upper bounds (arcs with a negative gap and no weight), which the
//! lowest positions that keep all other arcs must keep too.
//! Must not: exceed its work budget; stopping early is sound, since every step keeps all gaps.

use super::front::Front;

/// A demand `position[head] - position[tail] >= gap`, whose length costs `weight` for each unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arc {
    pub tail: usize,
    pub head: usize,
    pub gap: i64,
    pub weight: i64,
}

/// Positions for `count` variables; the least of each connected part is 0. `budget` counts elementary steps.
pub(super) fn solve(count: usize, arcs: &[Arc], budget: usize) -> Vec<i64> {
    let mut tree = Tree::new(count, arcs);
    tree.start();
    tree.span();
    tree.improve(budget);
    tree.normalised()
}

struct Tree<'a> {
    arcs: &'a [Arc],
    incident: Vec<Vec<usize>>,
    position: Vec<i64>,
    /// The arc to the parent in the spanning tree; `None` for the root of each part.
    up: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    depth: Vec<usize>,
    part: Vec<usize>,
    /// Cut value of each arc of the spanning tree, 0 for all others.
    cut: Vec<i64>,
    in_tree: Vec<bool>,
    stamp: Vec<usize>,
}

impl<'a> Tree<'a> {
    fn new(count: usize, arcs: &'a [Arc]) -> Self {
        let mut incident = vec![Vec::new(); count];
        for (index, arc) in arcs.iter().enumerate() {
            incident[arc.tail].push(index);
            incident[arc.head].push(index);
        }
        Tree {
            arcs,
            incident,
            position: vec![0; count],
            up: vec![None; count],
            children: vec![Vec::new(); count],
            depth: vec![0; count],
            part: vec![usize::MAX; count],
            cut: vec![0; arcs.len()],
            in_tree: vec![false; arcs.len()],
            stamp: vec![0; count],
        }
    }

    /// Whether an arc only says how far its tail may be beyond its head; such arcs may close cycles.
    fn is_upper_bound(arc: &Arc) -> bool {
        arc.gap < 0 && arc.weight == 0
    }

    fn slack(&self, arc: usize) -> i64 {
        let Arc { tail, head, gap, .. } = self.arcs[arc];
        self.position[head] - self.position[tail] - gap
    }

    fn other(&self, arc: usize, end: usize) -> usize {
        let Arc { tail, head, .. } = self.arcs[arc];
        if tail == end { head } else { tail }
    }

    /// Longest paths from the sources: the first feasible positions.
    fn start(&mut self) {
        let mut waiting = vec![0usize; self.position.len()];
        for arc in self.arcs.iter().filter(|arc| !Self::is_upper_bound(arc)) {
            waiting[arc.head] += 1;
        }
        let mut ready: Vec<usize> = (0..waiting.len()).filter(|&v| waiting[v] == 0).collect();
        let mut next = 0;
        while next < ready.len() {
            let v = ready[next];
            next += 1;
            for &index in &self.incident[v] {
                let arc = self.arcs[index];
                if arc.tail != v || Self::is_upper_bound(&arc) {
                    continue;
                }
                self.position[arc.head] = self.position[arc.head].max(self.position[v] + arc.gap);
                waiting[arc.head] -= 1;
                if waiting[arc.head] == 0 {
                    ready.push(arc.head);
                }
            }
        }
    }

    /// A spanning tree of tight arcs for each connected part, and its cut values.
    fn span(&mut self) {
        let mut net = vec![0i64; self.position.len()];
        for arc in self.arcs {
            net[arc.tail] += arc.weight;
            net[arc.head] -= arc.weight;
        }
        for root in 0..self.position.len() {
            if self.part[root] == usize::MAX {
                let grown = self.grow(root);
                for &v in grown.iter().rev() {
                    let Some(arc) = self.up[v] else { continue };
                    self.cut[arc] = if self.arcs[arc].tail == v { net[v] } else { -net[v] };
                    let parent = self.other(arc, v);
                    net[parent] += net[v];
                }
            }
        }
    }

    /// Grows the tree of one part from `root`, shifting the grown tree by the least slack; returns the order of growth.
    fn grow(&mut self, root: usize) -> Vec<usize> {
        let mut grown = vec![root];
        let mut front = Front::default();
        self.part[root] = root;
        let mut newest = root;
        loop {
            for &index in &self.incident[newest] {
                if self.part[self.other(index, newest)] == usize::MAX {
                    front.push(index, self.slack(index), self.arcs[index].tail == newest);
                }
            }
            let part = &self.part;
            let inside = |i: usize| part[self.arcs[i].tail] != usize::MAX && part[self.arcs[i].head] != usize::MAX;
            let Some(index) = front.tightest(inside) else { break };
            let Arc { tail, head, .. } = self.arcs[index];
            let near = if self.part[tail] == root { tail } else { head };
            newest = self.other(index, near);
            // Positions inside the growing tree are kept relative to its shift until it is complete.
            self.position[newest] -= front.shift();
            self.part[newest] = root;
            self.hang(newest, near, index);
            grown.push(newest);
        }
        for &v in &grown {
            self.position[v] += front.shift();
        }
        grown
    }

    fn hang(&mut self, child: usize, parent: usize, arc: usize) {
        self.up[child] = Some(arc);
        self.children[parent].push(child);
        self.depth[child] = self.depth[parent] + 1;
        self.in_tree[arc] = true;
    }

    /// Exchanges arcs of negative cut value until none is left or the budget is spent.
    fn improve(&mut self, budget: usize) {
        let (mut spent, mut idle, mut at) = (0usize, 0usize, 0usize);
        let mut round = 0;
        while idle < self.arcs.len() && spent < budget {
            if self.in_tree[at] && self.cut[at] < 0 {
                round += 1;
                spent += self.exchange(at, round);
                idle = 0;
            } else {
                idle += 1;
            }
            at = (at + 1) % self.arcs.len();
        }
    }

    /// Replaces the tree arc `old` by the tightest arc that leads back over the cut; returns the work done.
    fn exchange(&mut self, old: usize, round: usize) -> usize {
        let Arc { tail, head, .. } = self.arcs[old];
        let child = if self.up[tail] == Some(old) { tail } else { head };
        let below = self.collect(child, round);
        let child_is_tail = child == tail;
        let mut best: Option<(i64, usize)> = None;
        let mut work = below.len() + 8;
        for &v in &below {
            work += self.incident[v].len();
            for &index in &self.incident[v] {
                let arc = self.arcs[index];
                let (inner, outer) = if child_is_tail { (arc.head, arc.tail) } else { (arc.tail, arc.head) };
                if inner == v && self.stamp[outer] != round {
                    let found = (self.slack(index), index);
                    best = Some(best.map_or(found, |b| b.min(found)));
                }
            }
        }
        let Some((slack, new)) = best else {
            // Nothing holds the cut together: leave this arc alone.
            self.cut[old] = 0;
            return work;
        };
        let by = if child_is_tail { -slack } else { slack };
        for &v in &below {
            self.position[v] += by;
        }
        self.push_flow(old, new);
        self.rehang(child, old, new, round);
        work
    }

    /// All variables in the subtree of `top`, stamped with `round`.
    fn collect(&mut self, top: usize, round: usize) -> Vec<usize> {
        let mut found = vec![top];
        let mut next = 0;
        while next < found.len() {
            let v = found[next];
            next += 1;
            self.stamp[v] = round;
            found.extend_from_slice(&self.children[v]);
        }
        found
    }

    /// Moves the cut value of `old` onto `new` along the cycle that `new` closes.
    fn push_flow(&mut self, old: usize, new: usize) {
        let amount = -self.cut[old];
        let Arc { tail, head, .. } = self.arcs[new];
        self.cut[new] = amount;
        // The cycle runs tail -> head over `new` and back through the tree.
        let (mut a, mut b) = (head, tail);
        while a != b {
            let (from_head, at) = if self.depth[a] >= self.depth[b] { (true, a) } else { (false, b) };
            let Some(arc) = self.up[at] else { break };
            let parent = self.other(arc, at);
            let upward = self.arcs[arc].tail == at;
            // Walking the cycle forwards goes up from the head's side and down on the tail's side.
            self.cut[arc] += if upward == from_head { amount } else { -amount };
            if from_head {
                a = parent;
            } else {
                b = parent;
            }
        }
        self.cut[old] = 0;
    }

    /// Cuts the subtree of `child` off at `old` and hangs it in again by `new`.
    fn rehang(&mut self, child: usize, old: usize, new: usize, round: usize) {
        self.in_tree[old] = false;
        let top = self.other(old, child);
        self.children[top].retain(|&v| v != child);
        let Arc { tail, head, .. } = self.arcs[new];
        let (inner, outer) = if self.stamp[tail] == round { (tail, head) } else { (head, tail) };
        let (mut at, mut parent, mut arc) = (inner, outer, new);
        loop {
            let above = self.up[at];
            self.hang(at, parent, arc);
            if at == child {
                break;
            }
            let Some(previous) = above else { break };
            let next = self.other(previous, at);
            self.children[next].retain(|&v| v != at);
            (parent, at, arc) = (at, next, previous);
        }
        let mut pending = vec![inner];
        while let Some(v) = pending.pop() {
            for index in 0..self.children[v].len() {
                let below = self.children[v][index];
                self.depth[below] = self.depth[v] + 1;
                pending.push(below);
            }
        }
    }

    fn normalised(self) -> Vec<i64> {
        let mut least = vec![i64::MAX; self.position.len()];
        for (&part, &position) in self.part.iter().zip(&self.position) {
            least[part] = least[part].min(position);
        }
        self.position.iter().zip(&self.part).map(|(position, &part)| position - least[part]).collect()
    }
}
