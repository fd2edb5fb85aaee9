//! What is worth protecting, where it lies, which flows carry it and who has a way to it.

use super::escape::{anchor, inline, link};
use super::report::{NOTHING, Report, list, owner, remarks};
use super::table;
use crate::analysis::asset_reach;
use crate::model::ElementId;

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
                &asset.class.map_or_else(|| NOTHING.to_owned(), |class| inline(&model[class].identity.title)),
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
