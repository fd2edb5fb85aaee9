//! The kept part of the side file as text: a line for each cell and threat, made for diffs.
//!
//! May assume nothing about what is read. Must write the same text for the same content.

use super::{Edit, Kept, KeptCell, KeptDiagram, KeptThreat};
use serde_json::{Map, Value, json};

impl Kept {
    /// Reads the member of a side file.
    ///
    /// # Errors
    /// Which part of it is not of this format.
    pub fn read(value: &Value) -> Result<Kept, String> {
        let diagrams = list(value, "diagrams")?.iter().map(diagram).collect::<Result<_, String>>()?;
        Ok(Kept { edits: edits(value)?, diagrams })
    }

    /// The member of a side file, its lines indented by two spaces.
    pub fn text(&self) -> String {
        let mut out = String::from("{\n");
        push_list(&mut out, 4, "edits", self.edits.iter().map(edit_json), ",");
        out.push_str("    \"diagrams\": [\n");
        for (index, diagram) in self.diagrams.iter().enumerate() {
            out.push_str(&format!("      {{\n        \"view\": {},\n", json!(diagram.view)));
            push_list(&mut out, 8, "edits", diagram.edits.iter().map(edit_json), ",");
            push_list(&mut out, 8, "hidden", diagram.hidden.iter().map(|key| json!(key)), ",");
            push_list(&mut out, 8, "cells", diagram.cells.iter().map(|(key, cell)| cell_json(key, cell)), ",");
            let threats =
                diagram.cells.iter().flat_map(|(key, cell)| cell.threats.iter().map(move |one| threat_json(key, one)));
            push_list(&mut out, 8, "threats", threats, ",");
            let others = diagram.others.iter().map(|(order, cell)| json!({ "order": order, "cell": cell }));
            push_list(&mut out, 8, "others", others, "");
            out.push_str(if index + 1 < self.diagrams.len() { "      },\n" } else { "      }\n" });
        }
        out.push_str("    ]\n  }");
        out
    }
}

/// A named list with a line for each entry.
fn push_list(out: &mut String, indent: usize, name: &str, lines: impl Iterator<Item = Value>, end: &str) {
    let pad = " ".repeat(indent);
    let lines: Vec<String> = lines.map(|line| format!("{pad}  {line}")).collect();
    if lines.is_empty() {
        out.push_str(&format!("{pad}\"{name}\": []{end}\n"));
    } else {
        out.push_str(&format!("{pad}\"{name}\": [\n{}\n{pad}]{end}\n", lines.join(",\n")));
    }
}

fn cell_json(key: &str, cell: &KeptCell) -> Value {
    with_mark(json!({ "of": key, "id": cell.id, "order": cell.order, "edits": edits_json(&cell.edits) }), cell.marked)
}

fn threat_json(cell: &str, threat: &KeptThreat) -> Value {
    with_mark(json!({ "at": cell, "threat": threat.threat, "edits": edits_json(&threat.edits) }), threat.marked)
}

fn with_mark(mut value: Value, marked: bool) -> Value {
    if let Some(members) = value.as_object_mut().filter(|_| marked) {
        members.insert("marked".to_owned(), json!(true));
    }
    value
}

fn is_marked(value: &Value) -> bool {
    value.get("marked").and_then(Value::as_bool).unwrap_or(false)
}

fn edits_json(edits: &[Edit]) -> Vec<Value> {
    edits.iter().map(edit_json).collect()
}

fn edit_json(edit: &Edit) -> Value {
    let mut members = Map::new();
    members.insert("at".to_owned(), json!(edit.at));
    members.extend(edit.was.clone().map(|was| ("was".to_owned(), was)));
    members.extend(edit.is.clone().map(|is| ("is".to_owned(), is)));
    Value::Object(members)
}

fn diagram(value: &Value) -> Result<KeptDiagram, String> {
    let mut kept = KeptDiagram { view: text(value, "view")?, edits: edits(value)?, ..KeptDiagram::default() };
    for cell in list(value, "cells")? {
        let known = KeptCell {
            id: text(cell, "id")?,
            order: order(cell)?,
            marked: is_marked(cell),
            edits: edits(cell)?,
            threats: Vec::new(),
        };
        kept.cells.insert(text(cell, "of")?, known);
    }
    for threat in list(value, "threats")? {
        let known = KeptThreat { threat: text(threat, "threat")?, marked: is_marked(threat), edits: edits(threat)? };
        if let Some(cell) = kept.cells.get_mut(&text(threat, "at")?) {
            cell.threats.push(known);
        }
    }
    for other in list(value, "others")? {
        let cell = other.get("cell").cloned().ok_or("`cell` is missing in `others`")?;
        kept.others.push((order(other)?, cell));
    }
    let hidden = list(value, "hidden")?.iter().filter_map(Value::as_str);
    kept.hidden = hidden.map(str::to_owned).collect();
    Ok(kept)
}

fn edits(value: &Value) -> Result<Vec<Edit>, String> {
    let edit = |value: &Value| {
        Ok(Edit { at: text(value, "at")?, was: value.get("was").cloned(), is: value.get("is").cloned() })
    };
    list(value, "edits")?.iter().map(edit).collect()
}

fn list<'a>(value: &'a Value, name: &str) -> Result<&'a [Value], String> {
    match value.get(name) {
        None => Ok(&[]),
        Some(Value::Array(entries)) => Ok(entries),
        Some(_) => Err(format!("`{name}` is not a list in `threat_dragon`")),
    }
}

fn text(value: &Value, name: &str) -> Result<String, String> {
    let text = value.get(name).and_then(Value::as_str);
    text.map(str::to_owned).ok_or_else(|| format!("`{name}` is not a text in `threat_dragon`"))
}

fn order(value: &Value) -> Result<usize, String> {
    let order = value.get("order").and_then(Value::as_u64);
    order.map(|order| order as usize).ok_or_else(|| "`order` is not a number in `threat_dragon`".to_owned())
}
