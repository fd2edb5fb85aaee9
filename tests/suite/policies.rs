//! What a policy asks for cannot be weakened from inside the workspace: not by settings, not by decisions of a model, not
//! by names.

use crate::settings::{found, run, says};
use crate::support::rendered;
use caveat::diagnostics::{Level, Severity};
use caveat::driver::Compilation;

const HOUSE: &str = "library house \"House rules\"\n\nrule in_clear \"In clear\" { for: e in stores, where: not e.encrypted, raise: tampering on e }\n";
const FORBIDS: &str = "[levels]\nhouse.in_clear = \"forbid\"\n\n[libraries]\nuse = [\"house.caveat\"]\n";
const DENIES: &str = "[levels]\nhouse.in_clear = \"deny\"\n\n[libraries]\nuse = [\"house.caveat\"]\n";
const STORE: &str = "store db \"Cards\" { encrypted: no }\n";

/// A model below `ws` with a policy and the house's library, and other files.
fn under(policy: &str, model: &str, others: &[(&str, &str)], flags: &[(Level, &str)]) -> Compilation {
    let files = [("ws/caveat.toml", ""), ("ws/a/shop.caveat", model), ("org/policy.toml", policy)];
    let house = [("org/house.caveat", HOUSE)];
    let all: Vec<(&str, &str)> = files.iter().chain(&house).chain(others).copied().collect();
    run(&all, "ws/a", flags, Some("org/policy.toml"))
}

/// Codes of the errors.
fn errors(compilation: &Compilation) -> Vec<&'static str> {
    assert!(compilation.sound().is_none() || found(compilation).iter().all(|(_, level)| *level != Severity::Error));
    found(compilation).into_iter().filter(|(_, level)| *level == Severity::Error).map(|(code, _)| code).collect()
}

#[test]
fn what_is_forbidden_no_model_sets_aside() {
    let decision = "suppress later { rule: in_clear, on: db, owner: @ann, because: \"later\" }\n";
    let model = format!("{STORE}{decision}");
    assert_eq!(errors(&under(DENIES, &model, &[], &[])), [""; 0], "what is only denied may be set aside");
    let forbidden = under(FORBIDS, &model, &[], &[]);
    assert_eq!(errors(&forbidden), ["CV431", "CV227"]);
    says(&forbidden, &["`later` cannot suppress `in_clear`: the policy says `forbid`", "org/policy.toml:2:7"]);
    let library = "library house \"House\"\n\nassert kept \"Kept\" { every: stores, must_have: encrypted }\n";
    let policy = "[levels]\nkept = \"forbid\"\n\n[libraries]\nuse = [\"kept.caveat\"]\n";
    let model = format!("{STORE}waive later {{ assert: kept, on: db, owner: @ann, because: \"later\" }}\n");
    let files = [("ws/shop.caveat", model.as_str()), ("org/policy.toml", policy), ("org/kept.caveat", library)];
    let waived = run(&files, "ws", &[], Some("org/policy.toml"));
    assert_eq!(errors(&waived), ["CV227", "CV441"], "{}", rendered(&waived));
    assert!(!rendered(&waived).contains("record who bears it"), "{}", rendered(&waived));
}

#[test]
fn a_rule_of_the_same_id_takes_no_level_away() {
    let model = "use std.privacy\n\nasset email \"Mail\" { class: personal }\nstore db \"Mails\" { holds: email, encrypted: no }\nrule personal_at_rest \"Own\" { for: e in processes, where: e.encrypted, raise: tampering on e }\n";
    let policy = "[levels]\nprivacy.personal_at_rest = \"deny\"\n\n[libraries]\nuse = [\"std.privacy\"]\n";
    let compilation = under(policy, model, &[], &[]);
    assert_eq!(errors(&compilation), ["CV431"], "{}", rendered(&compilation));
    let lowered = under(policy, model, &[], &[(Level::Allow, "std.privacy.personal_at_rest")]);
    assert_eq!(errors(&lowered), ["CV227", "CV431"], "{}", rendered(&lowered));
}

#[test]
fn a_threat_that_stands_for_a_finding_has_to_be_settled() {
    let threat = "threat known \"Known\" { kind: tampering, on: db, found_by: in_clear }\n";
    let open = format!("{STORE}{threat}");
    let plain = under("[libraries]\nuse = [\"house.caveat\"]\n", &open, &[], &[]);
    assert_eq!(found(&plain), [], "{}", rendered(&plain));
    assert_eq!(errors(&under(DENIES, &open, &[], &[])), ["CV431"]);
    let accepted = format!("{open}accept risk {{ threat: known, owner: @ann, because: \"rare\" }}\n");
    assert_eq!(errors(&under(DENIES, &accepted, &[], &[])), [""; 0]);
    let forbidden = under(FORBIDS, &accepted, &[], &[]);
    assert_eq!(errors(&forbidden), ["CV431"]);
    says(
        &forbidden,
        &["`known`, which stands for `in_clear/db`, is accepted", "forbids to set this rule's findings aside"],
    );
    let handled = format!("{open}mitigation luks \"Disks\" {{ status: implemented, mitigates: known }}\n");
    let handled = handled
        .replace("found_by: in_clear", "found_by: in_clear, mitigations: [luks]")
        .replace(", mitigates: known", "");
    assert_eq!(errors(&under(FORBIDS, &handled, &[], &[])), [""; 0]);
}

