//! Where data may go: what is reported is held against a search that is as plain as can be, and every road that a
//! message prints must be a road of the model.

use crate::generate::Dice;
use crate::support::{compile_text, outputs, rendered};
use caveat::analysis::{highest_classes, traffic};
use caveat::diagnostics::{Diagnostic, Severity};
use caveat::model::{AssetId, ClassId, DataFlow, ElementId, FlowState, Hop, ThreatModel};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A model with elements in nested boundaries, some with a clearance, and assets on routes at random.
fn model(seed: u64) -> String {
    let mut dice = Dice(seed);
    let mut out = String::from("class left \"Left\" { above: internal }\nclass right \"Right\" { above: internal }\n");
    out += "class top \"Top\" { above: [left, right] }\n";
    let class = |dice: &mut Dice| ["public", "internal", "left", "right", "top"][dice.below(5)];
    let (elements, assets) = (3 + dice.below(8), 1 + dice.below(5));
    for asset in 0..assets {
        let own = if dice.below(4) > 0 { format!("class: {}", class(&mut dice)) } else { String::new() };
        let from =
            if asset > 0 && own.is_empty() { format!("derived_from: d{}", dice.below(asset)) } else { String::new() };
        let _ = writeln!(out, "asset d{asset} \"D\" {{ {own} {from} }}");
    }
    let clearance = |dice: &mut Dice| match dice.below(3) {
        0 => format!("clearance: [{}, {}]", class(dice), class(dice)),
        _ => String::new(),
    };
    for element in 0..elements {
        if element % 4 == 0 {
            let _ = writeln!(out, "boundary outer{element} \"B\" {{\n  {}", clearance(&mut dice));
        }
        if element % 4 == 2 {
            let _ = writeln!(out, "  boundary inner{element} \"B\" {{\n  {}", clearance(&mut dice));
        }
        let kind = ["entity", "process", "store"][dice.below(3)];
        let holds = if dice.below(4) == 0 { format!("holds: d{}", dice.below(assets)) } else { String::new() };
        let _ = writeln!(out, "  {kind} e{element} \"E\" {{ {}\n {holds} }}", clearance(&mut dice));
        if element % 4 == 3 || element + 1 == elements && element % 4 == 2 {
            out += "  }\n";
        }
        if element % 4 == 3 || element + 1 == elements {
            out += "}\n";
        }
    }
    for flow in 0..elements * 2 {
        let route: Vec<String> = (0..2 + dice.below(3)).map(|_| format!("e{}", dice.below(elements))).collect();
        let state = ["real", "real", "real", "proposed", "retired"][dice.below(5)];
        let carries = format!("carries: d{}", dice.below(assets));
        let answer = if dice.below(3) == 0 {
            format!("answer {{ carries: d{} }}", dice.below(assets))
        } else {
            "answer none".into()
        };
        let _ = writeln!(out, "flow f{flow} \"F\": {} {{ state: {state}\n {carries}\n {answer} }}", route.join(" -> "));
    }
    out
}

/// The classes that count for one asset: its own, or else the highest of those of what it is made from. Several,
/// since the order is partial; none where none is known. Each by itself, as `Facts::classes_of` does not reckon it.
fn effective_classes(model: &ThreatModel, asset: AssetId) -> Vec<ClassId> {
    let (mut seen, mut left, mut found) = (BTreeSet::new(), vec![asset], BTreeSet::new());
    while let Some(asset) = left.pop() {
        match model[asset].class {
            _ if !seen.insert(asset) => {}
            Some(class) => drop(found.insert(class)),
            None => left.extend(&model[asset].derived_from),
        }
    }
    highest_classes(model, &found).into_iter().collect()
}

fn at_or_below(model: &ThreatModel, class: ClassId, limit: ClassId) -> bool {
    class == limit || model[limit].above.iter().any(|lower| at_or_below(model, class, *lower))
}

/// Names of what is around an element and has a clearance that does not let the asset in.
fn broken(model: &ThreatModel, asset: AssetId, element: ElementId) -> Vec<&str> {
    let own = (model[element].identity.id.as_str(), &model[element].clearance);
    let around = model.around(model[element].boundary).map(|id| (model[id].identity.id.as_str(), &model[id].clearance));
    let classes = effective_classes(model, asset);
    let fits = |clearance: &[ClassId]| {
        classes.iter().all(|class| clearance.iter().any(|limit| at_or_below(model, *class, *limit)))
    };
    std::iter::once(own)
        .chain(around)
        .filter(|(_, clearance)| !clearance.is_empty() && !fits(clearance))
        .map(|(name, _)| name)
        .collect()
}

fn hops(flow: &DataFlow) -> impl Iterator<Item = &Hop> {
    flow.hops.iter().chain(flow.answer.written())
}

