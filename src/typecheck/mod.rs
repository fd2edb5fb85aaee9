//! Does the text mean a model? AST and names → model, or the reasons why not.
//!
//! Every declaration with an id yields exactly one entry in its vector of the model, in the order of
//! declaration, even where it has errors; so indices never dangle. A model with errors goes no further.

mod checker;
mod choice_slips;
mod choices;
mod codes;
mod comparison_slips;
mod conditions;
mod constants;
mod decisions;
mod declassifications;
mod elements;
mod expressions;
mod fields;
mod flows;
mod habits;
mod heads;
mod hops;
mod incomparable;
mod jargon;
mod lists;
mod method;
mod mistyped;
mod orders;
mod otherwise;
mod phrases;
mod references;
mod structure;
mod templates;
mod threats;
mod unanswerable;
mod unknown;
mod values;
mod vocabulary;

pub use codes::CODES;

use crate::diagnostics::Diagnostic;
use crate::model::ThreatModel;
use crate::resolve::{DeclarationId, Resolved, SourceUnit};
use crate::text::{SourceMap, Span};
use checker::Checker;

/// A place that names a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The name.
    pub span: Span,
    /// What it stands for.
    pub to: DeclarationId,
}

/// The outcome of type-checking.
#[derive(Debug)]
pub struct Typed {
    /// The model; only meaningful if there are no errors.
    pub model: ThreatModel,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// All places that name a declaration.
    pub references: Vec<Reference>,
}

/// Checks all units; the first is the model. `default_id` names a model that declares no name.
pub fn typecheck(resolved: &Resolved<'_>, units: &[SourceUnit], sources: &SourceMap, default_id: &str) -> Typed {
    let mut checker = Checker::new(&resolved.scope, sources);
    for (unit, source) in units.iter().enumerate() {
        checker.unit = unit;
        for file in &source.files {
            checker.structure(&file.tree.members);
        }
    }
    checker.vocabulary();
    checker.orders();
    checker.elements();
    checker.flows();
    checker.threats();
    checker.decisions();
    checker.made();
    checker.header(default_id);
    Typed { model: checker.model, diagnostics: checker.diagnostics, references: checker.references }
}
