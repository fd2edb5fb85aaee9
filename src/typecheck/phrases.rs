//! Conditions in everyday words, `from cloud` or `crossing the cloud`, as they are most likely meant.
//!
//! Gives texts for remedies and reports nothing. May assume that what it is given was found wrong.

use super::checker::Checker;
use super::habits;
use super::subjects::End;
use crate::analysis::query::Sort;
use crate::resolve::Found;
use crate::schema::Kind;
use crate::syntax::{Name, Operator, Value, ValueKind};

impl Checker<'_> {
    /// A condition as a text, with everyday words in it put right.
    pub fn meant_condition(&self, value: &Value) -> String {
        match &value.kind {
            ValueKind::Group(inner) => format!("({})", self.meant_condition(inner)),
            ValueKind::Not(inner) => format!("not {}", self.meant_condition(inner)),
            ValueKind::Binary(operator @ (Operator::And | Operator::Or), left, right) => {
                format!("{} {} {}", self.meant_condition(left), operator.symbol(), self.meant_condition(right))
            }
            ValueKind::Binary(operator, left, right) => {
                let (not, left) = match &left.kind {
                    ValueKind::Sequence(parts) => match parts.as_slice() {
                        [attribute, word] if word.word().is_some_and(|word| word == "not") => ("not ", attribute),
                        _ => ("", &**left),
                    },
                    _ => ("", &**left),
                };
                let attribute = match self.attribute_meant(left) {
                    Some((text, _)) => text,
                    None => self.sources.slice(left.span).to_owned(),
                };
                format!("{not}{attribute} {} {}", operator.symbol(), self.sources.slice(right.span))
            }
            ValueKind::Sequence(parts) => {
                self.phrase(parts).unwrap_or_else(|| self.sources.slice(value.span).to_owned())
            }
            _ => self.sources.slice(value.span).to_owned(),
        }
    }

    /// `from the cloud`, `crossing cloud`, `over not http`, `from customer to api`: an attribute and what it is, without
    /// the word that belongs between the two.
    pub fn phrase(&self, parts: &[Value]) -> Option<String> {
        let (first, rest) = parts.split_first()?;
        let (text, spec) = self.attribute_meant(first)?;
        let split = (1..rest.len()).find(|index| self.attribute_meant(&rest[*index]).is_some());
        let (own, further) = rest.split_at(split.unwrap_or(rest.len()));
        let words: Vec<&Value> = own.iter().filter(|value| !is_filler(value)).collect();
        let is_not = |value: &&&Value| value.word().is_some_and(|word| matches!(word.as_str(), "not" | "no"));
        let not = if words.iter().any(|value| is_not(&value)) { "not " } else { "" };
        let mut things = words.iter().filter(|value| !is_not(value));
        let says = match (things.next(), things.next()) {
            (Some(thing), None) => self.says(&text, &spec, thing),
            // `trust boundary`
            (Some(_), Some(thing)) if is_any_boundary(thing) => self.says(&text, &spec, thing),
            (None, None) if spec.gives == Sort::Boundary => Some(format!("{text} any")),
            (None, None) if spec.gives == Sort::YesNo => Some(text),
            _ => None,
        }?;
        let says = format!("{not}{says}").replace("not not ", "");
        match further {
            [] => Some(says),
            more => Some(format!("{says} and {}", self.phrase(more)?)),
        }
    }

    /// The attribute that a value names, be it in everyday words.
    pub fn attribute_meant(&self, value: &Value) -> Option<(String, End)> {
        match &value.kind {
            ValueKind::Word(word) => {
                let everyday = everyday_attribute(word).filter(|_| self.subject() == Some(Sort::Step));
                let name = everyday.unwrap_or(word.as_str());
                let end = self.end_of(&[Name { text: name.into(), span: value.span }])?;
                Some((name.to_owned(), end))
            }
            ValueKind::Path(names) => self.end_of(names).map(|end| (self.sources.slice(value.span).to_owned(), end)),
            _ => None,
        }
    }

    /// What is most likely asked by an attribute beside a name.
    pub fn says(&self, text: &str, spec: &End, thing: &Value) -> Option<String> {
        if let ValueKind::List(_) = thing.kind {
            return Some(format!("{text} in {}", self.sources.slice(thing.span)));
        }
        let word = self.sources.slice(thing.span);
        let is = |kinds: &[Kind]| thing.word().is_some_and(|word| self.names_one_of(word, kinds));
        Some(match spec.gives {
            Sort::Boundary if spec.many && is_any_boundary(thing) => format!("{text} any"),
            Sort::Boundary if spec.many => format!("{text} {word}"),
            Sort::Element if is(&[Kind::Boundary]) => format!("{text} in {word}"),
            Sort::Element if is(&[Kind::Tech]) && !is(spec.gives.kinds()) => format!("{text}.tech is {word}"),
            Sort::Element if element_kind(word).is_some() && !is(spec.gives.kinds()) => {
                format!("{text}.kind is {}", element_kind(word)?)
            }
            Sort::Asset if is(&[Kind::Class]) && !is(&[Kind::Asset]) => format!("{text}.class >= {word}"),
            Sort::Asset if spec.many => format!("{text} has {word}"),
            Sort::Class => format!("{text} >= {word}"),
            Sort::Protocol => match word {
                "encrypted" | "authenticated" => format!("{text}.{word}"),
                "unencrypted" | "plaintext" | "cleartext" | "plain" | "clear" if !is(&[Kind::Protocol]) => {
                    format!("not {text}.encrypted")
                }
                _ => format!("{text} is {word}"),
            },
            Sort::YesNo => match word {
                "yes" | "true" => text.to_owned(),
                "no" | "false" => format!("not {text}"),
                _ => return None,
            },
            _ => format!("{text} is {word}"),
        })
    }

    /// Whether a word is the name of something of these kinds.
    pub fn names_one_of(&self, word: &str, kinds: &[Kind]) -> bool {
        kinds.iter().any(|kind| match self.scope.find(kind.namespace(), word, self.unit) {
            Found::One(id) => kinds.contains(&self.scope.entry(id).kind),
            _ => false,
        })
    }
}

