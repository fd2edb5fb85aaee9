//! Caveat: threat models as text, type-checked before anything is drawn, exported or reported.
//!
//! The modules are the stages of the pipeline; `docs/architecture.md` shows them in order.

pub mod analysis;
pub mod check;
pub mod cli;
pub mod diagnostics;
pub mod driver;
pub mod emit;
pub mod expand;
pub mod format;
pub mod import;
pub mod layout;
pub mod library;
pub mod model;
pub mod pages;
pub mod report;
pub mod resolve;
pub mod schema;
pub mod syntax;
pub mod text;
pub mod typecheck;
