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
                match set.word().filter(|word| !self.known_in_question(word, &bound)) {
                    Some(word) if !self.declared(word, set.span) => self.unknown_set(set.span, word),
                    _ => self.names(set, &mut bound),
                }
            }
            ("for", _) => {
                let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`for` names a variable and a set")
                    .at(field.value.span, "expected `name in set`")
                    .note(format!("the sets are {}", list_words(words::SETS.iter().copied(), 20)))
                    .help("write `for: node in processes`");
                self.report(diagnostic);
            }
            ("raise", ValueKind::Binary(Operator::On, kind, place)) if kind.word().is_some() => {
                self.reference(kind, &[Kind::ThreatKind], "raise");
                self.names(place, &mut bound);
            }
            ("raise", _) => self.no_raise(&field.value, bound.first()),
            _ => self.names(&field.value, &mut bound),
        }
        if let (FieldType::Raise, Some(block)) = (spec.ty, &field.block) {
            self.raised_threat(&block.members);
        }
    }

    fn no_raise(&mut self, value: &Value, variable: Option<&EcoString>) {
        if let ValueKind::Missing = value.kind {
            return;
        }
        let variable = variable.map_or("node", |name| name.as_str());
        let kind = value.word().map_or("tampering", |word| word.as_str());
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`raise` names a threat kind and a place")
            .at(value.span, format!("this is {}", value.describe()))
            .help(format!("write `raise: {kind} on {variable}`"));
        self.report(diagnostic);
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
            match member {
                Member::Field(field) => match spec.field(&field.name.text) {
                    Some(known) => {
                        self.check_value(field, known);
                    }
                    None => {
                        self.unknown_field(field, spec);
                    }
                },
                Member::Declaration(inner) => {
                    let help = match inner.keyword.text.as_str() {
                        "mitigation" => {
                            "move it out, to column 0, and link both by a word: `unless: node has a_word` in the rule, \
                             `gives: a_word` in the mitigation"
                        }
                        _ => "move it out, to column 0",
                    };
                    let diagnostic = Diagnostic::new(&codes::MISPLACED, "only fields stand in the block of `raise`")
                        .at(inner.keyword.span, "a declaration")
                        .note("a rule raises its threat in many places, so nothing can be declared in it")
                        .help(help);
                    self.report(diagnostic);
                }
                Member::Broken(_) => {}
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
            ValueKind::Binary(operator, left, right) => {
                self.names(left, bound);
                match (vocabulary_of(*operator, left), right.word()) {
                    (Some(kinds), Some(word)) if !bound.contains(word) && !words::RESERVED.contains(&word.as_str()) => {
                        self.reference(right, kinds, "a comparison");
                    }
                    _ => self.names(right, bound),
                }
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
        if self.known_in_question(word, bound) || self.is_template_local(word) || self.declared(word, span) {
            return;
        }
        let bound = bound.iter().map(EcoString::as_str);
        let known: Vec<&str> = bound.chain(words::SETS.iter().chain(words::ATTRIBUTES).copied()).collect();
        self.unknown_in_expression(span, word, &known);
    }

    /// Whether a word means something in a question without being declared.
    fn known_in_question(&self, word: &EcoString, bound: &[EcoString]) -> bool {
        words::SETS.contains(&word.as_str())
            || words::RESERVED.contains(&word.as_str())
            || words::ATTRIBUTES.contains(&word.as_str())
            || bound.contains(word)
            || is_field_word(word)
    }

    /// Whether any namespace has the name; notes the reference where there is just one.
    fn declared(&mut self, word: &str, span: Span) -> bool {
        let vocabulary = [Kind::Class, Kind::Tech, Kind::Protocol, Kind::Auth, Kind::ThreatKind, Kind::Scheme];
        let spaces = std::iter::once(Namespace::Things).chain(vocabulary.map(Namespace::Words));
        let mut found = Vec::new();
        for space in spaces {
            match self.find(space, word, span) {
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
            let whole = format!("{}.{}", first.text, attribute.text);
            let qualified = self.is_template_local(&whole) || self.declared(&whole, attribute.span);
            if !known && !qualified {
                let mut diagnostic =
                    Diagnostic::new(&codes::UNKNOWN_WORD, format!("`{}` is no attribute", attribute.text))
                        .at(attribute.span, "nothing has an attribute of this name");
                if let Some(near) = closest(&attribute.text, words::ATTRIBUTES.iter().copied()) {
                    let fix = format!("did you mean `{near}`?");
                    diagnostic = diagnostic.fix(fix, Applicability::NeedsLook, attribute.span, near);
                } else {
                    diagnostic = diagnostic.help(
                        "an attribute is a field, such as `tech`, `holds`, `carries`, `class` or `over`, or a relation, \
                         such as `flows`, `boundary` or `crosses`",
                    );
                }
                self.report(diagnostic);
            }
        }
    }
}

/// The vocabulary with whose words an attribute is compared: `tech is …`, `class >= …`.
fn vocabulary_of(operator: Operator, attribute: &Value) -> Option<&'static [Kind]> {
    use Operator::{Above, AtLeast, AtMost, Below, Equal, Is, Unequal};
    if !matches!(operator, Is | AtLeast | AtMost | Equal | Unequal | Above | Below) {
        return None;
    }
    let name = match &attribute.kind {
        ValueKind::Word(word) => word,
        ValueKind::Path(names) => &names.last()?.text,
        _ => return None,
    };
    Some(match name.as_str() {
        "tech" => &[Kind::Tech],
        "over" => &[Kind::Protocol],
        "auth" => &[Kind::Auth],
        "class" => &[Kind::Class],
        _ => return None,
    })
}

/// Whether some field takes this word: states, kinds of boundaries, levels of trust.
fn is_field_word(word: &str) -> bool {
    KINDS.iter().flat_map(|kind| kind.fields).any(|field| match field.ty {
        FieldType::Word(known) | FieldType::ManyWords(known) => known.contains(&word),
        _ => false,
    })
}
