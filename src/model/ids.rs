//! Indices into the vectors of [`super::ThreatModel`], one type for each so that none is mistaken for another.

macro_rules! ids {
    ($($name:ident => $what:literal),* $(,)?) => {
        $(
            #[doc = concat!("Index of ", $what, ".")]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub u32);

            impl $name {
                /// The index as a number for other vectors of the same order.
                pub fn index(self) -> usize {
                    self.0 as usize
                }
            }

            impl From<usize> for $name {
                fn from(index: usize) -> Self {
                    $name(u32::try_from(index).unwrap_or(u32::MAX))
                }
            }
        )*
    };
}

ids! {
    ObjectiveId => "an objective",
    AssetId => "an asset",
    BoundaryId => "a trust boundary",
    ElementId => "an element",
    FlowId => "a data flow",
    AdversaryId => "an adversary",
    ThreatId => "a threat",
    MitigationId => "a mitigation",
    AssumptionId => "an assumption",
    AssertionId => "an assertion",
    RuleId => "a rule",
    ViewId => "a view",
    ClassId => "a data class",
    TechId => "a technology",
    ProtocolId => "a protocol",
    AuthId => "an authentication kind",
    ThreatKindId => "a threat kind",
    SchemeId => "a catalogue",
}

/// Where a threat strikes or a mitigation works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// An element of the diagram.
    Element(ElementId),
    /// A flow, all its hops.
    Flow(FlowId),
}

/// A step of a flow's route, or of its written answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId {
    /// The flow.
    pub flow: FlowId,
    /// Whether it belongs to the answer.
    pub answer: bool,
    /// Index of the hop within the route, or within the written answer.
    pub hop: usize,
}
