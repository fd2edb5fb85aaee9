//! Decisions to leave findings aside that no longer do what they say, and threats that stand for a finding which is
//! none.

use super::{Context, codes};
use crate::analysis::query::Questions;
use crate::analysis::{Standing, subjects_by_place};
use crate::diagnostics::Diagnostic;
use crate::model::{Place, RuleId, Suppression, Threat, Value, in_force};
use crate::text::list_all;
use std::collections::{BTreeMap, BTreeSet};

/// What rules look at, by place; made once for each rule.
type Subjects = BTreeMap<RuleId, BTreeMap<Place, Vec<Value>>>;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (index, suppression) in context.model.suppressions.iter().enumerate() {
        let covered = context.facts.findings.all.iter().any(|one| one.standing == Standing::Suppressed(index));
        if in_force(suppression.until, context.facts.as_of) && !covered {
            diagnostics.push(idle(context, suppression));
        }
    }
    let questions = context.questions_of_rules();
    let found: BTreeSet<(RuleId, Place)> =
        context.facts.findings.all.iter().map(|finding| (finding.rule, finding.place)).collect();
    let mut subjects = Subjects::new();
    for threat in context.model.threats.iter().filter(|threat| !threat.is_finding) {
        if let Some(rule) = threat.found_by {
            diagnostics.extend(adopts_nothing(context, questions, (&found, &mut subjects), threat, rule));
        }
    }
}

/// A decision about a finding that there is none of.
fn idle(context: &Context<'_>, suppression: &Suppression) -> Diagnostic {
    let rule = &context.model[suppression.rule];
    let id = &suppression.identity.id;
    let diagnostic = Diagnostic::new(&codes::SUPPRESSION_IDLE, format!("`{id}` leaves nothing aside"));
    let adopted = context.facts.findings.all.iter().find_map(|finding| match finding.standing {
        Standing::Adopted(threat) if suppression.covers(finding.rule, finding.place) => Some(threat),
        _ => None,
    });
    if let Some(threat) = adopted {
        let threat = &context.model[threat].identity;
        return diagnostic
            .at(suppression.identity.span, format!("`{}` stands for what `{}` finds there", threat.id, rule.name))
            .also(threat.place("found_by"), "it adopts the finding")
            .help("decide in one place: remove this, or the `found_by:` of the threat");
    }
    let elsewhere = context.facts.findings.all.iter().filter(|finding| finding.rule == suppression.rule);
    let elsewhere: Vec<&str> = elsewhere.map(|finding| context.model.place(finding.place).id.as_str()).collect();
    let diagnostic = diagnostic
        .at(suppression.identity.span, format!("`{}` does not fire there", rule.name))
        .also(rule.identity.span, "the rule")
        .note(match elsewhere.as_slice() {
            [] => "it fires nowhere in this model".to_owned(),
            places => format!("it fires at {}", list_all(places.iter().copied(), 6)),
        });
    let diagnostic = match elsewhere.as_slice() {
        [] => diagnostic,
        [only] => diagnostic.help(format!("if that is meant, write `on: {only}`")),
        _ => diagnostic.help("if one of these is meant, name it in `on:`"),
    };
    diagnostic.help(format!(
        "{} it; `caveat explain {}/PLACE` says why the rule is silent at a place",
        if elsewhere.is_empty() { "remove" } else { "else remove" },
        rule.name
    ))
}

/// A threat that adopts a finding, at a place where the rule is known not to fire, whatever the mitigations give.
fn adopts_nothing(
    context: &Context<'_>,
    questions: &Questions<'_>,
    (found, known): (&BTreeSet<(RuleId, Place)>, &mut Subjects),
    threat: &Threat,
    rule: RuleId,
) -> Option<Diagnostic> {
    let model = context.model;
    if let (Some(kind), Some(finds)) = (threat.kind, model[rule].raised.kind)
        && kind != finds
    {
        let (id, kind, finds) = (&threat.identity.id, &model[kind].identity.id, &model[finds].identity.id);
        return Some(
            Diagnostic::new(&codes::ADOPTS_NOTHING, format!("`{id}` stands for a finding of another kind"))
                .at(threat.identity.place("kind"), format!("it is {kind}"))
                .also(model[rule].identity.span, format!("the rule finds {finds}"))
                .help(format!("write `kind: {finds}`, or remove `found_by:` if the threat stands by itself")),
        );
    }
    if threat.on.is_empty() || threat.on.iter().any(|place| found.contains(&(rule, *place))) {
        return None;
    }
    let condition = model[rule].condition.as_ref()?;
    let of_rule = known.entry(rule).or_insert_with(|| subjects_by_place(questions, rule));
    let mut subjects = threat.on.iter().filter_map(|place| of_rule.get(place)).flatten();
    // Where it fires but for a mitigation, or nothing is known, the threat may well stand.
    if subjects.any(|subject| questions.holds(subject, condition) != Some(false)) {
        return None;
    }
    let (id, name) = (&threat.identity.id, &model[rule].name);
    let place = &model.place(*threat.on.first()?).id;
    Some(
        Diagnostic::new(&codes::ADOPTS_NOTHING, format!("`{id}` stands for a finding that is none"))
            .at(threat.identity.place("found_by"), format!("`{name}` does not fire on `{place}`"))
            .also(model[rule].identity.span, "the rule")
            .help(format!("remove `found_by:` if the threat stands by itself; `caveat explain {name}/{place}` says why the rule is silent")),
    )
}
