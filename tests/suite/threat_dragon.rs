//! The Threat Dragon file, held against what the app needs: facts that its schema does not check.

use crate::generate::{Recipe, model};
use crate::support::{compile_text, day, entries, folder_world, outputs, root};
use caveat::driver::{Compilation, compile};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Base names that the app knows; any other makes it list no diagram at all.
const THUMBNAILS: [&str; 7] = ["jpg", "cia.jpg", "die.jpg", "eop.jpg", "linddun.jpg", "plot4ai.jpg", "stride.jpg"];
const STATUSES: [&str; 7] = ["Open", "Mitigated", "NotApplicable", "Accepted", "Transferred", "Avoided", "Eliminated"];
const SEVERITIES: [&str; 5] = ["TBD", "Low", "Medium", "High", "Critical"];

fn file(compilation: &Compilation) -> Value {
    let outputs = outputs(compilation);
    let (_, text) = outputs.iter().find(|(name, _)| name.ends_with(".threat-dragon.json")).expect("the file");
    serde_json::from_str(text).expect("JSON")
}

pub fn examples() -> Vec<(String, Value)> {
    let folders = entries(&root().join("examples"));
    let value = |path: &std::path::PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, file(&compile(&folder_world(path, path), "".as_ref(), day())))
    };
    folders.iter().filter(|path| path.is_dir()).map(value).collect()
}

