//! What holds for the findings of every model: on the models of all standard rules, and on generated ones with rules that
//! ask about ways.

use crate::generate::{Dice, Recipe, model};
use crate::support::{compile_text, day, entries, read, rendered, root, world};
use caveat::analysis::query::{Fact, Questions, named};
use caveat::driver::{Compilation, ask};
use caveat::model::{ElementKind, FlowState, Question, StepId, ThreatModel, Value};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Rules beside those of the libraries, so that every sort of question is asked.
const RULES: &str = r#"
rule reached "Somebody gets to {s.title}" {
  for: s in stores
  where: any e in s.reached_by where e.kind is entity
  raise: tampering on s
}
rule from_outside "{f.title} ends behind a border" {
  for: f in flows
  where: f crosses any and any t in f.to.reaches where t.kind is store
  unless: f has guard
  raise: spoofing on f
}
rule carried "Much goes to {h.to.title}"  {
  for: h in hops
  where: any a in h.carries where a.class >= confidential and any e in a.reaches where e.kind is entity
  unless: h.over.encrypted
  raise: information_disclosure on h.to
}
"#;

/// Top-level declarations of a text that is laid out: each begins at the first column.
fn declarations(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        match found.last_mut() {
            Some(last) if line.starts_with([' ', '}']) => last.extend(["\n", line]),
            _ => found.push(line.to_owned()),
        }
    }
    found
}

fn compiled(text: &str) -> Compilation {
    let compilation = compile_text(text);
    assert!(compilation.result.is_some(), "{text}\n{}", rendered(&compilation));
    compilation
}

/// Findings and what is undecided, in words.
fn found(compilation: &Compilation) -> BTreeSet<String> {
    let Some((model, facts)) = &compilation.result else { return BTreeSet::new() };
    let findings = facts.findings.all.iter().map(|finding| format!("{} {}", finding.id, title(model, &finding.id)));
    let undecided = facts.findings.undecided.iter();
    let undecided = undecided.map(|one| format!("{}/{}?", model[one.rule].name, named(model, &one.subject)));
    findings.chain(undecided).collect()
}

fn title<'m>(model: &'m ThreatModel, id: &str) -> &'m str {
    model.threats.iter().find(|threat| threat.identity.id == id).map_or("", |threat| &threat.identity.title)
}

fn in_another_order(text: &str, turn: usize) -> String {
    let mut parts = declarations(text);
    parts.reverse();
    let turn = turn % parts.len();
    parts.rotate_left(turn);
    parts.join("\n")
}

const UNRELATED: &str = "\nprocess zz_other \"Something else\"\nstore zz_unrelated \"Unrelated\"\n";

fn without_unrelated(found: BTreeSet<String>) -> BTreeSet<String> {
    found.into_iter().filter(|line| !line.contains("zz_")).collect()
}

/// Every model of a standard rule on which it fires.
fn models_of_rules() -> Vec<String> {
    let libraries = entries(&root().join("tests/corpus/rules"));
    let rules = libraries.iter().flat_map(|library| entries(library));
    rules.map(|rule| read(&rule.join("fires.caveat"))).collect()
}

#[test]
fn the_standard_rules_look_at_facts_and_not_at_their_order() {
    for text in models_of_rules() {
        let before = found(&compiled(&text));
        assert!(!before.is_empty(), "{text}");
        for turn in [0, 1, 3] {
            let other = in_another_order(&text, turn);
            assert_eq!(before, found(&compiled(&other)), "{other}");
        }
        assert_eq!(before, without_unrelated(found(&compiled(&(text.clone() + UNRELATED)))), "{text}");
    }
}

fn generated() -> impl Strategy<Value = String> {
    (2..25usize, any::<u64>()).prop_map(|(elements, seed)| with_rules(elements, seed))
}

/// A generated model with all libraries and the rules above.
fn with_rules(elements: usize, seed: u64) -> String {
    let libraries = "use std.privacy\nuse std.ai\nuse std.cloud\nuse std.healthcare\n";
    model(Recipe { elements, seed, everything: true }) + libraries + RULES + &mitigation(seed)
}

/// A mitigation that gives what one of the rules asks for, somewhere.
fn mitigation(seed: u64) -> String {
    let place = format!("f{}", Dice(seed).below(3));
    format!("mitigation guarded \"A guard\" {{ status: implemented, on: {place}, gives: guard }}\n")
}

/// That the steps lead from one element to the next, along flows that exist.
fn is_a_way(model: &ThreatModel, way: &[StepId]) -> Result<(), TestCaseError> {
    prop_assert!(!way.is_empty());
    let hops: Vec<_> = way.iter().filter_map(|step| model.step(*step)).collect();
    // The way back of a flow whose answer is not written has no steps of its own.
    prop_assert!(way.iter().all(|step| model[step.flow].state == FlowState::Real));
    prop_assert!(hops.windows(2).all(|pair| pair[0].to == pair[1].from), "{:?}", way);
    prop_assert_eq!(hops.len(), way.len());
    Ok(())
}

