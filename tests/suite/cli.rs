//! The program as people run it: files, arguments, then the whole of what it prints, its exit code and what it left.

use crate::support::{DAY, files_below, read, root};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const MODEL: &str = "entity user \"User\"\nprocess shop \"Shop\"\nflow buy \"Buy\": user -> shop\n";

const PINNED: &str = "model front \"Shop front\"\n";

/// A folder with files, and what came of the last run in it.
struct Desk {
    folder: TempDir,
}

struct Outcome {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new(files: &[(&str, &str)]) -> Desk {
        let desk = Desk { folder: tempfile::tempdir().expect("a temporary folder") };
        for (name, text) in files {
            desk.write(name, text.as_bytes());
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        std::fs::write(path, bytes).expect("a writable file");
    }

    fn run(&self, arguments: &[&str]) -> Outcome {
        self.run_with(arguments, "")
    }

    fn run_with(&self, arguments: &[&str], input: &str) -> Outcome {
        self.run_all("", arguments, input)
    }

    fn run_in(&self, folder: &str, arguments: &[&str]) -> Outcome {
        self.run_all(folder, arguments, "")
    }

    fn run_all(&self, folder: &str, arguments: &[&str], input: &str) -> Outcome {
        let mut child = Command::new(env!("CARGO_BIN_EXE_caveat"))
            .args(arguments)
            .current_dir(self.path(folder))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), input.as_bytes()).expect("it reads");
        let output = child.wait_with_output().expect("the program ends");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Outcome { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Names of all files, hidden ones too.
    fn files(&self) -> Vec<String> {
        let below =
            |path: PathBuf| path.strip_prefix(self.folder.path()).expect("below").to_string_lossy().replace('\\', "/");
        files_below(self.folder.path()).into_iter().map(below).collect()
    }
}

impl Outcome {
    #[track_caller]
    fn is(&self, code: i32, out: &str, err: &str) {
        assert_eq!((self.code, self.out.as_str(), self.err.as_str()), (code, out, err));
    }

