//! Questions about a model: orders, crossings, reach, information, risk, states and the plan. Answers only, no opinions.
//!
//! Everything here is a function of the model and a day; no clock, no files.

pub mod asserts;
mod coverage;
mod crossing;
mod diagrams;
mod facts;
mod findings;
mod graph;
mod information;
mod order;
mod plan;
pub mod query;
mod reach;
mod risk;
mod roads;
mod state;

pub use coverage::{Cell, Coverage, CoverageRow, Elsewhere, How, LeftOut, MethodCoverage, Tally};
pub use crossing::{Crossing, crossing};
pub use diagrams::{Arrow, Closed, DiagramContent, End, SPLIT_ABOVE, Step, Subject, contents, open_content, view_of};
pub use facts::{Facts, PlaceFacts};
pub use findings::{
    ClosedFinding, Finding, Findings, Standing, Undecided, asked_at, finding_title, place_called, raise_findings,
    subjects_by_place,
};
pub use information::{Clearances, Cleared, Lowering, at_or_above, covers, declassifications, lowerings};
pub use order::{ClassOrder, Cycle, find_cycle, highest_classes, resolve_protocol};
pub use plan::{Accepted, Plan, ToImplement, ToVerify};
pub use reach::{AssetReach, asset_reach};
pub use risk::{InherentRisk, ThreatRisk};
pub use roads::{Move, Roads, Traffic, traffic};
pub use state::ThreatState;
