//! What a model's methods ask about and what was considered of it, for programs. `docs/coverage-json.md` documents it; the
//! version changes with it.

use crate::analysis::{Cell, Coverage, CoverageRow, Elsewhere, Facts, How, MethodCoverage, Tally};
use crate::model::{Disposition, Place, ThreatId, ThreatKindId, ThreatModel};
use crate::text::SourceMap;
use serde_json::{Value, json};

/// Version of the format.
const VERSION: u32 = 1;

/// What each part reads.
struct Writer<'a> {
    model: &'a ThreatModel,
    facts: &'a Facts,
    sources: &'a SourceMap,
    only_missing: bool,
}

/// The coverage for programs: all that applies, or only what nobody considered. Counts are of all in both cases.
pub fn coverage_to_json(model: &ThreatModel, facts: &Facts, sources: &SourceMap, only_missing: bool) -> String {
    let writer = Writer { model, facts, sources, only_missing };
    let coverage = Coverage::new(model, facts);
    let left_out = coverage.left_out.iter().map(|(place, why)| {
        let mut value = writer.place(*place);
        value["why"] = json!(plain(why.term()));
        value["reason"] = json!(model.out_of_scope(*place).map(|reason| reason.as_str()));
        value
    });
    let in_no_row = coverage.elsewhere.iter().map(|(threat, why)| {
        let mut value = writer.threat(*threat);
        value["why"] = json!(elsewhere(*why));
        value
    });
    let document = json!({
        "version": VERSION,
        "model": model.identity.id.as_str(),
        "as_of": facts.as_of.to_string(),
        "methods": coverage.methods.iter().map(|method| writer.method(method)).collect::<Vec<_>>(),
        "not_counted": left_out.collect::<Vec<_>>(),
        "in_no_row": in_no_row.collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

impl Writer<'_> {
    fn method(&self, method: &MethodCoverage) -> Value {
        let rows = method.rows.iter().filter(|row| !self.only_missing || row.missing().next().is_some());
        let mut value = json!({
            "method": method.method.as_str(),
            "kinds": method.kinds.iter().map(|kind| self.kind(*kind)).collect::<Vec<_>>(),
            "rows": rows.map(|row| self.row(row)).collect::<Vec<_>>(),
        });
        count(&mut value, method.tally());
        value
    }

    fn kind(&self, kind: ThreatKindId) -> Value {
        let kind = &self.model[kind];
        json!({ "kind": kind.identity.id.as_str(), "title": kind.identity.title.as_str(), "letter": kind.letter.as_deref() })
    }

    fn row(&self, row: &CoverageRow) -> Value {
        let shown = |cell: &&Cell| match self.only_missing {
            true => cell.is_missing(),
            false => cell.applicable || cell.how != How::Missing,
        };
        let mut value = self.place(row.place);
        value["cells"] = row.cells.iter().filter(shown).map(|cell| self.cell(cell)).collect();
        count(&mut value, row.tally());
        value
    }

    fn cell(&self, cell: &Cell) -> Value {
        let kind = &self.model[cell.kind];
        let decisions = cell.suppressions.iter().map(|index| &self.model.suppressions[*index]);
        let decisions = decisions.map(|decision| {
            json!({
                "id": decision.identity.id.as_str(),
                "rule": self.model[decision.rule].name.as_str(),
                "reason": decision.because.as_str(),
            })
        });
        let closed = cell.closed.iter().filter_map(|index| self.facts.findings.closed.get(*index));
        let closed = closed.map(|closed| {
            let by = closed.by.iter().map(|id| self.model[*id].identity.id.as_str());
            json!({ "rule": self.model[closed.rule].name.as_str(), "mitigations": by.collect::<Vec<_>>() })
        });
        json!({
            "kind": kind.identity.id.as_str(),
            "letter": kind.letter.as_deref(),
            "applicable": cell.applicable,
            "by": by(cell.how),
            "state": state(cell.how),
            "threats": cell.threats.iter().map(|id| self.threat(*id)).collect::<Vec<_>>(),
            "set_aside": decisions.collect::<Vec<_>>(),
            "closed": closed.collect::<Vec<_>>(),
        })
    }

    fn threat(&self, id: ThreatId) -> Value {
        let threat = &self.model[id];
        let reason = match &threat.disposition {
            Some(
                Disposition::NotApplicable(reason) | Disposition::Transferred(reason) | Disposition::Avoided(reason),
            ) => Some(reason.as_str()),
            None => None,
        };
        json!({
            "id": threat.identity.id.as_str(),
            "title": threat.identity.title.as_str(),
            "place": self.sources.place(threat.identity.span),
            "finding": threat.is_finding,
            "state": plain(self.facts.state(id).term()),
            "reason": reason,
        })
    }

    fn place(&self, place: Place) -> Value {
        let identity = self.model.place(place);
        json!({
            "kind": self.model.word_of(place),
            "id": identity.id.as_str(),
            "title": identity.title.as_str(),
            "place": self.sources.place(identity.span),
        })
    }
}

fn count(value: &mut Value, tally: Tally) {
    value["count"] = json!({ "applicable": tally.applicable, "considered": tally.considered });
}

/// Words for people as one word for programs: `not_applicable`.
fn plain(words: &str) -> String {
    words.replace(' ', "_")
}

fn elsewhere(why: Elsewhere) -> &'static str {
    match why {
        Elsewhere::NoKind => "no_kind",
        Elsewhere::OtherMethod => "other_method",
        Elsewhere::NoPlace => "no_place",
        Elsewhere::NotCounted => "not_counted",
    }
}

/// By what it was considered.
fn by(how: How) -> Option<&'static str> {
    match how {
        How::Written(_) => Some("threat"),
        How::Found => Some("finding"),
        How::SetAside => Some("suppression"),
        How::Closed => Some("mitigation"),
        How::Missing => None,
    }
}

/// The state of what is there.
fn state(how: How) -> String {
    match how {
        How::Written(state) => plain(state.term()),
        How::Found => "open".to_owned(),
        How::SetAside => "set_aside".to_owned(),
        How::Closed => "closed".to_owned(),
        How::Missing => "not_considered".to_owned(),
    }
}
