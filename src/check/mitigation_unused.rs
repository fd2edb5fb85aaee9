//! A mitigation that no threat names does nothing in the model.

use super::{Context, codes};
use crate::diagnostics::Diagnostic;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let model = context.model;
    let mut used = vec![false; model.mitigations.len()];
    let in_threats = model.threats.iter().flat_map(|threat| &threat.mitigations);
    let in_decisions =
        model.acceptances.iter().flat_map(|a| &a.instead).chain(model.waivers.iter().flat_map(|w| &w.instead));
    for id in in_threats.chain(in_decisions) {
        used[id.index()] = true;
    }
    for (mitigation, used) in model.mitigations.iter().zip(used) {
        if !used && mitigation.on.is_empty() {
            let id = &mitigation.identity.id;
            let diagnostic = Diagnostic::new(&codes::MITIGATION_UNUSED, format!("`{id}` mitigates nothing"))
                .at(mitigation.identity.span, "no threat names it")
                .help(format!("add it to a threat, `mitigations: [{id}]`, or say where it works with `on:`"));
            diagnostics.push(diagnostic);
        }
    }
}
