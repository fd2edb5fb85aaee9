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
    /// Where they are written.
    places: Vec<(&'static str, Span)>,
}

impl Properties {
    /// These, and where they say nothing, the others.
    fn or(self, other: &Properties) -> Properties {
        Properties {
            over: self.over.or(other.over),
            auth: self.auth.or(other.auth),
            carries: self.carries.or_else(|| other.carries.clone()),
            note: self.note.or_else(|| other.note.clone()),
            places: [self.places.as_slice(), &other.places].concat(),
        }
    }

    /// Those of the connection, which the way back shares: what it carries and remarks are its own.
    fn connection(&self) -> Properties {
        let places = self.places.iter().copied().filter(|(field, _)| matches!(*field, "over" | "auth")).collect();
        Properties { carries: None, note: None, places, ..self.clone() }
    }
}

/// What a `hop` member says of one step.
struct Override {
    from: ElementId,
    to: ElementId,
    properties: Properties,
    span: Span,
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
        Properties {
            over: self.id(fields, "over"),
            auth: self.id(fields, "auth"),
            carries,
            note: fields.text("note"),
            places: fields.places(),
        }
    }

    /// Elements along a route, with their places.
    fn route(&mut self, value: &Value) -> Vec<(ElementId, Span)> {
        let ValueKind::Route(stops) = &value.kind else {
            self.no_stops(value);
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
                    .help(format!(
                        "write `hop {} -> to {{ … }}`",
                        hop.id.as_ref().map_or("from", |id| id.text.as_str())
                    ));
                self.report(diagnostic);
                continue;
            };
            if let [(from, _), (to, _)] = self.route(subject).as_slice() {
                if let Some(first) = overrides.iter().find(|hop: &&Override| hop.from == *from && hop.to == *to) {
                    let diagnostic = Diagnostic::new(&codes::CONTRADICTION, "a hop is described once")
                        .at(subject.span, "again here")
                        .also(first.span, "first here")
                        .help("put all that is known of it into one `hop`");
                    self.report(diagnostic);
                }
                overrides.push(Override { from: *from, to: *to, properties, span: subject.span });
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
            (Some(none), _) if none.text == "none" => {
                if let Some(block) = answer.block.as_ref().filter(|block| !block.members.is_empty()) {
                    let diagnostic = Diagnostic::new(&codes::CONTRADICTION, "no answer has nothing to describe")
                        .at(block.span, "this describes one")
                        .also(none.span, "`none`: nothing comes back")
                        .help("write `answer { … }` for what comes back on the same way, or remove the block");
                    self.report(diagnostic);
                }
                Answer::None
            }
            (_, Some(subject)) => self.written_answer(answer, subject, stops, own, common, overrides),
            (None, None) => {
                // Only what comes back differs; the way is the reversed route.
                let back: Vec<(ElementId, Span)> = stops.iter().rev().copied().collect();
                Answer::Route(self.answer_hops(answer, &back, own, common, overrides))
            }
            (Some(_), None) => {
                let diagnostic = Diagnostic::new(&codes::WRONG_ANSWER, "an answer is a route or `none`")
                    .at(answer.name_span(), "a single element is no route")
                    .help(format!("write `answer {} {{ carries: … }}`, or `answer none`", self.way_back(stops)));
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
            self.other_ends(subject, [from.0, to.0], [start.0, end.0], start.1.to(end.1));
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
        let connection = common.connection();
        let reversed = overrides.iter().map(|hop| Override {
            from: hop.to,
            to: hop.from,
            properties: hop.properties.connection(),
            span: hop.span,
        });
        let mut hops = hops(back, &connection, &reversed.collect::<Vec<_>>(), true);
        // Its own fields come before those of the connection, and those of its own hops before both.
        let answer_overrides = self.overrides(answer);
        for hop in &mut hops {
            let step = answer_overrides.iter().find(|step| step.from == hop.from && step.to == hop.to);
            let written = step.map(|step| step.properties.clone()).unwrap_or_default().or(&own);
            hop.over = written.over.or(hop.over);
            hop.auth = written.auth.or(hop.auth);
            hop.carries = written.carries.unwrap_or_default();
            hop.note = written.note;
            hop.places.splice(0..0, written.places);
        }
        hops
    }

    /// Reports an answer whose ends are not those of the flow, with the route that was most likely meant.
    fn other_ends(&mut self, subject: &Value, [from, to]: [ElementId; 2], [start, end]: [ElementId; 2], flow: Span) {
        let (start_name, end_name) = (self.element_name(start), self.element_name(end));
        let written = self.sources.slice(subject.span);
        let better = match () {
            () if to == start => Some(format!("{end_name} -> {written}")),
            () if from == end => Some(format!("{written} -> {start_name}")),
            () if from == start && to == end => {
                let ValueKind::Route(stops) = &subject.kind else { return };
                let stops: Vec<&str> = stops.iter().rev().map(|stop| self.sources.slice(stop.span)).collect();
                Some(stops.join(" -> "))
            }
            () => None,
        };
        let diagnostic = Diagnostic::new(&codes::WRONG_ANSWER, "the answer does not lead back to where the flow began")
            .at(subject.span, format!("from `{}` to `{}`", self.element_name(from), self.element_name(to)))
            .also(flow, format!("the flow runs from `{start_name}` to `{end_name}`"))
            .note(format!("an answer begins at `{end_name}` and ends at `{start_name}`"));
        let diagnostic = match better {
            Some(better) => diagnostic.fix(
                format!("did you mean `answer {better}`?"),
                Applicability::NeedsLook,
                subject.span,
                better,
            ),
            None => diagnostic,
        };
        self.report(diagnostic.help("other ways are flows of their own"));
    }

    /// The reversed route as it is written.
    fn way_back(&self, stops: &[(ElementId, Span)]) -> String {
        let names: Vec<EcoString> = stops.iter().rev().map(|(id, _)| self.element_name(*id)).collect();
        if names.is_empty() { "b -> a".to_owned() } else { names.join(" -> ") }
    }

    pub fn element_name(&self, id: ElementId) -> EcoString {
        self.model.elements.get(id.index()).map(|element| element.identity.id.clone()).unwrap_or_default()
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
            places: properties.places,
        })
    };
    stops.windows(2).filter_map(step).collect()
}
