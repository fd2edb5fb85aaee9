//! Declarations that were written as something else: an answer with a colon, a threat that is called a risk.

use super::checker::Checker;
use super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::schema::{Kind, KindSpec, spec_of};
use crate::syntax::{Declaration, Field, Member, ValueKind};
use crate::text::one_line;

impl Checker<'_> {
    /// `answer: none`, `hop: a -> b`: reports it; gives whether it is one.
    pub fn answer_with_colon(&mut self, field: &Field, spec: &KindSpec) -> bool {
        let name = field.name.text.as_str();
        if spec.kind != Kind::Flow || !matches!(name, "answer" | "hop") {
            return false;
        }
        let text = match (&field.value.kind, name) {
            (ValueKind::Word(word), "answer") if matches!(word.as_str(), "none" | "no") => "none",
            _ => self.sources.slice(field.value.span).trim(),
        };
        let better = format!("{name} {text}");
        let span = field.name.span.to(field.value.span);
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_FIELD, format!("`{name}` is written without a colon"))
            .at(field.name.span, "this is no field, but a declaration of its own");
        let known = text == "none" || matches!(field.value.kind, ValueKind::Route(_));
        let diagnostic = match name {
            _ if known => {
                diagnostic.fix(format!("write `{}`", one_line(&better, 60)), Applicability::Safe, span, better)
            }
            "answer" => diagnostic.help("write `answer none` if nothing comes back, or `answer b -> a`"),
            _ => diagnostic.help("write `hop a -> b { … }`"),
        };
        self.report(diagnostic);
        true
    }

    /// A `risk` with the fields of a threat: reports it; gives whether it is one.
    pub fn threat_called_risk(&mut self, declaration: &Declaration, spec: &KindSpec) -> bool {
        let of_threat = |name: &str| spec.field(name).is_none() && spec_of(Kind::Threat).field(name).is_some();
        let found = declaration.members().iter().find_map(|member| match member {
            Member::Field(field) if spec.kind == Kind::Risk && of_threat(&field.name.text) => Some(field),
            _ => None,
        });
        let Some(field) = found else { return false };
        let span = declaration.keyword.span;
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_FIELD, format!("a risk has no field `{}`", field.name.text))
            .at(field.name.span, "a field of a threat")
            .also(span, "declares the scales of likelihood and impact")
            .note("what can go wrong is a threat; its risk is computed from likelihood and impact")
            .fix("did you mean `threat`?", Applicability::NeedsLook, span, "threat");
        self.half_declared.extend(declaration.id.as_ref().map(|id| id.text.clone()));
        self.report(diagnostic);
        true
    }
}
