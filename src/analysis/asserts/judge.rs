//! One assertion judged: with the flows that exist, with the proposed ones as well, and without what waivers cover.

use super::found::{Found, Key, Outcome, gather};
use super::things::Things;
use super::ways::Ways;
use super::{Demand, Offences, Verdict, WaiverUse, empty};
use crate::analysis::graph::FlowGraph;
use crate::analysis::query::Questions;
use crate::model::{
    Assertion, AssertionId, Condition, ElementId, FlowState, Place, Question, Selection, ThreatModel, Value, Waiver,
};
use crate::text::Date;
use std::collections::{HashMap, HashSet};

/// Judges the assertions of one model.
pub(super) struct Judge<'q, 'm> {
    questions: &'q Questions<'m>,
    /// The same as if all proposed flows were real.
    with_proposed: &'q Questions<'m>,
    any_proposed: bool,
}

/// What counts in one look at the model.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub graph: &'a FlowGraph,
    /// Places that count as if nothing passed them.
    pub without: &'a [Place],
}

/// What an assertion demands.
pub(super) struct Demands<'a> {
    /// Each with the elements of its region, by their index.
    pub list: Vec<(Demand, Vec<bool>)>,
    pub condition: Option<&'a Condition>,
}

impl<'q, 'm> Judge<'q, 'm> {
    pub fn new(questions: &'q Questions<'m>, with_proposed: &'q Questions<'m>) -> Self {
        let any_proposed = questions.model.flows.iter().any(|flow| flow.state == FlowState::Proposed);
        Judge { questions, with_proposed, any_proposed }
    }

