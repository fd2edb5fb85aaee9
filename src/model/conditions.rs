//! Conditions on things of the model: typed, with every name resolved, ready to be evaluated.
//!
//! A condition looks at one thing, its subject, through paths of attributes. Which attribute belongs to what, and what
//! it gives, stands in `analysis::query`; a condition that is kept here has been checked against that table.

use super::{AssetId, AuthId, BoundaryId, ClassId, ElementId, FlowId, ProtocolId, TechId};
use ecow::EcoString;

/// What may be true of a subject, false, or unknown.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Both hold.
    And(Box<Condition>, Box<Condition>),
    /// One of them holds, or both.
    Or(Box<Condition>, Box<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// There is something at the end of the path.
    Some(Vec<Attribute>),
    /// A value at the end of the path compares so with a constant; of several values one is enough.
    Compare(Vec<Attribute>, Comparison, Value),
    /// A mitigation that works at the end of the path gives this capability.
    Gives(Vec<Attribute>, EcoString),
}

impl Condition {
    /// The capabilities that it asks for.
    pub fn asks_for(&self) -> Vec<&EcoString> {
        match self {
            Condition::And(a, b) | Condition::Or(a, b) => [a.asks_for(), b.asks_for()].concat(),
            Condition::Not(inner) => inner.asks_for(),
            Condition::Gives(_, capability) => vec![capability],
            Condition::Some(_) | Condition::Compare(..) => Vec::new(),
        }
    }
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// It is that, or is like it.
    Is,
    /// It is exactly that.
    Equal,
    /// It is something else.
    Unequal,
    /// It is that or stands above it.
    AtLeast,
    /// It is that or stands below it.
    AtMost,
    /// It stands above.
    Above,
    /// It stands below.
    Below,
    /// It lies in that boundary, at whatever depth.
    Inside,
}

/// A value of an attribute, or one that the author compares with.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each holds what its name says")]
pub enum Value {
    /// A step of a flow, or of its written answer.
    Step {
        flow: FlowId,
        hop: usize,
        answer: bool,
    },
    Element(ElementId),
    Boundary(BoundaryId),
    Asset(AssetId),
    Class(ClassId),
    Tech(TechId),
    Protocol(ProtocolId),
    Auth(AuthId),
    /// A word of a fixed set, which is ordered where its words are.
    Word(EcoString),
    Number(f64),
    YesNo(bool),
}

/// A step from a thing to what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the attribute of its name")]
pub enum Attribute {
    AppendOnly,
    Auth,
    Authenticated,
    Authenticates,
    Boundary,
    Carries,
    Class,
    Crosses,
    Encrypted,
    Enters,
    Factors,
    From,
    Holds,
    Kind,
    Leaves,
    OutOfScope,
    Over,
    Parent,
    State,
    Tech,
    To,
    Trust,
}
