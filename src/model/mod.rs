//! The resolved threat model: plain data in the words of the field. Knows no syntax.
//!
//! Things refer to each other by index into the vectors of [`ThreatModel`]; an index never dangles. What can be
//! computed (states, risk, crossings) is not here but in `analysis`. A field that the author left out is `None`
//! or empty: unknown, not "no".

mod conditions;
mod decisions;
mod elements;
mod flows;
mod ids;
mod rules;
mod threats;
mod views;
mod vocabulary;

pub use conditions::{
    Attribute, Collection, Comparison, Condition, Operand, Path, Pool, Quantified, Question, Selection, Set, Value,
};
pub use decisions::{Acceptance, Assumption, AssumptionState, Subject, Suppression, Waiver, in_force};
pub use elements::{Adversary, Asset, Declassification, Element, ElementKind, Objective, TrustBoundary};
pub use flows::{Answer, DataFlow, FlowState, Hop};
pub use ids::{
    AdversaryId, AssertionId, AssetId, AssumptionId, AuthId, BoundaryId, ClassId, ElementId, FlowId, MitigationId,
    ObjectiveId, Place, ProtocolId, RuleId, SchemeId, StepId, TechId, ThreatId, ThreatKindId, ViewId,
};
pub use rules::{Assertion, Raised, Rule, TitlePart};
pub use threats::{Disposition, Evidence, Mitigation, MitigationStatus, Threat};
pub use views::{FlowChoice, Region, View, ViewColour, ViewDirection, ViewLevel};
pub use vocabulary::{
    AuthKind, CatalogueRef, DataClass, Protocol, RiskScale, RiskWord, Scheme, SecurityProperty, Severity, Stride,
    Technology, ThreatKind,
};

use crate::text::{Date, Span};
use ecow::EcoString;

/// What every declaration has.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Identity {
    /// Id, unique in the workspace within its namespace.
    pub id: EcoString,
    /// Title for people; the id where the author gave none.
    pub title: EcoString,
    /// What a reader should know, in Markdown.
    pub about: Option<EcoString>,
    /// A remark shown beside it.
    pub note: Option<EcoString>,
    /// Place of the id in the sources.
    pub span: Span,
    /// Places of the values of its fields, by the field's name.
    pub places: Vec<(&'static str, Span)>,
}

impl Identity {
    /// Place of a field's value; that of the id where the field is not written.
    pub fn place(&self, field: &str) -> Span {
        self.places.iter().find(|(name, _)| *name == field).map_or(self.span, |(_, span)| *span)
    }
}

/// A whole threat model: one `model` declaration's files and the libraries that they use.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs, reason = "the collections are described by their types")]
pub struct ThreatModel {
    pub identity: Identity,
    /// Who answers for the model (handle without `@`).
    pub owner: Option<EcoString>,
    /// Who took part (handles without `@`).
    pub people: Vec<EcoString>,
    /// Method by which the model was walked, a word of `schema::words::METHOD`.
    pub method: Option<EcoString>,
    /// Residual risk above this stays open.
    pub appetite: Option<f64>,
    pub reviewed: Option<Date>,
    /// Longest time between two reviews, in days.
    pub review_every: Option<f64>,

    pub objectives: Vec<Objective>,
    pub assets: Vec<Asset>,
    pub boundaries: Vec<TrustBoundary>,
    pub elements: Vec<Element>,
    pub flows: Vec<DataFlow>,
    pub adversaries: Vec<Adversary>,
    pub threats: Vec<Threat>,
    pub mitigations: Vec<Mitigation>,
    pub assumptions: Vec<Assumption>,
    pub acceptances: Vec<Acceptance>,
    pub waivers: Vec<Waiver>,
    pub suppressions: Vec<Suppression>,
    pub assertions: Vec<Assertion>,
    pub rules: Vec<Rule>,
    pub views: Vec<View>,

    pub classes: Vec<DataClass>,
    pub techs: Vec<Technology>,
    pub protocols: Vec<Protocol>,
    pub auths: Vec<AuthKind>,
    pub threat_kinds: Vec<ThreatKind>,
    pub schemes: Vec<Scheme>,
    pub risk: RiskScale,
}

