//! What may arrive where, and which processes lower the class of what they make, with method and reason.

use super::escape::{inline, link};
use super::report::{Report, list};
use super::table;
use crate::analysis::declassifications;
use crate::model::{ClassId, ElementId};

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    push_clearances(report, out);
    push_declassifications(report, out);
}

fn push_clearances(report: &Report<'_>, out: &mut String) {
    let model = report.model;
    let classes = |clearance: &[ClassId]| list(clearance.iter().map(|class| inline(&model[*class].identity.title)));
    let boundaries = model.boundaries.iter().map(|boundary| {
        let identity = &boundary.identity;
        (link("boundary", &identity.id, &identity.title), &boundary.clearance)
    });
    let elements = model.elements.iter().enumerate();
    let elements = elements.map(|(at, element)| (report.element_link(ElementId::from(at)), &element.clearance));
    let cleared: Vec<_> = boundaries.chain(elements).filter(|(_, clearance)| !clearance.is_empty()).collect();
    if cleared.is_empty() {
        return;
    }
    out.push_str("\n## Clearances\n\nA clearance lets in the classes that it names and those below them.\n");
    table::head(out, &["Place", "Cleared for"]);
    for (place, clearance) in cleared {
        table::row(out, [&place, &classes(clearance)]);
    }
}

fn push_declassifications(report: &Report<'_>, out: &mut String) {
    let model = report.model;
    if declassifications(model).next().is_none() {
        return;
    }
    out.push_str("\n## Declassifications\n");
    table::head(out, &["Process", "Makes", "From", "Method", "Reason"]);
    for (process, declared) in declassifications(model) {
        let sources = model[declared.asset].derived_from.iter().map(|source| report.asset_link(*source));
        table::row(
            out,
            [
                &report.element_link(process),
                &report.asset_link(declared.asset),
                &list(sources),
                &inline(&declared.method),
                &inline(&declared.because),
            ],
        );
    }
}
