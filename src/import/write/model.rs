//! The head of the sources: libraries, the model itself, vocabulary of its own, assets.

use super::Page;
use super::block::{Block, ids};
use crate::import::foreign::Kind;
use crate::import::names::handle;
use crate::import::texts::one_line;

/// The libraries whose words are used.
pub(super) fn uses(page: &Page<'_>) -> Vec<Block> {
    let foreign = page.foreign;
    let web = foreign.elements.iter().any(|element| element.tech.is_some())
        || foreign.flows.iter().any(|flow| flow.over.iter().any(Option::is_some));
    let privacy = foreign.threats.iter().any(|threat| threat.kind.is_some_and(|kind| kind.library == "privacy"));
    let names = [("web", web), ("privacy", privacy)];
    names.iter().filter(|(_, used)| *used).map(|(name, _)| Block::bare(format!("use std.{name}"))).collect()
}

/// The model itself.
pub(super) fn model(page: &Page<'_>) -> Block {
    let foreign = page.foreign;
    let mut block = Block::new("model", &page.ids.model, Some(&foreign.title));
    let owner = foreign.owner.as_deref().and_then(handle).map(|handle| format!("@{handle}"));
    let mut people: Vec<String> = Vec::new();
    for person in foreign.contributors.iter().chain(&foreign.reviewer) {
        if let Some(handle) =
            handle(person).map(|handle| format!("@{handle}")).filter(|handle| !people.contains(handle))
        {
            people.push(handle);
        }
    }
    block.row([("owner", owner)]);
    block.row([("people", (!people.is_empty()).then(|| format!("[{}]", people.join(", "))))]);
    block.row([("method", method(page).map(str::to_owned))]);
    block.text("about", foreign.description.as_deref());
    block.text("note", note(&foreign.notes).as_deref());
    block
}

/// The method, if all diagrams have the same.
fn method(page: &Page<'_>) -> Option<&'static str> {
    let mut methods = page.foreign.diagrams.iter().map(|diagram| diagram.method);
    let first = methods.next()??;
    methods.all(|method| method == Some(first)).then_some(first)
}

/// Remarks as one text.
pub(super) fn note(notes: &[String]) -> Option<String> {
    match notes {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(several.iter().map(|note| one_line(note)).collect::<Vec<_>>().join(" ")),
    }
}

/// Threat kinds that no library declares.
pub(super) fn kinds(page: &Page<'_>) -> Vec<Block> {
    let mut kinds: Vec<&Kind> = Vec::new();
    for kind in page.foreign.threats.iter().filter_map(|threat| threat.kind) {
        if kind.library == "own" && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let declaration = |kind: &Kind| {
        let mut block = Block::new("threat_kind", kind.id, Some(kind.title));
        let violates = (!kind.violates.is_empty()).then(|| kind.violates.to_owned());
        block.row([("method", Some(kind.method.to_owned())), ("violates", violates)]);
        block
    };
    kinds.into_iter().map(declaration).collect()
}

/// Assets.
pub(super) fn assets(page: &Page<'_>) -> Vec<Block> {
    let assets = std::iter::zip(&page.foreign.assets, &page.ids.assets);
    let declaration = |(asset, id): (&crate::import::foreign::Asset, &String)| {
        let mut block = Block::new("asset", id, Some(&asset.title));
        block.row([("class", ids(asset.class))]);
        block
    };
    assets.map(declaration).collect()
}
