//! The test suite: one binary, so that it links once. Most tests are data under `tests/corpus`.
//!
//! `UPDATE=1 cargo test` rewrites the expected outputs; read the difference before you commit it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test says which input failed")]

mod architecture;
mod assertions;
mod cli;
mod codes;
mod conditions;
mod coverage;
mod docs;
mod examples;
mod findings;
mod formatting;
#[path = "../../benches/generate/mod.rs"]
mod generate;
mod golden;
mod hostile;
mod import;
mod information;
mod invalid;
mod kept;
mod layouts;
mod pictures;
mod policies;
mod properties;
#[path = "../../benches/quality/mod.rs"]
mod quality;
mod rules;
mod sessions;
mod settings;
mod shades;
mod support;
mod templates;
mod threat_dragon;
mod threat_dragon_schema;
mod valid;
mod vocabulary;
