//! Conditions that no model can answer: what is unknown, what no mitigation gives, one attribute against another.
//!
//! Only reports; may assume that what it is given was found wrong.

use super::checker::Checker;
use super::codes;
use super::subjects::End;
use crate::analysis::query::{Sort, attribute};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::Value as Constant;
use crate::schema::Kind;
use crate::syntax::{Member, Name, Operator, Value, ValueKind};
use crate::text::{Span, closest};

/// What is said of a condition that asks for it.
pub(super) const UNKNOWN_ASKED: &str = "a condition cannot ask for what is unknown";

impl Checker<'_> {
    /// `over is none`, `over.encrypted is unknown`
    pub fn unknown_asked(&mut self, value: &Value, of: &End) -> Option<Constant> {
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, UNKNOWN_ASKED)
            .at(
                value.span,
                if self.in_view { "no value that a flow could have" } else { "no value that anything could have" },
            )
            .note(match self.in_view {
                true => "what the model does not say is unknown, and an unknown fact leaves a flow out of every choice",
                false => "what the model does not say is unknown, and a question is never answered by an unknown fact",
            });
        let diagnostic = match of.gives {
            Sort::Auth => diagnostic.fix(
                "write `anonymous` if you mean that nobody is asked who they are",
                Applicability::NeedsLook,
                value.span,
                "anonymous",
            ),
            Sort::YesNo if !self.in_view => diagnostic.help("ask for `yes` or `no`"),
            _ if !self.in_view => {
                diagnostic.help("ask for something that is known; `caveat check --explain-unknown` lists what is not")
            }
            Sort::YesNo => diagnostic.help("ask for `yes` or `no`, or name the flows that you mean by their ids"),
            _ => diagnostic.help("ask for something that is known, or name the flows that you mean by their ids"),
        };
        self.report(diagnostic);
        None
    }

    /// `from.boundary == to.boundary`: gives whether it was one, and reports it.
    pub fn two_attributes(&mut self, operator: Operator, left: &Value, right: &Value) -> bool {
        let Some((_, of)) = self.attribute_meant(left).filter(|_| self.is_attribute_not_name(left)) else {
            return false;
        };
        if !self.is_attribute_not_name(right) || self.is_named(right, of.gives.kinds()) {
            return false;
        }
        let text = self.sources.slice(left.span);
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "two attributes cannot be compared with each other yet")
            .at(right.span, "an attribute as well")
            .note("an attribute is compared with a fixed word: an id, or a word of its set");
        let boundaries = of.gives == Sort::Boundary && of.of == Some(Sort::Element);
        let diagnostic = match operator {
            Operator::Is | Operator::Equal if boundaries => {
                diagnostic.help("to choose what stays within one boundary, write `not crosses any`")
            }
            Operator::Unequal if boundaries => {
                diagnostic.help("to choose what goes from one boundary to another, write `crosses any`")
            }
            _ => {
                let other = self.sources.slice(right.span);
                let word = match of.gives {
                    Sort::Word(known) => (known.first().copied(), known.last().copied()),
                    _ => (None, None),
                };
                let (first, last) = (word.0.unwrap_or("…"), word.1.unwrap_or("…"));
                diagnostic.help(format!(
                    "say it of each: `{text} is {first} and {other} is {last}`, or join several with `or`"
                ))
            }
        };
        self.report(diagnostic);
        true
    }

    fn is_attribute_not_name(&self, value: &Value) -> bool {
        match &value.kind {
            ValueKind::Word(word) => self.bare_attribute(word).is_some(),
            ValueKind::Path(_) => self.attribute_meant(value).is_some(),
            _ => false,
        }
    }

    /// `unless: tls`: whether a word by itself is most likely what a mitigation gives; reports it so.
    pub fn word_for_condition(&mut self, name: &Name) -> bool {
        let text = &name.text;
        let variable = self.variables.first().filter(|variable| variable.sort.is_place());
        let Some(variable) = variable.and_then(|variable| variable.name.clone()) else { return false };
        let known = self.variables.iter().any(|variable| attribute(variable.sort, text).is_some());
        let names = self.variables.iter().filter_map(|variable| variable.name.as_deref());
        if known || closest(text, names).is_some() || self.is_thing(text) {
            return false;
        }
        let better = format!("{variable} has {text}");
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{text}` by itself asks nothing"))
            .at(name.span, "no attribute of anything")
            .note("a word that mitigations give is asked for with `has`");
        self.report(diagnostic.fix(format!("write `{better}`"), Applicability::NeedsLook, name.span, better));
        true
    }

    /// Whether a mitigation gives the word that `has` asks for, or a rule asks for it too; reports it if not.
    pub fn somebody_gives(&mut self, word: &str, span: Span) -> bool {
        let given = self.given_words();
        let asked = self.model.rules.iter().flat_map(|rule| &rule.asks_for).any(|asked| asked == word);
        if asked || given.iter().any(|known| known == word) {
            return true;
        }
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, format!("no mitigation gives `{word}`"))
            .at(span, "so nothing has it")
            .note("`has` asks whether a mitigation that works on the element says `gives:` with this word");
        let near = closest(word, given.iter().map(String::as_str)).map(str::to_owned);
        let further = self.subject().into_iter().flat_map(Sort::attributes).find_map(|spec| {
            let fits = spec.gives == Sort::Protocol && attribute(spec.gives, word).is_some();
            fits.then(|| format!("{}.{word}", spec.name))
        });
        let diagnostic = match (near, further) {
            (_, Some(path)) => {
                diagnostic.fix(format!("did you mean `{path}`?"), Applicability::NeedsLook, span, path.as_str())
            }
            (Some(near), _) => {
                diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, span, near.as_str())
            }
            _ => diagnostic.help(format!("write `gives: {word}` in the mitigation that brings it about")),
        };
        self.report(diagnostic);
        false
    }

    /// The words that the mitigations of the model give.
    fn given_words(&self) -> Vec<String> {
        let mitigations = self.scope.entries().filter(|(_, entry)| entry.kind == Kind::Mitigation);
        let fields = mitigations.flat_map(|(_, entry)| entry.declaration.members()).filter_map(|member| match member {
            Member::Field(field) if field.name.text == "gives" => Some(field),
            _ => None,
        });
        fields
            .flat_map(|field| field.value.entries())
            .filter_map(|entry| entry.word().map(ToString::to_string))
            .collect()
    }
}
