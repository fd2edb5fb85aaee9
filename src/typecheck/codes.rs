//! Codes of problems with kinds and types: CV3xx.

use crate::diagnostics::Code;

pub(super) static UNKNOWN_KIND: Code =
    Code::error("CV301", "unknown-kind", "a declaration opens with a word that is no kind");
pub(super) static UNKNOWN_FIELD: Code = Code::error("CV302", "unknown-field", "a kind has no field of this name");
pub(super) static DUPLICATE_FIELD: Code = Code::error("CV303", "duplicate-field", "a field is written twice");
pub(super) static WRONG_TYPE: Code = Code::error("CV304", "wrong-type", "a field holds a value of the wrong type");
pub(super) static UNKNOWN_WORD: Code =
    Code::error("CV305", "unknown-word", "a word is not among those that a field takes");
pub(super) static MISSING_FIELD: Code =
    Code::error("CV306", "missing-field", "a declaration means nothing without this field");
pub(super) static MISSING_ID: Code = Code::error("CV307", "missing-id", "a declaration has no id");
pub(super) static MISPLACED: Code = Code::error("CV308", "misplaced", "a declaration or field stands where it may not");
pub(super) static CIRCULAR: Code = Code::error("CV309", "circular-order", "classes or `like` chains run in a circle");
pub(super) static NOT_A_ROUTE: Code =
    Code::error("CV310", "not-a-route", "a flow has no route of at least two elements");
pub(super) static NO_SUCH_HOP: Code = Code::error("CV311", "no-such-hop", "a route has no hop between these elements");
pub(super) static WRONG_ANSWER: Code =
    Code::error("CV312", "wrong-answer", "an answer does not lead from the route's end back to its start");
pub(super) static NOT_APPLICABLE: Code =
    Code::warning("CV313", "kind-does-not-apply", "a threat kind cannot strike this sort of element");
pub(super) static OUT_OF_RANGE: Code = Code::error("CV314", "out-of-range", "a number lies outside its range");
pub(super) static CONTRADICTION: Code =
    Code::error("CV315", "contradiction", "a declaration decides two things at once");
pub(super) static BAD_ARGUMENT: Code =
    Code::error("CV316", "bad-argument", "the arguments of a `make` do not fit its template");
pub(super) static UNKNOWN_PARAMETER: Code =
    Code::error("CV317", "unknown-parameter", "a `$parameter` that no template around it declares");
pub(super) static EMPTY_SET: Code = Code::error("CV321", "empty-set", "a question is about a set that is always empty");
pub(super) static TOO_WIDE: Code =
    Code::error("CV322", "too-wide", "a question would compare everything with everything");

/// All codes of this layer.
pub static CODES: &[&Code] = &[
    &UNKNOWN_KIND,
    &UNKNOWN_FIELD,
    &DUPLICATE_FIELD,
    &WRONG_TYPE,
    &UNKNOWN_WORD,
    &MISSING_FIELD,
    &MISSING_ID,
    &MISPLACED,
    &CIRCULAR,
    &NOT_A_ROUTE,
    &NO_SUCH_HOP,
    &WRONG_ANSWER,
    &NOT_APPLICABLE,
    &OUT_OF_RANGE,
    &CONTRADICTION,
    &BAD_ARGUMENT,
    &UNKNOWN_PARAMETER,
    &EMPTY_SET,
    &TOO_WIDE,
];
