//! Settings from outside of a model: levels and who may lower them, libraries for all models, defaults of builds.
//! What is wrong with settings files lies in `tests/corpus/invalid`.

use crate::support::{day, rendered, world};
use caveat::diagnostics::{Level, Severity};
use caveat::driver::{BuildSettings, Compilation, Memory, Options, compile_with};
use std::path::{Path, PathBuf};

/// A model of which two things are said: a review is overdue, and a mitigation is not used.
const OVERDUE: &str = "model shop \"Shop\" { reviewed: 2025-01-01, review_every: 90d }\n\nprocess web \"Web\"\nmitigation https \"HTTPS\"\n";
const BROKEN: &str =
    "store db \"DB\" { encrypted: no }\nassert kept \"Kept\" { every: stores, must_have: encrypted }\n";
const RULES: &str = "library house \"House rules\"\n\nclass card \"Card\" { above: confidential }\nrule in_clear \"In clear\" { for: e in stores, where: not e.encrypted, raise: tampering on e }\n";

pub fn run(files: &[(&str, &str)], path: &str, flags: &[(Level, &str)], policy: Option<&str>) -> Compilation {
    let world: Memory = world(files.iter().copied());
    let levels = flags.iter().map(|(level, name)| (*level, (*name).to_owned())).collect();
    compile_with(&world, Path::new(path), day(), &Options { levels, policy: policy.map(PathBuf::from) })
}

/// Codes with their levels; without notes, which are about what is not evaluated.
pub fn found(compilation: &Compilation) -> Vec<(&'static str, Severity)> {
    let all = compilation.diagnostics.iter().map(|diagnostic| (diagnostic.code.id, diagnostic.level));
    all.filter(|(_, level)| *level != Severity::Note).collect()
}

#[track_caller]
pub fn says(compilation: &Compilation, words: &[&str]) {
    let text = rendered(compilation);
    for word in words {
        assert!(text.contains(word), "`{word}` is not in:\n{text}");
    }
}

#[test]
fn levels_come_from_the_command_line() {
    let files = [("shop.caveat", OVERDUE)];
    let both = [("CV405", Severity::Warning), ("CV408", Severity::Warning)];
    assert_eq!(found(&run(&files, "", &[], None)), both);
    let denied = run(&files, "", &[(Level::Deny, "review-overdue"), (Level::Allow, "cv408")], None);
    assert_eq!(found(&denied), [("CV405", Severity::Error)]);
    assert!(denied.sound().is_none(), "an error stops a build, whoever made one of it");
    assert!(denied.result.is_some());
    says(&denied, &["it is an error because of `--deny review-overdue`"]);
    let lowered = run(&[("shop.caveat", BROKEN)], "", &[(Level::Warn, "broken-assertion")], None);
    assert_eq!(found(&lowered), [("CV441", Severity::Warning)]);
    says(&lowered, &["it is a warning because of `--warn broken-assertion`"]);
    let twice = run(&files, "", &[(Level::Deny, "CV405"), (Level::Deny, "CV405")], None);
    assert_eq!(found(&twice), [("CV405", Severity::Error), ("CV408", Severity::Warning)]);
}

#[test]
fn a_flag_that_makes_no_sense_is_shown() {
    let files = [("shop.caveat", OVERDUE)];
    let unknown = run(&files, "", &[(Level::Deny, "reveiw-overdue")], None);
    says(&unknown, &["command line:1:8", "--deny reveiw-overdue", "did you mean `review-overdue`?"]);
    let contradiction = run(&files, "", &[(Level::Deny, "CV405"), (Level::Allow, "review-overdue")], None);
    says(
        &contradiction,
        &["CV226", "`review-overdue` and `CV405` are two names of the same", "leave `--allow review-overdue` out"],
    );
    let fixed = run(&files, "", &[(Level::Allow, "unknown-name")], None);
    says(&fixed, &["CV225", "`unknown-name` stays an error"]);
}

#[test]
fn the_command_line_comes_before_the_workspace_file() {
    let files = [("shop.caveat", OVERDUE), ("caveat.toml", "[levels]\nreview-overdue = \"deny\"\nCV408 = \"allow\"\n")];
    assert_eq!(found(&run(&files, "", &[], None)), [("CV405", Severity::Error)]);
    let milder = run(&files, "", &[(Level::Warn, "CV405")], None);
    assert_eq!(found(&milder), [("CV405", Severity::Warning)]);
}

