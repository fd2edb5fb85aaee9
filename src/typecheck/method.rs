//! The method's chart: which threat kind can strike which sort of element.

use super::checker::Checker;
use super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{ElementId, FlowId, Place, Stride, Threat, ThreatKindId};
use crate::resolve::DeclarationId;
use crate::schema::Kind;
use crate::text::{Span, list_all};
use ecow::EcoString;

impl Checker<'_> {
    /// Reports a threat whose kind does not apply where it strikes, unless the author says why it does.
    pub fn kind_applies(&mut self, threat: &Threat, kind_span: Option<Span>, on: &[(DeclarationId, Span)]) {
        let (Some(kind), Some(kind_span), None) = (threat.kind, kind_span, &threat.applies) else { return };
        if self.model[kind].applies_to.is_empty() {
            return;
        }
        for (place, (_, span)) in threat.on.iter().zip(on) {
            let word = match place {
                Place::Element(id) => self.model[*id].kind.word(),
                Place::Flow(_) => "flow",
            };
            if !self.model[kind].applies_to.iter().any(|known| known == word) {
                let diagnostic = self.does_not_apply(kind, kind_span, *place, *span, word);
                self.report(diagnostic);
            }
        }
    }

    fn does_not_apply(&self, kind: ThreatKindId, kind_span: Span, place: Place, span: Span, word: &str) -> Diagnostic {
        let name = &self.model[kind].identity.id;
        let article = if word == "entity" { "an" } else { "a" };
        let what = Stride::from_id(name).map(inability);
        let message = match what {
            Some(inability) => format!("{article} {word} {inability}"),
            None => format!("`{name}` does not apply to {article} {word}"),
        };
        let thing = self.model.place(place);
        let mut diagnostic = Diagnostic::new(&codes::NOT_APPLICABLE, message)
            .at(span, format!("“{}” is {article} {word}", thing.title))
            .also(kind_span, format!("`{name}` can strike {}", things(&self.model[kind].applies_to)));
        let method = &self.model[kind].method;
        let allowed = self.model.threat_kinds.iter().filter(|other| other.method == *method);
        let allowed: Vec<&str> = allowed
            .filter(|other| other.applies_to.iter().any(|w| w == word))
            .map(|other| other.identity.id.as_str())
            .collect();
        diagnostic = diagnostic.note(format!("for {article} {word} the method knows {}", list_all(allowed, 8)));
        let diagnostic = match place {
            Place::Element(id) => self.point_at_neighbour(diagnostic, kind, id, span),
            Place::Flow(id) => self.point_at_end(diagnostic, kind, id, span),
        };
        diagnostic.help("to keep it all the same, say why: `applies: \"…\"`")
    }

    fn can_strike(&self, kind: ThreatKindId, element: ElementId) -> bool {
        let word = self.model[element].kind.word();
        self.model[kind].applies_to.iter().any(|known| known == word)
    }

    /// Who sends data there is most often who was meant, else who receives data from there.
    fn point_at_neighbour(&self, diagnostic: Diagnostic, kind: ThreatKindId, id: ElementId, span: Span) -> Diagnostic {
        let steps = || self.model.flows.iter().flat_map(|flow| flow.hops.iter().map(move |hop| (flow, hop)));
        let caller = steps().find(|(_, hop)| hop.to == id && self.can_strike(kind, hop.from));
        let called = steps().find(|(_, hop)| hop.from == id && self.can_strike(kind, hop.to));
        let (neighbour, flow, verb) = match (caller, called) {
            (Some((flow, hop)), _) => (hop.from, flow, "its caller is"),
            (None, Some((flow, hop))) => (hop.to, flow, "it calls"),
            (None, None) => return diagnostic,
        };
        let neighbour = &self.model[neighbour].identity;
        let by = &flow.identity.id;
        self.did_you_mean(
            diagnostic.note(format!("{verb} `{}`, “{}”, by the flow `{by}`", neighbour.id, neighbour.title)),
            &neighbour.id,
            span,
            Place::Element(id),
        )
    }

    /// A flow's ends are what can be struck where the flow itself cannot.
    fn point_at_end(&self, diagnostic: Diagnostic, kind: ThreatKindId, id: FlowId, span: Span) -> Diagnostic {
        let hops = &self.model[id].hops;
        let ends = hops.first().map(|hop| hop.from).into_iter().chain(hops.iter().map(|hop| hop.to));
        match ends.into_iter().find(|end| self.can_strike(kind, *end)).map(|end| &self.model[end].identity) {
            Some(end) => self.did_you_mean(
                diagnostic.note(format!("the flow leads over `{}`, “{}”", end.id, end.title)),
                &end.id,
                span,
                Place::Flow(id),
            ),
            None => diagnostic,
        }
    }

    /// The edit is known where the place is named; a threat written inside it has no `on` yet.
    fn did_you_mean(&self, diagnostic: Diagnostic, id: &str, span: Span, place: Place) -> Diagnostic {
        let message = format!("did you mean `on: {id}`?");
        if self.sources.slice(span) == self.model.place(place).id {
            diagnostic.fix(message, Applicability::NeedsLook, span, id)
        } else {
            diagnostic.help(message)
        }
    }
}

/// "an entity or a process"
fn things(words: &[EcoString]) -> String {
    let words: Vec<String> =
        words.iter().map(|word| Kind::from_word(word).map_or(word.to_string(), Kind::meaning)).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}

fn inability(kind: Stride) -> &'static str {
    match kind {
        Stride::Spoofing => "cannot be spoofed",
        Stride::Tampering => "cannot be tampered with",
        Stride::Repudiation => "cannot repudiate anything",
        Stride::InformationDisclosure => "cannot disclose information",
        Stride::DenialOfService => "cannot be denied service",
        Stride::ElevationOfPrivilege => "cannot give anybody more privilege",
    }
}
