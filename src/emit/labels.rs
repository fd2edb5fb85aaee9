//! What stands beside arrows, the same in every picture.
//!
//! May assume that an arrow belongs to the model. Must not know any output format.

use super::diagram::LABEL_SIZE;
use crate::analysis::{Arrow, Step};
use crate::model::ThreatModel;
use crate::text::{neutralise, wrap};

/// Widest line of an arrow's label in px.
const LABEL_WIDTH: f64 = 104.0;

/// What stands beside an arrow: the flow's title, after the number of the step where the route has several; at a
/// written answer what comes back. Where it stands for several steps, the first title and how many there are besides.
pub(super) fn arrow_label(model: &ThreatModel, arrow: &Arrow) -> String {
    match step_titles(model, arrow).as_slice() {
        [first, more @ ..] if !more.is_empty() => format!("{first} + {} more", more.len()),
        _ if arrow.more.is_empty() => numbered(model, &arrow.first),
        titles => titles.concat(),
    }
}

/// Titles of an arrow's steps, each once.
fn step_titles(model: &ThreatModel, arrow: &Arrow) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for title in arrow.steps().map(|step| step_title(model, step)) {
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles
}

/// What a step is called: at a written answer what comes back.
pub(super) fn step_title(model: &ThreatModel, step: &Step) -> String {
    let flow = &model[step.flow];
    let text = match flow.answer.written().get(step.hop) {
        Some(hop) if step.answer && hop.carries.is_empty() => format!("answer to {}", flow.identity.title),
        Some(hop) if step.answer => {
            let titles: Vec<&str> = hop.carries.iter().map(|asset| model[*asset].identity.title.as_str()).collect();
            titles.join(", ")
        }
        _ => flow.identity.title.to_string(),
    };
    neutralise(&text).into_owned()
}

/// The title of a step behind its number, where there are several. The steps of the answer go on where those of the
/// route end, so that a number names one step of the exchange.
fn numbered(model: &ThreatModel, step: &Step) -> String {
    let (title, flow) = (step_title(model, step), &model[step.flow]);
    let number = step.hop + 1 + if step.answer { flow.hops.len() } else { 0 };
    if flow.hops.len() > 1 || flow.answer.written().len() > 1 { format!("{number}. {title}") } else { title }
}

/// The lines of an arrow's label. How many more there are is never cut off.
pub(super) fn arrow_lines(model: &ThreatModel, arrow: &Arrow) -> Vec<String> {
    let cut = |text: &str, lines: usize| wrap(text, LABEL_WIDTH, LABEL_SIZE, false, lines);
    match step_titles(model, arrow).as_slice() {
        [first, more @ ..] if !more.is_empty() => {
            let mut lines = cut(first, 2);
            lines.push(format!("+ {} more", more.len()));
            lines
        }
        _ => cut(&arrow_label(model, arrow), 3),
    }
}
