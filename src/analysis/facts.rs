//! All computed facts of a model at one day, reckoned once and read by checks and emitters.

use super::asserts::{self, Verdict};
use super::findings::Findings;
use super::information;
use super::order::ClassOrder;
use super::plan::{self, Plan};
use super::risk::{self, ThreatRisk};
use super::state::{self, ThreatState};
use crate::model::{AssertionId, AssetId, ClassId, ElementId, FlowId, Place, RuleId, ThreatId, ThreatModel};
use crate::text::Date;

/// Threats of one element or flow.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlaceFacts {
    /// Threats that are open there, in declaration order.
    pub open: Vec<ThreatId>,
    /// All other threats there.
    pub settled: Vec<ThreatId>,
}

impl PlaceFacts {
    /// Whether it is drawn red.
    pub fn is_red(&self) -> bool {
        !self.open.is_empty()
    }
}

/// All computed facts of a model.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The day for which they hold.
    pub as_of: Date,
    states: Vec<ThreatState>,
    risks: Vec<ThreatRisk>,
    acceptances: Vec<Option<usize>>,
    all_acceptances: Vec<Vec<usize>>,
    elements: Vec<PlaceFacts>,
    flows: Vec<PlaceFacts>,
    verdicts: Vec<Verdict>,
    /// The order of data classes.
    pub classes: ClassOrder,
    asset_classes: Vec<Vec<ClassId>>,
    /// Last day for the next review, where the model says when it was reviewed and how often it should be.
    pub review_due: Option<Date>,
    /// What the rules find.
    pub findings: Findings,
    /// What to do next.
    pub plan: Plan,
}

impl Facts {
    /// Reckons everything for the given day; `findings` are those that have been added to the model.
    pub fn new(model: &ThreatModel, findings: Findings, as_of: Date) -> Self {
        let mut accepts = vec![Vec::new(); model.threats.len()];
        for (index, acceptance) in model.acceptances.iter().enumerate() {
            accepts[acceptance.threat.index()].push(index);
        }
        let risks: Vec<ThreatRisk> = model.threats.iter().map(|threat| risk::assess(model, threat)).collect();
        let acceptances: Vec<Option<usize>> =
            accepts.iter().map(|accepts| state::acceptance_in_force(accepts, model, as_of)).collect();
        let states = model.threats.iter().zip(&risks).zip(&acceptances);
        let states: Vec<ThreatState> = states
            .map(|((threat, risk), accepted)| state::state_of(threat, risk, accepted.is_some(), model.appetite))
            .collect();
        let mut facts = Facts {
            as_of,
            states,
            risks,
            acceptances,
            all_acceptances: accepts,
            elements: vec![PlaceFacts::default(); model.elements.len()],
            flows: vec![PlaceFacts::default(); model.flows.len()],
            verdicts: asserts::verdicts(model, as_of),
            classes: ClassOrder::new(model),
            asset_classes: information::all_effective_classes(model),
            review_due: model.reviewed.zip(model.review_every).map(|(day, every)| day.plus_days(every.ceil() as i64)),
            findings,
            plan: Plan::default(),
        };
        facts.place_threats(model);
        facts.plan = plan::plan(model, &facts);
        facts
    }

    fn place_threats(&mut self, model: &ThreatModel) {
        for (index, threat) in model.threats.iter().enumerate() {
            let id = ThreatId::from(index);
            for place in &threat.on {
                let facts = match place {
                    Place::Element(element) => &mut self.elements[element.index()],
                    Place::Flow(flow) => &mut self.flows[flow.index()],
                };
                let list = if self.states[index] == ThreatState::Open { &mut facts.open } else { &mut facts.settled };
                list.push(id);
            }
        }
    }

    /// Keeps of what cannot be told only that which these rules and assertions ask.
    pub fn retain_unknown(&mut self, rule: impl Fn(RuleId) -> bool, assertion: impl Fn(AssertionId) -> bool) {
        self.findings.undecided.retain(|undecided| rule(undecided.rule));
        for verdict in self.verdicts.iter_mut().filter(|verdict| !assertion(verdict.assertion)) {
            verdict.unknown.clear();
        }
    }

    /// Where the threat stands.
    pub fn state(&self, threat: ThreatId) -> ThreatState {
        self.states[threat.index()]
    }

    /// The threat's risk with its inputs.
    pub fn risk(&self, threat: ThreatId) -> &ThreatRisk {
        &self.risks[threat.index()]
    }

    /// Index into `model.acceptances` of the acceptance in force, if any.
    pub fn acceptance(&self, threat: ThreatId) -> Option<usize> {
        self.acceptances[threat.index()]
    }

    /// Indices into `model.acceptances` of all acceptances of the threat, in force or not.
    pub fn acceptances(&self, threat: ThreatId) -> &[usize] {
        &self.all_acceptances[threat.index()]
    }

    /// The classes that count for an asset: its own, or else the highest of those of what it is made from.
    pub fn classes_of(&self, asset: AssetId) -> &[ClassId] {
        &self.asset_classes[asset.index()]
    }

    /// The same for all assets, by their index.
    pub fn asset_classes(&self) -> &[Vec<ClassId>] {
        &self.asset_classes
    }

    /// Threats of an element.
    pub fn element(&self, element: ElementId) -> &PlaceFacts {
        &self.elements[element.index()]
    }

    /// Threats of a flow.
    pub fn flow(&self, flow: FlowId) -> &PlaceFacts {
        &self.flows[flow.index()]
    }

    /// What is known of each assertion, in the order of declaration.
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// How many threats are in the state.
    pub fn count(&self, state: ThreatState) -> usize {
        self.states.iter().filter(|s| **s == state).count()
    }
}
