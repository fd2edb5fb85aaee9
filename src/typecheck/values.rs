//! Values against the types of their fields.

use super::checker::Checker;
use super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{CatalogueRef, Evidence, RiskWord, Severity};
use crate::resolve::DeclarationId;
use crate::schema::{FieldSpec, FieldType, Kind, words};
use crate::syntax::{Field, Value, ValueKind};
use crate::text::{Date, Span, closest, list_words};
use ecow::EcoString;

/// A value whose type has been checked.
#[derive(Debug, Clone)]
pub(super) enum Checked {
    Text(EcoString),
    Person(EcoString),
    Persons(Vec<EcoString>),
    Date(Date),
    /// Number and unit: `h`, `d` or `w`.
    Duration(f64, char),
    /// A part from 0 to 1.
    Share(f64),
    Number(f64),
    YesNo(bool),
    Word(&'static str),
    Words(Vec<&'static str>),
    Refs(Vec<(DeclarationId, Span)>),
    Catalogue(Vec<CatalogueRef>),
    Capabilities(Vec<EcoString>),
    Evidence(Vec<Evidence>),
    /// Index into a risk scale.
    Level(usize),
    Scale(Vec<RiskWord>),
    Matrix(Vec<Vec<Severity>>),
    Expression,
}

impl Checker<'_> {
    /// The value of a field in its type; reports and gives `None` where it does not fit.
    pub fn check_value(&mut self, field: &Field, spec: &'static FieldSpec) -> Option<Checked> {
        let value = &field.value;
        if let ValueKind::Missing = value.kind {
            return None;
        }
        if let ValueKind::Parameter(name) = &value.kind {
            self.parameter(name, value.span);
            return None;
        }
        if let (Some(block), false) = (&field.block, spec.ty == FieldType::Raise) {
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` takes no block", spec.name))
                .at(block.span, "nothing in braces belongs here");
            self.report(diagnostic);
        }
        match spec.ty {
            FieldType::Text => self.text(value, spec).map(Checked::Text),
            FieldType::TextOrWord => match &value.kind {
                ValueKind::Word(word) => Some(Checked::Text(word.clone())),
                _ => self.text(value, spec).map(Checked::Text),
            },
            FieldType::Person => self.person(value, spec).map(Checked::Person),
            FieldType::ManyPersons => self.many(value, |c, v| c.person(v, spec)).map(Checked::Persons),
            FieldType::Date => match value.kind {
                ValueKind::Date(date) => Some(Checked::Date(date)),
                _ => self.wrong_type(value, spec),
            },
            FieldType::Duration => self.duration(value, spec),
            FieldType::Effect => self.effect(value, spec).map(Checked::Share),
            FieldType::Number => self.number(value, spec).map(Checked::Number),
            FieldType::YesNo => match value.word().map(EcoString::as_str) {
                Some("yes") => Some(Checked::YesNo(true)),
                Some("no") => Some(Checked::YesNo(false)),
                _ => self.wrong_type(value, spec),
            },
            FieldType::Word(known) => self.fixed_word(value, known, spec).map(Checked::Word),
            FieldType::ManyWords(known) => self.many(value, |c, v| c.fixed_word(v, known, spec)).map(Checked::Words),
            FieldType::One(kinds) => self.one(value, kinds, spec),
            FieldType::Many(kinds) => self.many(value, |c, v| c.reference(v, kinds, spec.name)).map(Checked::Refs),
            FieldType::ManyCatalogue => self.many(value, |c, v| c.catalogue(v, spec)).map(Checked::Catalogue),
            FieldType::ManyCapabilities => self.many(value, |c, v| c.capability(v, spec)).map(Checked::Capabilities),
            FieldType::ManyEvidence => self.many(value, |c, v| c.evidence(v, spec)).map(Checked::Evidence),
            FieldType::Likelihood => {
                let scale = self.model.risk.likelihood.clone();
                self.level(value, &scale, spec)
            }
            FieldType::Impact => {
                let scale = self.model.risk.impact.clone();
                self.level(value, &scale, spec)
            }
            FieldType::Scale => self.many(value, |c, v| c.scale_word(v, spec)).map(Checked::Scale),
            FieldType::Matrix => self.many(value, |c, v| c.matrix_row(v, spec)).map(Checked::Matrix),
            FieldType::Query | FieldType::Raise => {
                self.expression_field(field, spec);
                Some(Checked::Expression)
            }
        }
    }

    /// Reports a value of the wrong type.
    pub fn wrong_type<T>(&mut self, value: &Value, spec: &FieldSpec) -> Option<T> {
        if value.kind == ValueKind::Missing {
            return None;
        }
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` takes {}", spec.name, spec.ty.describe()))
            .at(value.span, format!("this is {}", value.describe()));
        let diagnostic = match (&value.kind, spec.ty) {
            (ValueKind::Sequence(values), _) if values.len() > 1 => {
                diagnostic.note("entries of a list stand in brackets with commas: `[a, b]`")
            }
            (ValueKind::Word(word), FieldType::Person | FieldType::ManyPersons) => diagnostic.fix(
                format!("did you mean `@{word}`?"),
                Applicability::NeedsLook,
                value.span,
                format!("@{word}"),
            ),
            (ValueKind::Word(word), FieldType::YesNo) if word == "true" || word == "false" => {
                let better = if word == "true" { "yes" } else { "no" };
                diagnostic.fix(format!("write `{better}`"), Applicability::Safe, value.span, better)
            }
            (ValueKind::Word(word), FieldType::Text) => diagnostic.fix(
                format!("write `\"{word}\"`"),
                Applicability::NeedsLook,
                value.span,
                format!("\"{word}\""),
            ),
            _ => diagnostic,
        };
        self.report(diagnostic);
        None
    }

    /// Checks every entry of a list, or the one value.
    fn many<T>(&mut self, value: &Value, mut check: impl FnMut(&mut Self, &Value) -> Option<T>) -> Option<Vec<T>> {
        let mut checked = Vec::with_capacity(value.entries().len());
        for entry in value.entries() {
            match &entry.kind {
                ValueKind::Parameter(name) => self.parameter(name, entry.span),
                _ => checked.extend(check(self, entry)),
            }
        }
        Some(checked)
    }

    fn one(&mut self, value: &Value, kinds: &'static [Kind], spec: &FieldSpec) -> Option<Checked> {
        if let ValueKind::List(values) = &value.kind {
            if let [only] = values.as_slice() {
                return self.one(only, kinds, spec);
            }
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` takes one id, not a list", spec.name))
                .at(value.span, format!("a list of {}", values.len()));
            self.report(diagnostic);
            return None;
        }
        self.reference(value, kinds, spec.name).map(|found| Checked::Refs(vec![found]))
    }

    fn text(&mut self, value: &Value, spec: &FieldSpec) -> Option<EcoString> {
        match &value.kind {
            ValueKind::Text(text) => Some(text.clone()),
            _ => self.wrong_type(value, spec),
        }
    }

    fn person(&mut self, value: &Value, spec: &FieldSpec) -> Option<EcoString> {
        match &value.kind {
            ValueKind::Handle(name) => Some(name.clone()),
            _ => self.wrong_type(value, spec),
        }
    }

    fn number(&mut self, value: &Value, spec: &FieldSpec) -> Option<f64> {
        match value.kind {
            ValueKind::Number(number) if number >= 0.0 => Some(number),
            ValueKind::Number(_) => self.out_of_range(value, spec, "not negative"),
            _ => self.wrong_type(value, spec),
        }
    }

    fn out_of_range<T>(&mut self, value: &Value, spec: &FieldSpec, range: &str) -> Option<T> {
        let diagnostic = Diagnostic::new(&codes::OUT_OF_RANGE, format!("`{}` must be {range}", spec.name))
            .at(value.span, "out of range");
        self.report(diagnostic);
        None
    }

    fn duration(&mut self, value: &Value, spec: &FieldSpec) -> Option<Checked> {
        match &value.kind {
            ValueKind::Quantity(number, unit) if *number >= 0.0 => match unit.as_str() {
                "h" | "d" | "w" => Some(Checked::Duration(*number, unit.chars().next().unwrap_or('d'))),
                _ => {
                    let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{unit}` is no unit of time here"))
                        .at(value.span, "the units are `h`, `d` and `w`")
                        .help("write hours `6h`, days `3d` or weeks `2w`");
                    self.report(diagnostic);
                    None
                }
            },
            ValueKind::Quantity(..) => self.out_of_range(value, spec, "not negative"),
            ValueKind::Number(number) => {
                let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` needs a unit", spec.name))
                    .at(value.span, "hours, days or weeks?")
                    .fix(
                        format!("write `{number}d` for days"),
                        Applicability::NeedsLook,
                        value.span,
                        format!("{number}d"),
                    );
                self.report(diagnostic);
                None
            }
            _ => self.wrong_type(value, spec),
        }
    }

    fn effect(&mut self, value: &Value, spec: &FieldSpec) -> Option<f64> {
        match &value.kind {
            ValueKind::Quantity(number, unit) if unit == "%" => {
                if (0.0..=100.0).contains(number) {
                    Some(number / 100.0)
                } else {
                    self.out_of_range(value, spec, "from 0% to 100%")
                }
            }
            ValueKind::Word(word) => {
                let scale = self.model.risk.effect.clone();
                let found = scale.iter().find(|known| known.word == *word);
                found
                    .map(|known| known.value)
                    .or_else(|| self.not_among(value, word, scale.iter().map(|w| w.word.as_str()), spec))
            }
            ValueKind::Number(number) => {
                let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` takes a share", spec.name))
                    .at(value.span, "a number without `%`")
                    .fix(format!("write `{number}%`"), Applicability::NeedsLook, value.span, format!("{number}%"));
                self.report(diagnostic);
                None
            }
            _ => self.wrong_type(value, spec),
        }
    }

