//! Fields of a declaration: each known, written once, of the right type; required ones present.

use super::checker::Checker;
use super::codes;
use super::values::Checked;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{CatalogueRef, Evidence, RiskWord, Severity};
use crate::resolve::DeclarationId;
use crate::schema::{FieldSpec, KindSpec};
use crate::syntax::{Declaration, Field, Member};
use crate::text::{Date, Span, closest, list_words};
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
        capabilities: Capabilities => Vec<EcoString>,
        evidence: Evidence => Vec<Evidence>,
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

    /// A span of work in days of 8 hours and weeks of 5 days.
    pub fn work_days(&self, field: &str) -> Option<f64> {
        self.days(field, 8.0, 5.0)
    }

    /// A span of the calendar in days.
    pub fn calendar_days(&self, field: &str) -> Option<f64> {
        self.days(field, 24.0, 7.0)
    }

    fn days(&self, field: &str, hours: f64, week: f64) -> Option<f64> {
        match self.get(field)? {
            Checked::Duration(number, 'h') => Some(number / hours),
            Checked::Duration(number, 'w') => Some(number * week),
            Checked::Duration(number, _) => Some(*number),
            _ => None,
        }
    }
}

impl Checker<'_> {
    /// Checks the fields of a declaration against its kind.
    pub fn fields(&mut self, declaration: &Declaration, spec: &'static KindSpec) -> Fields {
        let mut fields = Fields::default();
        let mut seen: Vec<(&'static str, Span)> = Vec::new();
        for member in declaration.members() {
            let Member::Field(field) = member else { continue };
            let Some(known) = spec.field(&field.name.text) else {
                self.unknown_field(field, spec);
                continue;
            };
            if let Some((_, first)) = seen.iter().find(|(name, _)| *name == known.name) {
                self.duplicate_field(field, *first);
                continue;
            }
            seen.push((known.name, field.name.span));
            if let Some(value) = self.check_value(field, known) {
                fields.items.push((known.name, field.value.span, value));
            }
        }
        for missing in spec.fields.iter().filter(|field| field.required) {
            if !seen.iter().any(|(name, _)| *name == missing.name) {
                self.missing_field(declaration, spec, missing);
            }
        }
        fields
    }

    fn unknown_field(&mut self, field: &Field, spec: &'static KindSpec) {
        let name = &field.name.text;
        let kind = spec.kind.with_article();
        let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_FIELD, format!("{kind} has no field `{name}`"))
            .at(field.name.span, "not a field of it");
        if let Some(near) = closest(name, spec.all_fields().map(|field| field.name)) {
            diagnostic =
                diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, field.name.span, near);
        }
        let known = list_words(spec.all_fields().map(|field| field.name), 20);
        self.report(diagnostic.note(format!("its fields are {known}")));
    }

    fn duplicate_field(&mut self, field: &Field, first: Span) {
        let name = &field.name.text;
        let diagnostic = Diagnostic::new(&codes::DUPLICATE_FIELD, format!("`{name}` is written twice"))
            .at(field.name.span, "here again")
            .also(first, "here first")
            .help("keep one of them; several values stand in a list: `[a, b]`");
        self.report(diagnostic);
    }

    fn missing_field(&mut self, declaration: &Declaration, spec: &KindSpec, missing: &FieldSpec) {
        let diagnostic = Diagnostic::new(
            &codes::MISSING_FIELD,
            format!("{} needs a field `{}`", spec.kind.with_article(), missing.name),
        )
        .at(declaration.name_span(), format!("`{}` is missing: {}", missing.name, missing.summary))
        .help(format!("write `{}: …`, {}", missing.name, missing.ty.describe()));
        self.report(diagnostic);
    }
}
