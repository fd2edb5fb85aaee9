//! Assertions: those of the claims API after small edits, and what must hold of every verdict, tried on generated models
//! small enough to look at all their ways.

use crate::generate::Dice;
use crate::golden;
use crate::support::{compile_text, day, folder_world, rendered, root};
use caveat::analysis::asserts::{Demand, Leg, Offence, Offences, Standing, Verdict};
use caveat::analysis::query::identity;
use caveat::driver::{Compilation, Memory, compile};
use caveat::model::{ElementId, FlowId, FlowState, ThreatModel, Value};
use caveat::report::to_terminal;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// The claims API with one text in place of another.
fn claims_api(edits: &[(&str, &str)]) -> Compilation {
    let folder = root().join("examples/claims-api");
    let mut world: Memory = folder_world(&folder, &folder);
    let mut text = crate::support::read(&folder.join("claims_api.caveat"));
    for (old, new) in edits {
        assert!(text.contains(old), "the example has {old:?}");
        text = text.replace(old, new);
    }
    world.insert("claims_api.caveat", text);
    compile(&world, "".as_ref(), day())
}

/// What is said about assertions and waivers, as a person reads it.
fn said(compilation: &Compilation) -> String {
    let about = compilation.diagnostics.iter().filter(|diagnostic| diagnostic.code.id.starts_with("CV44"));
    about.map(|diagnostic| to_terminal(diagnostic, &compilation.sources, false) + "\n").collect()
}

/// Ids of the assertions that are broken, and of those that proposed flows would break.
fn broken(compilation: &Compilation) -> (Vec<&str>, Vec<&str>) {
    let (model, facts) = compilation.result.as_ref().unwrap_or_else(|| panic!("{}", rendered(compilation)));
    let ids = |wanted: &dyn Fn(&Verdict) -> bool| {
        let verdicts = facts.verdicts().iter().filter(|verdict| wanted(verdict));
        verdicts.map(|verdict| model[verdict.assertion].identity.id.as_str()).collect::<Vec<&str>>()
    };
    (ids(&|verdict| verdict.standing() == Standing::Broken), ids(&|verdict| verdict.would_break.count > 0))
}

const REAL: (&str, &str) = ("  state: proposed  # checked, drawn dotted, not part of the model yet\n", "");
const SHORT_ANSWER: (&str, &str) = ("answer api -> edge -> cdn -> customer", "answer api -> edge -> customer");

