//! The diagrams that the author asks for: what they show, and how.

use super::{BoundaryId, Condition, ElementId, FlowId, Identity};
use crate::text::Span;

/// A diagram that the author asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Id, title and texts.
    pub identity: Identity,
    /// What to draw; everything if empty.
    pub show: Vec<Region>,
    /// What to leave out.
    pub hide: Vec<Region>,
    /// Boundaries that are drawn closed, as one box each.
    pub collapse: Vec<BoundaryId>,
    /// How much of the model's depth it shows.
    pub level: ViewLevel,
    /// Which way the flows run; chosen by shape if `None`.
    pub direction: Option<ViewDirection>,
    /// What the colours show.
    pub colour: ViewColour,
}

/// Something that a view can show or hide.
#[derive(Debug, Clone, PartialEq)]
pub enum Region {
    /// An element.
    Element(ElementId),
    /// A flow with its ends.
    Flow(FlowId),
    /// A boundary with all that lies in it.
    Boundary(BoundaryId),
    /// All flows that fulfil a condition, with their ends.
    Flows(FlowChoice),
}

/// The flows of which a condition holds.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowChoice {
    /// What must hold of a step of the flow, or of its written answer.
    pub condition: Condition,
    /// Place of `flows where …` in the sources.
    pub span: Span,
}

/// How much of a model's depth a view shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ViewLevel {
    /// Everything inside boundaries.
    #[default]
    Full,
    /// The system and its surroundings: each outermost boundary with a process or a store in it is one box.
    Context,
}

/// Which way a view's flows run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewDirection {
    /// Left to right.
    Right,
    /// Top to bottom.
    Down,
}

/// What a view's colours show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ViewColour {
    /// Red where a threat is open.
    #[default]
    State,
    /// Shades by residual risk, as well as red where open.
    Residual,
    /// Shades by the highest class of data, as well as red where open.
    Class,
}
