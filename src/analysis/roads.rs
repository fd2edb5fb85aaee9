//! Which hops carry an asset, and the roads that it takes along them.
//!
//! Each hop is looked at once for all assets. Retired flows carry nothing; what a proposed flow would carry is kept
//! apart from what is carried today.

use crate::model::{AssetId, DataFlow, ElementId, FlowId, FlowState, Hop, ThreatModel};
use std::collections::{BTreeMap, BTreeSet};

/// One hop that carries an asset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The flow.
    pub flow: FlowId,
    /// Index of the hop within the route, or within the written answer.
    pub hop: usize,
    /// Whether it belongs to the answer.
    pub answer: bool,
    /// Where it starts.
    pub from: ElementId,
    /// Where it ends.
    pub to: ElementId,
    /// Whether the flow is only proposed.
    pub proposed: bool,
}

impl Move {
    /// The hop itself.
    pub fn hop(self, model: &ThreatModel) -> Option<&Hop> {
        model[self.flow].step(self.hop, self.answer)
    }
}

/// Where one asset is kept and which hops carry it, in declaration order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Traffic {
    /// Elements that keep it.
    pub held_by: BTreeSet<ElementId>,
    /// Hops that carry it, those of proposed flows among them.
    pub moves: Vec<Move>,
    /// Elements at which it is at some time: those that keep it, and the ends of hops of real flows that carry it.
    pub seen_by: BTreeSet<ElementId>,
}

impl Traffic {
    /// Whether it is at an element at some time; with the proposed flows, or without.
    pub fn sees(&self, element: ElementId, proposed: bool) -> bool {
        let touches = |one: &Move| one.from == element || one.to == element;
        self.seen_by.contains(&element) || proposed && self.moves.iter().any(touches)
    }

    /// Elements to which hops take it from some others, and these; with the proposed flows, or without.
    pub fn reached(&self, from: impl IntoIterator<Item = ElementId>, proposed: bool) -> BTreeSet<ElementId> {
        let mut leaving: BTreeMap<ElementId, Vec<ElementId>> = BTreeMap::new();
        for one in self.moves.iter().filter(|one| proposed || !one.proposed) {
            leaving.entry(one.from).or_default().push(one.to);
        }
        let (mut reached, mut left) = (BTreeSet::new(), from.into_iter().collect::<Vec<ElementId>>());
        while let Some(element) = left.pop() {
            if reached.insert(element) {
                left.extend(leaving.get(&element).into_iter().flatten());
            }
        }
        reached
    }
}

/// Traffic of all assets, by index.
pub fn traffic(model: &ThreatModel) -> Vec<Traffic> {
    let mut traffic = vec![Traffic::default(); model.assets.len()];
    for (index, element) in model.elements.iter().enumerate() {
        for asset in &element.holds {
            traffic[asset.index()].held_by.insert(ElementId::from(index));
            traffic[asset.index()].seen_by.insert(ElementId::from(index));
        }
    }
    for (index, flow) in model.flows.iter().enumerate().filter(|(_, flow)| flow.state != FlowState::Retired) {
        for (one, assets) in moves(FlowId::from(index), flow) {
            for asset in assets {
                let traffic = &mut traffic[asset.index()];
                traffic.moves.push(one);
                if !one.proposed {
                    traffic.seen_by.extend([one.from, one.to]);
                }
            }
        }
    }
    traffic
}

/// The hops of a flow and of its written answer, with what each carries.
fn moves(id: FlowId, flow: &DataFlow) -> impl Iterator<Item = (Move, BTreeSet<AssetId>)> {
    let proposed = flow.state == FlowState::Proposed;
    let there = flow.hops.iter().enumerate().map(|(at, hop)| (at, hop, false));
    let back = flow.answer.written().iter().enumerate().map(|(at, hop)| (at, hop, true));
    there.chain(back).map(move |(at, hop, answer)| {
        let one = Move { flow: id, hop: at, answer, from: hop.from, to: hop.to, proposed };
        (one, hop.carries.iter().copied().collect())
    })
}

/// Elements still to be left, the nearest first.
type Nearest = BTreeSet<(usize, ElementId)>;

/// The shortest roads of one asset to wherever it goes.
///
/// A road begins where the asset is kept, or where no hop brings it, which is where it first appears. Where hops
/// carry it in a circle that nothing leads into, it begins with the hop of the circle that is declared first. Roads of
/// real flows come before those that would need a proposed one.
#[derive(Debug)]
pub struct Roads<'a> {
    traffic: &'a Traffic,
    /// By element: the hop that brings the asset there first, and how many it takes.
    first: BTreeMap<ElementId, (Option<usize>, usize)>,
}

impl<'a> Roads<'a> {
    /// Finds the roads.
    pub fn new(traffic: &'a Traffic) -> Self {
        let mut roads = Roads { traffic, first: BTreeMap::new() };
        let real: Vec<usize> = (0..traffic.moves.len()).filter(|at| !traffic.moves[*at].proposed).collect();
        roads.walk(&real, &traffic.held_by);
        roads.walk(&(0..traffic.moves.len()).collect::<Vec<_>>(), &BTreeSet::new());
        roads
    }

    /// The road that ends with a hop, as indices into the asset's moves.
    pub fn to(&self, last: usize) -> Vec<usize> {
        let mut road = vec![last];
        let mut at = self.traffic.moves[last].from;
        while let Some((Some(before), _)) = self.first.get(&at) {
            road.push(*before);
            at = self.traffic.moves[*before].from;
        }
        road.reverse();
        road
    }

    /// How many hops come before this one on its road.
    pub fn length_before(&self, last: usize) -> usize {
        self.first.get(&self.traffic.moves[last].from).map_or(0, |(_, length)| *length)
    }

    /// Goes along these hops from the given elements and from where no hop leads; what was reached stays as it is.
    fn walk(&mut self, hops: &[usize], origins: &BTreeSet<ElementId>) {
        let all = &self.traffic.moves;
        let mut leaving: BTreeMap<ElementId, Vec<usize>> = BTreeMap::new();
        hops.iter().for_each(|hop| leaving.entry(all[*hop].from).or_default().push(*hop));
        let entered: BTreeSet<ElementId> = hops.iter().map(|hop| all[*hop].to).collect();
        let mut queue: Nearest = self.first.iter().map(|(element, (_, length))| (*length, *element)).collect();
        let appears = hops.iter().map(|hop| all[*hop].from).filter(|from| !entered.contains(from));
        for origin in origins.iter().copied().chain(appears) {
            self.reach(origin, None, 0, &mut queue);
        }
        self.spread(&leaving, &mut queue);
        // What is left lies on circles, or behind them.
        for hop in hops {
            self.reach(all[*hop].from, None, 0, &mut queue);
            self.spread(&leaving, &mut queue);
        }
    }

    fn spread(&mut self, leaving: &BTreeMap<ElementId, Vec<usize>>, queue: &mut Nearest) {
        while let Some((length, element)) = queue.pop_first() {
            for hop in leaving.get(&element).into_iter().flatten() {
                self.reach(self.traffic.moves[*hop].to, Some(*hop), length + 1, queue);
            }
        }
    }

    fn reach(&mut self, element: ElementId, by: Option<usize>, length: usize, queue: &mut Nearest) {
        if let std::collections::btree_map::Entry::Vacant(entry) = self.first.entry(element) {
            entry.insert((by, length));
            queue.insert((length, element));
        }
    }
}
