//! Codes of problems with filling in templates: CV2xx, from 06.

use crate::diagnostics::Code;

pub(super) static TEMPLATE_CIRCLE: Code =
    Code::error("CV206", "template-circle", "templates make each other in a circle");
pub(super) static TOO_MUCH_MADE: Code =
    Code::error("CV207", "too-much-made", "templates make more than a model may hold");

/// All codes of this layer.
pub static CODES: &[&Code] = &[&TEMPLATE_CIRCLE, &TOO_MUCH_MADE];
