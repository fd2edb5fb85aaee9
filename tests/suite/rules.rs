//! Every rule of the standard libraries has two models under `tests/corpus/rules/<library>/<rule>`: `fires.caveat`, on
//! which it fires, and `quiet.caveat`, the same system done right or with less said, on which no rule does.

use crate::golden;
use crate::support::{compile_text, entries, read, rendered, root};
use caveat::format::format;
use caveat::library::STANDARD;
use std::path::PathBuf;

/// Library, rule and folder of its models, for every rule of the standard libraries.
fn rules() -> Vec<(&'static str, &'static str, PathBuf)> {
    let rules = STANDARD.iter().flat_map(|library| {
        let heads = library.source.lines().filter_map(|line| line.strip_prefix("rule "));
        heads.map(|head| (library.name, head.split(' ').next().unwrap_or_default()))
    });
    let corpus = root().join("tests/corpus/rules");
    rules.map(|(library, rule)| (library, rule, corpus.join(library).join(rule))).collect()
}

#[test]
fn every_rule_has_its_two_models() {
    let rules = rules();
    assert!(rules.len() >= 50, "the rules are there");
    golden::all(
        rules.iter().flat_map(|(_, rule, folder)| ["fires", "quiet"].map(|name| check_model(rule, folder, name))),
    );
}

/// A model compiles, is laid out as `caveat fmt` does, and raises its rule once, or nothing.
fn check_model(rule: &str, folder: &std::path::Path, name: &str) -> Result<(), String> {
    let path = folder.join(name).with_extension("caveat");
    if !path.is_file() {
        return Err(format!("{} is missing", path.display()));
    }
    let text = read(&path);
    let compilation = compile_text(&text);
    let Some((_, facts)) = compilation.sound() else {
        return Err(format!("{}:\n{}", path.display(), rendered(&compilation)));
    };
    let found: Vec<&str> = facts.findings.all.iter().map(|finding| finding.id.as_str()).collect();
    let expected = match found.as_slice() {
        [only] => name == "fires" && only.split('/').next() == Some(rule),
        [] => name == "quiet",
        _ => false,
    };
    if !expected {
        return Err(format!("{}: finds {found:?}\n{}", path.display(), rendered(&compilation)));
    }
    match format(&text) {
        Ok(formatted) if formatted == text => Ok(()),
        _ => Err(format!("{} is not laid out as `caveat fmt` does", path.display())),
    }
}

/// Models of rules that are gone are gone as well.
#[test]
fn every_model_of_a_rule_has_its_rule() {
    let known: Vec<PathBuf> = rules().into_iter().map(|(_, _, folder)| folder).collect();
    let folders = entries(&root().join("tests/corpus/rules"));
    let left: Vec<_> =
        folders.iter().flat_map(|library| entries(library)).filter(|folder| !known.contains(folder)).collect();
    assert!(left.is_empty(), "no standard rule has the name of {left:?}");
}

/// A finding needs a reference and a way out: what its rule says about itself names a field to write.
#[test]
fn every_rule_says_what_to_do_and_where_it_is_written() {
    for library in STANDARD {
        for rule in library.source.split("\nrule ").skip(1) {
            let rule = rule.split("\n}\n").next().unwrap_or_default();
            let name = rule.split(' ').next().unwrap_or_default();
            assert!(rule.contains("refs: "), "std.{}: {name} has no reference", library.name);
            assert!(rule.contains("\n  about: \"\"\""), "std.{}: {name} does not say what to do", library.name);
            let question = rule.split("\n  raise:").next().and_then(|rule| rule.split("\n  where:").nth(1));
            let asked = question.unwrap_or_default().split(" has ").skip(1);
            let asked = asked.filter_map(|rest| rest.split([' ', '\n', ')']).next());
            for word in asked {
                let said = rule.contains(&format!("`gives: {word}`"));
                assert!(said, "std.{}: what {name} says about itself leaves out `gives: {word}`", library.name);
            }
        }
    }
}
