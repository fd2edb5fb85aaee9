//! Views that show nothing, and boundaries that a view closes without showing them.

use super::{Context, codes};
use crate::analysis::{Subject, open_content};
use crate::diagnostics::Diagnostic;
use crate::model::{FlowState, Region, ThreatModel, View, ViewId};

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let model = context.model;
    for (index, view) in model.views.iter().enumerate() {
        let shown = open_content(model, Subject::View(ViewId::from(index)));
        if !shown.elements.is_empty() || !shown.boundaries.is_empty() {
            let missing = view.collapse.iter().filter(|id| !shown.boundaries.contains(id));
            diagnostics.extend(missing.map(|id| {
                let boundary = &model[*id].identity;
                Diagnostic::new(
                    &codes::CLOSES_NOTHING,
                    format!("`{}` closes `{}`, which it does not show", view.identity.id, boundary.id),
                )
                .at(view.identity.span, "nothing that this view shows lies in that boundary")
                .also(boundary.span, "the boundary")
                .help("show something that lies in it, or take it out of `collapse:`")
            }));
        } else if !names_no_flow(context, view) && !model.elements.is_empty() {
            diagnostics.push(nothing(model, view));
        }
    }
}

/// Whether a condition chooses nothing, of which there is a warning already.
fn names_no_flow(context: &Context<'_>, view: &View) -> bool {
    view.show
        .iter()
        .any(|region| matches!(region, Region::Flows(choice) if context.questions().chosen(choice).next().is_none()))
}

fn nothing(model: &ThreatModel, view: &View) -> Diagnostic {
    let retired = |region: &Region| matches!(region, Region::Flow(id) if model[*id].state == FlowState::Retired);
    let diagnostic = Diagnostic::new(&codes::VIEW_EMPTY, format!("the view `{}` shows nothing", view.identity.id))
        .at(view.identity.span, "its picture is empty");
    if view.show.iter().any(retired) {
        diagnostic.note("a retired flow is part of no picture").help("show a flow that is in use, or remove the view")
    } else {
        diagnostic.help("see whether `hide:` takes away all that `show:` names, or remove the view")
    }
}
