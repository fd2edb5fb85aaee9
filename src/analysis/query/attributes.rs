//! Which sort of thing has which attributes, and what sort of value each of them gives.

use super::Sort::{
    Adversary, Asset, Assumption, Auth, Boundary, Class, Element, Flow, Impact, Likelihood, Mitigation, Number,
    Objective, Person, Protocol, Step, Tech, Text, Threat, ThreatKind, Word, YesNo,
};
use super::sorts::Sort;
use crate::model::Attribute as A;
use crate::schema::words;

/// An attribute of one sort of thing.
#[derive(Debug)]
pub struct AttributeSpec {
    /// What has it.
    pub of: Sort,
    /// Its name.
    pub name: &'static str,
    /// Which it is.
    pub attribute: A,
    /// What its values are.
    pub gives: Sort,
    /// Whether it may have several.
    pub many: bool,
}

const fn one(of: Sort, name: &'static str, attribute: A, gives: Sort) -> AttributeSpec {
    AttributeSpec { of, name, attribute, gives, many: false }
}

const fn many(of: Sort, name: &'static str, attribute: A, gives: Sort) -> AttributeSpec {
    AttributeSpec { of, name, attribute, gives, many: true }
}

const ELEMENT_KIND: Sort = Word(&["entity", "process", "store"]);