#[test]
fn the_app_finds_what_it_needs_in_the_examples() {
    for (name, value) in examples() {
        check(&value).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_app_finds_what_it_needs_in_generated_models(elements in 1..40usize, seed in any::<u64>()) {
        let compilation = compile_text(&model(Recipe { elements, seed, everything: true }));
        check(&file(&compilation)).map_err(TestCaseError::fail)?;
    }
}

/// Ids and numbers say what a thing is, not where it stands, so that two versions can be compared.
#[test]
fn ids_and_numbers_survive_a_new_neighbour() {
    let before = compile_text(&model(Recipe { elements: 8, seed: 3, everything: false }));
    let text = model(Recipe { elements: 8, seed: 3, everything: false }).replace(
        "\nboundary region0",
        "\nprocess early \"Early\"\nthreat e \"E\" { kind: spoofing, on: early }\n\nboundary region0",
    );
    let (before, after) = (threats(&file(&before)), threats(&file(&compile_text(&text))));
    assert_eq!(after.len(), before.len() + 1);
    for (id, number) in before {
        assert_eq!(after.get(&id), Some(&number), "the threat {id} has another number");
    }
}

fn threats(value: &Value) -> BTreeMap<String, i64> {
    let cells = value["detail"]["diagrams"]
        .as_array()
        .expect("diagrams")
        .iter()
        .flat_map(|d| d["cells"].as_array().expect("cells"));
    let threats = cells.filter_map(|cell| cell["data"]["threats"].as_array()).flatten();
    threats.map(|t| (t["id"].as_str().expect("an id").to_owned(), t["number"].as_i64().expect("a number"))).collect()
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str, String> {
    value[key].as_str().filter(|text| !text.is_empty()).ok_or_else(|| format!("no {key} in {value:.200}"))
}

fn check(value: &Value) -> Result<(), String> {
    text(&value["summary"], "title")?;
    if text(value, "version")?.len() > 10 || !value["detail"]["contributors"].is_array() {
        return Err("version or contributors".to_owned());
    }
    let diagrams = value["detail"]["diagrams"].as_array().ok_or("no diagrams")?;
    let ids: BTreeSet<i64> = diagrams.iter().filter_map(|diagram| diagram["id"].as_i64()).collect();
    let next = value["detail"]["diagramTop"].as_i64().ok_or("no diagramTop")?;
    if ids.len() != diagrams.len() || ids.iter().any(|id| *id >= next) {
        return Err(format!("ids of diagrams: {ids:?}, next {next}"));
    }
    let mut numbers = BTreeMap::new();
    for diagram in diagrams {
        check_diagram(diagram, &mut numbers)?;
    }
    let top = value["detail"]["threatTop"].as_i64().ok_or("no threatTop")?;
    match numbers.keys().max() {
        Some(most) if *most > top => Err(format!("threat number {most} above threatTop {top}")),
        _ => Ok(()),
    }
}

fn check_diagram(diagram: &Value, numbers: &mut BTreeMap<i64, String>) -> Result<(), String> {
    text(diagram, "title")?;
    let thumbnail = text(diagram, "thumbnail")?;
    let base = thumbnail.rsplit('/').next().and_then(|name| name.strip_prefix("thumbnail.")).unwrap_or_default();
    if !THUMBNAILS.contains(&base) {
        return Err(format!("thumbnail {thumbnail}"));
    }
    let cells = diagram["cells"].as_array().ok_or("no cells")?;
    let mut by_id = BTreeMap::new();
    for cell in cells {
        if by_id.insert(text(cell, "id")?, cell).is_some() {
            return Err(format!("two cells with id {}", cell["id"]));
        }
    }
    let levels: Vec<i64> = cells.iter().map(|cell| cell["zIndex"].as_i64().unwrap_or(i64::MAX)).collect();
    if !levels.is_sorted() || levels.contains(&i64::MAX) {
        return Err("cells are not in the order of zIndex".to_owned());
    }
    for cell in cells {
        match text(cell, "shape")? {
            "flow" => {
                for end in ["source", "target"] {
                    let id = cell[end]["cell"].as_str().unwrap_or_default();
                    if !by_id.contains_key(id) {
                        return Err(format!("{end} of flow {} is {id:?}", cell["id"]));
                    }
                }
                if cell["labels"].as_array().is_none_or(Vec::is_empty) {
                    return Err(format!("flow {} has no label", cell["id"]));
                }
            }
            "actor" | "process" | "store" => check_box(cell)?,
            "trust-boundary-box" => check_boundary(cell, &by_id)?,
            other => return Err(format!("shape {other}")),
        }
        check_threats(cell, numbers)?;
    }
    Ok(())
}

fn extent(cell: &Value) -> Option<[f64; 4]> {
    let (x, y) = (cell["position"]["x"].as_f64()?, cell["position"]["y"].as_f64()?);
    Some([x, y, x + cell["size"]["width"].as_f64()?, y + cell["size"]["height"].as_f64()?])
}

fn check_box(cell: &Value) -> Result<(), String> {
    let [left, top, right, bottom] = extent(cell).ok_or("no position or size")?;
    if right - left < 10.0 || bottom - top < 10.0 || cell["attrs"]["text"]["text"].as_str().is_none() {
        return Err(format!("size or text of {}", cell["id"]));
    }
    Ok(())
}

/// What the app takes for contained is what lies inside; the list must say the same.
fn check_boundary(cell: &Value, by_id: &BTreeMap<&str, &Value>) -> Result<(), String> {
    let outer = extent(cell).ok_or("no position or size")?;
    let inside = |other: &Value| {
        extent(other).is_some_and(|e| e[0] >= outer[0] && e[1] >= outer[1] && e[2] <= outer[2] && e[3] <= outer[3])
    };
    let found: BTreeSet<&str> = by_id
        .iter()
        .filter(|(id, other)| ***id != *cell["id"].as_str().unwrap_or_default() && inside(other))
        .map(|(id, _)| *id)
        .collect();
    let listed: BTreeSet<&str> = cell["data"]["containedElements"]
        .as_array()
        .ok_or("no containedElements")?
        .iter()
        .filter_map(Value::as_str)
        .collect();
    if found != listed {
        return Err(format!("{} contains {found:?} and lists {listed:?}", cell["data"]["name"]));
    }
    if cell["data"]["isTrustBoundary"] != true {
        return Err("isTrustBoundary".to_owned());
    }
    Ok(())
}

fn check_threats(cell: &Value, numbers: &mut BTreeMap<i64, String>) -> Result<(), String> {
    let data = &cell["data"];
    text(data, "type")?;
    let open = data["hasOpenThreats"].as_bool().ok_or("no hasOpenThreats")?;
    let red = cell["attrs"].to_string().contains("\"red\"");
    if open != red {
        return Err(format!("{}: open {open}, red {red}", data["name"]));
    }
    if data["isTrustBoundary"] == true {
        return Ok(());
    }
    text(data, "name")?;
    let threats = data["threats"].as_array().ok_or("no threats")?;
    for threat in threats {
        for key in ["id", "title", "status", "severity", "type", "modelType"] {
            text(threat, key)?;
        }
        let known = STATUSES.contains(&text(threat, "status")?) && SEVERITIES.contains(&text(threat, "severity")?);
        if !known || !threat["description"].is_string() || !threat["mitigation"].is_string() {
            return Err(format!("threat {threat}"));
        }
        let number = threat["number"].as_i64().ok_or("no number")?;
        let id = text(threat, "id")?.to_owned();
        if numbers.entry(number).or_insert_with(|| id.clone()) != &id {
            return Err(format!("number {number} is given twice"));
        }
    }
    let listed_open = threats.iter().any(|threat| threat["status"] == "Open");
    if listed_open && !open { Err(format!("{} has an open threat and does not say so", data["name"])) } else { Ok(()) }
}
