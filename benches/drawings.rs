//! How good drawings are, and what they cost: `cargo bench --bench drawings` for generated models, with paths of models
//! behind `--` for those.
//!
//! For each model the figures of its whole picture, the time of the layout (the least of three), and what becomes of the
//! picture when the last flow is taken out: drawn afresh, and with the places of the earlier drawing.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]

mod generate;
mod quality;

use caveat::driver::{Disk, Memory, compile, today};
use caveat::emit::{Placements, diagrams};
use caveat::layout::{Drawing, Graph, draw};
use generate::{Recipe, model};
use quality::{movement, quality};
use std::error::Error;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    println!(
        "{:24} {:>6} {:>6} {:>7} {:>9} {:>6} {:>8} {:>7} {:>9} {:>15} {:>15}",
        "model",
        "nodes",
        "edges",
        "faults",
        "crossings",
        "bends",
        "stretch",
        "aspect",
        "ms",
        "afresh % %",
        "pinned % %"
    );
    if paths.is_empty() {
        for elements in [10, 20, 50, 100, 300, 1_000] {
            let text = model(Recipe { elements, seed: 1, everything: false });
            let mut world = Memory::default();
            world.insert("model.caveat", text);
            let compilation = compile(&world, "model.caveat".as_ref(), today());
            let (model, _) = compilation.sound().ok_or("a generated model does not compile")?;
            line(&format!("generated {elements}"), &whole(model)?);
        }
    }
    for path in paths {
        let compilation = compile(&Disk, path.as_ref(), today());
        let (model, _) = compilation.sound().ok_or(format!("{path} does not compile"))?;
        line(&path, &whole(model)?);
    }
    Ok(())
}

/// What the layout gets of the picture of a whole model.
fn whole(model: &caveat::model::ThreatModel) -> Result<Graph, Box<dyn Error>> {
    let diagrams = diagrams(model, 0, &Placements::default());
    Ok(diagrams.first().ok_or("no diagram")?.graph(model))
}

fn line(name: &str, graph: &Graph) {
    let (mut least, mut drawing) = (Duration::MAX, Drawing::default());
    for _ in 0..3 {
        let start = Instant::now();
        drawing = draw(graph);
        least = least.min(start.elapsed());
    }
    let found = quality(graph, &drawing);
    let mut less = graph.clone();
    less.edges.pop();
    let diagonal = drawing.width.hypot(drawing.height);
    let moved = |after: &Drawing| {
        let (mean, flips) = movement(&drawing.nodes, &after.nodes, diagonal);
        format!("{:.1} / {:.1}", mean * 100.0, flips * 100.0)
    };
    let afresh = moved(&draw(&less));
    less.hints = Some(drawing.hints());
    let pinned = moved(&draw(&less));
    println!(
        "{name:24} {:6} {:6} {:7} {:9} {:6} {:8.2} {:7.2} {:9.1} {afresh:>15} {pinned:>15}",
        graph.nodes.len(),
        graph.edges.len(),
        found.faults.len(),
        found.crossings,
        found.bends,
        found.stretch,
        found.aspect,
        least.as_secs_f64() * 1000.0
    );
}
