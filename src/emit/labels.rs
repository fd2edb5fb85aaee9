//! What stands beside arrows, the same in every picture.
//!
//! May assume that an arrow belongs to the model. Must not know any output format.

use super::diagram::{LABEL_LINE, LABEL_SIZE, block};
use crate::analysis::{Arrow, Step};
use crate::model::ThreatModel;
use crate::text::{neutralise, wrap};

/// Widest line of an arrow's label in px.
const LABEL_WIDTH: f64 = 104.0;

/// What stands beside an arrow: the title of a step, after its number where the route has several; at a written answer
/// what comes back. Where the arrow stands for several steps, the title of one and how many there are besides.
pub(super) fn arrow_label(model: &ThreatModel, arrow: &Arrow, titled: &Step) -> String {
    match arrow.more.len() {
        0 => numbered(model, titled),
        more => format!("{} {}", step_title(model, titled), and_more(more)),
    }
}

fn and_more(count: usize) -> String {
    format!("+ {count} more")
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
pub(super) fn arrow_lines(model: &ThreatModel, arrow: &Arrow, titled: &Step) -> Vec<String> {
    let cut = |text: &str, lines: usize| wrap(text, LABEL_WIDTH, LABEL_SIZE, false, lines);
    match arrow.more.len() {
        0 => cut(&numbered(model, titled), 3),
        more => cut(&step_title(model, titled), 2).into_iter().chain([and_more(more)]).collect(),
    }
}

/// Room in px for the label, whichever of the arrow's steps gives it its title: that depends on what is open.
pub(super) fn arrow_room(model: &ThreatModel, arrow: &Arrow) -> (f64, f64) {
    let rooms = arrow.steps().map(|step| block(&arrow_lines(model, arrow, step), LABEL_SIZE, false, LABEL_LINE));
    rooms.fold((0.0, 0.0), |most, room| (room.0.max(most.0), room.1.max(most.1)))
}
