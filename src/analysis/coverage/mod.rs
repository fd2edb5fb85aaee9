//! How far a model has been walked by its methods: which kinds of threat have been considered at which element or flow.
//!
//! May assume that the facts belong to the model. Must not make a threat: what nobody wrote and no rule found is missing.

mod words;

use super::facts::Facts;
use super::findings::Standing;
use super::state::ThreatState;
use crate::model::{ElementId, FlowId, FlowState, Place, Stride, ThreatId, ThreatKindId, ThreatModel};
use ecow::EcoString;
use std::collections::{BTreeMap, BTreeSet};

/// The method of a model that names none and has no threat of any.
const USUAL: &str = "stride";

/// How far a model has been walked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Coverage {
    /// One for each method that the model uses, its own first.
    pub methods: Vec<MethodCoverage>,
    /// Elements and flows that do not count.
    pub left_out: Vec<(Place, LeftOut)>,
    /// Threats that are in no row.
    pub elsewhere: Vec<(ThreatId, Elsewhere)>,
}

/// Why a threat is in no row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elsewhere {
    /// It has no kind.
    NoKind,
    /// Its kind is of none of the methods in use.
    OtherMethod,
    /// It does not say where it strikes.
    NoPlace,
    /// It strikes only what does not count.
    NotCounted,
}

/// Why an element or flow does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// The model does not look at it.
    OutOfScope,
    /// Somebody asks for it; it is not part of the model yet.
    Proposed,
    /// It is not part of the model any more.
    Retired,
}

/// How far a model has been walked by one method.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodCoverage {
    /// The method, a word of `schema::words::METHOD`.
    pub method: EcoString,
    /// Its kinds of threat; none where no library in use declares any.
    pub kinds: Vec<ThreatKindId>,
    /// Elements, then flows, in the order of the model.
    pub rows: Vec<CoverageRow>,
}

/// What was considered at one element or flow.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverageRow {
    /// The element or flow.
    pub place: Place,
    /// One for each kind of the method, in the same order.
    pub cells: Vec<Cell>,
}

/// One kind of threat at one element or flow.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The kind.
    pub kind: ThreatKindId,
    /// Whether the method's chart has a place for it; if not, it does not count, whatever somebody wrote.
    pub applicable: bool,
    /// Written threats of the kind there, and findings of rules.
    pub threats: Vec<ThreatId>,
    /// Decisions to leave such a finding aside: indices into `model.suppressions`.
    pub suppressions: Vec<usize>,
    /// What mitigations there have closed: indices into `facts.findings.closed`.
    pub closed: Vec<usize>,
    /// How it was considered.
    pub how: How,
}

/// How a kind of threat was considered at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Somebody wrote a threat; the most urgent state of all that are there.
    Written(ThreatState),
    /// Nobody wrote one, a rule found one.
    Found,
    /// A rule found one, and somebody left it aside.
    SetAside,
    /// A rule would find one, if mitigations there did not give what it asks for.
    Closed,
    /// Not at all.
    Missing,
}

/// How much was considered of what applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Kinds at places that the chart asks about.
    pub applicable: usize,
    /// Those of them that were considered.
    pub considered: usize,
}

impl Coverage {
    /// Looks at all that counts in a model.
    pub fn new(model: &ThreatModel, facts: &Facts) -> Self {
        let (places, left_out) = places(model);
        let decided = Decided::new(model, facts);
        let method = |method: EcoString| {
            let kinds = kinds_of(model, &method);
            let row = |place: &Place| CoverageRow {
                place: *place,
                cells: kinds.iter().map(|kind| cell(model, facts, &decided, *place, *kind)).collect(),
            };
            MethodCoverage { method, rows: places.iter().map(row).collect(), kinds }
        };
        let methods: Vec<MethodCoverage> = methods_of(model).into_iter().map(method).collect();
        let cells = methods.iter().flat_map(MethodCoverage::cells);
        let shown: BTreeSet<ThreatId> = cells.flat_map(|cell| cell.threats.iter().copied()).collect();
        let all = (0..model.threats.len()).map(ThreatId::from);
        let elsewhere = all.filter(|id| !shown.contains(id)).map(|id| (id, elsewhere(model, &methods, id))).collect();
        Coverage { methods, left_out, elsewhere }
    }
}

fn elsewhere(model: &ThreatModel, methods: &[MethodCoverage], id: ThreatId) -> Elsewhere {
    match model[id].kind {
        None => Elsewhere::NoKind,
        Some(kind) if !methods.iter().any(|method| method.kinds.contains(&kind)) => Elsewhere::OtherMethod,
        Some(_) if model[id].on.is_empty() => Elsewhere::NoPlace,
        Some(_) => Elsewhere::NotCounted,
    }
}

/// What counts, and what does not.
fn places(model: &ThreatModel) -> (Vec<Place>, Vec<(Place, LeftOut)>) {
    let elements = (0..model.elements.len()).map(|at| Place::Element(ElementId::from(at)));
    let flows = (0..model.flows.len()).map(|at| Place::Flow(FlowId::from(at)));
    let (mut places, mut left_out) = (Vec::new(), Vec::new());
    for place in elements.chain(flows) {
        let state = match place {
            Place::Element(_) => FlowState::Real,
            Place::Flow(id) => model[id].state,
        };
        match state {
            FlowState::Proposed => left_out.push((place, LeftOut::Proposed)),
            FlowState::Retired => left_out.push((place, LeftOut::Retired)),
            FlowState::Real if model.out_of_scope(place).is_some() => left_out.push((place, LeftOut::OutOfScope)),
            FlowState::Real => places.push(place),
        }
    }
    (places, left_out)
}

