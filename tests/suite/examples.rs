//! The examples: laid out, compiled and built; their reports lie in `tests/corpus/examples`, and all outputs of the
//! claims API, whose numbers are known from the session that it was made in.

use crate::golden;
use crate::support::{day, entries, files_below, folder_world, has_extension, outputs, read, rendered, root};
use caveat::analysis::ThreatState;
use caveat::driver::{Compilation, compile};
use caveat::format::format;
use caveat::text::Date;
use std::path::PathBuf;

fn examples() -> Vec<String> {
    let name = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    entries(&root().join("examples")).iter().filter(|path| path.is_dir()).map(name).collect()
}

fn compile_example(name: &str) -> Compilation {
    let folder = root().join("examples").join(name);
    // The other systems were looked at later than the claims API.
    let day = if name == "claims-api" { day() } else { Date::parse("2026-06-01").expect("a legal date") };
    compile(&folder_world(&folder, &folder), "".as_ref(), day)
}

#[test]
fn examples_are_laid_out() {
    let sources = files_below(&root().join("examples")).into_iter().filter(|path| has_extension(path, "caveat"));
    for path in sources {
        let text = read(&path);
        assert_eq!(format(&text), Ok(text), "run `caveat fmt examples`: {}", path.display());
    }
}

#[test]
fn examples_build_to_the_expected_reports() {
    let examples = examples();
    assert!(examples.len() >= 6, "the examples are there");
    golden::all(examples.iter().flat_map(|name| {
        let compilation = compile_example(name);
        let expected = root().join("tests/corpus/examples").join(name);
        let whole = name == "claims-api";
        let kept = outputs(&compilation).into_iter().filter(move |(file, _)| whole || file.ends_with(".md"));
        let results = kept.map(|(file, text)| golden::check(&expected.join(file), &text));
        let said = golden::check(&expected.join("diagnostics.txt"), &rendered(&compilation));
        results.chain([said]).collect::<Vec<_>>()
    }));
}

#[test]
fn the_starter_example_has_fifteen_lines() {
    assert_eq!(read(&root().join("examples/hello/hello.caveat")).lines().count(), 15);
}

/// The numbers that the session wrote on the whiteboard.
#[test]
fn the_claims_api_has_the_numbers_of_its_session() {
    let compilation = compile_example("claims-api");
    let (model, facts) = compilation.sound().unwrap_or_else(|| panic!("{}", rendered(&compilation)));
    let rows: Vec<(&str, f64, f64, ThreatState)> = model
        .threats
        .iter()
        .enumerate()
        .map(|(index, threat)| {
            let risk = facts.risk(index.into());
            let inherent = risk.inherent.map_or(f64::NAN, |risk| risk.value());
            (threat.identity.id.as_str(), inherent, risk.residual.unwrap_or(f64::NAN), facts.state(index.into()))
        })
        .collect();
    let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
    let expected = [
        ("spoofed_customer", 60.0, 3.0, ThreatState::Handled),
        ("phi_cached", 40.0, 40.0, ThreatState::Open),
        ("bola", 60.0, 60.0, ThreatState::Open),
        ("flood", 12.0, 6.0, ThreatState::Accepted),
        ("read_denied", 2.0, 0.6, ThreatState::Handled),
    ];
    assert_eq!(rows.len(), expected.len());
    for (row, wanted) in rows.iter().zip(expected) {
        let same = row.0 == wanted.0 && close(row.1, wanted.1) && close(row.2, wanted.2) && row.3 == wanted.3;
        assert!(same, "{row:?} is not {wanted:?}");
    }
    let red: Vec<&str> = model
        .elements
        .iter()
        .enumerate()
        .filter(|(index, _)| facts.element((*index).into()).is_red())
        .map(|(_, element)| element.identity.id.as_str())
        .collect();
    assert_eq!(red, ["cdn", "api"]);
    let title = |id: caveat::model::MitigationId| model[id].identity.id.as_str();
    let implement: Vec<&str> = facts.plan.to_implement.iter().map(|task| title(task.mitigation)).collect();
    assert_eq!(implement, ["no_store", "ownership_check"]);
    let verify: Vec<&str> = facts.plan.to_verify.iter().map(|task| title(task.mitigation)).collect();
    assert_eq!(verify, ["edge_mtls", "rate_limit", "audit_log"]);
    assert_eq!(facts.plan.accepted.len(), 1);
}
