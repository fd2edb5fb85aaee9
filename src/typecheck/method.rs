//! The method's chart: which threat kind can strike which sort of element.

use super::checker::Checker;
use super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{ElementId, Place, Stride, Threat, ThreatKindId};
use crate::resolve::DeclarationId;
use crate::text::{Span, list_words};

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
            .also(
                kind_span,
                format!(
                    "`{name}` applies to {}",
                    list_words(self.model[kind].applies_to.iter().map(|w| w.as_str()), 4)
                ),
            );
        let method = &self.model[kind].method;
        let allowed = self.model.threat_kinds.iter().filter(|other| other.method == *method);
        let allowed: Vec<&str> = allowed
            .filter(|other| other.applies_to.iter().any(|w| w == word))
            .map(|other| other.identity.id.as_str())
            .collect();
        diagnostic = diagnostic.note(format!("for {article} {word} the method knows {}", list_words(allowed, 8)));
        if let Place::Element(id) = place {
            diagnostic = self.point_at_caller(diagnostic, kind, id, span);
        }
        diagnostic.help("to keep it all the same, say why: `applies: \"…\"`")
    }

    /// Who sends data there is most often who was meant.
    fn point_at_caller(&self, diagnostic: Diagnostic, kind: ThreatKindId, id: ElementId, span: Span) -> Diagnostic {
        let steps = self.model.flows.iter().flat_map(|flow| flow.hops.iter().map(move |hop| (flow, hop)));
        let applies = |caller: ElementId| {
            let word = self.model[caller].kind.word();
            self.model[kind].applies_to.iter().any(|known| known == word)
        };
        match steps.into_iter().find(|(_, hop)| hop.to == id && applies(hop.from)) {
            Some((flow, hop)) => {
                let caller = &self.model[hop.from].identity;
                diagnostic
                    .note(format!(
                        "its caller is `{}`, “{}”, by the flow `{}`",
                        caller.id, caller.title, flow.identity.id
                    ))
                    .fix(
                        format!("did you mean `on: {}`?", caller.id),
                        Applicability::NeedsLook,
                        span,
                        caller.id.as_str(),
                    )
            }
            None => diagnostic,
        }
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
