//! Models of other tools as Caveat sources: recognise, read, map, report. One file or folder for each foreign format.
//!
//! May assume nothing about the input; whatever can be read is read. Must not drop anything silently: what is not in the
//! sources is in the account, with its place and the reason.

mod foreign;
mod json;
mod kinds;
mod letters;
mod loss;
mod merge;
mod names;
mod protocols;
mod shown;
mod texts;
mod threat_dragon;
mod write;

pub use loss::{Account, Counts, Loss, Reported, reports};
pub use shown::{Became, Picture};
pub use write::Source;

use foreign::Foreign;
use serde_json::Value;
use std::collections::BTreeSet;

/// A foreign format.
pub struct Importer {
    /// Its name for people.
    pub name: &'static str,
    /// Whether an input is of this format, by its content.
    recognise: fn(&Input) -> bool,
    /// Reads an input of this format.
    read: fn(&Input) -> Read,
}

/// All formats; an input is read by the first that recognises it.
pub static IMPORTERS: &[Importer] = &[threat_dragon::V1, threat_dragon::V2];

/// An input, and what it is as JSON.
struct Input {
    json: Option<Value>,
}

/// What a reader makes of an input.
struct Read {
    foreign: Foreign,
    account: Account,
}

/// A foreign model as sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Name of the format.
    pub format: &'static str,
    /// Id of the model.
    pub id: String,
    /// The sources.
    pub sources: Vec<Source>,
    /// What was read.
    pub counts: Counts,
    /// What became of all values of the input.
    pub account: Account,
    /// What became of its pictures, for a format whose files can be built again.
    pub pictures: Option<Vec<Picture>>,
    /// The input as a value.
    pub json: Option<Value>,
}

/// Why an input was not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, in one line.
    pub message: String,
    /// What can be done about it.
    pub help: String,
}

/// The sources for a foreign model; `name` is that of its file.
///
/// ```
/// let text = r#"{"summary": {"title": "Shop"}, "detail": {"contributors": [], "diagrams": []}, "version": "2.6.2"}"#;
/// let imported = caveat::import::import(text, "shop.json").map_err(|problem| problem.message)?;
/// assert_eq!(imported.sources[0].name, "shop.caveat");
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
/// An input of no known format.
pub fn import(text: &str, name: &str) -> Result<Imported, Problem> {
    let text = text.trim_start_matches('\u{feff}');
    let (json, error) = match serde_json::from_str::<Value>(text) {
        // A whole file may stand in a JSON string.
        Ok(Value::String(inner)) => (serde_json::from_str(&inner).ok().or(Some(Value::String(inner))), None),
        Ok(value) => (Some(value), None),
        Err(error) => (None, Some(error.to_string())),
    };
    let input = Input { json };
    let Some(importer) = IMPORTERS.iter().find(|importer| (importer.recognise)(&input)) else {
        return Err(unknown(&input, error));
    };
    let Read { mut foreign, mut account } = (importer.read)(&input);
    if foreign.title.is_empty() {
        foreign.title = title_of(name);
    }
    let diagrams = foreign.diagrams.len();
    let (foreign, notes) = merge::merged(foreign);
    account.losses.extend(notes);
    let provenance = format!("Imported from {} ({}).", texts::one_line(&texts::clean(name)), importer.name);
    let (ids, sources) = write::sources(&foreign, &provenance);
    let used: BTreeSet<usize> = foreign.threats.iter().flat_map(|threat| &threat.mitigations).copied().collect();
    let counts = Counts {
        diagrams,
        elements: foreign.elements.len(),
        boundaries: foreign.boundaries.len(),
        flows: foreign.flows.len(),
        threats: foreign.threats.len(),
        mitigations: used.len(),
    };
    let pictures = input.json.as_ref().and_then(|json| shown::pictures(json, &foreign, &ids));
    let (format, id, json) = (importer.name, ids.model, input.json);
    Ok(Imported { format, id, sources, counts, account, pictures, json })
}

/// A title for a model that has none: the name of its file without the ending.
fn title_of(name: &str) -> String {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let title = texts::one_line(&texts::clean(&stem.replace(['_', '-'], " ")));
    if title.is_empty() { "Imported model".to_owned() } else { crate::text::capitalised(&title) }
}

fn unknown(input: &Input, error: Option<String>) -> Problem {
    let mut known: Vec<&str> = IMPORTERS.iter().map(|importer| importer.name).collect();
    known.dedup();
    let message = match (error, &input.json) {
        (Some(error), _) => format!("is not JSON: {error}"),
        (None, Some(Value::Object(members))) if members.contains_key("otmVersion") => {
            "is an Open Threat Model, a format that is not read yet".to_owned()
        }
        (None, _) => "is JSON, but not of a format that is known".to_owned(),
    };
    Problem { message, help: format!("these formats are known, by their content: {}", known.join(", ")) }
}
