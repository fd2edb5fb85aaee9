//! The truth of conditions, and the members of sets.

use super::compare::compares;
use super::index::Index;
use super::logic::{both, either, not};
use super::values::Values;
use crate::analysis::graph::{FlowGraph, Search};
use crate::model::{
    AssetId, Attribute, BoundaryId, Collection, Condition, ElementId, ElementKind, FlowChoice, FlowId, FlowState,
    MitigationId, Operand, Path, Place, Pool, Quantified, Selection, Set, StepId, ThreatId, ThreatModel, Value,
};
use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// What a closed quantifier was asked about: itself, and where its set begins.
type Asked = (usize, Key);

/// What tells things of the model apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    All,
    Step(StepId),
    Flow(FlowId),
    Element(ElementId),
    Boundary(BoundaryId),
    Asset(AssetId),
    Threat(ThreatId),
    Mitigation(MitigationId),
}

pub(super) fn key(value: &Value) -> Option<Key> {
    Some(match value {
        Value::Step(id) => Key::Step(*id),
        Value::Flow(id) => Key::Flow(*id),
        Value::Element(id) => Key::Element(*id),
        Value::Boundary(id) => Key::Boundary(*id),
        Value::Asset(id) => Key::Asset(*id),
        Value::Threat(id) => Key::Threat(*id),
        Value::Mitigation(id) => Key::Mitigation(*id),
        _ => return None,
    })
}

/// What of a model counts in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) struct Counts {
    /// Flows that somebody asks for, as if they were real.
    pub proposed: bool,
    /// What rules have found.
    pub findings: bool,
}

impl Counts {
    /// Whether a flow counts.
    pub fn flow(self, state: FlowState) -> bool {
        state == FlowState::Real || self.proposed && state == FlowState::Proposed
    }
}

/// Answers questions to a model. What several questions need is reckoned once.
pub struct Questions<'m> {
    pub(in crate::analysis) model: &'m ThreatModel,
    pub(in crate::analysis) counts: Counts,
    index: OnceCell<Index>,
    graph: OnceCell<FlowGraph>,
    /// Answers of closed quantifiers.
    answers: RefCell<HashMap<Asked, Option<bool>>>,
    /// Truth of a condition at the end of all ways, by the element at which they begin.
    pub(super) reach: RefCell<HashMap<usize, Vec<Option<bool>>>>,
    last_search: RefCell<Option<(ElementId, Rc<Search>)>>,
}

impl std::fmt::Debug for Questions<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Questions").field("model", &self.model.identity.id).finish_non_exhaustive()
    }
}

impl<'m> Questions<'m> {
    /// Questions to this model.
    pub fn new(model: &'m ThreatModel) -> Self {
        Questions::that_count(model, Counts { proposed: false, findings: true })
    }

    /// Questions of rules: what rules have found is not looked at, as none was there when they were asked.
    pub fn of_rules(model: &'m ThreatModel) -> Self {
        Questions::that_count(model, Counts { proposed: false, findings: false })
    }

    /// Questions to the model as it would be if all proposed flows were real.
    pub(in crate::analysis) fn with_proposed(model: &'m ThreatModel) -> Self {
        Questions::that_count(model, Counts { proposed: true, findings: true })
    }

    fn that_count(model: &'m ThreatModel, counts: Counts) -> Self {
        Questions {
            model,
            counts,
            index: OnceCell::new(),
            graph: OnceCell::new(),
            answers: RefCell::default(),
            reach: RefCell::default(),
            last_search: RefCell::default(),
        }
    }

