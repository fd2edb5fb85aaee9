//! What a Threat Dragon file says beyond the model is put back by every build, as long as the model says nothing new.

use crate::support::{day, folder_world, outputs_with, read, root};
use caveat::analysis::SPLIT_ABOVE;
use caveat::driver::{Compilation, compile};
use caveat::emit::{Cells, Input, Kept, Placements, Shown, diagrams, difference, document, views};
use serde_json::{Value, json};

const EXAMPLES: [&str; 5] = ["hello", "claims-api", "build-pipeline", "card-payments", "smart-meters"];

fn example(name: &str) -> Compilation {
    let folder = root().join("examples").join(name);
    compile(&folder_world(&folder, &root().join("examples")), name.as_ref(), day())
}

/// A drawing of a model as somebody would have made it in the app, and what is kept of it.
fn kept_of_drawing(compilation: &Compilation) -> (Value, Kept) {
    let (model, facts) = compilation.sound().expect("a sound model");
    let diagrams = diagrams(model, SPLIT_ABOVE, &Placements::default());
    let input = Input { model, facts, diagrams: &diagrams, kept: None };
    let built = serde_json::from_str(&document(&input)).expect("JSON");
    let (file, shown) = drawn(&built, &views(&input));
    let kept = difference(&input, &file, &shown).expect("what is kept");
    (file, kept)
}

/// The file of a build, with what is kept.
pub fn rebuilt(compilation: &Compilation, kept: &Kept) -> Value {
    let outputs = outputs_with(compilation, Some(kept));
    let text = outputs.iter().find(|(name, _)| name.ends_with(".threat-dragon.json")).expect("the file").1;
    let mut value: Value = serde_json::from_str(text).expect("JSON");
    value.as_object_mut().expect("an object").remove("caveat");
    value
}

/// A file as somebody would have drawn it in the app, with ids and keys of its own, and what its cells show.
fn drawn(built: &Value, views: &[String]) -> (Value, Vec<Shown>) {
    let mut file = built.clone();
    file.as_object_mut().expect("an object").remove("caveat");
    file["summary"]["custom"] = json!("kept");
    file["version"] = json!("2.3.0");
    file["detail"]["reviewer"] = json!("Somebody");
    let mut shown = Vec::new();
    let list = file.pointer_mut("/detail/diagrams").and_then(Value::as_array_mut).expect("diagrams");
    for (number, diagram) in list.iter_mut().enumerate() {
        diagram["placeholder"] = json!("New diagram");
        let cells = diagram["cells"].as_array_mut().expect("cells");
        let renamed = |id: &str| format!("mine-{number}-{id}");
        let mut one = Shown { view: views[number].clone(), cells: Vec::new() };
        cells.reverse();
        for (order, cell) in cells.iter_mut().enumerate() {
            one.cells.push(became(cell));
            scramble(cell, order, &renamed);
        }
        cells.insert(1, json!({ "id": "text", "shape": "td-text-block", "position": { "x": 1, "y": 2 } }));
        one.cells.insert(1, Cells::default());
        shown.push(one);
    }
    (file, shown)
}

fn became(cell: &Value) -> Cells {
    let origin = &cell["data"]["caveat"];
    let (kind, id) = (origin["kind"].as_str().expect("a kind"), origin["id"].as_str().expect("an id"));
    let key = origin["step"].as_i64().map_or(format!("{kind}/{id}"), |step| format!("{kind}/{id}/{step}"));
    let threats = cell["data"]["threats"].as_array().into_iter().flatten();
    let threats = threats.map(|threat| threat["caveat"]["id"].as_str().map(str::to_owned)).collect();
    Cells { key: Some(key), threats }
}

fn scramble(cell: &mut Value, order: usize, renamed: &impl Fn(&str) -> String) {
    cell["data"].as_object_mut().expect("data").remove("caveat");
    cell["data"]["mine"] = json!(order);
    if cell.get("position").is_some() {
        cell["position"] = json!({ "x": order * 200, "y": 17 });
        cell["attrs"]["body"] = json!({ "fill": "#abcdef" });
    } else {
        cell["labels"] = json!(["Another text"]);
        cell["vertices"] = json!([{ "x": 3, "y": 4 }]);
    }
    for at in ["/id", "/source/cell", "/target/cell"] {
        if let Some(id) = cell.pointer_mut(at) {
            *id = json!(renamed(id.as_str().expect("an id")));
        }
    }
    for at in ["/data/containedElements", "/data/crossingFlows", "/data/trustBoundaryIds"] {
        for id in cell.pointer_mut(at).and_then(Value::as_array_mut).into_iter().flatten() {
            *id = json!(renamed(id.as_str().expect("an id")));
        }
    }
    for (number, threat) in
        cell.pointer_mut("/data/threats").and_then(Value::as_array_mut).into_iter().flatten().enumerate()
    {
        threat.as_object_mut().expect("a threat").remove("caveat");
        threat["id"] = json!(format!("threat-{order}-{number}"));
        threat["number"] = json!(order * 10 + number);
        threat["score"] = json!("mine");
    }
}

