//! The values of attributes. May assume a subject of the sort that has the attribute; any other gives nothing known.

use super::evaluate::{Questions, each_once};
use crate::analysis::crossing::crossing;
use crate::analysis::findings::place_called;
use crate::analysis::order::resolve_protocol;
use crate::model::{
    AssumptionId, Attribute, AuthId, BoundaryId, ElementId, FlowId, FlowState, MitigationId, MitigationStatus, Place,
    RiskWord, StepId, ThreatId, ThreatModel, Value,
};
use ecow::EcoString;

/// Values at the end of a path, and whether there can be no others.
pub(super) struct Values {
    pub items: Vec<Value>,
    pub complete: bool,
}

impl Values {
    fn one(value: Option<Value>) -> Self {
        Values { complete: value.is_some(), items: value.into_iter().collect() }
    }

    /// A field with several values: left empty, it says nothing.
    fn written(items: impl Iterator<Item = Value>) -> Self {
        let items: Vec<Value> = items.collect();
        Values { complete: !items.is_empty(), items }
    }

    fn all(items: impl Iterator<Item = Value>) -> Self {
        Values { items: items.collect(), complete: true }
    }
}

impl Questions<'_> {
    /// The values at the end of a path of attributes.
    pub(super) fn values(&self, subject: &Value, path: &[Attribute]) -> Values {
        let Some((first, rest)) = path.split_first() else { return Values::one(Some(subject.clone())) };
        let mut found = self.of_one(subject, *first);
        for attribute in rest {
            let mut next = Values { items: Vec::new(), complete: found.complete };
            for value in &found.items {
                let step = self.of_one(value, *attribute);
                next.items.extend(step.items);
                next.complete &= step.complete;
            }
            // Ways that meet again would double what is found with each attribute.
            each_once(&mut next.items);
            found = next;
        }
        found
    }

    /// The values of one attribute.
    pub(super) fn of_one(&self, subject: &Value, attribute: Attribute) -> Values {
        match subject {
            Value::Step(step) => self.of_step(*step, attribute),
            Value::Flow(id) => self.of_flow(*id, attribute),
            Value::Element(id) => self.of_element(*id, attribute),
            Value::Boundary(id) => self.of_boundary(*id, attribute),
            Value::Asset(_) | Value::Threat(_) | Value::Mitigation(_) | Value::Assumption(_) | Value::Adversary(_) => {
                self.of_listed(subject, attribute)
            }
            _ => Values::one(of_word(self.model, subject, attribute)),
        }
    }

    fn of_step(&self, id: StepId, attribute: Attribute) -> Values {
        let Some((from, to)) = self.model.ends(id) else { return Values::one(None) };
        let crossed = || crossing(self.model, from, to);
        let written = self.model.step(id);
        // An answer that is not written goes back over the same connections; what it carries is not said.
        let line = written.or_else(|| self.model.way_there(id));
        match attribute {
            Attribute::Over => Values::one(line.and_then(|hop| hop.over).map(Value::Protocol)),
            Attribute::Auth => Values::one(line.and_then(|hop| hop.auth).map(Value::Auth)),
            Attribute::Carries => {
                Values::written(written.into_iter().flat_map(|hop| &hop.carries).copied().map(Value::Asset))
            }
            Attribute::From => Values::one(Some(Value::Element(from))),
            Attribute::To => Values::one(Some(Value::Element(to))),
            Attribute::Flow => Values::one(Some(Value::Flow(id.flow))),
            Attribute::Answer => Values::one(Some(Value::YesNo(id.answer))),
            Attribute::Leaves => Values::all(crossed().leaves.into_iter().map(Value::Boundary)),
            Attribute::Enters => Values::all(crossed().enters.into_iter().map(Value::Boundary)),
            Attribute::Crosses => {
                let crossed = crossed();
                Values::all(crossed.leaves.into_iter().chain(crossed.enters).map(Value::Boundary))
            }
            _ => self.of_whole_flow(id.flow, attribute),
        }
    }

    /// What a step has from its flow.
    fn of_whole_flow(&self, id: FlowId, attribute: Attribute) -> Values {
        let flow = &self.model[id];
        match attribute {
            Attribute::OutOfScope => Values::one(Some(Value::YesNo(flow.out_of_scope.is_some()))),
            Attribute::State => Values::one(Some(Value::Word(state(flow.state).into()))),
            Attribute::Threats => threats(self.index().threats(Place::Flow(id))),
            Attribute::Mitigations => mitigations(self.index().mitigations(Place::Flow(id))),
            _ => Values::one(None),
        }
    }

    fn of_flow(&self, id: FlowId, attribute: Attribute) -> Values {
        let flow = &self.model[id];
        let (first, last) = (flow.hops.first(), flow.hops.last());
        match attribute {
            Attribute::From => Values::one(first.map(|hop| Value::Element(hop.from))),
            Attribute::To => Values::one(last.map(|hop| Value::Element(hop.to))),
            Attribute::Hops => Values::all(self.model.steps(id).map(|(step, _)| Value::Step(step))),
            Attribute::Passes => {
                let stops = first.map(|hop| hop.from).into_iter().chain(flow.hops.iter().map(|hop| hop.to));
                Values::all(stops.map(Value::Element))
            }
            Attribute::Over
            | Attribute::Auth
            | Attribute::Carries
            | Attribute::Crosses
            | Attribute::Leaves
            | Attribute::Enters => {
                let mut all = Values::all(std::iter::empty());
                for (step, _) in self.model.steps(id) {
                    let of_step = self.of_step(step, attribute);
                    all.complete &= of_step.complete;
                    all.items.extend(of_step.items);
                }
                all
            }
            _ => self.of_whole_flow(id, attribute),
        }
    }

    fn of_element(&self, id: ElementId, attribute: Attribute) -> Values {
        let element = &self.model[id];
        match attribute {
            Attribute::Kind => Values::one(Some(Value::Word(element.kind.word().into()))),
            Attribute::Tech => Values::one(element.tech.map(Value::Tech)),
            Attribute::Clearance => Values::written(element.clearance.iter().copied().map(Value::Class)),
            Attribute::Holds => Values::written(element.holds.iter().copied().map(Value::Asset)),
            Attribute::Encrypted => Values::one(element.encrypted.map(Value::YesNo)),
            Attribute::AppendOnly => Values::one(element.append_only.map(Value::YesNo)),
            Attribute::RunsAs => Values::one(element.runs_as.clone().map(Value::Text)),
            Attribute::Owner => Values::one(element.owner.clone().map(Value::Person)),
            Attribute::OutOfScope => Values::one(Some(Value::YesNo(element.out_of_scope.is_some()))),
            // Outside of all boundaries is known as well.
            Attribute::Boundary => Values::all(element.boundary.into_iter().map(Value::Boundary)),
            _ => self.around_element(id, attribute),
        }
    }

    fn around_element(&self, id: ElementId, attribute: Attribute) -> Values {
        let index = self.index();
        let steps = || index.touching[id.index()].iter().copied();
        let ends_here = |step: &StepId, inward: bool| {
            self.model.step(*step).is_some_and(|hop| if inward { hop.to == id } else { hop.from == id })
        };
        match attribute {
            Attribute::Flows => Values::all(index.passing[id.index()].iter().copied().map(Value::Flow)),
            Attribute::Hops => Values::all(steps().map(Value::Step)),
            Attribute::Inbound => Values::all(steps().filter(|step| ends_here(step, true)).map(Value::Step)),
            Attribute::Outbound => Values::all(steps().filter(|step| ends_here(step, false)).map(Value::Step)),
            Attribute::Sees => {
                let (assets, complete) = index.seen(self.model, id);
                Values { items: assets.into_iter().map(Value::Asset).collect(), complete }
            }
            Attribute::Reaches | Attribute::ReachedBy => {
                let backward = attribute == Attribute::ReachedBy;
                Values::all(self.reached(id, backward).into_iter().map(Value::Element))
            }
            Attribute::Threats => threats(index.threats(Place::Element(id))),
            Attribute::Mitigations => mitigations(index.mitigations(Place::Element(id))),
            _ => Values::one(None),
        }
    }

    fn of_boundary(&self, id: BoundaryId, attribute: Attribute) -> Values {
        let boundary = &self.model[id];
        match attribute {
            Attribute::Kind => Values::one(boundary.kind.clone().map(Value::Word)),
            Attribute::Trust => Values::one(boundary.trust.clone().map(Value::Word)),
            // Whether one is on record; like a reason, it is either there or not.
            Attribute::Contract => Values::one(Some(Value::YesNo(boundary.contract.is_some()))),
            Attribute::Clearance => Values::written(boundary.clearance.iter().copied().map(Value::Class)),
            Attribute::Owner => Values::one(boundary.owner.clone().map(Value::Person)),
            // Within no other boundary is known as well.
            Attribute::Parent => Values::all(boundary.parent.into_iter().map(Value::Boundary)),
            Attribute::Elements => Values::all(self.index().inside[id.index()].iter().copied().map(Value::Element)),
            Attribute::Inbound | Attribute::Outbound => {
                let inward = attribute == Attribute::Inbound;
                Values::all(self.index().over_border(self.model, id, inward).map(Value::Step))
            }
            _ => Values::one(None),
        }
    }

    /// Of things that are listed, not drawn.
    fn of_listed(&self, subject: &Value, attribute: Attribute) -> Values {
        let (model, index) = (self.model, self.index());
        match (subject, attribute) {
            // What is made from others has their class, and several where these have no order.
            (Value::Asset(id), Attribute::Class) => {
                let items = index.classes[id.index()].iter().copied().map(Value::Class).collect();
                Values { items, complete: index.classes_known[id.index()] }
            }
            (Value::Asset(id), Attribute::DerivedFrom) => {
                Values::written(model[*id].derived_from.iter().copied().map(Value::Asset))
            }
            (Value::Asset(id), Attribute::Serves) => {
                Values::written(model[*id].serves.iter().copied().map(Value::Objective))
            }
            (Value::Asset(id), Attribute::HeldBy) => {
                Values::all(index.keeping[id.index()].iter().copied().map(Value::Element))
            }
            (Value::Asset(id), Attribute::Hops) => {
                Values::all(index.carrying[id.index()].iter().copied().map(Value::Step))
            }
            (Value::Asset(id), Attribute::Reaches) => {
                let arrives = index.carrying[id.index()].iter().filter_map(|step| model.step(*step)).map(|hop| hop.to);
                let mut all: Vec<ElementId> = index.keeping[id.index()].iter().copied().chain(arrives).collect();
                all.sort();
                all.dedup();
                Values::all(all.into_iter().map(Value::Element))
            }
            (Value::Threat(id), Attribute::Elements) => Values::all(model[*id].on.iter().filter_map(element_of)),
            (Value::Threat(id), Attribute::Flows) => Values::all(model[*id].on.iter().filter_map(flow_of)),
            (Value::Threat(id), Attribute::By) => Values::written(model[*id].by.iter().copied().map(Value::Adversary)),
            (Value::Threat(id), Attribute::Harms) => {
                Values::written(model[*id].harms.iter().copied().map(Value::Objective))
            }
            (Value::Threat(id), Attribute::Mitigations) => mitigations(&model[*id].mitigations),
            (Value::Mitigation(id), Attribute::Elements) => {
                Values::all(self.works_at(*id).iter().filter_map(element_of))
            }
            (Value::Mitigation(id), Attribute::Flows) => Values::all(self.works_at(*id).iter().filter_map(flow_of)),
            (Value::Assumption(id), Attribute::Elements) => {
                Values::all(self.supported(*id).iter().filter_map(element_of))
            }
            (Value::Assumption(id), Attribute::Flows) => Values::all(self.supported(*id).iter().filter_map(flow_of)),
            (Value::Mitigation(id), Attribute::Threats) => threats(&index.about[id.index()]),
            (Value::Adversary(id), Attribute::Motive) => {
                Values::written(model[*id].motive.iter().cloned().map(Value::Word))
            }
            _ => Values::one(of_listed_one(model, subject, attribute).or_else(|| of_word(model, subject, attribute))),
        }
    }

    /// Where a mitigation works: where it says so, else where its threats strike.
    pub(in crate::analysis) fn works_at(&self, id: MitigationId) -> Vec<Place> {
        works_at(self.model, id, &self.index().about[id.index()])
    }

    /// Elements and flows that rest on an assumption.
    fn supported(&self, id: AssumptionId) -> Vec<Place> {
        self.model[id].supports.iter().filter_map(|subject| place_called(self.model, &subject.id)).collect()
    }
}

