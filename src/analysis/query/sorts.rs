//! The types of values in questions, and the sets that questions range over.

use super::attributes::{ATTRIBUTES, AttributeSpec};
use crate::model::Collection;
use crate::schema::{Kind, words};

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the type of what its name says")]
pub enum Sort {
    Step,
    Flow,
    Element,
    Boundary,
    Asset,
    Class,
    Tech,
    Protocol,
    Auth,
    Threat,
    ThreatKind,
    Mitigation,
    Assumption,
    Adversary,
    Objective,
    /// A word of a fixed set.
    Word(&'static [&'static str]),
    /// A word of the risk scale.
    Likelihood,
    /// A word of the risk scale.
    Impact,
    Text,
    Person,
    Number,
    YesNo,
}

impl Sort {
    /// What a value of it is, for messages: "a protocol".
    pub fn with_article(self) -> &'static str {
        match self {
            Sort::Step => "a hop",
            Sort::Flow => "a flow",
            Sort::Element => "an element",
            Sort::Boundary => "a trust boundary",
            Sort::Asset => "an asset",
            Sort::Class => "a data class",
            Sort::Tech => "a technology",
            Sort::Protocol => "a protocol",
            Sort::Auth => "a kind of authentication",
            Sort::Threat => "a threat",
            Sort::ThreatKind => "a kind of threat",
            Sort::Mitigation => "a mitigation",
            Sort::Assumption => "an assumption",
            Sort::Adversary => "an adversary",
            Sort::Objective => "an objective",
            Sort::Word(_) => "a word",
            Sort::Likelihood => "a likelihood",
            Sort::Impact => "an impact",
            Sort::Text => "a text",
            Sort::Person => "a person or team",
            Sort::Number => "a number",
            Sort::YesNo => "`yes` or `no`",
        }
    }

    /// The kinds of declaration that its values are; none where they are not declared.
    pub fn kinds(self) -> &'static [Kind] {
        match self {
            Sort::Step | Sort::Flow => &[Kind::Flow],
            Sort::Element => &[Kind::Entity, Kind::Process, Kind::Store],
            Sort::Boundary => &[Kind::Boundary],
            Sort::Asset => &[Kind::Asset],
            Sort::Class => &[Kind::Class],
            Sort::Tech => &[Kind::Tech],
            Sort::Protocol => &[Kind::Protocol],
            Sort::Auth => &[Kind::Auth],
            Sort::Threat => &[Kind::Threat],
            Sort::ThreatKind => &[Kind::ThreatKind],
            Sort::Mitigation => &[Kind::Mitigation],
            Sort::Assumption => &[Kind::Assumption],
            Sort::Adversary => &[Kind::Adversary],
            Sort::Objective => &[Kind::Objective],
            Sort::Word(_)
            | Sort::Likelihood
            | Sort::Impact
            | Sort::Text
            | Sort::Person
            | Sort::Number
            | Sort::YesNo => &[],
        }
    }

    /// Whether its values stand above and below each other.
    pub fn is_ordered(self) -> bool {
        match self {
            Sort::Class | Sort::Number | Sort::Likelihood | Sort::Impact => true,
            Sort::Word(known) => ORDERED.contains(&known),
            _ => false,
        }
    }

    /// Whether `has` may ask what mitigations give there.
    pub fn is_place(self) -> bool {
        matches!(self, Sort::Element | Sort::Flow | Sort::Step)
    }

    /// The attributes that things of the sort have.
    pub fn attributes(self) -> impl Iterator<Item = &'static AttributeSpec> {
        ATTRIBUTES.iter().filter(move |spec| spec.of == self)
    }
}

/// Sets of words that have an order, the lowest first.
pub(super) const ORDERED: &[&[&str]] = &[words::TRUST, words::CAPABILITY, words::MITIGATION_STATUS];

const COLLECTIONS: &[(&str, Collection, Sort)] = &[
    ("elements", Collection::Elements, Sort::Element),
    ("entities", Collection::Entities, Sort::Element),
    ("processes", Collection::Processes, Sort::Element),
    ("stores", Collection::Stores, Sort::Element),
    ("boundaries", Collection::Boundaries, Sort::Boundary),
    ("flows", Collection::Flows, Sort::Flow),
    ("hops", Collection::Hops, Sort::Step),
    ("answers", Collection::Answers, Sort::Step),
    ("assets", Collection::Assets, Sort::Asset),
    ("threats", Collection::Threats, Sort::Threat),
    ("mitigations", Collection::Mitigations, Sort::Mitigation),
    ("assumptions", Collection::Assumptions, Sort::Assumption),
    ("adversaries", Collection::Adversaries, Sort::Adversary),
    ("objectives", Collection::Objectives, Sort::Objective),
];

/// The set that a word of `schema::words::SETS` names, and what its members are.
pub fn collection(word: &str) -> Option<(Collection, Sort)> {
    COLLECTIONS.iter().find(|(name, ..)| *name == word).map(|(_, set, sort)| (*set, *sort))
}

/// The word for a set.
pub fn collection_word(set: Collection) -> &'static str {
    COLLECTIONS.iter().find(|(_, known, _)| *known == set).map_or("elements", |(name, ..)| name)
}

#[cfg(test)]
mod tests {
    use super::COLLECTIONS;
    use crate::schema::words;

    #[test]
    fn every_set_is_known() {
        assert!(COLLECTIONS.iter().map(|(name, ..)| name).eq(words::SETS));
    }
}
