//! Risk in figures: no number without what it was reckoned from.
//!
//! May assume that the facts belong to the model. Must not reckon anything anew but the parts of a sum already made.

use super::escape::inline;
use super::report::Report;
use crate::model::ThreatId;
use crate::text::{number, percent};

/// `3 × 4 × 5 = 60` with the words behind the figures; what is missing where it is not known.
pub(super) fn inherent(report: &Report<'_>, id: ThreatId) -> String {
    let (model, threat) = (report.model, &report.model[id]);
    let words = (
        threat.likelihood.and_then(|at| model.risk.likelihood.get(at)),
        threat.impact.and_then(|at| model.risk.impact.get(at)),
    );
    let (Some(risk), (Some(likelihood), Some(impact))) = (report.facts.risk(id).inherent, words) else {
        let missing = match words {
            (None, None) => "likelihood and impact are",
            (None, Some(_)) => "the likelihood is",
            _ => "the impact is",
        };
        return format!("not known, {missing} missing");
    };
    let weight = match risk.objective {
        Some(objective) => {
            format!("weight {} of “{}”", number(risk.weight), inline(&model[objective].identity.title))
        }
        None => "harms no objective, so weight 1".to_owned(),
    };
    format!(
        "{} × {} × {} = {} (likelihood {}, impact {}, {weight})",
        number(risk.likelihood),
        number(risk.impact),
        number(risk.weight),
        number(risk.value()),
        inline(&likelihood.word),
        inline(&impact.word)
    )
}

/// What is left after what works: `60 × (1 − 90 %) × (1 − 50 %) = 3`.
pub(super) fn residual(report: &Report<'_>, id: ThreatId) -> Option<String> {
    let risk = report.facts.risk(id);
    let inherent = number(risk.inherent?.value());
    if risk.working.is_empty() {
        return Some(format!("{inherent}, nothing works against it yet"));
    }
    let Some(residual) = risk.residual else {
        return Some("not known, the effect of what works is missing".to_owned());
    };
    let mut sum = inherent;
    for mitigation in &risk.working {
        let effect = report.model[*mitigation].effect.unwrap_or(0.0);
        sum.push_str(&format!(" × (1 − {})", percent(effect)));
    }
    let appetite = report.model.appetite.map(|appetite| {
        let verb = if residual > appetite { "above" } else { "within" };
        format!(", {verb} the appetite of {}", number(appetite))
    });
    Some(format!("{sum} = {}{}", number(residual), appetite.unwrap_or_default()))
}
