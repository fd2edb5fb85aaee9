//! Inputs that somebody made to break things: huge, deep, binary, misleading. Each gives a clear message, quickly enough
//! that a quadratic step would be noticed, and nothing that steers a terminal.

use crate::support::{compile_text, day, files_below, has_extension, outputs, read, rendered, root};
use caveat::driver::{Memory, compile};
use caveat::format::format;
use caveat::report::to_json;

/// The text's messages, checked for what no message may hold.
fn messages(text: &str) -> String {
    let compilation = compile_text(text);
    let shown = rendered(&compilation);
    assert!(compilation.sound().is_none(), "it compiles");
    assert!(!shown.is_empty(), "nothing is said");
    assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "control characters");
    assert!(shown.lines().all(|line| line.chars().count() < 1_000), "a line is too long to read");
    let json: serde_json::Value =
        serde_json::from_str(&to_json(&compilation.diagnostics, &compilation.sources, None)).expect("JSON");
    assert_eq!(json["version"], 1);
    shown
}

#[test]
fn a_megabyte_of_brackets() {
    for bracket in ["{", "[", "(", "}", "{\n", "a {", "a: ["] {
        let text = bracket.repeat(1_000_000 / bracket.len());
        let shown = messages(&text);
        assert!(shown.len() < 2_000_000, "{} bytes of messages for `{bracket}`", shown.len());
        let _ = format(&text);
    }
}

#[test]
fn a_line_of_ten_megabytes() {
    let long = "x".repeat(10_000_000);
    for text in [format!("process {long} = {{}}"), format!("process a \"{long}"), format!("{long}: {long}")] {
        assert!(messages(&text).len() < 10_000);
    }
    // A name or title of that length is no mistake.
    assert!(compile_text(&format!("process {long} \"{long}\"")).sound().is_some());
}

#[test]
fn many_mistakes() {
    let shown = messages(&"process a \"A\" { tech: nonsense }\n".repeat(5_000));
    assert!(shown.contains("CV201"));
}

/// One slip, as often as fits into a long file: each is found, and none makes the others expensive.
#[test]
fn one_slip_again_and_again() {
    let slips = [
        "\"\n",
        "\"\"\"\n",
        "a: \"x\n",
        "x {\n\"\n",
        "[a\n",
        "flow f: a → b\n",
        "process a \"A\" { tech: x\n",
        "process a \"A {\n",
        "- a\n",
        "a = b\n",
        "process a\n  b: c\n",
        "a,,b ",
        "threat t {\n mitigations: a, b\n}\n",
        "p \"a { b: \"c\" }\n",
        "process a; process b\n",
        "(a\n",
        "a: yes b: no\n",
    ];
    for slip in slips {
        let text = slip.repeat(100_000 / slip.len());
        messages(&text);
        assert!(format(&text).is_ok(), "{slip:?}");
    }
}

#[test]
fn bytes_that_are_no_text() {
    let mut world = Memory::default();
    world.insert("model.caveat", [b'p', 0xff, 0xfe, 0, 0x1b].as_slice());
    let compilation = compile(&world, "".as_ref(), day());
    assert!(rendered(&compilation).contains("CV213"));
}

#[test]
fn every_beginning_of_every_example() {
    for path in files_below(&root().join("examples")).into_iter().filter(|path| has_extension(path, "caveat")) {
        let text = read(&path);
        // Every 37th place: enough to meet every construct, in a second.
        for cut in (0..text.len()).step_by(37).filter(|cut| text.is_char_boundary(*cut)) {
            let shown = rendered(&compile_text(&text[..cut]));
            assert!(shown.chars().all(|c| c == '\n' || !c.is_control()));
            assert!(format(&text[..cut]).is_ok(), "{} cut at {cut}", path.display());
        }
    }
}

#[test]
fn names_and_titles_that_lie() {
    let shown = messages("process a\u{202e}b \"x\"\nprocess c \"\u{1b}[31mred\u{7}\" { tech: \u{202e}evil }\n");
    assert!(!shown.contains('\u{202e}') && shown.contains("<U+202E>"));
    let compilation =
        compile_text("process c \"\u{1b}[31mred\u{202e}\u{7}\"\nentity d \"<script>&'\"\nflow f \"]](x)|`\": d -> c\n");
    for (name, text) in outputs(&compilation) {
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{name} holds control characters");
        assert!(!text.contains("<script>") || name.ends_with(".json"), "{name} holds markup");
    }
}

#[test]
fn long_chains_do_not_exhaust_the_stack() {
    let classes: String = (1..20_000).map(|n| format!("class c{n} {{ above: c{} }}\n", n - 1)).collect();
    assert!(compile_text(&format!("class c0\n{classes}")).sound().is_some());
    let techs: String = (1..20_000).map(|n| format!("tech t{n} {{ like: t{} }}\n", n - 1)).collect();
    assert!(compile_text(&format!("tech t0\n{techs}process p {{ tech: t19999 }}\n")).sound().is_some());
    let route = (0..5_000).map(|n| format!("p{n}")).collect::<Vec<_>>().join(" -> ");
    let elements: String = (0..5_000).map(|n| format!("process p{n}\n")).collect();
    assert!(compile_text(&format!("{elements}flow f: {route}\n")).sound().is_some());
    let condition = "not ".repeat(60) + "a";
    messages(&format!("rule r {{\n  where: {condition}\n}}\n"));
    let condition = "a and ".repeat(50_000) + "a";
    messages(&format!("rule r {{\n  where: {condition}\n}}\n"));
}
