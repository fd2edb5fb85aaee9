//! What a mitigation gives must be something that a rule asks for, else it is most likely misspelt.

use super::{Context, codes};
use crate::diagnostics::Diagnostic;
use crate::text::closest;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let asked: Vec<&str> =
        context.model.rules.iter().flat_map(|rule| rule.asks_for.iter().map(|word| word.as_str())).collect();
    for mitigation in &context.model.mitigations {
        for word in mitigation.gives.iter().filter(|word| !asked.contains(&word.as_str())) {
            let diagnostic = Diagnostic::new(&codes::CAPABILITY_UNKNOWN, format!("no rule asks for `{word}`"))
                .at(mitigation.identity.span, format!("this mitigation gives `{word}`"));
            let diagnostic = match closest(word, asked.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help("remove it from `gives:`, or use the library whose rule asks for it"),
            };
            diagnostics.push(diagnostic);
        }
    }
}
