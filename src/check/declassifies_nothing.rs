//! A declassification of what is not lowered: most likely the class or the origin is missing.

use super::{Context, codes, roads};
use crate::analysis::declassifications;
use crate::diagnostics::Diagnostic;
use crate::model::{AssetId, ClassId};
use crate::text::list_all;
use std::collections::BTreeSet;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let model = context.model;
    let lowered: BTreeSet<AssetId> = context.lowerings().iter().map(|lowering| lowering.asset).collect();
    for (process, declared) in declassifications(model) {
        let asset = &model[declared.asset];
        // A class that is not known may well be higher.
        let unknown = asset.derived_from.iter().any(|id| context.facts.classes_of(*id).is_empty());
        if lowered.contains(&declared.asset) || unknown {
            continue;
        }
        let (name, process) = (&asset.identity.id, roads::element(model, process));
        let diagnostic = Diagnostic::new(
            &codes::DECLASSIFIES_NOTHING,
            format!("`{process}` is said to lower `{name}`, which is not lowered"),
        )
        .at(declared.span, "there is nothing to declare here");
        let sources = list_all(asset.derived_from.iter().map(|id| roads::asset(model, *id)), 6);
        let classes: BTreeSet<ClassId> =
            asset.derived_from.iter().flat_map(|id| context.facts.classes_of(*id)).copied().collect();
        let classes = roads::classes(model, &classes.into_iter().collect::<Vec<_>>());
        diagnostics.push(match asset.class {
            _ if asset.derived_from.is_empty() => diagnostic
                .also(asset.identity.span, "it does not say what it is made from")
                .help(format!("say it at `{name}`: `derived_from: …`")),
            None => diagnostic
                .also(asset.identity.place("derived_from"), format!("without a class of its own it is {classes}"))
                .help(format!("give `{name}` the lower class that it has: `class: …`")),
            Some(class) => diagnostic
                .also(asset.identity.place("class"), format!("`{}` is not below {classes}", model[class].identity.id))
                .note(format!("{sources}, which it is made from, is {classes}"))
                .help("remove the declaration, or correct the class"),
        });
    }
}