/// All pairs of an asset and a place that is not cleared for it, whatever brings it there.
fn expected(model: &ThreatModel, state: FlowState) -> BTreeSet<(String, String)> {
    let mut all = BTreeSet::new();
    for index in 0..model.assets.len() {
        let id = AssetId::from(index);
        let name = &model[id].identity.id;
        let carried = model.flows.iter().filter(|flow| flow.state == state).flat_map(hops);
        let mut arrives: Vec<ElementId> = carried.filter(|hop| hop.carries.contains(&id)).map(|hop| hop.to).collect();
        if state == FlowState::Real {
            let holders = (0..model.elements.len()).map(ElementId::from);
            arrives.extend(holders.filter(|element| model[*element].holds.contains(&id)));
        }
        for element in arrives {
            all.extend(broken(model, id, element).into_iter().map(|place| (name.to_string(), place.to_owned())));
        }
    }
    all
}

/// What stands between the backticks of a text.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn reported(diagnostics: &[&Diagnostic]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for diagnostic in diagnostics {
        let asset = quoted(&diagnostic.message)[0];
        let places = diagnostic.labels.iter().filter(|label| label.message.contains(" is cleared for "));
        all.extend(places.map(|label| (asset.to_owned(), quoted(&label.message)[0].to_owned())));
    }
    all.sort();
    all
}

/// Holds the road of a message against the model.
fn road_exists(model: &ThreatModel, diagnostic: &Diagnostic) {
    let asset = model.assets.iter().position(|asset| asset.identity.id == quoted(&diagnostic.message)[0]);
    let asset = AssetId::from(asset.expect("the asset of the message"));
    let Some(begin) = diagnostic.notes.iter().find(|note| note.starts_with("the road of ")) else {
        assert!(diagnostic.message.contains(" is kept "), "no road: {diagnostic:?}");
        return;
    };
    let steps: Vec<&String> = diagnostic
        .notes
        .iter()
        .filter(|note| note.starts_with(|c: char| c.is_ascii_digit()) && note.contains(". `"))
        .collect();
    assert!(!steps.is_empty(), "a road has a hop");
    let mut at = quoted(begin)[1].to_owned();
    for (number, step) in steps.iter().enumerate() {
        assert!(step.starts_with(&format!("{}. ", number + 1)), "{step}");
        let (ends, flow) = (quoted(step)[0], quoted(step)[1]);
        let (from, to) = ends.split_once(" -> ").expect("two ends");
        assert_eq!(from, at, "consecutive");
        let flow = model.flows.iter().find(|known| known.identity.id == flow).expect("a flow of the model");
        let way = if step.contains("the answer of") { flow.answer.written() } else { &flow.hops };
        let name = |id: ElementId| model[id].identity.id.as_str();
        let is_it = |hop: &&Hop| name(hop.from) == from && name(hop.to) == to && hop.carries.contains(&asset);
        assert!(way.iter().any(|hop| is_it(&hop)), "no such hop: {step}");
        assert_eq!(flow.state == FlowState::Proposed, step.ends_with("which is proposed"), "{step}");
        assert!(flow.state != FlowState::Retired, "{step}");
        assert!(flow.state == FlowState::Real || diagnostic.level == Severity::Warning, "{step}");
        at = to.to_owned();
    }
    let kept = &traffic(model)[asset.index()].held_by;
    let begins = model.elements.iter().position(|element| element.identity.id == quoted(begin)[1]).expect("an element");
    assert_eq!(kept.contains(&ElementId::from(begins)), begin.contains("is kept"), "{begin}");
    let label = diagnostic.labels.iter().find(|label| label.primary).expect("a place");
    assert!(label.message.ends_with(&format!("to `{at}`")), "it ends where it arrives: {}", label.message);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_arrives_without_clearance_is_reported_once_with_its_road(seed in any::<u64>()) {
        let text = model(seed);
        let compilation = compile_text(&text);
        let Some((model, facts)) = &compilation.result else { panic!("{}\n{text}", rendered(&compilation)) };
        for index in 0..model.assets.len() {
            let id = AssetId::from(index);
            prop_assert_eq!(facts.classes_of(id), effective_classes(model, id), "{}", text);
        }
        let of = |level: Severity| {
            let all = compilation.diagnostics.iter().filter(|diagnostic| diagnostic.code.id == "CV421");
            all.filter(|diagnostic| diagnostic.level == level).collect::<Vec<_>>()
        };
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        errors.iter().chain(&warnings).for_each(|diagnostic| road_exists(model, diagnostic));
        let real = expected(model, FlowState::Real);
        prop_assert_eq!(reported(&errors), real.iter().cloned().collect::<Vec<_>>(), "{}", text);
        let asked: BTreeSet<_> = expected(model, FlowState::Proposed).difference(&real).cloned().collect();
        prop_assert_eq!(reported(&warnings), asked.into_iter().collect::<Vec<_>>(), "{}", text);
    }
}

/// What has no class of its own is shaded by that of what it is made from.
#[test]
fn shades_show_inherited_classes() {
    let text = "asset visit \"Visit\" { class: health }\nasset letter \"Letter\" { derived_from: visit }\n\
        store archive \"Archive\" { holds: letter }\nview by_class \"By class\" { colour: class }\n";
    let outputs = outputs(&compile_text(text));
    let picture = outputs.iter().find(|(name, _)| name.ends_with("by_class.svg")).expect("the picture of the view");
    assert!(picture.1.contains("health"), "{}", picture.1);
}
