//! Values of the wrong type, and words that a field does not know: what was most likely meant.

use super::checker::Checker;
use super::codes;
use super::habits;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::RiskWord;
use crate::schema::{FieldSpec, FieldType, Kind};
use crate::syntax::{Value, ValueKind};
use crate::text::{Date, closest, list_words, plain};

impl Checker<'_> {
    /// Reports a value of the wrong type.
    pub fn wrong_type<T>(&mut self, value: &Value, spec: &FieldSpec) -> Option<T> {
        if value.kind == ValueKind::Missing {
            return None;
        }
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` takes {}", spec.name, spec.ty.describe()))
            .at(value.span, format!("this is {}", value.describe()));
        let diagnostic = self.with_remedy(diagnostic, value, spec);
        self.report(diagnostic);
        None
    }

    fn with_remedy(&self, diagnostic: Diagnostic, value: &Value, spec: &FieldSpec) -> Diagnostic {
        let fix = |diagnostic: Diagnostic, what: &str, sure: Applicability, better: &str| {
            let mark = if what.starts_with("did") { "?" } else { "" };
            diagnostic.fix(format!("{what} `{better}`{mark}"), sure, value.span, better)
        };
        let look = Applicability::NeedsLook;
        match (&value.kind, spec.ty) {
            (ValueKind::Text(text), _) => match self.unquoted(text, spec.ty) {
                Some((better, Applicability::NeedsLook)) => {
                    fix(diagnostic, "did you mean, without quotes,", look, &better)
                }
                Some((better, sure)) => fix(diagnostic, "remove the quotes:", sure, &better),
                None => self.example_of(diagnostic, spec),
            },
            (ValueKind::List(_), _) => {
                diagnostic.help(format!("`{}` takes one value; write it without brackets", spec.name))
            }
            (ValueKind::Word(word), FieldType::Person | FieldType::ManyPersons) => {
                fix(diagnostic, "did you mean", look, &format!("@{word}"))
            }
            (ValueKind::Word(word), FieldType::YesNo) => match yes_or_no(word) {
                Some(better) => fix(diagnostic, "write", Applicability::Safe, better),
                None => self.example_of(diagnostic, spec),
            },
            (ValueKind::Word(word), FieldType::Reason) if yes_or_no(word).is_some() => match yes_or_no(word) {
                Some("yes") => diagnostic
                    .note("whoever reads the report asks why, so the field holds the reason")
                    .help(format!("write `{}: \"…\"`, with the reason between the quotes", spec.name)),
                _ => diagnostic.help(format!("leave the field out, or write the reason: `{}: \"…\"`", spec.name)),
            },
            (ValueKind::Sequence(parts), ty) if parts.iter().all(|part| part.word().is_some()) => {
                let words: Vec<&str> = parts.iter().filter_map(|part| part.word().map(|word| word.as_str())).collect();
                match self.unquoted(&words.join(" "), ty) {
                    Some((better, Applicability::Safe)) => fix(diagnostic, "write", Applicability::Safe, &better),
                    Some((better, sure)) => fix(diagnostic, "did you mean", sure, &better),
                    None => self.example_of(diagnostic, spec),
                }
            }
            (_, FieldType::Text | FieldType::Reason | FieldType::TextOrWord) => {
                fix(diagnostic, "write", look, &format!("\"{}\"", self.sources.slice(value.span).replace('"', "")))
            }
            (ValueKind::Word(word), FieldType::ManyCatalogue) => match self.catalogue_entry(word) {
                Some(better) => fix(diagnostic, "did you mean", look, &better),
                None => self.example_of(diagnostic, spec),
            },
            (ValueKind::Number(number), FieldType::ManyCatalogue) => {
                fix(diagnostic, "did you mean", look, &format!("cwe:{number}"))
            }
            _ => self.example_of(diagnostic, spec),
        }
    }

    /// What to write, for fields whose description names no example.
    fn example_of(&self, diagnostic: Diagnostic, spec: &FieldSpec) -> Diagnostic {
        let name = spec.name;
        match spec.ty {
            FieldType::Date => diagnostic.help(format!("write year, month and day: `{name}: 2026-02-03`")),
            FieldType::Effect => diagnostic.help(format!("write `{name}: 80%`")),
            FieldType::Number => diagnostic.help(format!("write `{name}: 5`, with the number that you mean")),
            FieldType::YesNo => diagnostic.help(format!("if nobody knows, leave `{name}` out: that means unknown")),
            FieldType::Person => diagnostic.help(format!("write `{name}: @…`")),
            FieldType::ManyPersons => diagnostic.help(format!("write `{name}: [@…, @…]`")),
            FieldType::Duration => diagnostic.help(format!("write `{name}: 3d`, in hours `h`, days `d` or weeks `w`")),
            FieldType::Word(known) if is_setting(spec) => {
                let settings: Vec<String> = known.iter().map(|known| format!("{name}: {known}")).collect();
                diagnostic.help(format!("write {}", list_words(settings.iter().map(String::as_str), 9)))
            }
            FieldType::Word(_) | FieldType::ManyWords(_) => diagnostic.help("write one of these words"),
            FieldType::ManyCatalogue => {
                diagnostic.help("write the catalogue, a colon and the entry: `cwe:79`, `asvs:\"10.4\"`")
            }
            FieldType::ManyEvidence => diagnostic.help(
                "the sorts of evidence are `test`, `file`, `url`, `review` and `ticket`; the text in quotes follows",
            ),
            FieldType::Scale => diagnostic.help("each entry is a word and its number: `[low 1, medium 2]`"),
            FieldType::Matrix => diagnostic.help("write a list of lists: `[[low, medium], [medium, high]]`"),
            _ => diagnostic,
        }
    }

    /// The text as a value of the type, where it is one that only lost its form.
    fn unquoted(&self, text: &str, ty: FieldType) -> Option<(String, Applicability)> {
        let sure = |text: &str| Some((text.to_owned(), Applicability::Safe));
        let word = text.trim().to_lowercase().replace([' ', '-'], "_");
        match ty {
            FieldType::YesNo => yes_or_no(&word).and_then(sure),
            FieldType::Date => Date::parse(text).and_then(|_| sure(text)),
            FieldType::Duration => quantity(text, &["h", "d", "w"]).then(|| sure(text)).flatten(),
            FieldType::Effect if quantity(text, &["%"]) => sure(text),
            FieldType::Effect => self.scale_word_for(&word, &self.model.risk.effect),
            FieldType::Likelihood => self.scale_word_for(&word, &self.model.risk.likelihood),
            FieldType::Impact => self.scale_word_for(&word, &self.model.risk.impact),
            FieldType::Number => quantity(text, &[""]).then(|| sure(text)).flatten(),
            FieldType::Word(known) | FieldType::ManyWords(known) => {
                if known.contains(&word.as_str()) {
                    return sure(&word);
                }
                let near = meant(&word, known.iter().copied())?;
                Some((near.to_owned(), Applicability::NeedsLook))
            }
            FieldType::Person | FieldType::ManyPersons => {
                let handle: String =
                    word.trim_start_matches('@').chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                let handle = format!("@{handle}");
                let sure = if handle == text { Applicability::Safe } else { Applicability::NeedsLook };
                (handle.len() > 1).then_some((handle, sure))
            }
            FieldType::ManyCatalogue => Some((self.catalogue_entry(text)?, Applicability::NeedsLook)),
            FieldType::ManyCapabilities => Some((word, Applicability::NeedsLook)),
            _ => None,
        }
    }

    fn scale_word_for(&self, word: &str, scale: &[RiskWord]) -> Option<(String, Applicability)> {
        if scale.iter().any(|known| known.word == word) {
            return Some((word.to_owned(), Applicability::Safe));
        }
        let near = meant(word, scale.iter().map(|known| known.word.as_str()))?;
        Some((near.to_owned(), Applicability::NeedsLook))
    }

    /// `CWE-79`, `cwe 79` or `T1078` as an entry of a known catalogue: `cwe:79`, `attack:T1078`.
    fn catalogue_entry(&self, text: &str) -> Option<String> {
        let text = text.trim();
        let technique =
            text.strip_prefix(['T', 't']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let (scheme, item) = if technique {
            ("attack".to_owned(), text)
        } else {
            let (scheme, item) = text.split_once([':', '-', '_', ' '])?;
            (scheme.to_lowercase(), item.trim())
        };
        let known = self.scope.names_of(&[Kind::Scheme]).any(|name| name == scheme);
        let plain = item.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-./".contains(&byte));
        let item = if plain { item.to_owned() } else { format!("\"{item}\"") };
        (known && !item.is_empty()).then(|| format!("{scheme}:{item}"))
    }

    /// Reports values side by side where a list is wanted.
    pub fn no_commas(&mut self, value: &Value, parts: &[Value], spec: &FieldSpec, brackets: bool) {
        let parts: Vec<&str> = parts.iter().map(|part| self.sources.slice(part.span)).collect();
        let inner = parts.join(", ");
        let whole = format!("[{inner}]");
        let better = if brackets { &whole } else { &inner };
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "entries of a list are separated by commas")
            .at(value.span, format!("{} values side by side", parts.len()))
            .fix(format!("write `{}: {whole}`", spec.name), Applicability::Safe, value.span, better.clone());
        self.report(diagnostic);
    }

    /// Reports what is no word of a risk scale; numbers of the scale are known.
    pub fn no_level<T>(&mut self, value: &Value, scale: &[RiskWord], spec: &FieldSpec) -> Option<T> {
        let ValueKind::Number(number) = value.kind else { return self.wrong_type(value, spec) };
        let words: Vec<String> = scale.iter().map(|known| format!("`{}` is {}", known.word, known.value)).collect();
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` takes a word of the risk scale", spec.name))
            .at(value.span, "this is a number")
            .note(format!("in the scale {}", words.join(", ")));
        let diagnostic = match scale.iter().find(|known| known.value == number) {
            Some(known) => diagnostic.fix(
                format!("write `{}: {}`", spec.name, known.word),
                Applicability::NeedsLook,
                value.span,
                known.word.as_str(),
            ),
            None => diagnostic.help("write one of these words; a scale of your own is declared by `risk`"),
        };
        self.report(diagnostic);
        None
    }

    /// Reports a word that is not among those of a field.
    pub fn not_among<'w, T>(
        &mut self,
        value: &Value,
        word: &str,
        known: impl Iterator<Item = &'w str> + Clone,
        spec: &FieldSpec,
    ) -> Option<T> {
        let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, format!("`{word}` is no word for `{}`", spec.name))
            .at(value.span, "not among its words")
            .note(format!("`{}` is {}", spec.name, list_words(known.clone(), 20)));
        diagnostic = match meant(word, known.clone()) {
            Some(near) => diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, value.span, near),
            None if spec.ty == FieldType::Effect => diagnostic.help("write one of them, or a share such as `80%`"),
            None if is_setting(spec) => {
                let settings: Vec<String> = known.map(|known| format!("{}: {known}", spec.name)).collect();
                diagnostic.help(format!("write {}", list_words(settings.iter().map(String::as_str), 9)))
            }
            None => diagnostic.help("write one of them, or leave the field out if nobody knows"),
        };
        self.report(diagnostic);
        None
    }
}

/// Whether the field sets how something is drawn or read, so that there is nothing to know about it.
fn is_setting(spec: &FieldSpec) -> bool {
    use crate::schema::words::{CATALOGUE_ITEM, COLOUR, DIRECTION, LEVEL, METHOD};
    let FieldType::Word(known) = spec.ty else { return false };
    [LEVEL, DIRECTION, COLOUR, METHOD, CATALOGUE_ITEM].contains(&known)
}

/// The known word that an everyday word stands for, or the one nearest to it.
pub(super) fn meant<'w>(word: &str, known: impl Iterator<Item = &'w str> + Clone) -> Option<&'w str> {
    let everyday = plain(word);
    let candidates = habits::word(&everyday).iter();
    let habit = candidates.filter_map(|candidate| known.clone().find(|known| known == candidate)).next();
    habit.or_else(|| closest(word, known))
}

/// What other languages write for `yes` and `no`.
pub(super) fn yes_or_no(word: &str) -> Option<&'static str> {
    match plain(word).as_str() {
        "yes" | "true" | "on" | "y" | "enabled" => Some("yes"),
        "no" | "false" | "off" | "n" | "disabled" => Some("no"),
        _ => None,
    }
}

/// Whether the text is a number with one of these units.
fn quantity(text: &str, units: &[&str]) -> bool {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let number = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && digits.parse::<f64>().is_ok();
    number && units.contains(&&text[digits.len()..])
}