    pub(in crate::analysis) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self.model, self.counts))
    }

    pub(in crate::analysis) fn graph(&self) -> &FlowGraph {
        self.graph.get_or_init(|| FlowGraph::of(self.model, |flow| self.counts.flow(flow.state)))
    }

    /// The shortest ways from everywhere to one element. Those to the last one are kept, for many ask for the same.
    pub(super) fn ways_to(&self, to: ElementId) -> Rc<Search> {
        let mut last = self.last_search.borrow_mut();
        match &*last {
            Some((known, search)) if *known == to => Rc::clone(search),
            _ => {
                let search = Rc::new(self.graph().search([to], |_| true, true));
                *last = Some((to, Rc::clone(&search)));
                search
            }
        }
    }

    /// The model that is asked.
    pub fn model(&self) -> &'m ThreatModel {
        self.model
    }

    /// What stands at the end of a path that begins at a subject.
    pub fn at_path(&self, subject: &Value, path: &Path) -> Vec<Value> {
        self.values(subject, &path.steps).items
    }

    /// Mitigations at a place, whatever their status: those that name it, and those of threats there.
    pub fn mitigations_at(&self, place: Place) -> &[MitigationId] {
        self.index().mitigations(place)
    }

    /// The flows of which a condition is known to hold: of one of their steps, or of one of their answer's. A retired
    /// flow is part of no picture, so none is chosen.
    pub fn chosen<'a>(&'a self, choice: &'a FlowChoice) -> impl Iterator<Item = FlowId> + 'a {
        let flows = (0..self.model.flows.len()).map(FlowId::from);
        let holds = |step: Value| self.holds(&step, &choice.condition) == Some(true);
        flows
            .filter(|flow| self.model[*flow].state != FlowState::Retired)
            .filter(move |flow| self.model.steps(*flow).any(|(step, _)| holds(Value::Step(step))))
    }

    /// Whether a condition holds of a subject; `None` where the model does not say enough to know.
    pub fn holds(&self, subject: &Value, condition: &Condition) -> Option<bool> {
        self.truth(&mut vec![subject.clone()], condition)
    }

    /// As [`Questions::holds`], with values for the variables of quantifiers around it.
    pub(super) fn truth(&self, variables: &mut Vec<Value>, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::And(a, b) => match self.truth(variables, a) {
                Some(false) => Some(false),
                first => both(first, self.truth(variables, b)),
            },
            Condition::Or(a, b) => match self.truth(variables, a) {
                Some(true) => Some(true),
                first => either(first, self.truth(variables, b)),
            },
            Condition::Not(inner) => not(self.truth(variables, inner)),
            Condition::Some(path) => {
                let found = self.at(variables, path);
                if found.items.is_empty() && !found.complete { None } else { Some(!found.items.is_empty()) }
            }
            Condition::Stated(path) => Some(!self.at(variables, path).items.is_empty()),
            Condition::Compare(path, how, Operand::Value(constant)) => {
                let found = self.at(variables, path);
                let met = found.items.iter().any(|value| compares(self.model, value, *how, constant));
                if met || found.complete { Some(met) } else { None }
            }
            Condition::Compare(path, how, Operand::At(other)) => {
                let (left, right) = (self.at(variables, path), self.at(variables, other));
                let against = |value: &Value| right.items.iter().any(|other| compares(self.model, value, *how, other));
                let met = left.items.iter().any(against);
                if met || left.complete && right.complete { Some(met) } else { None }
            }
            Condition::Gives(path, capability) => {
                let found = self.at(variables, path);
                let met = found.items.iter().any(|value| self.is_given(value, capability));
                if met || found.complete { Some(met) } else { None }
            }
            Condition::Quantified(quantified) => self.quantified(variables, quantified),
        }
    }

    fn at(&self, variables: &[Value], path: &Path) -> Values {
        match variables.get(path.start) {
            Some(start) => self.values(start, &path.steps),
            None => Values { items: Vec::new(), complete: false },
        }
    }

    /// Whether a working mitigation at a place gives a capability.
    pub(super) fn is_given(&self, place: &Value, capability: &str) -> bool {
        let Some(place) = place_of(place) else { return false };
        let gives = |id: &MitigationId| {
            let mitigation = &self.model[*id];
            mitigation.status.works() && mitigation.gives.iter().any(|word| word == capability)
        };
        self.index().mitigations(place).iter().any(gives)
    }

    fn quantified(&self, variables: &mut Vec<Value>, asked: &Quantified) -> Option<bool> {
        if !asked.closed {
            return self.members_of(variables, asked);
        }
        // What looks at nothing but its members has one answer for each beginning of its set.
        let itself = std::ptr::from_ref(asked) as usize;
        match &asked.set {
            Set::All(_) => self.remembered((itself, Key::All), || self.members_of(&mut variables.clone(), asked)),
            Set::At(path) => {
                let (last, before) = (path.steps.last().copied(), path.steps.len().saturating_sub(1));
                let start = variables.get(path.start)?;
                let found = self.values(start, &path.steps[..before]);
                let Some(last) = last else { return self.members_of(variables, asked) };
                let mut outcome = if asked.every { Some(true) } else { Some(false) };
                if !found.complete {
                    outcome = None;
                }
                for value in &found.items {
                    let one = match (value, last) {
                        (Value::Element(id), Attribute::Reaches | Attribute::ReachedBy) => {
                            self.beyond(*id, last == Attribute::ReachedBy, asked, variables.len())
                        }
                        _ => {
                            let answer = || {
                                let members = self.of_one(value, last);
                                let mut inner = vec![value.clone(); variables.len()];
                                self.over(&mut inner, asked, members.items, members.complete)
                            };
                            key(value).map_or_else(answer, |key| self.remembered((itself, key), answer))
                        }
                    };
                    outcome = if asked.every { both(outcome, one) } else { either(outcome, one) };
                }
                outcome
            }
        }
    }

    fn remembered(&self, key: Asked, reckon: impl FnOnce() -> Option<bool>) -> Option<bool> {
        if let Some(known) = self.answers.borrow().get(&key) {
            return *known;
        }
        let answer = reckon();
        self.answers.borrow_mut().insert(key, answer);
        answer
    }

    fn members_of(&self, variables: &mut Vec<Value>, asked: &Quantified) -> Option<bool> {
        let members = match &asked.set {
            Set::All(set) => Values { items: self.all(*set), complete: true },
            Set::At(path) => self.at(variables, path),
        };
        self.over(variables, asked, members.items, members.complete)
    }

    /// Whether the condition holds of one of these, or of each; `complete` says whether there can be no others.
    fn over(
        &self,
        variables: &mut Vec<Value>,
        asked: &Quantified,
        members: Vec<Value>,
        complete: bool,
    ) -> Option<bool> {
        let mut outcome = if complete { Some(asked.every) } else { None };
        for member in members {
            variables.push(member);
            let holds = asked.condition.as_ref().map_or(Some(true), |condition| self.truth(variables, condition));
            variables.pop();
            outcome = if asked.every { both(outcome, holds) } else { either(outcome, holds) };
            if outcome == Some(!asked.every) {
                break;
            }
        }
        outcome
    }

    /// All members of a collection.
    pub fn all(&self, set: Collection) -> Vec<Value> {
        let model = self.model;
        let elements = |kind: Option<ElementKind>| {
            let all = (0..model.elements.len()).map(ElementId::from);
            all.filter(move |id| kind.is_none_or(|kind| model[*id].kind == kind)).map(Value::Element).collect()
        };
        match set {
            Collection::Elements => elements(None),
            Collection::Entities => elements(Some(ElementKind::ExternalEntity)),
            Collection::Processes => elements(Some(ElementKind::Process)),
            Collection::Stores => elements(Some(ElementKind::DataStore)),
            Collection::Boundaries => numbered(model.boundaries.len(), Value::Boundary),
            Collection::Flows => {
                let counts = |id: &FlowId| self.counts.flow(model[*id].state);
                (0..model.flows.len()).map(FlowId::from).filter(counts).map(Value::Flow).collect()
            }
            Collection::Hops => self.index().steps.iter().copied().map(Value::Step).collect(),
            Collection::Answers => {
                self.index().steps.iter().copied().filter(|step| step.answer).map(Value::Step).collect()
            }
            Collection::Assets => numbered(model.assets.len(), Value::Asset),
            Collection::Threats => {
                let counts = |id: &ThreatId| self.counts.findings || !model[*id].is_finding;
                (0..model.threats.len()).map(ThreatId::from).filter(counts).map(Value::Threat).collect()
            }
            Collection::Mitigations => numbered(model.mitigations.len(), Value::Mitigation),
            Collection::Assumptions => numbered(model.assumptions.len(), Value::Assumption),
            Collection::Adversaries => numbered(model.adversaries.len(), Value::Adversary),
            Collection::Objectives => numbered(model.objectives.len(), Value::Objective),
        }
    }

    /// What a selection is chosen from.
    pub fn pool(&self, pool: &Pool) -> Vec<Value> {
        match pool {
            Pool::All(set) => self.all(*set),
            Pool::These(things) => {
                let mut all = Vec::new();
                for thing in things {
                    match thing {
                        Value::Boundary(id) => {
                            all.extend(self.index().inside[id.index()].iter().copied().map(Value::Element));
                        }
                        other => all.push(other.clone()),
                    }
                }
                each_once(&mut all);
                all
            }
        }
    }

    /// The members of a selection of which its condition is known to hold.
    pub fn selected(&self, selection: &Selection) -> Vec<Value> {
        let mut members = self.pool(&selection.from);
        if let Some(condition) = &selection.condition {
            members.retain(|member| self.holds(member, condition) == Some(true));
        }
        members
    }
}

/// Takes out what stands there already; words and numbers may stand there again.
pub(super) fn each_once(values: &mut Vec<Value>) {
    if values.len() > 1 {
        let mut seen = HashSet::with_capacity(values.len());
        values.retain(|value| key(value).is_none_or(|key| seen.insert(key)));
    }
}

/// The element or flow at which mitigations and threats stand.
pub fn place_of(value: &Value) -> Option<Place> {
    match value {
        Value::Element(id) => Some(Place::Element(*id)),
        Value::Flow(id) => Some(Place::Flow(*id)),
        Value::Step(step) => Some(Place::Flow(step.flow)),
        _ => None,
    }
}

fn numbered<I: From<usize>>(count: usize, value: impl Fn(I) -> Value) -> Vec<Value> {
    (0..count).map(|index| value(I::from(index))).collect()
}
