//! What a model's methods ask about and what was considered of it, as tables for people.
//!
//! May assume nothing about titles and reasons. Must say in words whatever the tables say by signs.

use crate::analysis::{Cell, Coverage, Facts, How, MethodCoverage, Tally, ThreatState};
use crate::library::STANDARD;
use crate::model::{Disposition, Identity, Place, ThreatKindId, ThreatModel};
use crate::text::{SourceMap, neutralise, one_line};
use std::collections::BTreeSet;

/// Most characters of a title.
const LONGEST: usize = 60;
/// Most characters of a line of the legend.
const WIDTH: usize = 100;
/// What a cell holds where the chart has no place for the kind.
const NO_PLACE: &str = "-";
/// What a cell holds that nobody considered.
const MISSING: &str = "?";

/// The coverage for people: all that applies, or only what nobody considered.
pub fn coverage_for_people(model: &ThreatModel, facts: &Facts, sources: &SourceMap, only_missing: bool) -> String {
    let coverage = Coverage::new(model, facts);
    let mut text = String::new();
    for method in &coverage.methods {
        if !text.is_empty() {
            text.push('\n');
        }
        if method.kinds.is_empty() || method.rows.is_empty() {
            text.push_str(&nothing(method));
        } else if only_missing {
            missing(model, method, &mut text);
        } else {
            table(model, method, &mut text);
            legend(model, method, &mut text);
            reasons(model, method, sources, &mut text);
        }
        if method.tally().applicable > 0 {
            text.push_str(&format!("{}\n", method.summary(model)));
        }
    }
    if !only_missing {
        beside(model, &coverage, &mut text);
    }
    if let Some(hint) = hint(model, &coverage) {
        text.push_str(&hint);
    }
    neutralise(&text).into_owned()
}

/// Why there is no table.
fn nothing(method: &MethodCoverage) -> String {
    let (title, word) = (method.title(), &method.method);
    if !method.kinds.is_empty() {
        return format!("{title}: nothing to consider, as no element or flow counts\n");
    }
    let declares = format!("method: {word},");
    let library = STANDARD.iter().find(|library| library.source.contains(&declares));
    let remedy = match library {
        Some(library) => format!("write `use std.{}`", library.name),
        None => format!("declare them as `threat_kind`s with `method: {word}`"),
    };
    format!("{title}: the model knows no kinds of threat of this method; {remedy}\n")
}

/// What stands above the column of a kind: its letter, or its id where it has none.
fn letter(model: &ThreatModel, kind: ThreatKindId) -> &str {
    let kind = &model[kind];
    kind.letter.as_deref().unwrap_or(&kind.identity.id)
}

fn table(model: &ThreatModel, method: &MethodCoverage, out: &mut String) {
    let mut head = vec![method.title(), String::new()];
    head.extend(method.kinds.iter().map(|kind| one_line(letter(model, *kind), LONGEST)));
    head.push("considered".to_owned());
    let mut lines = vec![head];
    for row in &method.rows {
        let mut line = vec![model.word_of(row.place).to_owned(), model.place(row.place).id.to_string()];
        line.extend(row.cells.iter().map(sign));
        line.push(of(row.tally()));
        line.push(title(model, row.place));
        lines.push(line);
    }
    let mut foot = vec!["all".to_owned(), String::new()];
    foot.extend((0..method.kinds.len()).map(|at| of(Tally::of(method.rows.iter().map(|row| &row.cells[at])))));
    foot.push(of(method.tally()));
    lines.push(foot);
    align(&lines, out);
}

fn title(model: &ThreatModel, place: Place) -> String {
    one_line(&model.place(place).title, LONGEST)
}

/// "1 of 2", or the sign for nothing.
fn of(tally: Tally) -> String {
    if tally.applicable == 0 { NO_PLACE.to_owned() } else { tally.in_words() }
}

fn sign(cell: &Cell) -> String {
    match (cell.applicable, cell.how) {
        (false, How::Missing) => NO_PLACE.to_owned(),
        (false, how) => format!("({})", word(how)),
        (true, how) => word(how).to_owned(),
    }
}

/// The word in a cell, short enough for a column.
fn word(how: How) -> &'static str {
    match how {
        How::Written(ThreatState::NotApplicable) => "n/a",
        How::Written(state) => state.term(),
        How::Found => "found",
        How::SetAside => "aside",
        How::Closed => "closed",
        How::Missing => MISSING,
    }
}

