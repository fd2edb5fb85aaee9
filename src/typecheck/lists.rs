//! Lists whose brackets were forgotten: `mitigations: mfa, rate`. The comma ends the field, so that each further
//! entry looks like a member of its own.

use super::checker::Checker;
use super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::schema::{FieldSpec, FieldType, Kind, KindSpec, words};
use crate::syntax::{Declaration, Field, Member, Operator, Value, ValueKind};
use crate::text::one_line;

/// The field whose list may go on in the next member.
#[derive(Default)]
pub(super) struct OpenList(Option<&'static FieldSpec>);

impl OpenList {
    /// Whether the member, which comes next in a block, is one more entry.
    pub fn takes(&mut self, checker: &Checker<'_>, member: &Member, spec: &'static KindSpec) -> bool {
        if let Member::Field(field) = member
            && let Some(known) = spec.field(&field.name.text)
        {
            let open = known.ty.takes_list() && !matches!(field.value.kind, ValueKind::List(_) | ValueKind::Missing);
            self.0 = open.then_some(known);
            return false;
        }
        let entry = self.0.is_some_and(|list| is_entry(checker, member, list.ty, spec));
        if !entry {
            self.0 = None;
        }
        entry
    }
}

fn is_entry(checker: &Checker<'_>, member: &Member, ty: FieldType, spec: &KindSpec) -> bool {
    match (member, ty) {
        (Member::Field(field), FieldType::ManyCatalogue) => {
            field.block.is_none() && checker.scope.names_of(&[Kind::Scheme]).any(|name| name == field.name.text)
        }
        (Member::Declaration(evidence), FieldType::ManyEvidence) => {
            words::EVIDENCE.contains(&evidence.keyword.text.as_str())
                && evidence.title.is_some()
                && ends_there(evidence)
        }
        (
            Member::Declaration(word),
            FieldType::Many(_) | FieldType::Shown(_) | FieldType::ManyWords(_) | FieldType::ManyCapabilities,
        ) => {
            let text = word.keyword.text.as_str();
            let known = Kind::from_word(text).is_some() || spec.field(text).is_some();
            !known && word.title.is_none() && ends_there(word)
        }
        _ => false,
    }
}

/// Whether nothing follows the first word but a title.
fn ends_there(declaration: &Declaration) -> bool {
    let Declaration { id, subject, params, head, block, .. } = declaration;
    id.is_none() && subject.is_none() && params.is_none() && head.is_none() && block.is_none()
}

/// What stands behind the `in` that ends a choice: `flows where over in http`.
fn list_of_condition(value: &Value) -> Option<&Value> {
    match &value.kind {
        ValueKind::Binary(Operator::Where | Operator::And | Operator::Or, _, right) => list_of_condition(right),
        ValueKind::Binary(Operator::In, _, right) if right.word().is_some() => Some(right),
        _ => None,
    }
}

impl Checker<'_> {
    /// Reports each list of a block that has no brackets.
    pub fn lists_without_brackets(&mut self, members: &[Member], spec: &'static KindSpec) {
        let mut list = OpenList::default();
        let mut field: Option<&Field> = None;
        let mut entries: Vec<&Member> = Vec::new();
        for member in members {
            if list.takes(self, member, spec) {
                entries.push(member);
                continue;
            }
            self.list_without_brackets(field, &std::mem::take(&mut entries));
            field = if let Member::Field(field) = member { Some(field) } else { None };
        }
        self.list_without_brackets(field, &entries);
    }

    fn list_without_brackets(&mut self, field: Option<&Field>, entries: &[&Member]) {
        let (Some(field), Some(last)) = (field, entries.last()) else { return };
        let mut parts = vec![self.sources.slice(field.value.span)];
        parts.extend(entries.iter().map(|entry| self.sources.slice(entry.span()).trim()));
        let better = format!("[{}]", parts.join(", "));
        let name = &field.name.text;
        let span = field.value.span.to(last.span());
        if let Some(entry) = list_of_condition(&field.value) {
            let inner = self.sources.slice(entry.span.to(last.span())).trim();
            let place = entry.span.to(last.span());
            let better = format!("[{inner}]");
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "the list behind `in` needs brackets")
                .at(place, "a comma ends the field unless brackets hold the list together")
                .fix(format!("write `in {}`", one_line(&better, 70)), Applicability::NeedsLook, place, better);
            return self.report(diagnostic);
        }
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("the list of `{name}` needs brackets"))
            .at(span, "a comma ends the field unless brackets hold the list together")
            .fix(format!("write `{name}: {}`", one_line(&better, 70)), Applicability::Safe, span, better);
        self.report(diagnostic);
    }
}