    fn fixed_word(&mut self, value: &Value, known: &'static [&'static str], spec: &FieldSpec) -> Option<&'static str> {
        let Some(word) = value.word() else { return self.wrong_type(value, spec) };
        let found = known.iter().copied().find(|candidate| candidate == word);
        found.or_else(|| self.not_among(value, word, known.iter().copied(), spec))
    }

    fn level(&mut self, value: &Value, scale: &[RiskWord], spec: &FieldSpec) -> Option<Checked> {
        let Some(word) = value.word() else { return self.wrong_type(value, spec) };
        let found = scale.iter().position(|known| known.word == *word);
        let found = found.or_else(|| self.not_among(value, word, scale.iter().map(|w| w.word.as_str()), spec));
        found.map(Checked::Level)
    }

    fn not_among<'w, T>(
        &mut self,
        value: &Value,
        word: &str,
        known: impl Iterator<Item = &'w str> + Clone,
        spec: &FieldSpec,
    ) -> Option<T> {
        let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, format!("`{word}` is no word for `{}`", spec.name))
            .at(value.span, "not among its words")
            .note(format!("`{}` is {}", spec.name, list_words(known.clone(), 20)));
        if let Some(near) = closest(word, known) {
            diagnostic = diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, value.span, near);
        }
        self.report(diagnostic);
        None
    }

    fn catalogue(&mut self, value: &Value, spec: &FieldSpec) -> Option<CatalogueRef> {
        let ValueKind::Catalogue(scheme, item) = &value.kind else { return self.wrong_type(value, spec) };
        let name = Value { span: scheme.span, kind: ValueKind::Word(scheme.text.clone()) };
        let (id, _) = self.reference(&name, &[Kind::Scheme], spec.name)?;
        let wants_number = self.scope.entry(id).declaration.members().iter().any(|member| {
            matches!(member, crate::syntax::Member::Field(f) if f.name.text == "item" && f.value.word().is_some_and(|w| w == "number"))
        });
        if wants_number && !item.bytes().all(|byte| byte.is_ascii_digit()) {
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("entries of `{}` are numbers", scheme.text))
                .at(value.span, format!("`{item}` is none"))
                .help(format!("write `{}:` and the number, such as `{}:79`", scheme.text, scheme.text));
            self.report(diagnostic);
        }
        Some(CatalogueRef { scheme: self.index_of(id), item: item.clone() })
    }

    fn capability(&mut self, value: &Value, spec: &FieldSpec) -> Option<EcoString> {
        value.word().cloned().or_else(|| self.wrong_type(value, spec))
    }

    fn evidence(&mut self, value: &Value, spec: &FieldSpec) -> Option<Evidence> {
        let (kind, text) = match &value.kind {
            ValueKind::Sequence(values) => match values.as_slice() {
                [kind, Value { kind: ValueKind::Text(text), .. }] => (kind, text),
                _ => return self.wrong_type(value, spec),
            },
            ValueKind::Text(text) => {
                let better = format!("file \"{text}\"");
                let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "what sort of evidence is this?")
                    .at(value.span, "a word must say it")
                    .note(format!("the words are {}", list_words(words::EVIDENCE.iter().copied(), 9)))
                    .fix(format!("write `{better}`"), Applicability::NeedsLook, value.span, better);
                self.report(diagnostic);
                return None;
            }
            _ => return self.wrong_type(value, spec),
        };
        let kind = self.fixed_word(kind, words::EVIDENCE, spec)?;
        Some(Evidence { kind: kind.into(), text: text.clone(), span: value.span })
    }

    fn scale_word(&mut self, value: &Value, spec: &FieldSpec) -> Option<RiskWord> {
        if let ValueKind::Sequence(values) = &value.kind
            && let [Value { kind: ValueKind::Word(word), .. }, number] = values.as_slice()
        {
            match &number.kind {
                ValueKind::Number(number) => return Some(RiskWord { word: word.clone(), value: *number }),
                ValueKind::Quantity(share, unit) if unit == "%" => {
                    return Some(RiskWord { word: word.clone(), value: share / 100.0 });
                }
                _ => {}
            }
        }
        self.wrong_type(value, spec)
    }

    fn matrix_row(&mut self, value: &Value, spec: &FieldSpec) -> Option<Vec<Severity>> {
        let ValueKind::List(cells) = &value.kind else { return self.wrong_type(value, spec) };
        let words = [Severity::Low, Severity::Medium, Severity::High, Severity::Critical].map(Severity::word);
        let mut row = Vec::with_capacity(cells.len());
        for cell in cells {
            let Some(word) = cell.word() else { return self.wrong_type(cell, spec) };
            row.push(Severity::from_word(word).or_else(|| self.not_among(cell, word, words.iter().copied(), spec))?);
        }
        Some(row)
    }
}
