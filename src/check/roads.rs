//! Words that the checks of where data may go have in common: classes, hops and the roads that data takes.

use crate::analysis::{Move, Roads, Traffic};
use crate::diagnostics::Diagnostic;
use crate::model::{AssetId, ClassId, ElementId, Hop, ThreatModel};
use crate::text::{Span, list_all};

/// Hops of a road that are written out; of longer ones the middle is left out.
const MOST: usize = 12;

/// Id of an element.
pub(super) fn element(model: &ThreatModel, id: ElementId) -> &str {
    &model[id].identity.id
}

/// Id of an asset.
pub(super) fn asset(model: &ThreatModel, id: AssetId) -> &str {
    &model[id].identity.id
}

/// Ids of classes: "`phi`", "`phi` and `secret`".
pub(super) fn classes(model: &ThreatModel, classes: &[ClassId]) -> String {
    list_all(classes.iter().map(|class| model[*class].identity.id.as_str()), 6)
}

/// Where it is written which class an asset has, and what to say there.
pub(super) fn class_label(model: &ThreatModel, id: AssetId, counting: &[ClassId]) -> (Span, String) {
    let (name, class) = (asset(model, id), classes(model, counting));
    match model[id].class {
        Some(_) => (model[id].identity.place("class"), format!("`{name}` is {class}")),
        None => (model[id].identity.place("derived_from"), format!("`{name}` is made from this, and so it is {class}")),
    }
}

/// "the flow `read`", "the answer of `read`".
pub(super) fn carrier(model: &ThreatModel, one: Move) -> String {
    let id = &model[one.flow].identity.id;
    if one.answer { format!("the answer of `{id}`") } else { format!("the flow `{id}`") }
}

/// "`a -> b`, by the flow `read`".
pub(super) fn hop_in_words(model: &ThreatModel, one: Move) -> String {
    let (from, to) = (element(model, one.from), element(model, one.to));
    let state = if one.proposed { ", which is proposed" } else { "" };
    format!("`{from} -> {to}`, by {}{state}", carrier(model, one))
}

/// Place of a hop in the sources.
pub(super) fn place(model: &ThreatModel, one: Move) -> Span {
    one.hop(model).map_or(model[one.flow].route_span, |hop: &Hop| hop.span)
}

/// Adds the road that ends with a hop: where it begins, then hop by hop.
pub(super) fn with_road(
    mut diagnostic: Diagnostic,
    model: &ThreatModel,
    id: AssetId,
    (traffic, roads): (&Traffic, &Roads<'_>),
    last: usize,
) -> Diagnostic {
    let road: Vec<Move> = roads.to(last).into_iter().map(|at| traffic.moves[at]).collect();
    let Some(first) = road.first() else { return diagnostic };
    let why = if traffic.held_by.contains(&first.from) { "is kept" } else { "first appears" };
    let (name, begin) = (asset(model, id), element(model, first.from));
    diagnostic = diagnostic.note(format!("the road of `{name}` begins at `{begin}`, where it {why}:"));
    for (at, one) in road.iter().enumerate() {
        if road.len() > MOST && (MOST / 2..road.len() - MOST / 2).contains(&at) {
            if at == MOST / 2 {
                diagnostic = diagnostic.note(format!("… {} hops more …", road.len() - MOST));
            }
            continue;
        }
        diagnostic = diagnostic.note(format!("{}. {}", at + 1, hop_in_words(model, *one)));
    }
    diagnostic
}
