//! Decisions of a model that a policy forbids: they do not count, and each is reported.

use crate::diagnostics::{Diagnostic, Levels, Setting};
use crate::driver::codes;
use crate::model::{Identity, ThreatModel};

/// Takes out of the model what would set aside the findings of forbidden rules, and breaches of forbidden assertions.
pub fn without_forbidden(model: &mut ThreatModel, levels: &Levels) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut suppressions = std::mem::take(&mut model.suppressions);
    suppressions.retain(|decision| {
        let rule = &model[decision.rule].name;
        let forbidden = levels.forbidden_by(rule);
        diagnostics.extend(forbidden.map(|policy| undone(&decision.identity, "suppress", rule, policy)));
        forbidden.is_none()
    });
    model.suppressions = suppressions;
    let mut waivers = std::mem::take(&mut model.waivers);
    waivers.retain(|decision| {
        let assertion = &model[decision.assertion].identity.id;
        let forbidden = levels.forbidden_by(assertion);
        diagnostics.extend(forbidden.map(|policy| undone(&decision.identity, "waive", assertion, policy)));
        forbidden.is_none()
    });
    model.waivers = waivers;
    diagnostics
}

fn undone(decision: &Identity, word: &str, finder: &str, policy: &Setting) -> Diagnostic {
    let message = format!("`{}` cannot {word} `{finder}`: the policy says `{}`", decision.id, policy.level.word());
    let what = if word == "waive" { "breaks the assertion" } else { "the rule finds" };
    Diagnostic::new(&codes::WEAKENS_POLICY, message)
        .at(decision.span, "this decision does not count")
        .also(policy.place, "the policy's level")
        .note(format!(
            "what a policy forbids, no decision in a model can set aside: what {what} is reported all the same"
        ))
        .help(format!("remove this `{word}`, and mend what {what}"))
        .help("if the policy is wrong here, ask whoever keeps it to change it")
}
