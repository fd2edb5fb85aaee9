//! The tables of the language: which kinds there are, where each may stand and what its fields take.
//!
//! The grammar knows no kind and no field; these tables do. Checker, documentation and editor all read them,
//! so a new kind or field is one entry here (and, where it means something new, its lowering in `typecheck`).

mod field;
mod kind;
mod tables;
pub mod words;

pub use field::{FieldSpec, FieldType};
pub use kind::{Head, IdRule, Kind, KindSpec, Namespace};
pub use tables::{COMMON_FIELDS, KINDS, spec_of};
