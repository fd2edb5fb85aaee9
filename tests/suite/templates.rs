//! Templates filled in: the same model as one written by hand, ids that follow a renaming, limits that hold.

use crate::support::{compile_text, day, outputs, rendered, world};
use caveat::analysis::Facts;
use caveat::driver::{Compilation, Memory, compile, rename};
use proptest::prelude::*;
use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

const COMMON: &str = r#"use std.stride
use std.web
model desks "Desks"
asset ticket "Ticket" { class: internal }
asset photo "Photo" { class: personal }
entity customer "Customer"
process front "Front"
"#;

const TEMPLATE: &str = r#"template archive "Archive" (engine, keeps, from, name: "Data") {
  boundary room "Room" {
    store data $name { tech: $engine, holds: [ticket, $keeps] }
  }
  process index "Index" { tech: $engine }
  flow put "Put": $from -> index -> data {
    carries: $keeps
    hop $from -> index { over: https }
    answer data -> index -> $from { carries: ticket }
  }
  threat copied "Copied" {
    kind: information_disclosure, on: [data, put], likelihood: low, impact: high
    mitigation crypt "Encrypted" { status: implemented, effect: most }
  }
}
template pair "Pair" (keeps, peer) {
  process gate "Gate"
  make one "First": archive(engine: sqlite, keeps: $keeps, from: gate)
  make two "Second": archive(engine: local_file, keeps: [], from: $peer, name: "Tapes")
  flow move "Move": gate -> one.index -> two.index { answer none }
}
"#;

/// One use of a template, made by a `make` or written by hand.
#[derive(Debug, Clone)]
struct Use {
    pair: bool,
    inside: bool,
    keeps: &'static str,
    engine: &'static str,
    from: &'static str,
}

fn uses() -> impl Strategy<Value = Vec<Use>> {
    let choose = |of: &'static [&'static str]| prop::sample::select(of);
    let one = (
        any::<bool>(),
        any::<bool>(),
        choose(&["[]", "photo", "[photo]", "[photo, ticket]", "ticket"]),
        choose(&["sqlite", "postgresql"]),
        choose(&["customer", "front"]),
    );
    let one = one.prop_map(|(pair, inside, keeps, engine, from)| Use { pair, inside, keeps, engine, from });
    prop::collection::vec(one, 1..5)
}

fn made(uses: &[Use]) -> String {
    let mut text = format!("{COMMON}{TEMPLATE}");
    for (index, one) in uses.iter().enumerate() {
        let (keeps, from, engine) = (one.keeps, one.from, one.engine);
        let make = match one.pair {
            true => format!("make m{index} \"M {index}\": pair(keeps: {keeps}, peer: {from})\n"),
            false => {
                format!(
                    "make m{index} \"M {index}\": archive(engine: {engine}, keeps: {keeps}, from: {from}, name: \"N\")\n"
                )
            }
        };
        text += &within(index, one, &make);
    }
    let ends: Vec<String> = (0..uses.len()).map(|index| format!("m{index}.{}index", inner(&uses[index]))).collect();
    text + &format!("flow walk \"Walk\": customer -> {} {{ answer none }}\n", ends.join(" -> "))
}

fn by_hand(uses: &[Use]) -> String {
    let mut text = COMMON.to_owned();
    let mut threats = String::new();
    for (index, one) in uses.iter().enumerate() {
        let m = format!("m{index}");
        let written = match one.pair {
            true => {
                let gate = format!("{m}_gate");
                let mut text = format!("process {gate} \"Gate (M {index})\"\n");
                let title = format!("M {index}, First");
                text += &archive(
                    &format!("{m}_one"),
                    &title,
                    ["sqlite", one.keeps, &gate, &format!("Data ({title})")],
                    &mut threats,
                );
                let title = format!("M {index}, Second");
                let name = format!("Tapes (M {index})");
                text += &archive(&format!("{m}_two"), &title, ["local_file", "[]", one.from, &name], &mut threats);
                let route = format!("{gate} -> {m}_one_index -> {m}_two_index");
                text + &format!("flow {m}_move \"Move (M {index})\": {route} {{ answer none }}\n")
            }
            false => archive(&m, &format!("M {index}"), [one.engine, one.keeps, one.from, "N"], &mut threats),
        };
        text += &within(index, one, &written);
    }
    let ends: Vec<String> =
        (0..uses.len()).map(|index| format!("m{index}_{}index", inner(&uses[index]).replace('.', "_"))).collect();
    text + &threats + &format!("flow walk \"Walk\": customer -> {} {{ answer none }}\n", ends.join(" -> "))
}

