//! What is worth protecting, where it lies, which flows carry it and who has a way to it.

use super::escape::{anchor, inline, link};
use super::report::{NOTHING, Report, list, owner, remarks};
use super::table;
use super::threat::references;
use crate::analysis::asset_reach;
use crate::model::{ClassId, ElementId};

/// A class, and the rules that ask for its protection.
fn class_and_law(report: &Report<'_>, class: ClassId) -> String {
    let class = &report.model[class];
    let law = references(report.model, &class.law);
    let law = if law.is_empty() { String::new() } else { format!("<br>{}", law.join(", ")) };
    inline(&class.identity.title) + &law
}

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    let model = report.model;
    if model.assets.is_empty() {
        return;
    }
    out.push_str("\n## Assets and where they go\n\n“Reachable by” names the external entities from which flows lead to an element that holds the asset.\n");
    table::head(out, &["Asset", "Class", "Serves", "Held by", "Carried by", "Reachable by", "Owner"]);
    for (asset, reach) in model.assets.iter().zip(asset_reach(model)) {
        let identity = &asset.identity;
        let remark = remarks(identity);
        let elements = |ids: &[ElementId]| list(ids.iter().map(|id| report.element_link(*id)));
        table::row(
            out,
            [
                &format!("{}{}{remark}", anchor("asset", &identity.id), inline(&identity.title)),
                &asset.class.map_or_else(|| NOTHING.to_owned(), |class| class_and_law(report, class)),
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