/// Where a mitigation works that is about some threats.
pub(in crate::analysis) fn works_at(model: &ThreatModel, id: MitigationId, about: &[ThreatId]) -> Vec<Place> {
    let own = &model[id].on;
    if !own.is_empty() {
        return own.clone();
    }
    let mut places: Vec<Place> = about.iter().flat_map(|threat| model[*threat].on.iter().copied()).collect();
    places.sort();
    places.dedup();
    places
}

fn threats(ids: &[ThreatId]) -> Values {
    Values::all(ids.iter().copied().map(Value::Threat))
}

fn mitigations(ids: &[MitigationId]) -> Values {
    Values::all(ids.iter().copied().map(Value::Mitigation))
}

fn element_of(place: &Place) -> Option<Value> {
    match place {
        Place::Element(id) => Some(Value::Element(*id)),
        Place::Flow(_) => None,
    }
}

fn flow_of(place: &Place) -> Option<Value> {
    match place {
        Place::Flow(id) => Some(Value::Flow(*id)),
        Place::Element(_) => None,
    }
}

fn state(state: FlowState) -> &'static str {
    match state {
        FlowState::Real => "real",
        FlowState::Proposed => "proposed",
        FlowState::Retired => "retired",
    }
}

/// Of listed things, attributes that have one value each.
fn of_listed_one(model: &ThreatModel, subject: &Value, attribute: Attribute) -> Option<Value> {
    let person = |owner: &Option<EcoString>| owner.clone().map(Value::Person);
    match (subject, attribute) {
        (Value::Asset(id), Attribute::Owner) => person(&model[*id].owner),
        (Value::Threat(id), Attribute::Kind) => model[*id].kind.map(Value::ThreatKind),
        (Value::Threat(id), Attribute::Likelihood) => level(&model.risk.likelihood, model[*id].likelihood),
        (Value::Threat(id), Attribute::Impact) => level(&model.risk.impact, model[*id].impact),
        (Value::Threat(id), Attribute::Owner) => person(&model[*id].owner),
        (Value::Mitigation(id), Attribute::Status) => Some(Value::Word(status(model[*id].status).into())),
        (Value::Mitigation(id), Attribute::Effect) => model[*id].effect.map(Value::Number),
        (Value::Mitigation(id), Attribute::Effort) => model[*id].effort.map(Value::Number),
        (Value::Mitigation(id), Attribute::Owner) => person(&model[*id].owner),
        (Value::Adversary(id), Attribute::Capability) => model[*id].capability.clone().map(Value::Word),
        (Value::Adversary(id), Attribute::Position) => model[*id].position.clone().map(Value::Word),
        _ => None,
    }
}

