//! Codes of syntax errors: CV1xx.

use crate::diagnostics::Code;

pub(super) static UNCLOSED_STRING: Code =
    Code::error("CV101", "unclosed-string", "a text in quotes does not end on its line");
pub(super) static UNCLOSED_BRACKET: Code =
    Code::error("CV102", "unclosed-bracket", "a brace, bracket or parenthesis is never closed");
pub(super) static STRAY_BRACKET: Code =
    Code::error("CV103", "stray-bracket", "a closing brace, bracket or parenthesis matches nothing");
pub(super) static EQUALS_SIGN: Code = Code::error("CV104", "equals-sign", "a field is written with `=`");
pub(super) static YAML_LIST: Code = Code::error("CV105", "yaml-list", "a list is written as `- item` lines");
pub(super) static MISSING_VALUE: Code = Code::error("CV106", "missing-value", "a field has no value");
pub(super) static MISSING_COMMA: Code =
    Code::error("CV107", "missing-comma", "two fields stand on one line without a comma");
pub(super) static UNREADABLE: Code = Code::error("CV108", "unreadable", "text that cannot be read as Caveat");
pub(super) static BAD_NAME: Code =
    Code::error("CV109", "bad-name", "a name has characters other than lower-case letters, digits and `_`");
pub(super) static BAD_LITERAL: Code =
    Code::error("CV110", "bad-literal", "a number, date or handle that cannot be read");
pub(super) static BAD_ESCAPE: Code = Code::error("CV111", "bad-escape", "an unknown escape in a text");
pub(super) static TOO_DEEP: Code = Code::error("CV112", "too-deep", "brackets are nested too deeply");
pub(super) static RESERVED_WORD: Code = Code::error("CV113", "reserved-word", "a reserved word is used as a name");

/// All codes of this layer.
pub static CODES: &[&Code] = &[
    &UNCLOSED_STRING,
    &UNCLOSED_BRACKET,
    &STRAY_BRACKET,
    &EQUALS_SIGN,
    &YAML_LIST,
    &MISSING_VALUE,
    &MISSING_COMMA,
    &UNREADABLE,
    &BAD_NAME,
    &BAD_LITERAL,
    &BAD_ESCAPE,
    &TOO_DEEP,
    &RESERVED_WORD,
];
