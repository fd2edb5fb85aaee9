//! What a view shows or hides: things by their ids, and choices such as `flows where state is proposed`.

use super::checker::Checker;
use super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{FlowChoice, Region};
use crate::resolve::{self, Found};
use crate::schema::{FieldSpec, Kind, Namespace, words};
use crate::syntax::{Operator, Value, ValueKind};
use crate::text::Span;

impl Checker<'_> {
    /// One entry of `show` or `hide`.
    pub fn shown(&mut self, value: &Value, kinds: &'static [Kind], spec: &FieldSpec) -> Option<Region> {
        match &value.kind {
            ValueKind::Group(inner) => self.shown(inner, kinds, spec),
            ValueKind::Binary(Operator::Where, set, condition) => self.choice(value, set, condition),
            ValueKind::Text(text) if text.starts_with("flows ") => {
                let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a choice has no quotes")
                    .at(value.span, "this is a text")
                    .fix(format!("write `{text}`"), Applicability::NeedsLook, value.span, text.as_str());
                self.report(diagnostic);
                None
            }
            ValueKind::Route(stops) => self.route_shown(value, stops, kinds, spec),
            ValueKind::Word(word) if !self.is_named(value, kinds) && self.is_named(value, &[Kind::Asset]) => {
                let better = format!("flows where carries has {word}");
                let diagnostic = Diagnostic::new(&resolve::WRONG_KIND, format!("`{word}` is an asset"))
                    .at(value.span, "a view draws elements, boundaries and flows")
                    .fix(format!("write `{better}`"), Applicability::NeedsLook, value.span, better);
                self.report(diagnostic);
                None
            }
            ValueKind::Binary(..) | ValueKind::Not(_) | ValueKind::Quantified { .. } => {
                self.no_choice(value, spec);
                None
            }
            ValueKind::Word(word) if words::SETS.contains(&word.as_str()) && !self.is_thing(word) => {
                self.bare_set(value, word, spec);
                None
            }
            _ => {
                let (id, _) = self.reference(value, kinds, spec.name)?;
                Some(match self.scope.entry(id).kind {
                    Kind::Flow => Region::Flow(self.index_of(id)),
                    Kind::Boundary => Region::Boundary(self.index_of(id)),
                    _ => Region::Element(self.index_of(id)),
                })
            }
        }
    }

    /// `api -> db`: the flow whose route it is.
    fn route_shown(
        &mut self,
        value: &Value,
        stops: &[Value],
        kinds: &'static [Kind],
        spec: &FieldSpec,
    ) -> Option<Region> {
        let text = |stops: &[Value]| stops.iter().map(|stop| self.sources.slice(stop.span)).collect::<Vec<_>>();
        let wanted = text(stops);
        let goes = |route: &Value| match &route.kind {
            ValueKind::Route(route) => text(route).windows(wanted.len()).any(|part| part == wanted.as_slice()),
            _ => false,
        };
        let flows = self.scope.entries().map(|(_, entry)| entry).filter(|entry| entry.kind == Kind::Flow);
        let flows = flows.filter(|entry| entry.declaration.head.as_ref().is_some_and(goes));
        let found: Vec<String> = flows.map(|entry| entry.name.to_string()).collect();
        let better = match found.as_slice() {
            [] => {
                self.reference(value, kinds, spec.name);
                return None;
            }
            [only] => only.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a flow is named by its id")
            .at(value.span, "this is a route")
            .fix(format!("write `{}: {better}`", spec.name), Applicability::NeedsLook, value.span, better);
        self.report(diagnostic);
        None
    }

    pub fn is_thing(&self, word: &str) -> bool {
        !matches!(self.scope.find(Namespace::Things, word, self.unit), Found::Nothing)
    }

    /// `flows where …`
    fn choice(&mut self, whole: &Value, set: &Value, condition: &Value) -> Option<Region> {
        if set.word().is_some_and(|word| word == "flows") {
            let condition = self.condition(condition)?;
            return Some(Region::Flows(FlowChoice { condition, span: whole.span }));
        }
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a view chooses among flows")
            .at(set.span, "only `flows` stands before `where` here")
            .note("the elements at the ends of the flows are shown with them");
        if let ValueKind::Binary(Operator::Where, ..) = set.kind {
            let gap = Span { start: set.span.end, end: condition.span.start, ..set.span };
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`where` stands once in a choice")
                .at(condition.span, "the second condition")
                .fix("join the two with `and`", Applicability::NeedsLook, gap, " and ");
            self.report(diagnostic);
            return None;
        }
        let better = format!("flows where {}", self.meant_condition(condition));
        let fix = |diagnostic: Diagnostic| {
            diagnostic.fix(format!("write `{better}`"), Applicability::NeedsLook, whole.span, better.clone())
        };
        let is_flow = self.is_named(set, &[Kind::Flow]);
        let several = matches!(&set.kind, ValueKind::Sequence(parts) if parts.iter().any(|part| part.word().is_some_and(|word| word == "flows")));
        let diagnostic = match set.word().map(|word| word.as_str()) {
            Some(name) if is_flow => fix(
                Diagnostic::new(&codes::WRONG_TYPE, "`where` follows the word `flows`")
                    .at(set.span, format!("`{name}` is one flow: there is nothing to choose")),
            ),
            Some("flow" | "hops" | "hop" | "answers") => fix(diagnostic),
            None if several => fix(diagnostic),
            _ => diagnostic.help("elements and boundaries are named by their ids, or chosen by what flows between them: `flows where to is …`"),
        };
        self.report(diagnostic);
        None
    }
}
