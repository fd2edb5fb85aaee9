//! An assertion about nothing reads as one that is kept.

use super::super::codes;
use super::words::name;
use crate::analysis::asserts::Empty;
use crate::analysis::query::collection_word;
use crate::diagnostics::{Diagnostic, Severity};
use crate::model::{AssertionId, Comparison, Pool, Question, Selection, ThreatModel};
use crate::text::{counted, list_all};

pub(super) fn report(model: &ThreatModel, id: AssertionId, reason: &Empty) -> Diagnostic {
    let assertion = &model[id];
    let id = &assertion.identity.id;
    let about = assertion.identity.place(if assertion.each_step { "paths" } else { "every" });
    let new =
        |why: String| Diagnostic::new(&codes::EMPTY_ASSERTION, format!("`{id}` says nothing: {why}")).raised_by(id);
    let end = |selection: &Selection| match &assertion.about {
        Question::Ways(from, _) if from == selection => "no way begins there",
        Question::Ways(..) => "no way ends there",
        _ => "so it is about nothing",
    };
    match reason {
        Empty::NoneOfKind(selection) => {
            let mut diagnostic = new(format!("the model has no {}", words(selection))).at(about, end(selection));
            diagnostic.level = Severity::Note;
            diagnostic.help("nothing needs to be done, if the model is to have none")
        }
        Empty::Hollow(things) => {
            let names = list_all(
                things.iter().map(|thing| name(model, thing)).collect::<Vec<_>>().iter().map(|n| n.trim_matches('`')),
                6,
            );
            let holds = if things.len() == 1 { "holds" } else { "hold" };
            new(format!("{names} {holds} no elements"))
                .at(about, "so it is about nothing")
                .help("move elements in there, or name the boundary or element that is meant")
        }
        Empty::NothingToPass(field, region) => {
            let what = if *field == "must_pass" { "nothing can pass it" } else { "nothing can enter it" };
            new(format!("{} holds no elements", name(model, region)))
                .at(assertion.identity.place(field), what)
                .help("move elements in there, or name the boundary or element that is meant")
        }
        Empty::Retired(flow) => new(format!("{} is retired", name(model, flow)))
            .at(about, "it exists no more")
            .help("name the flow that took its place, or remove the assertion"),
        Empty::NoneChosen { selection, unknown, of, class } => {
            let diagnostic = new(none_of(selection, *of)).at(about, end(selection));
            if let Some((class, how)) = class {
                let class = &model[*class].identity.id;
                return diagnostic.note(format!("no asset has {}", class_in_words(class, *how))).help(format!(
                    "give an asset that class, and say with `holds:` and `carries:` where it is: \
                     `asset data \"Data\" {{ class: {class} }}`"
                ));
            }
            match unknown.as_slice() {
                [] => diagnostic.help("see whether the condition asks for what you mean"),
                several => {
                    let names: Vec<String> = several.iter().map(|thing| name(model, thing)).collect();
                    let names = list_all(names.iter().map(|name| name.trim_matches('`')), 6);
                    diagnostic
                        .note(format!("what the model does not say is unknown; it does not say enough of {names}"))
                        .help("say there what the condition asks for, such as `holds:`, `carries:` or `class:`")
                }
            }
        }
    }
}

fn words(selection: &Selection) -> String {
    match &selection.from {
        Pool::All(set) => collection_word(*set).to_owned(),
        Pool::These(_) => "such elements".to_owned(),
    }
}

fn none_of(selection: &Selection, of: usize) -> String {
    match (&selection.from, of) {
        (Pool::All(set), 1) => {
            format!("its condition is not known to hold of the only one of the {}", collection_word(*set))
        }
        (Pool::All(set), of) => format!("its condition is known to hold of none of the {of} {}", collection_word(*set)),
        (Pool::These(_), 1) => "its condition is not known to hold".to_owned(),
        (Pool::These(_), of) => format!("its condition is known to hold of none of the {}", counted(of, "thing")),
    }
}

fn class_in_words(class: &str, how: Comparison) -> String {
    match how {
        Comparison::AtLeast => format!("the class `{class}` or one above it"),
        Comparison::AtMost => format!("the class `{class}` or one below it"),
        Comparison::Above => format!("a class above `{class}`"),
        Comparison::Below => format!("a class below `{class}`"),
        Comparison::Unequal => format!("another class than `{class}`"),
        Comparison::Is | Comparison::Equal | Comparison::Inside => format!("the class `{class}`"),
    }
}
