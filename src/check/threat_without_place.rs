//! A threat that strikes nowhere is drawn nowhere.

use super::{Context, codes};
use crate::diagnostics::Diagnostic;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for threat in context.model.threats.iter().filter(|threat| threat.on.is_empty()) {
        let diagnostic = Diagnostic::new(
            &codes::THREAT_WITHOUT_PLACE,
            format!("`{}` does not say where it strikes", threat.identity.id),
        )
        .at(threat.identity.span, "no element or flow turns red for it")
        .help("add `on:` with an element or a flow, or write the threat inside one");
        diagnostics.push(diagnostic);
    }
}
