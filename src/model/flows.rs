//! Flows with their hops and answers.

use super::{AssetId, AuthId, ElementId, Identity, ProtocolId};
use crate::text::Span;
use ecow::EcoString;

/// Whether a flow exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FlowState {
    /// It exists.
    #[default]
    Real,
    /// Somebody asks for it: drawn dotted, not part of the model yet.
    Proposed,
    /// It existed once: kept in the text, not drawn.
    Retired,
}

/// A route of data over one or more hops, and the way back.
#[derive(Debug, Clone, PartialEq)]
pub struct DataFlow {
    /// Id, title and texts.
    pub identity: Identity,
    /// Whether it exists.
    pub state: FlowState,
    /// The steps of the route in order; never empty in a model without errors.
    pub hops: Vec<Hop>,
    /// The way back.
    pub answer: Answer,
    /// Why the model does not look at it; in scope if `None`.
    pub out_of_scope: Option<EcoString>,
    /// Place of the route in the sources.
    pub route_span: Span,
}

/// One step of a route, with the flow's fields and what the hop overrides.
#[derive(Debug, Clone, PartialEq)]
pub struct Hop {
    /// Where it starts.
    pub from: ElementId,
    /// Where it ends.
    pub to: ElementId,
    /// Protocol.
    pub over: Option<ProtocolId>,
    /// How the caller is authenticated.
    pub auth: Option<AuthId>,
    /// Assets that travel along.
    pub carries: Vec<AssetId>,
    /// A remark about this hop.
    pub note: Option<EcoString>,
    /// Place of the step in the sources.
    pub span: Span,
    /// Places of the values of its fields, by the field's name; those of its flow where it has none of its own.
    pub places: Vec<(&'static str, Span)>,
}

impl Hop {
    /// Place of a field's value; that of the step where the field is not written.
    pub fn place(&self, field: &str) -> Span {
        self.places.iter().find(|(name, _)| *name == field).map_or(self.span, |(_, span)| *span)
    }
}

/// The way back of a flow.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Answer {
    /// Not written: the reversed route; what it carries is not said.
    #[default]
    Reversed,
    /// `answer none`: nothing comes back.
    None,
    /// Written: its own hops.
    Route(Vec<Hop>),
}

impl DataFlow {
    /// One step: of the route, or of the written answer.
    pub fn step(&self, index: usize, answer: bool) -> Option<&Hop> {
        if answer { self.answer.written() } else { &self.hops }.get(index)
    }
}

impl Answer {
    /// The hops of an answer that is written; none where it is not.
    pub fn written(&self) -> &[Hop] {
        match self {
            Answer::Route(hops) => hops,
            Answer::Reversed | Answer::None => &[],
        }
    }
}