    fn model(&self) -> &'m ThreatModel {
        self.questions.model
    }

    /// The verdict on one assertion.
    pub fn verdict(&self, id: AssertionId, as_of: Date) -> Verdict {
        let model = self.model();
        let assertion = &model[id];
        let demands = self.demands(assertion);
        let (now, then) = self.both(assertion, &demands, &[]);
        let of_this = model.waivers.iter().enumerate().filter(|(_, waiver)| waiver.assertion == id);
        let in_force = |waiver: &Waiver| waiver.until.is_none_or(|until| as_of <= until);
        let uses: Vec<WaiverUse> = of_this
            .map(|(index, waiver)| {
                let (covers, covers_proposed) = self.covered_by((index, waiver), &demands, (&now, &then), as_of);
                WaiverUse { waiver: index, in_force: in_force(waiver), covers, covers_proposed }
            })
            .collect();
        let counting: Vec<&Waiver> =
            uses.iter().filter(|waiver| waiver.in_force).map(|waiver| &model.waivers[waiver.waiver]).collect();
        let covered: Vec<Place> = counting.iter().flat_map(|waiver| waiver.on.iter().copied()).collect();
        let unknown = now.unknown;
        let (broken, would_break) = if counting.iter().any(|waiver| waiver.on.is_empty()) {
            (Offences::default(), Offences::default())
        } else if covered.is_empty() {
            (now.offences, then.offences)
        } else {
            let (now, then) = self.both(assertion, &demands, &covered);
            (now.offences, then.offences)
        };
        Verdict {
            assertion: id,
            broken,
            would_break,
            waivers: uses,
            unknown,
            empty: empty::of(self.questions, assertion),
        }
    }

    /// What breaks an assertion with the flows that exist, and what breaks it only with the proposed ones.
    fn both(&self, assertion: &Assertion, demands: &Demands<'_>, without: &[Place]) -> (Outcome, Outcome) {
        let now = self.outcome(assertion, demands, false, without, &HashMap::new());
        let then = match self.any_proposed {
            true => self.outcome(assertion, demands, true, without, &now.keys),
            false => Outcome::default(),
        };
        (now, then)
    }

    /// Whether a waiver covers something of what breaks the assertion, and of what proposed flows would break: what no
    /// longer does, or does so in another way, when nothing passes the waiver's places. What other waivers cover as well
    /// is left out, unless nothing is left then: of two that are needed together, neither covers anything alone.
    fn covered_by(
        &self,
        (index, waiver): (usize, &Waiver),
        demands: &Demands<'_>,
        (now, then): (&Outcome, &Outcome),
        as_of: Date,
    ) -> (bool, bool) {
        if waiver.on.is_empty() || now.keys.is_empty() && then.keys.is_empty() {
            return (!now.keys.is_empty(), !then.keys.is_empty());
        }
        let (model, assertion) = (self.model(), &self.model()[waiver.assertion]);
        let others = model.waivers.iter().enumerate().filter(|(other, one)| {
            *other != index && one.assertion == waiver.assertion && one.until.is_none_or(|until| as_of <= until)
        });
        let others: Vec<Place> = others.flat_map(|(_, one)| one.on.iter().copied()).collect();
        let alone = self.covers(waiver, assertion, demands, (now, then), &[]);
        if alone != (false, false) || others.is_empty() {
            return alone;
        }
        let (now, then) = self.both(assertion, demands, &others);
        self.covers(waiver, assertion, demands, (&now, &then), &others)
    }

    /// What becomes of the outcomes of a look without some places when nothing passes the waiver's either.
    fn covers(
        &self,
        waiver: &Waiver,
        assertion: &Assertion,
        demands: &Demands<'_>,
        (now, then): (&Outcome, &Outcome),
        without: &[Place],
    ) -> (bool, bool) {
        let (now_left, then_left) = self.both(assertion, demands, &[without, &waiver.on].concat());
        let covers = |whole: &Outcome, left: &Outcome| {
            let shown = &whole.offences.listed;
            shown.iter().any(|offence| waiver.on.iter().any(|place| offence.is_at(*place)))
                || whole.keys.iter().any(|(key, length)| left.keys.get(key) != Some(length))
        };
        (covers(now, &now_left), covers(then, &then_left))
    }

    fn demands<'a>(&self, assertion: &'a Assertion) -> Demands<'a> {
        let region = |region: &Value| self.questions.region(region);
        let pass = assertion.must_pass.iter().map(|value| (Demand::Pass(value.clone()), region(value)));
        // Where nothing lies in a boundary, nothing can pass it; that is said elsewhere.
        let pass = pass.filter(|(_, elements)| elements.contains(&true));
        let enter = assertion.must_not_enter.iter().map(|value| (Demand::NotEnter(value.clone()), region(value)));
        let have = assertion.must_have.iter().map(|_| (Demand::Have, Vec::new()));
        Demands { list: pass.chain(enter).chain(have).collect(), condition: assertion.must_have.as_ref() }
    }

    fn outcome(
        &self,
        assertion: &Assertion,
        demands: &Demands<'_>,
        proposed: bool,
        without: &[Place],
        known: &HashMap<Key, usize>,
    ) -> Outcome {
        let questions = if proposed { self.with_proposed } else { self.questions };
        let kept;
        let graph = if without.iter().any(|place| matches!(place, Place::Flow(_))) {
            kept = graph_without(questions, without);
            &kept
        } else {
            questions.graph()
        };
        let look = Look { graph, without };
        let spell_usual = |offences| super::usual::add(self.questions, assertion, offences);
        let mut outcome = match &assertion.about {
            Question::Ways(from, to) => {
                let ways = Ways::new(questions, demands, (&ends(questions, from), &ends(questions, to)), look);
                let found = ways.found();
                gather(self.model(), demands, found, ways.unknown(), known, |found| ways.spelt_out(found))
            }
            about => {
                let things = Things { questions, demands, look };
                let (found, unknown) = match about {
                    Question::Route { flow, answer } => things.route(*flow, *answer),
                    Question::Which(selection) => things.which(selection, assertion.each_step),
                    Question::Ways(..) => Default::default(),
                };
                gather(self.model(), demands, found, unknown, known, |found: &Found| found.offence.clone())
            }
        };
        spell_usual(&mut outcome.offences);
        outcome
    }
}

fn graph_without(questions: &Questions<'_>, without: &[Place]) -> FlowGraph {
    let flow = |place: &Place| match place {
        Place::Flow(id) => Some(questions.model[*id].identity.id.as_str()),
        Place::Element(_) => None,
    };
    let ids: HashSet<&str> = without.iter().filter_map(flow).collect();
    FlowGraph::of(questions.model, |flow| questions.counts.flow(flow.state) && !ids.contains(flow.identity.id.as_str()))
}

fn ends(questions: &Questions<'_>, selection: &Selection) -> Vec<ElementId> {
    let all = questions.selected(selection).into_iter();
    all.filter_map(|value| if let Value::Element(id) = value { Some(id) } else { None }).collect()
}

impl Questions<'_> {
    /// The elements that an element or boundary stands for, by their index.
    pub(super) fn region(&self, region: &Value) -> Vec<bool> {
        let mut mask = vec![false; self.model.elements.len()];
        match region {
            Value::Element(id) => mask[id.index()] = true,
            Value::Boundary(id) => {
                for element in &self.index().inside[id.index()] {
                    mask[element.index()] = true;
                }
            }
            _ => {}
        }
        mask
    }
}
