//! A threat that counts as handled although nobody knows how much of its risk is left.

use super::{Context, codes};
use crate::analysis::ThreatState;
use crate::diagnostics::Diagnostic;
use crate::model::ThreatId;
use crate::text::{list_all, number};

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(appetite) = context.model.appetite else { return };
    for (index, threat) in context.model.threats.iter().enumerate() {
        let id = ThreatId::from(index);
        let risk = context.facts.risk(id);
        let (Some(inherent), None) = (risk.inherent.map(|risk| risk.value()), risk.residual) else { continue };
        if inherent <= appetite || context.facts.state(id) != ThreatState::Handled {
            continue;
        }
        let unknown: Vec<_> = risk.working.iter().filter(|working| context.model[**working].effect.is_none()).collect();
        let names = list_all(unknown.iter().map(|id| context.model[**id].identity.id.as_str()), 6);
        let mut diagnostic = Diagnostic::new(
            &codes::EFFECT_UNKNOWN,
            format!("how much risk is left of `{}` is not known", threat.identity.id),
        )
        .at(threat.identity.span, format!("handled by {names}, whatever that takes away"));
        for id in &unknown {
            let mitigation = &context.model[**id].identity;
            diagnostic = diagnostic.also(mitigation.span, format!("“{}” has no `effect`", mitigation.title));
        }
        let diagnostic = diagnostic
            .note(format!(
                "its risk is {} before anything works, and the appetite is {}",
                number(inherent),
                number(appetite)
            ))
            .help("estimate it: `effect: some`, `most` or `nearly_all`, or a share such as `80%`");
        diagnostics.push(diagnostic);
    }
}
