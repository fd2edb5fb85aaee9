//! What is worth protecting, where it lies, which flows carry it and who has a way to it.

use super::escape::{anchor, inline, link};
use super::report::{NOTHING, Report, list, owner, remarks};
use super::table;
use super::threat::references;
use crate::analysis::asset_reach;
use crate::model::{Asset, AssetId, ClassId, ElementId};

/// A class, and the rules that ask for its protection.
fn class_and_law(report: &Report<'_>, class: ClassId) -> String {
    let class = &report.model[class];
    let law = references(report.model, &class.law);
    let law = if law.is_empty() { String::new() } else { format!("<br>{}", law.join(", ")) };
    inline(&class.identity.title) + &law
}

/// What an asset is made from, as a line below its title.
fn made_from(report: &Report<'_>, asset: &Asset) -> String {
    match asset.derived_from.as_slice() {
        [] => String::new(),
        sources => format!("<br>made from {}", list(sources.iter().map(|source| report.asset_link(*source)))),
    }
}

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    let model = report.model;
    if model.assets.is_empty() {
        return;
    }
    out.push_str("\n## Assets and where they go\n\n“Reachable by” names the external entities from which flows lead to an element that holds the asset.\n");
    table::head(out, &["Asset", "Class", "Serves", "Held by", "Carried by", "Reachable by", "Owner"]);
    for (index, (asset, reach)) in model.assets.iter().zip(asset_reach(model)).enumerate() {
        let identity = &asset.identity;
        let remark = made_from(report, asset) + &remarks(identity);
        let classes = report.facts.classes_of(AssetId::from(index)).iter();
        let classes: Vec<String> = classes.map(|class| class_and_law(report, *class)).collect();
        let class = if classes.is_empty() { NOTHING.to_owned() } else { classes.join("<br>") };
        let elements = |ids: &[ElementId]| list(ids.iter().map(|id| report.element_link(*id)));
        table::row(
            out,
            [
                &format!("{}{}{remark}", anchor("asset", &identity.id), inline(&identity.title)),
                &class,
                &list(asset.serves.iter().map(|objective| inline(&model[*objective].identity.title))),
                &elements(&reach.held_by),
                &list(reach.carried_by.iter().map(|flow| {
                    let identity = &model[*flow].identity;
                    link("flow", &identity.id, &identity.title)
                })),
                &elements(&reach.reachable_by),
                &owner(asset.owner.as_ref()),
            ],
        );
    }
}
