//! What holds for every model, tried on generated ones.

use crate::generate::{Dice, Recipe, model};
use crate::support::{compile_text, day, outputs, rendered, world};
use caveat::driver::compile;
use caveat::format::format;
use caveat::syntax::{Member, parse};
use caveat::text::FileId;
use proptest::prelude::*;

fn recipe() -> impl Strategy<Value = Recipe> {
    (1..25usize, any::<u64>()).prop_map(|(elements, seed)| Recipe { elements, seed, everything: true })
}

/// Texts that look like models and are none: pieces of the language in any order.
fn scraps() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => prop::sample::select(vec![
            "flow", "process", "a", "b", "\"Title\"", "{", "}", "[", "]", "(", ")", ":", ",", "->", "=", "-", "\n", "\n", "  ",
            "# note\n", "\"", "\"\"\"", "\\", "80%", "3d", "2026-02-30", "@me", "cwe:639", "cwe:\"", "where", "and", "not",
            "any", "x", "in", "$p", "hop", "answer", "none", "use", "std.web", "template", "make", "..", "é", "\u{202e}", "\t", "\r\n", "//",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.join(" ").replace(" \n ", "\n"))
}

/// A model with some bytes changed, lost or doubled.
fn mutated() -> impl Strategy<Value = String> {
    (recipe(), any::<u64>(), 1..6usize).prop_map(|(recipe, seed, changes)| {
        let mut text: Vec<char> = model(recipe).chars().collect();
        let mut dice = Dice(seed);
        for _ in 0..changes {
            let (at, length) = (dice.below(text.len()), 1 + dice.below(12));
            let end = (at + length).min(text.len());
            match dice.below(3) {
                0 => drop(text.drain(at..end)),
                1 => text[at] = ['{', '}', '"', '\n', ':', ',', '[', '-', '#', '='][dice.below(10)],
                _ => {
                    let copy: Vec<char> = text[at..end].to_vec();
                    text.splice(at..at, copy);
                }
            }
        }
        text.into_iter().collect()
    })
}

/// Holds for whatever anybody types.
fn survives(text: &str) -> Result<(), TestCaseError> {
    let parsed = parse(FileId(0), text);
    let inside = |span: caveat::text::Span| {
        let range = span.range();
        range.start <= range.end && text.get(range).is_some()
    };
    for diagnostic in &parsed.diagnostics {
        for label in &diagnostic.labels {
            prop_assert!(inside(label.span), "a label lies outside: {diagnostic:?}");
        }
    }
    for member in &parsed.file.members {
        prop_assert!(inside(member.span()), "a member lies outside: {member:?}");
        if let Member::Broken(_) = member {
            prop_assert!(!parsed.diagnostics.is_empty(), "something is broken and nothing is said");
        }
    }
    let shown = rendered(&compile_text(text));
    prop_assert!(!shown.chars().any(|c| c != '\n' && c.is_control()), "control characters in a message");
    prop_assert!(!shown.contains('\u{202e}'), "bidirectional characters in a message");
    match format(text) {
        Ok(formatted) => prop_assert_eq!(format(&formatted).ok(), Some(formatted), "formatting is not stable"),
        Err(refused) => prop_assert!(false, "formatting would change the meaning: {:?}", refused),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_models_compile_and_build_the_same_bytes(recipe in recipe()) {
        let text = model(recipe);
        let (first, second) = (compile_text(&text), compile_text(&text));
        prop_assert!(first.sound().is_some(), "{}\n{text}", rendered(&first));
        prop_assert_eq!(outputs(&first), outputs(&second));
    }

    #[test]
    fn layout_of_the_text_changes_no_output(recipe in recipe()) {
        let text = model(recipe);
        let formatted = format(&text).expect("never refused");
        prop_assert_eq!(format(&formatted).ok(), Some(formatted.clone()));
        let comments = |text: &str| {
            let mut comments: Vec<String> =
                parse(FileId(0), text).file.comments.iter().map(|comment| text[comment.span.range()].to_owned()).collect();
            comments.sort();
            comments
        };
        prop_assert_eq!(comments(&formatted), comments(&text));
        prop_assert_eq!(outputs(&compile_text(&formatted)), outputs(&compile_text(&text)));
    }

    #[test]
    fn cutting_a_model_into_files_changes_no_fact(recipe in recipe()) {
        let text = model(recipe);
        let cut = text.find("\nflow ").map_or(text.len(), |at| at + 1);
        let files = [("m/a.caveat", &text[..cut]), ("m/b.caveat", &text[cut..])];
        let (whole, parts) = (compile_text(&text), compile(&world(files), "m".as_ref(), day()));
        prop_assert_eq!(outputs(&parts), outputs(&whole));
    }

    #[test]
    fn scraps_are_survived(text in scraps()) {
        survives(&text)?;
    }

    #[test]
    fn mutated_models_are_survived(text in mutated()) {
        survives(&text)?;
    }

    #[test]
    fn any_text_is_survived(text in "\\PC*|(?s:.{0,80})") {
        survives(&text)?;
    }
}
