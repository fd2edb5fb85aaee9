//! The pictures: well-formed, each id once, everything inside, nothing on top of anything else.

use crate::generate::{Recipe, model};
use crate::quality::quality;
use crate::support::{compile_text, day, entries, folder_world, outputs, root};
use caveat::analysis::{End, SPLIT_ABOVE, Subject};
use caveat::driver::{Compilation, compile};
use caveat::emit::{EMITTERS, Input, Placements, diagrams};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn examples() -> Vec<Compilation> {
    let folders = entries(&root().join("examples"));
    folders
        .iter()
        .filter(|path| path.is_dir())
        .map(|path| compile(&folder_world(path, path), "".as_ref(), day()))
        .collect()
}

#[test]
fn svg_is_well_formed_and_says_what_it_shows() {
    for compilation in examples() {
        let (model, _) = compilation.sound().expect("the examples compile");
        for (name, text) in outputs(&compilation).iter().filter(|(name, _)| name.ends_with(".svg")) {
            let document = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            let svg = document.root_element();
            let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: an id occurs twice");
            for attribute in ["width", "height", "viewBox", "role", "aria-labelledby"] {
                assert!(svg.has_attribute(attribute), "{name} has no {attribute}");
            }
            let tags: BTreeSet<&str> =
                svg.children().filter(|node| node.is_element()).map(|n| n.tag_name().name()).collect();
            assert!(tags.contains("title") && tags.contains("desc"), "{name}: {tags:?}");
            assert!(!text.contains("foreignObject") && !text.contains("<script") && !text.contains("NaN"), "{name}");
            assert!(text.contains("prefers-color-scheme"), "{name} has no dark colours");
            if name.matches('.').count() == 1 {
                for element in &model.elements {
                    let id = element.identity.id.as_str();
                    assert!(ids.iter().any(|found| found.ends_with(id)), "{name} lacks {id}");
                }
            }
        }
    }
}

#[test]
fn open_threats_are_red_and_counted() {
    let text = |status: &str| {
        format!(
            "use std.stride\nprocess a \"A\"\nprocess b \"B\"\nflow f \"F\": a -> b\n\
             threat t \"T\" {{ kind: spoofing, on: a, mitigations: m }}\nmitigation m \"M\" {{ status: {status} }}\n"
        )
    };
    let (open, handled) = (compile_text(&text("planned")), compile_text(&text("implemented")));
    let svg = |compilation: &Compilation| outputs(compilation)["model.svg"].clone();
    assert!(svg(&open).contains("1 open") && svg(&handled).contains("1 handled"));
    let badge = |svg: &str| svg.matches("n open threats").count();
    assert_eq!((badge(&svg(&open)), badge(&svg(&handled))), (1, 0), "the legend shows what occurs");
}

/// The geometry names every element and boundary, and every step of a flow once.
#[test]
fn geometry_names_every_part() {
    let compilation = compile_text(
        "boundary b \"B\" { process a \"A\" }\nprocess c \"C\"\nflow one \"One\": a -> c\nflow two \"Two\": a -> c -> a { answer { } }\n",
    );
    let (model, facts) = compilation.sound().expect("it compiles");
    let diagrams = diagrams(model, SPLIT_ABOVE, &Placements::default());
    let emitter = EMITTERS.iter().find(|emitter| emitter.name == "geometry").expect("the emitter");
    let outputs = emitter.run(&Input { model, facts, diagrams: &diagrams, kept: None });
    assert_eq!(outputs[0].name, "model.geometry.json");
    let value: serde_json::Value = serde_json::from_str(&outputs[0].text).expect("JSON");
    let keys = |member: &str| value[member].as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!((keys("nodes"), keys("boundaries")), (vec!["a".to_owned(), "c".to_owned()], vec!["b".to_owned()]));
    let edges: Vec<&str> =
        value["edges"].as_array().expect("a list").iter().filter_map(|edge| edge["id"].as_str()).collect();
    assert_eq!(edges, ["one", "two.1", "two.2", "two.answer.1", "two.answer.2"]);
}

