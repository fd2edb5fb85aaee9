//! An acceptance past its date no longer counts.

use super::{Context, codes};
use crate::analysis::ThreatState;
use crate::diagnostics::Diagnostic;
use crate::model::{Acceptance, Suppression, ThreatId};
use crate::text::{Date, Span, list_all};

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let as_of = context.facts.as_of;
    for acceptance in &context.model.acceptances {
        if let Some(until) = acceptance.until.filter(|until| *until < as_of) {
            let diagnostic =
                expired("acceptance", &acceptance.identity.id, &acceptance.owner, until, as_of, acceptance.until_span);
            let diagnostic = red_again(
                context,
                acceptance,
                diagnostic.also(acceptance.identity.span, format!("“{}”", acceptance.identity.title)),
            );
            let open = context.facts.state(acceptance.threat) == ThreatState::Open;
            diagnostics.push(diagnostic.help(if open {
                "do something about the threat, or decide anew with a later `until:`"
            } else {
                "remove it: nothing rests on it any more"
            }));
        }
    }
    let waivers = context.model.waivers.iter().map(|w| ("waiver", &w.identity, &w.owner, w.until, w.until_span));
    for (kind, identity, owner, until, span) in waivers {
        if let Some(until) = until.filter(|until| *until < as_of) {
            let diagnostic = expired(kind, &identity.id, owner, until, as_of, span)
                .also(identity.span, format!("“{}”", identity.title));
            diagnostics.push(diagnostic.help("remove it, or decide anew with a later `until:`"));
        }
    }
    for suppression in &context.model.suppressions {
        if let Some(until) = suppression.until.filter(|until| *until < as_of) {
            diagnostics.push(suppression_expired(context, suppression, until));
        }
    }
}

fn suppression_expired(context: &Context<'_>, suppression: &Suppression, until: Date) -> Diagnostic {
    let identity = &suppression.identity;
    let diagnostic =
        expired("suppression", &identity.id, &suppression.owner, until, context.facts.as_of, suppression.until_span);
    let diagnostic = diagnostic.also(identity.span, format!("“{}”", identity.title));
    let covers = |place| suppression.on.is_empty() || suppression.on.contains(place);
    let open = context.facts.findings.all.iter().filter(|one| one.rule == suppression.rule && covers(&one.place));
    let open: Vec<&str> = open.map(|one| one.id.as_str()).collect();
    if open.is_empty() {
        return diagnostic.help("remove it: its rule no longer fires there");
    }
    diagnostic
        .note(format!("found again: {}", list_all(open, 6)))
        .help("do something about it, or decide anew with a later `until:`")
}

fn expired(kind: &str, id: &str, owner: &str, until: Date, as_of: Date, span: Option<Span>) -> Diagnostic {
    let days = as_of.days_since(until);
    let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    let diagnostic = Diagnostic::new(&codes::ACCEPTANCE_EXPIRED, format!("the {kind} `{id}` ran out {days} ago"))
        .note(format!("@{owner} decided it; it held until {until}, and this is checked as of {as_of}"));
    match span {
        Some(span) => diagnostic.at(span, format!("{days} before {as_of}")),
        None => diagnostic,
    }
}

fn red_again(context: &Context<'_>, acceptance: &Acceptance, diagnostic: Diagnostic) -> Diagnostic {
    let id: ThreatId = acceptance.threat;
    let threat = &context.model[id];
    let diagnostic = diagnostic.also(threat.identity.span, format!("the threat: “{}”", threat.identity.title));
    if context.facts.state(id) != ThreatState::Open {
        return diagnostic.note(format!("`{}` is {} without it", threat.identity.id, context.facts.state(id).term()));
    }
    let places: Vec<&str> = threat.on.iter().map(|place| context.model.place(*place).id.as_str()).collect();
    let id = &threat.identity.id;
    diagnostic.note(match places.as_slice() {
        [] => format!("`{id}` is open again"),
        _ => format!("`{id}` is open again, so red again: {}", list_all(places, 6)),
    })
}