/// All attributes.
pub static ATTRIBUTES: &[AttributeSpec] = &[
    one(Step, "over", A::Over, Protocol),
    one(Step, "auth", A::Auth, Auth),
    many(Step, "carries", A::Carries, Asset),
    one(Step, "from", A::From, Element),
    one(Step, "to", A::To, Element),
    one(Step, "flow", A::Flow, Flow),
    one(Step, "answer", A::Answer, YesNo),
    one(Step, "state", A::State, Word(words::FLOW_STATE)),
    one(Step, "out_of_scope", A::OutOfScope, YesNo),
    many(Step, "crosses", A::Crosses, Boundary),
    many(Step, "leaves", A::Leaves, Boundary),
    many(Step, "enters", A::Enters, Boundary),
    many(Step, "threats", A::Threats, Threat),
    many(Step, "mitigations", A::Mitigations, Mitigation),
    many(Flow, "hops", A::Hops, Step),
    many(Flow, "passes", A::Passes, Element),
    one(Flow, "from", A::From, Element),
    one(Flow, "to", A::To, Element),
    many(Flow, "over", A::Over, Protocol),
    many(Flow, "auth", A::Auth, Auth),
    many(Flow, "carries", A::Carries, Asset),
    one(Flow, "state", A::State, Word(words::FLOW_STATE)),
    one(Flow, "out_of_scope", A::OutOfScope, YesNo),
    many(Flow, "crosses", A::Crosses, Boundary),
    many(Flow, "leaves", A::Leaves, Boundary),
    many(Flow, "enters", A::Enters, Boundary),
    many(Flow, "threats", A::Threats, Threat),
    many(Flow, "mitigations", A::Mitigations, Mitigation),
    one(Element, "kind", A::Kind, ELEMENT_KIND),
    one(Element, "tech", A::Tech, Tech),
    many(Element, "holds", A::Holds, Asset),
    one(Element, "encrypted", A::Encrypted, YesNo),
    one(Element, "append_only", A::AppendOnly, YesNo),
    one(Element, "runs_as", A::RunsAs, Text),
    one(Element, "owner", A::Owner, Person),
    one(Element, "out_of_scope", A::OutOfScope, YesNo),
    one(Element, "boundary", A::Boundary, Boundary),
    many(Element, "flows", A::Flows, Flow),
    many(Element, "hops", A::Hops, Step),
    many(Element, "inbound", A::Inbound, Step),
    many(Element, "outbound", A::Outbound, Step),
    many(Element, "sees", A::Sees, Asset),
    many(Element, "reaches", A::Reaches, Element),
    many(Element, "reached_by", A::ReachedBy, Element),
    many(Element, "threats", A::Threats, Threat),
    many(Element, "mitigations", A::Mitigations, Mitigation),
    one(Boundary, "kind", A::Kind, Word(words::BOUNDARY_KIND)),
    one(Boundary, "trust", A::Trust, Word(words::TRUST)),
    one(Boundary, "contract", A::Contract, YesNo),
    one(Boundary, "owner", A::Owner, Person),
    one(Boundary, "parent", A::Parent, Boundary),
    many(Boundary, "elements", A::Elements, Element),
    many(Boundary, "inbound", A::Inbound, Step),
    many(Boundary, "outbound", A::Outbound, Step),
    one(Asset, "class", A::Class, Class),
    one(Asset, "owner", A::Owner, Person),
    many(Asset, "serves", A::Serves, Objective),
    many(Asset, "held_by", A::HeldBy, Element),
    many(Asset, "hops", A::Hops, Step),
    many(Asset, "reaches", A::Reaches, Element),
    one(Protocol, "encrypted", A::Encrypted, YesNo),
    one(Protocol, "authenticated", A::Authenticated, YesNo),
    one(Auth, "authenticates", A::Authenticates, Word(words::AUTHENTICATES)),
    one(Auth, "factors", A::Factors, Number),
    one(Threat, "kind", A::Kind, ThreatKind),
    many(Threat, "elements", A::Elements, Element),
    many(Threat, "flows", A::Flows, Flow),
    many(Threat, "by", A::By, Adversary),
    one(Threat, "likelihood", A::Likelihood, Likelihood),
    one(Threat, "impact", A::Impact, Impact),
    many(Threat, "harms", A::Harms, Objective),
    many(Threat, "mitigations", A::Mitigations, Mitigation),
    one(Threat, "owner", A::Owner, Person),
    one(ThreatKind, "method", A::Method, Word(words::METHOD)),
    one(ThreatKind, "violates", A::Violates, Word(words::PROPERTY)),
    one(Mitigation, "status", A::Status, Word(words::MITIGATION_STATUS)),
    one(Mitigation, "effect", A::Effect, Number),
    one(Mitigation, "effort", A::Effort, Number),
    one(Mitigation, "owner", A::Owner, Person),
    many(Mitigation, "threats", A::Threats, Threat),
    many(Mitigation, "elements", A::Elements, Element),
    many(Mitigation, "flows", A::Flows, Flow),
    one(Assumption, "state", A::State, Word(words::ASSUMPTION_STATE)),
    one(Assumption, "owner", A::Owner, Person),
    many(Assumption, "elements", A::Elements, Element),
    many(Assumption, "flows", A::Flows, Flow),
    many(Adversary, "motive", A::Motive, Word(words::MOTIVE)),
    one(Adversary, "capability", A::Capability, Word(words::CAPABILITY)),
    one(Adversary, "position", A::Position, Word(words::POSITION)),
    one(Objective, "weight", A::Weight, Number),
    one(Objective, "owner", A::Owner, Person),
];

/// The attribute that things of a sort have under a name.
pub fn attribute(of: Sort, name: &str) -> Option<&'static AttributeSpec> {
    ATTRIBUTES.iter().find(|spec| spec.of == of && spec.name == name)
}

impl AttributeSpec {
    /// Whether it leads to many things far off, so that a path must not simply run through it: each of its values may
    /// have as many again.
    pub fn is_wide(&self) -> bool {
        self.many && matches!(self.gives, Step | Flow | Element | Threat | Mitigation) || self.attribute == A::Sees
    }

    /// Whether it gives all that can be reached, hop by hop.
    pub fn is_reach(&self) -> bool {
        self.of == Element && matches!(self.attribute, A::Reaches | A::ReachedBy)
    }
}

#[cfg(test)]
mod tests {
    use super::ATTRIBUTES;
    use crate::schema::words;

    #[test]
    fn questions_know_every_attribute() {
        let unknown: Vec<_> = ATTRIBUTES.iter().filter(|spec| !words::ATTRIBUTES.contains(&spec.name)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
