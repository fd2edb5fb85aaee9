//! Words that libraries and models declare → the model's vocabulary. The risk scale comes first: others use it.

use super::checker::Checker;
use super::codes;
use crate::diagnostics::Diagnostic;
use crate::model::{AuthKind, DataClass, Protocol, RiskScale, Scheme, Technology, ThreatKind};
use crate::schema::{Kind, spec_of};

impl Checker<'_> {
    /// Lowers all vocabulary kinds.
    pub fn vocabulary(&mut self) {
        self.risk_scale();
        self.each(Kind::Scheme, |checker, entry, fields| {
            let identity = checker.identity(entry, &fields);
            checker.model.schemes.push(Scheme { identity, url: fields.text("url") });
        });
        self.each(Kind::Class, |checker, entry, fields| {
            let identity = checker.identity(entry, &fields);
            let above = checker.ids(&fields, "above");
            let law = fields.catalogue("law").unwrap_or_default();
            checker.model.classes.push(DataClass { identity, above, law });
        });
        self.each(Kind::Tech, |checker, entry, fields| {
            let identity = checker.identity(entry, &fields);
            let like = checker.id(&fields, "like");
            checker.model.techs.push(Technology { identity, like });
        });
        self.each(Kind::Protocol, |checker, entry, fields| {
            let identity = checker.identity(entry, &fields);
            let like = checker.id(&fields, "like");
            let (encrypted, authenticated) = (fields.yes_no("encrypted"), fields.yes_no("authenticated"));
            checker.model.protocols.push(Protocol { identity, like, encrypted, authenticated });
        });
        self.each(Kind::Auth, |checker, entry, fields| {
            let identity = checker.identity(entry, &fields);
            let like = checker.id(&fields, "like");
            let authenticates = fields.word("authenticates").map(Into::into);
            let factors = fields.number("factors");
            checker.model.auths.push(AuthKind { identity, like, authenticates, factors });
        });
        self.each(Kind::ThreatKind, |checker, entry, fields| {
            let identity = checker.identity(entry, &fields);
            checker.model.threat_kinds.push(ThreatKind {
                identity,
                method: fields.word("method").map(Into::into),
                letter: fields.text("letter"),
                violates: fields.word("violates").map(Into::into),
                applies_to: fields.words("applies_to").unwrap_or_default().into_iter().map(Into::into).collect(),
            });
        });
    }

    /// The scale in force. Libraries come first, the model's own last; a part that a scale leaves out is taken
    /// from the one before it.
    fn risk_scale(&mut self) {
        let scope = self.scope;
        let mut scales: Vec<_> =
            scope.entries().map(|(_, entry)| entry).filter(|entry| entry.kind == Kind::Risk).collect();
        scales.sort_by_key(|entry| entry.unit == 0);
        for entry in scales {
            self.unit = entry.unit;
            let fields = self.fields(entry.declaration, spec_of(Kind::Risk));
            let scale = &mut self.model.risk;
            scale.likelihood = fields.scale("likelihood").unwrap_or(std::mem::take(&mut scale.likelihood));
            scale.impact = fields.scale("impact").unwrap_or(std::mem::take(&mut scale.impact));
            scale.effect = fields.scale("effect").unwrap_or(std::mem::take(&mut scale.effect));
            scale.matrix = fields.matrix("matrix").unwrap_or(std::mem::take(&mut scale.matrix));
            let scale = scale.clone();
            self.matrix_shape(&scale, fields.span("matrix").unwrap_or(entry.span));
        }
    }

    fn matrix_shape(&mut self, scale: &RiskScale, span: crate::text::Span) {
        let (rows, columns) = (scale.likelihood.len(), scale.impact.len());
        if scale.matrix.len() != rows || scale.matrix.iter().any(|row| row.len() != columns) {
            let diagnostic = Diagnostic::new(&codes::OUT_OF_RANGE, "the matrix does not fit the scales")
                .at(span, format!("{} rows; {rows} likelihoods and {columns} impacts are declared", scale.matrix.len()))
                .help("write a row for each likelihood, and in it a severity for each impact");
            self.report(diagnostic);
        }
    }
}
