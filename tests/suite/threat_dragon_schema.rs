//! The Threat Dragon file against Threat Dragon's own schema, where that file is at hand: it belongs to that project and
//! is not kept here. `CAVEAT_SHARED` names the folder that holds `data/schemas`; by default `../shared`.

use crate::generate::{Recipe, model};
use crate::support::{compile_text, outputs, read, root};
use crate::threat_dragon::examples;
use boon::{Compiler, Schemas};
use serde_json::Value;
use std::path::PathBuf;

fn schema() -> Option<Value> {
    let shared = std::env::var_os("CAVEAT_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let path = shared.join("data/schemas/threat-dragon-v2.schema.json");
    path.exists().then(|| honour_nullable(serde_json::from_str(&read(&path)).expect("a schema")))
}

/// The app's validator takes `nullable: true` as leave to be null; plain validators do not know the word.
fn honour_nullable(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let nullable = members.get("nullable") == Some(&Value::Bool(true));
            let member = |(key, value): (String, Value)| match &value {
                Value::String(_) if nullable && key == "type" => (key, Value::from(vec![value, Value::from("null")])),
                _ => (key, honour_nullable(value)),
            };
            Value::Object(members.into_iter().map(member).collect())
        }
        Value::Array(values) => values.into_iter().map(honour_nullable).collect(),
        other => other,
    }
}

#[test]
fn files_are_valid() {
    let Some(schema) = schema() else { return };
    let mut compiler = Compiler::new();
    let mut schemas = Schemas::new();
    compiler.add_resource("threat-dragon.json", schema).expect("a resource");
    let index = compiler.compile("threat-dragon.json", &mut schemas).expect("a sound schema");
    let mut files = examples();
    for seed in 0..20 {
        let compilation = compile_text(&model(Recipe { elements: 1 + seed as usize * 2, seed, everything: true }));
        let outputs = outputs(&compilation);
        let (name, text) = outputs.iter().find(|(name, _)| name.ends_with(".json")).expect("the file");
        files.push((format!("{name} {seed}"), serde_json::from_str(text).expect("JSON")));
    }
    for (name, value) in files {
        if let Err(error) = schemas.validate(&value, index) {
            panic!("{name}: {error:#}");
        }
    }
}
