//! Ways of data through the model, and the routes of flows.

use super::evaluate::Questions;
use crate::model::{Answer, ElementId, FlowId, Selection, StepId, Value};

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
        let mut ways: Vec<Vec<StepId>> = to.iter().map(|id| search.way(model, *id)).collect();
        ways.retain(|way| !way.is_empty());
        ways.sort_by_key(Vec::len);
        ways
    }

    /// The steps of a flow's route, or of its answer; an answer that is not written takes the same steps back.
    pub fn route(&self, flow: FlowId, answer: bool) -> Vec<StepId> {
        let there = self.model[flow].hops.len();
        match (&self.model[flow].answer, answer) {
            (_, false) => (0..there).map(|hop| StepId { flow, answer: false, hop }).collect(),
            (Answer::None, true) => Vec::new(),
            (Answer::Route(hops), true) => (0..hops.len()).map(|hop| StepId { flow, answer: true, hop }).collect(),
            (Answer::Reversed, true) => (0..there).rev().map(|hop| StepId { flow, answer: false, hop }).collect(),
        }
    }
}
