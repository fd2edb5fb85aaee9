//! An assertion that is broken, or that proposed flows would break: the routes that do it, hop by hop.

use super::super::{Context, codes};
use super::words::{element, flow, hop, name, regions, route};
use super::{costs, remedies};
use crate::analysis::asserts::{Demand, Offence, Offences, Verdict, WaiverUse};
use crate::analysis::query::{ATTRIBUTES, Questions, identity};
use crate::diagnostics::Diagnostic;
use crate::model::{
    Assertion, Comparison, Condition, FlowId, FlowState, Operand, Path, Question, ThreatModel, Value, Waiver,
};
use crate::text::{Span, counted, list_all};

/// Routes that are told in full; of the others that are listed only the deciding hop.
const IN_FULL: usize = 3;

/// What one message is about.
pub(super) struct Case<'a, 'm> {
    pub context: &'a Context<'m>,
    pub assertion: &'a Assertion,
    pub offences: &'a Offences,
    /// Whether only proposed flows would break it.
    pub proposed: bool,
    /// A waiver that covered it until it ran out.
    pub expired: Option<&'a Waiver>,
    questions: &'a Questions<'m>,
}

/// The message about an assertion, if something breaks it.
pub(super) fn report(context: &Context<'_>, verdict: &Verdict, proposed: bool) -> Option<Diagnostic> {
    let offences = if proposed { &verdict.would_break } else { &verdict.broken };
    let first = offences.listed.first()?;
    let assertion = &context.model[verdict.assertion];
    let covered = |used: &&WaiverUse| !used.in_force && if proposed { used.covers_proposed } else { used.covers };
    let expired = verdict.waivers.iter().find(covered).map(|used| &context.model.waivers[used.waiver]);
    let questions = context.questions();
    let case = Case { context, assertion, offences, proposed, expired, questions };
    let (code, verb) = match proposed {
        false => (&codes::BROKEN_ASSERTION, "does not hold"),
        true => (&codes::WOULD_BREAK, "would break"),
    };
    let message = format!("`{}` {verb}: {}", assertion.identity.id, case.headline(first));
    let mut diagnostic = Diagnostic::new(code, message).raised_by(&assertion.identity.id);
    diagnostic = case.demands(diagnostic);
    for offence in offences.listed.iter().take(IN_FULL) {
        diagnostic = case.places(diagnostic, offence);
    }
    diagnostic = remedies::assumptions(&case, diagnostic, first);
    for (number, offence) in offences.listed.iter().take(IN_FULL).enumerate() {
        diagnostic = case.told(diagnostic, offence, number);
        if number == 0 {
            diagnostic = costs::add(context, diagnostic, offence);
        }
    }
    diagnostic = case.others(diagnostic);
    Some(remedies::add(&case, diagnostic, first))
}

impl Case<'_, '_> {
    pub fn model(&self) -> &ThreatModel {
        self.context.model
    }

    /// Whether it is about ways through several flows.
    pub fn about_ways(&self) -> bool {
        matches!(self.assertion.about, Question::Ways(..))
    }

    /// Why it is broken, in a few words.
    fn headline(&self, first: &Offence) -> String {
        let model = self.model();
        let what = self.breach(first);
        if first.route.is_empty() {
            let names: Vec<&str> = self.offences.listed.iter().filter_map(|o| id_of(model, &o.of)).collect();
            let lacks = self
                .lacks(first)
                .filter(|lacks| self.offences.listed.iter().all(|offence| self.lacks(offence).as_ref() == Some(lacks)));
            let more = self.offences.count.saturating_sub(IN_FULL);
            let shown: Vec<String> = names.iter().take(IN_FULL).map(|name| format!("`{name}`")).collect();
            return match (more, shown.as_slice()) {
                (0, [only]) => format!("{only} does not have {}", lacks.as_deref().unwrap_or("what it must")),
                (0, _) => {
                    let all = list_all(names.iter().copied(), IN_FULL);
                    format!("{all} do not have {}", lacks.as_deref().unwrap_or("what they must"))
                }
                (more, shown) => {
                    let (all, others) = (shown.join(", "), counted(more, "other"));
                    format!("{all} and {others} do not have {}", lacks.as_deref().unwrap_or("what they must"))
                }
            };
        }
        let (from, to) = (first.route.first().map(|leg| leg.from), first.route.last().map(|leg| leg.to));
        let subject = match (from.zip(to), first.route.first()) {
            (Some((from, to)), _) if self.about_ways() => {
                format!("a way from {} to {}", element(model, from), element(model, to))
            }
            (_, Some(leg)) if leg.step.answer => format!("the answer of `{}`", model[leg.step.flow].identity.id),
            (_, Some(leg)) => format!("`{}`", model[leg.step.flow].identity.id),
            (_, None) => String::new(),
        };
        match first.route.iter().map(|leg| &model[leg.step.flow]).find(|flow| flow.state == FlowState::Proposed) {
            Some(flow) if self.about_ways() => format!("with `{}`, {subject} {what}", flow.identity.id),
            _ => format!("{subject} {what}"),
        }
    }

