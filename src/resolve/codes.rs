//! Codes of problems with names: CV2xx, from 01; CV206 and CV207 are those of templates.

use crate::diagnostics::Code;

/// An id is declared twice.
pub static DUPLICATE_ID: Code = Code::error("CV201", "duplicate-id", "two declarations have the same id");
/// A name that nothing declares.
pub static UNKNOWN_NAME: Code = Code::error("CV202", "unknown-name", "nothing of the needed kind has this name");
/// A name that stands for something of another kind.
pub static WRONG_KIND: Code =
    Code::error("CV203", "wrong-kind-of-reference", "a name stands for something of another kind");
/// A name that several libraries declare.
pub static AMBIGUOUS_NAME: Code = Code::error("CV204", "ambiguous-name", "several libraries declare this name");
/// Two models where one is expected.
pub static SECOND_MODEL: Code = Code::error("CV205", "second-model", "two models in one place");
/// A word of the model that a library has already.
pub static HIDES_WORD: Code = Code::warning(
    "CV208",
    "hides-word",
    "the model declares a word anew that the rules of a library go on to look for",
);

/// All codes of this layer.
pub static CODES: &[&Code] = &[&DUPLICATE_ID, &UNKNOWN_NAME, &WRONG_KIND, &AMBIGUOUS_NAME, &SECOND_MODEL, &HIDES_WORD];
