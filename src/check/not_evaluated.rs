//! Says how much of a model was read but not evaluated, so that silence is never mistaken for approval.

use super::{Context, codes};
use crate::diagnostics::Diagnostic;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let model = context.model;
    let counts = [
        (model.assertions.len(), "assertion", "assertions"),
        (model.made.len(), "use of a template", "uses of templates"),
        (model.waivers.len(), "waiver", "waivers"),
    ];
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    let (Some((last, rest)), total) = (parts.split_last(), counts.iter().map(|(count, ..)| count).sum::<usize>())
    else {
        return;
    };
    let list = if rest.is_empty() { last.clone() } else { format!("{} and {last}", rest.join(", ")) };
    let (verb, their, them) = if total == 1 { ("was", "its", "it") } else { ("were", "their", "them") };
    let diagnostic = Diagnostic::new(&codes::NOT_EVALUATED, format!("{list} {verb} not evaluated")).note(format!(
        "this version checks {their} shape and the names in {them}; it draws no conclusions from {them} yet"
    ));
    // A route without hops is sound only if it leads over what a template would have made.
    let unmade = model.flows.iter().filter(|flow| flow.hops.is_empty()).count();
    let diagnostic = match unmade {
        0 => diagnostic,
        1 => diagnostic.note("1 flow leads over what a template would make; it is neither drawn nor listed"),
        many => diagnostic
            .note(format!("{many} flows lead over what templates would make; they are neither drawn nor listed")),
    };
    diagnostics.push(diagnostic);
}
