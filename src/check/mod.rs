//! Opinions about a model that exists: one check a file, one line in [`CHECKS`].

mod above_clearance;
mod acceptance_expired;
mod answer_not_written;
mod assertions;
mod assumption_wrong;
mod capability_unknown;
mod choice_empty;
mod codes;
mod declassifies_nothing;
mod declassifies_unseen;
mod effect_unknown;
mod evidence_missing;
mod finding;
mod future_date;
mod lowered_elsewhere;
mod mitigation_unused;
mod not_declassified;
mod review_overdue;
mod roads;
mod suppression;
mod threat_without_place;
mod view_empty;
mod waivers;

pub use codes::{BROKEN_ASSERTION, CODES, FINDING};
pub use finding::remedies;

use crate::analysis::Facts;
use crate::diagnostics::{Diagnostic, Levels};
use crate::model::ThreatModel;
use std::collections::BTreeSet;

/// What a check may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The model.
    pub model: &'a ThreatModel,
    /// Its computed facts.
    pub facts: &'a Facts,
    /// Paths named as evidence that do not exist.
    pub missing_files: &'a BTreeSet<String>,
    /// Which levels were set, for what is said about them; nobody applies them here.
    pub levels: &'a Levels,
}

/// A check reports what it finds.
pub type Check = fn(&Context<'_>, &mut Vec<Diagnostic>);

/// All checks, in the order in which they run.
pub static CHECKS: &[Check] = &[
    evidence_missing::check,
    acceptance_expired::check,
    assumption_wrong::check,
    review_overdue::check,
    answer_not_written::check,
    threat_without_place::check,
    effect_unknown::check,
    future_date::check,
    mitigation_unused::check,
    capability_unknown::check,
    choice_empty::check,
    view_empty::check,
    above_clearance::check,
    not_declassified::check,
    lowered_elsewhere::check,
    declassifies_unseen::check,
    declassifies_nothing::check,
    finding::check,
    suppression::check,
    assertions::check,
    waivers::check,
];

/// Runs all checks.
pub fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for check in CHECKS {
        check(context, &mut diagnostics);
    }
    diagnostics
}
