//! Fields and the types of their values.

use super::Kind;

/// A field of a kind.
#[derive(Debug)]
pub struct FieldSpec {
    /// The word before the colon.
    pub name: &'static str,
    /// What it takes.
    pub ty: FieldType,
    /// Whether the declaration means nothing without it.
    pub required: bool,
    /// What it says, in one line.
    pub summary: &'static str,
}

/// The type of a field's value. Every `Many…` takes one value or a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// A string on one line, `"…"`, or a paragraph `"""…"""` of Markdown.
    Text,
    /// A text that says why; it may not be empty.
    Reason,
    /// A text, or a bare word.
    TextOrWord,
    /// A person or team: `@platform`.
    Person,
    /// Persons or teams.
    ManyPersons,
    /// A day: `2026-02-03`.
    Date,
    /// A time span: `3d`, `2w`, `6h`.
    Duration,
    /// The share of a risk that is taken away: `80%`, or a word of the risk scale.
    Effect,
    /// A number that is not negative.
    Number,
    /// `yes` or `no`.
    YesNo,
    /// One of a fixed set of words.
    Word(&'static [&'static str]),
    /// Several of a fixed set of words.
    ManyWords(&'static [&'static str]),
    /// The id of one declaration of these kinds.
    One(&'static [Kind]),
    /// Ids of declarations of these kinds.
    Many(&'static [Kind]),
    /// Ids of declarations of these kinds, and choices of flows: `flows where state is proposed`.
    Shown(&'static [Kind]),
    /// References into catalogues: `cwe:639`, `asvs:"10.4"`.
    ManyCatalogue,
    /// Free words that a rule may ask for.
    ManyCapabilities,
    /// What shows that a mitigation works: `test "path"`, `url "https://…"`, `file "path"`.
    ManyEvidence,
    /// A word of the risk scale for likelihood.
    Likelihood,
    /// A word of the risk scale for impact.
    Impact,
    /// A risk scale: words with their numbers, `[low 1, medium 2]`.
    Scale,
    /// Rows of words, one row for each likelihood.
    Matrix,
    /// A question to the model, such as `internet -> stores where holds.class >= phi`.
    Query,
    /// What a rule raises: `information_disclosure on node { … }`.
    Raise,
}

impl FieldType {
    /// What the field takes, for messages: "a date such as `2026-02-03`".
    pub fn describe(self) -> String {
        let kinds = |kinds: &[Kind]| {
            let words: Vec<String> = kinds.iter().map(|kind| kind.meaning()).collect();
            words.join(" or ")
        };
        match self {
            FieldType::Text => "a text in quotes".into(),
            FieldType::Reason => "a reason in quotes".into(),
            FieldType::TextOrWord => "a text in quotes or a word".into(),
            FieldType::Person => "a person or team such as `@platform`".into(),
            FieldType::ManyPersons => "people such as `[@cto, @platform]`".into(),
            FieldType::Date => "a date such as `2026-02-03`".into(),
            FieldType::Duration => "a time span such as `3d`, `2w` or `6h`".into(),
            FieldType::Effect => "a share such as `80%`, or a word such as `most`".into(),
            FieldType::Number => "a number such as `5`".into(),
            FieldType::YesNo => "`yes` or `no`".into(),
            FieldType::Word(words) => format!("one of {}", crate::text::list_words(words.iter().copied(), 8)),
            FieldType::ManyWords(words) => format!("a list of {}", crate::text::list_words(words.iter().copied(), 8)),
            FieldType::One(of) => format!("the id of {}", kinds(of)),
            FieldType::Many(of) if of.len() > 4 => "ids of declarations".into(),
            FieldType::Many(of) => format!("the id of {}, or a list of ids", kinds(of)),
            FieldType::Shown(_) => "ids of declarations, or a choice such as `flows where state is proposed`".into(),
            FieldType::ManyCatalogue => "a catalogue reference such as `cwe:639`, or a list of them".into(),
            FieldType::ManyCapabilities => "a word that a rule asks for, or a list of words".into(),
            FieldType::ManyEvidence => "evidence such as `test \"tests/login.rs\"`".into(),
            FieldType::Likelihood => "a likelihood of the risk scale, such as `high`".into(),
            FieldType::Impact => "an impact of the risk scale, such as `severe`".into(),
            FieldType::Scale => "a scale such as `[low 1, medium 2, high 3]`".into(),
            FieldType::Matrix => "rows of words, one row for each likelihood".into(),
            FieldType::Query => "a question to the model such as `stores where holds.class >= phi`".into(),
            FieldType::Raise => "a threat kind and its place, such as `tampering on node`".into(),
        }
    }

    /// Whether a list may stand there.
    pub fn takes_list(self) -> bool {
        use FieldType::*;
        matches!(
            self,
            ManyPersons
                | ManyWords(_)
                | Many(_)
                | Shown(_)
                | ManyCatalogue
                | ManyCapabilities
                | ManyEvidence
                | Scale
                | Matrix
        )
    }

    /// The kinds that the field refers to, if it holds references.
    pub fn targets(self) -> &'static [Kind] {
        match self {
            FieldType::One(kinds) | FieldType::Many(kinds) | FieldType::Shown(kinds) => kinds,
            _ => &[],
        }
    }
}