/// Columns set left, two spaces apart; nothing at the ends of lines.
fn align(lines: &[Vec<String>], out: &mut String) {
    let columns = lines.iter().map(Vec::len).max().unwrap_or_default();
    let width = |at: usize| lines.iter().filter_map(|line| line.get(at)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|at| width(at).unwrap_or_default()).collect();
    for line in lines {
        let cells = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        let line = cells.collect::<Vec<_>>().join("  ");
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// What letters and signs mean, those only that occur.
fn legend(model: &ThreatModel, method: &MethodCoverage, out: &mut String) {
    let lettered = method.kinds.iter().filter(|kind| model[**kind].letter.is_some());
    let name = |kind: &ThreatKindId| format!("{} {}", letter(model, *kind), model[*kind].identity.title);
    let letters: Vec<String> = lettered.map(|kind| one_line(&name(kind), LONGEST)).collect();
    out.push('\n');
    if !letters.is_empty() {
        out.push_str(&format!("{}\n", letters.join(", ")));
    }
    pack(&signs(method), out);
    out.push('\n');
}

/// Parts in lines of a bearable width.
fn pack(parts: &[String], out: &mut String) {
    let mut line = String::new();
    for part in parts {
        if !line.is_empty() && line.chars().count() + part.chars().count() > WIDTH {
            out.push_str(&format!("{line};\n"));
            line.clear();
        }
        line.push_str(if line.is_empty() { "" } else { "; " });
        line.push_str(part);
    }
    out.push_str(&format!("{line}\n"));
}

fn signs(method: &MethodCoverage) -> Vec<String> {
    let empty = |cell: &Cell| !cell.applicable && cell.how == How::Missing;
    let used: BTreeSet<How> = method.cells().filter(|cell| !empty(cell)).map(|cell| cell.how).collect();
    let states = used.iter().filter(|how| meaning(**how).is_none()).map(|how| word(*how));
    let states: Vec<&str> = states.collect();
    let mut signs = Vec::new();
    if !states.is_empty() {
        signs.push(format!("{}: a threat is written, in this state", states.join(", ")));
    }
    signs.extend(used.iter().filter_map(|how| meaning(*how).map(|meaning| format!("{}: {meaning}", word(*how)))));
    if method.cells().any(empty) {
        signs.push(format!("{NO_PLACE}: not asked by the method"));
    }
    if method.cells().any(|cell| !cell.applicable && !empty(cell)) {
        signs.push("( ): not asked by the method, not counted".to_owned());
    }
    signs
}

/// What a sign means; `None` for the states of written threats, which say it themselves.
fn meaning(how: How) -> Option<&'static str> {
    match how {
        How::Written(ThreatState::NotApplicable) => Some("a threat says that it cannot happen"),
        How::Written(_) => None,
        How::Found => Some("a rule found it, nobody wrote it"),
        How::SetAside => Some("a rule found it, a `suppress` sets it aside"),
        How::Closed => Some("a mitigation gives what a rule asks for there"),
        How::Missing => Some("not considered"),
    }
}

/// What says that something cannot happen, or sets a finding aside, and where it does so.
struct Said<'a> {
    /// The word in the cells.
    word: &'static str,
    kind: ThreatKindId,
    reason: &'a str,
    by: &'a Identity,
    places: Vec<&'a str>,
}

fn reasons(model: &ThreatModel, method: &MethodCoverage, sources: &SourceMap, out: &mut String) {
    let mut all: Vec<Said<'_>> = Vec::new();
    for row in &method.rows {
        let place = model.place(row.place).id.as_str();
        for mut said in row.cells.iter().flat_map(|cell| said(model, cell)) {
            match all.iter_mut().find(|other| other.by.span == said.by.span) {
                Some(other) => other.places.push(place),
                None => {
                    said.places.push(place);
                    all.push(said);
                }
            }
        }
    }
    for said in &all {
        let (kind, reason) = (&model[said.kind].identity.id, one_line(said.reason, usize::MAX));
        let (places, at) = (said.places.join(", "), sources.place(said.by.span));
        out.push_str(&format!("{}: {kind} on {places}: “{reason}” ({}, {at})\n", said.word, said.by.id));
    }
    if !all.is_empty() {
        out.push('\n');
    }
}

fn said<'a>(model: &'a ThreatModel, cell: &Cell) -> Vec<Said<'a>> {
    let kind = cell.kind;
    let threats = cell.threats.iter().filter_map(|id| match &model[*id].disposition {
        Some(Disposition::NotApplicable(reason)) => Some((reason, &model[*id].identity)),
        _ => None,
    });
    let decisions = cell.suppressions.iter().map(|index| &model.suppressions[*index]);
    let threats = threats.map(|(reason, by)| ("n/a", reason, by));
    let decisions = decisions.map(|decision| ("aside", &decision.because, &decision.identity));
    threats.chain(decisions).map(|(word, reason, by)| Said { word, kind, reason, by, places: Vec::new() }).collect()
}

fn missing(model: &ThreatModel, method: &MethodCoverage, out: &mut String) {
    let mut lines = Vec::new();
    for row in &method.rows {
        let kinds: Vec<&str> = row.missing().map(|kind| model[kind].identity.id.as_str()).collect();
        if !kinds.is_empty() {
            let place = row.place;
            lines.push(vec![model.word_of(place).to_owned(), model.place(place).id.to_string(), kinds.join(", ")]);
        }
    }
    if !lines.is_empty() {
        out.push_str(&format!("{}, not considered:\n", method.title()));
        align(&lines, out);
        out.push('\n');
    }
}

/// What to write about the first that nobody considered.
fn hint(model: &ThreatModel, coverage: &Coverage) -> Option<String> {
    let rows = coverage.methods.iter().flat_map(|method| &method.rows);
    let (place, kind) = rows.flat_map(|row| row.missing().map(|kind| (row.place, kind))).next()?;
    let (place, kind) = (&model.place(place).id, &model[kind].identity.id);
    let id = format!("{}_{kind}", place.replace(".", "_"));
    Some(format!(
        "\nTo have one considered, write a threat, or say why there can be none:\n  \
         threat {id} {{ kind: {kind}, on: {place}, not_applicable: \"…\" }}\n"
    ))
}

/// What counts nowhere.
fn beside(model: &ThreatModel, coverage: &Coverage, out: &mut String) {
    let left_out = coverage.left_out.iter().map(|(place, why)| (&model.place(*place).id, why.term()));
    let elsewhere = coverage.elsewhere.iter().map(|(threat, why)| (&model[*threat].identity.id, why.term()));
    for (what, names) in [("Not counted", left_out.collect::<Vec<_>>()), ("Threats in no row", elsewhere.collect())] {
        let names: Vec<String> = names.iter().map(|(id, why)| format!("{id} ({why})")).collect();
        if !names.is_empty() {
            out.push_str(&format!("{what}: {}\n", names.join(", ")));
        }
    }
}
