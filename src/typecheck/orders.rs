//! Classes, `like` chains and what assets are made from must not run in a circle.

use super::checker::Checker;
use super::codes;
use crate::analysis::find_cycle;
use crate::diagnostics::Diagnostic;
use crate::model::Identity;

impl Checker<'_> {
    /// Reports circles in the order of classes and in the `like` chains.
    pub fn orders(&mut self) {
        let model = &self.model;
        let classes: Vec<&Identity> = model.classes.iter().map(|class| &class.identity).collect();
        let above =
            model.classes.iter().enumerate().flat_map(|(at, c)| c.above.iter().map(move |other| (at, other.index())));
        let mut circles = vec![circle("above", &classes, above.collect())];
        let techs: Vec<&Identity> = model.techs.iter().map(|tech| &tech.identity).collect();
        let like = model.techs.iter().enumerate().filter_map(|(at, t)| t.like.map(|other| (at, other.index())));
        circles.push(circle("like", &techs, like.collect()));
        let protocols: Vec<&Identity> = model.protocols.iter().map(|protocol| &protocol.identity).collect();
        let like = model.protocols.iter().enumerate().filter_map(|(at, p)| p.like.map(|other| (at, other.index())));
        circles.push(circle("like", &protocols, like.collect()));
        let auths: Vec<&Identity> = model.auths.iter().map(|auth| &auth.identity).collect();
        let like = model.auths.iter().enumerate().filter_map(|(at, a)| a.like.map(|other| (at, other.index())));
        circles.push(circle("like", &auths, like.collect()));
        self.diagnostics.extend(circles.into_iter().flatten());
    }
}

impl Checker<'_> {
    /// Reports a circle of assets that are made from each other.
    pub fn origins(&mut self) {
        let assets: Vec<&Identity> = self.model.assets.iter().map(|asset| &asset.identity).collect();
        let from = self.model.assets.iter().enumerate();
        let from = from.flat_map(|(at, asset)| asset.derived_from.iter().map(move |other| (at, other.index())));
        let circle = circle("derived_from", &assets, from.collect());
        self.diagnostics.extend(circle);
    }
}

fn circle(relation: &str, things: &[&Identity], edges: Vec<(usize, usize)>) -> Option<Diagnostic> {
    let cycle = find_cycle(things.len(), &edges)?;
    let first = things[*cycle.first()?];
    let mut names: Vec<&str> = cycle.iter().map(|index| things[*index].id.as_str()).collect();
    names.push(&first.id);
    let road = names.join(&format!(" {relation} "));
    let mut diagnostic = Diagnostic::new(&codes::CIRCULAR, format!("`{relation}` runs in a circle: {road}"))
        .at(first.span, "part of the circle");
    for index in cycle.iter().skip(1).take(5) {
        diagnostic = diagnostic.also(things[*index].span, "so is this");
    }
    let meaning = match relation {
        "above" => "`above:` names classes that need less protection, so one of them must be the lowest",
        "derived_from" => "`derived_from:` names what an asset is made from, so one of them must be there first",
        _ => "`like:` names what a word is a kind of, so one of them must be the most general",
    };
    Some(diagnostic.note(meaning).help(format!("remove one `{relation}:` of the circle")))
}
