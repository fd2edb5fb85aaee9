//! What the model does not say, and which rules it would decide: a list for the model's author.

use crate::analysis::Facts;
use crate::analysis::query::{Fact, Questions, attribute_name, named, place_of_fact};
use crate::model::{Attribute, ThreatModel, Value};
use crate::text::{SourceMap, Span, counted, list_all};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// A fact that the model does not say.
struct Missing {
    attribute: &'static str,
    subject: String,
    span: Span,
    /// Rules that it would decide.
    rules: Vec<String>,
}

/// The facts that would decide rules which cannot tell, those that would decide most first.
fn missing(model: &ThreatModel, facts: &Facts) -> Vec<Missing> {
    let questions = Questions::new(model);
    let mut found: BTreeMap<(Span, &'static str, String), Vec<String>> = BTreeMap::new();
    for undecided in &facts.findings.undecided {
        let rule = &model[undecided.rule];
        for condition in rule.condition.iter().chain(&rule.unless) {
            if questions.holds(&undecided.subject, condition).is_some() {
                continue;
            }
            for fact in questions.facts(&undecided.subject, condition) {
                let Fact::Unknown(subject, attribute) = fact else { continue };
                let (subject, attribute) = field_of(model, &subject, attribute);
                let span = place_of_fact(model, &subject, attribute);
                let key = (span, attribute_name(&subject, attribute), named(model, &subject).to_string());
                let rules = found.entry(key).or_default();
                if !rules.iter().any(|known| *known == rule.name) {
                    rules.push(rule.name.to_string());
                }
            }
        }
    }
    let row = |((span, attribute, subject), rules)| Missing { attribute, subject, span, rules };
    let mut all: Vec<Missing> = found.into_iter().map(row).collect();
    all.sort_by_key(|missing| std::cmp::Reverse(missing.rules.len()));
    all
}

/// What an author would write: the flow's field rather than that of each of its hops.
fn field_of(model: &ThreatModel, subject: &Value, attribute: Attribute) -> (Value, Attribute) {
    match (subject, attribute) {
        (Value::Step(step), Attribute::Over | Attribute::Auth) => (Value::Flow(step.flow), attribute),
        (Value::Step(step), Attribute::Carries) if model[step.flow].hops.len() == 1 && !step.answer => {
            (Value::Flow(step.flow), attribute)
        }
        _ => (subject.clone(), attribute),
    }
}

/// The list for people.
pub fn unknown_facts(model: &ThreatModel, facts: &Facts, sources: &SourceMap) -> String {
    let all = missing(model, facts);
    if all.is_empty() {
        return "every rule can tell whether it fires\n".to_owned();
    }
    let mut text = format!(
        "{} would decide what {} cannot tell; those that decide most come first\n",
        counted(all.len(), "fact"),
        if all.iter().map(|one| one.rules.len()).sum::<usize>() == 1 { "a rule" } else { "the rules" }
    );
    for one in all {
        let rules = list_all(one.rules.iter().map(String::as_str), 6);
        text.push_str(&format!(
            "  `{}` of {}  {}\n      {rules}\n",
            one.attribute,
            one.subject,
            sources.place(one.span)
        ));
    }
    text
}

/// The list for programs.
pub fn unknown_facts_json(model: &ThreatModel, facts: &Facts, sources: &SourceMap) -> Json {
    let row = |one: Missing| {
        json!({
            "attribute": one.attribute,
            "of": one.subject,
            "place": sources.place(one.span),
            "rules": one.rules,
        })
    };
    missing(model, facts).into_iter().map(row).collect()
}