#[test]
fn the_nearest_workspace_file_above_counts() {
    let denies = "[levels]\nreview-overdue = \"deny\"\n";
    let above = [("a/b/shop.caveat", OVERDUE), ("caveat.toml", denies)];
    assert_eq!(found(&run(&above, "a/b", &[], None))[0], ("CV405", Severity::Error));
    let file = run(&above, "a/b/shop.caveat", &[], None);
    says(&file, &["(caveat.toml:2)"]);
    let nearer = [("a/b/shop.caveat", OVERDUE), ("a/caveat.toml", ""), ("caveat.toml", denies)];
    assert_eq!(found(&run(&nearer, "a/b", &[], None))[0], ("CV405", Severity::Warning));
    let beyond = [("a/b/shop.caveat", OVERDUE), ("a/.git/HEAD", ""), ("caveat.toml", denies)];
    assert_eq!(found(&run(&beyond, "a/b", &[], None))[0], ("CV405", Severity::Warning));
}

#[test]
fn a_policy_can_be_raised_and_not_lowered() {
    let policy = ("org/policy.toml", "[levels]\nreview-overdue = \"deny\"\nmitigation-unused = \"warn\"\n");
    let files = [("ws/shop.caveat", OVERDUE), ("ws/caveat.toml", ""), policy];
    let plain = run(&files, "ws", &[], Some("org/policy.toml"));
    assert_eq!(found(&plain), [("CV405", Severity::Error), ("CV408", Severity::Warning)]);
    let raised = run(&files, "ws", &[(Level::Deny, "CV408")], Some("org/policy.toml"));
    assert_eq!(found(&raised), [("CV405", Severity::Error), ("CV408", Severity::Error)]);
    let lowered = run(&files, "ws", &[(Level::Allow, "CV405")], Some("org/policy.toml"));
    assert_eq!(found(&lowered)[0], ("CV227", Severity::Error));
    assert!(found(&lowered).contains(&("CV405", Severity::Error)), "what the policy asks for stays");
    says(&lowered, &["command line:1:26", "org/policy.toml:2:1"]);
}

#[test]
fn a_policy_that_cannot_be_read_is_an_error() {
    let missing = run(&[("shop.caveat", OVERDUE)], "", &[], Some("polcy.toml"));
    assert_eq!(found(&missing)[0], ("CV212", Severity::Error));
    says(&missing, &["cannot read `polcy.toml`", "--policy polcy.toml"]);
}

#[test]
fn a_policy_speaks_of_rules_of_libraries() {
    let policy = "[levels]\nhouse.in_clear = \"forbid\"\n\n[libraries]\nuse = [\"house.caveat\"]\n";
    let files =
        [("ws/shop.caveat", OVERDUE), ("ws/caveat.toml", ""), ("org/policy.toml", policy), ("org/house.caveat", RULES)];
    let compilation = run(&files, "ws", &[], Some("org/policy.toml"));
    assert_eq!(found(&compilation), [("CV405", Severity::Warning), ("CV408", Severity::Warning)]);
    assert!(compilation.levels.is_forbidden("in_clear"));
    assert!(compilation.levels.is_forbidden("house.in_clear"));
    assert!(!compilation.levels.is_forbidden("elsewhere"));
    let without = [("ws/shop.caveat", OVERDUE), ("org/policy.toml", "[levels]\nin_clear = \"deny\"\n")];
    assert_eq!(found(&run(&without, "ws", &[], Some("org/policy.toml")))[0].0, "CV224");
}

