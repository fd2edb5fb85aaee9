//! Fields below a declaration that has no braces, as languages write them that go by indentation.

use super::super::ast::{Block, Declaration, Field, Member};
use super::super::codes;
use crate::diagnostics::Diagnostic;
use crate::text::Span;

/// Gives a field to the declaration above it in the same item, if that has no block. One error stands for all such
/// fields.
pub(super) fn adopt(text: &str, field: Field, members: &mut Vec<Member>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(Member::Declaration(above)) = members.last_mut() else {
        return members.push(Member::Field(field));
    };
    match &mut above.block {
        Some(block) if is_adopted(text, block) => block.members.push(Member::Field(field)),
        Some(_) => members.push(Member::Field(field)),
        None => {
            if !reported(above, diagnostics) {
                diagnostics.push(no_braces(above, field.name.span));
            }
            above.block = Some(Block { span: above.span.after(), members: vec![Member::Field(field)] });
        }
    }
}

fn is_adopted(text: &str, block: &Block) -> bool {
    !text[block.span.range()].starts_with('{')
}

/// Whether the line of the declaration has an error already, such as a colon in place of the brace.
fn reported(above: &Declaration, diagnostics: &[Diagnostic]) -> bool {
    diagnostics.last().and_then(Diagnostic::primary_span).is_some_and(|place| place.touches(above.span))
}

fn no_braces(above: &Declaration, field: Span) -> Diagnostic {
    let keyword = &above.keyword.text;
    let id = above.id.as_ref().map_or("id", |id| id.text.as_str());
    Diagnostic::new(&codes::UNREADABLE, format!("the fields of this {keyword} need braces"))
        .at(above.name_span(), "no `{` follows")
        .also(field, "its first field")
        .note("indentation means nothing: fields stand between `{` and `}`")
        .help(format!("write `{{` behind `{keyword} {id} \"…\"`, and `}}` below its last field"))
}
