//! Nothing may rest on an assumption that was found wrong.

use super::{Context, codes};
use crate::diagnostics::Diagnostic;
use crate::model::AssumptionState;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for assumption in context.model.assumptions.iter().filter(|a| a.state == AssumptionState::Wrong) {
        let Some(first) = assumption.supports.first() else { continue };
        let identity = &assumption.identity;
        let mut found = String::from("found wrong");
        if let Some(day) = assumption.checked {
            found.push_str(&format!(" on {day}"));
        }
        if let Some(person) = &assumption.by {
            found.push_str(&format!(" by @{person}"));
        }
        let mut diagnostic = Diagnostic::new(
            &codes::ASSUMPTION_WRONG,
            format!("`{}` is wrong, and something still rests on it", identity.id),
        )
        .at(first.span, format!("the {} `{}` rests on it: “{}”", first.kind, first.id, first.title))
        .also(identity.span, format!("“{}”: {found}", identity.title));
        for other in &assumption.supports[1..] {
            diagnostic =
                diagnostic.at(other.span, format!("so does the {} `{}`: “{}”", other.kind, other.id, other.title));
        }
        let each = if assumption.supports.len() == 1 { "it" } else { "each" };
        diagnostic = match assumption.replaced_by.map(|id| &context.model[id].identity) {
            Some(new) => diagnostic.also(new.span, "what replaces it").help(format!(
                "look at {each} again under `{0}`, “{1}”, then move it from here to `supports:` of `{0}`",
                new.id, new.title
            )),
            None => diagnostic.help(format!(
                "look at {each} again, then remove `supports:`, or name what holds instead with `replaced_by:`"
            )),
        };
        diagnostics.push(diagnostic);
    }
}