    /// What a route does that it must not.
    fn breach(&self, offence: &Offence) -> String {
        let model = self.model();
        let (passed, entered) = (regions(model, &offence.demands, true), regions(model, &offence.demands, false));
        let mut parts = Vec::new();
        if offence.demands.iter().any(|demand| matches!(demand, Demand::Pass(_))) {
            parts.push(if self.about_ways() {
                format!("goes around {passed}")
            } else {
                format!("does not pass {passed}")
            });
        }
        if offence.demands.iter().any(|demand| matches!(demand, Demand::NotEnter(_))) {
            parts.push(format!("enters {entered}"));
        }
        if offence.demands.contains(&Demand::Have) {
            let single = offence.route.len() == 1 && !self.about_ways();
            let lacks = self.lacks(offence);
            parts.push(match single {
                true => format!("does not have {}", lacks.as_deref().unwrap_or("what it must")),
                false => format!("has a hop without {}", lacks.as_deref().unwrap_or("what it must have")),
            });
        }
        parts.join(" and ")
    }

    /// Labels at what the assertion demands.
    fn demands(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        let all = || self.offences.listed.iter().flat_map(|offence| &offence.demands);
        let place = |field| self.assertion.identity.place(field);
        let would = if self.proposed { "would be " } else { "is " };
        if all().any(|demand| matches!(demand, Demand::Pass(_))) {
            diagnostic = diagnostic.at(place("must_pass"), format!("this {would}missed"));
        }
        if all().any(|demand| matches!(demand, Demand::NotEnter(_))) {
            diagnostic = diagnostic.at(place("must_not_enter"), format!("this {would}entered"));
        }
        if all().any(|demand| *demand == Demand::Have) {
            diagnostic = diagnostic
                .at(place("must_have"), if self.proposed { "this would not be so" } else { "this is not so" });
        }
        diagnostic
    }

    /// Labels where the model says what breaks the assertion.
    fn places(&self, mut diagnostic: Diagnostic, offence: &Offence) -> Diagnostic {
        let model = self.model();
        let Some(leg) = offence.route.get(offence.decisive) else {
            let Some(identity) = identity(model, &offence.of) else { return diagnostic };
            return label(diagnostic, identity.place(self.asked_field()), self.without(offence));
        };
        let mut span = model.step(leg.step).map_or(model[leg.step.flow].route_span, |hop| hop.span);
        if let (Some(hop), true) = (model.step(leg.step), offence.demands.contains(&Demand::Have)) {
            span = hop.place(self.asked_field());
        }
        let what = self.here(offence, leg.step.flow);
        diagnostic = label(diagnostic, span, what);
        let mut others: Vec<FlowId> = offence.route.iter().map(|leg| leg.step.flow).collect();
        others.retain(|id| *id != leg.step.flow && model[*id].state == FlowState::Proposed);
        others.dedup();
        for id in others {
            diagnostic = label(diagnostic, model[id].route_span, "proposed as well".to_owned());
        }
        diagnostic
    }

    /// What happens at the hop that decides.
    fn here(&self, offence: &Offence, flow: FlowId) -> String {
        let model = self.model();
        let (passed, entered) = (regions(model, &offence.demands, true), regions(model, &offence.demands, false));
        let what = match offence.demands.first() {
            Some(Demand::Pass(_)) if offence.usual.is_empty() => {
                format!("the way begins here and never passes {passed}")
            }
            Some(Demand::Pass(_)) => format!("by this hop it goes around {passed}"),
            Some(Demand::NotEnter(_)) => format!("by this hop it enters {entered}"),
            _ => self.without(offence),
        };
        if model[flow].state == FlowState::Proposed { format!("proposed: {what}") } else { what }
    }

    fn without(&self, offence: &Offence) -> String {
        self.lacks(offence).map_or_else(|| "not what it must have".to_owned(), |lacks| format!("without {lacks}"))
    }

    /// What a thing or hop lacks of what it must have, where each part of that has a name.
    pub fn lacks(&self, offence: &Offence) -> Option<String> {
        let demanded = self.assertion.must_have.as_ref().filter(|_| offence.demands.contains(&Demand::Have))?;
        let is_missing = |part: &&Condition| self.questions.holds(&offence.of, part) == Some(false);
        let missing = parts(demanded).into_iter().filter(is_missing).map(name_of);
        let missing = missing.collect::<Option<Vec<String>>>().filter(|missing| !missing.is_empty())?;
        Some(list_all(missing.iter().map(String::as_str), 5))
    }