#[test]
fn words_of_a_library_mean_what_it_means() {
    let library = "library house \"House\"\nuse \"words.caveat\"\n\nrule logs \"Logs\" { for: s in stores, where: s.tech is log_store and not s.encrypted, raise: tampering on s }\n";
    let words =
        "library words \"Words\"\n\ntech log_store \"A store of logs\"\ntech loki \"Loki\" { like: log_store }\n";
    let model = "use \"words.caveat\"\ntech log_store \"Mine\"\nstore log \"Log\" { tech: loki, encrypted: no }\n";
    let policy = "[levels]\nhouse.logs = \"deny\"\n\n[libraries]\nuse = [\"rules.caveat\"]\n";
    let files = [
        ("ws/shop.caveat", &*model.replace("use \"words.caveat\"\n", "")),
        ("org/policy.toml", policy),
        ("org/rules.caveat", library),
        ("org/words.caveat", words),
    ];
    let compilation = run(&files, "ws", &[], Some("org/policy.toml"));
    assert_eq!(errors(&compilation), ["CV431"], "{}", rendered(&compilation));
}

#[test]
fn a_file_that_calls_itself_a_library_does_not_escape() {
    let disguised = "library shop \"Shop\"\n\nstore db \"Cards\" { encrypted: no }\n";
    let files = [
        ("ws/shop.caveat", disguised),
        ("ws/caveat.toml", "[levels]\nin_claer = \"allow\"\n"),
        ("org/policy.toml", DENIES),
        ("org/house.caveat", HOUSE),
    ];
    let compilation = run(&files, "ws/shop.caveat", &[], Some("org/policy.toml"));
    assert_eq!(errors(&compilation), ["CV224", "CV431"], "{}", rendered(&compilation));
    // The policy's own libraries can be checked with it, also those that others use.
    let base = [("org/policy.toml", FORBIDS), ("org/house.caveat", &*format!("{HOUSE}use \"base.caveat\"\n"))];
    let files: Vec<(&str, &str)> =
        base.iter().copied().chain([("org/base.caveat", "library base \"Base\"\n")]).collect();
    for path in ["org/house.caveat", "org/base.caveat"] {
        let compilation = run(&files, path, &[], Some("org/policy.toml"));
        assert_eq!(found(&compilation), [], "{}", rendered(&compilation));
    }
}

#[test]
fn a_policy_speaks_of_its_own_libraries() {
    let policy = "[levels]\nhouse.in_clear = \"deny\"\n";
    let model = format!("use \"../lib/house.caveat\"\n\n{STORE}");
    let compilation = under(policy, &model, &[("ws/lib/house.caveat", HOUSE)], &[]);
    assert_eq!(errors(&compilation), ["CV224"], "{}", rendered(&compilation));
    says(&compilation, &["no library of the policy declares `house.in_clear`", "only a library of the workspace does"]);
    let standard = under("[levels]\nprivacy.personal_at_rest = \"deny\"\n", STORE, &[], &[]);
    assert_eq!(errors(&standard), ["CV224"]);
    says(&standard, &["list the library below `[libraries]` of the policy: `use = [\"std.privacy\"]`"]);
}

#[test]
fn the_order_of_lines_says_nothing() {
    let own = "rule in_clear \"Own\" { for: e in stores, where: not e.encrypted, raise: tampering on e }\n";
    let model = format!("{STORE}{own}");
    let levels = ["in_clear = \"allow\"\n", "house.in_clear = \"deny\"\n"];
    for order in [levels.concat(), [levels[1], levels[0]].concat()] {
        let settings = format!("[libraries]\nuse = [\"house.caveat\"]\n[levels]\n{order}");
        let files = [("a/shop.caveat", model.as_str()), ("caveat.toml", &settings), ("house.caveat", HOUSE)];
        let compilation = run(&files, "a", &[], None);
        assert_eq!(found(&compilation), [("CV431", Severity::Error)], "{}", rendered(&compilation));
    }
}

#[test]
fn an_empty_policy_is_an_error() {
    for text in ["", "# nothing yet\n", "[levels]\n\n[libraries]\n"] {
        let compilation = under(text, STORE, &[], &[]);
        assert_eq!(errors(&compilation), ["CV223"]);
        says(&compilation, &["the policy `org/policy.toml` asks for nothing", "--policy org/policy.toml"]);
    }
}
