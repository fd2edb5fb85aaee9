//! What a mitigation gives must be something that a rule or a view's condition asks for, else it is most likely misspelt.

use super::{Context, codes};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::Region;
use crate::text::{closest, list_all};
use std::collections::BTreeSet;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let by_views = context.model.views.iter().flat_map(|view| view.show.iter().chain(&view.hide));
    let by_views = by_views.flat_map(|region| match region {
        Region::Flows(choice) => choice.condition.asks_for(),
        _ => Vec::new(),
    });
    let by_assertions = context.model.assertions.iter().flat_map(|assertion| assertion.asks_for());
    let asked = context.model.rules.iter().flat_map(|rule| &rule.asks_for).chain(by_views).chain(by_assertions);
    let asked: BTreeSet<&str> = asked.map(|word| word.as_str()).collect();
    for mitigation in &context.model.mitigations {
        for (word, span) in mitigation.gives.iter().zip(&mitigation.gives_spans) {
            if asked.contains(word.as_str()) {
                continue;
            }
            let diagnostic = Diagnostic::new(&codes::CAPABILITY_UNKNOWN, format!("no rule asks for `{word}`"))
                .at(*span, "so this gives nothing")
                .note("a rule asks for a word with `has`: `unless: node has …`");
            let diagnostic = match closest(word, asked.iter().copied()) {
                Some(near) => diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, *span, near),
                None if asked.is_empty() => {
                    diagnostic.help("remove it from `gives:`, or use the library whose rule asks for it")
                }
                None => diagnostic
                    .note(format!("the rules of this model ask for {}", list_all(asked.iter().copied(), 8)))
                    .help("write one of these, use the library whose rule asks for it, or remove it from `gives:`"),
            };
            diagnostics.push(diagnostic);
        }
    }
}
