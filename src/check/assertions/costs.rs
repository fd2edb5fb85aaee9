//! What an offending route costs: the working mitigations that it misses, and the risk before and after.

use super::super::Context;
use crate::analysis::asserts::{Lost, Offence, lost};
use crate::diagnostics::Diagnostic;
use crate::text::{counted, list_all, number};

/// Threats that are told at most.
const MOST: usize = 5;

/// Adds a note for each threat that counts on what the route misses, and one for all of them.
pub(super) fn add(context: &Context<'_>, mut diagnostic: Diagnostic, offence: &Offence) -> Diagnostic {
    let all = lost(context.model, context.facts, offence);
    for lost in all.iter().take(MOST) {
        diagnostic = diagnostic.note(one(context, lost));
    }
    if all.len() > MOST {
        diagnostic = diagnostic.note(format!("and mitigations of {}", counted(all.len() - MOST, "other threat")));
    }
    let known: Vec<(f64, f64)> = all.iter().filter_map(|lost| lost.before.zip(lost.after)).collect();
    if known.len() < 2 {
        return diagnostic;
    }
    let (before, after) = known.iter().fold((0.0, 0.0), |sum, lost| (sum.0 + lost.0, sum.1 + lost.1));
    let how_far = if known.len() == all.len() { "all in all" } else { "as far as it is known" };
    diagnostic.note(format!("{how_far}, the residual risk goes from {} to {}", number(before), number(after)))
}

fn one(context: &Context<'_>, lost: &Lost) -> String {
    let model = context.model;
    let named = match lost.mitigations.as_slice() {
        [only] => {
            let mitigation = &model[*only].identity;
            format!("`{}`, “{}”", mitigation.id, mitigation.title)
        }
        several => list_all(several.iter().map(|id| model[*id].identity.id.as_str()), MOST),
    };
    let threat = &model[lost.threat].identity.id;
    match lost.before.zip(lost.after) {
        Some((before, after)) => {
            format!(
                "it misses {named}: the residual risk of `{threat}` goes from {} to {}",
                number(before),
                number(after)
            )
        }
        None => {
            format!("it misses {named}, which works against `{threat}`; how much risk that takes away is not known")
        }
    }
}