fn level(scale: &[RiskWord], at: Option<usize>) -> Option<Value> {
    at.map(|at| Value::Level(at, scale.get(at).map_or("…".into(), |known| known.word.clone())))
}

fn status(status: MitigationStatus) -> &'static str {
    crate::schema::words::MITIGATION_STATUS[status as usize]
}

/// Of words of the vocabulary, and of what has no lists.
fn of_word(model: &ThreatModel, subject: &Value, attribute: Attribute) -> Option<Value> {
    let auths = |id: AuthId| like(id, model.auths.len(), |id| model[id].like);
    match (subject, attribute) {
        (Value::Protocol(id), Attribute::Encrypted) => resolve_protocol(model, *id).0.map(Value::YesNo),
        (Value::Protocol(id), Attribute::Authenticated) => resolve_protocol(model, *id).1.map(Value::YesNo),
        (Value::Auth(id), Attribute::Authenticates) => {
            auths(*id).find_map(|id| model[id].authenticates.clone()).map(Value::Word)
        }
        (Value::Auth(id), Attribute::Factors) => auths(*id).find_map(|id| model[id].factors).map(Value::Number),
        (Value::ThreatKind(id), Attribute::Method) => model[*id].method.clone().map(Value::Word),
        (Value::ThreatKind(id), Attribute::Violates) => model[*id].violates.clone().map(Value::Word),
        (Value::Assumption(id), Attribute::State) => Some(Value::Word(assumption(model, *id).into())),
        (Value::Assumption(id), Attribute::Owner) => model[*id].owner.clone().map(Value::Person),
        (Value::Objective(id), Attribute::Weight) => Some(Value::Number(model[*id].weight)),
        (Value::Objective(id), Attribute::Owner) => model[*id].owner.clone().map(Value::Person),
        _ => None,
    }
}

fn assumption(model: &ThreatModel, id: AssumptionId) -> &'static str {
    crate::schema::words::ASSUMPTION_STATE[model[id].state as usize]
}

/// A word of a vocabulary, then what it is like, and so on; a chain is never longer than the vocabulary.
pub(super) fn like<I: Copy>(start: I, most: usize, next: impl Fn(I) -> Option<I>) -> impl Iterator<Item = I> {
    std::iter::successors(Some(start), move |id| next(*id)).take(most)
}
