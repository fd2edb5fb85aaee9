//! OWASP Threat Dragon 2 models as JSON: one file for a model, in it a diagram for each of its diagrams.
//!
//! May assume laid-out diagrams whose content belongs to the model. Must not write what the app computes or adds by
//! itself (ports, tools, counters), nor anything that changes from one build to the next.

mod cells;
mod flows;
mod geometry;
mod ids;
mod json;
mod kept;
mod methods;
mod mitigations;
mod sheet;
mod style;
mod threats;
mod words;

use super::diagram::lay_out;
use super::stamp::{BLANK, MARK};
use super::{Diagram, Input, Output};
use crate::analysis::Subject;
use crate::model::{Identity, ThreatModel};
use ids::Ids;
use json::Json;
use sheet::Sheet;
use words::{clean, handle, paragraphs};

pub use kept::{Cells, Kept, Shown};

/// Release of the app whose format this is; the app replaces it by its own when it opens the file.
const VERSION: &str = "2.6.2";

/// The model as one Threat Dragon file, with what is kept of the file that it was imported from.
pub fn emit(input: &Input<'_>) -> Vec<Output> {
    let name = format!("{}.threat-dragon.json", input.model.identity.id);
    let text = document(input);
    let kept = input.kept.filter(|kept| !kept.is_empty());
    let text = match kept.map(|kept| (kept, serde_json::from_str(&text))) {
        Some((kept, Ok(built))) => format!("{:#}\n", kept.applied(built, &views(input))),
        _ => text,
    };
    vec![Output { name, text }]
}

/// What a file says beyond the model that was made of it; `shown` tells what became of its cells. `None` if what is built
/// cannot be read back, which does not happen.
pub fn difference(input: &Input<'_>, file: &serde_json::Value, shown: &[Shown]) -> Option<Kept> {
    let built = serde_json::from_str(&document(input)).ok()?;
    Some(kept::difference(&built, &views(input), file, shown))
}

/// What the diagrams of the file show: the name of a view, nothing for the whole model.
pub fn views(input: &Input<'_>) -> Vec<String> {
    let opened = input.diagrams.iter().filter_map(Diagram::opened);
    let view = |diagram: &Diagram| match diagram.content.subject {
        Subject::View(view) => input.model[view].identity.id.to_string(),
        _ => String::new(),
    };
    opened.map(view).collect()
}

/// The model as one Threat Dragon file.
pub fn document(input: &Input<'_>) -> String {
    let model = input.model;
    Json::document(|json| {
        // The app keeps keys that it does not know. This one comes before anything that an author wrote.
        json.object("caveat", |json| {
            json.text("checksum", &format!("{MARK}{BLANK}"));
            json.text("model", &model.identity.id);
        });
        json.text("version", VERSION);
        json.object("summary", |json| {
            json.text("title", &title(&model.identity));
            json.text("owner", &model.owner.as_deref().map(handle).unwrap_or_default());
            json.text("description", &description(model));
            // Releases up to 2.6.0 take a number only, and no release uses it.
            json.number("id", 0);
        });
        json.object("detail", |json| detail(json, input));
    })
}

fn detail(json: &mut Json, input: &Input<'_>) {
    let model = input.model;
    let (ids, method) = (Ids::new(model), methods::of_model(model));
    // The app has no sign for a closed boundary.
    let diagrams: Vec<&Diagram> = input.diagrams.iter().filter_map(Diagram::opened).collect();
    lay_out(input.model, diagrams.iter().copied());
    json.array("contributors", |json| {
        for person in &model.people {
            json.item(|json| json.text("name", &handle(person)));
        }
    });
    json.array("diagrams", |json| {
        for (number, diagram) in diagrams.iter().enumerate() {
            json.item(|json| diagram_members(json, number, &Sheet::new(input, diagram, &ids, method)));
        }
    });
    // The next number to hand out for a diagram, but the last one handed out for a threat.
    json.number("diagramTop", diagrams.len() as i64);
    json.text("reviewer", "");
    json.number("threatTop", ids.top());
}

fn diagram_members(json: &mut Json, number: usize, sheet: &Sheet<'_>) {
    let identity = sheet.view().map_or(&sheet.model.identity, |view| &sheet.model[view].identity);
    json.number("id", number as i64);
    json.text("title", &title(identity));
    json.text("diagramType", sheet.method.name);
    json.text("description", &diagram_description(sheet, identity));
    json.text("placeholder", &format!("New {} diagram description", sheet.method.name));
    json.text("thumbnail", &format!("./public/content/images/{}", sheet.method.thumbnail));
    json.text("version", VERSION);
    json.array("cells", |json| cells::push(json, sheet));
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
    let about = sheet.view().and(identity.about.as_deref()).map(clean);
    let homeless: Vec<String> = match sheet.view() {
        None => sheet.homeless().map(|threat| sheet.threat_name(threat)).collect(),
        Some(_) => Vec::new(),
    };
    let homeless = (!homeless.is_empty()).then(|| format!("Not shown at any element: {}.", homeless.join(", ")));
    paragraphs([about, homeless])
}