/// In the geometry a closed boundary is a node, and a line that stands for several hops lists them.
#[test]
fn geometry_names_closed_boundaries() {
    let compilation = compile_text(
        "boundary b \"B\" { process a \"A\" }\nprocess c \"C\"\nflow one \"One\": a -> c\nflow two \"Two\": a -> c -> a\nview v { collapse: b }\n",
    );
    let (model, facts) = compilation.sound().expect("it compiles");
    let diagrams = diagrams(model, SPLIT_ABOVE, &Placements::default());
    let emitter = EMITTERS.iter().find(|emitter| emitter.name == "geometry").expect("the emitter");
    let outputs = emitter.run(&Input { model, facts, diagrams: &diagrams, kept: None });
    let value: serde_json::Value = serde_json::from_str(&outputs[1].text).expect("JSON");
    assert!(value["nodes"]["b"].is_object() && value["nodes"]["a"].is_null() && value["boundaries"]["b"].is_null());
    assert_eq!((&value["edges"][0]["id"], &value["edges"][0]["more"]), (&"one".into(), &serde_json::json!(["two.1"])));
    assert_eq!((&value["edges"][1]["src"], &value["edges"][1]["dst"]), (&"c".into(), &"b".into()));
}

/// A closed boundary is one box: what lies in it is gone, what runs into it ends there, what stays in it counts there.
#[test]
fn a_closed_boundary_is_one_box() {
    let compilation = compile_text(
        "use std.stride\nmodel m \"M\"\nboundary b \"B\" {\n  process a \"A\"\n  boundary c \"C\" { store s \"S\" }\n}\nentity e \"E\"\n\
         flow one \"One\": e -> a\nflow two \"Two\": e -> s { state: proposed }\nflow back \"Back\": s -> e\nflow within \"Within\": a -> s\n\
         threat t \"T\" { kind: tampering, on: [a, within] }\nthreat u \"U\" { kind: tampering, on: s }\nthreat v \"V\" { kind: tampering, on: two }\n\
         view x \"X\" { level: context }\nview y \"Y\" { collapse: [c, b] }\nview z \"Z\" { show: b }\n",
    );
    let outputs = outputs(&compilation);
    let ids = |name: &str| {
        let document = roxmltree::Document::parse(&outputs[name]).expect("XML");
        let groups = document.descendants().filter(|node| node.has_tag_name("g") && node.has_attribute("class"));
        groups
            .filter_map(|node| Some((node.attribute("id")?.to_owned(), node.attribute("class")?.to_owned())))
            .collect()
    };
    let x: Vec<(String, String)> = ids("m.x.svg");
    let expected = [
        ("m-x-one-1", "flow"),
        ("m-x-two-1", "flow proposed open"),
        ("m-x-back-1", "flow"),
        ("m-x-e", "element entity"),
        ("m-x-b", "closed boundary open"),
    ];
    assert_eq!(x, expected.map(|(id, class)| (id.to_owned(), class.to_owned())));
    let y: Vec<String> = ids("m.y.svg").into_iter().map(|(id, _): (String, String)| id.replace("-y-", "-x-")).collect();
    assert_eq!(y, x.into_iter().map(|(id, _)| id).collect::<Vec<_>>(), "of nested boundaries the outermost is closed");
    let svg = &outputs["m.x.svg"];
    assert!(svg.contains("closed trust boundary with 2 elements, 2 open threats"), "each threat counts once");
    assert!(svg.contains("href=\"m.z.svg\""), "the box leads to the view that shows its boundary alone");
    let whole = &outputs["m.threat-dragon.json"];
    assert!(!whole.contains("closed") && whole.matches("\"name\": \"S\"").count() == 4, "Threat Dragon knows no boxes");
}

/// Steps of one sort share an arrow at a box, and only these. It has the title of the first flow with open threats, and
/// the number of the others, whatever they are called.
#[test]
fn steps_of_one_sort_share_an_arrow() {
    let compilation = compile_text(
        "use std.stride\nmodel m \"M\"\nasset c \"C\"\nboundary b \"B\" {\n  process p \"P\"\n  process q \"Q\"\n}\nentity e \"E\"\n\
         flow one \"Same\": e -> p { answer { carries: c } }\nflow two \"Same\": e -> q { answer { carries: c } }\n\
         flow three \"Three\": e -> p { state: proposed }\nflow four \"Four\": e -> q { out_of_scope: \"No\" }\n\
         flow five \"Five\": p -> e\nflow six \"Six\": e -> q\nthreat t \"T\" { on: six }\nview v \"V\" { collapse: b }\n",
    );
    let svg = &outputs(&compilation)["m.v.svg"];
    let document = roxmltree::Document::parse(svg).expect("XML");
    let links = document.descendants().filter(|node| node.has_tag_name("a"));
    let labels: Vec<&str> = links.filter_map(|node| node.attribute("aria-label")).collect();
    let expected = [
        "Six + 2 more, 3 steps of data flows from E to B, 1 open threat",
        "C + 1 more, 2 steps of answers from B to E",
        "Three, data flow from E to B",
        "Four, data flow from E to B",
        "Five, data flow from B to E",
    ];
    assert_eq!(labels[..expected.len()], expected);
    assert!(svg.contains(">+ 2 more</text>") && svg.contains("id=\"m-v-one-1\""), "ids do not depend on what is open");
    assert!(svg.contains(">Six</text>") && svg.contains("href=\"m.md#flow-six\""));
}