fn inner(one: &Use) -> &'static str {
    if one.pair { "one." } else { "" }
}

fn within(index: usize, one: &Use, text: &str) -> String {
    if one.inside { format!("boundary b{index} \"B {index}\" {{\n{text}}}\n") } else { text.to_owned() }
}

/// The threats are kept apart: they cannot stand in a boundary.
fn archive(m: &str, title: &str, [engine, keeps, from, name]: [&str; 4], threats: &mut String) -> String {
    let more = keeps.trim_matches(['[', ']']);
    let holds = if more.is_empty() { "ticket".to_owned() } else { format!("ticket, {more}") };
    let mut text = String::new();
    let _ = write!(
        text,
        r#"boundary {m}_room "Room ({title})" {{ store {m}_data "{name}" {{ tech: {engine}, holds: [{holds}] }} }}
process {m}_index "Index ({title})" {{ tech: {engine} }}
flow {m}_put "Put ({title})": {from} -> {m}_index -> {m}_data {{
  carries: {keeps}
  hop {from} -> {m}_index {{ over: https }}
  answer {m}_data -> {m}_index -> {from} {{ carries: ticket }}
}}
"#
    );
    let _ = write!(
        threats,
        r#"threat {m}_copied "Copied ({title})" {{
  kind: information_disclosure, on: [{m}_data, {m}_put], likelihood: low, impact: high
  mitigation {m}_crypt "Encrypted ({title})" {{ status: implemented, effect: most }}
}}
"#
    );
    text
}

/// The same model under ids that can be written by hand.
fn with_plain_ids(mut compilation: Compilation) -> Compilation {
    let (mut model, facts) = compilation.result.take().unwrap_or_else(|| panic!("{}", rendered(&compilation)));
    let ids = model.elements.iter_mut().map(|element| &mut element.identity);
    let ids = ids.chain(model.boundaries.iter_mut().map(|boundary| &mut boundary.identity));
    let ids = ids.chain(model.flows.iter_mut().map(|flow| &mut flow.identity));
    let ids = ids.chain(model.threats.iter_mut().map(|threat| &mut threat.identity));
    for identity in ids.chain(model.mitigations.iter_mut().map(|mitigation| &mut mitigation.identity)) {
        identity.id = identity.id.replace(".", "_");
    }
    let facts = Facts::new(&model, facts.findings, day());
    compilation.result = Some((model, facts));
    compilation
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn what_is_made_equals_what_is_written_by_hand(uses in uses()) {
        let (made, hand) = (made(&uses), by_hand(&uses));
        let (made, hand) = (compile_text(&made), compile_text(&hand));
        prop_assert!(hand.result.is_some(), "{}", rendered(&hand));
        prop_assert_eq!(outputs(&with_plain_ids(made)), outputs(&hand));
    }
}

#[test]
fn assertions_are_made_with_what_they_are_about() {
    let text = r#"process outside "Outside"
template gate "Gate" (peer) {
  process door "Door"
  store safe "Safe" { encrypted: yes }
  flow enter "Enter": $peer -> door -> safe { answer none }
  assert guarded "All pass the door" { paths: $peer -> safe, must_pass: door }
}
make one "One": gate(peer: outside)
make two "Two": gate(peer: one.door)
"#;
    let compilation = compile_text(text);
    let (model, _) = compilation.result.as_ref().unwrap_or_else(|| panic!("{}", rendered(&compilation)));
    let ids: Vec<&str> = model.assertions.iter().map(|assertion| assertion.identity.id.as_str()).collect();
    assert_eq!(ids, ["one.guarded", "two.guarded"]);
}

/// The text of the only file after a renaming.
fn renamed(text: &str, what: &str, new: &str) -> Result<String, String> {
    let world = world([("model.caveat", text)]);
    let renamed = rename(&world, Path::new(""), what, new)?;
    Ok(renamed.files.into_values().next().unwrap_or_default())
}

