//! Values and attributes in words, and where the model says them.

use super::attributes::ATTRIBUTES;
use super::sorts::Sort;
use crate::model::{Attribute, Identity, StepId, ThreatModel, Value};
use crate::schema::Kind;
use crate::text::Span;
use ecow::EcoString;

/// What declares a value, if it is declared.
pub fn identity<'m>(model: &'m ThreatModel, value: &Value) -> Option<&'m Identity> {
    Some(match value {
        Value::Step(step) => &model[step.flow].identity,
        Value::Flow(id) => &model[*id].identity,
        Value::Element(id) => &model[*id].identity,
        Value::Boundary(id) => &model[*id].identity,
        Value::Asset(id) => &model[*id].identity,
        Value::Class(id) => &model[*id].identity,
        Value::Tech(id) => &model[*id].identity,
        Value::Protocol(id) => &model[*id].identity,
        Value::Auth(id) => &model[*id].identity,
        Value::Threat(id) => &model[*id].identity,
        Value::ThreatKind(id) => &model[*id].identity,
        Value::Mitigation(id) => &model[*id].identity,
        Value::Assumption(id) => &model[*id].identity,
        Value::Adversary(id) => &model[*id].identity,
        Value::Objective(id) => &model[*id].identity,
        Value::Word(_) | Value::Level(..) | Value::Text(_) | Value::Person(_) | Value::Number(_) | Value::YesNo(_) => {
            return None;
        }
    })
}

/// A value by its title.
pub fn titled(model: &ThreatModel, value: &Value) -> EcoString {
    identity(model, value).map_or_else(|| plain(value), |identity| identity.title.clone())
}

/// A value by its id; a step by its ends and its flow: `api -> db (load_claim)`.
pub fn named(model: &ThreatModel, value: &Value) -> EcoString {
    match value {
        Value::Step(step) => match model.ends(*step) {
            Some((from, to)) => {
                let (from, to) = (&model[from].identity.id, &model[to].identity.id);
                let answer = if step.answer { "answer of " } else { "" };
                format!("{from} -> {to} ({answer}{})", model[step.flow].identity.id).into()
            }
            None => model[step.flow].identity.id.clone(),
        },
        _ => identity(model, value).map_or_else(|| plain(value), |identity| identity.id.clone()),
    }
}

/// A value that nothing declares.
fn plain(value: &Value) -> EcoString {
    match value {
        Value::Word(word) | Value::Level(_, word) => word.clone(),
        Value::Text(text) => format!("\"{text}\"").into(),
        Value::Person(name) => format!("@{name}").into(),
        Value::Number(number) => format!("{number}").into(),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.into(),
        _ => EcoString::new(),
    }
}

/// The word for what a value is: `flow`, `store`; nothing for what is not declared.
pub fn kind_word(model: &ThreatModel, value: &Value) -> &'static str {
    match value {
        Value::Step(_) => "hop",
        Value::Element(id) => model[*id].kind.word(),
        _ => sort_of(value).and_then(|sort| sort.kinds().first().copied()).map_or("", Kind::word),
    }
}

/// The steps of a way, in its order.
pub fn steps_named(model: &ThreatModel, steps: &[StepId]) -> Vec<String> {
    steps.iter().map(|step| named(model, &Value::Step(*step)).to_string()).collect()
}

/// An attribute and what has it: `over of api -> db (load_claim)`.
pub fn attribute_of(model: &ThreatModel, subject: &Value, attribute: Attribute) -> String {
    format!("{} of {}", attribute_name(subject, attribute), named(model, subject))
}

/// Values by their ids, each once, not more than `most` of them.
pub fn listed(model: &ThreatModel, values: &[Value], most: usize) -> String {
    let mut names: Vec<EcoString> = Vec::new();
    for value in values {
        let name = named(model, value);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(most);
    let mut text = names.into_iter().take(most).collect::<Vec<_>>().join(", ");
    if more > 0 {
        text.push_str(&format!(" and {more} others"));
    }
    if text.is_empty() { "nothing".to_owned() } else { text }
}

/// What sort of thing a value is.
pub fn sort_of(value: &Value) -> Option<Sort> {
    Some(match value {
        Value::Step(_) => Sort::Step,
        Value::Flow(_) => Sort::Flow,
        Value::Element(_) => Sort::Element,
        Value::Boundary(_) => Sort::Boundary,
        Value::Asset(_) => Sort::Asset,
        Value::Class(_) => Sort::Class,
        Value::Tech(_) => Sort::Tech,
        Value::Protocol(_) => Sort::Protocol,
        Value::Auth(_) => Sort::Auth,
        Value::Threat(_) => Sort::Threat,
        Value::ThreatKind(_) => Sort::ThreatKind,
        Value::Mitigation(_) => Sort::Mitigation,
        Value::Assumption(_) => Sort::Assumption,
        Value::Adversary(_) => Sort::Adversary,
        Value::Objective(_) => Sort::Objective,
        Value::Text(_) => Sort::Text,
        Value::Person(_) => Sort::Person,
        Value::Number(_) => Sort::Number,
        Value::YesNo(_) => Sort::YesNo,
        Value::Word(_) | Value::Level(..) => return None,
    })
}

/// The name of an attribute of a thing.
pub fn attribute_name(subject: &Value, attribute: Attribute) -> &'static str {
    let sort = sort_of(subject);
    let spec = ATTRIBUTES.iter().find(|spec| spec.attribute == attribute && Some(spec.of) == sort);
    spec.map_or("", |spec| spec.name)
}

/// Where the model says what an attribute of a thing is; else where the thing is declared.
pub fn place_of_fact(model: &ThreatModel, subject: &Value, attribute: Attribute) -> Span {
    let name = attribute_name(subject, attribute);
    if let (Value::Asset(id), Attribute::Class) = (subject, attribute)
        && model[*id].class.is_none()
    {
        return model[*id].identity.place("derived_from");
    }
    if let Value::Step(step) = subject
        && let Some(hop) = model.step(*step)
    {
        return hop.place(name);
    }
    identity(model, subject).map_or_else(Span::default, |identity| identity.place(name))
}