/// The method that the model names, and those of the threats that people wrote. What rules find chooses no method, as it
/// comes and goes with the model's facts.
fn methods_of(model: &ThreatModel) -> Vec<EcoString> {
    let written = model.threats.iter().filter(|threat| !threat.is_finding).filter_map(|threat| threat.kind);
    let written = written.filter_map(|kind| method_of(model, kind));
    let mut methods: Vec<EcoString> = Vec::new();
    for method in model.method.clone().into_iter().chain(written) {
        if !methods.contains(&method) {
            methods.push(method);
        }
    }
    if methods.is_empty() {
        methods.push(USUAL.into());
    }
    methods
}

/// The method that a kind belongs to: the one that it names, else STRIDE where it has the id of one of the six.
fn method_of(model: &ThreatModel, kind: ThreatKindId) -> Option<EcoString> {
    let kind = &model[kind];
    let stride = || Stride::from_id(&kind.identity.id).map(|_| USUAL.into());
    kind.method.clone().or_else(stride)
}

/// The kinds of a method: those of STRIDE in the order of the word, others as they are declared.
fn kinds_of(model: &ThreatModel, method: &str) -> Vec<ThreatKindId> {
    let all = (0..model.threat_kinds.len()).map(ThreatKindId::from);
    let mut kinds: Vec<ThreatKindId> = all.filter(|kind| method_of(model, *kind).as_deref() == Some(method)).collect();
    let stride = |kind: &ThreatKindId| Stride::from_id(&model[*kind].identity.id);
    kinds.sort_by_key(|kind| (stride(kind).is_none(), stride(kind)));
    kinds
}

/// What became of findings that are no threats, by where and what they are about.
#[derive(Default)]
struct Decided {
    /// Indices into `model.suppressions`.
    suppressed: BTreeMap<(Place, ThreatKindId), Vec<usize>>,
    /// Indices into `facts.findings.closed`.
    closed: BTreeMap<(Place, ThreatKindId), Vec<usize>>,
}

impl Decided {
    fn new(model: &ThreatModel, facts: &Facts) -> Self {
        let mut decided = Decided::default();
        for finding in &facts.findings.all {
            if let (Standing::Suppressed(index), Some(kind)) = (finding.standing, model[finding.rule].raised.kind) {
                decided.suppressed.entry((finding.place, kind)).or_default().push(index);
            }
        }
        for (index, closed) in facts.findings.closed.iter().enumerate() {
            if let Some(kind) = model[closed.rule].raised.kind {
                decided.closed.entry((closed.place, kind)).or_default().push(index);
            }
        }
        decided
    }
}

fn cell(model: &ThreatModel, facts: &Facts, decided: &Decided, place: Place, kind: ThreatKindId) -> Cell {
    let there = match place {
        Place::Element(id) => facts.element(id),
        Place::Flow(id) => facts.flow(id),
    };
    let threats = there.open.iter().chain(&there.settled).copied();
    let threats: Vec<ThreatId> = threats.filter(|id| model[*id].kind == Some(kind)).collect();
    let suppressions = decided.suppressed.get(&(place, kind)).cloned().unwrap_or_default();
    let closed = decided.closed.get(&(place, kind)).cloned().unwrap_or_default();
    let written = threats.iter().filter(|id| !model[**id].is_finding).map(|id| facts.state(*id)).min();
    let found = threats.iter().any(|id| model[*id].is_finding);
    let how = match written {
        // What a rule has found as well is open, which counts for more than what is settled.
        Some(state) if found && state != ThreatState::Open => How::Found,
        Some(state) => How::Written(state),
        None if found => How::Found,
        None if !suppressions.is_empty() => How::SetAside,
        None if !closed.is_empty() => How::Closed,
        None => How::Missing,
    };
    let chart = &model[kind].applies_to;
    let applicable = chart.is_empty() || chart.iter().any(|word| word == model.word_of(place));
    Cell { kind, applicable, threats, suppressions, closed, how }
}

impl MethodCoverage {
    /// All cells, row by row.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flat_map(|row| &row.cells)
    }

    /// How much was considered everywhere.
    pub fn tally(&self) -> Tally {
        Tally::of(self.cells())
    }

    /// Where a kind was not considered although it applies.
    pub fn missing(&self, kind: ThreatKindId) -> Vec<Place> {
        let lacks = |row: &&CoverageRow| row.missing().any(|other| other == kind);
        self.rows.iter().filter(lacks).map(|row| row.place).collect()
    }

    /// How often applicable kinds were considered in each way that occurs, missing ones last.
    pub fn ways(&self) -> BTreeMap<How, usize> {
        let mut ways = BTreeMap::new();
        for cell in self.cells().filter(|cell| cell.applicable) {
            *ways.entry(cell.how).or_default() += 1;
        }
        ways
    }
}

impl CoverageRow {
    /// How much was considered there.
    pub fn tally(&self) -> Tally {
        Tally::of(&self.cells)
    }

    /// The kinds that apply there and were not considered.
    pub fn missing(&self) -> impl Iterator<Item = ThreatKindId> {
        self.cells.iter().filter(|cell| cell.is_missing()).map(|cell| cell.kind)
    }
}

impl Cell {
    /// Whether the chart asks about it and nobody has considered it.
    pub fn is_missing(&self) -> bool {
        self.applicable && self.how == How::Missing
    }
}

impl Tally {
    /// Counts cells.
    pub fn of<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Self {
        let mut tally = Tally::default();
        for cell in cells.into_iter().filter(|cell| cell.applicable) {
            tally.applicable += 1;
            tally.considered += usize::from(cell.how != How::Missing);
        }
        tally
    }

    /// Whole percent, rounded down so that only what is complete has 100; `None` where nothing applies.
    pub fn percent(self) -> Option<usize> {
        (self.considered * 100).checked_div(self.applicable)
    }
}