/// As the side file has it.
pub fn through_text(kept: Kept) -> Kept {
    let text = Placements::default().keeping(kept).text();
    Placements::read(&text).expect("a side file").kept().cloned().expect("what is kept")
}

#[test]
fn a_file_comes_back_as_it_was() {
    for name in EXAMPLES {
        let compilation = example(name);
        let (file, kept) = kept_of_drawing(&compilation);
        let kept = through_text(kept);
        let again = rebuilt(&compilation, &kept);
        assert!(again == file, "{name}: {}", first_difference(&again, &file, String::new()));
    }
}

pub fn first_difference(ours: &Value, theirs: &Value, at: String) -> String {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            let differs = |key: &&String| a.get(*key) != b.get(*key);
            let Some(key) = keys.into_iter().find(differs) else { return at };
            let null = Value::Null;
            first_difference(a.get(key).unwrap_or(&null), b.get(key).unwrap_or(&null), format!("{at}/{key}"))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let Some(index) = (0..a.len()).find(|index| a[*index] != b[*index]) else { return at };
            first_difference(&a[index], &b[index], format!("{at}/{index}"))
        }
        _ => format!("{at}: {ours} is not {theirs}"),
    }
}

/// The guest book after an edit of its text, with what was kept of a file before.
fn edited(old: &str, new: &str) -> (Value, Value) {
    let text = read(&root().join("examples/hello/hello.caveat"));
    let compiled =
        |text: &str| compile(&crate::support::world([("hello/hello.caveat", text)]), "hello".as_ref(), day());
    let compilation = compiled(&text);
    let (file, kept) = kept_of_drawing(&compilation);
    assert!(text.contains(old), "{old} in\n{text}");
    (file, rebuilt(&compiled(&text.replacen(old, new, 1)), &kept))
}

fn cell<'v>(file: &'v Value, name: &str) -> &'v Value {
    let cells = file.pointer("/detail/diagrams/0/cells").and_then(Value::as_array).expect("cells");
    cells.iter().find(|cell| cell["data"]["name"] == name).unwrap_or_else(|| panic!("{name} in {file:#}"))
}

#[test]
fn what_the_model_says_anew_counts() {
    let (file, again) = edited("store entries \"Entries\"", "store entries \"All entries\"");
    let (old, new) = (cell(&file, "Entries"), cell(&again, "All entries"));
    assert_eq!(old["position"], new["position"]);
    assert_eq!((&old["id"], &old["data"]["mine"]), (&new["id"], &new["data"]["mine"]));
}

#[test]
fn a_new_element_finds_free_room() {
    let (file, again) =
        edited("store entries", "store backup \"Backup\"\nflow copy \"Copy\": site -> backup\nstore entries");
    let number = |cell: &Value, at: &str| cell.pointer(at).and_then(Value::as_f64).expect("a number");
    let frame = |cell: &Value| ["/position/x", "/position/y", "/size/width", "/size/height"].map(|at| number(cell, at));
    let [x, y, width, height] = frame(cell(&again, "Backup"));
    assert!(x >= 0.0 && y >= 0.0);
    let cells = again.pointer("/detail/diagrams/0/cells").and_then(Value::as_array).expect("cells");
    for other in cells.iter().filter(|cell| cell.get("size").is_some() && cell["data"]["name"] != "Backup") {
        let [left, top, wide, high] = frame(other);
        let apart = x + width <= left || left + wide <= x || y + height <= top || top + high <= y;
        assert!(apart, "Backup at {x}, {y} touches {other:#}");
    }
    assert_eq!(cell(&file, "Entries")["position"], cell(&again, "Entries")["position"]);
    assert!(cell(&again, "Copy").get("vertices").is_none());
}