/// A view by condition draws whole flows; the steps for which the condition does not hold are weaker.
#[test]
fn the_rest_of_a_route_is_weaker() {
    let compilation = compile_text(
        "use std.web\nmodel m \"M\"\nprocess a \"A\"\nprocess b \"B\"\nprocess c \"C\"\n\
         flow f \"F\": a -> b -> c { hop b -> c { over: http } }\nthreat t \"T\" { on: f }\n\
         view v \"V\" { show: flows where over is http }\nview w \"W\" { show: [f, flows where over is http] }\n",
    );
    let outputs = outputs(&compilation);
    let lines = |name: &str| {
        let classes =
            ["flow rest open", "flow open"].map(|class| outputs[name].matches(&format!("class=\"{class}\"")).count());
        (classes, outputs[name].matches(">rest of the route</text>").count())
    };
    assert_eq!(lines("m.v.svg"), ([1, 1], 1));
    assert_eq!(lines("m.w.svg"), ([0, 2], 0), "what a view names it wants as a whole");
}

/// A flow of several steps is red all along; what is open on it is counted once.
#[test]
fn the_threats_of_a_flow_are_counted_at_its_first_arrow() {
    let compilation = compile_text(
        "process a \"A\"\nprocess b \"B\"\nprocess c \"C\"\nflow f \"F\": a -> b -> c { answer { } }\nthreat t \"T\" { on: f }\n",
    );
    let svg = &outputs(&compilation)["model.svg"];
    assert_eq!((svg.matches("class=\"flow open\"").count(), svg.matches("class=\"flow answer open\"").count()), (2, 2));
    assert_eq!(svg.matches(">1</text>").count(), 1, "one badge");
}

/// Each element of a large model is drawn in exactly one of its pictures, besides those in which it is a neighbour.
#[test]
fn no_element_is_lost_when_a_model_is_split() {
    for (elements, limit) in [(90, 20), (300, 40), (30, 1), (12, 300)] {
        let compilation = compile_text(&model(Recipe { elements, seed: 7, everything: true }));
        let (model, facts) = compilation.sound().expect("it compiles");
        let diagrams = diagrams(model, limit, &Placements::default());
        let mut drawn = vec![0; model.elements.len()];
        let pictures = diagrams.iter().filter(|diagram| !matches!(diagram.content.subject, Subject::View(_)));
        for content in pictures.clone().map(|diagram| &diagram.content) {
            let own = content.elements.iter().filter(|id| !content.is_neighbour(model, End::Element(**id)));
            own.for_each(|id| drawn[id.index()] += 1);
            for closed in &content.closed {
                let open =
                    content.boundaries.iter().find(|id| model.around(Some(**id)).any(|id| id == closed.boundary));
                assert_eq!(open, None, "a boundary is drawn closed, and open as well");
            }
        }
        assert!(drawn.iter().all(|times| *times == 1), "{elements} elements, split above {limit}: {drawn:?}");
        assert_eq!(pictures.count() > 1, elements > limit);
        // What a link names is among the files.
        let input = Input { model, facts, diagrams: &diagrams, kept: None };
        let files: Vec<_> = EMITTERS.iter().filter(|e| e.always).flat_map(|emitter| emitter.run(&input)).collect();
        let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names.len(), files.len(), "two files have one name");
        for file in files.iter().filter(|file| file.name.ends_with(".svg")) {
            let document = roxmltree::Document::parse(&file.text).expect("XML");
            let links = document.descendants().filter_map(|node| node.attribute("href"));
            let lost = links.filter(|link| !names.contains(link.split('#').next().unwrap_or_default()));
            assert_eq!(lost.collect::<Vec<_>>(), Vec::<&str>::new(), "{}", file.name);
        }
    }
}

