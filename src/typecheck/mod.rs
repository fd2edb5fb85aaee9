//! Does the text mean a model? AST and names → model, or the reasons why not.
//!
//! Every declaration with an id yields exactly one entry in its vector of the model, in the order of
//! declaration, even where it has errors; so indices never dangle. A model with errors goes no further.

mod calls;
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
mod paths;
mod phrases;
mod quantifiers;
mod questions;
mod references;
mod rules;
mod structure;
mod subjects;
mod templates;
mod threats;
mod unanswerable;
mod unknown;
mod values;
mod vocabulary;

pub use codes::CODES;

use crate::diagnostics::Diagnostic;
use crate::model::{Question, ThreatModel};
use crate::resolve::{DeclarationId, Resolved, SourceUnit};
use crate::syntax::Value;
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
    /// The question that was asked, if its text means one.
    pub question: Option<Question>,
}

/// Checks all units; the first is the model. `default_id` names a model that declares no name, `question` is asked
/// of the model.
pub fn typecheck(
    resolved: &Resolved<'_>,
    units: &[SourceUnit],
    sources: &SourceMap,
    default_id: &str,
    question: Option<&Value>,
) -> Typed {
    let mut checker = Checker::new(&resolved.scope, sources);
    // The fields of templates are checked where they stand.
    checker.risk_scale();
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
    checker.unit = 0;
    let question = question.and_then(|value| checker.single_question(value));
    Typed { model: checker.model, diagnostics: checker.diagnostics, references: checker.references, question }
}
