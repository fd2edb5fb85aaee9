//! Diagnostics as JSON, for programs. `docs/diagnostics-json.md` documents it; the version changes with it.

use super::unknown::unknown_facts_json;
use crate::analysis::Facts;
use crate::diagnostics::{Applicability, Diagnostic, Fix, Help, Label, Severity};
use crate::model::ThreatModel;
use crate::text::{SourceMap, Span};
use serde_json::{Value, json};

/// Version of the format.
const VERSION: u32 = 1;

/// All diagnostics in one object; with them the facts that a model does not say, if they are asked for.
pub fn to_json(diagnostics: &[Diagnostic], sources: &SourceMap, unknown_of: Option<(&ThreatModel, &Facts)>) -> String {
    let count = |severity| diagnostics.iter().filter(|d| d.severity() == severity).count();
    let all: Vec<Value> = diagnostics.iter().map(|diagnostic| one(diagnostic, sources)).collect();
    let mut document = json!({
        "version": VERSION,
        "diagnostics": all,
        "summary": {
            "errors": count(Severity::Error),
            "warnings": count(Severity::Warning),
            "notes": count(Severity::Note),
        },
    });
    if let Some((model, facts)) = unknown_of {
        document["unknown"] = unknown_facts_json(model, facts, sources);
    }
    format!("{document:#}\n")
}

fn one(diagnostic: &Diagnostic, sources: &SourceMap) -> Value {
    json!({
        "code": diagnostic.code.id,
        "name": diagnostic.code.name,
        "severity": diagnostic.severity().word(),
        "raised_by": diagnostic.raised_by.as_deref(),
        "message": diagnostic.message,
        "labels": diagnostic.labels.iter().map(|label| self::label(label, sources)).collect::<Vec<_>>(),
        "notes": diagnostic.notes,
        "helps": diagnostic.helps.iter().map(|help| self::help(help, sources)).collect::<Vec<_>>(),
    })
}

fn label(label: &Label, sources: &SourceMap) -> Value {
    let mut value = place(label.span, sources);
    value["message"] = json!(label.message);
    value["primary"] = json!(label.primary);
    value
}

/// A span by file, lines and columns (both from 1, columns in characters), and byte offsets.
fn place(span: Span, sources: &SourceMap) -> Value {
    let file = sources.file(span.file);
    let (start, end) = (file.position(span.start as usize), file.position(span.end as usize));
    json!({
        "file": file.name(),
        "start": { "line": start.line, "column": start.column, "byte": span.start },
        "end": { "line": end.line, "column": end.column, "byte": span.end },
    })
}

fn help(help: &Help, sources: &SourceMap) -> Value {
    let fix = help.fix.as_ref().map(|fix| self::fix(fix, sources));
    json!({ "message": help.message, "fix": fix })
}

fn fix(fix: &Fix, sources: &SourceMap) -> Value {
    let edits = fix.edits.iter().map(|(span, text)| {
        let mut edit = place(*span, sources);
        edit["text"] = json!(text);
        edit
    });
    let applicability = match fix.applicability {
        Applicability::Safe => "safe",
        Applicability::NeedsLook => "needs-look",
    };
    json!({ "applicability": applicability, "edits": edits.collect::<Vec<_>>() })
}
