//! Codes of problems with files (CV211 to CV217) and with settings (CV221 on), and the list of all codes
//! of the compiler.

use crate::diagnostics::Code;

pub(super) static NOT_TOML: Code = Code::error("CV221", "not-toml", "a settings file cannot be read as TOML");
pub(super) static UNKNOWN_SETTING: Code = Code::error("CV222", "unknown-setting", "there is no setting of that name");
pub(super) static WRONG_SETTING: Code =
    Code::error("CV223", "wrong-setting", "a setting has a value that it cannot take");
pub(super) static LEVEL_OF_NOTHING: Code =
    Code::error("CV224", "level-of-nothing", "a level is set for something that there is not");
pub(super) static FIXED_LEVEL: Code = Code::error("CV225", "fixed-level", "an error cannot be lowered");
pub(super) static NO_MODEL: Code = Code::error("CV211", "no-model", "no `.caveat` file where one is expected");
pub(super) static UNREADABLE_FILE: Code = Code::error("CV212", "unreadable-file", "a file cannot be read");
pub(super) static NOT_UTF8: Code = Code::error("CV213", "not-utf8", "a file is not UTF-8 text");
pub(super) static UNKNOWN_LIBRARY: Code =
    Code::error("CV214", "unknown-library", "`use` names a library that is not there");
pub(super) static OUTSIDE_WORKSPACE: Code =
    Code::error("CV215", "outside-workspace", "`use` leads out of the workspace or to the network");
pub(super) static USE_CYCLE: Code = Code::error("CV216", "use-cycle", "libraries use each other in a circle");
pub(super) static NOT_A_LIBRARY: Code = Code::error("CV217", "not-a-library", "`use` names a file that is no library");

pub(super) static SET_TWICE: Code = Code::error("CV226", "set-twice", "the same is set twice");
pub(super) static WEAKENS_POLICY: Code = Code::error("CV227", "weakens-policy", "a setting would weaken a policy");

static CODES: &[&Code] = &[
    &NOT_TOML,
    &UNKNOWN_SETTING,
    &WRONG_SETTING,
    &LEVEL_OF_NOTHING,
    &FIXED_LEVEL,
    &NO_MODEL,
    &UNREADABLE_FILE,
    &NOT_UTF8,
    &UNKNOWN_LIBRARY,
    &OUTSIDE_WORKSPACE,
    &USE_CYCLE,
    &NOT_A_LIBRARY,
    &SET_TWICE,
    &WEAKENS_POLICY,
];

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
    let mut codes: Vec<&'static Code> = layers.into_iter().flatten().copied().collect();
    codes.sort_by_key(|code| code.id);
    codes
}
