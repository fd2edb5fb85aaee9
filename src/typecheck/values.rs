//! Values against the types of their fields.

use super::checker::Checker;
use super::codes;
use super::fields::is_span;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{CatalogueRef, Evidence, Region, RiskWord, Severity};
use crate::resolve::DeclarationId;
use crate::schema::{FieldSpec, FieldType, Kind, words};
use crate::syntax::{Field, Value, ValueKind};
use crate::text::{Date, Span, list_all};
use ecow::EcoString;

/// The largest number that a model may hold: products of three of them are still exact enough to compare.
const MOST: f64 = 1_000_000.0;

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
    Regions(Vec<Region>),
    Catalogue(Vec<CatalogueRef>),
    Capabilities(Vec<(EcoString, Span)>),
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
        let whole = self.before_missing_comma(&field.value);
        let value = whole.as_ref().unwrap_or(&field.value);
        if let ValueKind::Missing = value.kind {
            return None;
        }
        if let ValueKind::Parameter(name) = &value.kind {
            self.parameter(name, value.span);
            return None;
        }
        if let (Some(block), false) = (&field.block, spec.ty == FieldType::Raise) {
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` takes no block", spec.name))
                .at(block.span, "only declarations have members in braces")
                .help(format!("end the field in front of the brace: `{}: …`", spec.name));
            self.report(diagnostic);
        }
        match spec.ty {
            FieldType::Text => self.text(value, spec).map(Checked::Text),
            FieldType::Reason => self.reason(value, spec).map(Checked::Text),
            FieldType::TextOrWord => match &value.kind {
                ValueKind::Word(word) => Some(Checked::Text(word.clone())),
                _ => self.text(value, spec).map(Checked::Text),
            },
            FieldType::Person => self.person(value, spec).map(Checked::Person),
            FieldType::ManyPersons => self.many(value, spec, |c, v| c.person(v, spec)).map(Checked::Persons),
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
            FieldType::ManyWords(known) => {
                self.many(value, spec, |c, v| c.fixed_word(v, known, spec)).map(Checked::Words)
            }
            FieldType::One(kinds) => self.one(value, kinds, spec),
            FieldType::Shown(_) | FieldType::Many(_) if self.all_meant(value, spec) => None,
            FieldType::Many(kinds) => {
                self.many(value, spec, |c, v| c.reference(v, kinds, spec.name)).map(Checked::Refs)
            }
            FieldType::Shown(kinds) => {
                self.viewing(|c| c.many(value, spec, |c, v| c.shown(v, kinds, spec))).map(Checked::Regions)
            }
            FieldType::ManyCatalogue => self.many(value, spec, |c, v| c.catalogue(v, spec)).map(Checked::Catalogue),
            FieldType::ManyCapabilities => {
                self.many(value, spec, |c, v| c.capability(v, spec)).map(Checked::Capabilities)
            }
            FieldType::ManyEvidence => self.many(value, spec, |c, v| c.evidence(v, spec)).map(Checked::Evidence),
            FieldType::Likelihood => {
                let scale = self.model.risk.likelihood.clone();
                self.level(value, &scale, spec)
            }
            FieldType::Impact => {
                let scale = self.model.risk.impact.clone();
                self.level(value, &scale, spec)
            }
            FieldType::Scale => self.many(value, spec, |c, v| c.scale_word(v, spec)).map(Checked::Scale),
            FieldType::Matrix => self.many(value, spec, |c, v| c.matrix_row(v, spec)).map(Checked::Matrix),
            FieldType::Query | FieldType::Raise => {
                // What they mean depends on the fields around them: rules and assertions read them whole.
                Some(Checked::Expression)
            }
        }
    }

    /// The value without the name of the next field, where a comma between the two is missing and was reported.
    fn before_missing_comma(&self, value: &Value) -> Option<Value> {
        let ValueKind::Sequence(parts) = &value.kind else { return None };
        let (last, rest) = parts.split_last()?;
        let behind = self.sources.file(value.span.file).text().get(value.span.end as usize..)?;
        if last.word().is_none() || !behind.trim_start_matches([' ', '\t']).starts_with(':') {
            return None;
        }
        match rest {
            [] => None,
            [only] => Some(only.clone()),
            [first, ..] => Some(Value {
                span: first.span.to(rest.last().map_or(first.span, |part| part.span)),
                kind: ValueKind::Sequence(rest.to_vec()),
            }),
        }
    }

    /// Checks every entry of a list, or the one value.
    fn many<T>(
        &mut self,
        value: &Value,
        spec: &FieldSpec,
        mut check: impl FnMut(&mut Self, &Value) -> Option<T>,
    ) -> Option<Vec<T>> {
        let mut checked = Vec::with_capacity(value.entries().len());
        let pairs = matches!(spec.ty, FieldType::ManyEvidence | FieldType::Scale | FieldType::Matrix);
        for entry in value.entries() {
            match &entry.kind {
                ValueKind::Parameter(name) => self.parameter(name, entry.span),
                // `test $path`: what it is will be seen when the parameter has a value.
                ValueKind::Sequence(parts) if self.parameters(parts) => {}
                ValueKind::Sequence(_) | ValueKind::Binary(..) if let Some(rest) = self.words_of_entry(entry, spec) => {
                    checked.extend(rest.and_then(|rest| check(self, rest)));
                }
                ValueKind::Sequence(parts) if self.in_view && self.way_meant(entry, parts) => {}
                ValueKind::Sequence(parts) if !pairs => {
                    self.no_commas(entry, parts, spec, !matches!(value.kind, ValueKind::List(_)));
                    checked.extend(parts.iter().filter_map(|part| check(self, part)));
                }
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
                .at(value.span, format!("a list of {}", values.len()))
                .help(format!("keep the one that counts most, `{}: …`, and say the rest in a `note:`", spec.name));
            self.report(diagnostic);
            return None;
        }
        self.reference(value, kinds, spec.name).map(|found| Checked::Refs(vec![found]))
    }

    fn text(&mut self, value: &Value, spec: &FieldSpec) -> Option<EcoString> {
        match &value.kind {
            ValueKind::Text(text) if is_placeholder(text, spec.ty) => {
                self.placeholder(value, spec, "write the text itself, or leave the field out for now")
            }
            ValueKind::Text(text) => {
                self.parameter_in_text(text, value.span);
                Some(text.clone())
            }
            _ => self.wrong_type(value, spec),
        }
    }

    /// Reports what a help of ours has in the place of what only the author knows.
    fn placeholder<T>(&mut self, value: &Value, spec: &FieldSpec, help: &str) -> Option<T> {
        let help = if spec.required { help.split(", or leave").next().unwrap_or(help) } else { help };
        let what = if spec.ty == FieldType::Reason { "needs a reason" } else { "is still to be filled in" };
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` {what}", spec.name))
            .at(value.span, "a placeholder")
            .help(help);
        self.report(diagnostic);
        None
    }

    fn reason(&mut self, value: &Value, spec: &FieldSpec) -> Option<EcoString> {
        if let ValueKind::Text(text) = &value.kind
            && is_placeholder(text, spec.ty)
        {
            return self.placeholder(value, spec, "say in a sentence why, so that the next reader can judge it");
        }
        let text = self.text(value, spec)?;
        if !text.trim().is_empty() {
            return Some(text);
        }
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` needs a reason", spec.name))
            .at(value.span, "an empty text is none")
            .help("say in a sentence why, so that the next reader can judge it");
        self.report(diagnostic);
        None
    }

    fn person(&mut self, value: &Value, spec: &FieldSpec) -> Option<EcoString> {
        match &value.kind {
            ValueKind::Handle(name) if name == "…" || name == "who" => {
                let help = "write the handle of a person or team, such as `@platform`, or leave the field out";
                self.placeholder(value, spec, help)
            }
            ValueKind::Handle(name) => Some(name.clone()),
            _ => self.wrong_type(value, spec),
        }
    }

    fn number(&mut self, value: &Value, spec: &FieldSpec) -> Option<f64> {
        match value.kind {
            ValueKind::Number(number) if (0.0..=MOST).contains(&number) => Some(number),
            ValueKind::Number(number) if number > MOST => {
                self.out_of_range(value, spec, "is too large", "numbers go up to 1 000 000")
            }
            ValueKind::Number(_) => self.out_of_range(value, spec, "must not be negative", "write `0` or more"),
            _ => self.wrong_type(value, spec),
        }
    }

    fn out_of_range<T>(&mut self, value: &Value, spec: &FieldSpec, range: &str, help: &str) -> Option<T> {
        let diagnostic = Diagnostic::new(&codes::OUT_OF_RANGE, format!("`{}` {range}", spec.name))
            .at(value.span, "out of range")
            .help(help);
        self.report(diagnostic);
        None
    }

    fn duration(&mut self, value: &Value, spec: &FieldSpec) -> Option<Checked> {
        match &value.kind {
            ValueKind::Quantity(number, unit) if (0.0..=MOST).contains(number) => match unit.as_str() {
                unit if is_span(unit) => Some(Checked::Duration(*number, unit.chars().next().unwrap_or('d'))),
                _ => self.unknown_unit(value, *number, unit),
            },
            ValueKind::Quantity(..) => self.out_of_range(value, spec, "must not be negative", "write `0` or more"),
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
            ValueKind::Sequence(parts) => match parts.as_slice() {
                [Value { kind: ValueKind::Number(number), .. }, unit] if unit.word().is_some() => {
                    self.unknown_unit(value, *number, unit.word().map_or("", |word| word.as_str()))
                }
                _ => self.wrong_type(value, spec),
            },
            _ => self.wrong_type(value, spec),
        }
    }

    fn unknown_unit<T>(&mut self, value: &Value, number: f64, unit: &str) -> Option<T> {
        let better = match unit {
            "m" | "mo" | "month" | "months" => Some(format!("{}d", number * 30.0)),
            "y" | "year" | "years" => Some(format!("{}d", number * 365.0)),
            "hour" | "hours" => Some(format!("{number}h")),
            "day" | "days" | "pd" => Some(format!("{number}d")),
            "week" | "weeks" => Some(format!("{number}w")),
            _ => None,
        };
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{unit}` is no unit of time here"))
            .at(value.span, "the units are `h`, `d` and `w`");
        let diagnostic = match better {
            Some(better) => diagnostic.fix(format!("write `{better}`"), Applicability::NeedsLook, value.span, better),
            None => diagnostic.help("write hours `6h`, days `3d` or weeks `2w`"),
        };
        self.report(diagnostic);
        None
    }

    fn effect(&mut self, value: &Value, spec: &FieldSpec) -> Option<f64> {
        match &value.kind {
            ValueKind::Quantity(number, unit) if unit == "%" => {
                if (0.0..=100.0).contains(number) {
                    Some(number / 100.0)
                } else {
                    self.out_of_range(
                        value,
                        spec,
                        "must lie from 0% to 100%",
                        "it is the share of the risk that goes away; `100%` leaves nothing",
                    )
                }
            }
            ValueKind::Word(word) => {
                let scale = self.model.risk.effect.clone();
                let found = scale.iter().find(|known| known.word == *word);
                found
                    .map(|known| known.value)
                    .or_else(|| self.not_among(value, word, scale.iter().map(|w| w.word.as_str()), spec))
            }
            ValueKind::Number(number) if *number >= 0.0 => {
                // `0.8` is how a share is written where there is no percent sign.
                let share = if *number <= 1.0 { (number * 1e8).round() / 1e6 } else { *number };
                let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` takes a share", spec.name))
                    .at(value.span, "a number without `%`")
                    .fix(format!("write `{share}%`"), Applicability::NeedsLook, value.span, format!("{share}%"));
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
        let Some(word) = value.word() else { return self.no_level(value, scale, spec) };
        let found = scale.iter().position(|known| known.word == *word);
        // A library cannot know the words of a scale that the model declares: to it, the level is not known.
        let own_scale = || self.scope.entries().any(|(_, entry)| entry.kind == Kind::Risk && entry.unit == 0);
        if found.is_none() && self.scope.is_library(self.unit) && own_scale() {
            return None;
        }
        let found = found.or_else(|| self.not_among(value, word, scale.iter().map(|w| w.word.as_str()), spec));
        found.map(Checked::Level)
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
                .help(match item.rsplit(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty()) {
                    Some(digits) => format!("write `{}:{digits}`", scheme.text),
                    None => format!("write `{}:` and the number, such as `{}:79`", scheme.text, scheme.text),
                });
            self.report(diagnostic);
        }
        Some(CatalogueRef { scheme: self.index_of(id), item: item.clone() })
    }

    fn capability(&mut self, value: &Value, spec: &FieldSpec) -> Option<(EcoString, Span)> {
        value.word().map(|word| (word.clone(), value.span)).or_else(|| self.wrong_type(value, spec))
    }

    fn evidence(&mut self, value: &Value, spec: &FieldSpec) -> Option<Evidence> {
        let (kind, text) = match &value.kind {
            ValueKind::Sequence(values) => match values.as_slice() {
                [kind, Value { kind: ValueKind::Text(text), .. }] => (kind, text),
                _ => return self.wrong_type(value, spec),
            },
            ValueKind::Text(text) => {
                let sort = sort_of_evidence(text);
                let better = format!("{sort} \"{text}\"");
                let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "what sort of evidence is this?")
                    .at(value.span, "a word must say it")
                    .note(format!("the words are {}", list_all(words::EVIDENCE.iter().copied(), 9)))
                    .fix(format!("write `{better}`"), Applicability::NeedsLook, value.span, better);
                self.report(diagnostic);
                return None;
            }
            _ => return self.wrong_type(value, spec),
        };
        let kind = self.fixed_word(kind, words::EVIDENCE, spec)?;
        if text.trim().is_empty() {
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "this evidence shows nothing")
                .at(value.span, "an empty text")
                .help(format!("say which: `{kind} \"…\"`, or leave `evidence` out"));
            self.report(diagnostic);
            return None;
        }
        Some(Evidence { kind: kind.into(), text: text.clone(), span: value.span })
    }

    fn scale_word(&mut self, value: &Value, spec: &FieldSpec) -> Option<RiskWord> {
        if let ValueKind::Sequence(values) = &value.kind
            && let [Value { kind: ValueKind::Word(word), .. }, number] = values.as_slice()
        {
            let share = spec.name == "effect";
            match &number.kind {
                ValueKind::Number(number) if !share && (0.0..=MOST).contains(number) => {
                    return Some(RiskWord { word: word.clone(), value: *number });
                }
                ValueKind::Quantity(percent, unit) if share && unit == "%" && (0.0..=100.0).contains(percent) => {
                    return Some(RiskWord { word: word.clone(), value: percent / 100.0 });
                }
                ValueKind::Number(_) | ValueKind::Quantity(..) => {
                    return self.out_of_scale(number, word, share);
                }
                _ => {}
            }
        }
        self.wrong_type(value, spec)
    }

    fn out_of_scale(&mut self, number: &Value, word: &str, share: bool) -> Option<RiskWord> {
        let (message, help) = if share {
            ("a word for an effect stands for a share from 0% to 100%", format!("write `{word} 30%`"))
        } else {
            ("a word of a scale stands for a number from 0 to 1 000 000", format!("write `{word} 3`"))
        };
        let diagnostic = Diagnostic::new(&codes::OUT_OF_RANGE, message);
        self.report(diagnostic.at(number.span, format!("the number of `{word}`")).help(help));
        None
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

/// The word for evidence that is most likely meant by a bare text.
fn sort_of_evidence(text: &str) -> &'static str {
    let path = text.contains('/') && !text.contains(' ');
    match text {
        _ if text.starts_with("http://") || text.starts_with("https://") => "url",
        _ if path && text.contains("test") => "test",
        _ if path => "file",
        _ if text.contains(' ') => "review",
        _ => "file",
    }
}

/// Whether a text only holds the place of one.
fn is_placeholder(text: &str, ty: FieldType) -> bool {
    let reason = ty == FieldType::Reason && matches!(text.trim(), "why" | "the reason" | "reason");
    matches!(text.trim(), "…" | "...") || reason
}
