//! The layout on graphs of every sort: no fault ever, the same drawing twice, and places kept where they are hinted.

use crate::generate::{Recipe, model};
use crate::quality::{movement, quality};
use crate::support::compile_text;
use caveat::emit::{Placements, diagrams};
use caveat::layout::{Direction, Drawing, Edge, Graph, Group, Hints, Node, Point, Rect, Shape, draw};
use proptest::prelude::*;

fn node(groups: usize) -> impl Strategy<Value = Node> {
    let shape = prop_oneof![Just(Shape::Rectangle), Just(Shape::Circle), Just(Shape::Store)];
    (shape, 40.0..180.0f64, 40.0..120.0f64, 0..=groups).prop_map(move |(shape, width, height, group)| {
        let (width, height) = (width.round(), if shape == Shape::Circle { width.round() } else { height.round() });
        Node { shape, width, height, group: (group < groups).then_some(group) }
    })
}

fn group(index: usize) -> impl Strategy<Value = Group> {
    (0..=index, 0.0..200.0f64).prop_map(move |(parent, title)| Group {
        parent: (parent < index).then_some(parent),
        title_width: title.round(),
        title_height: if title < 20.0 { 0.0 } else { 17.0 },
    })
}

fn edge(nodes: usize) -> impl Strategy<Value = Edge> {
    (0..nodes, 0..nodes, 0.0..140.0f64, 1..=3u8).prop_map(|(from, to, width, lines)| Edge {
        from,
        to,
        label_width: if width < 20.0 { 0.0 } else { width.round() },
        label_height: if width < 20.0 { 0.0 } else { f64::from(lines) * 15.0 },
    })
}

/// Graphs of up to 24 nodes in up to 6 nested groups, with parallel edges, loops, and labels or none.
fn graph() -> impl Strategy<Value = Graph> {
    let direction = prop_oneof![Just(None), Just(Some(Direction::Right)), Just(Some(Direction::Down))];
    (0..6usize, 1..24usize).prop_flat_map(move |(groups, nodes)| {
        let groups_of: Vec<_> = (0..groups).map(group).collect();
        let edges = prop::collection::vec(edge(nodes), 0..nodes * 2);
        (prop::collection::vec(node(groups), nodes), groups_of, edges, direction.clone())
            .prop_map(|(nodes, groups, edges, direction)| Graph { nodes, groups, edges, direction, hints: None })
    })
}

fn faultless(graph: &Graph) -> Result<Drawing, TestCaseError> {
    let drawing = draw(graph);
    let found = quality(graph, &drawing);
    prop_assert!(found.faults.is_empty(), "{:#?}", found.faults);
    Ok(drawing)
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![-2000.0..4000.0f64, Just(0.0), Just(f64::NAN), Just(f64::INFINITY), Just(-1e300)]
}

/// Places that somebody has made up: some missing, some absurd, some on top of each other.
fn made_up(graph: &Graph) -> impl Strategy<Value = Hints> + use<> {
    let way = || prop_oneof![Just(None), Just(Some(Direction::Right)), Just(Some(Direction::Down))];
    let point = || prop::option::of((number(), number()).prop_map(|(x, y)| Point { x, y }));
    let (point, edge) = (point(), point());
    let rect = prop::option::of((number(), number(), number(), number()).prop_map(|(x, y, width, height)| Rect {
        x,
        y,
        width,
        height,
    }));
    let (nodes, groups, edges) = (graph.nodes.len(), graph.groups.len(), graph.edges.len());
    let lists = (
        prop::collection::vec(way(), groups),
        prop::collection::vec(point, 0..=nodes),
        prop::collection::vec(rect, 0..=groups),
        prop::collection::vec(edge, 0..=edges),
    );
    (way(), lists).prop_map(|(page, (directions, nodes, groups, edges))| Hints {
        page,
        directions,
        nodes,
        groups,
        edges,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn drawings_have_no_fault_and_are_the_same_twice(graph in graph()) {
        let drawing = faultless(&graph)?;
        prop_assert!(drawing == draw(&graph), "two drawings of one graph differ");
    }

    #[test]
    fn pinned_drawings_stay(graph in graph(), extra in edge(24)) {
        let before = draw(&graph);
        let mut changed = Graph { hints: Some(before.hints()), ..graph };
        let diagonal = before.width.hypot(before.height);
        let (moved, flips) = movement(&before.nodes, &faultless(&changed)?.nodes, diagonal);
        prop_assert!(moved < 0.2 && flips < 0.2, "nothing changed, but {moved:.3} moved and {flips:.3} flipped");
        if extra.from.max(extra.to) < changed.nodes.len() {
            changed.edges.push(extra);
            faultless(&changed)?;
        }
        changed.edges.truncate(changed.edges.len() / 2);
        faultless(&changed)?;
    }

    #[test]
    fn made_up_places_are_survived((graph, hints) in graph().prop_flat_map(|g| (Just(g.clone()), made_up(&g)))) {
        faultless(&Graph { hints: Some(hints), ..graph })?;
    }
}

/// Far from what is reached, so that only a layout gone wrong fails; `cargo bench --bench drawings` has the figures.
#[test]
fn drawings_of_generated_models_are_readable_and_stay() {
    let (mut stretch, mut crossings, mut edges, mut bends, mut moved, mut flips) = (0.0, 0, 0, 0, 0.0, 0.0);
    for seed in 1..=8 {
        let compilation = compile_text(&model(Recipe { elements: 20, seed, everything: false }));
        let (model, _) = compilation.sound().expect("generated models compile");
        let mut graph = diagrams(model, 0, &Placements::default())[0].graph(model);
        let drawing = draw(&graph);
        let found = quality(&graph, &drawing);
        assert!(found.faults.is_empty() && (0.4..=3.5).contains(&found.aspect), "seed {seed}: {found:#?}");
        stretch += found.stretch / 8.0;
        (crossings, bends, edges) = (crossings + found.crossings, bends + found.bends, edges + graph.edges.len());
        graph.hints = Some(drawing.hints());
        graph.edges.pop();
        let after = movement(&drawing.nodes, &draw(&graph).nodes, drawing.width.hypot(drawing.height));
        (moved, flips) = (moved + after.0 / 8.0, flips + after.1 / 8.0);
    }
    assert!(stretch < 1.6, "lines are {stretch:.2} times as long as need be");
    assert!(crossings * 2 < edges && bends < edges * 5, "{crossings} crossings and {bends} bends of {edges} lines");
    assert!(moved < 0.02 && flips < 0.02, "{moved:.3} moved and {flips:.3} flipped where one line was taken out");
}
