//! Where everything of a diagram is, in px, for programs that judge or redraw it. `docs/geometry-json.md` describes it.
//!
//! May assume laid-out diagrams whose content belongs to the model. Must name every part by the ids of the model.

use super::diagram::{BOUNDARY_LINE, BOUNDARY_SIZE, Diagram, TITLE_INSET, block, boundary_lines, end_id, lay_out};
use super::stamp::{BLANK, MARK};
use super::{Input, Output};
use crate::analysis::{Arrow, Step};
use crate::layout::{Rect, Route};
use crate::model::ThreatModel;
use serde_json::{Map, Value, json};

/// One file for each diagram.
pub fn emit(input: &Input<'_>) -> Vec<Output> {
    let file = |diagram: &Diagram| Output {
        name: diagram.svg_name(input.model).replace(".svg", ".geometry.json"),
        text: format!("{:#}\n", document(input.model, diagram)),
    };
    lay_out(input.model, input.diagrams.iter());
    input.diagrams.iter().map(file).collect()
}

fn document(model: &ThreatModel, diagram: &Diagram) -> Value {
    let (content, drawing) = (&diagram.content, diagram.drawing(model));
    let nodes = content.ends().zip(&drawing.nodes);
    let nodes: Map<String, Value> = nodes.map(|(end, rect)| (end_id(model, end).to_owned(), frame(rect))).collect();
    let boundaries = content.boundaries.iter().zip(&drawing.groups).map(|(id, rect)| {
        let (width, height) = block(&boundary_lines(model, *id), BOUNDARY_SIZE, true, BOUNDARY_LINE);
        let mut value = frame(rect);
        value["title"] = frame(&Rect { x: rect.x + TITLE_INSET, y: rect.y + TITLE_INSET, width, height });
        (model[*id].identity.id.to_string(), value)
    });
    let boundaries: Map<String, Value> = boundaries.collect();
    let edges: Vec<Value> =
        content.arrows.iter().zip(&drawing.routes).map(|(arrow, route)| edge(model, arrow, route)).collect();
    json!({
        "caveat": format!("{MARK}{BLANK}"),
        "name": diagram.id,
        "tool": "caveat",
        "width": rounded(drawing.width),
        "height": rounded(drawing.height),
        "nodes": nodes,
        "boundaries": boundaries,
        "edges": edges,
    })
}

/// One hop: of a flow with one hop and no written answer, the flow itself.
pub(super) fn step_id(model: &ThreatModel, step: &Step) -> String {
    let flow = &model[step.flow];
    match (step.answer, flow.hops.len()) {
        (true, _) => format!("{}.answer.{}", flow.identity.id, step.hop + 1),
        (false, 1) => flow.identity.id.to_string(),
        (false, _) => format!("{}.{}", flow.identity.id, step.hop + 1),
    }
}

/// A line with all hops that it stands for.
fn edge(model: &ThreatModel, arrow: &Arrow, route: &Route) -> Value {
    let points: Vec<Value> = route.points.iter().map(|point| json!([rounded(point.x), rounded(point.y)])).collect();
    let mut value = json!({
        "id": step_id(model, &arrow.first),
        "src": end_id(model, arrow.from),
        "dst": end_id(model, arrow.to),
        "points": points,
    });
    if !arrow.more.is_empty() {
        value["more"] = arrow.more.iter().map(|step| json!(step_id(model, step))).collect();
    }
    if let Some(label) = &route.label {
        value["label"] = frame(label);
    }
    value
}

fn frame(rect: &Rect) -> Value {
    json!({ "x": rounded(rect.x), "y": rounded(rect.y), "w": rounded(rect.width), "h": rounded(rect.height) })
}

/// To a hundredth of a px, far below what can be seen.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