/// A view of the author's that shows just one boundary takes the place of the part, and leads back as a part does.
#[test]
fn a_view_takes_the_place_of_a_part() {
    let generated = model(Recipe { elements: 60, seed: 1, everything: false });
    let compilation = compile_text(&format!("{generated}view mine \"Mine\" {{ show: net1 }}\n"));
    let (model, facts) = compilation.sound().expect("it compiles");
    let diagrams = diagrams(model, 20, &Placements::default());
    let emitter = EMITTERS.iter().find(|emitter| emitter.name == "svg").expect("the emitter");
    let outputs = emitter.run(&Input { model, facts, diagrams: &diagrams, kept: None });
    let text = |name: &str| outputs.iter().find(|output| output.name == name).map(|output| output.text.as_str());
    assert!(text("generated.net0.svg").is_some() && text("generated.net1.svg").is_none());
    assert!(text("generated.zone0.svg").is_some_and(|svg| svg.contains("href=\"generated.mine.svg\"")));
    assert!(text("generated.mine.svg").is_some_and(|svg| svg.contains("href=\"generated.svg\"")));
}

/// That holds of a view with boxes in it as well: these have pictures of their own, and nothing is drawn twice.
#[test]
fn a_view_with_closed_boundaries_takes_the_place_of_a_part() {
    let inner = |id: &str| format!("boundary {id} \"{id}\" {{ process {id}_a \"A\"\nprocess {id}_b \"B\" }}\n");
    let many: String = (0..8).map(|at| format!("process p{at} \"P{at}\"\n")).collect();
    let text = format!(
        "model m \"M\"\nboundary cloud \"Cloud\" {{\n{}{}{many}}}\nentity e \"E\"\nflow f \"F\": e -> x_a -> y_a\n\
         view mine \"Mine\" {{ show: cloud, collapse: [x, y] }}\nview within \"Within\" {{ show: x }}\nview out \"Out\" {{ level: context }}\n",
        inner("x"),
        inner("y"),
    );
    let compilation = compile_text(&text);
    let (model, facts) = compilation.sound().expect("it compiles");
    let emitter = EMITTERS.iter().find(|emitter| emitter.name == "svg").expect("the emitter");
    let pictures = |limit: usize| {
        let diagrams = diagrams(model, limit, &Placements::default());
        let outputs = emitter.run(&Input { model, facts, diagrams: &diagrams, kept: None });
        outputs.into_iter().map(|output| (output.name, output.text)).collect::<std::collections::BTreeMap<_, _>>()
    };
    let split = pictures(9);
    let names: Vec<&str> = split.keys().map(String::as_str).collect();
    assert_eq!(names, ["m.mine.svg", "m.out.svg", "m.svg", "m.within.svg", "m.y.svg"]);
    let leads = |name: &str, to: &str| split[name].contains(&format!("href=\"{to}\""));
    assert!(leads("m.svg", "m.mine.svg") && leads("m.mine.svg", "m.within.svg") && leads("m.mine.svg", "m.y.svg"));
    assert!(leads("m.mine.svg", "m.svg") && leads("m.within.svg", "m.mine.svg") && leads("m.y.svg", "m.mine.svg"));
    let whole = pictures(0);
    assert!(whole.len() == 4 && whole["m.out.svg"].contains("href=\"m.mine.svg\""));
    assert!(!whole["m.within.svg"].contains("href=\"m.mine.svg\""), "nothing is split");
}

#[test]
fn drawings_of_split_models_have_no_fault() {
    let compilation = compile_text(&model(Recipe { elements: 150, seed: 3, everything: false }));
    check_split_drawings(&compilation, 30).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn drawings_of_the_examples_have_no_fault() {
    for compilation in examples() {
        check_drawings(&compilation).unwrap_or_else(|error| panic!("{error}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_drawings_have_no_fault(elements in 1..60usize, seed in any::<u64>()) {
        let compilation = compile_text(&model(Recipe { elements, seed, everything: true }));
        check_drawings(&compilation).map_err(TestCaseError::fail)?;
    }
}

fn check_drawings(compilation: &Compilation) -> Result<(), String> {
    check_split_drawings(compilation, SPLIT_ABOVE)
}

fn check_split_drawings(compilation: &Compilation, split_above: usize) -> Result<(), String> {
    let (model, _) = compilation.sound().ok_or("it does not compile")?;
    for diagram in diagrams(model, split_above, &Placements::default()) {
        let found = quality(&diagram.graph(model), diagram.drawing(model));
        let page = diagram.content.elements.len() > 10 && !(0.2..=5.0).contains(&found.aspect);
        if !found.faults.is_empty() || page {
            return Err(format!("{}: {:#?}", diagram.id, found));
        }
    }
    Ok(())
}
