//! Which sort of thing has which attributes, and what sort of value each of them gives.

use super::Sort::{Asset, Auth, Boundary, Class, Element, Number, Protocol, Step, Tech, Word, YesNo};
use crate::model::Attribute;
use crate::schema::{Kind, words};

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the type of what its name says")]
pub enum Sort {
    Step,
    Element,
    Boundary,
    Asset,
    Class,
    Tech,
    Protocol,
    Auth,
    /// A word of a fixed set.
    Word(&'static [&'static str]),
    Number,
    YesNo,
}

/// An attribute of one sort of thing.
#[derive(Debug)]
pub struct AttributeSpec {
    /// What has it.
    pub of: Sort,
    /// Its name.
    pub name: &'static str,
    /// Which it is.
    pub attribute: Attribute,
    /// What its values are.
    pub gives: Sort,
    /// Whether it may have several.
    pub many: bool,
}

const fn one(of: Sort, name: &'static str, attribute: Attribute, gives: Sort) -> AttributeSpec {
    AttributeSpec { of, name, attribute, gives, many: false }
}

const fn many(of: Sort, name: &'static str, attribute: Attribute, gives: Sort) -> AttributeSpec {
    AttributeSpec { of, name, attribute, gives, many: true }
}

const ELEMENT_KIND: Sort = Word(&["entity", "process", "store"]);

/// All attributes.
pub static ATTRIBUTES: &[AttributeSpec] = &[
    one(Step, "over", Attribute::Over, Protocol),
    one(Step, "auth", Attribute::Auth, Auth),
    many(Step, "carries", Attribute::Carries, Asset),
    one(Step, "from", Attribute::From, Element),
    one(Step, "to", Attribute::To, Element),
    one(Step, "state", Attribute::State, Word(words::FLOW_STATE)),
    one(Step, "out_of_scope", Attribute::OutOfScope, YesNo),
    many(Step, "crosses", Attribute::Crosses, Boundary),
    many(Step, "leaves", Attribute::Leaves, Boundary),
    many(Step, "enters", Attribute::Enters, Boundary),
    one(Element, "kind", Attribute::Kind, ELEMENT_KIND),
    one(Element, "tech", Attribute::Tech, Tech),
    many(Element, "holds", Attribute::Holds, Asset),
    one(Element, "encrypted", Attribute::Encrypted, YesNo),
    one(Element, "append_only", Attribute::AppendOnly, YesNo),
    one(Element, "out_of_scope", Attribute::OutOfScope, YesNo),
    one(Element, "boundary", Attribute::Boundary, Boundary),
    one(Boundary, "kind", Attribute::Kind, Word(words::BOUNDARY_KIND)),
    one(Boundary, "trust", Attribute::Trust, Word(words::TRUST)),
    one(Boundary, "parent", Attribute::Parent, Boundary),
    one(Asset, "class", Attribute::Class, Class),
    one(Protocol, "encrypted", Attribute::Encrypted, YesNo),
    one(Protocol, "authenticated", Attribute::Authenticated, YesNo),
    one(Auth, "authenticates", Attribute::Authenticates, Word(words::AUTHENTICATES)),
    one(Auth, "factors", Attribute::Factors, Number),
];

/// The attribute that things of a sort have under a name.
pub fn attribute(of: Sort, name: &str) -> Option<&'static AttributeSpec> {
    ATTRIBUTES.iter().find(|spec| spec.of == of && spec.name == name)
}

impl Sort {
    /// What a value of it is, for messages: "a protocol".
    pub fn with_article(self) -> &'static str {
        match self {
            Step => "a flow",
            Element => "an element",
            Boundary => "a trust boundary",
            Asset => "an asset",
            Class => "a data class",
            Tech => "a technology",
            Protocol => "a protocol",
            Auth => "a kind of authentication",
            Word(_) => "a word",
            Number => "a number",
            YesNo => "`yes` or `no`",
        }
    }

    /// The kinds of declaration that its values are; none where they are not declared.
    pub fn kinds(self) -> &'static [Kind] {
        match self {
            Step => &[Kind::Flow],
            Element => &[Kind::Entity, Kind::Process, Kind::Store],
            Boundary => &[Kind::Boundary],
            Asset => &[Kind::Asset],
            Class => &[Kind::Class],
            Tech => &[Kind::Tech],
            Protocol => &[Kind::Protocol],
            Auth => &[Kind::Auth],
            Word(_) | Number | YesNo => &[],
        }
    }

    /// Whether its values stand above and below each other.
    pub fn is_ordered(self) -> bool {
        matches!(self, Class | Number) || self == Word(words::TRUST)
    }

    /// The attributes that things of the sort have.
    pub fn attributes(self) -> impl Iterator<Item = &'static AttributeSpec> {
        ATTRIBUTES.iter().filter(move |spec| spec.of == self)
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
