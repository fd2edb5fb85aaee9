//! What of a foreign file is not in the sources: each with its place and the reason.
//!
//! Must be complete: what is neither read nor in this list would be dropped silently.

use serde_json::{Value, json};

/// Version of the JSON that [`reports`] writes; `docs/import-report-json.md` describes it.
const VERSION: u32 = 1;
/// Most sorts that the summary lists by name.
const MOST: usize = 9;

/// Something that is left out, or was read as something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Where it lies in the input: `detail.diagrams[0].cells[3]`.
    pub path: String,
    /// Its sort, in the plural: `text blocks`.
    pub what: &'static str,
    /// The value, shortened.
    pub value: String,
    /// Why it is left out, or what became of it.
    pub why: String,
    /// How many values without parts it stands for; 0 if it is in the sources, as something else.
    pub facts: usize,
}

/// What became of all values of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// How many values without parts the file has.
    pub total: usize,
    /// How many of them are in the sources.
    pub read: usize,
    /// All others, and what was read as something else.
    pub losses: Vec<Loss>,
}

/// What was read, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Diagrams of the file.
    pub diagrams: usize,
    /// Elements, after those of several diagrams are merged.
    pub elements: usize,
    /// Boundaries, likewise.
    pub boundaries: usize,
    /// Flows, likewise.
    pub flows: usize,
    /// Threats, likewise.
    pub threats: usize,
    /// Mitigations that the texts of the file were made into.
    pub mitigations: usize,
}

impl Account {
    /// The sorts of what is left out, each with its count and a reason: what matters to people first.
    pub fn summary(&self) -> Vec<String> {
        let mut sorts: Vec<(&'static str, usize, &str, bool)> = Vec::new();
        for loss in &self.losses {
            match sorts.iter_mut().find(|(what, ..)| *what == loss.what) {
                Some((_, count, ..)) => *count += 1,
                None => sorts.push((loss.what, 1, &loss.why, is_usual(loss.what))),
            }
        }
        // What every file has comes last.
        sorts.sort_by_key(|(_, _, _, usual)| *usual);
        let more = sorts.len().saturating_sub(MOST);
        let mut lines: Vec<String> = sorts
            .iter()
            .take(if more > 0 { MOST - 1 } else { MOST })
            .map(|(what, count, why, _)| format!("{count:>5}  {what}: {why}"))
            .collect();
        if more > 0 {
            let rest: usize = sorts.iter().skip(MOST - 1).map(|(_, count, ..)| count).sum();
            lines.push(format!("{rest:>5}  of {} other sorts", more + 1));
        }
        lines
    }
}

/// Sorts that nobody misses, for they are made anew.
pub(super) const LOOKS: &str = "colours, lines and label places";
pub(super) const PLACES: &str = "positions, sizes and way points";
pub(super) const IDS: &str = "ids and counters";
pub(super) const COMPUTED: &str = "computed values";
pub(super) const SETTINGS: &str = "settings of the app";

fn is_usual(what: &str) -> bool {
    [LOOKS, PLACES, IDS, COMPUTED, SETTINGS].contains(&what)
}

/// One file in the report.
#[derive(Debug)]
pub struct Reported<'a> {
    /// Name of the file, as it was given.
    pub name: &'a str,
    /// Its format.
    pub format: &'a str,
    /// What was read.
    pub counts: &'a Counts,
    /// What became of all values.
    pub account: &'a Account,
}

/// The report about some files as JSON.
pub fn reports(files: &[Reported<'_>]) -> String {
    let files: Vec<Value> = files.iter().map(one).collect();
    let report = json!({ "version": VERSION, "files": files });
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn one(file: &Reported<'_>) -> Value {
    let counts = file.counts;
    let losses = file.account.losses.iter().map(|loss| {
        json!({ "path": loss.path, "what": loss.what, "value": loss.value, "why": loss.why, "facts": loss.facts })
    });
    json!({
        "file": file.name,
        "format": file.format,
        "read": {
            "diagrams": counts.diagrams,
            "elements": counts.elements,
            "boundaries": counts.boundaries,
            "flows": counts.flows,
            "threats": counts.threats,
            "mitigations": counts.mitigations,
        },
        "facts": {
            "total": file.account.total,
            "read": file.account.read,
            "left_out": file.account.total - file.account.read,
        },
        "entries": losses.collect::<Vec<_>>(),
    })
}
