//! What can go wrong and what is done about it.

use super::{AdversaryId, CatalogueRef, Identity, MitigationId, ObjectiveId, Place, RuleId, ThreatKindId};
use crate::text::{Date, Span};
use ecow::EcoString;

/// What can go wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Threat {
    /// Id, title and texts.
    pub identity: Identity,
    /// Kind of threat.
    pub kind: Option<ThreatKindId>,
    /// Where it strikes.
    pub on: Vec<Place>,
    /// Why the kind applies although the method does not foresee it.
    pub applies: Option<EcoString>,
    /// Who would do it.
    pub by: Vec<AdversaryId>,
    /// Index into [`super::RiskScale::likelihood`].
    pub likelihood: Option<usize>,
    /// Index into [`super::RiskScale::impact`].
    pub impact: Option<usize>,
    /// Objectives that it harms.
    pub harms: Vec<ObjectiveId>,
    /// Catalogue entries that describe it.
    pub refs: Vec<CatalogueRef>,
    /// What is done about it; those written inside it and those that name it alike.
    pub mitigations: Vec<MitigationId>,
    /// The rule whose finding this threat adopts.
    pub found_by: Option<RuleId>,
    /// Whether it is such a finding itself, which nobody wrote.
    pub is_finding: bool,
    /// Decision that settles it, if any.
    pub disposition: Option<Disposition>,
    /// Who answers for it.
    pub owner: Option<EcoString>,
}

/// A decision written in the threat itself; each holds its reason.
#[derive(Debug, Clone, PartialEq)]
pub enum Disposition {
    /// It cannot happen here.
    NotApplicable(EcoString),
    /// Somebody else bears it.
    Transferred(EcoString),
    /// It was designed away.
    Avoided(EcoString),
}

/// How far a mitigation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum MitigationStatus {
    /// Somebody thought of it.
    #[default]
    Idea,
    /// It will be done.
    Planned,
    /// Work has begun.
    InProgress,
    /// It works, as far as is known.
    Implemented,
    /// It works, and there is evidence.
    Verified,
}

/// What is done about threats.
#[derive(Debug, Clone, PartialEq)]
pub struct Mitigation {
    /// Id, title and texts.
    pub identity: Identity,
    /// How far it is.
    pub status: MitigationStatus,
    /// Day on which somebody made sure that it works.
    pub checked: Option<Date>,
    /// Share of the risk that it takes away, 0 to 1.
    pub effect: Option<f64>,
    /// Work that is left to do, in days.
    pub effort: Option<f64>,
    /// Who answers for it.
    pub owner: Option<EcoString>,
    /// Where the work is tracked.
    pub ticket: Option<EcoString>,
    /// What shows that it works.
    pub evidence: Vec<Evidence>,
    /// What rules may count on where it works.
    pub gives: Vec<EcoString>,
    /// Places of these words in the sources, in the same order.
    pub gives_spans: Vec<Span>,
    /// Where it works, if no threat says so.
    pub on: Vec<Place>,
    /// Requirements that it meets.
    pub meets: Vec<CatalogueRef>,
    /// Place of the status in the sources, if it is written.
    pub status_span: Option<Span>,
}

/// What shows that a mitigation works.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Sort of evidence, a word of `schema::words::EVIDENCE`.
    pub kind: EcoString,
    /// Path, address or text.
    pub text: EcoString,
    /// Place in the sources.
    pub span: Span,
}

impl MitigationStatus {
    /// Whether it takes risk away now.
    pub fn works(self) -> bool {
        self >= MitigationStatus::Implemented
    }

    /// The status in words for people: "in progress".
    pub fn term(self) -> &'static str {
        match self {
            MitigationStatus::Idea => "idea",
            MitigationStatus::Planned => "planned",
            MitigationStatus::InProgress => "in progress",
            MitigationStatus::Implemented => "implemented",
            MitigationStatus::Verified => "verified",
        }
    }
}

impl Evidence {
    /// The path that must exist, where the evidence names a file.
    pub fn path(&self) -> Option<&str> {
        matches!(self.kind.as_str(), "test" | "file").then_some(self.text.as_str())
    }
}