/// Pairs of an entity and a store between which a look at all steps, again and again, finds a way.
fn reached(model: &ThreatModel) -> BTreeSet<usize> {
    let flows = (0..model.flows.len()).filter(|flow| model.flows[*flow].state == FlowState::Real);
    let steps: Vec<(usize, usize)> = flows
        .flat_map(|flow| {
            model.steps(flow.into()).map(|(_, hop)| (hop.from.index(), hop.to.index())).collect::<Vec<_>>()
        })
        .collect();
    let is = |at: &usize, kind: ElementKind| model.elements[*at].kind == kind;
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    loop {
        let next = steps.iter().filter(|(from, _)| seen.contains(from) || is(from, ElementKind::ExternalEntity));
        let before = seen.len();
        seen.extend(next.map(|(_, to)| *to).collect::<Vec<_>>());
        if seen.len() == before {
            return seen.into_iter().filter(|at| is(at, ElementKind::DataStore)).collect();
        }
    }
}

fn ids(text: &str) -> Vec<String> {
    let compilation = compiled(text);
    let findings = compilation.result.iter().flat_map(|(_, facts)| &facts.findings.all);
    findings.map(|finding| finding.id.to_string()).collect()
}

/// A class that may be higher than what is known of it is not known.
#[test]
fn a_class_is_known_where_all_origins_are() {
    let model = |class: &str| {
        format!(
            "use std.data\nuse std.stride\nasset plain \"Plain\" {{ class: internal }}\nasset other \"Other\"{class}\n\
             asset mix \"Mix\" {{ derived_from: [plain, other] }}\nstore s \"S\" {{ holds: mix }}\n\
             rule low \"Low\" {{\n  for: a in assets\n  where: a.derived_from any and not a.class >= confidential\n  \
             raise: tampering on a.held_by\n}}\n"
        )
    };
    assert_eq!(ids(&model("")), Vec::<String>::new());
    assert_eq!(ids(&model(" { class: public }")), ["low/s"]);
    assert_eq!(ids(&model(" { class: secret }")), Vec::<String>::new());
}

/// A default may name a parameter in front of it.
#[test]
fn defaults_of_templates_take_earlier_arguments() {
    let text = "use std.data\nuse std.stride\nasset key \"Key\" { class: secret }\n\
                template pair \"Pair\" (a, b: $a) {\n  process p \"P\" { holds: $b }\n}\nmake x \"X\": pair(a: key)\n\
                rule holder \"Holder\" {\n  for: n in processes\n  where: n.holds.class >= secret\n  \
                raise: tampering on n\n}\n";
    assert_eq!(ids(text), ["holder/x.p"]);
}

#[test]
fn the_generated_models_make_every_rule_fire() {
    let all: BTreeSet<String> = (0..10).flat_map(|seed| found(&compiled(&with_rules(20, seed)))).collect();
    for rule in ["reached/", "from_outside/", "carried/"] {
        assert!(all.iter().any(|line| line.starts_with(rule) && !line.ends_with('?')), "{rule} in {all:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_do_not_depend_on_the_order_of_declarations(text in generated(), turn in 0..60usize) {
        let other = in_another_order(&text, turn);
        prop_assert_eq!(found(&compiled(&text)), found(&compiled(&other)), "{}", other);
    }

    #[test]
    fn an_unrelated_element_changes_no_finding(text in generated()) {
        let before = found(&compiled(&text));
        let after = found(&compiled(&(text.clone() + UNRELATED)));
        prop_assert_eq!(before, without_unrelated(after), "{}", text);
    }

    #[test]
    fn ways_that_are_told_are_ways_of_the_model(text in generated()) {
        let compilation = ask(&world([("m/m.caveat", text.as_str())]), "m".as_ref(), day(), "entities -> stores");
        let (Some((model, facts)), Some(Question::Ways(from, to))) = (&compilation.result, &compilation.question) else {
            panic!("{}", rendered(&compilation));
        };
        let questions = Questions::new(model);
        let ways = questions.ways(from, to);
        let mut ends = BTreeSet::new();
        for way in &ways {
            is_a_way(model, way)?;
            let (first, last) = (model.step(way[0]), model.step(way[way.len() - 1]));
            prop_assert!(first.is_some_and(|hop| model[hop.from].kind == ElementKind::ExternalEntity));
            ends.extend(last.map(|hop| hop.to.index()));
        }
        prop_assert!(ways.is_sorted_by_key(Vec::len), "not the shortest first");
        prop_assert_eq!(ends, reached(model), "{}", text);
        for finding in &facts.findings.all {
            let Some(condition) = &model[finding.rule].condition else { continue };
            for fact in finding.subjects.iter().flat_map(|subject: &Value| questions.facts(subject, condition)) {
                if let Fact::Way(way) = fact {
                    is_a_way(model, &way)?;
                }
            }
        }
    }
}
