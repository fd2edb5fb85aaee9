//! Diagnostics for people (terminal) and machines (JSON). Renderers only; no opinions.

mod coverage;
mod coverage_json;
mod excerpt;
mod finding;
mod json;
mod query;
mod rule;
mod terminal;
mod unknown;

pub use coverage::coverage_for_people;
pub use coverage_json::coverage_to_json;
pub use finding::explain_finding;
pub use json::to_json;
pub use query::{answer_for_people, answer_to_json};
pub use rule::{explain_rule, explain_word};
pub use terminal::{summary, to_terminal};
pub use unknown::unknown_facts;
