//! The methods that Threat Dragon knows, and its words for threats' types, states and severities.
//!
//! May assume nothing about the vocabulary: a model may bring its own threat kinds. Must not invent a state: see
//! `docs/decisions/0003-threat-dragon-statuses.md`.

use crate::analysis::ThreatState;
use crate::model::{Severity, Stride, ThreatKindId, ThreatModel};

/// A method as the app names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Method {
    /// Type of diagrams and threats.
    pub name: &'static str,
    /// Picture of a diagram in lists. The app lists no diagram at all if one names a picture that it does not have.
    pub thumbnail: &'static str,
}

const GENERIC: Method = Method { name: "Generic", thumbnail: "thumbnail.jpg" };

/// The method of a whole model: the one that it names, else the one that all its threats' kinds belong to.
pub(super) fn of_model(model: &ThreatModel) -> Method {
    if let Some(word) = &model.method {
        return of_word(word);
    }
    let mut methods = model.threats.iter().filter_map(|threat| threat.kind).map(|kind| of_kind(model, kind));
    match methods.next() {
        Some(first) if methods.all(|method| method == first) => first.unwrap_or(GENERIC),
        _ => GENERIC,
    }
}

/// The method that a threat kind belongs to.
pub(super) fn of_kind(model: &ThreatModel, kind: ThreatKindId) -> Option<Method> {
    let kind = &model[kind];
    let stride = Stride::from_id(&kind.identity.id).map(|_| "stride");
    kind.method.as_deref().or(stride).map(of_word)
}

fn of_word(word: &str) -> Method {
    let (name, thumbnail) = match word {
        "stride" => ("STRIDE", "thumbnail.stride.jpg"),
        "linddun" => ("LINDDUN", "thumbnail.linddun.jpg"),
        "cia" => ("CIA", "thumbnail.cia.jpg"),
        "cia_die" => ("CIADIE", "thumbnail.die.jpg"),
        "plot4ai" => ("PLOT4ai", "thumbnail.plot4ai.jpg"),
        _ => return GENERIC,
    };
    Method { name, thumbnail }
}

/// The type of a threat in the app's words; a kind that the app does not know keeps its title.
pub(super) fn threat_type(model: &ThreatModel, kind: ThreatKindId) -> &str {
    let identity = &model[kind].identity;
    match Stride::from_id(&identity.id) {
        Some(stride) => stride.term(),
        None => &identity.title,
    }
}

/// The status in the app's exact spelling, by which its report counts.
pub(super) fn status(state: ThreatState) -> &'static str {
    match state {
        ThreatState::Open => "Open",
        ThreatState::Accepted => "Accepted",
        ThreatState::Handled => "Mitigated",
        ThreatState::Transferred => "Transferred",
        ThreatState::Avoided => "Avoided",
        ThreatState::NotApplicable => "NotApplicable",
    }
}

/// The severity in the app's words.
pub(super) fn severity(severity: Option<Severity>) -> &'static str {
    match severity {
        None => "TBD",
        Some(Severity::Low) => "Low",
        Some(Severity::Medium) => "Medium",
        Some(Severity::High) => "High",
        Some(Severity::Critical) => "Critical",
    }
}
