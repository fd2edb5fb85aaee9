//! An asset that was lowered comes from the process that lowers it, not from another one that sees what it is made from.

use super::{Context, codes, roads};
use crate::analysis::{Lowering, Move, Traffic};
use crate::diagnostics::{Diagnostic, Severity};
use crate::model::{AssetId, ElementId, ElementKind};
use std::collections::BTreeSet;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for lowering in context.lowerings().iter().filter(|lowering| !lowering.declared_by.is_empty()) {
        let traffic = context.traffic();
        let own = &traffic[lowering.asset.index()];
        let mut told: BTreeSet<ElementId> = BTreeSet::new();
        // What is there today first, then what would be with the proposed flows.
        for proposed in [false, true] {
            let sees = |id: &AssetId, element: ElementId| traffic[id.index()].sees(element, proposed);
            let seen = |element: ElementId| lowering.origins.iter().copied().find(|id| sees(id, element));
            // Whoever sees nothing that it is made from has it from elsewhere; if only from those who do, then from them.
            let brings =
                |to: ElementId| own.moves.iter().filter(move |one| one.to == to && (proposed || !one.proposed));
            let gets_elsewhere =
                |to: ElementId| brings(to).next().is_none() || brings(to).any(|one| seen(one.from).is_none());
            let innocent = own.moves.iter().map(|one| one.from).filter(|from| seen(*from).is_none());
            let innocent = innocent.filter(|from| gets_elsewhere(*from));
            let sources = innocent.chain(own.held_by.iter().copied()).chain(lowering.declared_by.iter().copied());
            let supplied = own.reached(sources, proposed);
            for one in own.moves.iter().filter(|one| proposed || !one.proposed) {
                let origin = seen(one.from).filter(|_| !supplied.contains(&one.from));
                if let Some(origin) = origin.filter(|_| told.insert(one.from)) {
                    let found = Move { proposed, ..*one };
                    diagnostics.push(diagnostic(context, lowering, found, origin, &traffic[origin.index()]));
                }
            }
        }
    }
}

fn diagnostic(context: &Context<'_>, lowering: &Lowering, one: Move, seen: AssetId, source: &Traffic) -> Diagnostic {
    let model = context.model;
    let (name, element) = (roads::asset(model, lowering.asset), roads::element(model, one.from));
    let seen_name = roads::asset(model, seen);
    let (leaves, takes, level) = match one.proposed {
        true => ("would leave", "would take", Severity::Warning),
        false => ("leaves", "takes", Severity::Error),
    };
    let message =
        format!("`{name}` {leaves} `{element}`, which sees `{seen_name}` and does not declare that it lowers it");
    let diagnostic = Diagnostic { level, ..Diagnostic::new(&codes::LOWERED_ELSEWHERE, message) };
    let carrier = roads::carrier(model, one);
    let diagnostic = diagnostic.at(roads::place(model, one), format!("{carrier} {takes} `{name}` from `{element}`"));
    let diagnostic = with_sight(context, diagnostic, one, (seen, source));
    let diagnostic = lowering.declared_by.iter().take(3).fold(diagnostic, |diagnostic, process| {
        let declared = model[*process].declassifies.iter().find(|one| one.asset == lowering.asset);
        let span = declared.map_or(model[*process].identity.span, |declared| declared.span);
        diagnostic.also(span, format!("`{}` declares that it lowers it", roads::element(model, *process)))
    });
    let diagnostic = diagnostic.note(format!(
        "nothing brings `{name}` to `{element}` from where it is lowered or kept: so it would be made there, from `{seen_name}`"
    ));
    let maker = lowering.declared_by.first().map_or("…", |process| roads::element(model, *process));
    let diagnostic = diagnostic.help(format!(
        "if it comes from `{maker}`, add `{name}` to the `carries:` of the flow that brings it to `{element}`"
    ));
    match model[one.from].kind {
        ElementKind::Process => diagnostic.help(format!(
            "if `{element}` lowers it too, write there `declassifies {name} {{ method: \"…\", because: \"…\" }}`"
        )),
        _ => diagnostic
            .note("only a process can declare that it lowers a class")
            .help(format!("if `{element}` keeps it besides `{seen_name}`, add it to its `holds:`")),
    }
}

/// Shows where the element sees what the asset is made from.
fn with_sight(
    context: &Context<'_>,
    diagnostic: Diagnostic,
    one: Move,
    (seen, source): (AssetId, &Traffic),
) -> Diagnostic {
    let model = context.model;
    let (name, element) = (roads::asset(model, seen), roads::element(model, one.from));
    let class = roads::classes(model, context.facts.classes_of(seen));
    let touches = |step: &&Move| !step.proposed && (step.to == one.from || step.from == one.from);
    match source.moves.iter().find(touches) {
        Some(step) if !source.held_by.contains(&one.from) => {
            diagnostic.also(roads::place(model, *step), format!("`{element}` sees `{name}` here, which is {class}"))
        }
        _ => diagnostic
            .also(model[one.from].identity.place("holds"), format!("`{element}` keeps `{name}`, which is {class}")),
    }
}
