//! What a data-flow diagram shows, and what is worth protecting in it.

use super::{AssetId, BoundaryId, ClassId, Identity, ObjectiveId, TechId};
use crate::text::Span;
use ecow::EcoString;

/// What the business wants kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Objective {
    /// Id, title and texts.
    pub identity: Identity,
    /// Factor on the risk of whatever harms it; 1 if the author gave none.
    pub weight: f64,
    /// Who answers for it.
    pub owner: Option<EcoString>,
}

/// Information worth protecting; never a node of the diagram.
#[derive(Debug, Clone, PartialEq)]
pub struct Asset {
    /// Id, title and texts.
    pub identity: Identity,
    /// Class of data.
    pub class: Option<ClassId>,
    /// Assets that it is made from, directly; never in a circle.
    pub derived_from: Vec<AssetId>,
    /// Objectives that it serves.
    pub serves: Vec<ObjectiveId>,
    /// Who answers for it.
    pub owner: Option<EcoString>,
}

/// A nested region of trust.
#[derive(Debug, Clone, PartialEq)]
pub struct TrustBoundary {
    /// Id, title and texts.
    pub identity: Identity,
    /// The boundary around it; always declared before it.
    pub parent: Option<BoundaryId>,
    /// Sort of region, a word of `schema::words::BOUNDARY_KIND`.
    pub kind: Option<EcoString>,
    /// How far its inside is trusted, a word of `schema::words::TRUST`.
    pub trust: Option<EcoString>,
    /// Classes of data that may arrive in it, with all that lie below them; any if empty.
    pub clearance: Vec<ClassId>,
    /// Agreement with whoever runs it.
    pub contract: Option<EcoString>,
    /// Who answers for it.
    pub owner: Option<EcoString>,
}

/// The three elements of a data-flow diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ElementKind {
    /// Somebody or something outside our control.
    ExternalEntity,
    /// Something that works on data.
    Process,
    /// Something that keeps data.
    DataStore,
}

/// An external entity, a process or a data store.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// Id, title and texts.
    pub identity: Identity,
    /// Which of the three it is.
    pub kind: ElementKind,
    /// The innermost boundary around it.
    pub boundary: Option<BoundaryId>,
    /// Technology.
    pub tech: Option<TechId>,
    /// Assets kept there.
    pub holds: Vec<AssetId>,
    /// Classes of data that may arrive there, with all that lie below them; any if empty.
    pub clearance: Vec<ClassId>,
    /// What it lowers, if it is a process.
    pub declassifies: Vec<Declassification>,
    /// Whether what it holds is encrypted at rest.
    pub encrypted: Option<bool>,
    /// Whether what is written can no longer be changed.
    pub append_only: Option<bool>,
    /// Account or privilege that it runs with.
    pub runs_as: Option<EcoString>,
    /// Who answers for it.
    pub owner: Option<EcoString>,
    /// Why the model does not look at it; in scope if `None`.
    pub out_of_scope: Option<EcoString>,
}

/// A process makes an asset of a lower class than what the asset is made from, and says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Declassification {
    /// What comes out.
    pub asset: AssetId,
    /// How it is done.
    pub method: EcoString,
    /// Why what comes out needs less protection.
    pub because: EcoString,
    /// Place of the asset's name in the sources.
    pub span: Span,
}

/// A threat actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Adversary {
    /// Id, title and texts.
    pub identity: Identity,
    /// Why they act, words of `schema::words::MOTIVE`.
    pub motive: Vec<EcoString>,
    /// What they can do, a word of `schema::words::CAPABILITY`.
    pub capability: Option<EcoString>,
    /// Where they stand, a word of `schema::words::POSITION`.
    pub position: Option<EcoString>,
    /// Titles of the classes and assets that they are after.
    pub wants: Vec<EcoString>,
}

impl ElementKind {
    /// The word of the language: `entity`, `process`, `store`.
    pub fn word(self) -> &'static str {
        match self {
            ElementKind::ExternalEntity => "entity",
            ElementKind::Process => "process",
            ElementKind::DataStore => "store",
        }
    }

    /// The term of the field: "external entity", "process", "data store".
    pub fn term(self) -> &'static str {
        match self {
            ElementKind::ExternalEntity => "external entity",
            ElementKind::Process => "process",
            ElementKind::DataStore => "data store",
        }
    }
}
