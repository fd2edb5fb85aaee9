//! A process can lower only what it sees.

use super::{Context, codes, roads};
use crate::analysis::{Lowering, Traffic};
use crate::diagnostics::Diagnostic;
use crate::model::{AssetId, ElementId};
use crate::text::list_all;
use std::collections::BTreeSet;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for lowering in context.lowerings().iter().filter(|lowering| !lowering.declared_by.is_empty()) {
        let traffic = context.traffic();
        // What a proposed flow would bring counts too: who writes it down knows what is missing.
        let of = |id: &AssetId| traffic[id.index()].moves.iter().flat_map(|one| [one.from, one.to]);
        let mut seen: BTreeSet<ElementId> = lowering.origins.iter().flat_map(of).collect();
        seen.extend(lowering.origins.iter().flat_map(|id| &traffic[id.index()].held_by));
        for process in lowering.declared_by.iter().filter(|process| !seen.contains(process)) {
            diagnostics.push(diagnostic(context, lowering, *process, traffic));
        }
    }
}

fn diagnostic(context: &Context<'_>, lowering: &Lowering, process: ElementId, traffic: &[Traffic]) -> Diagnostic {
    let model = context.model;
    let (name, element) = (roads::asset(model, lowering.asset), roads::element(model, process));
    let sources = list_all(lowering.from.iter().map(|id| roads::asset(model, *id)), 6);
    let declared = model[process].declassifies.iter().find(|one| one.asset == lowering.asset);
    let span = declared.map_or(model[process].identity.span, |declared| declared.span);
    let diagnostic = Diagnostic::new(
        &codes::DECLASSIFIES_UNSEEN,
        format!("`{element}` lowers {sources} to `{name}`, but never sees {sources}"),
    )
    .at(span, "declared here")
    .also(model[lowering.asset].identity.place("derived_from"), format!("`{name}` is made from this"));
    let seen: BTreeSet<ElementId> =
        lowering.from.iter().flat_map(|id| traffic[id.index()].seen_by.iter().copied()).collect();
    let diagnostic = match seen.is_empty() {
        true => diagnostic.note(format!("no hop carries {sources} at all, and nothing holds it")),
        false => {
            let diagnostic = diagnostic
                .note(format!("no hop carries {sources} to or from `{element}`, and `{element}` does not hold it"));
            let places = list_all(seen.iter().map(|id| roads::element(model, *id)), 6);
            diagnostic.note(format!("{sources} is to be seen at {places}"))
        }
    };
    diagnostic.help(format!(
        "name it in the `carries:` of the flow that brings it to `{element}`, or move the declaration to the process that lowers it"
    ))
}
