//! Names in questions to the model (`where`, `paths`, `raise` …). Their evaluation is not done yet; every name
//! in them must stand for something.

use super::checker::Checker;
use super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::resolve::Found;
use crate::schema::{FieldSpec, FieldType, KINDS, Kind, Namespace, words};
use crate::syntax::{Field, Member, Name, Operator, Value, ValueKind};
use crate::text::{Span, closest, list_words};
use ecow::EcoString;

impl Checker<'_> {
    /// Checks the names of an expression field.
    pub fn expression_field(&mut self, field: &Field, spec: &FieldSpec) {
        let mut bound = Vec::new();
        if spec.name != "for" {
            bound.extend(self.rule_variable(field.span));
        }
        match (spec.name, &field.value.kind) {
            ("for", ValueKind::Binary(Operator::In, variable, set)) if variable.word().is_some() => {
                self.names(set, &mut bound);
            }
            ("for", _) => {
                let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`for` names a variable and a set")
                    .at(field.value.span, "expected `name in set`")
                    .note(format!("the sets are {}", list_words(words::SETS.iter().copied(), 20)))
                    .help("write `for: node in processes`");
                self.report(diagnostic);
            }
            _ => self.names(&field.value, &mut bound),
        }
        if let (FieldType::Raise, Some(block)) = (spec.ty, &field.block) {
            self.raised_threat(&block.members);
        }
    }

    /// The variable of the `for` field of the rule around a place.
    fn rule_variable(&self, place: Span) -> Option<EcoString> {
        let rule = self.scope.entries().find(|(_, entry)| {
            let span = entry.declaration.span;
            entry.kind == Kind::Rule && span.file == place.file && span.start <= place.start && place.end <= span.end
        });
        let (_, rule) = rule?;
        rule.declaration.members().iter().find_map(|member| match member {
            Member::Field(Field {
                name,
                value: Value { kind: ValueKind::Binary(Operator::In, variable, _), .. },
                ..
            }) if name.text == "for" => variable.word().cloned(),
            _ => None,
        })
    }

    /// Fields of the threat that a rule raises are those of a threat.
    fn raised_threat(&mut self, members: &[Member]) {
        let spec = crate::schema::spec_of(Kind::Threat);
        for member in members {
            let Member::Field(field) = member else { continue };
            match spec.field(&field.name.text) {
                Some(known) => {
                    self.check_value(field, known);
                }
                None => {
                    let known = list_words(spec.fields.iter().map(|field| field.name), 20);
                    let diagnostic =
                        Diagnostic::new(&codes::UNKNOWN_FIELD, format!("a threat has no field `{}`", field.name.text))
                            .at(field.name.span, "not a field of it")
                            .note(format!("its fields are {known}"));
                    self.report(diagnostic);
                }
            }
        }
    }

    fn names(&mut self, value: &Value, bound: &mut Vec<EcoString>) {
        match &value.kind {
            ValueKind::Word(word) => self.name(word, value.span, bound),
            ValueKind::Path(names) => self.dotted(names, bound),
            ValueKind::Parameter(name) => self.parameter(name, value.span),
            ValueKind::List(values) | ValueKind::Sequence(values) | ValueKind::Route(values) => {
                values.iter().for_each(|value| self.names(value, bound));
            }
            ValueKind::Group(inner) | ValueKind::Not(inner) => self.names(inner, bound),
            // What stands behind `has` is a word that mitigations give; any word may be given.
            ValueKind::Binary(Operator::Has, left, right) if right.word().is_some() => self.names(left, bound),
            ValueKind::Binary(_, left, right) => {
                self.names(left, bound);
                self.names(right, bound);
            }
            ValueKind::Quantified { variable, set, condition, .. } => {
                self.names(set, bound);
                bound.push(variable.text.clone());
                if let Some(condition) = condition {
                    self.names(condition, bound);
                }
                bound.pop();
            }
            ValueKind::Call(name, arguments) => {
                self.names(name, bound);
                arguments
                    .iter()
                    .filter_map(|argument| argument.value.as_ref())
                    .for_each(|value| self.names(value, bound));
            }
            _ => {}
        }
    }

    fn name(&mut self, word: &EcoString, span: Span, bound: &[EcoString]) {
        let built_in = words::SETS.contains(&word.as_str())
            || words::RESERVED.contains(&word.as_str())
            || words::ATTRIBUTES.contains(&word.as_str())
            || bound.contains(word)
            || is_field_word(word);
        if built_in || self.declared(word, span) {
            return;
        }
        let known: Vec<&str> = words::SETS.iter().chain(words::ATTRIBUTES).copied().collect();
        self.unknown_in_expression(span, word, &known);
    }

    /// Whether any namespace has the name; notes the reference where there is just one.
    fn declared(&mut self, word: &str, span: Span) -> bool {
        let vocabulary = [Kind::Class, Kind::Tech, Kind::Protocol, Kind::Auth, Kind::ThreatKind, Kind::Scheme];
        let spaces = std::iter::once(Namespace::Things).chain(vocabulary.map(Namespace::Words));
        let mut found = Vec::new();
        for space in spaces {
            match self.scope.find(space, word, self.unit) {
                Found::One(id) => found.push(id),
                Found::Several(ids) => found.extend(ids),
                Found::Nothing => {}
            }
        }
        if let [only] = found.as_slice() {
            self.note_reference(span, *only);
        }
        !found.is_empty()
    }

    fn dotted(&mut self, names: &[Name], bound: &[EcoString]) {
        let Some((first, rest)) = names.split_first() else { return };
        self.name(&first.text, first.span, bound);
        for attribute in rest {
            let known = words::ATTRIBUTES.contains(&attribute.text.as_str());
            let qualified = self.declared(&format!("{}.{}", first.text, attribute.text), attribute.span);
            if !known && !qualified {
                let mut diagnostic =
                    Diagnostic::new(&codes::UNKNOWN_WORD, format!("`{}` is no attribute", attribute.text))
                        .at(attribute.span, "nothing has an attribute of this name");
                if let Some(near) = closest(&attribute.text, words::ATTRIBUTES.iter().copied()) {
                    let fix = format!("did you mean `{near}`?");
                    diagnostic = diagnostic.fix(fix, Applicability::NeedsLook, attribute.span, near);
                }
                self.report(diagnostic);
            }
        }
    }
}

/// Whether some field takes this word: states, kinds of boundaries, levels of trust.
fn is_field_word(word: &str) -> bool {
    KINDS.iter().flat_map(|kind| kind.fields).any(|field| match field.ty {
        FieldType::Word(known) | FieldType::ManyWords(known) => known.contains(&word),
        _ => false,
    })
}