    /// The field of which `must_have` asks first.
    fn asked_field(&self) -> &'static str {
        let path = self.assertion.must_have.as_ref().and_then(first_path);
        let attribute = path.filter(|path| path.start == 0).and_then(|path| path.steps.first());
        attribute
            .and_then(|wanted| ATTRIBUTES.iter().find(|spec| spec.attribute == *wanted))
            .map_or("", |spec| spec.name)
    }

    /// The route hop by hop, and the usual one.
    fn told(&self, diagnostic: Diagnostic, offence: &Offence, number: usize) -> Diagnostic {
        let model = self.model();
        if offence.route.is_empty() || offence.route.len() == 1 && !self.about_ways() {
            return diagnostic;
        }
        let which = match number {
            0 => "the way",
            _ => "another way",
        };
        let diagnostic = diagnostic.note(format!("{which}: {}", route(model, &offence.route)));
        let Some(step) = offence.usual.first().filter(|_| number == 0).map(|leg| leg.step) else { return diagnostic };
        let on_route = |id| offence.route.iter().any(|leg| leg.from == id || leg.to == id);
        let stops = offence.usual.iter().map(|leg| leg.to).filter(|id| !on_route(*id));
        let also: Vec<&str> = stops.map(|id| model[id].identity.id.as_str()).collect();
        let also = list_all(also, 6);
        let backwards = offence.route.iter().any(|leg| leg.step.flow == step.flow && leg.step.answer && !step.answer);
        diagnostic.note(match backwards && !self.about_ways() {
            true => {
                let mut there: Vec<&str> =
                    offence.usual.iter().rev().map(|leg| model[leg.to].identity.id.as_str()).collect();
                there.extend(offence.usual.first().map(|leg| model[leg.from].identity.id.as_str()));
                format!("the way there passes {also}: {} ({})", there.join(" -> "), flow(model, step))
            }
            false => format!("the usual way also passes {also}: {}", route(model, &offence.usual)),
        })
    }

    /// What else breaks it, in short.
    fn others(&self, diagnostic: Diagnostic) -> Diagnostic {
        let model = self.model();
        let rest: Vec<&Offence> = self.offences.listed.iter().skip(IN_FULL).collect();
        let noun = match self.offences.listed.first() {
            Some(first) if first.route.is_empty() => return diagnostic,
            Some(_) if self.about_ways() => "way",
            _ => "route",
        };
        if rest.is_empty() {
            return diagnostic;
        }
        let short = rest.iter().filter_map(|offence| offence.route.get(offence.decisive));
        let short: Vec<String> = short.map(|leg| hop(model, leg)).collect();
        let more = self.offences.count.saturating_sub(IN_FULL + rest.len());
        let more = if more == 0 { String::new() } else { format!(", and {}", counted(more, &format!("other {noun}"))) };
        diagnostic.note(format!("further {noun}s, by {}{more}", short.join(", ")))
    }

    /// The flow that could be changed, or the thing.
    pub fn culprit(&self, offence: &Offence) -> Option<String> {
        let model = self.model();
        let proposed = offence.route.iter().find(|leg| model[leg.step.flow].state == FlowState::Proposed);
        match proposed.filter(|_| self.proposed).or(offence.route.get(offence.decisive)) {
            Some(leg) => Some(model[leg.step.flow].identity.id.to_string()),
            None => matches!(offence.of, Value::Element(_) | Value::Flow(_))
                .then(|| name(model, &offence.of).trim_matches('`').to_owned()),
        }
    }
}

fn id_of<'m>(model: &'m ThreatModel, value: &Value) -> Option<&'m str> {
    identity(model, value).map(|identity| identity.id.as_str())
}

/// A second label at the same place would only repeat the first.
fn label(diagnostic: Diagnostic, span: Span, message: String) -> Diagnostic {
    if diagnostic.labels.iter().any(|label| label.span == span) { diagnostic } else { diagnostic.also(span, message) }
}

/// The conditions that `and`, or a list, joins.
fn parts(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::And(a, b) => [parts(a), parts(b)].concat(),
        one => vec![one],
    }
}

/// A demand by its name: what a mitigation gives, or an attribute.
fn name_of(part: &Condition) -> Option<String> {
    let attribute = |wanted| ATTRIBUTES.iter().find(|spec| spec.attribute == wanted).map(|spec| spec.name);
    let path = |path: &Path| {
        let names: Option<Vec<&str>> = path.steps.iter().map(|step| attribute(*step)).collect();
        names.filter(|names| path.start == 0 && !names.is_empty()).map(|names| names.join("."))
    };
    match part {
        Condition::Gives(of, word) if of.start == 0 && of.steps.is_empty() => Some(word.to_string()),
        Condition::Stated(of) | Condition::Compare(of, Comparison::Is, Operand::Value(Value::YesNo(true))) => path(of),
        _ => None,
    }
}

fn first_path(condition: &Condition) -> Option<&Path> {
    match condition {
        Condition::And(a, _) | Condition::Or(a, _) | Condition::Not(a) => first_path(a),
        Condition::Some(path) | Condition::Stated(path) | Condition::Compare(path, ..) | Condition::Gives(path, _) => {
            Some(path)
        }
        Condition::Quantified(_) => None,
    }
}