#[test]
fn edits_of_the_claims_api_break_just_what_they_should() {
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [&'a str], &'a [&'a str]);
    let cases: [Case<'_>; 4] = [
        ("as-it-is", &[], &[], &["no_side_door"]),
        ("fast-path-becomes-real", &[REAL], &["no_side_door"], &[]),
        ("answer-skips-the-cdn", &[SHORT_ANSWER], &["answers_use_cdn"], &["no_side_door"]),
        ("both", &[REAL, SHORT_ANSWER], &["no_side_door", "answers_use_cdn"], &[]),
    ];
    golden::all(cases.iter().map(|(name, edits, now, then)| {
        let compilation = claims_api(edits);
        assert_eq!(broken(&compilation), (now.to_vec(), then.to_vec()), "{name}");
        golden::check(&root().join(format!("tests/corpus/assertions/{name}.txt")), &said(&compilation))
    }));
}

#[test]
fn a_waiver_covers_what_it_names_and_nothing_else() {
    let outcome = |on: &str, until: &str| {
        let fields = format!("assert: no_side_door{on}, owner: @cto, until: {until}, because: \"A trial\"");
        let waiver = format!("waive w \"The trial\" {{ {fields} }}\n\nview read_path");
        let compilation = claims_api(&[REAL, ("view read_path", &waiver)]);
        let codes = compilation.diagnostics.iter().map(|diagnostic| diagnostic.code.id);
        codes.filter(|code| code.starts_with("CV44")).collect::<Vec<&str>>().join(" ")
    };
    assert_eq!(outcome("", "2026-02-03"), "");
    assert_eq!(outcome(", on: acme_fast_path", "2026-06-30"), "");
    assert_eq!(outcome(", on: db", "2026-06-30"), "");
    // Neither lies on the way.
    assert_eq!(outcome(", on: [edge, read_claim]", "2026-06-30"), "CV441 CV445");
    assert_eq!(outcome(", on: acme_fast_path", "2026-02-02"), "CV441 CV444");
}

/// Of two waivers that are needed together neither covers anything alone, and neither is one too many.
#[test]
fn waivers_may_be_needed_together() {
    let text = "entity i \"I\"\nprocess edge \"Edge\"\nprocess s \"S\"\nstore a \"A\"\n\
                flow f0 \"F\": i -> s\nflow f1 \"F\": s -> a\nflow f2 \"F\": s -> a\n\
                assert x \"X\" { paths: i -> a, must_pass: edge }\n\
                waive w1 \"W\" { assert: x, on: f1, owner: @a, because: \"A trial\" }\n";
    let both = format!("{text}waive w2 \"W\" {{ assert: x, on: f2, owner: @a, because: \"A trial\" }}\n");
    assert_eq!(said(&compile_text(&both)), "");
    assert!(said(&compile_text(text)).contains("CV441"));
}

/// A model of few elements, a declaration a line, with every sort of answer and of flow.
fn small_model(seed: u64) -> Vec<String> {
    let mut dice = Dice(seed);
    let elements = 4 + dice.below(4);
    let kinds = ["entity", "process", "store"];
    let mut lines = vec!["use std.web".to_owned()];
    for element in 0..elements {
        let line = format!("{} e{element} \"E{element}\"", kinds[dice.below(3)]);
        lines.push(if dice.below(3) == 0 { format!("boundary z{element} \"Z\" {{ {line} }}") } else { line });
    }
    for flow in 0..3 + dice.below(7) {
        let mut stops = vec![dice.below(elements)];
        for _ in 0..1 + dice.below(2) {
            stops.push((stops[stops.len() - 1] + 1 + dice.below(elements - 1)) % elements);
        }
        let names: Vec<String> = stops.iter().map(|stop| format!("e{stop}")).collect();
        let back: Vec<&str> = names.iter().rev().map(String::as_str).collect();
        let answer = match dice.below(4) {
            0 => ", answer none".to_owned(),
            1 => format!(", answer {}", back.join(" -> ")),
            _ => String::new(),
        };
        let state = ["real", "real", "real", "proposed", "retired"][dice.below(5)];
        let over = ["", ", over: https", ", over: http"][dice.below(3)];
        lines.push(format!("flow f{flow} \"F\": {} {{ state: {state}{over}{answer} }}", names.join(" -> ")));
    }
    let some = |dice: &mut Dice| {
        let sets = ["entities".to_owned(), "stores".to_owned(), format!("e{}", dice.below(elements))];
        sets[dice.below(3)].clone()
    };
    for assertion in 0..4 {
        let ends = format!("paths: {} -> {}", some(&mut dice), some(&mut dice));
        let thing = format!("e{}", dice.below(elements));
        let demand = match assertion % 3 {
            0 => format!("must_pass: {thing}"),
            1 => format!("must_not_enter: {thing}"),
            _ => "must_have: over.encrypted".to_owned(),
        };
        lines.push(format!("assert a{assertion} \"A\" {{ {ends}, {demand} }}"));
    }
    lines
}

/// The steps of all flows that count.
fn steps(model: &ThreatModel, proposed: bool) -> Vec<Leg> {
    let counts = |flow: &FlowId| match model[*flow].state {
        FlowState::Real => true,
        FlowState::Proposed => proposed,
        FlowState::Retired => false,
    };
    let flows = (0..model.flows.len()).map(FlowId::from).filter(counts);
    flows.flat_map(|flow| model.steps(flow).map(|(step, hop)| Leg { from: hop.from, to: hop.to, step })).collect()
}

/// The ends of an assertion's ways.
fn ends(model: &ThreatModel, assertion: &caveat::model::Assertion) -> (Vec<ElementId>, Vec<ElementId>) {
    let questions = caveat::analysis::query::Questions::new(model);
    let caveat::model::Question::Ways(from, to) = &assertion.about else { panic!("about ways") };
    let elements = |selection| {
        let all = questions.selected(selection).into_iter();
        all.filter_map(|value| if let Value::Element(id) = value { Some(id) } else { None }).collect::<Vec<_>>()
    };
    (elements(from), elements(to))
}

/// Whether a step breaks the demand by itself.
fn offends(model: &ThreatModel, assertion: &caveat::model::Assertion, leg: &Leg) -> bool {
    let entered = assertion.must_not_enter.first() == Some(&Value::Element(leg.to)) && leg.from != leg.to;
    let lacks = assertion.must_have.as_ref().is_some_and(|condition| {
        let questions = caveat::analysis::query::Questions::new(model);
        questions.holds(&Value::Step(leg.step), condition) == Some(false)
    });
    entered || lacks
}

/// Whether some way breaks the assertion, by walking all of them: each place is looked at twice at most, with and
/// without an offence before it.
fn some_way_breaks(model: &ThreatModel, assertion: &caveat::model::Assertion, proposed: bool) -> bool {
    let (from, to) = ends(model, assertion);
    let steps = steps(model, proposed);
    let avoided = assertion.must_pass.first();
    let may_be_at = |element: ElementId| avoided != Some(&Value::Element(element));
    let always = avoided.is_some();
    let mut seen: BTreeSet<(ElementId, bool)> = BTreeSet::new();
    let mut open: Vec<(ElementId, bool)> =
        from.iter().filter(|start| may_be_at(**start)).map(|start| (*start, false)).collect();
    while let Some((at, offended)) = open.pop() {
        for leg in steps.iter().filter(|leg| leg.from == at && may_be_at(leg.to)) {
            let offended = offended || offends(model, assertion, leg);
            if to.contains(&leg.to) && (offended || always) {
                return true;
            }
            if seen.insert((leg.to, offended)) {
                open.push((leg.to, offended));
            }
        }
    }
    false
}

/// A printed route must be one of the model, and break what it is said to break.
fn is_a_route(
    model: &ThreatModel,
    assertion: &caveat::model::Assertion,
    offence: &Offence,
    proposed: bool,
) -> Result<(), TestCaseError> {
    let (from, to) = ends(model, assertion);
    let known = steps(model, proposed);
    let route = &offence.route;
    prop_assert!(route.iter().all(|leg| known.contains(leg)), "a hop that no flow makes");
    prop_assert!(route.windows(2).all(|pair| pair[0].to == pair[1].from), "hops that do not follow each other");
    let (first, last) = (route.first().expect("a hop").from, route.last().expect("a hop").to);
    prop_assert!(from.contains(&first) && to.contains(&last), "other ends");
    if proposed {
        prop_assert!(route.iter().any(|leg| model[leg.step.flow].state == FlowState::Proposed), "breaks it already");
    }
    let stops: Vec<ElementId> = [first].into_iter().chain(route.iter().map(|leg| leg.to)).collect();
    for demand in &offence.demands {
        match demand {
            Demand::Pass(Value::Element(id)) => prop_assert!(!stops.contains(id), "it does pass"),
            Demand::NotEnter(Value::Element(id)) => prop_assert_eq!(route[offence.decisive].to, *id),
            Demand::Have => prop_assert!(offends(model, assertion, &route[offence.decisive])),
            _ => prop_assert!(false, "no such demand was made"),
        }
    }
    Ok(())
}

/// A verdict by names, which does not depend on where things are declared.
fn in_words(model: &ThreatModel, verdict: &Verdict) -> String {
    let step = |leg: &Leg| {
        let ends = [leg.from, leg.to].map(|end| model[end].identity.id.clone());
        format!("{}->{} {}{}", ends[0], ends[1], model[leg.step.flow].identity.id, leg.step.answer)
    };
    let list = |offences: &Offences| {
        let each = offences.listed.iter().map(|offence| {
            let route: Vec<String> = offence.route.iter().chain(&offence.usual).map(step).collect();
            format!("{} at {}", route.join(", "), offence.decisive)
        });
        format!("{}: {}", offences.count, each.collect::<Vec<String>>().join("; "))
    };
    let mut unknown: Vec<String> = verdict
        .unknown
        .iter()
        .filter_map(|value| identity(model, value).map(|identity| identity.id.to_string()))
        .collect();
    unknown.sort();
    format!("{} | {} | {unknown:?}", list(&verdict.broken), list(&verdict.would_break))
}

#[test]
fn the_small_models_break_assertions_in_every_way() {
    let (mut now, mut then, mut held) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for seed in 0..60 {
        let compilation = compile_text(&small_model(seed).join("\n"));
        let (model, facts) = compilation.result.as_ref().unwrap_or_else(|| panic!("{}", rendered(&compilation)));
        for verdict in facts.verdicts() {
            let id = model[verdict.assertion].identity.id.to_string();
            let sets = [(&mut now, verdict.broken.count > 0), (&mut then, verdict.would_break.count > 0)];
            for (set, wanted) in sets {
                if wanted {
                    set.insert(id.clone());
                }
            }
            if verdict.standing() == Standing::Holds && verdict.empty.is_empty() {
                held.insert(id);
            }
        }
    }
    assert_eq!((now.len(), then.len(), held.len()), (4, 4, 4), "else the properties say little");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn verdicts_agree_with_a_look_at_all_ways(seed in any::<u64>()) {
        let text = small_model(seed).join("\n");
        let compilation = compile_text(&text);
        let (model, facts) = compilation.result.as_ref().unwrap_or_else(|| panic!("{text}\n{}", rendered(&compilation)));
        for verdict in facts.verdicts() {
            let assertion = &model[verdict.assertion];
            let now = some_way_breaks(model, assertion, false);
            let then = some_way_breaks(model, assertion, true);
            prop_assert_eq!(verdict.broken.count > 0, now, "{} in\n{}", assertion.identity.id, text);
            prop_assert_eq!(verdict.broken.count + verdict.would_break.count > 0, then, "{} in\n{}", assertion.identity.id, text);
            for (offences, proposed) in [(&verdict.broken, false), (&verdict.would_break, true)] {
                prop_assert!(offences.listed.is_sorted_by_key(|offence| offence.route.len()), "not the shortest first");
                prop_assert_eq!(offences.listed.is_empty(), offences.count == 0);
                for offence in &offences.listed {
                    is_a_route(model, assertion, offence, proposed)?;
                }
            }
        }
    }

    #[test]
    fn verdicts_do_not_depend_on_the_order_of_declarations(seed in any::<u64>(), turn in 1..40usize) {
        let lines = small_model(seed);
        let mut other = lines.clone();
        other.reverse();
        let turn = turn % other.len();
        other.rotate_left(turn);
        let words = |lines: &[String]| {
            let compilation = compile_text(&lines.join("\n"));
            let (model, facts) = compilation.result.as_ref().unwrap_or_else(|| panic!("{}", rendered(&compilation)));
            let verdicts = facts.verdicts().iter();
            let mut words: Vec<(String, String)> =
                verdicts.map(|verdict| (model[verdict.assertion].identity.id.to_string(), in_words(model, verdict))).collect();
            words.sort();
            words
        };
        prop_assert_eq!(words(&lines), words(&other), "{}", lines.join("\n"));
    }
}
