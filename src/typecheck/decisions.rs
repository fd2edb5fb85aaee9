//! Assumptions, decisions, assertions, rules, views and the model's own head → model.

use super::checker::Checker;
use super::codes;
use super::fields::Fields;
use crate::diagnostics::Diagnostic;
use crate::model::{
    Acceptance, Assumption, AssumptionState, Disposition, Identity, Subject, Suppression, ThreatId, View, ViewColour,
    ViewDirection, ViewLevel, Waiver,
};
use crate::resolve::Entry;
use crate::schema::Kind;
use crate::syntax::Member;
use ecow::EcoString;

impl Checker<'_> {
    /// Lowers what people decided and want to see.
    pub fn decisions(&mut self) {
        self.each(Kind::Assumption, |checker, entry, fields| {
            let assumption = checker.assumption(entry, &fields);
            checker.model.assumptions.push(assumption);
        });
        self.each(Kind::Accept, Self::acceptance);
        self.rules();
        self.assertions();
        self.each(Kind::Waive, Self::waiver);
        self.each(Kind::Suppress, Self::suppression);
        self.each(Kind::View, |checker, entry, fields| {
            let view = checker.view(entry, &fields);
            checker.model.views.push(view);
        });
    }

    /// Lowers the `model` declaration; without one the model is called `default_id`.
    pub fn header(&mut self, default_id: &str) {
        self.model.identity = Identity { id: default_id.into(), title: default_id.into(), ..Identity::default() };
        let mut first = true;
        self.each(Kind::Model, |checker, entry, fields| {
            if !std::mem::replace(&mut first, false) || entry.unit != 0 {
                return;
            }
            checker.model.identity = checker.identity(entry, &fields);
            checker.model.owner = fields.person("owner");
            checker.model.people = fields.persons("people").unwrap_or_default();
            checker.model.method = fields.word("method").map(Into::into);
            checker.model.appetite = fields.number("appetite");
            checker.model.reviewed = fields.date("reviewed");
            checker.model.review_every = fields.calendar_days("review_every");
        });
        self.each(Kind::Library, |_, _, _| {});
    }

    fn assumption(&mut self, entry: &Entry<'_>, fields: &Fields) -> Assumption {
        let state = match fields.word("state") {
            Some("confirmed") => AssumptionState::Confirmed,
            Some("wrong") => AssumptionState::Wrong,
            _ => AssumptionState::Unchecked,
        };
        let supports = fields.refs("supports").iter().map(|(id, span)| {
            let subject = self.scope.entry(*id);
            Subject { kind: subject.kind.word(), id: subject.name.clone(), title: subject.title.clone(), span: *span }
        });
        Assumption {
            supports: supports.collect(),
            identity: self.identity(entry, fields),
            state,
            checked: fields.date("checked"),
            by: fields.person("by"),
            replaced_by: self.id(fields, "replaced_by"),
            owner: fields.person("owner"),
        }
    }

    fn acceptance(&mut self, entry: &Entry<'_>, fields: Fields) {
        let Some(threat) = self.id(&fields, "threat") else { return };
        self.settled_already(entry, threat);
        let acceptance = Acceptance {
            identity: self.identity(entry, &fields),
            threat,
            owner: fields.person("owner").unwrap_or_default(),
            until: fields.date("until"),
            until_span: fields.span("until"),
            because: fields.text("because").unwrap_or_default(),
            instead: self.ids(&fields, "instead"),
        };
        self.model.acceptances.push(acceptance);
    }

    /// Reports an acceptance of a threat that says itself how it was settled.
    fn settled_already(&mut self, entry: &Entry<'_>, threat: ThreatId) {
        let Some(threat) = self.model.threats.get(threat.index()) else { return };
        let word = match &threat.disposition {
            Some(Disposition::NotApplicable(_)) => "not_applicable",
            Some(Disposition::Transferred(_)) => "transfer",
            Some(Disposition::Avoided(_)) => "avoid",
            None => return,
        };
        let id = &threat.identity.id;
        let diagnostic = Diagnostic::new(&codes::CONTRADICTION, format!("`{id}` is settled already"))
            .at(entry.span, "this accepts its risk")
            .also(threat.identity.span, format!("it has `{word}:`"))
            .help(format!("keep the one that holds: this `accept`, or `{word}:` in `{id}`"));
        self.report(diagnostic);
    }

    fn waiver(&mut self, entry: &Entry<'_>, fields: Fields) {
        let Some(assertion) = self.id(&fields, "assert") else { return };
        let waiver = Waiver {
            identity: self.identity(entry, &fields),
            assertion,
            on: self.places(&fields, "on"),
            owner: fields.person("owner").unwrap_or_default(),
            until: fields.date("until"),
            until_span: fields.span("until"),
            because: fields.text("because").unwrap_or_default(),
            instead: self.ids(&fields, "instead"),
        };
        self.model.waivers.push(waiver);
    }

    fn suppression(&mut self, entry: &Entry<'_>, fields: Fields) {
        let Some(rule) = self.id(&fields, "rule") else { return };
        let suppression = Suppression {
            identity: self.identity(entry, &fields),
            rule,
            on: self.places(&fields, "on"),
            owner: fields.person("owner").unwrap_or_default(),
            until: fields.date("until"),
            until_span: fields.span("until"),
            because: fields.text("because").unwrap_or_default(),
        };
        self.model.suppressions.push(suppression);
    }

    fn view(&mut self, entry: &Entry<'_>, fields: &Fields) -> View {
        View {
            show: fields.regions("show").unwrap_or_default(),
            hide: fields.regions("hide").unwrap_or_default(),
            collapse: self.ids(fields, "collapse"),
            level: if fields.word("level") == Some("context") { ViewLevel::Context } else { ViewLevel::Full },
            identity: self.identity(entry, fields),
            direction: fields
                .word("direction")
                .map(|word| if word == "down" { ViewDirection::Down } else { ViewDirection::Right }),
            colour: match fields.word("colour") {
                Some("residual") => ViewColour::Residual,
                Some("class") => ViewColour::Class,
                _ => ViewColour::State,
            },
        }
    }

    /// The fields of a declaration as the author wrote them, on one line.
    pub fn source_text(&self, entry: &Entry<'_>) -> EcoString {
        let fields = entry
            .declaration
            .members()
            .iter()
            .filter(|member| matches!(member, Member::Field(f) if f.name.text != "about"));
        let texts: Vec<String> = fields
            .map(|member| self.sources.slice(member.span()).split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        texts.join(", ").into()
    }
}
