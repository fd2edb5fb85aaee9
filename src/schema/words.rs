//! Fixed sets of words that fields take. Open sets (technologies, classes …) are declared in libraries instead.

/// How far a mitigation is.
pub const MITIGATION_STATUS: &[&str] = &["idea", "planned", "in_progress", "implemented", "verified"];
/// Whether an assumption has been looked at.
pub const ASSUMPTION_STATE: &[&str] = &["unchecked", "confirmed", "wrong"];
/// Whether a flow exists.
pub const FLOW_STATE: &[&str] = &["real", "proposed", "retired"];
/// What sort of region a boundary encloses.
pub const BOUNDARY_KIND: &[&str] = &["network", "provider", "organisation", "device"];
/// How far a boundary's inside is trusted, least first.
pub const TRUST: &[&str] = &["none", "low", "medium", "high"];
/// Methods by which a model is walked.
pub const METHOD: &[&str] = &["stride", "linddun", "cia", "cia_die", "plot4ai", "generic"];
/// Why an adversary acts.
pub const MOTIVE: &[&str] = &[
    "money",
    "curiosity",
    "fame",
    "revenge",
    "ideology",
    "espionage",
    "competition",
    "sabotage",
    "convenience",
    "accident",
];
/// What an adversary can do.
pub const CAPABILITY: &[&str] = &["low", "medium", "high"];
/// Where an adversary stands.
pub const POSITION: &[&str] = &["outside", "client", "network", "partner", "supplier", "inside", "physical"];
/// Properties that a threat kind violates.
pub const PROPERTY: &[&str] = &[
    "authentication",
    "integrity",
    "non_repudiation",
    "confidentiality",
    "availability",
    "authorization",
    "unlinkability",
    "anonymity",
    "plausible_deniability",
    "undetectability",
    "awareness",
    "compliance",
    "safety",
    "fairness",
];
/// What a threat kind applies to.
pub const APPLIES_TO: &[&str] = &["entity", "process", "store", "flow"];
/// Whom an authentication kind authenticates.
pub const AUTHENTICATES: &[&str] = &["nobody", "caller", "both"];
/// What an item of a catalogue looks like.
pub const CATALOGUE_ITEM: &[&str] = &["number", "text"];
/// Which way a view's flows run.
pub const DIRECTION: &[&str] = &["right", "down"];
/// How much of a model's depth a view shows.
pub const LEVEL: &[&str] = &["full", "context"];
/// What a view's colours show.
pub const COLOUR: &[&str] = &["state", "residual", "class"];
/// What sort of evidence a mitigation has.
pub const EVIDENCE: &[&str] = &["test", "file", "url", "review", "ticket"];
/// Words with a meaning inside values; none of them can be an id.
pub const RESERVED: &[&str] =
    &["and", "or", "not", "where", "any", "every", "is", "has", "in", "on", "yes", "no", "none"];
/// Whether a text may be an id as far as its characters go: lower-case letters, digits and `_`, a letter first.
pub fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Sets of the model that questions to it range over.
pub const SETS: &[&str] = &[
    "elements",
    "entities",
    "processes",
    "stores",
    "boundaries",
    "flows",
    "hops",
    "answers",
    "assets",
    "threats",
    "mitigations",
    "assumptions",
    "adversaries",
    "objectives",
];
/// Attributes that questions to the model may ask for.
pub const ATTRIBUTES: &[&str] = &[
    "answer",
    "append_only",
    "auth",
    "authenticated",
    "authenticates",
    "boundary",
    "by",
    "capability",
    "carries",
    "class",
    "contract",
    "crosses",
    "effect",
    "effort",
    "elements",
    "encrypted",
    "enters",
    "factors",
    "flow",
    "flows",
    "from",
    "harms",
    "held_by",
    "holds",
    "hops",
    "id",
    "impact",
    "inbound",
    "kind",
    "leaves",
    "likelihood",
    "method",
    "mitigations",
    "motive",
    "out_of_scope",
    "outbound",
    "over",
    "owner",
    "parent",
    "passes",
    "position",
    "reached_by",
    "reaches",
    "runs_as",
    "sees",
    "serves",
    "state",
    "status",
    "tech",
    "threats",
    "title",
    "to",
    "trust",
    "violates",
    "weight",
];
