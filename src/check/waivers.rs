//! Waivers past their date, and waivers of what is not broken.

use super::{Context, codes};
use crate::analysis::asserts::{Verdict, WaiverUse};
use crate::diagnostics::Diagnostic;
use crate::model::Waiver;
use crate::text::{days, list_all};

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for verdict in context.facts.verdicts() {
        for waiver in &verdict.waivers {
            if !waiver.in_force {
                diagnostics.extend(expired(context, verdict, waiver));
            } else if !waiver.covers && !waiver.covers_proposed {
                diagnostics.push(unused(context, verdict, &context.model.waivers[waiver.waiver]));
            }
        }
    }
}

fn expired(context: &Context<'_>, verdict: &Verdict, used: &WaiverUse) -> Option<Diagnostic> {
    let (waiver, as_of) = (&context.model.waivers[used.waiver], context.facts.as_of);
    let until = waiver.until?;
    let late = days(as_of.days_since(until) as f64);
    let (identity, assertion) = (&waiver.identity, &context.model[verdict.assertion].identity);
    let diagnostic =
        Diagnostic::new(&codes::WAIVER_EXPIRED, format!("the waiver `{}` ran out {late} ago", identity.id))
            .at(waiver.until_span.unwrap_or(identity.span), format!("{late} before {as_of}"))
            .also(identity.span, format!("“{}”", identity.title))
            .also(assertion.span, format!("the assertion: “{}”", assertion.title))
            .note(format!("@{} decided it; it held until {until}, and this is checked as of {as_of}", waiver.owner));
    let id = &assertion.id;
    Some(match (used.covers, used.covers_proposed) {
        (true, _) => diagnostic
            .note(format!("`{id}` is broken again"))
            .help("mend what breaks the assertion, or decide anew and extend the `until:`"),
        (false, true) => diagnostic
            .note(format!("proposed flows would break `{id}`"))
            .help("decide anew with a later `until:`, or remove the waiver"),
        (false, false) => diagnostic
            .note(format!("nothing that it covered breaks `{id}` any more"))
            .help("remove it: nothing rests on it any more"),
    })
}

fn unused(context: &Context<'_>, verdict: &Verdict, waiver: &Waiver) -> Diagnostic {
    let (identity, assertion) = (&waiver.identity, &context.model[verdict.assertion].identity);
    let places: Vec<&str> = waiver.on.iter().map(|place| context.model.place(*place).id.as_str()).collect();
    let span = if places.is_empty() { identity.span } else { identity.place("on") };
    let broken = verdict.broken.count + verdict.would_break.count > 0
        || verdict.waivers.iter().any(|other| other.in_force && (other.covers || other.covers_proposed));
    let diagnostic = Diagnostic::new(&codes::WAIVER_UNUSED, format!("the waiver `{}` covers nothing", identity.id))
        .at(span, "not needed")
        .also(assertion.span, format!("the assertion: “{}”", assertion.title));
    if broken && !places.is_empty() {
        let places = list_all(places, 6);
        return diagnostic
            .note(format!("`{}` is broken, but by nothing that passes {places}", assertion.id))
            .help("name in `on:` the flow or element by which it is broken, or remove the waiver");
    }
    diagnostic
        .note(format!("`{}` holds without it", assertion.id))
        .help("remove it; a waiver that nobody needs hides the next breach")
}
