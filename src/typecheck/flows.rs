//! Flows → routes of hops, with what single hops override and the way back.

use super::checker::Checker;
use super::codes;
use super::fields::Fields;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{Answer, AssetId, AuthId, DataFlow, ElementId, FlowState, Hop, ProtocolId};
use crate::resolve::Entry;
use crate::schema::{Kind, spec_of};
use crate::syntax::{Declaration, Member, Value, ValueKind};
use crate::text::Span;
use ecow::EcoString;

/// Fields that hold for every hop unless a hop overrides them.
#[derive(Debug, Clone, Default)]
struct Properties {
    over: Option<ProtocolId>,
    auth: Option<AuthId>,
    carries: Option<Vec<AssetId>>,
    note: Option<EcoString>,
}

impl Properties {
    /// These, and where they say nothing, the others.
    fn or(self, other: &Properties) -> Properties {
        Properties {
            over: self.over.or(other.over),
            auth: self.auth.or(other.auth),
            carries: self.carries.or_else(|| other.carries.clone()),
            note: self.note.or_else(|| other.note.clone()),
        }
    }
}

/// What a `hop` member says of one step.
struct Override {
    from: ElementId,
    to: ElementId,
    properties: Properties,
}

impl Checker<'_> {
    /// Lowers flows with their hops and answers.
    pub fn flows(&mut self) {
        self.each(Kind::Flow, |checker, entry, fields| {
            let flow = checker.flow(entry, &fields);
            checker.model.flows.push(flow);
        });
        self.hops_not_on_their_route();
    }

    fn flow(&mut self, entry: &Entry<'_>, fields: &Fields) -> DataFlow {
        let declaration = entry.declaration;
        let route_span = declaration.head.as_ref().map_or(entry.span, |head| head.span);
        let stops = declaration.head.as_ref().map(|head| self.route(head)).unwrap_or_default();
        let common = Properties { note: None, ..self.properties(fields) };
        let overrides = self.overrides(declaration);
        let hops = hops(&stops, &common, &overrides, false);
        let answer = self.answer(declaration, &stops, &common, &overrides);
        let state = match fields.word("state") {
            Some("proposed") => FlowState::Proposed,
            Some("retired") => FlowState::Retired,
            _ => FlowState::Real,
        };
        let identity = self.identity(entry, fields);
        DataFlow { identity, state, hops, answer, out_of_scope: fields.text("out_of_scope"), route_span }
    }

    fn properties(&self, fields: &Fields) -> Properties {
        let carries = fields.get("carries").map(|_| self.ids(fields, "carries"));
        Properties { over: self.id(fields, "over"), auth: self.id(fields, "auth"), carries, note: fields.text("note") }
    }

    /// Elements along a route, with their places.
    fn route(&mut self, value: &Value) -> Vec<(ElementId, Span)> {
        let ValueKind::Route(stops) = &value.kind else {
            if value.kind != ValueKind::Missing {
                let diagnostic = Diagnostic::new(&codes::NOT_A_ROUTE, "this is no route")
                    .at(value.span, "a route leads over at least two elements")
                    .help("write `from -> to`");
                self.report(diagnostic);
            }
            return Vec::new();
        };
        let mut route = Vec::with_capacity(stops.len());
        let mut complete = true;
        for stop in stops {
            match self.element(stop) {
                Some((id, span)) => route.push((self.index_of(id), span)),
                None => complete = false,
            }
        }
        // A route with a gap would make hops that nobody wrote.
        if complete { route } else { Vec::new() }
    }

    fn overrides(&mut self, declaration: &Declaration) -> Vec<Override> {
        let mut overrides = Vec::new();
        for member in declaration.members() {
            let Member::Declaration(hop) = member else { continue };
            if hop.keyword.text != "hop" {
                continue;
            }
            let fields = self.fields(hop, spec_of(Kind::Hop));
            let properties = self.properties(&fields);
            let Some(subject) = &hop.subject else {
                let diagnostic = Diagnostic::new(&codes::NOT_A_ROUTE, "a hop names its two ends")
                    .at(hop.name_span(), "from where to where?")
                    .help("write `hop a -> b { … }`");
                self.report(diagnostic);
                continue;
            };
            if let [(from, _), (to, _)] = self.route(subject).as_slice() {
                overrides.push(Override { from: *from, to: *to, properties });
            }
        }
        overrides
    }

    fn answer(
        &mut self,
        declaration: &Declaration,
        stops: &[(ElementId, Span)],
        common: &Properties,
        overrides: &[Override],
    ) -> Answer {
        let mut answers = declaration.members().iter().filter_map(|member| match member {
            Member::Declaration(answer) if answer.keyword.text == "answer" => Some(answer),
            _ => None,
        });
        let Some(answer) = answers.next() else { return Answer::Reversed };
        if let Some(second) = answers.next() {
            let diagnostic = Diagnostic::new(&codes::WRONG_ANSWER, "a flow has one answer")
                .at(second.keyword.span, "a second one")
                .also(answer.keyword.span, "the first one")
                .help("write another flow for other data that comes back");
            self.report(diagnostic);
        }
        let fields = self.fields(answer, spec_of(Kind::Answer));
        let own = self.properties(&fields);
        match (&answer.id, &answer.subject) {
            (Some(none), _) if none.text == "none" => Answer::None,
            (_, Some(subject)) => self.written_answer(answer, subject, stops, own, common, overrides),
            (None, None) => {
                // Only what comes back differs; the way is the reversed route.
                let back: Vec<(ElementId, Span)> = stops.iter().rev().copied().collect();
                Answer::Route(self.answer_hops(answer, &back, own, common, overrides))
            }
            (Some(_), None) => {
                let diagnostic = Diagnostic::new(&codes::WRONG_ANSWER, "an answer is a route or `none`")
                    .at(answer.name_span(), "a single element is no route")
                    .help("write `answer b -> a { carries: … }`, or `answer none`");
                self.report(diagnostic);
                Answer::Reversed
            }
        }
    }

    fn written_answer(
        &mut self,
        answer: &Declaration,
        subject: &Value,
        stops: &[(ElementId, Span)],
        own: Properties,
        common: &Properties,
        overrides: &[Override],
    ) -> Answer {
        let back = self.route(subject);
        let ends = (back.first(), back.last(), stops.first(), stops.last());
        if let (Some(from), Some(to), Some(start), Some(end)) = ends
            && (from.0 != end.0 || to.0 != start.0)
        {
            let name = |checker: &Self, id: ElementId| checker.element_name(id);
            let (start_name, end_name) = (name(self, start.0), name(self, end.0));
            let diagnostic =
                Diagnostic::new(&codes::WRONG_ANSWER, "the answer does not lead back to where the flow began")
                    .at(subject.span, format!("from `{}` to `{}`", name(self, from.0), name(self, to.0)))
                    .also(start.1.to(end.1), format!("the flow runs from `{start_name}` to `{end_name}`"))
                    .help(format!(
                        "an answer begins at `{end_name}` and ends at `{start_name}`; other ways are flows of their own"
                    ));
            self.report(diagnostic);
        }
        Answer::Route(self.answer_hops(answer, &back, own, common, overrides))
    }

    fn answer_hops(
        &mut self,
        answer: &Declaration,
        back: &[(ElementId, Span)],
        own: Properties,
        common: &Properties,
        overrides: &[Override],
    ) -> Vec<Hop> {
        // An answer travels the same connections, but what it carries is its own.
        let connection = Properties { carries: None, note: None, ..common.clone() };
        let note = own.note.clone();
        let mut answer_overrides = self.overrides(answer);
        let reversed = overrides.iter().map(|hop| Override {
            from: hop.to,
            to: hop.from,
            properties: Properties { carries: None, note: None, ..hop.properties.clone() },
        });
        answer_overrides.extend(reversed);
        let own = Properties { note, ..own };
        let written = own.clone().or(&connection);
        let mut hops = hops(back, &written, &answer_overrides, true);
        for hop in &mut hops {
            hop.over = own.over.or(hop.over);
            hop.auth = own.auth.or(hop.auth);
        }
        hops
    }

    fn element_name(&self, id: ElementId) -> EcoString {
        self.model.elements.get(id.index()).map(|element| element.identity.id.clone()).unwrap_or_default()
    }

    /// Reports `hop` members whose step the route does not have. All flows are known by now, so that the message
    /// can name one that does have it.
    fn hops_not_on_their_route(&mut self) {
        let scope = self.scope;
        let mut reports = Vec::new();
        for (id, entry) in scope.entries().filter(|(_, entry)| entry.kind == Kind::Flow) {
            let flow: crate::model::FlowId = self.index_of(id);
            for member in entry.declaration.members() {
                let Member::Declaration(hop) = member else { continue };
                let route: &[Hop] = match hop.keyword.text.as_str() {
                    "hop" => &self.model[flow].hops,
                    _ => continue,
                };
                if let Some(report) = self.misplaced_hop(hop, entry, route) {
                    reports.push(report);
                }
            }
        }
        self.diagnostics.extend(reports);
    }

    fn misplaced_hop(&self, hop: &Declaration, entry: &Entry<'_>, route: &[Hop]) -> Option<Diagnostic> {
        let ValueKind::Route(stops) = &hop.subject.as_ref()?.kind else { return None };
        let names: Vec<&EcoString> = stops.iter().filter_map(Value::word).collect();
        let [from, to] = names.as_slice() else { return None };
        let index = |name: &str| self.model.elements.iter().position(|e| e.identity.id == name).map(ElementId::from);
        let (from, to) = (index(from)?, index(to)?);
        if route.is_empty() || route.iter().any(|step| step.from == from && step.to == to) {
            return None;
        }
        let span = hop.subject.as_ref()?.span;
        let name = |id: ElementId| self.element_name(id);
        let written = |step: &Hop| format!("{} -> {}", name(step.from), name(step.to));
        let head = entry.declaration.head.as_ref()?.span;
        let all: Vec<String> = route.iter().map(|step| format!("`{}`", written(step))).collect();
        let mut diagnostic = Diagnostic::new(
            &codes::NO_SUCH_HOP,
            format!("`{}` has no hop `{} -> {}`", entry.name, name(from), name(to)),
        )
        .at(span, "not a step of the route")
        .also(head, "the route")
        .note(format!("its hops are {}", all.join(", ")));
        let near = route.iter().find(|step| step.from == from).or_else(|| route.iter().find(|step| step.to == to));
        if let Some(near) = near {
            let better = written(near);
            diagnostic = diagnostic.fix(format!("did you mean `{better}`?"), Applicability::NeedsLook, span, better);
        }
        let reaching = self
            .model
            .flows
            .iter()
            .find(|flow| flow.identity.id != entry.name && flow.hops.iter().any(|step| step.to == to));
        if let Some(flow) = reaching {
            diagnostic =
                diagnostic.note(format!("`{}` reaches `{}`: “{}”", flow.identity.id, name(to), flow.identity.title));
        }
        Some(diagnostic)
    }
}

/// The steps between the stops; what a step overrides comes first.
fn hops(stops: &[(ElementId, Span)], common: &Properties, overrides: &[Override], answer: bool) -> Vec<Hop> {
    let step = |pair: &[(ElementId, Span)]| {
        let [(from, from_span), (to, to_span)] = pair else { return None };
        let own = overrides.iter().find(|hop| hop.from == *from && hop.to == *to);
        let properties = own.map(|hop| hop.properties.clone()).unwrap_or_default().or(common);
        let span =
            if answer && from_span.start > to_span.start { to_span.to(*from_span) } else { from_span.to(*to_span) };
        Some(Hop {
            from: *from,
            to: *to,
            over: properties.over,
            auth: properties.auth,
            carries: properties.carries.unwrap_or_default(),
            note: properties.note,
            span,
        })
    };
    stops.windows(2).filter_map(step).collect()
}
