//! What the rules find and nobody has settled.

use super::{Context, codes};
use crate::analysis::query::{Fact, Questions, Sort, attribute_name, listed, place_of, place_of_fact, sort_of};
use crate::analysis::{Finding, Standing, ThreatState, asked_at};
use crate::diagnostics::{Diagnostic, Level, Levels};
use crate::model::{Place, Rule, ThreatId, Value};
use crate::schema::spec_of;
use crate::text::Span;
use ecow::EcoString;

/// Facts that are shown with a finding; `caveat explain` tells all of them.
const SHOWN: usize = 4;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let (model, questions) = (context.model, context.questions_of_rules());
    for finding in &context.facts.findings.all {
        match finding.standing {
            Standing::Raised(threat) if context.facts.state(threat) == ThreatState::Open => {
                let title = &model[threat].identity.title;
                diagnostics.push(open(questions, finding, title));
            }
            Standing::Adopted(threat) => diagnostics.extend(adopted(context, finding, threat)),
            Standing::Raised(_) | Standing::Suppressed(_) => {}
        }
    }
}

/// What a denied rule finds does not vanish because somebody wrote a threat for it: that has to be settled. For a forbidden
/// one, a decision to bear it settles nothing.
fn adopted(context: &Context<'_>, finding: &Finding, threat: ThreatId) -> Option<Diagnostic> {
    let (model, state) = (context.model, context.facts.state(threat));
    let rule = &model[finding.rule];
    let forbidden = context.levels.is_forbidden(&rule.name);
    let denied = context.levels.level_of(&codes::FINDING, &rule.name) >= Some(Level::Deny);
    let counts = forbidden && state != ThreatState::Handled || denied && state == ThreatState::Open;
    if !counts {
        return None;
    }
    let (identity, place) = (&model[threat].identity, model.place(finding.place));
    let state = state.term();
    let diagnostic =
        Diagnostic::new(&codes::FINDING, format!("`{}`, which stands for `{}`, is {state}", identity.id, finding.id))
            .raised_by(&rule.name)
            .at(identity.span, format!("“{}”: {state}", identity.title))
            .also(place.span, "found here");
    let diagnostic = from_rule(diagnostic, rule);
    let diagnostic = match forbidden {
        true => diagnostic
            .note("a policy forbids to set this rule's findings aside: only a mitigation that works settles one"),
        false => diagnostic
            .note("the rule is denied: a threat that stands for what it finds has to be handled or decided about"),
    };
    Some(diagnostic.help(format!("`caveat explain {}` says why the rule fires", finding.id)))
}

/// Says which rule it was.
fn from_rule(diagnostic: Diagnostic, rule: &Rule) -> Diagnostic {
    match &rule.library {
        Some(library) if library.starts_with("std.") => {
            diagnostic.note(format!("found by rule `{}` of `{library}`", rule.name))
        }
        _ => diagnostic.also(rule.identity.span, "the rule"),
    }
}

fn open(questions: &Questions<'_>, finding: &Finding, title: &EcoString) -> Diagnostic {
    let model = questions.model();
    let rule = &model[finding.rule];
    let mut places = places(questions, finding);
    // The place itself comes first, by the fact about it that matters, if there is one.
    let (span, label) = match places.iter().position(|place| place.own) {
        Some(index) => {
            let place = places.remove(index);
            (place.span, place.label)
        }
        None => (model.place(finding.place).span, "here".to_owned()),
    };
    let mut diagnostic = Diagnostic::new(&codes::FINDING, title.to_string()).raised_by(&rule.name).at(span, label);
    for place in places.into_iter().take(SHOWN) {
        diagnostic = diagnostic.also(place.span, place.label);
    }
    diagnostic = from_rule(diagnostic, rule);
    if let Some((place, word)) = asked(questions, finding).first() {
        let place = &model.place(*place).id;
        diagnostic = diagnostic.help(format!("a mitigation closes it that works there: `gives: {word}, on: {place}`"));
    }
    diagnostic.help(format!("`caveat explain {}` says why, and what can be done", finding.id))
}

/// A place of the sources that says something.
struct Said {
    span: Span,
    label: String,
    /// Whether it is said of the finding's place itself.
    own: bool,
}

/// Places of the facts that made the rule fire, with what they say; words of the vocabulary are left out, and how
/// things hang together.
fn places(questions: &Questions<'_>, finding: &Finding) -> Vec<Said> {
    let (model, rule) = (questions.model(), &questions.model()[finding.rule]);
    let mut places: Vec<Said> = Vec::new();
    let subject = finding.subjects.first();
    let facts = subject
        .zip(rule.condition.as_ref())
        .map(|(subject, condition)| questions.facts_without_ways(subject, condition));
    for fact in facts.unwrap_or_default() {
        let Fact::Known(subject, attribute, values) = fact else { continue };
        let span = place_of_fact(model, &subject, attribute);
        let is_word = matches!(subject, Value::Protocol(_) | Value::Auth(_) | Value::Tech(_) | Value::ThreatKind(_));
        let name = attribute_name(&subject, attribute);
        if is_word || !is_said(&subject, name) || places.iter().any(|known| known.span == span) {
            continue;
        }
        let values = listed(model, &values, 3);
        let own = place_of(&subject) == Some(finding.place);
        places.push(Said { span, label: format!("`{name}` is {values}"), own });
    }
    places
}

/// Whether an attribute is what somebody wrote into a field, and not how things hang together.
fn is_said(subject: &Value, attribute: &str) -> bool {
    let kinds = sort_of(subject).map_or(&[][..], Sort::kinds);
    kinds.iter().any(|kind| spec_of(*kind).field(attribute).is_some())
}

/// What would close a finding, at which place.
fn asked(questions: &Questions<'_>, finding: &Finding) -> Vec<(Place, EcoString)> {
    let rule = &questions.model()[finding.rule];
    finding.subjects.first().map_or(Vec::new(), |subject| asked_at(questions, rule, subject))
}

/// What can be done about a finding, shortest way first; nothing that a policy forbids.
pub fn remedies(questions: &Questions<'_>, finding: &Finding, levels: &Levels) -> Vec<String> {
    let model = questions.model();
    let (rule, place) = (&model[finding.rule], &model.place(finding.place).id);
    let name = &rule.name;
    let mut remedies: Vec<String> = asked(questions, finding)
        .iter()
        .map(|(at, word)| {
            let at = &model.place(*at).id;
            format!("do it: `mitigation … {{ status: implemented, gives: {word}, on: {at} }}` closes it")
        })
        .collect();
    if finding.subjects.len() > 1 && !remedies.is_empty() {
        remedies.insert(1, "and the same where it fires for another reason".to_owned());
    }
    if levels.is_forbidden(name) {
        remedies.push(format!("plan it: write a threat with `found_by: {name}` and `on: {place}`; until it is mitigated, this stays an error"));
        return remedies;
    }
    remedies.push(format!("plan it or accept it: write a threat with `found_by: {name}` and `on: {place}`"));
    let id = format!("{}_{place}", rule.identity.id).replace('.', "_");
    remedies
        .push(format!("leave it aside: `suppress {id} {{ rule: {name}, on: {place}, owner: @…, because: \"…\" }}`"));
    remedies
}