/// The attribute of a flow that an everyday word stands for.
pub(super) fn everyday_attribute(word: &str) -> Option<&'static str> {
    Some(match word {
        "cross" | "crossing" | "crossed" => "crosses",
        "leave" | "leaving" | "exit" | "exits" => "leaves",
        "enter" | "entering" | "into" => "enters",
        "carry" | "carrying" | "transport" | "contain" | "contains" => "carries",
        "using" | "use" | "uses" | "via" => "over",
        "source" | "src" | "origin" | "sender" => "from",
        "destination" | "dest" | "dst" | "receiver" | "target" => "to",
        _ => habits::attribute(word, &["over", "auth", "carries", "state"])?,
    })
}

/// The kind of element that a word names, be it in the plural or as in other tools.
pub(super) fn element_kind(word: &str) -> Option<&'static str> {
    Some(match word {
        "entity" | "entities" | "actor" | "external_entity" => "entity",
        "process" | "processes" | "service" => "process",
        "store" | "stores" | "datastore" | "data_store" => "store",
        _ => return None,
    })
}

fn is_any_boundary(value: &Value) -> bool {
    value.word().is_some_and(|word| matches!(word.as_str(), "any" | "boundary" | "boundaries" | "all" | "everything"))
}

/// A word that says nothing between an attribute and what it is.
fn is_filler(value: &Value) -> bool {
    let filler = |word: &str| {
        matches!(word, "the" | "a" | "an" | "some" | "is" | "are" | "by" | "with" | "like" | "matches" | "trust")
            || habits::operator(word).is_some()
    };
    value.word().is_some_and(|word| filler(word))
}
