//! A model is to be reviewed every so often.

use super::{Context, codes};
use crate::diagnostics::Diagnostic;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some((reviewed, due)) = context.model.reviewed.zip(context.facts.review_due) else { return };
    let late = context.facts.as_of.days_since(due);
    if late > 0 {
        let days = if late == 1 { "1 day".to_owned() } else { format!("{late} days") };
        let diagnostic = Diagnostic::new(&codes::REVIEW_OVERDUE, format!("the review of this model is {days} overdue"))
            .at(context.model.identity.span, format!("last reviewed on {reviewed}, next due on {due}"))
            .help("walk the model once more, then write the day in `reviewed:`");
        diagnostics.push(diagnostic);
    }
}
