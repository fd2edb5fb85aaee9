//! What has been considered: models under `tests/corpus/coverage` with what `caveat coverage` prints beside them, the examples
//! likewise, and what holds for every model.

use crate::generate::{Dice, Recipe, model};
use crate::golden;
use crate::support::{compile_text, day, entries, folder_world, has_extension, read, rendered, root, world};
use caveat::analysis::{Coverage, How, Tally};
use caveat::driver::{Compilation, compile};
use caveat::format::format;
use caveat::report::{coverage_for_people, coverage_to_json};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn corpus() -> PathBuf {
    root().join("tests/corpus/coverage")
}

/// What is printed: all for people, then what is missing; and all for programs.
fn printed(compilation: &Compilation) -> (String, String) {
    let (model, facts) = compilation.sound().unwrap_or_else(|| panic!("{}", rendered(compilation)));
    let people = |only_missing| coverage_for_people(model, facts, &compilation.sources, only_missing);
    let json = coverage_to_json(model, facts, &compilation.sources, false);
    (format!("{}\n$ caveat coverage --missing\n\n{}", people(false), people(true)), json)
}

fn check(path: &Path, compilation: &Compilation) -> [Result<(), String>; 2] {
    let (people, json) = printed(compilation);
    [golden::check(&path.with_extension("txt"), &people), golden::check(&path.with_extension("json"), &json)]
}

#[test]
fn models_have_the_expected_coverage() {
    let cases: Vec<PathBuf> = entries(&corpus()).into_iter().filter(|path| has_extension(path, "caveat")).collect();
    assert!(cases.len() >= 5, "the cases are there");
    golden::all(cases.iter().flat_map(|path| {
        let text = read(path);
        assert_eq!(format(&text), Ok(text.clone()), "run `caveat fmt`: {}", path.display());
        let name = path.file_name().expect("a name").to_string_lossy();
        check(path, &compile(&world([(&*name, text.as_str())]), "".as_ref(), day()))
    }));
}

#[test]
fn examples_have_the_expected_coverage() {
    golden::all(["claims-api", "hello"].iter().flat_map(|name| {
        let folder = root().join("examples").join(name);
        let compilation = compile(&folder_world(&folder, &folder), "".as_ref(), day());
        check(&corpus().join("examples").join(name), &compilation)
    }));
}

/// What is printed to be pasted does what is said of it, once the reason is filled in.
#[test]
fn the_line_to_paste_considers_one_more() {
    for name in ["every-answer", "two-methods", "own-kinds"] {
        let text = read(&corpus().join(name).with_extension("caveat"));
        let (before, compilation) = coverage(&text);
        let (people, _) = printed(&compilation);
        let line = people.lines().find(|line| line.starts_with("  threat ")).expect("a line to paste");
        let line = line.trim().replace("\"…\"", "\"It cannot happen here\"");
        let (after, _) = coverage(&format!("{text}\n{line}\n"));
        let considered = |coverage: &Coverage| coverage.methods.iter().map(|m| m.tally().considered).sum::<usize>();
        assert_eq!(considered(&after), considered(&before) + 1, "{line}");
    }
}

/// Goldens whose model is gone are gone as well.
#[test]
fn every_expected_coverage_has_its_model() {
    let expected = entries(&corpus()).into_iter().filter(|path| path.is_file());
    let orphans: Vec<PathBuf> = expected.filter(|path| !path.with_extension("caveat").is_file()).collect();
    assert!(orphans.is_empty(), "no model for {orphans:?}");
}

fn coverage(text: &str) -> (Coverage, Compilation) {
    let compilation = compile_text(text);
    let Some((model, facts)) = compilation.sound() else { panic!("{}\n{text}", rendered(&compilation)) };
    (Coverage::new(model, facts), compilation)
}

fn recipe() -> impl Strategy<Value = Recipe> {
    (1..25usize, any::<u64>()).prop_map(|(elements, seed)| Recipe { elements, seed, everything: true })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rows, columns and ways are three sums of the same cells.
    #[test]
    fn the_sum_of_the_cells_is_the_total(recipe in recipe()) {
        let (coverage, _) = coverage(&model(recipe));
        for method in &coverage.methods {
            let add = |sum: Tally, one: Tally| Tally {
                applicable: sum.applicable + one.applicable,
                considered: sum.considered + one.considered,
            };
            let columns = (0..method.kinds.len()).map(|at| Tally::of(method.rows.iter().map(|row| &row.cells[at])));
            prop_assert_eq!(method.rows.iter().map(|row| row.tally()).fold(Tally::default(), add), method.tally());
            prop_assert_eq!(columns.fold(Tally::default(), add), method.tally());
            let (ways, tally) = (method.ways(), method.tally());
            let missing = ways.get(&How::Missing).copied().unwrap_or_default();
            prop_assert_eq!(ways.values().sum::<usize>(), tally.applicable);
            prop_assert_eq!(tally.applicable - tally.considered, missing);
            prop_assert_eq!(method.kinds.iter().map(|kind| method.missing(*kind).len()).sum::<usize>(), missing);
        }
    }

    /// One more threat never makes less considered, nor does it change how often a method asks.
    #[test]
    fn a_threat_never_takes_coverage_away(recipe in recipe(), seed in any::<u64>()) {
        let text = model(recipe);
        let (before, compilation) = coverage(&text);
        let (model, _) = compilation.sound().expect("sound");
        let mut dice = Dice(seed);
        let elements = model.elements.iter().map(|element| &element.identity.id);
        let places: Vec<_> = elements.chain(model.flows.iter().map(|flow| &flow.identity.id)).collect();
        let place = places[dice.below(places.len())];
        let kind = &model.threat_kinds[dice.below(model.threat_kinds.len())].identity.id;
        let decided = ["", ", not_applicable: \"so\"", ", transfer: \"so\""][dice.below(3)];
        let more = format!("{text}\nthreat one_more {{ kind: {kind}, on: {place}, applies: \"so\"{decided} }}\n");
        let (after, _) = coverage(&more);
        for method in &before.methods {
            // A model that named no method and had no threat had the usual one until now.
            let Some(later) = after.methods.iter().find(|other| other.method == method.method) else {
                prop_assert_eq!(before.methods.len(), 1);
                continue;
            };
            prop_assert_eq!(later.tally().applicable, method.tally().applicable);
            prop_assert!(later.tally().considered >= method.tally().considered, "{}", more);
        }
    }
}
