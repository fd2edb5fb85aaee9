//! Fields of a declaration: each known, written once, of the right type; required ones present.

use super::checker::Checker;
use super::codes;
use super::habits::{self, Habit};
use super::heads::in_place_of_route;
use super::lists::OpenList;
use super::rules::field;
use super::values::Checked;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{CatalogueRef, Evidence, Region, RiskWord, Severity};
use crate::resolve::DeclarationId;
use crate::schema::{FieldSpec, FieldType, Head, KINDS, Kind, KindSpec};
use crate::syntax::{Declaration, Field, Member};
use crate::text::{Date, Span, closest, list_all};
use ecow::EcoString;

/// The checked fields of one declaration.
#[derive(Debug, Default)]
pub(super) struct Fields {
    items: Vec<(&'static str, Span, Checked)>,
}

macro_rules! getters {
    ($($name:ident: $variant:ident => $ty:ty),* $(,)?) => {
        $(pub fn $name(&self, field: &str) -> Option<$ty> {
            match self.get(field)? {
                Checked::$variant(value) => Some(value.clone()),
                _ => None,
            }
        })*
    };
}

impl Fields {
    pub fn get(&self, field: &str) -> Option<&Checked> {
        self.items.iter().find(|(name, _, _)| *name == field).map(|(_, _, value)| value)
    }

    /// Place of a field's value.
    pub fn span(&self, field: &str) -> Option<Span> {
        self.items.iter().find(|(name, _, _)| *name == field).map(|(_, span, _)| *span)
    }

    /// Places of all values, by the fields' names.
    pub fn places(&self) -> Vec<(&'static str, Span)> {
        self.items.iter().map(|(name, span, _)| (*name, *span)).collect()
    }

    getters! {
        text: Text => EcoString,
        person: Person => EcoString,
        persons: Persons => Vec<EcoString>,
        date: Date => Date,
        share: Share => f64,
        number: Number => f64,
        yes_no: YesNo => bool,
        word: Word => &'static str,
        words: Words => Vec<&'static str>,
        catalogue: Catalogue => Vec<CatalogueRef>,
        capabilities: Capabilities => Vec<(EcoString, Span)>,
        evidence: Evidence => Vec<Evidence>,
        regions: Regions => Vec<Region>,
        level: Level => usize,
        scale: Scale => Vec<RiskWord>,
        matrix: Matrix => Vec<Vec<Severity>>,
    }

    /// Declarations that a field names, with the places of the names.
    pub fn refs(&self, field: &str) -> &[(DeclarationId, Span)] {
        match self.get(field) {
            Some(Checked::Refs(refs)) => refs,
            _ => &[],
        }
    }

    /// A span of work in days.
    pub fn work_days(&self, field: &str) -> Option<f64> {
        match self.get(field)? {
            Checked::Duration(number, unit) => Some(work_days(*number, unit.encode_utf8(&mut [0; 4]))),
            _ => None,
        }
    }

    /// A span of the calendar in days.
    pub fn calendar_days(&self, field: &str) -> Option<f64> {
        match self.get(field)? {
            Checked::Duration(number, unit) => Some(days(*number, unit.encode_utf8(&mut [0; 4]), 24.0, 7.0)),
            _ => None,
        }
    }
}

/// Whether a unit is one of time.
pub(super) fn is_span(unit: &str) -> bool {
    matches!(unit, "h" | "d" | "w")
}

/// A span of work in days of 8 hours and weeks of 5 days.
pub(super) fn work_days(number: f64, unit: &str) -> f64 {
    days(number, unit, 8.0, 5.0)
}

fn days(number: f64, unit: &str, hours: f64, week: f64) -> f64 {
    match unit {
        "h" => number / hours,
        "w" => number * week,
        _ => number,
    }
}

impl Checker<'_> {
    /// Checks the fields of a declaration against its kind.
    pub fn fields(&mut self, declaration: &Declaration, spec: &'static KindSpec) -> Fields {
        let mut fields = Fields::default();
        let mut seen: Vec<(&'static str, Span)> = Vec::new();
        if self.threat_called_risk(declaration, spec) {
            return fields;
        }
        let mut list = OpenList::default();
        let of_raise = self.fields_of_raise(declaration, spec);
        for member in declaration.members() {
            if list.takes(self, member, spec) {
                continue;
            }
            let Member::Field(field) = member else { continue };
            if of_raise && is_of_raise(&field.name.text) {
                continue;
            }
            let Some(known) = spec.field(&field.name.text) else {
                // A flow without a route has been reported, with what these fields should have been.
                if !(spec.head == Head::Route && declaration.head.is_none() && in_place_of_route(&field.name.text)) {
                    let meant = self.unknown_field(field, spec);
                    // What was meant is there, though under another name.
                    seen.extend(meant.map(|name| (name, field.name.span)));
                }
                continue;
            };
            if let Some((_, first)) = seen.iter().find(|(name, _)| *name == known.name) {
                self.duplicate_field(field, known, *first);
                continue;
            }
            seen.push((known.name, field.name.span));
            if let Some(value) = self.check_value(field, known) {
                fields.items.push((known.name, field.value.span, value));
            }
        }
        let missing = spec.fields.iter().filter(|field| field.required);
        let missing: Vec<_> = missing.filter(|field| !seen.iter().any(|(name, _)| *name == field.name)).collect();
        if !missing.is_empty() && !self.misplaced.contains(&declaration.keyword.span) {
            self.missing_fields(declaration, spec, &missing);
        }
        fields
    }

    /// `raise: tampering on h, likelihood: high`: reports fields of what a rule raises that stand beside it.
    fn fields_of_raise(&mut self, declaration: &Declaration, spec: &KindSpec) -> bool {
        let raise = field(declaration, "raise").filter(|_| spec.kind == Kind::Rule);
        let beside = declaration.members().iter().filter_map(|member| match member {
            Member::Field(field) if is_of_raise(&field.name.text) => Some(field),
            _ => None,
        });
        let beside: Vec<&Field> = beside.collect();
        let (Some(raise), Some(first)) = (raise, beside.first()) else { return false };
        let inner = beside.iter().map(|field| self.sources.slice(field.span).trim_end()).collect::<Vec<_>>().join(", ");
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_FIELD, format!("a rule has no field `{}`", first.name.text))
            .at(first.name.span, "a field of what it raises")
            .note("what holds of the threat stands in braces behind it")
            .help(format!("write `raise: {} {{ {inner} }}`", self.sources.slice(raise.value.span).trim_end()));
        self.report(diagnostic);
        true
    }

