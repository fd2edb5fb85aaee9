//! Boundaries with their elements inside, and flows.

use super::Page;
use super::block::{Block, ids, quoted};
use super::model::note;
use crate::import::foreign::{Answer, Flow};

/// A reason where the input has none.
const OUT_OF_SCOPE: &str = "Out of scope in the imported model";

/// Elements outside of all boundaries, then the outermost boundaries with all that they hold.
pub(super) fn elements(page: &Page<'_>) -> Vec<Block> {
    inside(page, None)
}

fn inside(page: &Page<'_>, around: Option<usize>) -> Vec<Block> {
    let foreign = page.foreign;
    let elements = (0..foreign.elements.len()).filter(|index| foreign.elements[*index].boundary == around);
    let boundaries = (0..foreign.boundaries.len()).filter(|index| foreign.boundaries[*index].parent == around);
    elements.map(|index| element(page, index)).chain(boundaries.map(|index| boundary(page, index))).collect()
}

fn boundary(page: &Page<'_>, index: usize) -> Block {
    let boundary = &page.foreign.boundaries[index];
    let mut block = Block::new("boundary", &page.ids.boundaries[index], boundary.title.as_deref());
    block.text("about", boundary.description.as_deref());
    for inner in inside(page, Some(index)) {
        block.push(inner);
    }
    block
}

fn element(page: &Page<'_>, index: usize) -> Block {
    let element = &page.foreign.elements[index];
    let mut block = Block::new(element.kind.word(), &page.ids.elements[index], element.title.as_deref());
    block.row([
        ("tech", element.tech.map(str::to_owned)),
        ("holds", ids(element.holds.iter().map(|asset| page.ids.assets[*asset].as_str()))),
        ("encrypted", element.encrypted.then(|| "yes".to_owned())),
        ("runs_as", element.runs_as.as_deref().map(quoted)),
    ]);
    block.text("out_of_scope", element.out_of_scope.as_deref().map(reason));
    block.text("about", element.description.as_deref());
    block.text("note", note(&element.notes).as_deref());
    block
}

fn reason(given: &str) -> &str {
    if given.is_empty() { OUT_OF_SCOPE } else { given }
}

/// All flows.
pub(super) fn flows(page: &Page<'_>) -> Vec<Block> {
    (0..page.foreign.flows.len()).map(|index| flow(page, index)).collect()
}

fn flow(page: &Page<'_>, index: usize) -> Block {
    let flow = &page.foreign.flows[index];
    let mut block = Block::new("flow", &page.ids.flows[index], flow.title.as_deref());
    block.head(&format!(": {}", route(page, &flow.route)));
    let common = common_protocol(flow);
    block.row([
        ("over", common.map(str::to_owned)),
        ("state", flow.proposed.then(|| "proposed".to_owned())),
        ("carries", ids(flow.carries.iter().map(|asset| page.ids.assets[*asset].as_str()))),
    ]);
    block.text("out_of_scope", flow.out_of_scope.as_deref().map(reason));
    block.text("about", flow.description.as_deref());
    block.text("note", note(&flow.notes).as_deref());
    for (hop, over) in flow.route.windows(2).zip(&flow.over) {
        if over.as_deref() != common && over.is_some() {
            let mut step = Block::bare(format!("hop {}", route(page, hop)));
            step.row([("over", over.clone())]);
            block.push(step);
        }
    }
    match &flow.answer {
        Answer::Unsaid => {}
        Answer::Back => block.push(Block::bare("answer")),
        Answer::Route(way) => block.push(Block::bare(format!("answer {}", route(page, way)))),
    }
    block
}

/// The protocol that the first hop has, if no hop lacks one.
fn common_protocol(flow: &Flow) -> Option<&str> {
    flow.over.iter().all(Option::is_some).then(|| flow.over.first()?.as_deref()).flatten()
}

fn route(page: &Page<'_>, stops: &[usize]) -> String {
    let stops: Vec<&str> = stops.iter().map(|stop| page.ids.elements[*stop].as_str()).collect();
    stops.join(" -> ")
}
