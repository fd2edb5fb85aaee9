//! OWASP Threat Dragon 2 models as JSON: one file for a model, in it a diagram for each of its diagrams.
//!
//! May assume laid-out diagrams whose content belongs to the model. Must not write what the app computes or adds by
//! itself (ports, tools, counters), nor anything that changes from one build to the next.

mod cells;
mod flows;
mod geometry;
mod ids;
mod methods;
mod mitigations;
mod sheet;
mod style;
mod threats;
mod words;

use super::{Diagram, Input, Output};
use crate::model::{Identity, ThreatModel};
use ids::Ids;
use serde_json::{Value, json};
use sheet::Sheet;
use words::{clean, handle, paragraphs};

/// Release of the app whose format this is; the app replaces it by its own when it opens the file.
const VERSION: &str = "2.6.2";

/// The model as one Threat Dragon file.
pub fn emit(input: &Input<'_>) -> Vec<Output> {
    let model = input.model;
    let ids = Ids::new(model);
    let method = methods::of_model(model);
    let diagrams = input.diagrams.iter().enumerate();
    let diagrams: Vec<Value> =
        diagrams.map(|(number, diagram)| diagram_value(number, &Sheet::new(input, diagram, &ids, method))).collect();
    let contributors: Vec<Value> = model.people.iter().map(|person| json!({ "name": handle(person) })).collect();
    let value = json!({
        "version": VERSION,
        "summary": {
            "title": title(&model.identity),
            "owner": model.owner.as_deref().map(handle).unwrap_or_default(),
            "description": description(model),
            // Releases up to 2.6.0 take a number only, and no release uses it.
            "id": 0,
        },
        "detail": {
            "contributors": contributors,
            // The next number to hand out for a diagram, but the last one handed out for a threat.
            "diagramTop": diagrams.len(),
            "threatTop": model.threats.len(),
            "diagrams": diagrams,
            "reviewer": "",
        },
    });
    vec![Output { name: format!("{}.threat-dragon.json", model.identity.id), text: format!("{value:#}\n") }]
}

fn diagram_value(number: usize, sheet: &Sheet<'_>) -> Value {
    let identity = sheet.diagram.content.view.map_or(&sheet.model.identity, |view| &sheet.model[view].identity);
    json!({
        "id": number,
        "title": title(identity),
        "diagramType": sheet.method.name,
        "description": diagram_description(sheet, identity),
        "placeholder": format!("New {} diagram description", sheet.method.name),
        "thumbnail": format!("./public/content/images/{}", sheet.method.thumbnail),
        "version": VERSION,
        "cells": cells::cells(sheet),
    })
}

/// A title for people; the app cannot open a model or diagram whose title is empty.
fn title(identity: &Identity) -> String {
    let title = identity.title.trim();
    clean(if title.is_empty() { &identity.id } else { title })
}

fn description(model: &ThreatModel) -> String {
    paragraphs([
        model.identity.about.as_deref().map(clean),
        model.identity.note.as_deref().map(clean),
        model.reviewed.map(|day| format!("Last reviewed on {day}.")),
    ])
}

/// What the diagram is for, and which threats it cannot show.
fn diagram_description(sheet: &Sheet<'_>, identity: &Identity) -> String {
    let about = sheet.diagram.content.view.and(identity.about.as_deref()).map(clean);
    let homeless: Vec<String> = match sheet.diagram.content.view {
        None => sheet.homeless().map(|threat| sheet.threat_name(threat)).collect(),
        Some(_) => Vec::new(),
    };
    let homeless = (!homeless.is_empty()).then(|| format!("Not shown at any element: {}.", homeless.join(", ")));
    paragraphs([about, homeless])
}
