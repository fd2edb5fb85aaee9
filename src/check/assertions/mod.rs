//! Assertions that do not hold, that proposed flows would break, or that say nothing.

mod broken;
mod costs;
mod empty;
mod remedies;
mod words;

use super::Context;
use crate::diagnostics::Diagnostic;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for verdict in context.facts.verdicts() {
        diagnostics.extend(broken::report(context, verdict, false));
        diagnostics.extend(broken::report(context, verdict, true));
        let reasons = verdict.empty.iter();
        diagnostics.extend(reasons.map(|reason| empty::report(context.model, verdict.assertion, reason)));
    }
}