    /// Reports a field that the kind does not have, with what was most likely meant; gives its name.
    pub fn unknown_field(&mut self, field: &Field, spec: &'static KindSpec) -> Option<&'static str> {
        if self.answer_with_colon(field, spec) {
            return None;
        }
        let mut meant = None;
        let (name, span) = (&field.name.text, field.name.span);
        let kind = spec.kind.with_article();
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_FIELD, format!("{kind} has no field `{name}`"))
            .at(span, "not a field of it");
        let known = list_all(spec.all_fields().map(|field| field.name), 20);
        let diagnostic = match habits::field(spec, name) {
            Some(Habit::Written(advice)) => diagnostic.help(advice.replace("`kind id", &format!("`{} id", spec.word))),
            Some(Habit::Called(better)) => {
                let summary = spec.field(better).map_or("", |field| field.summary);
                meant = Some(better);
                diagnostic.fix(
                    format!("it is called `{better}` here: {summary}"),
                    Applicability::NeedsLook,
                    span,
                    better,
                )
            }
            None => {
                let diagnostic = diagnostic.note(format!("its fields are {known}"));
                match closest(name, spec.all_fields().map(|field| field.name)) {
                    Some(near) => {
                        meant = Some(near);
                        diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, span, near)
                    }
                    None => belongs_elsewhere(diagnostic, name),
                }
            }
        };
        self.report(diagnostic);
        meant
    }

    fn duplicate_field(&mut self, field: &Field, spec: &FieldSpec, first: Span) {
        let name = &field.name.text;
        let diagnostic = Diagnostic::new(&codes::DUPLICATE_FIELD, format!("`{name}` is written twice"))
            .at(field.name.span, "here again")
            .also(first, "here first");
        let help = if spec.ty.takes_list() {
            format!("write one list: `{name}: [a, b]`")
        } else {
            format!("keep one of them: `{name}` takes one value")
        };
        self.report(diagnostic.help(help));
    }

    fn missing_fields(&mut self, declaration: &Declaration, spec: &KindSpec, missing: &[&FieldSpec]) {
        let names = list_all(missing.iter().map(|field| field.name), 9);
        let mut diagnostic =
            Diagnostic::new(&codes::MISSING_FIELD, format!("{} needs {names}", spec.kind.with_article()));
        let verb = if missing.len() == 1 { "is" } else { "are" };
        diagnostic = diagnostic.at(declaration.name_span(), format!("{names} {verb} missing"));
        for field in missing {
            diagnostic = diagnostic.note(format!("`{}` is {}", field.name, field.summary));
        }
        let examples: Vec<String> =
            missing.iter().map(|field| format!("{}: {}", field.name, self.example(field))).collect();
        self.report(diagnostic.help(format!("add `{}`", examples.join(", "))));
    }

    /// A value that the field could have; the id of a declaration where there is just one to name.
    fn example(&self, field: &FieldSpec) -> String {
        match field.ty {
            FieldType::Text | FieldType::Reason => "\"…\"".to_owned(),
            FieldType::Person => "@…".to_owned(),
            FieldType::Raise => "tampering on node".to_owned(),
            FieldType::Query => "node in processes".to_owned(),
            FieldType::One(kinds) => {
                let mut names = self.scope.names_of(kinds);
                match (names.next(), names.next()) {
                    (Some(only), None) => only.to_owned(),
                    _ => "…".to_owned(),
                }
            }
            _ => "…".to_owned(),
        }
    }
}

fn is_of_raise(name: &str) -> bool {
    matches!(name, "likelihood" | "impact" | "by" | "harms" | "refs")
}

/// Says which kinds do have the field.
fn belongs_elsewhere(diagnostic: Diagnostic, name: &str) -> Diagnostic {
    let owners = KINDS.iter().filter(|kind| kind.fields.iter().any(|field| field.name == name));
    let owners: Vec<String> = owners.map(|kind| kind.kind.with_article()).collect();
    match owners.as_slice() {
        [] => diagnostic.help("what no field holds can be written as a remark: `note: \"…\"`"),
        [only] => diagnostic.help(format!("`{name}` is a field of {only}")),
        [first, second] => diagnostic.help(format!("`{name}` is a field of {first} and {second}")),
        [first, second, ..] => diagnostic.help(format!("`{name}` is a field of {first}, {second} and others")),
    }
}