    #[track_caller]
    fn fails_with(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        for word in words {
            assert!(self.err.contains(word), "`{word}` is not in:\n{}", self.err);
        }
    }
}

#[test]
fn check_says_that_a_model_is_sound() {
    let desk = Desk::new(&[("shop/shop.caveat", MODEL)]);
    let verdict = format!("shop: 2 elements, 1 flow, no threats yet (as of {DAY})\n");
    desk.run(&["check", "shop", "--as-of", DAY]).is(0, &verdict, "");
    desk.run(&["check", "shop/shop.caveat", "--as-of", DAY]).is(0, &verdict, "");
}

#[test]
fn check_reports_errors_and_exits_with_1() {
    let desk = Desk::new(&[("m.caveat", "process shop \"Shop\"\nflow buy \"Buy\": shop -> shpo\n")]);
    let outcome = desk.run(&["check", "--as-of", DAY]);
    outcome.fails_with(1, &["error[CV202 unknown-name]", "nothing is called `shpo`", "m.caveat:2:25", "1 error"]);
    assert_eq!(outcome.out, "");
    let json = desk.run(&["check", "--format", "json", "--as-of", DAY]);
    assert_eq!((json.code, json.err.as_str()), (1, ""));
    let value: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(value["diagnostics"][0]["code"], "CV202");
    assert_eq!(value["diagnostics"][0]["labels"][0]["start"]["line"], 2);
    assert_eq!(value["summary"]["errors"], 1);
}

#[test]
fn a_command_line_that_makes_no_sense_exits_with_2() {
    let desk = Desk::new(&[]);
    desk.run(&[]).fails_with(2, &["Usage: caveat"]);
    desk.run(&["chek"]).fails_with(2, &["check"]);
    desk.run(&["check", "--as-of", "yesterday"]).fails_with(2, &["2026-02-03"]);
    desk.run(&["check", "--format", "xml"]).fails_with(2, &["human", "json"]);
    desk.run(&["build", "--emit", "pdf"]).fails_with(2, &["markdown"]);
    desk.run(&["explain"]).fails_with(2, &["explain --list"]);
    assert_eq!(desk.run(&["--help"]).code, 0);
    desk.run(&["--version"]).is(0, &format!("caveat {}\n", env!("CARGO_PKG_VERSION")), "");
}

#[test]
fn settings_come_from_flags_a_policy_and_the_workspace_file() {
    let settings = "[levels]\nmitigation-unused = \"deny\"\n\n[build]\noutput = \"docs\"\nemit = [\"markdown\"]\n";
    let model = format!("{MODEL}mitigation https \"HTTPS\"\n");
    let desk = Desk::new(&[
        ("ws/shop/shop.caveat", &model),
        ("ws/caveat.toml", settings),
        ("policy.toml", "[levels]\nreview-overdue = \"deny\"\n"),
    ]);
    desk.run(&["check", "ws/shop", "--as-of", DAY]).fails_with(1, &["error[CV408", "ws/caveat.toml:2"]);
    let milder = desk.run(&["check", "ws/shop", "--as-of", DAY, "--warn", "CV408", "--policy", "policy.toml"]);
    assert_eq!(milder.code, 0, "{}", milder.err);
    assert_eq!(desk.run(&["check", "ws/shop", "--warn", "CV408", "--deny-warnings"]).code, 1);
    assert_eq!(desk.run(&["check", "ws/shop", "--allow", "CV408", "--deny-warnings"]).code, 0);
    desk.write("policy.toml", b"[levels]\nCV408 = \"warn\"\n");
    let lowered = ["check", "ws/shop", "--allow", "CV408", "--policy", "policy.toml"];
    desk.run(&lowered).fails_with(1, &["CV227", "policy.toml:2:1", "--allow CV408"]);
    let json = desk.run(&["check", "ws/shop", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(value["diagnostics"][0]["severity"], "error");
    assert!(value["diagnostics"][0]["raised_by"].is_null());
    let built = desk.run(&["build", "ws/shop", "--as-of", DAY, "--allow", "CV408"]);
    built.is(0, "wrote ws/docs/shop.md\n", "");
    let elsewhere = ["build", "ws/shop", "--as-of", DAY, "--allow", "CV408", "-o", "o", "--emit", "svg"];
    desk.run(&elsewhere).is(0, "wrote o/shop.svg\n", "");
}

#[test]
fn a_policy_goes_with_every_question_about_a_model() {
    let house = "library house \"House\"\n\ntech vault \"Vault\"\nrule plain \"Plain\" { for: s in stores, where: not s.encrypted, raise: tampering on s }\n";
    let policy = "[levels]\nhouse.plain = \"forbid\"\n\n[libraries]\nuse = [\"house.caveat\"]\n";
    let model = "store db \"DB\" { tech: vault, encrypted: no }\nstore log \"Log\"\nassert kept \"Kept\" { every: log, must_have: encrypted }\n";
    let desk = Desk::new(&[("ws/shop.caveat", model), ("org/house.caveat", house), ("org/policy.toml", policy)]);
    let all: [&[&str]; 3] =
        [&["explain", "plain/db", "ws"], &["query", "stores where tech is vault", "ws"], &["coverage", "ws"]];
    for arguments in all {
        assert_eq!(desk.run(arguments).code, 1, "without the policy, its words are missing");
        let with: Vec<&str> = arguments.iter().copied().chain(["--policy", "org/policy.toml"]).collect();
        let outcome = desk.run(&with);
        assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
        assert!(!outcome.out.contains("suppress") && !outcome.out.contains("accept it"), "{}", outcome.out);
    }
    let unknown = ["check", "ws", "--explain-unknown", "--policy", "org/policy.toml"];
    assert!(desk.run(&unknown).out.contains("`encrypted` of log"));
    desk.write("org/policy.toml", b"[libraries]\nuse = [\"house.caveat\"]\n");
    let allowed: Vec<&str> = unknown.iter().copied().chain(["--allow", "plain,kept"]).collect();
    assert!(desk.run(&allowed).out.contains("nothing is left open"));
}

/// The workspace file is named as seen from the current folder.
#[test]
fn a_workspace_file_above_the_current_folder_is_found() {
    let desk = Desk::new(&[("ws/shop/shop.caveat", MODEL), ("ws/caveat.toml", "[levels]\nnothing = \"deny\"\n")]);
    let outcome = desk.run_in("ws/shop", &["check"]);
    outcome.fails_with(1, &["─ ../caveat.toml:2:1"]);
}

#[test]
fn places_without_a_model_are_told_apart() {
    let desk = Desk::new(&[("empty/readme.txt", "nothing"), ("deep/inner/a.caveat", MODEL)]);
    desk.run(&["check", "empty"]).fails_with(1, &["CV211", "empty"]);
    desk.run(&["check", "deep"]).fails_with(1, &["CV211", "inner"]);
    desk.run(&["check", "nowhere"]).fails_with(1, &["nowhere"]);
    desk.write("shop.caveat", MODEL.as_bytes());
    desk.run(&["check", "shp.caveat"]).fails_with(1, &["CV212", "did you mean", "shop.caveat"]);
    desk.write("bytes.caveat", &[0xff, 0xfe, 0x00]);
    desk.run(&["check", "bytes.caveat"]).fails_with(1, &["CV213", "UTF-8"]);
}

#[test]
#[cfg(unix)]
fn a_file_that_cannot_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new(&[("a.caveat", MODEL)]);
    std::fs::set_permissions(desk.path("a.caveat"), std::fs::Permissions::from_mode(0o000)).expect("our own file");
    // Whoever runs as root can read it all the same.
    if std::fs::read(desk.path("a.caveat")).is_err() {
        desk.run(&["check"]).fails_with(1, &["CV212", "a.caveat", "permission denied"]);
    }
}

#[test]
fn build_writes_all_outputs_once() {
    let desk = Desk::new(&[("shop.caveat", &format!("{MODEL}view part \"Part\" {{ show: shop }}\n"))]);
    let names = ["shop.svg", "shop.part.svg", "shop.threat-dragon.json", "shop.md"];
    let said = |verb: &str| names.map(|name| format!("{verb} {}\n", Path::new("out").join(name).display())).concat();
    desk.run(&["build", "shop.caveat", "-o", "out"]).is(0, &said("wrote"), "");
    desk.run(&["build", "shop.caveat", "-o", "out"]).is(0, &said("unchanged"), "");
    let mut files = vec!["shop.caveat".to_owned()];
    files.extend(names.map(|name| format!("out/{name}")));
    files.sort();
    assert_eq!(desk.files(), files, "nothing else is left behind");
    assert_eq!(desk.run(&["build", "shop.caveat", "-o", "svg", "--emit", "svg"]).code, 0);
    assert!(desk.path("svg/shop.svg").exists() && !desk.path("svg/shop.md").exists());
}

#[test]
fn build_writes_nothing_when_there_are_errors() {
    let desk = Desk::new(&[("shop.caveat", "process shop \"Shop\" { tech: nonsense }\n")]);
    desk.run(&["build"]).fails_with(1, &["CV202", "nothing was written"]);
    assert_eq!(desk.files(), ["shop.caveat"]);
}

#[test]
fn build_never_replaces_the_work_of_a_person() {
    let desk = Desk::new(&[("shop.caveat", MODEL)]);
    assert_eq!(desk.run(&["build", "shop.caveat"]).code, 0);
    for (name, text) in [("out/shop.md", "my own notes"), ("out/shop.svg", "<svg/>")] {
        let made = read(&desk.path(name));
        desk.write(name, text.as_bytes());
        desk.run(&["build", "shop.caveat"]).fails_with(1, &["was not made by a build", "--force"]);
        assert_eq!(read(&desk.path(name)), text);
        desk.write(name, made.replace("Shop", "Store").as_bytes());
        desk.run(&["build", "shop.caveat"]).fails_with(1, &["has been changed since it was built"]);
        assert_eq!(desk.run(&["build", "shop.caveat", "--force"]).code, 0);
        assert_eq!(read(&desk.path(name)), made);
    }
    // A model that has changed is no reason to stop.
    desk.write("shop.caveat", MODEL.replace("\"Shop\"", "\"Web shop\"").as_bytes());
    assert_eq!(desk.run(&["build", "shop.caveat"]).code, 0);
    assert!(read(&desk.path("out/shop.md")).contains("Web shop"));
}

#[test]
fn build_keeps_pinned_places() {
    let desk = Desk::new(&[("shop.caveat", &format!("{PINNED}{MODEL}"))]);
    let places = |text: &str| {
        let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
        ["user", "shop"].map(|id| value["diagrams"]["front"]["elements"][id].to_string())
    };
    assert_eq!(desk.run(&["build", "--pin", "--emit", "svg"]).code, 0);
    let (picture, pinned) = (read(&desk.path("out/front.svg")), read(&desk.path("front.layout.json")));
    assert_eq!(
        desk.run(&["build", "--pin", "--emit", "svg"]).out,
        "unchanged front.layout.json\nunchanged out/front.svg\n"
    );
    // By hand: what was to the right is below now.
    desk.write("front.layout.json", pinned.replace("\"right\"", "\"down\"").as_bytes());
    assert_eq!(desk.run(&["build", "--emit", "svg"]).code, 0);
    assert_ne!(read(&desk.path("out/front.svg")), picture, "the hand-made places count");
    desk.write("front.layout.json", pinned.as_bytes());
    desk.write(
        "shop.caveat",
        format!("{PINNED}{MODEL}store stock \"Stock\"\nflow ask \"Ask\": shop -> stock\n").as_bytes(),
    );
    assert_eq!(desk.run(&["build", "--pin", "--emit", "svg"]).code, 0);
    assert_eq!(places(&read(&desk.path("front.layout.json"))), places(&pinned), "known elements stay");
}

#[test]
fn rename_carries_pinned_places_over() {
    let desk = Desk::new(&[("shop.caveat", &format!("{PINNED}{MODEL}"))]);
    assert_eq!(desk.run(&["build", "--pin", "--emit", "geometry"]).code, 0);
    let pinned = read(&desk.path("front.layout.json"));
    assert_eq!(desk.run(&["rename", "user", "customer"]).code, 0);
    assert_eq!(desk.run(&["rename", "front", "store_front"]).code, 0);
    assert!(!desk.path("front.layout.json").exists());
    let expected = pinned.replace("\"user\"", "\"customer\"").replace("\"front\"", "\"store_front\"");
    let mut lines: [Vec<String>; 2] = [expected, read(&desk.path("store_front.layout.json"))]
        .map(|text| text.lines().map(|line| line.trim_end_matches(',').to_owned()).collect());
    lines.iter_mut().for_each(|lines| lines.sort());
    assert_eq!(lines[0], lines[1]);
}

#[test]
fn a_broken_side_file_stops_the_build() {
    for (text, words) in [
        ("{", ["no JSON", "line 1"]),
        ("{}", ["`\"layout\": 1` is missing", "`caveat build --pin`"]),
        ("{\"layout\": 7}", ["version 7", "only 1"]),
        (
            "{\"layout\": 1, \"diagrams\": {\"front\": {\"elements\": {\"user\": {\"x\": 1}}}}}",
            ["diagrams.front.elements.user.y", "number"],
        ),
        (
            "{\"layout\": 1, \"diagrams\": {\"front\": {\"direction\": \"up\"}}}",
            ["diagrams.front.direction", "\"down\""],
        ),
    ] {
        let desk = Desk::new(&[("shop.caveat", &format!("{PINNED}{MODEL}")), ("front.layout.json", text)]);
        desk.run(&["build", "--pin"]).fails_with(1, &words);
        assert_eq!(desk.files(), ["front.layout.json", "shop.caveat"]);
        assert_eq!(read(&desk.path("front.layout.json")), text, "somebody's work is not overwritten");
    }
}

#[test]
fn build_says_where_it_cannot_write() {
    let desk = Desk::new(&[("shop.caveat", MODEL), ("out", "a file in the way")]);
    desk.run(&["build", "shop.caveat"]).fails_with(1, &["out"]);
    assert_eq!(read(&desk.path("out")), "a file in the way");
}

#[test]
fn fmt_lays_out_and_checks() {
    let messy = "process   shop  \"Shop\"{tech:rest_api}   # ours\n";
    let neat = "process shop \"Shop\" { tech: rest_api }  # ours\n";
    let desk = Desk::new(&[("shop.caveat", messy), ("lib/neat.caveat", neat), ("target/skip.caveat", messy)]);
    desk.run(&["fmt", "--check"]).is(1, "would change shop.caveat\n", "");
    assert_eq!(read(&desk.path("shop.caveat")), messy);
    assert_eq!(desk.run(&["fmt"]).code, 0);
    assert_eq!(read(&desk.path("shop.caveat")), neat);
    assert_eq!(read(&desk.path("target/skip.caveat")), messy);
    desk.run(&["fmt", "--check"]).is(0, "", "");
    desk.run_with(&["fmt", "--stdin"], messy).is(0, neat, "");
    desk.run(&["fmt", "nowhere.caveat"]).fails_with(1, &["nowhere.caveat"]);
}

#[test]
fn fmt_works_on_texts_with_errors() {
    let broken = "process a \"A\" {\n   tech = rest_api\n      owner: @me\n}\nnonsense here ???\n";
    let desk = Desk::new(&[("m.caveat", broken)]);
    assert_eq!(desk.run(&["fmt"]).code, 0);
    let formatted = read(&desk.path("m.caveat"));
    assert!(formatted.contains("  tech = rest_api\n  owner: @me\n"), "{formatted}");
    assert!(formatted.contains("nonsense here ???"), "{formatted}");
}

#[test]
fn new_makes_a_model_that_compiles_and_says_what_is_next() {
    let desk = Desk::new(&[]);
    let outcome = desk.run(&["new", "web-shop"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{}", outcome.err);
    assert!(outcome.out.contains("caveat check") && outcome.out.contains("caveat build"), "{}", outcome.out);
    assert_eq!(desk.files(), ["web-shop/web_shop.caveat"]);
    assert_eq!(read(&desk.path("web-shop/web_shop.caveat")).lines().count(), 15);
    let check = desk.run(&["check", "web-shop"]);
    assert_eq!((check.code, check.err.as_str()), (0, ""), "{}", check.err);
    desk.run(&["fmt", "--check", "web-shop"]).is(0, "", "");
    let again = desk.run(&["new", "web-shop"]);
    again.fails_with(1, &["web-shop"]);
    desk.run(&["new", "9 lives"]).fails_with(2, &["letters"]);
    desk.run(&["new", "../out"]).fails_with(2, &["letters"]);
}

#[test]
fn explain_prints_pages_and_suggests() {
    let desk = Desk::new(&[]);
    let page = read(&root().join("docs/diagnostics/CV202.md"));
    desk.run(&["explain", "CV202"]).is(0, &page, "");
    desk.run(&["explain", "cv202"]).is(0, &page, "");
    desk.run(&["explain", "unknown-name"]).is(0, &page, "");
    desk.run(&["explain", "unknown-nam"]).fails_with(1, &["unknown-name"]);
    assert!(desk.run(&["explain", "std.web"]).out.contains("tech postgresql"));
    assert!(desk.run(&["explain", "flow"]).out.contains("protocol of each hop"));
    desk.run(&["explain", "std.wbe"]).fails_with(1, &["did you mean `std.web`?"]);
    let list = desk.run(&["explain", "--list"]);
    assert_eq!(list.out.lines().count(), caveat::driver::all_codes().len());
}

#[test]
fn rename_changes_every_mention() {
    let desk = Desk::new(&[
        ("a.caveat", MODEL),
        ("b.caveat", "use std.stride\nthreat t \"T\" { kind: spoofing, on: user }\n"),
    ]);
    let outcome = desk.run(&["rename", "user", "customer"]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    assert!(
        read(&desk.path("a.caveat")).contains("entity customer \"User\"")
            && read(&desk.path("a.caveat")).contains("customer -> shop")
    );
    assert!(read(&desk.path("b.caveat")).contains("on: customer"));
    desk.write("c.caveat", b"asset buyer \"Buyer\"\n");
    desk.run(&["rename", "customer", "buyer"]).fails_with(1, &["declared already", "c.caveat:1"]);
    assert_eq!(desk.run(&["rename", "a.caveat:1", "client"]).code, 0);
    assert_eq!(desk.run(&["rename", "client", "customer"]).code, 0);
    desk.write("d.caveat", b"use \"lib/own.caveat\"\n");
    desk.write("lib/own.caveat", b"library own\nprocess shop \"Another\"\n");
    desk.run(&["check"]).fails_with(1, &["caveat rename lib/own.caveat:2 shop_2"]);
    assert_eq!(desk.run(&["rename", "lib/own.caveat:2", "shop_2"]).code, 0);
    assert_eq!(desk.run(&["check"]).code, 0);
    desk.run(&["rename", "shop", "customer"]).fails_with(1, &["customer"]);
    desk.run(&["rename", "shp", "x"]).fails_with(1, &["shop"]);
    desk.run(&["rename", "shop", "Not Legal"]).fails_with(1, &["Not Legal"]);
}

#[test]
fn colours_come_only_when_asked_for() {
    let desk = Desk::new(&[("m.caveat", "process a \"A\" { tech: nonsense }\n")]);
    assert!(!desk.run(&["check"]).err.contains('\u{1b}'));
    assert!(desk.run(&["check", "--color", "always"]).err.contains("\u{1b}["));
}

#[test]
fn a_large_model_is_drawn_in_parts() {
    let inside: String = (0..8).map(|number| format!("  process p{number} \"P{number}\"\n")).collect();
    let model = format!(
        "model m \"M\"\nentity user \"User\"\nboundary cloud \"Cloud\" {{\n{inside}}}\nflow f \"F\": user -> p0\n"
    );
    let desk = Desk::new(&[("m.caveat", &model)]);
    let build = |more: &[&str]| desk.run(&[&["build", "m.caveat", "--emit", "svg,threat-dragon"], more].concat()).out;
    let (whole, parts) = (build(&[]), build(&["--split-above", "8"]));
    assert!(!whole.contains("m.cloud.svg") && parts.contains("m.cloud.svg"), "{whole}{parts}");
    assert!(read(&desk.path("out/m.svg")).contains("m.cloud.svg"), "the overview leads to the part");
    assert!(read(&desk.path("out/m.cloud.svg")).contains("href=\"m.svg\""), "the part leads back");
    let drawn = |name: &str| read(&desk.path(name)).contains("P7");
    assert!(!drawn("out/m.svg") && drawn("out/m.cloud.svg") && drawn("out/m.threat-dragon.json"));
    build(&["--split-above", "0"]);
    assert!(drawn("out/m.svg"));
}

#[test]
fn output_folder_names_with_escapes_are_neutralised() {
    let desk = Desk::new(&[("shop.caveat", MODEL), ("o\u{1b}[31m", "a file in the way")]);
    let outcome = desk.run(&["build", "-o", "o\u{1b}[31m"]);
    outcome.fails_with(1, &["<U+001B>"]);
    assert!(!outcome.err.contains('\u{1b}'));
}

const DRAGON: &str = r#"{"version": "2.6.2", "summary": {"title": "Shop front"}, "detail": {"contributors": [], "diagrams": [
  {"id": 0, "title": "Shop front", "diagramType": "STRIDE", "cells": [
    {"id": "a", "shape": "process", "position": {"x": 0, "y": 0}, "data": {"type": "tm.Process", "name": "Till", "threats": [
      {"title": "It jams", "type": "Denial of service", "status": "Open", "severity": "Low"}]}},
    {"id": "b", "shape": "td-text-block", "data": {"type": "tm.Text", "name": "Ask the clerk"}}]}]}}"#;

#[test]
fn import_writes_sources_and_says_what_it_left_out() {
    let desk = Desk::new(&[("shop.json", DRAGON)]);
    let outcome = desk.run(&["import", "shop.json", "-o", "model", "--report", "left-out.json"]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    assert!(
        outcome
            .out
            .starts_with("wrote model/shop_front.caveat\nwrote model/shop_front.layout.json\nwrote left-out.json\n"),
        "{}",
        outcome.out
    );
    assert!(outcome.out.contains("caveat check model"), "{}", outcome.out);
    assert!(
        outcome.err.contains("1 diagram, 1 element, 0 boundaries, 0 flows, 1 threat, 0 mitigations"),
        "{}",
        outcome.err
    );
    assert!(outcome.err.contains("1  text blocks: they belong to no element"), "{}", outcome.err);
    let report: serde_json::Value = serde_json::from_str(&read(&desk.path("left-out.json"))).expect("JSON");
    assert_eq!(report["files"][0]["entries"][0]["path"], "detail.diagrams[0].cells[1]");
    desk.run(&["check", "model", "--as-of", DAY]).is(
        0,
        "shop_front: 1 element, 0 flows, 1 threat: 1 open (as of 2026-02-03)\n",
        "",
    );
    // The same again changes nothing.
    assert_eq!(desk.run(&["import", "shop.json", "-o", "model"]).code, 0);
    assert_eq!(desk.run(&["import", "shop.json"]).code, 0);
    assert!(desk.path("shop_front/shop_front.caveat").exists());
}

#[test]
fn import_replaces_nothing_and_writes_all_or_nothing() {
    let desk = Desk::new(&[("shop.json", DRAGON), ("other.json", DRAGON), ("model/shop_front.caveat", "# mine\n")]);
    desk.run(&["import", "shop.json", "-o", "model"])
        .fails_with(1, &["`model/shop_front.caveat` is there already", "--force"]);
    assert_eq!(read(&desk.path("model/shop_front.caveat")), "# mine\n");
    assert_eq!(desk.run(&["import", "shop.json", "-o", "model", "--force"]).code, 0);
    desk.write("model/second.caveat", b"process p\n");
    desk.run(&["import", "shop.json", "-o", "model"])
        .fails_with(1, &["`model/second.caveat` belongs to another model"]);
    desk.run(&["import", "shop.json", "other.json"]).fails_with(1, &["would both be written to `shop_front`"]);
    desk.write("text.json", b"{}");
    let outcome = desk.run(&["import", "shop.json", "text.json", "-o", "both"]);
    outcome.fails_with(
        1,
        &["`text.json` is JSON, but not of a format that is known", "OWASP Threat Dragon", "nothing was written"],
    );
    assert!(!desk.path("both").exists());
    desk.write("blocked", b"a file in the way");
    desk.run(&["import", "shop.json", "-o", "fresh", "--report", "blocked/report.json"]).fails_with(1, &["blocked"]);
    assert!(!desk.files().iter().any(|file| file.starts_with("fresh/")), "{:?}", desk.files());
}

#[test]
fn coverage_shows_what_nobody_considered() {
    let desk = Desk::new(&[("shop.caveat", MODEL)]);
    let outcome = desk.run(&["coverage", "--as-of", DAY]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    assert!(outcome.out.contains("STRIDE: 0 of 11 applicable letters considered (0 %)"), "{}", outcome.out);
    let json = desk.run(&["coverage", "shop.caveat", "--missing", "--format", "json", "--as-of", DAY]);
    let value: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(value["methods"][0]["rows"][0]["cells"][0]["state"], "not_considered");
    desk.write("shop.caveat", b"process shop \"Shop\" { tech: nonsense }\n");
    let outcome = desk.run(&["coverage"]);
    outcome.fails_with(1, &["CV202", "1 error"]);
    assert_eq!(outcome.out, "");
}
