//! Decisions to leave findings aside that no longer do what they say, and threats that stand for a finding which is
//! none.

use super::{Context, codes};
use crate::analysis::query::Questions;
use crate::analysis::{Standing, subjects_at};
use crate::diagnostics::Diagnostic;
use crate::model::{RuleId, Suppression, Threat};

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (index, suppression) in context.model.suppressions.iter().enumerate() {
        let covered = context.facts.findings.all.iter().any(|one| one.standing == Standing::Suppressed(index));
        let in_force = suppression.until.is_none_or(|until| context.facts.as_of <= until);
        if in_force && !covered {
            diagnostics.push(idle(context, suppression));
        }
    }
    for threat in context.model.threats.iter().filter(|threat| !threat.is_finding) {
        if let Some(rule) = threat.found_by {
            diagnostics.extend(adopts_nothing(context, threat, rule));
        }
    }
}

/// A decision about a finding that there is none of.
fn idle(context: &Context<'_>, suppression: &Suppression) -> Diagnostic {
    let rule = &context.model[suppression.rule];
    let id = &suppression.identity.id;
    Diagnostic::new(&codes::SUPPRESSION_IDLE, format!("`{id}` leaves nothing aside"))
        .at(suppression.identity.span, format!("`{}` does not fire there", rule.name))
        .also(rule.identity.span, "the rule")
        .help(format!("remove it; `caveat explain {}/PLACE` says why the rule is silent at a place", rule.name))
}

/// A threat that adopts a finding, at a place where the rule is known not to fire, whatever the mitigations give.
fn adopts_nothing(context: &Context<'_>, threat: &Threat, rule: RuleId) -> Option<Diagnostic> {
    let (model, findings) = (context.model, &context.facts.findings);
    if threat.on.is_empty() || threat.on.iter().any(|place| findings.fires(rule, *place)) {
        return None;
    }
    let questions = Questions::new(model);
    let condition = model[rule].condition.as_ref()?;
    let mut subjects = threat.on.iter().flat_map(|place| subjects_at(model, rule, *place));
    // Where it fires but for a mitigation, or nothing is known, the threat may well stand.
    if subjects.any(|subject| questions.holds(&subject, condition) != Some(false)) {
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
