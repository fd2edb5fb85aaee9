//! What is made from data keeps its class, unless a process says that it lowers it, and how.

use super::{Context, codes, roads};
use crate::analysis::{Lowering, Traffic, at_or_above, highest_classes};
use crate::diagnostics::Diagnostic;
use crate::model::{ClassId, ElementId, ElementKind, ThreatModel};
use crate::text::list_all;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let lowerings = context.lowerings();
    if lowerings.iter().all(|lowering| !lowering.declared_by.is_empty()) {
        return;
    }
    for lowering in lowerings.iter().filter(|lowering| lowering.declared_by.is_empty()) {
        diagnostics.push(diagnostic(context, lowering, context.traffic()));
    }
}

fn diagnostic(context: &Context<'_>, lowering: &Lowering, traffic: &[Traffic]) -> Diagnostic {
    let model = context.model;
    let identity = &model[lowering.asset].identity;
    let (name, class) = (&identity.id, &model[lowering.class].identity.id);
    let higher: Vec<ClassId> = lowering.from.iter().flat_map(|id| context.facts.classes_of(*id)).copied().collect();
    let sources = list_all(lowering.from.iter().map(|id| roads::asset(model, *id)), 6);
    let above = higher.iter().all(|higher| at_or_above(model, *higher, lowering.class));
    let (other, lies) = if above { ("a lower", "lies below") } else { ("another", "does not lie above") };
    let message = format!("`{name}` has {other} class than {sources}, and no process lowers it");
    let mut diagnostic = Diagnostic::new(&codes::NOT_DECLASSIFIED, message)
        .at(identity.place("class"), format!("`{name}` is `{class}`"))
        .also(identity.place("derived_from"), format!("it is made from {sources}"));
    for source in &lowering.from {
        let (span, message) = roads::class_label(model, *source, context.facts.classes_of(*source));
        diagnostic = diagnostic.also(span, message);
    }
    let diagnostic = diagnostic.note(format!(
        "`{class}` {lies} {}; what is made from data needs its protection, unless a process takes out what needed it",
        roads::classes(model, &once(higher))
    ));
    let member = format!("`declassifies {name} {{ method: \"…\", because: \"…\" }}`");
    let diagnostic = diagnostic.help(match maker(model, lowering, traffic) {
        Some(process) => format!("if `{}` lowers it, write there {member}", roads::element(model, process)),
        None => format!("write in the process that lowers it {member}"),
    });
    let all = model[lowering.asset].derived_from.iter().flat_map(|id| context.facts.classes_of(*id));
    let all: Vec<ClassId> = highest_classes(model, &all.copied().collect()).into_iter().collect();
    diagnostic.help(format!(
        "if nothing lowers it, leave out its `class:`: it then has that of what it is made from, {}",
        roads::classes(model, &all)
    ))
}

/// The classes, each once.
fn once(mut classes: Vec<ClassId>) -> Vec<ClassId> {
    classes.sort();
    classes.dedup();
    classes
}

/// The process that most likely lowers it: it sees what the asset is made from, and the asset leaves it.
fn maker(model: &ThreatModel, lowering: &Lowering, traffic: &[Traffic]) -> Option<ElementId> {
    let sees = |process: &ElementId| lowering.origins.iter().any(|id| traffic[id.index()].seen_by.contains(process));
    let leaves = traffic[lowering.asset.index()].moves.iter().map(|one| one.from);
    leaves.into_iter().find(|from| model[*from].kind == ElementKind::Process && sees(from))
}
