//! Threats of a cell.

use super::reader::{Reader, line, prose};
use super::{ours, words};
use crate::import::foreign::{Mitigation, Origin, Place, State, Threat};
use crate::import::json::Node;
use crate::import::loss::COMPUTED;

/// What is written where a threat is mitigated and nothing says how.
const SOMEHOW: &str = "Mitigated in the imported model, which does not say how";

impl Reader {
    /// Reads threats; `homeless` is a remark for those that strike nothing that is written.
    pub(super) fn threats(
        &mut self,
        nodes: &[Node<'_>],
        on: Option<Place>,
        method: Option<&'static str>,
        homeless: Option<&str>,
    ) {
        for node in nodes.iter().filter(|node| node.is_object()) {
            let mut threat = self.threat(node, method);
            threat.on.extend(on);
            threat.notes.extend(homeless.map(str::to_owned));
            self.foreign.threats.push(threat);
        }
    }

    fn threat(&mut self, node: &Node<'_>, method: Option<&'static str>) -> Threat {
        let ours = node.at(&["caveat", "id"]).text();
        let origin = Origin {
            path: node.path().to_owned(),
            id: node.get("id").peek().unwrap_or_default(),
            ours,
            also: Vec::new(),
        };
        let mut threat = Threat { origin, title: line(&node.get("title")), ..Threat::default() };
        threat.description = written(&node.get("description"));
        kind(node, method, &mut threat);
        severity(node, &mut threat);
        if threat.origin.ours.is_some() {
            reckoned(&mut threat);
        }
        threat.state = state(node, &mut threat.notes);
        score(node, &mut threat);
        let text = written(&node.get("mitigation"));
        match (threat.state, text) {
            (State::Open | State::Mitigated | State::Accepted, Some(text)) if threat.origin.ours.is_some() => {
                self.own_mitigations(&mut threat, text);
            }
            (State::Open, Some(text)) => threat.mitigations.push(self.mitigation(text, "planned")),
            (State::Open, None) => {}
            (State::Mitigated, Some(text)) => threat.mitigations.push(self.mitigation(text, "implemented")),
            (State::Mitigated, None) => {
                let mitigations = &mut self.foreign.mitigations;
                threat.mitigations.push(mitigations.len());
                mitigations.push(Mitigation { text: SOMEHOW.to_owned(), status: "implemented" });
            }
            (_, text) if threat.origin.ours.is_some() => threat.reason = text.as_deref().map(ours::reason),
            (_, text) => threat.reason = text,
        }
        threat
    }

    /// Mitigations that our own export put into words, and what it said of decisions.
    fn own_mitigations(&mut self, threat: &mut Threat, text: String) {
        let status = if threat.state == State::Mitigated { "implemented" } else { "planned" };
        let (found, others) = match ours::mitigations(&text) {
            Some(found) => found,
            None if threat.state == State::Accepted => (Vec::new(), vec![text]),
            None => (vec![Mitigation { text, status }], Vec::new()),
        };
        for Mitigation { text, status } in found {
            threat.mitigations.push(self.mitigation(text, status));
        }
        match threat.state {
            State::Accepted => threat.reason = Some(others.join("\n\n")).filter(|reason| !reason.is_empty()),
            _ => threat.notes.extend(others),
        }
    }

    /// The mitigation of that text; threats that say the same share it.
    fn mitigation(&mut self, text: String, status: &'static str) -> usize {
        let mitigations = &mut self.foreign.mitigations;
        *self.mitigations.entry((text, status)).or_insert_with_key(|(text, status)| {
            mitigations.push(Mitigation { text: text.clone(), status });
            mitigations.len() - 1
        })
    }
}

/// Likelihood and impact as our own export put them into words; the severity alone does not tell.
fn reckoned(threat: &mut Threat) {
    if let Some((likelihood, impact, rest)) = threat.description.as_deref().and_then(ours::risk) {
        (threat.likelihood, threat.impact) = (Some(likelihood), Some(impact));
        threat.description = rest;
    }
}

/// A text that somebody wrote; the app's own help text is none.
fn written(node: &Node<'_>) -> Option<String> {
    let text = prose(node)?;
    if words::is_help(&text) {
        node.leave("help texts of the app", "nobody wrote anything there");
        return None;
    }
    Some(text)
}

fn kind(node: &Node<'_>, method: Option<&'static str>, threat: &mut Threat) {
    let model = node.get("modelType");
    let own = model.peek().as_deref().and_then(words::method);
    if own.is_some() {
        model.read();
    }
    let text = line(&node.get("type"));
    threat.kind = text.as_deref().and_then(|text| words::threat_kind(text, own.or(method)));
    if let Some(text) = text.filter(|_| threat.kind.is_none()) {
        node.get("type").changed("threat types that are not known", "kept as a remark");
        threat.notes.push(format!("Type in the imported model: {text}."));
    }
    let card = [line(&node.get("cardSuit")), line(&node.get("cardNumber"))];
    let card: Vec<String> = card.into_iter().flatten().collect();
    if !card.is_empty() {
        threat.notes.push(format!("Card: {}.", card.join(" ")));
    }
    threat.notes.extend(line(&node.get("eopGameId")).map(|game| format!("Game: {game}.")));
}

fn severity(node: &Node<'_>, threat: &mut Threat) {
    let severity = node.get("severity");
    let Some(text) = line(&severity) else { return };
    match words::severity(&text) {
        Some(known) => (threat.likelihood, threat.impact) = (known, known),
        None => {
            severity.changed("severities that are not known", "kept as a remark");
            threat.notes.push(format!("Severity in the imported model: {text}."));
        }
    }
}

fn state(node: &Node<'_>, notes: &mut Vec<String>) -> State {
    let status = node.get("status");
    let Some(text) = line(&status) else { return State::Open };
    let state = words::state(&text);
    match state {
        Some(State::Avoided) if !text.eq_ignore_ascii_case("avoided") => {
            status.changed("states with another word", "what is eliminated is avoided");
        }
        Some(State::Accepted) => {
            status.changed("accepted threats", "nothing says who accepted it; the model's owner stands there");
        }
        Some(_) => {}
        None => {
            status.changed("states that are not known", "the threat is open; kept as a remark");
            notes.push(format!("Status in the imported model: {text}."));
        }
    }
    state.unwrap_or_default()
}

/// A figure that somebody wrote; that of our own export is computed.
fn score(node: &Node<'_>, threat: &mut Threat) {
    let score = node.get("score");
    if threat.origin.ours.is_some() && score.is_there() {
        return score.leave(COMPUTED, "risk is computed");
    }
    threat.notes.extend(line(&score).map(|score| format!("Score: {score}.")));
}
