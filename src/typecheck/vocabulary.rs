//! Words that libraries and models declare → the model's vocabulary. The risk scale comes first: others use it.

use super::checker::Checker;
use super::codes;
use crate::diagnostics::Diagnostic;
use crate::model::{AuthKind, DataClass, Protocol, RiskScale, Scheme, Technology, ThreatKind};
use crate::resolve::Entry;
use crate::schema::{Kind, spec_of};
use crate::text::Span;

impl Checker<'_> {
    /// Lowers all vocabulary kinds but the risk scale.
    pub fn vocabulary(&mut self) {
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
    pub fn risk_scale(&mut self) {
        let scope = self.scope;
        let mut scales: Vec<_> =
            scope.entries().map(|(_, entry)| entry).filter(|entry| entry.kind == Kind::Risk).collect();
        scales.sort_by_key(|entry| entry.unit == 0);
        for entry in scales {
            self.unit = entry.unit;
            let before = self.diagnostics.len();
            let fields = self.fields(entry.declaration, spec_of(Kind::Risk));
            let scale = &mut self.model.risk;
            scale.likelihood = fields.scale("likelihood").unwrap_or(std::mem::take(&mut scale.likelihood));
            scale.impact = fields.scale("impact").unwrap_or(std::mem::take(&mut scale.impact));
            scale.effect = fields.scale("effect").unwrap_or(std::mem::take(&mut scale.effect));
            scale.matrix = fields.matrix("matrix").unwrap_or(std::mem::take(&mut scale.matrix));
            let scale = scale.clone();
            // What could not be read has been reported, and would make the shape wrong as well.
            if self.diagnostics.len() == before {
                self.matrix_shape(&scale, fields.span("matrix"), entry);
            }
        }
    }

    fn matrix_shape(&mut self, scale: &RiskScale, written: Option<Span>, entry: &Entry<'_>) {
        let (rows, columns) = (scale.likelihood.len(), scale.impact.len());
        let wrong_row = scale.matrix.iter().position(|row| row.len() != columns);
        if scale.matrix.len() == rows && wrong_row.is_none() {
            return;
        }
        let words = |count: usize, one: &str| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {one}s"),
        };
        let needed = format!("{} of {}", words(rows, "row"), words(columns, "word"));
        let diagnostic = Diagnostic::new(&codes::OUT_OF_RANGE, "the matrix does not fit the scales");
        let diagnostic = match (written, wrong_row) {
            (None, _) => diagnostic
                .at(entry.span, format!("it needs {needed}, and writes no matrix"))
                .note("where a scale has no matrix, the standard one counts, which has 4 rows of 4 words"),
            (Some(span), Some(row)) if scale.matrix.len() == rows => {
                let found = words(scale.matrix[row].len(), "word");
                diagnostic
                    .at(span, format!("row {} has {found}, and the scale has {}", row + 1, words(columns, "impact")))
            }
            (Some(span), _) => {
                let found = words(scale.matrix.len(), "row");
                diagnostic.at(span, format!("{found}, and the scale has {}", words(rows, "likelihood")))
            }
        };
        let row = format!("[{}]", vec!["…"; columns.min(6)].join(", "));
        let matrix = vec![row; rows.min(6)].join(", ");
        let diagnostic =
            diagnostic.note("it has a row for each likelihood, least first, and a column for each impact").help(
                format!("write {needed}, `matrix: [{matrix}]`; its words are `low`, `medium`, `high` and `critical`"),
            );
        self.report(diagnostic);
    }
}
