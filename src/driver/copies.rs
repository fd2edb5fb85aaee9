//! Diagnostics about copied text, told of the text itself: what a template makes stands nowhere but in the template, and
//! an argument stands where the `make` is.
//!
//! May assume nothing about the diagnostics. Must leave none that points into a copy, for nobody can look there.

use crate::diagnostics::{Diagnostic, Label};
use crate::text::{FileId, SourceMap, Span};
use std::collections::BTreeMap;

/// Moves all places to where the text stands. What is wrong in a template is said once, however often it is used, and says
/// where it is made if the template alone does not show it; what is wrong with an argument shows both its places.
/// What is thought of the model, once there is one, is about each thing that was made, under its full name.
pub(super) fn on_texts(diagnostics: &mut Vec<Diagnostic>, sources: &SourceMap, of_model: bool) {
    let mut seen: BTreeMap<(&str, Span, String), FileId> = BTreeMap::new();
    let first = |diagnostic: &Diagnostic| diagnostic.primary_span();
    for diagnostic in diagnostics.iter() {
        if let Some(span) = first(diagnostic).filter(|span| sources.copy(span.file).is_none()) {
            seen.insert((diagnostic.code.id, span, diagnostic.message.clone()), span.file);
        }
    }
    diagnostics.retain_mut(|diagnostic| {
        let Some(copied) = first(diagnostic) else { return true };
        if let Some(copy) = sources.copy(copied.file) {
            // The same text of two makes differs in the names of what is made.
            if copy.place.is_none() && !of_model {
                as_in_template(diagnostic, &copy.within);
            }
            // A fix would put the full names, or what an argument stands for, into the template.
            if copy.place.is_none() {
                diagnostic.helps.iter_mut().for_each(|help| help.fix = None);
            }
            let message = diagnostic.message.clone();
            let earlier = seen.entry((diagnostic.code.id, sources.real(copied), message)).or_insert(copied.file);
            if *earlier != copied.file {
                return false;
            }
        }
        point_at_texts(diagnostic, copied, sources);
        true
    });
}

/// Names as they are written in the template; what was made is named in full.
fn as_in_template(diagnostic: &mut Diagnostic, namespace: &str) {
    let texts = std::iter::once(&mut diagnostic.message)
        .chain(diagnostic.labels.iter_mut().map(|label| &mut label.message))
        .chain(&mut diagnostic.notes)
        .chain(diagnostic.helps.iter_mut().map(|help| &mut help.message));
    texts.for_each(|text| *text = without_namespace(text, namespace));
}

/// A text in which names of the namespace have lost it.
fn without_namespace(text: &str, namespace: &str) -> String {
    let opening = format!("{namespace}.");
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(&opening) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let in_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        if out.ends_with(in_name) {
            out.push_str(&opening);
        }
        rest = &found[opening.len()..];
    }
    out + rest
}

fn point_at_texts(diagnostic: &mut Diagnostic, copied: Span, sources: &SourceMap) {
    let mut labels: Vec<Label> = Vec::with_capacity(diagnostic.labels.len() + 1);
    for mut label in std::mem::take(&mut diagnostic.labels) {
        label.span = sources.real(label.span);
        if !labels.iter().any(|known| known.span == label.span) {
            labels.push(label);
        }
    }
    diagnostic.labels = labels;
    for fix in diagnostic.helps.iter_mut().filter_map(|help| help.fix.as_mut()) {
        let mut edits: Vec<(Span, String)> = Vec::with_capacity(fix.edits.len());
        for (span, text) in std::mem::take(&mut fix.edits) {
            let edit = (sources.real(span), text);
            if !edits.contains(&edit) {
                edits.push(edit);
            }
        }
        fix.edits = edits;
    }
    let Some(copy) = sources.copy(copied.file) else { return };
    let (span, message) = match copy.place {
        Some(place) => {
            let place = sources.real(place);
            (place, format!("it stands for `{}` here", sources.slice(place)))
        }
        None => {
            let make = sources.asked_at(copied);
            (make, format!("`{}` is filled in here", sources.slice(make)))
        }
    };
    if !diagnostic.labels.iter().any(|label| label.span == span) {
        diagnostic.labels.push(Label { span, message, primary: false });
    }
}
