//! What the methods ask about and nobody has considered yet: a row for each kind of threat.
//!
//! May assume nothing. Must not sound as if what nobody considered were safe.

use super::escape::inline;
use super::report::{NOTHING, Report};
use super::table;
use crate::analysis::{Coverage, MethodCoverage, Tally};
use crate::model::ThreatKindId;

/// Most elements and flows that a row names.
const MOST: usize = 5;

pub(super) fn push(report: &Report<'_>, out: &mut String) {
    let coverage = Coverage::new(report.model, report.facts);
    let asked: Vec<&MethodCoverage> = coverage.methods.iter().filter(|method| method.tally().applicable > 0).collect();
    if asked.is_empty() {
        return;
    }
    out.push_str(
        "\n## Coverage\n\nWhat the method asks about each element and flow. Not considered does not mean safe.\n",
    );
    for method in asked {
        out.push_str(&format!("\n{}.\n", method.summary(report.model)));
        table::head(out, &["Kind", "Considered:", "Not considered at"]);
        for (at, kind) in method.kinds.iter().enumerate() {
            let tally = Tally::of(method.rows.iter().map(|row| &row.cells[at]));
            if tally.applicable > 0 {
                let title = inline(&report.model[*kind].identity.title);
                table::row(out, [&title, &tally.in_words(), &missing(report, method, *kind)]);
            }
        }
    }
}

fn missing(report: &Report<'_>, method: &MethodCoverage, kind: ThreatKindId) -> String {
    let places = method.missing(kind);
    if places.is_empty() {
        return NOTHING.to_owned();
    }
    let names: Vec<String> = places.iter().take(MOST).map(|place| report.place_link(*place)).collect();
    let more = places.len().saturating_sub(MOST);
    names.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}
