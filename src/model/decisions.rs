//! What is taken for granted, what was decided, and what must stay true.

use super::{AssertionId, AssumptionId, Identity, MitigationId, Place, RuleId, ThreatId};
use crate::text::{Date, Span};
use ecow::EcoString;

/// Whether an assumption has been looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AssumptionState {
    /// Nobody looked.
    #[default]
    Unchecked,
    /// It holds.
    Confirmed,
    /// It does not hold.
    Wrong,
}

/// What is taken for granted.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumption {
    /// Id, title and texts.
    pub identity: Identity,
    /// Whether it has been looked at.
    pub state: AssumptionState,
    /// Day on which somebody looked.
    pub checked: Option<Date>,
    /// Who looked.
    pub by: Option<EcoString>,
    /// What rests on it.
    pub supports: Vec<Subject>,
    /// What is believed instead.
    pub replaced_by: Option<AssumptionId>,
    /// Who answers for it.
    pub owner: Option<EcoString>,
}

/// A declaration that an assumption supports.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Word of its kind: `flow`, `threat`.
    pub kind: &'static str,
    /// Its id.
    pub id: EcoString,
    /// Its title.
    pub title: EcoString,
    /// Place where the assumption names it.
    pub span: Span,
}

/// Decision to bear a risk.
#[derive(Debug, Clone, PartialEq)]
pub struct Acceptance {
    /// Id, title and texts.
    pub identity: Identity,
    /// The risk.
    pub threat: ThreatId,
    /// Who decided.
    pub owner: EcoString,
    /// Last day on which it holds; without end if `None`.
    pub until: Option<Date>,
    /// Place of the date in the sources.
    pub until_span: Option<Span>,
    /// The reason.
    pub because: EcoString,
    /// Mitigations that make up for it.
    pub instead: Vec<MitigationId>,
}

/// Decision to bear a broken assertion.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiver {
    /// Id, title and texts.
    pub identity: Identity,
    /// The assertion.
    pub assertion: AssertionId,
    /// Where it may be broken; everywhere if empty.
    pub on: Vec<Place>,
    /// Who decided.
    pub owner: EcoString,
    /// Last day on which it holds; without end if `None`.
    pub until: Option<Date>,
    /// Place of the date in the sources.
    pub until_span: Option<Span>,
    /// The reason.
    pub because: EcoString,
    /// Mitigations that make up for it.
    pub instead: Vec<MitigationId>,
}

/// Decision to leave a rule's finding aside.
#[derive(Debug, Clone, PartialEq)]
pub struct Suppression {
    /// Id, title and texts.
    pub identity: Identity,
    /// The rule.
    pub rule: RuleId,
    /// Where; everywhere if empty.
    pub on: Vec<Place>,
    /// Who decided.
    pub owner: EcoString,
    /// Last day on which it holds; without end if `None`.
    pub until: Option<Date>,
    /// Place of the date in the sources.
    pub until_span: Option<Span>,
    /// The reason.
    pub because: EcoString,
}

/// A template filled in; not expanded yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// Id, title and texts.
    pub identity: Identity,
    /// Id of the template.
    pub template: EcoString,
}
