//! Conditions on what can be reached: one search for all elements, so that the cost stays that of the graph.

use super::evaluate::Questions;
use super::logic::not;
use crate::model::{ElementId, Quantified, Value};

impl Questions<'_> {
    /// Elements at the end of ways of one hop or more; backward, those from which such ways lead here.
    pub(super) fn reached(&self, from: ElementId, backward: bool) -> Vec<ElementId> {
        let next = self.graph().steps(from, backward).map(|(_, other)| other);
        let search = self.graph().search(next, |_| true, backward);
        (0..self.model.elements.len()).map(ElementId::from).filter(|element| search.reached(*element)).collect()
    }

    /// Whether a closed condition holds of one of the elements that are reached from one, or of each of them.
    /// `depth` is the number of variables around the quantifier.
    pub(super) fn beyond(&self, from: ElementId, backward: bool, asked: &Quantified, depth: usize) -> Option<bool> {
        let key = std::ptr::from_ref(asked) as usize;
        if let Some(known) = self.reach.borrow().get(&key) {
            return known[from.index()];
        }
        let all = self.all_beyond(backward, asked, depth);
        let answer = all[from.index()];
        self.reach.borrow_mut().insert(key, all);
        answer
    }

    /// The same for all elements at once. Of each element it is known whether the condition holds; whoever has a way
    /// to one of which it holds reaches such a one.
    fn all_beyond(&self, backward: bool, asked: &Quantified, depth: usize) -> Vec<Option<bool>> {
        let elements = || (0..self.model.elements.len()).map(ElementId::from);
        // `every` is the opposite of `any` of the opposite.
        let sought = |id: ElementId| {
            let mut variables = vec![Value::Element(id); depth + 1];
            let holds = asked.condition.as_ref().map_or(Some(true), |condition| self.truth(&mut variables, condition));
            if asked.every { not(holds) } else { holds }
        };
        let truths: Vec<Option<bool>> = elements().map(sought).collect();
        let leads_to = |wanted: Option<bool>| {
            let targets = elements().filter(|id| truths[id.index()] == wanted);
            let search = self.graph().search(targets, |_| true, !backward);
            let one_hop = |id: ElementId| self.graph().steps(id, backward).any(|(_, other)| search.reached(other));
            elements().map(one_hop).collect::<Vec<bool>>()
        };
        let (some, maybe) = (leads_to(Some(true)), leads_to(None));
        let outcome = |index: usize| {
            let found = if some[index] {
                Some(true)
            } else if maybe[index] {
                None
            } else {
                Some(false)
            };
            if asked.every { not(found) } else { found }
        };
        (0..truths.len()).map(outcome).collect()
    }
}
