//! Long routes seldom answer the way that everybody assumes.

use super::{Context, codes};
use crate::diagnostics::Diagnostic;
use crate::model::{Answer, FlowState};

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for flow in &context.model.flows {
        if flow.hops.len() < 3 || flow.answer != Answer::Reversed || flow.state == FlowState::Retired {
            continue;
        }
        let name = |id: crate::model::ElementId| context.model[id].identity.id.as_str();
        let mut back: Vec<&str> = flow.hops.iter().rev().map(|hop| name(hop.to)).collect();
        back.extend(flow.hops.first().map(|hop| name(hop.from)));
        let diagnostic = Diagnostic::new(
            &codes::ANSWER_NOT_WRITTEN,
            format!("how does the answer to `{}` travel?", flow.identity.id),
        )
        .at(flow.route_span, format!("{} hops, no answer written", flow.hops.len()))
        .note("it is taken to come back the same way, carrying nothing that is known")
        .help(format!("if so, write `answer {}`; if nothing comes back, `answer none`", back.join(" -> ")));
        diagnostics.push(diagnostic);
    }
}
