//! What the verdict on one assertion costs, by its form and by the size of the model: it should grow as the graph does.
//! Then what all of them cost together, and all rules of the standard libraries.
//!
//! `cargo bench --bench questions` prints the table.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod generate;

use caveat::analysis::asserts::verdicts;
use caveat::analysis::raise_findings;
use caveat::driver::{Memory, compile};
use caveat::library::STANDARD;
use caveat::model::ThreatModel;
use caveat::text::Date;
use generate::{Recipe, model};
use std::error::Error;
use std::time::Instant;

/// Runs of each; the median counts.
const RUNS: usize = 7;
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// An assertion of each form, by its name.
const FORMS: &[(&str, &str)] = &[
    ("ways_pass", "paths: entities -> stores where holds.class >= secret, must_pass: zone0"),
    ("ways_not_enter", "paths: entities -> stores, must_not_enter: zone1"),
    ("ways_have", "paths: entities -> stores, must_have: over.encrypted"),
    ("ways_waived", "paths: entities -> stores, must_pass: zone0"),
    ("route", "paths: f1, must_pass: e7"),
    ("hops", "paths: hops where carries.class >= secret, must_not_enter: region0"),
    ("flows", "paths: flows where crosses zone0, must_have: over.encrypted"),
    ("things", "every: processes where any f in hops where f.carries.class >= secret, must_have: owner"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let day = Date::parse("2026-02-03").ok_or("no such day")?;
    println!("{:16} {}", "ms", SIZES.map(|size| format!("{size:>10}")).join(" "));
    let models = SIZES.iter().map(|size| compiled(*size, day)).collect::<Result<Vec<ThreatModel>, _>>()?;
    for (name, _) in FORMS {
        let figures = models.iter().map(|whole| {
            let mut model = whole.clone();
            model.assertions.retain(|assertion| assertion.identity.id == *name);
            model.waivers.retain(|_| *name == "ways_waived");
            for waiver in &mut model.waivers {
                waiver.assertion = 0.into();
            }
            measured(|| {
                std::hint::black_box(verdicts(&model, day));
            })
        });
        row(name, figures);
    }
    row("all assertions", models.iter().map(|model| measured(|| drop(std::hint::black_box(verdicts(model, day))))));
    let unasked = models.iter().map(without_findings).collect::<Vec<ThreatModel>>();
    let rules = format!("{} rules", unasked[0].rules.len());
    row(
        &rules,
        unasked.iter().map(|model| {
            let mut copies = vec![model.clone(); RUNS];
            measured(|| {
                if let Some(mut model) = copies.pop() {
                    std::hint::black_box(raise_findings(&mut model, day));
                }
            })
        }),
    );
    Ok(())
}

fn row(name: &str, figures: impl Iterator<Item = f64>) {
    let figures: Vec<String> = figures.map(|figure| format!("{figure:10.2}")).collect();
    println!("{name:16} {}", figures.join(" "));
}

/// The model as it was before its rules were asked.
fn without_findings(model: &ThreatModel) -> ThreatModel {
    let mut model = model.clone();
    model.threats.retain(|threat| !threat.is_finding);
    model
}

fn compiled(elements: usize, day: Date) -> Result<ThreatModel, String> {
    let mut text = model(Recipe { elements, seed: 1, everything: false });
    for library in STANDARD {
        let line = format!("use std.{}\n", library.name);
        if !text.contains(&line) {
            text.push_str(&line);
        }
    }
    for (name, fields) in FORMS {
        text.push_str(&format!("assert {name} \"Must stay true\" {{ {fields} }}\n"));
    }
    text.push_str("waive borne { assert: ways_waived, on: [e3, f5], owner: @cto, because: \"A trial\" }\n");
    let mut world = Memory::default();
    world.insert("m/model.caveat", text);
    let compilation = compile(&world, "m".as_ref(), day);
    let wrong = || compilation.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).next().unwrap_or("");
    Ok(compilation.result.as_ref().ok_or_else(|| format!("the model has errors: {}", wrong()))?.0.clone())
}

/// Milliseconds, the median of some runs.
fn measured(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}
