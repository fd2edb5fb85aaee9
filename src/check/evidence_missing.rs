//! `verified` needs evidence, and evidence that names a file needs the file.

use super::{Context, codes};
use crate::analysis::ThreatState;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{MitigationId, MitigationStatus, ThreatId, ThreatModel};
use crate::text::list_all;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (index, mitigation) in context.model.mitigations.iter().enumerate() {
        if mitigation.status == MitigationStatus::Verified && mitigation.evidence.is_empty() {
            diagnostics.push(without_evidence(context, MitigationId::from(index)));
        }
        for evidence in &mitigation.evidence {
            if evidence.path().is_some_and(|path| context.missing_files.contains(path)) {
                let message = format!("there is no file `{}` in the workspace", evidence.text);
                let diagnostic = Diagnostic::new(&codes::EVIDENCE_NOT_FOUND, message)
                        .at(evidence.span, "named as evidence here")
                        .also(mitigation.identity.span, format!("that “{}” works", mitigation.identity.title))
                        .note("files are looked up below the model's folder and the root of the workspace; those outside mean nothing on another machine")
                        .help(
                            "name the file that shows it, or write what there is: `url \"https://…\"`, `review \"…\"`",
                        );
                diagnostics.push(diagnostic);
            }
        }
    }
}

fn without_evidence(context: &Context<'_>, id: MitigationId) -> Diagnostic {
    let mitigation = &context.model[id];
    let span = mitigation.status_span.unwrap_or(mitigation.identity.span);
    let mut diagnostic = Diagnostic::new(
        &codes::VERIFIED_WITHOUT_EVIDENCE,
        format!("nothing shows that `{}` works", mitigation.identity.id),
    )
    .at(span, "`verified` needs evidence")
    .also(mitigation.identity.span, format!("“{}”", mitigation.identity.title));
    let resting = handled_by(context, id);
    if !resting.is_empty() {
        let names = resting.iter().map(|threat| context.model[*threat].identity.id.as_str());
        let verb = if resting.len() == 1 { "counts" } else { "count" };
        diagnostic = diagnostic.note(format!("only because of it {} {verb} as handled", list_all(names, 6)));
    }
    diagnostic.help("add what shows it: `evidence: test \"tests/…\"`, `url \"https://…\"` or `review \"…\"`").fix(
        "or write `implemented` until somebody has checked",
        Applicability::NeedsLook,
        span,
        "implemented",
    )
}

/// Handled threats that would be open without the mitigation.
fn handled_by(context: &Context<'_>, id: MitigationId) -> Vec<ThreatId> {
    let model: &ThreatModel = context.model;
    let threats = (0..model.threats.len()).map(ThreatId::from);
    threats
        .filter(|threat| {
            let risk = context.facts.risk(*threat);
            let alone = risk.working == [id];
            let effect = model[id].effect.unwrap_or(0.0);
            let without =
                risk.residual.map(|residual| if effect < 1.0 { residual / (1.0 - effect) } else { f64::INFINITY });
            let too_much = without.zip(model.appetite).is_some_and(|(risk, appetite)| risk > appetite);
            context.facts.state(*threat) == ThreatState::Handled && risk.working.contains(&id) && (alone || too_much)
        })
        .collect()
}
