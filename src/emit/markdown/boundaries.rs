//! The regions of trust.

use super::escape::{anchor, inline, link};
use super::report::{NOTHING, Report, owner, remarks};
use super::table;
use ecow::EcoString;

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    let model = report.model;
    if model.boundaries.is_empty() {
        return;
    }
    out.push_str("\n## Trust boundaries\n");
    table::head(out, &["Boundary", "Within", "Kind", "Trust", "Contract", "Owner"]);
    let text = |text: &Option<EcoString>| text.as_ref().map_or_else(|| NOTHING.to_owned(), |text| inline(text));
    for boundary in &model.boundaries {
        let identity = &boundary.identity;
        let remark = remarks(identity);
        let parent = boundary.parent.map(|parent| &model[parent].identity);
        table::row(
            out,
            [
                &format!("{}{}{remark}", anchor("boundary", &identity.id), inline(&identity.title)),
                &parent.map_or_else(|| NOTHING.to_owned(), |parent| link("boundary", &parent.id, &parent.title)),
                &text(&boundary.kind),
                &text(&boundary.trust),
                &text(&boundary.contract),
                &owner(boundary.owner.as_ref()),
            ],
        );
    }
}
