//! Ids of cells and threats: UUIDs made from names, so that every build writes the same ones.
//!
//! May assume that ids are unique in the model within their kind. Must not use anything else, least of all positions
//! or the diagram: the same element has the same id in each diagram, which the app allows.

use crate::analysis::Step;
use crate::model::{BoundaryId, ElementId, ThreatId, ThreatModel};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Made once for Caveat; another one would change every id ever written.
const NAMESPACE: Uuid = Uuid::from_u128(0xc42c_7689_1612_4d4c_8195_5d28_b219_6459);

/// Ids of a model's parts; those that others refer to are made ahead.
#[derive(Debug)]
pub(super) struct Ids<'a> {
    model: &'a ThreatModel,
    elements: Vec<String>,
    boundaries: Vec<String>,
    numbers: Vec<i64>,
}

impl<'a> Ids<'a> {
    pub(super) fn new(model: &'a ThreatModel) -> Self {
        let mut ids = Ids { model, elements: Vec::new(), boundaries: Vec::new(), numbers: numbers(model) };
        ids.elements = model.elements.iter().map(|element| ids.make("element", &element.identity.id, None)).collect();
        ids.boundaries =
            model.boundaries.iter().map(|around| ids.make("boundary", &around.identity.id, None)).collect();
        ids
    }

    pub(super) fn element(&self, id: ElementId) -> &str {
        &self.elements[id.index()]
    }

    pub(super) fn boundary(&self, id: BoundaryId) -> &str {
        &self.boundaries[id.index()]
    }

    /// Id of one step of a flow, or of its answer.
    pub(super) fn arrow(&self, arrow: &Step) -> String {
        let kind = if arrow.answer { "answer" } else { "flow" };
        self.make(kind, &self.model[arrow.flow].identity.id, Some(arrow.hop))
    }

    pub(super) fn threat(&self, id: ThreatId) -> String {
        self.make("threat", &self.model[id].identity.id, None)
    }

    /// Number of a threat, by which people speak of it.
    pub(super) fn number(&self, id: ThreatId) -> i64 {
        self.numbers[id.index()]
    }

    /// The highest number that is given.
    pub(super) fn top(&self) -> i64 {
        self.numbers.iter().max().copied().unwrap_or(0)
    }

    fn make(&self, kind: &str, id: &str, step: Option<usize>) -> String {
        let mut name = [self.model.identity.id.as_str(), kind, id].join("/");
        if let Some(step) = step {
            name.push_str(&format!("/{step}"));
        }
        Uuid::new_v5(&NAMESPACE, name.as_bytes()).hyphenated().to_string()
    }
}

/// A number of four digits for each threat, made from its id: so it stays when another threat comes or goes. Where two
/// threats would have the same, the one whose id comes later takes the next that is free.
fn numbers(model: &ThreatModel) -> Vec<i64> {
    let id = |index: usize| model.threats[index].identity.id.as_str();
    let mut order: Vec<usize> = (0..model.threats.len()).collect();
    order.sort_by_key(|index| id(*index));
    let (mut numbers, mut taken) = (vec![0; order.len()], BTreeSet::new());
    for index in order {
        let digest = Uuid::new_v5(&NAMESPACE, id(index).as_bytes()).as_u128();
        let mut number = 1_000 + (digest % 9_000) as i64;
        while !taken.insert(number) {
            number += 1;
        }
        numbers[index] = number;
    }
    numbers
}
