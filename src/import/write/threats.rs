//! Threats with what is done about them, and decisions to bear them.

use super::Page;
use super::block::{Block, ids};
use super::model::note;
use crate::import::foreign::{Mitigation, Place, State, Threat};
use crate::import::names::handle;
use crate::import::texts::titled;

/// Reasons where the input has none.
const NOT_APPLICABLE: &str = "Not applicable in the imported model, which does not say why";
const TRANSFERRED: &str = "Transferred in the imported model, which does not say to whom";
const AVOIDED: &str = "Avoided in the imported model, which does not say how";
const ACCEPTED: &str = "Accepted in the imported model, which does not say why";

/// All threats.
pub(super) fn threats(page: &Page<'_>) -> Vec<Block> {
    page.foreign.threats.iter().enumerate().map(|(index, threat)| one(page, index, threat)).collect()
}

fn one(page: &Page<'_>, index: usize, threat: &Threat) -> Block {
    let mut block = Block::new("threat", &page.ids.threats[index], threat.title.as_deref());
    let on = ids(threat.on.iter().map(|place| match place {
        Place::Element(index) => page.ids.elements[*index].as_str(),
        Place::Flow(index) => page.ids.flows[*index].as_str(),
    }));
    block.row([
        ("kind", threat.kind.map(|kind| kind.id.to_owned())),
        ("on", on),
        ("likelihood", threat.likelihood.map(str::to_owned)),
        ("impact", threat.impact.map(str::to_owned)),
    ]);
    block.text("about", threat.description.as_deref());
    block.text("note", note(&threat.notes).as_deref());
    let reason = threat.reason.as_deref();
    match threat.state {
        State::Open | State::Mitigated | State::Accepted => {}
        State::NotApplicable => block.text("not_applicable", Some(reason.unwrap_or(NOT_APPLICABLE))),
        State::Transferred => block.text("transfer", Some(reason.unwrap_or(TRANSFERRED))),
        State::Avoided => block.text("avoid", Some(reason.unwrap_or(AVOIDED))),
    }
    let (shared, own): (Vec<usize>, Vec<usize>) = threat.mitigations.iter().partition(|index| is_shared(page, **index));
    block.row([("mitigations", ids(shared.iter().map(|index| page.ids.mitigations[*index].as_str())))]);
    for index in own {
        block.push(mitigation(page, index));
    }
    block
}

fn is_shared(page: &Page<'_>, index: usize) -> bool {
    page.uses[index] > 1
}

/// Mitigations of several threats; those of one stand in it.
pub(super) fn shared_mitigations(page: &Page<'_>) -> Vec<Block> {
    (0..page.foreign.mitigations.len())
        .filter(|index| is_shared(page, *index))
        .map(|index| mitigation(page, index))
        .collect()
}

fn mitigation(page: &Page<'_>, index: usize) -> Block {
    let Mitigation { text, status } = &page.foreign.mitigations[index];
    let (title, rest) = titled(text);
    let mut block = Block::new("mitigation", &page.ids.mitigations[index], Some(&title));
    block.row([("status", Some((*status).to_owned()))]);
    block.text("about", rest.as_deref());
    block
}

/// Decisions to bear a threat. Who decided is not known; the owner of the model answers for it.
pub(super) fn acceptances(page: &Page<'_>) -> Vec<Block> {
    let foreign = page.foreign;
    let someone = foreign.owner.iter().chain(&foreign.reviewer).chain(&foreign.contributors);
    let owner = someone.filter_map(|name| handle(name)).next().unwrap_or_else(|| "unknown".to_owned());
    let decision = |(index, id): (&usize, &String)| {
        let mut block = Block::new("accept", id, None);
        block.row([("threat", Some(page.ids.threats[*index].clone())), ("owner", Some(format!("@{owner}")))]);
        block.text("because", Some(foreign.threats[*index].reason.as_deref().unwrap_or(ACCEPTED)));
        block
    };
    page.ids.acceptances.iter().map(decision).collect()
}
