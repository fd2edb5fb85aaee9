//! The pictures: the whole model and its parts beside the summary, the views further down, each with what it is about.

use super::block::push_block;
use super::escape::{fragment, inline};
use super::report::Report;
use crate::analysis::Subject;
use crate::emit::Diagram;

/// The picture of the whole model, and those of its parts where it is large.
pub(super) fn push_whole(report: &Report<'_>, out: &mut String) {
    if report.model.elements.is_empty() {
        return;
    }
    for diagram in report.diagrams {
        match diagram.content.subject {
            Subject::Whole => {
                out.push_str("\n## Diagram\n");
                let closed = if diagram.content.closed.is_empty() { "" } else { ", its large boundaries closed" };
                image(report, out, diagram, &format!("Data-flow diagram of the whole model{closed}"));
            }
            Subject::Part(_) => {
                out.push_str(&format!("\n### {}\n", inline(&diagram.title)));
                image(report, out, diagram, "Data-flow diagram of a part");
            }
            Subject::View(_) => {}
        }
    }
}

/// The pictures that the author asked for.
pub(super) fn push_views(report: &Report<'_>, out: &mut String) {
    let mut heading = "\n## Views\n";
    for diagram in report.diagrams {
        let Subject::View(view) = diagram.content.subject else { continue };
        let identity = &report.model[view].identity;
        out.push_str(std::mem::take(&mut heading));
        out.push_str(&format!("\n### {}\n", inline(&diagram.title)));
        for text in [&identity.about, &identity.note].into_iter().flatten() {
            push_block(out, text, "");
        }
        image(report, out, diagram, "Data-flow diagram");
    }
}

fn image(report: &Report<'_>, out: &mut String, diagram: &Diagram, what: &str) {
    let name = diagram.svg_name(report.model);
    out.push_str(&format!("\n![{what}: {}]({})\n", inline(&diagram.title), fragment(&name)));
}
