//! The report: one Markdown file that reads well where the code is reviewed, what is open and what to do first.
//!
//! May assume that pictures lie beside it. Must not let the author's words act as markup of the report, nor name the
//! day on which it was made: it changes only when something in it does.

mod adversaries;
mod assertions;
mod assets;
mod assumptions;
mod block;
mod boundaries;
mod coverage;
mod decisions;
mod diagrams;
mod escape;
mod flows;
mod head;
mod information;
mod mitigations;
mod plan;
mod report;
mod summary;
mod sums;
mod table;
mod threat;
mod threats;
mod unconsidered;

use super::stamp;
use super::{Input, Output};
use report::Report;

/// A part of the report; adds nothing where there is nothing to say.
type Section = fn(&Report<'_>, &mut String);

/// The sections: first what a reader must know, then what there is to do, then all the rest.
const SECTIONS: &[Section] = &[
    head::push,
    summary::push,
    diagrams::push_whole,
    plan::push,
    diagrams::push_views,
    threats::push,
    unconsidered::push,
    coverage::push,
    flows::push,
    assets::push,
    information::push,
    boundaries::push,
    assertions::push,
    assumptions::push,
    decisions::push,
    adversaries::push,
];

/// The report as one file.
pub fn emit(input: &Input<'_>) -> Vec<Output> {
    let report = Report::new(input);
    // Before anything that an author wrote, so that nobody can write another mark in front of it.
    let mut text = stamp::comment() + "\n";
    for section in SECTIONS {
        section(&report, &mut text);
    }
    vec![Output { name: format!("{}.md", input.model.identity.id), text: tidy(&text) }]
}

/// The text with one empty line where several follow each other outside of code, and one line end at its end.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut empty, mut code) = (true, false);
    for line in text.lines() {
        let start = line.trim_start();
        code ^= start.starts_with("```") || start.starts_with("~~~");
        if code || !(empty && line.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
        empty = line.is_empty();
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}
