//! Threats and mitigations → model; a mitigation written inside a threat is linked to it.

use super::checker::Checker;
use super::codes;
use super::fields::Fields;
use crate::diagnostics::Diagnostic;
use crate::model::{Disposition, Mitigation, MitigationId, MitigationStatus, Place, Threat, ThreatId};
use crate::resolve::{DeclarationId, Entry};
use crate::schema::Kind;
use crate::text::Span;
use std::collections::BTreeSet;

impl Checker<'_> {
    /// Lowers threats, then mitigations, then the links between them.
    pub fn threats(&mut self) {
        self.each_of(&[Kind::Threat], |checker, id, entry, fields| {
            let threat = checker.threat(entry, &fields);
            let on = checker.strikes(id, &fields);
            checker.kind_applies(&threat, fields.span("kind"), &on);
            checker.model.threats.push(threat);
        });
        self.each_of(&[Kind::Mitigation], |checker, id, entry, fields| {
            let mitigation = checker.mitigation(entry, &fields);
            checker.model.mitigations.push(mitigation);
            if let Some(parent) = entry.parent
                && checker.scope.entry(parent).kind == Kind::Threat
            {
                checker.link(parent, id);
            }
        });
    }

    fn link(&mut self, threat: DeclarationId, mitigation: DeclarationId) {
        let (threat, mitigation): (ThreatId, MitigationId) = (self.index_of(threat), self.index_of(mitigation));
        let mitigations = &mut self.model.threats[threat.index()].mitigations;
        if !mitigations.contains(&mitigation) {
            mitigations.push(mitigation);
        }
    }

    /// Where a threat strikes, with the places that say so: its `on`, or the declaration around it.
    fn strikes(&self, id: DeclarationId, fields: &Fields) -> Vec<(DeclarationId, Span)> {
        let entry = self.scope.entry(id);
        match self.place_around(entry) {
            Some(parent) if fields.refs("on").is_empty() => vec![(parent, entry.span)],
            // A place that is named twice counts once.
            _ => {
                let mut places = fields.refs("on").to_vec();
                let mut seen = BTreeSet::new();
                places.retain(|(id, _)| seen.insert(*id));
                places
            }
        }
    }

    /// The element or flow around a declaration; one inside anything else has been reported as misplaced.
    fn place_around(&self, entry: &Entry<'_>) -> Option<DeclarationId> {
        let place = |id: &DeclarationId| {
            let kind = self.scope.entry(*id).kind;
            kind.is_element() || kind == Kind::Flow
        };
        entry.parent.filter(place)
    }

    fn threat(&mut self, entry: &Entry<'_>, fields: &Fields) -> Threat {
        let mut on = self.places(fields, "on");
        if let (true, Some(parent)) = (on.is_empty(), self.place_around(entry)) {
            on.push(self.place(parent));
        }
        unique(&mut on);
        let mut mitigations: Vec<MitigationId> = self.ids(fields, "mitigations");
        unique(&mut mitigations);
        Threat {
            identity: self.identity(entry, fields),
            kind: self.id(fields, "kind"),
            on,
            applies: fields.text("applies"),
            by: self.ids(fields, "by"),
            likelihood: fields.level("likelihood"),
            impact: fields.level("impact"),
            harms: self.ids(fields, "harms"),
            refs: fields.catalogue("refs").unwrap_or_default(),
            mitigations,
            found_by: self.id(fields, "found_by"),
            is_finding: false,
            disposition: self.disposition(fields),
            owner: fields.person("owner"),
        }
    }

    fn disposition(&mut self, fields: &Fields) -> Option<Disposition> {
        type Decision = fn(ecow::EcoString) -> Disposition;
        let decisions: [(&str, Decision); 3] = [
            ("not_applicable", Disposition::NotApplicable),
            ("transfer", Disposition::Transferred),
            ("avoid", Disposition::Avoided),
        ];
        let mut made = Vec::new();
        for (name, decision) in decisions {
            if let (Some(reason), Some(span)) = (fields.text(name), fields.span(name)) {
                made.push((name, decision(reason), span));
            }
        }
        if let [(first, _, first_span), (second, _, second_span), ..] = made.as_slice() {
            let mut diagnostic = Diagnostic::new(&codes::CONTRADICTION, "a threat is settled in one way only")
                .at(*second_span, format!("`{second}` here"))
                .also(*first_span, format!("`{first}` here"))
                .help(format!("keep the one that holds, `{first}:` or `{second}:`"));
            if let Some((third, _, span)) = made.get(2) {
                diagnostic = diagnostic.at(*span, format!("and `{third}` here"));
            }
            self.report(diagnostic);
        }
        made.into_iter().next().map(|(_, decision, _)| decision)
    }

    fn mitigation(&mut self, entry: &Entry<'_>, fields: &Fields) -> Mitigation {
        let status = match fields.word("status") {
            Some("planned") => MitigationStatus::Planned,
            Some("in_progress") => MitigationStatus::InProgress,
            Some("implemented") => MitigationStatus::Implemented,
            Some("verified") => MitigationStatus::Verified,
            _ => MitigationStatus::Idea,
        };
        let mut on: Vec<Place> = self.places(fields, "on");
        unique(&mut on);
        let gives = fields.capabilities("gives").unwrap_or_default();
        Mitigation {
            identity: self.identity(entry, fields),
            status,
            checked: fields.date("checked"),
            effect: fields.share("effect"),
            effort: fields.work_days("effort"),
            owner: fields.person("owner"),
            ticket: fields.text("ticket"),
            evidence: fields.evidence("evidence").unwrap_or_default(),
            gives_spans: gives.iter().map(|(_, span)| *span).collect(),
            gives: gives.into_iter().map(|(word, _)| word).collect(),
            on,
            meets: fields.catalogue("meets").unwrap_or_default(),
            status_span: fields.span("status"),
        }
    }
}

/// Drops repetitions, keeps the order.
fn unique<T: PartialEq>(items: &mut Vec<T>) {
    let mut kept = 0;
    while kept < items.len() {
        if items[..kept].contains(&items[kept]) {
            items.remove(kept);
        } else {
            kept += 1;
        }
    }
}