macro_rules! index_by {
    ($($id:ident => $field:ident: $item:ty),* $(,)?) => {
        $(impl std::ops::Index<$id> for ThreatModel {
            type Output = $item;
            fn index(&self, id: $id) -> &$item {
                &self.$field[id.0 as usize]
            }
        })*
    };
}

index_by! {
    ObjectiveId => objectives: Objective,
    AssetId => assets: Asset,
    BoundaryId => boundaries: TrustBoundary,
    ElementId => elements: Element,
    FlowId => flows: DataFlow,
    AdversaryId => adversaries: Adversary,
    ThreatId => threats: Threat,
    MitigationId => mitigations: Mitigation,
    AssumptionId => assumptions: Assumption,
    AssertionId => assertions: Assertion,
    RuleId => rules: Rule,
    ViewId => views: View,
    ClassId => classes: DataClass,
    TechId => techs: Technology,
    ProtocolId => protocols: Protocol,
    AuthId => auths: AuthKind,
    ThreatKindId => threat_kinds: ThreatKind,
    SchemeId => schemes: Scheme,
}

impl ThreatModel {
    /// A boundary and those around it, innermost first; none where there is none.
    pub fn around(&self, innermost: Option<BoundaryId>) -> impl Iterator<Item = BoundaryId> + '_ {
        std::iter::successors(innermost, |boundary| self[*boundary].parent)
    }

    /// The hop of a step; `None` where the flow has no such step.
    pub fn step(&self, step: StepId) -> Option<&Hop> {
        self[step.flow].step(step.hop, step.answer)
    }

    /// Where a step begins and ends, also one of an answer that is not written, which takes the route back.
    pub fn ends(&self, step: StepId) -> Option<(ElementId, ElementId)> {
        self.step(step).map(|hop| (hop.from, hop.to)).or(self.way_there(step).map(|hop| (hop.to, hop.from)))
    }

    /// The step of the route that one of an answer goes back along, where the answer is not written.
    pub fn way_there(&self, step: StepId) -> Option<&Hop> {
        let flow = &self[step.flow];
        let back = flow.hops.iter().rev().nth(step.hop);
        back.filter(|_| step.answer && flow.answer == Answer::Reversed)
    }

    /// The steps of a flow's route, or of its answer, written or not.
    pub fn route(&self, flow: FlowId, answer: bool) -> impl Iterator<Item = StepId> + use<> {
        let count = match (&self[flow].answer, answer) {
            (Answer::Route(hops), true) => hops.len(),
            (Answer::None, true) => 0,
            (Answer::Reversed, true) | (_, false) => self[flow].hops.len(),
        };
        (0..count).map(move |hop| StepId { flow, answer, hop })
    }

    /// The steps of a flow, then those of its written answer.
    pub fn steps(&self, flow: FlowId) -> impl Iterator<Item = (StepId, &Hop)> {
        let there =
            self[flow].hops.iter().enumerate().map(move |(hop, step)| (StepId { flow, hop, answer: false }, step));
        let back = self[flow].answer.written().iter().enumerate();
        there.chain(back.map(move |(hop, step)| (StepId { flow, hop, answer: true }, step)))
    }

    /// Whether an element lies in a boundary, at whatever depth.
    pub fn lies_in(&self, element: ElementId, boundary: BoundaryId) -> bool {
        self.around(self[element].boundary).any(|around| around == boundary)
    }

    /// Why the model does not look at an element or flow; `None` where it does.
    pub fn out_of_scope(&self, place: Place) -> Option<&EcoString> {
        match place {
            Place::Element(id) => self[id].out_of_scope.as_ref(),
            Place::Flow(id) => self[id].out_of_scope.as_ref(),
        }
    }

    /// The word of the language for what an element or flow is: `store`, `flow`; a word of `schema::words::APPLIES_TO`.
    pub fn word_of(&self, place: Place) -> &'static str {
        match place {
            Place::Element(id) => self[id].kind.word(),
            Place::Flow(_) => "flow",
        }
    }

    /// Identity of the element or flow that a threat or mitigation is on.
    pub fn place(&self, place: Place) -> &Identity {
        match place {
            Place::Element(id) => &self[id].identity,
            Place::Flow(id) => &self[id].identity,
        }
    }
}