#[test]
fn a_level_for_a_rule_counts_for_more_than_one_for_a_code() {
    let model = "store db \"Cards\" { encrypted: no }\nstore log \"Log\" { encrypted: no }\n";
    let settings = "[libraries]\nuse = [\"house.caveat\"]\n[levels]\nhouse.in_clear = \"deny\"\n";
    let files = [("a/shop.caveat", model), ("caveat.toml", settings), ("house.caveat", RULES)];
    let found_by_rule = run(&files, "a", &[], None);
    let code = found(&found_by_rule)[0].0;
    assert_eq!(found(&found_by_rule), [(code, Severity::Error), (code, Severity::Error)]);
    says(&found_by_rule, &["it is an error because of `house.in_clear = \"deny\"`"]);
    assert!(found_by_rule.diagnostics.iter().all(|found| found.raised_by.is_some()));
    assert_eq!(found(&run(&files, "a", &[(Level::Allow, code)], None)).len(), 2, "the rule's level is nearer");
    assert_eq!(found(&run(&files, "a", &[(Level::Allow, "in_clear")], None)), []);
    // Nobody slips past a policy by another name.
    let policy = format!("[levels]\n{code} = \"warn\"\n");
    let with_policy: Vec<(&str, &str)> = files.iter().copied().chain([("policy.toml", policy.as_str())]).collect();
    let lowered = run(&with_policy, "a", &[(Level::Allow, "in_clear")], Some("policy.toml"));
    assert_eq!(found(&lowered), [("CV227", Severity::Error), (code, Severity::Warning), (code, Severity::Warning)]);
}

#[test]
fn a_rule_is_told_apart_by_its_library() {
    let own = "use std.web\n\nstore db \"Cards\" { encrypted: no }\nrule in_clear \"Own\" { for: e in stores, where: not e.encrypted, raise: tampering on e }\n";
    let settings = "[libraries]\nuse = [\"house.caveat\"]\n[levels]\nhouse.in_clear = \"deny\"\n";
    let files = [("a/shop.caveat", own), ("caveat.toml", settings), ("house.caveat", RULES)];
    let mut levels: Vec<Severity> = found(&run(&files, "a", &[], None)).into_iter().map(|(_, level)| level).collect();
    levels.sort();
    assert_eq!(levels, [Severity::Error, Severity::Warning]);
    let both = run(&files, "a", &[(Level::Allow, "in_clear")], None);
    let left = found(&both).into_iter().map(|(_, level)| level).collect::<Vec<_>>();
    assert_eq!(left, [Severity::Error], "the library's name is nearer than the id alone:\n{}", rendered(&both));
}

#[test]
fn libraries_of_the_workspace_are_in_scope() {
    let model = "store db \"Cards\" { tech: postgresql, holds: pan }\nasset pan \"Card number\" { class: card }\n";
    let settings = "[libraries]\nuse = [\"std.web\", \"lib/house.caveat\"]\n";
    let files = [("a/shop.caveat", model), ("caveat.toml", settings), ("lib/house.caveat", RULES)];
    let compilation = run(&files, "a", &[], None);
    assert!(compilation.sound().is_some(), "{}", rendered(&compilation));
    // A library is no model: by itself it has only what it uses.
    let library = run(&files, "lib/house.caveat", &[], None);
    assert!(library.sound().is_some(), "{}", rendered(&library));
    let folder = run(
        &[
            ("b/shop.caveat", model),
            ("caveat.toml", "[libraries]\nuse = [\"b/house.caveat\"]\n"),
            ("b/house.caveat", RULES),
        ],
        "b",
        &[],
        None,
    );
    says(&folder, &["no technology is called `postgresql`", "1 error"]);
}

#[test]
fn a_settings_file_that_cannot_be_read_has_no_echo() {
    let model = "store db \"Cards\" { tech: postgresql }\n";
    let compilation =
        run(&[("shop.caveat", model), ("caveat.toml", "[libraries]\nuse = [\"std.web\"\n")], "", &[], None);
    assert_eq!(found(&compilation), [("CV221", Severity::Error)], "{}", rendered(&compilation));
}

#[test]
fn a_workspace_file_speaks_of_all_its_models() {
    let settings = "[levels]\nkept = \"warn\"\nlost = \"warn\"\n";
    let one = "process web \"Web\"\n";
    let other = "process api \"API\"\nassert kept \"Kept\" { paths: elements -> stores, must_pass: api }\n";
    let files = [("one/a.caveat", one), ("other/b.caveat", other), ("caveat.toml", settings)];
    let compilation = run(&files, "one", &[], None);
    assert_eq!(found(&compilation), [("CV224", Severity::Error)]);
    says(&compilation, &["called `lost`"]);
}

