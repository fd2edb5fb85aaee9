//! A view that chooses flows by a condition which none fulfils shows less than its author believes.

use super::{Context, codes};
use crate::diagnostics::Diagnostic;
use crate::model::Region;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for view in &context.model.views {
        for region in view.show.iter().chain(&view.hide) {
            let Region::Flows(choice) = region else { continue };
            if context.questions().chosen(choice).next().is_some() {
                continue;
            }
            let diagnostic = Diagnostic::new(&codes::CHOICE_EMPTY, "no flow fulfils this condition")
                .at(choice.span, "it chooses nothing")
                .also(view.identity.span, "in this view")
                .note("a condition holds only where the model says so: what a flow does not say is unknown")
                .help("see whether the flows that you mean say what you ask for, such as `over:` and `carries:`");
            diagnostics.push(diagnostic);
        }
    }
}