fn two_pairs() -> String {
    let uses = [true, false].map(|pair| Use { pair, inside: pair, keeps: "photo", engine: "sqlite", from: "customer" });
    made(&uses)
}

#[test]
fn renaming_follows_ids_into_templates_and_out_of_them() {
    let text = two_pairs();
    let expect = |what: &str, new: &str, edits: &[(&str, &str)]| {
        let expected = edits.iter().fold(text.clone(), |text, (old, new)| {
            assert!(text.contains(old), "{old} is in the text");
            text.replace(old, new)
        });
        assert_eq!(renamed(&text, what, new), Ok(expected), "{what} → {new}");
    };
    expect("m0", "north", &[("make m0 ", "make north "), ("m0.one.index", "north.one.index")]);
    expect("m0.one", "uno", &[("make one ", "make uno "), ("> one.index", "> uno.index"), ("m0.one.", "m0.uno.")]);
    expect(
        "m1.data",
        "kept",
        &[
            ("store data", "store kept"),
            ("-> data {", "-> kept {"),
            ("answer data", "answer kept"),
            ("[data,", "[kept,"),
        ],
    );
    // A place in the template will do as well.
    let line = 1 + text.lines().position(|line| line.contains("process gate")).expect("a gate");
    expect(
        &format!("model.caveat:{line}"),
        "door",
        &[("process gate", "process door"), ("from: gate", "from: door"), ("\": gate ->", "\": door ->")],
    );
    // An argument means what it means where it stands, so this `index` is not that of the template.
    expect("customer", "index", &[("customer", "index")]);
}

#[test]
fn renaming_changes_what_no_name_stands_for() {
    let text = two_pairs();
    let refused = |what: &str, new: &str, why: &str| {
        let error = renamed(&text, what, new).expect_err("it would change what names stand for");
        assert!(error.contains(why), "{what} → {new}: {error}");
    };
    // `ticket` is named in the template, where `data` is another.
    refused("ticket", "data", "was not renamed");
    refused("m0.one.data", "index", "declared already");
    refused("gate", "door", "did you mean `m0.gate`?");
}

#[test]
fn templates_of_templates_fail_fast() {
    let chain = |each: &dyn Fn(usize) -> String| -> String { (0..20).map(each).collect() };
    let many = chain(&|level| {
        let makes: String = (0..10).map(|at| format!("  make m{at}: t{}\n", level + 1)).collect();
        format!("template t{level} {{\n{makes}}}\n")
    });
    let long = chain(&|level| {
        let list = ["$x"; 10].join(", ");
        format!("template t{level} (x) {{ make m: t{}(x: [{list}]) }}\n", level + 1)
    });
    let many = format!("{many}template t20 {{ process p }}\nmake all: t0\nprocess q\nflow f: q -> all.m0.m9.p\n");
    let long = format!("asset a\n{long}template t20 (x) {{ process p {{ holds: $x }} }}\nmake all: t0(x: a)\n");
    for text in [many, long] {
        let started = Instant::now();
        let compilation = compile_text(&text);
        assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
        let codes: Vec<&str> = compilation.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
        assert_eq!(codes, ["CV207"], "{}", rendered(&compilation));
    }
}

/// Every diagnostic points into a file, never into a copy, whatever is wrong in the template and its uses.
#[test]
fn diagnostics_point_at_texts() {
    let parts = ["$keeps", "index", "photo", "archive", "https", "\"Put\"", "[data, put]", "gate", "most", "low"];
    for part in parts {
        for other in ["nothing", "3", "[customer, photo]", "\"text\"", "$engine", "m0.one", "m1.data -> front"] {
            let text = two_pairs().replace(part, other);
            let compilation = compile_at(&text);
            for diagnostic in &compilation.diagnostics {
                let spans = diagnostic.labels.iter().map(|label| label.span);
                let edits = diagnostic.helps.iter().filter_map(|help| help.fix.as_ref()).flat_map(|fix| &fix.edits);
                for span in spans.chain(edits.map(|(span, _)| *span)) {
                    assert!(compilation.sources.copy(span.file).is_none(), "{part} → {other}: {diagnostic:?}");
                }
            }
            let _ = rendered(&compilation);
        }
    }
}

fn compile_at(text: &str) -> Compilation {
    let mut world = Memory::default();
    world.insert("model.caveat", text);
    compile(&world, Path::new(""), day())
}
