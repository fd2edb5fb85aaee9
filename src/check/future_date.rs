//! What is said to have been done on a day that has not come yet.

use super::{Context, codes};
use crate::diagnostics::Diagnostic;
use crate::model::Identity;
use crate::text::Date;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let model = context.model;
    let mitigations = model.mitigations.iter().map(|mitigation| (&mitigation.identity, mitigation.checked));
    let assumptions = model.assumptions.iter().map(|assumption| (&assumption.identity, assumption.checked));
    let checked = mitigations.chain(assumptions).map(|(identity, day)| (identity, "checked", day));
    let all: Vec<(&Identity, &str, Option<Date>)> =
        std::iter::once((&model.identity, "reviewed", model.reviewed)).chain(checked).collect();
    for (identity, word, day) in all {
        let Some(day) = day.filter(|day| *day > context.facts.as_of) else { continue };
        let message = format!("`{}` cannot have been {word} on {day}", identity.id);
        let diagnostic = Diagnostic::new(&codes::FUTURE_DATE, message)
            .at(identity.span, format!("“{}”", identity.title))
            .note(format!("this is checked as of {}, and that day is still to come", context.facts.as_of))
            .help(format!("write in `{word}:` the day on which it was done"));
        diagnostics.push(diagnostic);
    }
}
