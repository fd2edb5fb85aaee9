//! Diagnostics for people (terminal) and machines (JSON). Renderers only; no opinions.

mod excerpt;
mod json;
mod terminal;

pub use json::to_json;
pub use terminal::{summary, to_terminal};
