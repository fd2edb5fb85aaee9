//! Ways of data through the model.

use super::evaluate::Questions;
use crate::model::{ElementId, Selection, StepId, Value};
use std::collections::BTreeSet;

impl Questions<'_> {
    /// For each element of `to` the shortest way of one hop or more from one of `from`, the shortest first; ways of the
    /// same length by the ids of where they end.
    pub fn ways(&self, from: &Selection, to: &Selection) -> Vec<Vec<StepId>> {
        let (model, graph) = (self.model, self.graph());
        let elements = |selection: &Selection| {
            let all = self.selected(selection).into_iter().filter_map(|value| match value {
                Value::Element(id) => Some(id),
                _ => None,
            });
            all.collect::<Vec<ElementId>>()
        };
        let (from, mut to) = (elements(from), elements(to));
        to.sort_by_key(|id| &model[*id].identity.id);
        to.dedup();
        let search = graph.search(from.iter().copied(), |_| true, false);
        let begins: BTreeSet<ElementId> = from.iter().copied().collect();
        // To where it begins itself, a way leads over the step that comes back there soonest.
        let back = |to: ElementId| {
            let before = graph.steps(to, true).filter(|(_, before)| search.reached(*before));
            let last = before.min_by_key(|(step, before)| (search.distance(*before), &model[step.flow].identity.id));
            last.map_or(Vec::new(), |(step, before)| {
                graph.way(model, &search, before).into_iter().chain([step]).collect()
            })
        };
        let way = |to: &ElementId| if begins.contains(to) { back(*to) } else { graph.way(model, &search, *to) };
        let mut ways: Vec<Vec<StepId>> = to.iter().map(way).collect();
        ways.retain(|way| !way.is_empty());
        ways.sort_by_key(Vec::len);
        ways
    }
}
