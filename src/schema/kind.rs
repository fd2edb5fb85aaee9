//! The kinds of declaration.

use super::FieldSpec;

/// A kind of declaration, named by the word that opens it. The order is that of [`super::KINDS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is described once, in the kind's entry of `KINDS`")]
pub enum Kind {
    Model,
    Library,
    Use,
    Objective,
    Class,
    Asset,
    Boundary,
    Entity,
    Process,
    Store,
    Declassifies,
    Flow,
    Hop,
    Answer,
    Adversary,
    Threat,
    Mitigation,
    Assumption,
    Accept,
    Waive,
    Suppress,
    Assert,
    Rule,
    Tech,
    Protocol,
    Auth,
    ThreatKind,
    Scheme,
    Template,
    Make,
    View,
    Risk,
}

/// Names are unique within a namespace. Vocabulary words have one each, so that a process may be called `cdn`
/// and be of the technology `cdn`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Namespace {
    /// Everything that a model declares about its system.
    Things,
    /// Words of one vocabulary kind.
    Words(Kind),
    /// Names of models and libraries.
    Units,
    /// The kind declares no name.
    Nothing,
}

/// Whether a declaration of the kind has an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdRule {
    /// It must have one: others refer to it by the id.
    Required,
    /// It has none.
    Absent,
    /// A name of something else stands there: the file of a `use`, the hop of a `hop`.
    Other,
}

/// What stands after the colon of a declaration's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// Nothing.
    None,
    /// The route of a flow: `a -> b -> c`.
    Route,
    /// The template that a `make` fills in: `service(tech: rest_api)`.
    Call,
}

/// All that the checker knows of a kind before it looks at a model.
#[derive(Debug)]
pub struct KindSpec {
    /// The kind.
    pub kind: Kind,
    /// The word that opens a declaration.
    pub word: &'static str,
    /// What it means, in one line.
    pub summary: &'static str,
    /// Whether an id follows.
    pub id: IdRule,
    /// What follows a colon.
    pub head: Head,
    /// Whether it may stand in column 0 of a file.
    pub top_level: bool,
    /// In which kinds it may stand as a member.
    pub inside: &'static [Kind],
    /// Its own fields; all but `use`, `declassifies`, `hop` and `answer` take the common fields too.
    pub fields: &'static [FieldSpec],
}

impl Kind {
    /// The word that opens a declaration of this kind.
    pub fn word(self) -> &'static str {
        super::spec_of(self).word
    }

    /// The kind's word with its article: "a store", "an entity".
    pub fn with_article(self) -> String {
        let word = match self {
            // A verb has no article.
            Kind::Declassifies => "declassification",
            _ => self.word(),
        };
        let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) && word != "use" { "an" } else { "a" };
        format!("{article} {}", word.replace('_', " "))
    }

    /// What its declarations are, with the article, where a field names one: "a technology", "a store".
    pub fn meaning(self) -> String {
        match self {
            Kind::Tech => "a technology".to_owned(),
            Kind::Auth => "a kind of authentication".to_owned(),
            Kind::Scheme => "a catalogue".to_owned(),
            Kind::Class => "a data class".to_owned(),
            Kind::Assert => "an assertion".to_owned(),
            Kind::Accept => "an acceptance".to_owned(),
            Kind::Waive => "a waiver".to_owned(),
            Kind::Suppress => "a suppression".to_owned(),
            _ => self.with_article(),
        }
    }

    /// The same without its article: "technology".
    pub fn noun(self) -> String {
        let meaning = self.meaning();
        meaning.split_once(' ').map_or(String::new(), |(_, noun)| noun.to_owned())
    }

    /// Several of them: "technologies", "stores".
    pub fn many(self) -> String {
        let noun = self.noun();
        match noun.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None if noun.starts_with("kind of") => noun.replacen("kind", "kinds", 1),
            None if noun.ends_with('s') => format!("{noun}es"),
            None => format!("{noun}s"),
        }
    }

    /// A declaration of that name that can be pasted and filled in.
    pub fn pattern(self, name: &str) -> String {
        let word = self.word();
        match self {
            Kind::Flow => format!("flow {name} \"…\": from -> to"),
            Kind::Asset => format!("asset {name} \"…\" {{ class: internal }}"),
            Kind::Class => format!("class {name} \"…\" {{ above: internal }}"),
            Kind::Tech | Kind::Protocol | Kind::Auth => format!("{word} {name} \"…\" {{ like: … }}"),
            Kind::ThreatKind => format!("threat_kind {name} \"…\" {{ violates: integrity }}"),
            Kind::Mitigation => format!("mitigation {name} \"…\" {{ status: idea }}"),
            _ => format!("{word} {name} \"…\""),
        }
    }

    /// The kind that a word opens.
    pub fn from_word(word: &str) -> Option<Kind> {
        super::KINDS.iter().find(|spec| spec.word == word).map(|spec| spec.kind)
    }

    /// Where its names must be unique.
    pub fn namespace(self) -> Namespace {
        match self {
            Kind::Model | Kind::Library => Namespace::Units,
            Kind::Use | Kind::Declassifies | Kind::Hop | Kind::Answer => Namespace::Nothing,
            Kind::Class | Kind::Tech | Kind::Protocol | Kind::Auth | Kind::ThreatKind | Kind::Scheme | Kind::Risk => {
                Namespace::Words(self)
            }
            _ => Namespace::Things,
        }
    }

    /// Whether it is an element of a data-flow diagram.
    pub fn is_element(self) -> bool {
        matches!(self, Kind::Entity | Kind::Process | Kind::Store)
    }
}
