//! The neutral model that every reader fills: a threat model as other tools see it, before it has ids.
//!
//! May assume nothing about names: they repeat and lack. Things refer to each other by index. Must know no format and
//! none of our syntax.

/// Where a thing stands in the input, and what it is called there.
#[derive(Debug, Clone, Default)]
pub(super) struct Origin {
    /// Path in the input.
    pub path: String,
    /// Id in the input; empty if there is none.
    pub id: String,
    /// The id that our own export noted beside it.
    pub ours: Option<String>,
    /// Paths of what was found to be the same.
    pub also: Vec<String>,
}

impl Origin {
    /// Takes in what is the same.
    pub(super) fn unite(&mut self, other: &Origin) {
        self.also.push(other.path.clone());
        self.also.extend(other.also.iter().cloned());
    }
}

/// A whole foreign model.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    pub title: String,
    pub ours: Option<String>,
    pub owner: Option<String>,
    pub reviewer: Option<String>,
    pub contributors: Vec<String>,
    pub description: Option<String>,
    pub notes: Vec<String>,
    pub diagrams: Vec<Diagram>,
    pub boundaries: Vec<Boundary>,
    pub elements: Vec<Element>,
    pub flows: Vec<Flow>,
    pub threats: Vec<Threat>,
    pub mitigations: Vec<Mitigation>,
    pub assets: Vec<Asset>,
}

/// A picture, with the indices of what it shows.
#[derive(Debug, Default)]
pub(super) struct Diagram {
    pub title: Option<String>,
    pub description: Option<String>,
    /// A method of the language.
    pub method: Option<&'static str>,
    pub boundaries: Vec<usize>,
    pub elements: Vec<usize>,
    pub flows: Vec<usize>,
}

/// A region of trust.
#[derive(Debug, Default)]
pub(super) struct Boundary {
    pub origin: Origin,
    pub title: Option<String>,
    pub description: Option<String>,
    pub parent: Option<usize>,
}

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ElementKind {
    Entity,
    Process,
    Store,
}

impl ElementKind {
    /// The language's word.
    pub(super) fn word(self) -> &'static str {
        match self {
            ElementKind::Entity => "entity",
            ElementKind::Process => "process",
            ElementKind::Store => "store",
        }
    }
}

/// Something that is drawn and is no region.
#[derive(Debug)]
pub(super) struct Element {
    pub origin: Origin,
    pub kind: ElementKind,
    pub title: Option<String>,
    pub description: Option<String>,
    pub boundary: Option<usize>,
    /// A technology of `std.web`.
    pub tech: Option<&'static str>,
    pub holds: Vec<usize>,
    pub encrypted: bool,
    pub runs_as: Option<String>,
    /// The reason; empty if none is given.
    pub out_of_scope: Option<String>,
    pub notes: Vec<String>,
}

/// What comes back along a flow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Answer {
    /// Nothing is said.
    #[default]
    Unsaid,
    /// Something comes back the same way.
    Back,
    /// Another route.
    Route(Vec<usize>),
}

/// A route of data.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub origin: Origin,
    /// For what our own export drew: whether it belongs to the answer, and which step of the route it is, from 1.
    pub step: Option<(bool, usize)>,
    pub title: Option<String>,
    pub description: Option<String>,
    /// Elements in the order in which data passes them; two or more.
    pub route: Vec<usize>,
    pub answer: Answer,
    /// A protocol of `std.web` for each hop.
    pub over: Vec<Option<String>>,
    pub carries: Vec<usize>,
    /// Whether somebody only asks for it.
    pub proposed: bool,
    pub out_of_scope: Option<String>,
    pub notes: Vec<String>,
}

/// How a threat stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum State {
    #[default]
    Open,
    Mitigated,
    NotApplicable,
    Accepted,
    Transferred,
    Avoided,
}

/// Where a threat strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Element(usize),
    Flow(usize),
}

/// A kind of threat: one of a standard library, or one that the sources have to declare.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub id: &'static str,
    /// Title of its declaration.
    pub title: &'static str,
    /// Library that declares it and needs a `use`; empty for `std.stride`, which needs none.
    pub library: &'static str,
    pub method: &'static str,
    /// The property that it violates, where one fits; only for kinds to declare.
    pub violates: &'static str,
}

/// What can go wrong.
#[derive(Debug, Default)]
pub(super) struct Threat {
    pub origin: Origin,
    pub title: Option<String>,
    pub kind: Option<&'static Kind>,
    /// Words of `std.risk`.
    pub likelihood: Option<&'static str>,
    pub impact: Option<&'static str>,
    pub state: State,
    pub description: Option<String>,
    /// Why the state is what it is, for states that are decisions.
    pub reason: Option<String>,
    pub mitigations: Vec<usize>,
    pub on: Vec<Place>,
    pub notes: Vec<String>,
}

/// What is done about threats: a text, whose first sentence becomes the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mitigation {
    pub text: String,
    /// A status of the language.
    pub status: &'static str,
}

/// Information worth protecting.
#[derive(Debug)]
pub(super) struct Asset {
    pub title: String,
    /// A class of `std.data`.
    pub class: Option<&'static str>,
}
