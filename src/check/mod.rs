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

use crate::analysis::query::Questions;
use crate::analysis::{Facts, Lowering, Traffic, lowerings, traffic};
use crate::diagnostics::{Diagnostic, Levels};
use crate::model::ThreatModel;
use std::cell::OnceCell;
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
    questions: OnceCell<Questions<'a>>,
    questions_of_rules: OnceCell<Questions<'a>>,
    traffic: OnceCell<Vec<Traffic>>,
    lowerings: OnceCell<Vec<Lowering>>,
}

impl<'a> Context<'a> {
    /// Made once for all checks; what several of them reckon with is reckoned when the first one asks.
    pub fn new(
        model: &'a ThreatModel,
        facts: &'a Facts,
        missing_files: &'a BTreeSet<String>,
        levels: &'a Levels,
    ) -> Self {
        Context {
            model,
            facts,
            missing_files,
            levels,
            questions: OnceCell::new(),
            questions_of_rules: OnceCell::new(),
            traffic: OnceCell::new(),
            lowerings: OnceCell::new(),
        }
    }

    fn questions(&self) -> &Questions<'a> {
        self.questions.get_or_init(|| Questions::new(self.model))
    }

    /// Those that do not look at what rules have found.
    fn questions_of_rules(&self) -> &Questions<'a> {
        self.questions_of_rules.get_or_init(|| Questions::of_rules(self.model))
    }

    /// Traffic of all assets, by index.
    fn traffic(&self) -> &[Traffic] {
        self.traffic.get_or_init(|| traffic(self.model))
    }

    fn lowerings(&self) -> &[Lowering] {
        self.lowerings.get_or_init(|| lowerings(self.model, self.facts.asset_classes()))
    }
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
