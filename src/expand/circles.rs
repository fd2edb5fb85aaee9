//! Templates that make each other in a circle, whether anything is made from them or not.

use super::maker::template_of;
use super::{codes, makes};
use crate::analysis::find_cycle;
use crate::diagnostics::Diagnostic;
use crate::resolve::Scope;
use crate::schema::Kind;
use crate::text::Span;

/// The error about the first circle, if there is one.
pub(super) fn circle(scope: &Scope<'_>) -> Option<Diagnostic> {
    let edges = edges(scope);
    let pairs: Vec<(usize, usize)> = edges.iter().map(|(from, to, _)| (*from, *to)).collect();
    let cycle = find_cycle(scope.entries().count(), &pairs)?;
    let name = |index: usize| scope.entries().nth(index).map_or("", |(_, entry)| entry.name.as_str());
    let mut names: Vec<String> = cycle.iter().map(|index| format!("`{}`", name(*index))).collect();
    names.extend(names.first().cloned());
    let message = match cycle.len() {
        1 => format!("the template {} makes itself", names[0]),
        _ => format!("templates make each other in a circle: {}", names.join(" → ")),
    };
    let mut diagnostic = Diagnostic::new(&codes::TEMPLATE_CIRCLE, message);
    for (at, index) in cycle.iter().enumerate() {
        let next = cycle[(at + 1) % cycle.len()];
        let Some((_, _, span)) = edges.iter().find(|(from, to, _)| from == index && *to == next) else { continue };
        let message = format!("`{}` makes `{}`", name(*index), name(next));
        diagnostic = if at == 0 { diagnostic.at(*span, message) } else { diagnostic.also(*span, message) };
    }
    Some(
        diagnostic
            .note("a `make` is filled in until nothing is left to make; here it would never end")
            .help("remove one of these, and write what it should make at the place where the template is used"),
    )
}

/// Which template makes from which, by their numbers, and where.
fn edges(scope: &Scope<'_>) -> Vec<(usize, usize, Span)> {
    let mut edges = Vec::new();
    for (id, entry) in scope.entries().filter(|(_, entry)| entry.kind == Kind::Template) {
        makes(entry.declaration.members(), &mut |make| {
            if let Some((to, span)) = template_of(make, scope, entry.unit) {
                edges.push((id.0 as usize, to.0 as usize, span));
            }
        });
    }
    edges
}
