//! The pictures: well-formed, each id once, everything inside, nothing on top of anything else.

use crate::generate::{Recipe, model};
use crate::support::{compile_text, day, entries, folder_world, outputs, root};
use caveat::driver::{Compilation, compile};
use caveat::emit::{EMITTERS, Input, diagrams};
use caveat::layout::{Drawing, Rect};
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
        let (model, _) = compilation.result.as_ref().expect("the examples compile");
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
    let (model, facts) = compilation.result.as_ref().expect("it compiles");
    let diagrams = diagrams(model);
    let emitter = EMITTERS.iter().find(|emitter| emitter.name == "geometry").expect("the emitter");
    let outputs = emitter.run(&Input { model, facts, diagrams: &diagrams });
    assert_eq!(outputs[0].name, "model.geometry.json");
    let value: serde_json::Value = serde_json::from_str(&outputs[0].text).expect("JSON");
    let keys = |member: &str| value[member].as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!((keys("nodes"), keys("boundaries")), (vec!["a".to_owned(), "c".to_owned()], vec!["b".to_owned()]));
    let edges: Vec<&str> =
        value["edges"].as_array().expect("a list").iter().filter_map(|edge| edge["id"].as_str()).collect();
    assert_eq!(edges, ["one", "two.1", "two.2", "two.answer.1", "two.answer.2"]);
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
    let (model, _) = compilation.result.as_ref().ok_or("it does not compile")?;
    for diagram in diagrams(model) {
        let parents: Vec<Option<usize>> = diagram
            .content
            .elements
            .iter()
            .map(|id| model[*id].boundary.and_then(|b| diagram.content.boundaries.iter().position(|found| *found == b)))
            .collect();
        check_drawing(diagram.drawing(model), &parents).map_err(|error| format!("{}: {error}", diagram.id))?;
    }
    Ok(())
}

fn check_drawing(drawing: &Drawing, parents: &[Option<usize>]) -> Result<(), String> {
    let page = Rect { x: 0.0, y: 0.0, width: drawing.width, height: drawing.height };
    let labels: Vec<Rect> = drawing.routes.iter().filter_map(|route| route.label).collect();
    for rect in drawing.nodes.iter().chain(&drawing.groups).chain(&labels) {
        if !contains(&page, rect) {
            return Err(format!("{rect:?} lies outside the page"));
        }
    }
    let solid: Vec<&Rect> = drawing.nodes.iter().chain(&labels).collect();
    for (index, a) in solid.iter().enumerate() {
        if let Some(b) = solid[index + 1..].iter().find(|b| overlap(a, b)) {
            return Err(format!("{a:?} overlaps {b:?}"));
        }
    }
    for (node, parent) in drawing.nodes.iter().zip(parents) {
        for (index, group) in drawing.groups.iter().enumerate() {
            let inside = contains(group, node);
            let belongs = Some(index) == *parent || overlap(group, node);
            if belongs && !inside {
                return Err(format!("{node:?} sticks out of {group:?}"));
            }
        }
    }
    for (route, points) in drawing.routes.iter().map(|route| &route.points).enumerate() {
        if points.len() < 2 || points.iter().any(|p| !p.x.is_finite() || !p.y.is_finite()) {
            return Err(format!("route {route} is {points:?}"));
        }
        for segment in points.windows(2) {
            let line = Rect {
                x: segment[0].x.min(segment[1].x),
                y: segment[0].y.min(segment[1].y),
                width: (segment[0].x - segment[1].x).abs(),
                height: (segment[0].y - segment[1].y).abs(),
            };
            // Its own ends it may touch.
            let ends = [points[0], points[points.len() - 1]];
            let crossed = drawing.nodes.iter().find(|node| {
                let own = ends.iter().any(|p| {
                    p.x >= node.x - 1.0
                        && p.x <= node.x + node.width + 1.0
                        && p.y >= node.y - 1.0
                        && p.y <= node.y + node.height + 1.0
                });
                !own && overlap(&line, node)
            });
            if let Some(node) = crossed {
                return Err(format!("route {route} runs through {node:?}"));
            }
        }
    }
    Ok(())
}

fn contains(outer: &Rect, inner: &Rect) -> bool {
    let slack = 0.01;
    inner.x >= outer.x - slack
        && inner.y >= outer.y - slack
        && inner.x + inner.width <= outer.x + outer.width + slack
        && inner.y + inner.height <= outer.y + outer.height + slack
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    let slack = 0.01;
    a.x + a.width > b.x + slack
        && b.x + b.width > a.x + slack
        && a.y + a.height > b.y + slack
        && b.y + b.height > a.y + slack
}