#[test]
fn a_name_is_declared_by_a_declaration_of_its_library() {
    let other = "# rule lost \"Lost\"\nprocess api \"API\"\nnote_like \"\"\"\nrule lost\n\"\"\"\n"
        .replace("note_like", "threat t \"T\" { on: api, about:")
        + "}\n";
    let library = "library house \"House\"\nrule kept \"Kept\" { for: e in stores, where: not e.encrypted, raise: tampering on e }\n";
    let settings = "[levels]\nhouse.kept = \"warn\"\nmansion.kept = \"warn\"\nlost = \"warn\"\nstd.privacy.personal_at_rest = \"warn\"\n";
    let files = [
        ("one/a.caveat", "process web \"Web\"\n"),
        ("other/b.caveat", &*other),
        ("private/c.caveat", "use std.privacy\nprocess web \"Web\"\n"),
        ("lib/house.caveat", library),
        ("caveat.toml", settings),
    ];
    let compilation = run(&files, "one", &[], None);
    assert_eq!(found(&compilation), [("CV224", Severity::Error), ("CV224", Severity::Error)]);
    says(&compilation, &["called `mansion.kept`", "called `lost`"]);
    // A library by itself has the same names.
    let by_itself = run(&files, "lib/house.caveat", &[], None);
    assert_eq!(found(&by_itself), found(&compilation), "{}", rendered(&by_itself));
}

#[test]
fn what_a_template_makes_has_levels() {
    let model = "template cabinet {\n  store buffer \"Buffer\" { encrypted: no }\n  assert kept \"Kept\" { every: buffer, must_have: encrypted }\n}\nmake one \"One\": cabinet()\nmake two \"Two\": cabinet()\n";
    let files = [("shop.caveat", model)];
    let broken = |levels: &[(Level, &str)]| found(&run(&files, "", levels, None)).len();
    assert_eq!(broken(&[]), 2);
    assert_eq!(broken(&[(Level::Allow, "one.kept")]), 1);
    assert_eq!(broken(&[(Level::Allow, "kept")]), 0);
    assert_eq!(broken(&[(Level::Allow, "kept"), (Level::Deny, "two.kept")]), 1);
    let elsewhere = [
        ("a/shop.caveat", model),
        ("b/b.caveat", "process b \"B\"\n"),
        ("caveat.toml", "[levels]\none.kept = \"warn\"\n"),
    ];
    assert_eq!(found(&run(&elsewhere, "b", &[], None)), []);
}

#[test]
fn what_libraries_of_a_model_may_use_stays() {
    // A workspace file in the model's folder makes the workspace smaller, as before; libraries of a policy lie anywhere.
    let uses = "use \"../lib/house.caveat\"\n\nprocess web \"Web\"\n";
    let files = [("a/shop.caveat", uses), ("a/caveat.toml", ""), ("lib/house.caveat", RULES)];
    assert_eq!(found(&run(&files, "a", &[], None)), [("CV215", Severity::Error)]);
    let policy = [("org/policy.toml", "[libraries]\nuse = [\"../lib/house.caveat\"]\n")];
    let all: Vec<(&str, &str)> = files.iter().chain(&policy).copied().collect();
    assert_eq!(found(&run(&all, "a", &[], Some("org/policy.toml"))), [("CV215", Severity::Error)]);
    let far = [
        ("a/shop.caveat", "process web \"Web\"\n"),
        ("org/policy.toml", "[libraries]\nuse = [\"rules/own.caveat\"]\n"),
        ("org/rules/own.caveat", "library own \"Own\"\nuse \"../../lib/house.caveat\"\n"),
        ("lib/house.caveat", RULES),
    ];
    let far = run(&far, "a", &[], Some("org/policy.toml"));
    assert_eq!(found(&far), [("CV215", Severity::Error)]);
    says(&far, &["too far from the policy's", "list it below `[libraries]` of the policy"]);
}

#[test]
fn builds_have_defaults() {
    let settings = "[build]\noutput = \"docs/threats\"\nemit = [\"svg\", \"markdown\"]\nsplit-above = 0\n";
    let files = [("models/a/shop.caveat", OVERDUE), ("models/caveat.toml", settings)];
    let compilation = run(&files, "models/a", &[], None);
    let expected = BuildSettings {
        output: Some(PathBuf::from("models/docs/threats")),
        emit: Some(vec!["svg".to_owned(), "markdown".to_owned()]),
        split_above: Some(0),
    };
    assert_eq!(compilation.build, expected);
}
