//! Routes that are none, and hops that their route does not have.

use super::checker::Checker;
use super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{ElementId, FlowId, Hop};
use crate::resolve::Entry;
use crate::schema::Kind;
use crate::syntax::{Declaration, Member, Value, ValueKind};
use crate::text::{Span, list_all};

/// The route that hops are held against.
struct Way<'a> {
    /// "`read_claim`", or "the answer of `read_claim`".
    name: String,
    hops: &'a [Hop],
    /// Where it is written.
    place: Span,
    /// Whether it is the way back.
    back: bool,
}

impl Checker<'_> {
    /// Reports what stands where a route should.
    pub fn no_stops(&mut self, value: &Value) {
        let diagnostic = Diagnostic::new(&codes::NOT_A_ROUTE, "this is no route")
            .at(value.span, "a route leads over at least two elements");
        let words: Vec<&str> = match &value.kind {
            ValueKind::Missing => return,
            ValueKind::List(values) | ValueKind::Sequence(values) => {
                values.iter().filter_map(Value::word).map(|word| word.as_str()).filter(|word| *word != "to").collect()
            }
            ValueKind::Word(word) => vec![word.as_str()],
            _ => Vec::new(),
        };
        let diagnostic = match words.as_slice() {
            [] if matches!(value.kind, ValueKind::Text(_)) => {
                let title = self.sources.slice(value.span);
                diagnostic.help(format!("the title stands in front of the colon: `flow id {title}: from -> to`"))
            }
            [] => diagnostic.help("write `from -> to`, with the ids of elements"),
            [only] => diagnostic.help(format!("write where it leads: `{only} -> to`")),
            several => {
                let better = several.join(" -> ");
                diagnostic.fix(format!("write `{better}`"), Applicability::NeedsLook, value.span, better)
            }
        };
        self.report(diagnostic);
    }

    /// Reports `hop` members whose step the route does not have. All flows are known by now, so that the message
    /// can name one that does have it.
    pub fn hops_not_on_their_route(&mut self) {
        let scope = self.scope;
        let mut reports = Vec::new();
        for (id, entry) in scope.entries().filter(|(_, entry)| entry.kind == Kind::Flow) {
            let flow: FlowId = self.index_of(id);
            let Some(head) = entry.declaration.head.as_ref() else { continue };
            let way =
                Way { name: format!("`{}`", entry.name), hops: &self.model[flow].hops, place: head.span, back: false };
            reports.extend(self.misplaced_hops(entry, entry.declaration, &way));
            let hops = self.model[flow].answer.written();
            let name = format!("the answer of `{}`", entry.name);
            for answer in inner(entry.declaration, "answer") {
                let place = answer.subject.as_ref().map_or(answer.keyword.span, |subject| subject.span);
                let way = Way { name: name.clone(), hops, place, back: true };
                reports.extend(self.misplaced_hops(entry, answer, &way));
            }
        }
        self.diagnostics.extend(reports);
    }

    fn misplaced_hops(&self, flow: &Entry<'_>, around: &Declaration, way: &Way<'_>) -> Vec<Diagnostic> {
        inner(around, "hop").filter_map(|hop| self.misplaced_hop(hop, flow, way)).collect()
    }

    fn misplaced_hop(&self, hop: &Declaration, flow: &Entry<'_>, way: &Way<'_>) -> Option<Diagnostic> {
        let subject = hop.subject.as_ref()?;
        let ValueKind::Route(stops) = &subject.kind else { return None };
        let [from, to] = stops.as_slice() else {
            let names: Vec<&str> = stops.iter().map(|stop| self.sources.slice(stop.span)).collect();
            return Some(several_steps(subject.span, &names, way));
        };
        let index = |stop: &Value| self.named_element(stop).map(|id| self.index_of::<ElementId>(id));
        let (from, to) = (index(from)?, index(to)?);
        if way.hops.is_empty() || way.hops.iter().any(|step| step.from == from && step.to == to) {
            return None;
        }
        let name = |id: ElementId| self.element_name(id);
        let written = |step: &Hop| format!("{} -> {}", name(step.from), name(step.to));
        let all: Vec<String> = way.hops.iter().map(written).collect();
        let all = all.iter().map(String::as_str);
        let are = if way.hops.len() == 1 { "its only hop is" } else { "its hops are" };
        let wanted = format!("{} -> {}", name(from), name(to));
        let mut diagnostic = Diagnostic::new(&codes::NO_SUCH_HOP, format!("{} has no hop `{wanted}`", way.name))
            .at(subject.span, "not a step of the route")
            .also(way.place, if way.back { "the way back" } else { "the route" })
            .note(format!("{are} {}", list_all(all, 12)));
        let near = |wanted: &dyn Fn(&Hop) -> bool| way.hops.iter().find(|step| wanted(step));
        let reversed = near(&|step| step.from == to && step.to == from);
        let near = reversed.or_else(|| near(&|step| step.from == from)).or_else(|| near(&|step| step.to == to));
        if let Some(near) = near {
            let better = written(near);
            diagnostic =
                diagnostic.fix(format!("did you mean `{better}`?"), Applicability::NeedsLook, subject.span, better);
        }
        Some(match reversed {
            Some(_) if way.back => {
                diagnostic.help(format!("for the way there, write it in the flow: `hop {wanted} {{ … }}`"))
            }
            Some(_) => diagnostic
                .help(format!("for the way back, write it in the answer: `answer {{ hop {wanted} {{ … }} }}`")),
            None => self.reaching(diagnostic, flow, to),
        })
    }

    /// Names a flow that does reach the element: its hop may be meant.
    fn reaching(&self, diagnostic: Diagnostic, flow: &Entry<'_>, to: ElementId) -> Diagnostic {
        let others = self.model.flows.iter().filter(|other| other.identity.id != flow.name);
        match others.into_iter().find(|other| other.hops.iter().any(|step| step.to == to)) {
            Some(other) => {
                let (id, title) = (&other.identity.id, &other.identity.title);
                diagnostic.note(format!("the flow `{id}` reaches `{}`: “{title}”", self.element_name(to)))
            }
            None => diagnostic,
        }
    }
}

/// Declarations of one word inside another.
fn inner<'d>(around: &'d Declaration, word: &'static str) -> impl Iterator<Item = &'d Declaration> {
    around.members().iter().filter_map(move |member| match member {
        Member::Declaration(declaration) if declaration.keyword.text == word => Some(&**declaration),
        _ => None,
    })
}

/// A `hop` over more than two elements.
fn several_steps(span: Span, names: &[&str], way: &Way<'_>) -> Diagnostic {
    let steps: Vec<String> = names.windows(2).map(|pair| format!("`hop {} {{ … }}`", pair.join(" -> "))).collect();
    Diagnostic::new(&codes::NO_SUCH_HOP, "a hop is a single step")
        .at(span, format!("{} elements", names.len()))
        .also(way.place, if way.back { "the way back" } else { "the route" })
        .help(format!("write one for each step: {}", steps.join(" and ")))
        .help("what holds for the whole route is a field of the flow itself")
}
