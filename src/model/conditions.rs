//! Questions to the model: typed, with every name resolved, ready to be answered.
//!
//! A condition looks at a subject, and at what its quantifiers range over, through paths of attributes. Which attribute
//! belongs to what, and what it gives, stands in `analysis::query`; what is kept here has been checked against that table.

use super::{
    AdversaryId, AssetId, AssumptionId, AuthId, BoundaryId, ClassId, ElementId, FlowId, MitigationId, ObjectiveId,
    ProtocolId, StepId, TechId, ThreatId, ThreatKindId,
};
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
    Some(Path),
    /// The model says what stands at the end of the path. Never unknown: what must be stated and is not, is missing.
    Stated(Path),
    /// A value at the end of the path compares so with the other side; of several values one is enough.
    Compare(Path, Comparison, Operand),
    /// A mitigation that works at the end of the path gives this capability.
    Gives(Path, EcoString),
    /// It holds of one member of a set, or of each.
    Quantified(Box<Quantified>),
}

/// `any x in set where condition`, `every x in set where condition`.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantified {
    /// Whether it must hold of each member.
    pub every: bool,
    /// Where the members come from.
    pub set: Set,
    /// What must hold; of `any` nothing more than that there is a member, where there is none. A member is the last
    /// variable of it.
    pub condition: Option<Condition>,
    /// Whether the condition looks at nothing but the member, so that one answer holds for all who ask.
    pub closed: bool,
}

impl Quantified {
    /// Whether its members are all that can be reached from somewhere.
    pub fn is_about_reach(&self) -> bool {
        let last = match &self.set {
            Set::At(path) => path.steps.last(),
            Set::All(_) => None,
        };
        matches!(last, Some(Attribute::Reaches | Attribute::ReachedBy))
    }
}

/// Where the members of a quantifier come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Set {
    /// All of one collection.
    All(Collection),
    /// What stands at the end of a path.
    At(Path),
}

/// A path of attributes that begins at a variable: 0 is the subject, then the quantifiers from the outside in.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Number of the variable.
    pub start: usize,
    /// The attributes; none for the variable itself.
    pub steps: Vec<Attribute>,
}

/// The right side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// A fixed value.
    Value(Value),
    /// What stands at the end of a path.
    At(Path),
}

/// A set of the model that questions range over: what exists, so neither proposed nor retired flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the set of its name")]
pub enum Collection {
    Elements,
    Entities,
    Processes,
    Stores,
    Boundaries,
    Flows,
    /// The steps of all flows, and of their written answers.
    Hops,
    /// The steps of written answers.
    Answers,
    Assets,
    Threats,
    Mitigations,
    Assumptions,
    Adversaries,
    Objectives,
}

/// Part of the model that a question is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// What it is chosen from.
    pub from: Pool,
    /// What must be true of each member; the member is the subject.
    pub condition: Option<Condition>,
}

/// What a selection is chosen from.
#[derive(Debug, Clone, PartialEq)]
pub enum Pool {
    /// All of one collection.
    All(Collection),
    /// Things by their names; a boundary stands for the elements in it.
    These(Vec<Value>),
}

/// A question to the model.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Which these are.
    Which(Selection),
    /// The ways of data from some elements to others, over one hop or more.
    Ways(Selection, Selection),
    /// The route of a flow, or of its answer.
    Route {
        /// The flow.
        flow: FlowId,
        /// Whether the way back is meant.
        answer: bool,
    },
}

impl Condition {
    /// Several conditions joined by pairs, so that a long list makes no deep condition; `None` of none.
    pub fn joined(mut all: Vec<Condition>, by: fn(Box<Condition>, Box<Condition>) -> Condition) -> Option<Condition> {
        while all.len() > 1 {
            let mut pairs = all.into_iter();
            let mut joined = Vec::new();
            while let Some(first) = pairs.next() {
                joined.push(match pairs.next() {
                    Some(second) => by(Box::new(first), Box::new(second)),
                    None => first,
                });
            }
            all = joined;
        }
        all.pop()
    }

    /// The capabilities that it asks for.
    pub fn asks_for(&self) -> Vec<&EcoString> {
        match self {
            Condition::And(a, b) | Condition::Or(a, b) => [a.asks_for(), b.asks_for()].concat(),
            Condition::Not(inner) => inner.asks_for(),
            Condition::Gives(_, capability) => vec![capability],
            Condition::Quantified(inner) => inner.condition.iter().flat_map(Condition::asks_for).collect(),
            Condition::Some(_) | Condition::Stated(_) | Condition::Compare(..) => Vec::new(),
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
    Step(StepId),
    Flow(FlowId),
    Element(ElementId),
    Boundary(BoundaryId),
    Asset(AssetId),
    Class(ClassId),
    Tech(TechId),
    Protocol(ProtocolId),
    Auth(AuthId),
    Threat(ThreatId),
    ThreatKind(ThreatKindId),
    Mitigation(MitigationId),
    Assumption(AssumptionId),
    Adversary(AdversaryId),
    Objective(ObjectiveId),
    /// A word of a fixed set, which is ordered where its words are.
    Word(EcoString),
    /// A place in the risk scale, and the word for it.
    Level(usize, EcoString),
    Text(EcoString),
    /// A person or team, without the `@`.
    Person(EcoString),
    Number(f64),
    YesNo(bool),
}

/// A step from a thing to what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the attribute of its name")]
pub enum Attribute {
    Answer,
    AppendOnly,
    Auth,
    Authenticated,
    Authenticates,
    Boundary,
    By,
    Capability,
    Carries,
    Class,
    Clearance,
    Contract,
    Crosses,
    DerivedFrom,
    Effect,
    Effort,
    Elements,
    Encrypted,
    Enters,
    Factors,
    Flow,
    Flows,
    From,
    Harms,
    HeldBy,
    Holds,
    Hops,
    Impact,
    Inbound,
    Kind,
    Leaves,
    Likelihood,
    Method,
    Mitigations,
    Motive,
    Outbound,
    OutOfScope,
    Over,
    Owner,
    Parent,
    Passes,
    Position,
    ReachedBy,
    Reaches,
    RunsAs,
    Sees,
    Serves,
    State,
    Status,
    Tech,
    Threats,
    To,
    Trust,
    Violates,
    Weight,
}

impl Path {
    /// The variable itself.
    pub fn variable(number: usize) -> Path {
        Path { start: number, steps: Vec::new() }
    }
}
