//! Words that libraries declare: classes, technologies, protocols, threat kinds, catalogues, the risk scale.

use super::{AuthId, ClassId, Identity, ProtocolId, SchemeId, TechId};
use ecow::EcoString;

/// A class of data, placed in a partial order.
#[derive(Debug, Clone, PartialEq)]
pub struct DataClass {
    /// Id, title and texts.
    pub identity: Identity,
    /// Classes that need less protection, as written.
    pub above: Vec<ClassId>,
    /// Rules that ask for its protection.
    pub law: Vec<CatalogueRef>,
}

/// A technology.
#[derive(Debug, Clone, PartialEq)]
pub struct Technology {
    /// Id, title and texts.
    pub identity: Identity,
    /// What it is a kind of.
    pub like: Option<TechId>,
}

/// A protocol. Its properties are its own, or those of what it is like.
#[derive(Debug, Clone, PartialEq)]
pub struct Protocol {
    /// Id, title and texts.
    pub identity: Identity,
    /// What it is a kind of.
    pub like: Option<ProtocolId>,
    /// Whether nobody on the way can read it.
    pub encrypted: Option<bool>,
    /// Whether the other end proves who it is.
    pub authenticated: Option<bool>,
}

/// A kind of authentication.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthKind {
    /// Id, title and texts.
    pub identity: Identity,
    /// What it is a kind of.
    pub like: Option<AuthId>,
    /// Whose identity it proves, a word of `schema::words::AUTHENTICATES`.
    pub authenticates: Option<EcoString>,
    /// Number of factors.
    pub factors: Option<f64>,
}

/// A kind of threat in a method.
#[derive(Debug, Clone, PartialEq)]
pub struct ThreatKind {
    /// Id, title and texts.
    pub identity: Identity,
    /// Method that it belongs to, a word of `schema::words::METHOD`.
    pub method: Option<EcoString>,
    /// Its letter in the method's name.
    pub letter: Option<EcoString>,
    /// Property that it violates, a word of `schema::words::PROPERTY`.
    pub violates: Option<SecurityProperty>,
    /// What it can strike, words of `schema::words::APPLIES_TO`; anything if empty.
    pub applies_to: Vec<EcoString>,
}

/// A property that a threat violates, by its word.
pub type SecurityProperty = EcoString;

/// The six kinds of STRIDE, for counts and charts.
///
/// Source: L. Kohnfelder and P. Garg, "The threats to our products", Microsoft, 1999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the field's own terms")]
pub enum Stride {
    Spoofing,
    Tampering,
    Repudiation,
    InformationDisclosure,
    DenialOfService,
    ElevationOfPrivilege,
}

/// A catalogue that references point into.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    /// Id, title and texts.
    pub identity: Identity,
    /// Page of an entry, with `{item}` in its place.
    pub url: Option<EcoString>,
}

/// A reference into a catalogue: `cwe:639`.
#[derive(Debug, Clone, PartialEq)]
pub struct CatalogueRef {
    /// The catalogue.
    pub scheme: SchemeId,
    /// The entry.
    pub item: EcoString,
}

/// A word of a risk scale with its number.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskWord {
    /// The word.
    pub word: EcoString,
    /// Its number; for effects a share from 0 to 1.
    pub value: f64,
}

/// Severity of a threat before any mitigation, from the matrix of likelihood and impact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Severity {
    Low,
    Medium,
    High,
    Critical,
}

/// Scales and matrix by which risk is reckoned.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RiskScale {
    /// Words for likelihood, least first.
    pub likelihood: Vec<RiskWord>,
    /// Words for impact, least first.
    pub impact: Vec<RiskWord>,
    /// Words for the effect of a mitigation.
    pub effect: Vec<RiskWord>,
    /// Severities: a row for each likelihood, a column for each impact; may be empty.
    pub matrix: Vec<Vec<Severity>>,
}

impl Severity {
    /// The word in a matrix: `low`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
            Severity::Critical => "critical",
        }
    }

    /// The severity that a word names.
    pub fn from_word(word: &str) -> Option<Severity> {
        [Severity::Low, Severity::Medium, Severity::High, Severity::Critical].into_iter().find(|s| s.word() == word)
    }
}

impl Stride {
    /// All six, in the order of the word.
    pub const ALL: [Stride; 6] = [
        Stride::Spoofing,
        Stride::Tampering,
        Stride::Repudiation,
        Stride::InformationDisclosure,
        Stride::DenialOfService,
        Stride::ElevationOfPrivilege,
    ];

    /// The id under which `std.stride` declares it.
    pub fn id(self) -> &'static str {
        match self {
            Stride::Spoofing => "spoofing",
            Stride::Tampering => "tampering",
            Stride::Repudiation => "repudiation",
            Stride::InformationDisclosure => "information_disclosure",
            Stride::DenialOfService => "denial_of_service",
            Stride::ElevationOfPrivilege => "elevation_of_privilege",
        }
    }

    /// The kind that an id of `std.stride` names.
    pub fn from_id(id: &str) -> Option<Stride> {
        Stride::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// The term that Threat Dragon uses.
    pub fn term(self) -> &'static str {
        match self {
            Stride::Spoofing => "Spoofing",
            Stride::Tampering => "Tampering",
            Stride::Repudiation => "Repudiation",
            Stride::InformationDisclosure => "Information disclosure",
            Stride::DenialOfService => "Denial of service",
            Stride::ElevationOfPrivilege => "Elevation of privilege",
        }
    }
}
