//! What the model does not say, and which rules and assertions it would decide: a list for the model's author.

use crate::analysis::Facts;
use crate::analysis::query::{Fact, Questions, attribute_name, named, place_of_fact};
use crate::model::{Attribute, Condition, Question, ThreatModel, Value};
use crate::text::{SourceMap, Span, counted, list_all};
use ecow::EcoString;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// A fact that the model does not say.
struct Missing {
    attribute: &'static str,
    subject: String,
    span: Span,
    /// Rules that it would decide.
    rules: Vec<EcoString>,
    /// Assertions that it would decide.
    assertions: Vec<EcoString>,
}

/// The facts that would decide what cannot be told, those that would decide most first.
fn missing(model: &ThreatModel, facts: &Facts) -> Vec<Missing> {
    let questions = Questions::of_rules(model);
    let mut list = List::new();
    for undecided in &facts.findings.undecided {
        let rule = &model[undecided.rule];
        for condition in rule.condition.iter().chain(&rule.unless) {
            note(&mut list, &questions, &undecided.subject, condition, |missing| (&mut missing.rules, &rule.name));
        }
    }
    let questions = Questions::new(model);
    for verdict in facts.verdicts() {
        let assertion = &model[verdict.assertion];
        let demanded =
            assertion.must_have.iter().flat_map(|demand| verdict.unknown.iter().map(move |one| (one.clone(), demand)));
        for (subject, condition) in chosen_from(&questions, &assertion.about).into_iter().chain(demanded) {
            note(&mut list, &questions, &subject, condition, |missing| {
                (&mut missing.assertions, &assertion.identity.id)
            });
        }
    }
    let mut all: Vec<Missing> = list.into_values().collect();
    all.sort_by_key(|missing| std::cmp::Reverse(missing.rules.len() + missing.assertions.len()));
    all
}

/// What an assertion chooses from, with what must be true of what it is about.
fn chosen_from<'a>(questions: &Questions<'_>, about: &'a Question) -> Vec<(Value, &'a Condition)> {
    let selections = match about {
        Question::Ways(from, to) => vec![from, to],
        Question::Which(which) => vec![which],
        Question::Route { .. } => Vec::new(),
    };
    let members = selections.into_iter().filter_map(|one| Some((one, one.condition.as_ref()?)));
    members
        .flat_map(|(one, condition)| questions.pool(&one.from).into_iter().map(move |member| (member, condition)))
        .collect()
}

/// By place, attribute and what has it.
type List = BTreeMap<(Span, &'static str, String), Missing>;

/// Notes the facts whose absence leaves a condition open, with what they would decide.
fn note<'a>(
    list: &mut List,
    questions: &Questions<'_>,
    subject: &Value,
    condition: &Condition,
    decides: impl for<'m> Fn(&'m mut Missing) -> (&'m mut Vec<EcoString>, &'a EcoString),
) {
    if questions.holds(subject, condition).is_some() {
        return;
    }
    let model = questions.model();
    for fact in questions.facts(subject, condition) {
        let Fact::Unknown(subject, attribute) = fact else { continue };
        let (subject, attribute) = field_of(model, &subject, attribute);
        let span = place_of_fact(model, &subject, attribute);
        let (attribute, subject) = (attribute_name(&subject, attribute), named(model, &subject).to_string());
        let new = Missing { attribute, subject: subject.clone(), span, rules: Vec::new(), assertions: Vec::new() };
        let (decided, name) = decides(list.entry((span, attribute, subject)).or_insert(new));
        if !decided.contains(name) {
            decided.push(name.clone());
        }
    }
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
        return "nothing is left open: every rule can tell whether it fires, every assertion whether it holds\n"
            .to_owned();
    }
    let of_assertions = all.iter().any(|one| !one.assertions.is_empty());
    let what = if of_assertions { "rules and assertions" } else { "rules" };
    let mut text = format!(
        "{} would decide what {what} cannot tell; those that decide most come first\n",
        counted(all.len(), "fact")
    );
    for one in all {
        let place = sources.place(one.span);
        text.push_str(&format!("  `{}` of {}  {place}\n", one.attribute, one.subject));
        for (what, decided) in [("", &one.rules), ("assertion ", &one.assertions)] {
            if !decided.is_empty() {
                let names = list_all(decided.iter().map(EcoString::as_str), 6);
                text.push_str(&format!("      {what}{names}\n"));
            }
        }
    }
    text
}

/// The list for programs.
pub fn unknown_facts_json(model: &ThreatModel, facts: &Facts, sources: &SourceMap) -> Json {
    let names = |ids: &[EcoString]| ids.iter().map(|id| json!(id.as_str())).collect::<Json>();
    let row = |one: Missing| {
        json!({
            "attribute": one.attribute,
            "of": one.subject,
            "place": sources.place(one.span),
            "rules": names(&one.rules),
            "assertions": names(&one.assertions),
        })
    };
    missing(model, facts).into_iter().map(row).collect()
}
