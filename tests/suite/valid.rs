//! `tests/corpus/valid/<area>/<case>/`: models without errors, with whatever of their outputs is worth reading beside
//! them. `expect.txt` holds the diagnostics that come all the same; `expect.md` and the like an output.

use crate::golden;
use crate::support::{day, entries, files_below, folder_world, has_extension, outputs, read, rendered, root};
use caveat::driver::{Compilation, compile};
use caveat::schema::KINDS;
use std::path::{Path, PathBuf};

#[test]
fn models_compile_to_the_expected_outputs() {
    let cases = cases();
    assert!(cases.len() >= 10, "the corpus is there");
    golden::all(cases.iter().flat_map(|case| check_case(case)));
}

/// Every kind and field of the language occurs in a model that compiles.
#[test]
fn every_field_is_seen_in_a_valid_model() {
    let sources: String = cases()
        .iter()
        .chain(&entries(&root().join("examples")))
        .flat_map(|folder| files_below(folder))
        .filter(|path| has_extension(path, "caveat"))
        .map(|path| read(&path))
        .collect();
    let fields = KINDS.iter().flat_map(|spec| spec.fields.iter().map(move |field| (spec.word, field.name)));
    let unseen: Vec<String> = fields
        .filter(|(kind, field)| !sources.contains(&format!("{kind} ")) || !sources.contains(&format!("{field}:")))
        .map(|(kind, field)| format!("{kind}.{field}"))
        .collect();
    assert!(unseen.is_empty(), "no valid model uses {unseen:?}");
}

fn cases() -> Vec<PathBuf> {
    entries(&root().join("tests/corpus/valid")).iter().flat_map(|area| entries(area)).collect()
}

fn check_case(case: &Path) -> Vec<Result<(), String>> {
    let world = folder_world(case, case);
    let compilation = compile(&world, "".as_ref(), day());
    if compilation.sound().is_none() {
        return vec![Err(format!("{} does not compile:\n{}", case.display(), rendered(&compilation)))];
    }
    let mut results = vec![diagnostics(case, &compilation)];
    for (name, text) in outputs(&compilation) {
        let (_, kind) = name.split_once('.').expect("an extension");
        let path = case.join(format!("expect.{kind}"));
        if path.exists() {
            results.push(golden::check(&path, &text));
        }
    }
    results
}

/// A case without `expect.txt` has no diagnostics.
fn diagnostics(case: &Path, compilation: &Compilation) -> Result<(), String> {
    let path = case.join("expect.txt");
    match compilation.diagnostics.is_empty() {
        true if path.exists() => Err(format!("{} is there, but nothing is reported", path.display())),
        true => Ok(()),
        false => golden::check(&path, &rendered(compilation)),
    }
}
