//! Templates filled in: what each `make` makes becomes members of it, before names are resolved. AST → AST.
//!
//! May assume nothing about the text. Must not judge what it copies: that is the checker's, which sees a copy as any other
//! text. Whatever cannot be filled in is left as it is; the checker says why, but for what it cannot see, circles and
//! sheer size.

mod circles;
mod codes;
mod fill;
mod maker;
mod values;

pub use codes::CODES;

use crate::diagnostics::Diagnostic;
use crate::resolve::{Scope, SourceUnit, resolve};
use crate::schema::Kind;
use crate::syntax::{Block, Declaration, Member};
use crate::text::SourceMap;
use maker::Maker;

/// Fills in each `make` of the units; the first is the model.
pub fn expand(units: &mut [SourceUnit], sources: &mut SourceMap) -> Vec<Diagnostic> {
    let all = |unit: &SourceUnit| unit.files.iter().any(|file| file.tree.members.iter().any(holds_make));
    if !units.iter().any(all) {
        return Vec::new();
    }
    let resolved = resolve(units, sources);
    let mut diagnostics: Vec<Diagnostic> = circles::circle(&resolved.scope).into_iter().collect();
    let made = made(units, &resolved.scope, sources, &mut diagnostics);
    let mut made = made.into_iter();
    for file in units.iter_mut().flat_map(|unit| &mut unit.files) {
        put(&mut file.tree.members, &mut |_| made.next().unwrap_or_default());
    }
    diagnostics
}

/// What each `make` makes, in the order of the text.
fn made(
    units: &[SourceUnit],
    scope: &Scope<'_>,
    sources: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Vec<Member>> {
    let mut maker = Maker::new(scope, sources);
    let mut made = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        for file in &unit.files {
            makes(&file.tree.members, &mut |make| made.push(maker.make(make, index, "")));
        }
    }
    diagnostics.extend(maker.into_report());
    made
}

fn is_make(declaration: &Declaration) -> bool {
    declaration.keyword.text == Kind::Make.word()
}

fn is_template(declaration: &Declaration) -> bool {
    declaration.keyword.text == Kind::Template.word()
}

fn holds_make(member: &Member) -> bool {
    matches!(member, Member::Declaration(inner) if is_make(inner) || inner.members().iter().any(holds_make))
}

/// Calls `see` for each `make`. What stands in a template is made with it.
fn makes<'t>(members: &'t [Member], see: &mut impl FnMut(&'t Declaration)) {
    for member in members {
        match member {
            Member::Declaration(inner) if is_make(inner) => see(inner),
            Member::Declaration(inner) if !is_template(inner) => makes(inner.members(), see),
            _ => {}
        }
    }
}

/// Adds to each `make` the members that `made` gives for it, in the same order as [`makes`].
fn put(members: &mut [Member], made: &mut impl FnMut(&Declaration) -> Vec<Member>) {
    for member in members {
        let Member::Declaration(inner) = member else { continue };
        if is_make(inner) {
            let made = made(inner);
            if !made.is_empty() {
                let span = inner.span.after();
                inner.block.get_or_insert_with(|| Block { span, members: Vec::new() }).members.extend(made);
            }
        } else if !is_template(inner) {
            put(inner.block.as_mut().map_or(&mut [], |block| &mut block.members), made);
        }
    }
}
