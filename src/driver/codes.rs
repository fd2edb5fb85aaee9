//! Codes of problems with files (CV21x), and the list of all codes of the compiler.

use crate::diagnostics::Code;

pub(super) static NO_MODEL: Code = Code::error("CV211", "no-model", "no `.caveat` file where one is expected");
pub(super) static UNREADABLE_FILE: Code = Code::error("CV212", "unreadable-file", "a file cannot be read");
pub(super) static NOT_UTF8: Code = Code::error("CV213", "not-utf8", "a file is not UTF-8 text");
pub(super) static UNKNOWN_LIBRARY: Code =
    Code::error("CV214", "unknown-library", "`use` names a library that is not there");
pub(super) static OUTSIDE_WORKSPACE: Code =
    Code::error("CV215", "outside-workspace", "`use` leads out of the workspace or to the network");
pub(super) static USE_CYCLE: Code = Code::error("CV216", "use-cycle", "libraries use each other in a circle");
pub(super) static NOT_A_LIBRARY: Code = Code::error("CV217", "not-a-library", "`use` names a file that is no library");

static CODES: &[&Code] =
    &[&NO_MODEL, &UNREADABLE_FILE, &NOT_UTF8, &UNKNOWN_LIBRARY, &OUTSIDE_WORKSPACE, &USE_CYCLE, &NOT_A_LIBRARY];

/// Every code that the compiler can raise, by number.
pub fn all_codes() -> Vec<&'static Code> {
    let layers = [
        crate::syntax::CODES,
        crate::resolve::CODES,
        crate::expand::CODES,
        CODES,
        crate::typecheck::CODES,
        crate::check::CODES,
    ];
    layers.into_iter().flatten().copied().collect()
}
