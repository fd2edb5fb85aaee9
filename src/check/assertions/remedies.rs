//! What people believed about a broken assertion, and what can be done: mend the route, or record who bears it.

use super::broken::Case;
use super::words::{lies_in, regions};
use crate::analysis::asserts::{Demand, Leg, Offence};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{Assumption, AssumptionState, ElementId, Question, Value};
use crate::text::Span;

/// Days for which the waiver in the help holds.
const DAYS: i64 = 90;
/// Places that it names at most.
const MOST: usize = 3;

/// Labels at the assumptions that the deciding flow rests on, and at those that they replaced.
pub(super) fn assumptions(case: &Case<'_, '_>, mut diagnostic: Diagnostic, offence: &Offence) -> Diagnostic {
    let model = case.model();
    let Some(leg) = offence.route.get(offence.decisive) else { return diagnostic };
    let flow = &model[leg.step.flow].identity.id;
    for assumption in &model.assumptions {
        let supports = assumption.supports.iter().any(|subject| subject.kind == "flow" && subject.id == *flow);
        let replaced = assumption.replaced_by.map(|id| &model[id]);
        let instead = replaced.filter(|new| new.supports.iter().any(|s| s.kind == "flow" && s.id == *flow));
        let (title, found) = (&assumption.identity.title, found(assumption));
        let text = match instead {
            _ if supports => format!("“{title}”, on which `{flow}` rests: {found}"),
            Some(new) => format!("“{title}”: {found}, replaced by `{}`", new.identity.id),
            None => continue,
        };
        diagnostic = diagnostic.also(assumption.identity.span, text);
    }
    diagnostic
}

fn found(assumption: &Assumption) -> String {
    let mut text = match assumption.state {
        AssumptionState::Unchecked => return "nobody checked it".to_owned(),
        AssumptionState::Confirmed => "confirmed".to_owned(),
        AssumptionState::Wrong => "found wrong".to_owned(),
    };
    text.extend(assumption.checked.map(|day| format!(" on {day}")));
    text.extend(assumption.by.as_ref().map(|by| format!(" by @{by}")));
    text
}

/// Adds what can be done.
pub(super) fn add(case: &Case<'_, '_>, diagnostic: Diagnostic, first: &Offence) -> Diagnostic {
    let id = &case.assertion.identity.id;
    let culprit = case.culprit(first);
    let diagnostic = match (corrected(case, first), &culprit) {
        (Some((span, text)), _) => {
            diagnostic.fix(format!("write `answer {text}`"), Applicability::NeedsLook, span, text)
        }
        (None, Some(culprit)) => diagnostic.help(mend(case, first, culprit)),
        (None, None) => diagnostic.help("mend what breaks it, or correct what the model says of it"),
    };
    if case.context.levels.is_forbidden(id) {
        return diagnostic;
    }
    let until = case.context.facts.as_of.plus_days(DAYS);
    if let Some(waiver) = case.expired {
        // A second decision beside it would only hide that the first ran out.
        let (id, text) = (&waiver.identity.id, format!("until: {until}"));
        return diagnostic.help(format!("or decide anew, and extend the `until:` of `{id}`, for instance `{text}`"));
    }
    let (on, bears) = places(case, culprit);
    let own = id.replace(".", "_");
    diagnostic.help(format!(
        "or record who bears {bears}: `waive {own}_waived {{ assert: {id}, {on}owner: @…, until: {until}, because: \"…\" }}`"
    ))
}

/// Where the waiver in the help holds, and what it then covers: at all that breaks the assertion if that is little, else
/// everywhere.
fn places(case: &Case<'_, '_>, first: Option<String>) -> (String, &'static str) {
    let listed = &case.offences.listed;
    let mut all: Vec<String> = listed.iter().filter_map(|offence| case.culprit(offence)).collect();
    all.sort();
    all.dedup();
    match (all.as_slice(), first) {
        (_, None) => (String::new(), "it"),
        ([] | [_], Some(first)) if listed.len() == case.offences.count => (format!("on: {first}, "), "it"),
        (all, Some(_)) if listed.len() == case.offences.count && all.len() <= MOST => {
            (format!("on: [{}], ", all.join(", ")), "it")
        }
        (_, Some(_)) => (String::new(), "all of it"),
    }
}

fn mend(case: &Case<'_, '_>, first: &Offence, culprit: &str) -> String {
    let model = case.model();
    let (passed, entered) = (regions(model, &first.demands, true), regions(model, &first.demands, false));
    let lacks = case.lacks(first).map_or("what it must have".to_owned(), |lacks| format!("what it lacks, {lacks}"));
    match (first.demands.first(), case.proposed) {
        (Some(Demand::Pass(_)), false) => {
            format!("lead `{culprit}` through {passed}; if it is only asked for, write `state: proposed`")
        }
        (Some(Demand::Pass(_)), true) => format!("lead `{culprit}` through {passed} before it becomes real"),
        (Some(Demand::NotEnter(_)), false) => {
            format!("end `{culprit}` outside of {entered}, or take out of it what must not get there")
        }
        (Some(Demand::NotEnter(_)), true) => {
            format!(
                "end `{culprit}` outside of {entered} before it becomes real, or take out of it what must not get there"
            )
        }
        (_, true) if !matches!(first.of, Value::Step(_) | Value::Flow(_)) => {
            format!("change the proposed flows that make it so for `{culprit}` before they become real")
        }
        (_, true) => format!("give `{culprit}` {lacks} before it becomes real"),
        (_, false) => format!("give `{culprit}` {lacks}, or correct what the model says of it"),
    }
}

/// The answer's line as it should read, where the way there passes all that must be passed.
fn corrected(case: &Case<'_, '_>, first: &Offence) -> Option<(Span, String)> {
    let model = case.model();
    let Question::Route { flow, answer: true } = case.assertion.about else { return None };
    let written = model[flow].answer.written();
    let passes = |leg: &Leg, region| lies_in(model, leg.from, region) || lies_in(model, leg.to, region);
    let fits = case.assertion.must_pass.iter().all(|region| first.usual.iter().any(|leg| passes(leg, region)));
    let entered = |leg: &Leg| case.assertion.must_not_enter.iter().any(|region| lies_in(model, leg.to, region));
    let is_back = first.usual.first().is_some_and(|leg| leg.step.flow == flow && !leg.step.answer);
    if !fits || !is_back || first.usual.iter().any(entered) {
        return None;
    }
    let span = written.first()?.span.to(written.last()?.span);
    // Where the answer has no route of its own, its hops stand at those of the flow.
    if span.touches(model[flow].route_span) {
        return None;
    }
    let id = |id: ElementId| model[id].identity.id.to_string();
    let stops = first.usual.iter().take(1).map(|leg| id(leg.from)).chain(first.usual.iter().map(|leg| id(leg.to)));
    Some((span, stops.collect::<Vec<String>>().join(" -> ")))
}
