//! What a file says beyond the model that was imported from it.
//!
//! May assume that `shown` tells of each cell of the file what it became. Must note everything: with what is noted, a
//! build of the unchanged model writes the file again.

use super::{Kept, KeptCell, KeptDiagram, KeptThreat, align, edits};
use serde_json::Value;

/// What the diagrams of a file became, in its order.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// The view that was made of it; empty for the whole model.
    pub view: String,
    /// Of each cell, in their order.
    pub cells: Vec<Cells>,
}

/// What a cell became.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    /// Kind and id of what shows it, as in a built file: `process/api`, `flow/read/1`; `None` where the model has none.
    pub key: Option<String>,
    /// Of each of its threats the id in the model.
    pub threats: Vec<Option<String>>,
}

/// What the file says beyond the model. `built` is what a build writes for that, `views` names its diagrams.
pub fn difference(built: &Value, views: &[String], file: &Value, shown: &[Shown]) -> Kept {
    let empty = Vec::new();
    let originals = file.pointer("/detail/diagrams").and_then(Value::as_array).unwrap_or(&empty);
    let built_keys = |view: &str| {
        let at = views.iter().position(|known| known == view);
        let diagram = at.and_then(|at| built.pointer(&format!("/detail/diagrams/{at}/cells")));
        let cells = diagram.and_then(Value::as_array).into_iter().flatten();
        cells.filter_map(align::key_of).collect::<Vec<String>>()
    };
    let skeleton = |(original, shown): (&Value, &Shown)| {
        let mut kept = KeptDiagram { view: shown.view.clone(), ..KeptDiagram::default() };
        let cells = original.get("cells").and_then(Value::as_array).into_iter().flatten();
        for (order, (cell, became)) in cells.zip(&shown.cells).enumerate() {
            note_cell(&mut kept, order, cell, became);
        }
        kept.hidden = built_keys(&shown.view).into_iter().filter(|key| !kept.cells.contains_key(key)).collect();
        kept
    };
    let mut kept = Kept { edits: Vec::new(), diagrams: originals.iter().zip(shown).map(skeleton).collect() };
    let aligned = align::aligned(built.clone(), views, &kept);
    let skip: &[&str] = if file.pointer("/detail/diagrams").is_some_and(Value::is_array) {
        &["detail/diagrams", "caveat"]
    } else {
        &["caveat"]
    };
    edits::between(&aligned, file, "", skip, &mut kept.edits);
    let ours = aligned.pointer("/detail/diagrams").and_then(Value::as_array).unwrap_or(&empty);
    for ((one, ours), theirs) in kept.diagrams.iter_mut().zip(ours).zip(originals) {
        let skip: &[&str] = if theirs.get("cells").is_some_and(Value::is_array) { &["cells"] } else { &[] };
        edits::between(ours, theirs, "", skip, &mut one.edits);
        note_edits(one, ours, theirs);
    }
    kept
}

fn note_cell(kept: &mut KeptDiagram, order: usize, cell: &Value, became: &Cells) {
    let id = cell.get("id").and_then(Value::as_str);
    // Of two cells for one thing, only the first can be put back as that.
    let key = became.key.as_ref().filter(|key| !kept.cells.contains_key(*key)).zip(id);
    let Some((key, id)) = key else {
        kept.others.push((order, cell.clone()));
        return;
    };
    let threat = |(at, threat): (usize, &Option<String>)| {
        let marked = cell.pointer(&format!("/data/threats/{at}/caveat")).is_some();
        Some(KeptThreat { threat: threat.clone()?, marked, edits: Vec::new() })
    };
    let threats = became.threats.iter().enumerate().filter_map(threat).collect();
    let marked = cell.pointer("/data/caveat").is_some();
    kept.cells.insert(key.clone(), KeptCell { id: id.to_owned(), order, marked, edits: Vec::new(), threats });
}

fn note_edits(kept: &mut KeptDiagram, ours: &Value, theirs: &Value) {
    let empty = Vec::new();
    let list = |value: &Value, at: &str| value.pointer(at).and_then(Value::as_array).cloned().unwrap_or_default();
    let originals = theirs.get("cells").and_then(Value::as_array).unwrap_or(&empty);
    for cell in ours.get("cells").and_then(Value::as_array).unwrap_or(&empty) {
        let Some(key) = align::key_of(cell) else { continue };
        let Some(known) = kept.cells.get_mut(&key) else { continue };
        let Some(original) = originals.get(known.order) else { continue };
        let (ours, theirs) = (list(cell, "/data/threats"), list(original, "/data/threats"));
        let complete = known.threats.len() == ours.len() && ours.len() == theirs.len();
        let mut skip = Vec::new();
        skip.extend((complete && !ours.is_empty()).then_some("data/threats"));
        skip.extend((!known.marked).then_some("data/caveat"));
        edits::between(cell, original, "", &skip, &mut known.edits);
        if complete {
            for ((threat, ours), theirs) in known.threats.iter_mut().zip(&ours).zip(&theirs) {
                let skip: &[&str] = if threat.marked { &[] } else { &["caveat"] };
                edits::between(ours, theirs, "", skip, &mut threat.edits);
            }
        }
    }
}
