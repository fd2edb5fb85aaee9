//! Rules that derive threats, and assertions that must stay true.

use super::{
    AdversaryId, CatalogueRef, Collection, Condition, Identity, ObjectiveId, Path, Question, ThreatKindId, Value,
};
use ecow::EcoString;

/// What derives threats from the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Id, title and texts; the title as it is written.
    pub identity: Identity,
    /// Its id, with the library's name before it where another rule has the same one.
    pub name: EcoString,
    /// The library that declares it; `None` where the model does.
    pub library: Option<EcoString>,
    /// What it looks at, one after the other.
    pub over: Collection,
    /// Name of the one that it looks at.
    pub variable: EcoString,
    /// When it fires; always if `None`.
    pub condition: Option<Condition>,
    /// When it does not fire all the same.
    pub unless: Option<Condition>,
    /// Title of what it raises.
    pub title: Vec<TitlePart>,
    /// What it raises.
    pub raised: Raised,
    /// Capabilities that silence it: words after `has`.
    pub asks_for: Vec<EcoString>,
}

/// A piece of the title of what a rule raises.
#[derive(Debug, Clone, PartialEq)]
pub enum TitlePart {
    /// As it stands.
    Text(EcoString),
    /// What stands at the end of a path, by its title; `true` for its id.
    At(Path, bool),
}

/// The threat that a rule raises.
#[derive(Debug, Clone, PartialEq)]
pub struct Raised {
    /// Where: an element, a flow or a step of it.
    pub on: Path,
    /// Kind of threat.
    pub kind: Option<ThreatKindId>,
    /// Index into [`super::RiskScale::likelihood`].
    pub likelihood: Option<usize>,
    /// Index into [`super::RiskScale::impact`].
    pub impact: Option<usize>,
    /// Who would do it.
    pub by: Vec<AdversaryId>,
    /// Objectives that it harms.
    pub harms: Vec<ObjectiveId>,
    /// Catalogue entries that describe it.
    pub refs: Vec<CatalogueRef>,
}

/// What must stay true.
#[derive(Debug, Clone, PartialEq)]
pub struct Assertion {
    /// Id, title and texts.
    pub identity: Identity,
    /// What it asks, as the author wrote it.
    pub text: EcoString,
    /// What it is about: routes, or things of the model.
    pub about: Question,
    /// Elements and boundaries of which each route passes each one.
    pub must_pass: Vec<Value>,
    /// Elements and boundaries that no route enters.
    pub must_not_enter: Vec<Value>,
    /// What holds of each thing, or of each step of each route.
    pub must_have: Option<Condition>,
}
