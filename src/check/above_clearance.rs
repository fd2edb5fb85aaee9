//! Data must not arrive where its class lies above the clearance.

use super::{Context, codes, roads};
use crate::analysis::{Clearances, Cleared, Roads, Traffic, at_or_above, covers};
use crate::diagnostics::{Diagnostic, Severity};
use crate::model::{AssetId, ClassId, ElementId, ThreatModel};
use crate::text::list_all;
use std::collections::BTreeMap;

/// How an asset comes to a place that is not cleared for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Arrival {
    /// By a hop, an index into the asset's moves.
    Hop(usize),
    /// It is kept there.
    Held(ElementId),
}

/// All arrivals of one asset at one place.
#[derive(Debug, Default)]
struct Arrivals {
    hops: Vec<usize>,
    held: Vec<ElementId>,
}

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let model = context.model;
    let Some(clearances) = Clearances::new(model) else { return };
    let made = made_from(model);
    for (index, traffic) in context.traffic().iter().enumerate() {
        let id = AssetId::from(index);
        let arrivals = arrivals(model, &clearances, traffic, context.facts.classes_of(id));
        if arrivals.is_empty() {
            continue;
        }
        let roads = Roads::new(traffic);
        // Where one hop brings it to several such places at once, that is one mistake.
        let mut reports: BTreeMap<Arrival, Vec<(Cleared, &Arrivals)>> = BTreeMap::new();
        for (place, arrivals) in &arrivals {
            if let Some(first) = first(model, *place, arrivals, (traffic, &roads)) {
                reports.entry(first).or_default().push((*place, arrivals));
            }
        }
        for (arrival, places) in reports {
            let report = Report { context, id, made: &made[index], traffic, roads: &roads };
            diagnostics.push(report.diagnostic(arrival, &places));
        }
    }
}

/// For each asset those that are made from it.
fn made_from(model: &ThreatModel) -> Vec<Vec<AssetId>> {
    let mut made = vec![Vec::new(); model.assets.len()];
    for (index, asset) in model.assets.iter().enumerate() {
        for source in &asset.derived_from {
            made[source.index()].push(AssetId::from(index));
        }
    }
    made
}

fn arrivals(
    model: &ThreatModel,
    clearances: &Clearances,
    traffic: &Traffic,
    classes: &[ClassId],
) -> BTreeMap<Cleared, Arrivals> {
    let mut arrivals: BTreeMap<Cleared, Arrivals> = BTreeMap::new();
    for (at, one) in traffic.moves.iter().enumerate() {
        for place in clearances.broken(model, one.to, classes) {
            arrivals.entry(place).or_default().hops.push(at);
        }
    }
    for element in &traffic.held_by {
        for place in clearances.broken(model, *element, classes) {
            arrivals.entry(place).or_default().held.push(*element);
        }
    }
    arrivals
}

/// The arrival to speak of: what happens before what would happen, from outside before within, the shortest road.
fn first(
    model: &ThreatModel,
    place: Cleared,
    arrivals: &Arrivals,
    (traffic, roads): (&Traffic, &Roads<'_>),
) -> Option<Arrival> {
    let best = |proposed: bool| {
        let hops = arrivals.hops.iter().copied().filter(|at| traffic.moves[*at].proposed == proposed);
        hops.min_by_key(|at| (place.contains(model, traffic.moves[*at].from), roads.length_before(*at), *at))
    };
    let held = arrivals.held.first().copied().map(Arrival::Held);
    best(false).map(Arrival::Hop).or(held).or_else(|| best(true).map(Arrival::Hop))
}

/// What one diagnostic is about.
struct Report<'a, 'm> {
    context: &'a Context<'m>,
    id: AssetId,
    /// Assets that are made from it.
    made: &'a [AssetId],
    traffic: &'a Traffic,
    roads: &'a Roads<'a>,
}

impl Report<'_, '_> {
    fn diagnostic(&self, arrival: Arrival, places: &[(Cleared, &Arrivals)]) -> Diagnostic {
        let model = self.context.model;
        let name = roads::asset(model, self.id);
        let diagnostic = self.what_is_wrong(arrival, places);
        let (span, message) = roads::class_label(model, self.id, self.context.facts.classes_of(self.id));
        let mut diagnostic = diagnostic.also(span, message);
        for (place, _) in places {
            let clearance = roads::classes(model, place.clearance(model));
            let message = format!("`{}` is cleared for {clearance}", place.identity(model).id);
            diagnostic = diagnostic.also(place.span(model), message);
        }
        diagnostic = diagnostic.note(self.order(places));
        if let Arrival::Hop(last) = arrival {
            diagnostic = roads::with_road(diagnostic, model, self.id, (self.traffic, self.roads), last);
            diagnostic = self.other_ways(diagnostic, last, places);
        }
        let from = match arrival {
            Arrival::Hop(last) => format!("`carries:` of {}", roads::carrier(model, self.traffic.moves[last])),
            Arrival::Held(element) => format!("`holds:` of `{}`", roads::element(model, element)),
        };
        let diagnostic = diagnostic.help(format!("if it should not be there, take `{name}` out of the {from}"));
        self.raise(self.lower(diagnostic, places), places)
    }

    fn what_is_wrong(&self, arrival: Arrival, places: &[(Cleared, &Arrivals)]) -> Diagnostic {
        let model = self.context.model;
        let (name, class) = (roads::asset(model, self.id), self.too_high(places));
        let place = places.first().map_or("", |(place, _)| place.identity(model).id.as_str());
        let inside = matches!(places.first(), Some((Cleared::Boundary(_), _)));
        let (does, span, label, level) = match arrival {
            Arrival::Held(element) => {
                let label = format!("`{}` keeps it", roads::element(model, element));
                ("is kept", model[element].identity.place("holds"), label, Severity::Error)
            }
            Arrival::Hop(last) => {
                let one = self.traffic.moves[last];
                let to = roads::element(model, one.to);
                let carrier = roads::carrier(model, one);
                let (does, brings, level) = match one.proposed {
                    true => ("would arrive", "would bring", Severity::Warning),
                    false => ("arrives", "brings", Severity::Error),
                };
                (does, roads::place(model, one), format!("{carrier} {brings} it to `{to}`"), level)
            }
        };
        let place = if inside || does == "is kept" { format!("in `{place}`") } else { format!("at `{place}`") };
        let message = format!("`{name}` {does} {place}, which is not cleared for {class}");
        Diagnostic { level, ..Diagnostic::new(&codes::ABOVE_CLEARANCE, message).at(span, label) }
    }

    /// Those of the asset's classes that the clearances do not let in.
    fn too_high(&self, places: &[(Cleared, &Arrivals)]) -> String {
        let model = self.context.model;
        roads::classes(model, &self.not_let_in(places.first().map_or(&[], |(place, _)| place.clearance(model))))
    }

    fn not_let_in(&self, clearance: &[ClassId]) -> Vec<ClassId> {
        let classes = self.context.facts.classes_of(self.id).iter().copied();
        classes.filter(|class| !covers(self.context.model, clearance, &[*class])).collect()
    }

    /// How the class and the clearance lie in the order.
    fn order(&self, places: &[(Cleared, &Arrivals)]) -> String {
        let model = self.context.model;
        let clearance = places.first().map_or(&[][..], |(place, _)| place.clearance(model));
        let (class, cleared) = (self.too_high(places), roads::classes(model, clearance));
        let above = |limit: &ClassId| self.not_let_in(clearance).iter().all(|class| at_or_above(model, *class, *limit));
        let lies = if clearance.iter().all(above) { "lies above" } else { "does not lie below" };
        format!("a clearance lets in the classes that it names and those below them; {class} {lies} {cleared}")
    }

    /// Names what else brings it to the same place, so that nobody mends one way only.
    fn other_ways(&self, diagnostic: Diagnostic, last: usize, places: &[(Cleared, &Arrivals)]) -> Diagnostic {
        let model = self.context.model;
        let Some((place, arrivals)) = places.first() else { return diagnostic };
        let diagnostic = match arrivals.held.first() {
            Some(element) => diagnostic.also(model[*element].identity.place("holds"), "and it is kept here"),
            None => diagnostic,
        };
        let from_outside = |at: &&usize| **at != last && !place.contains(model, self.traffic.moves[**at].from);
        let others: Vec<&usize> = arrivals.hops.iter().filter(from_outside).collect();
        match others.as_slice() {
            [] => diagnostic,
            [only] => {
                let hop = roads::hop_in_words(model, self.traffic.moves[**only]);
                diagnostic.note(format!("it comes there in another way as well: {hop}"))
            }
            several => diagnostic.note(format!("{} more hops bring it there", several.len())),
        }
    }

    /// Says how to send something lower instead.
    fn lower(&self, diagnostic: Diagnostic, places: &[(Cleared, &Arrivals)]) -> Diagnostic {
        let model = self.context.model;
        let name = roads::asset(model, self.id);
        let may = |asset: &&AssetId| {
            let classes = self.context.facts.classes_of(**asset);
            !classes.is_empty() && places.iter().all(|(place, _)| covers(model, place.clearance(model), classes))
        };
        if let Some(better) = self.made.iter().find(may) {
            let (better, class) = (roads::asset(model, *better), self.context.facts.classes_of(*better));
            return diagnostic.help(format!(
                "or let `{better}` go there instead, which is made from `{name}` and is {}",
                roads::classes(model, class)
            ));
        }
        let clearance = places.first().map_or(&[][..], |(place, _)| place.clearance(model));
        let own = self.context.facts.classes_of(self.id);
        let below = clearance.iter().find(|class| covers(model, own, &[**class])).or(clearance.first());
        let class = below.map_or("…", |class| model[*class].identity.id.as_str());
        diagnostic.help(format!(
            "or send what a process makes from it: `asset {name}_lowered \"…\" {{ class: {class}, derived_from: {name} }}`, \
             and in that process `declassifies {name}_lowered {{ method: \"…\", because: \"…\" }}`"
        ))
    }

    /// Says how to let it in.
    fn raise(&self, diagnostic: Diagnostic, places: &[(Cleared, &Arrivals)]) -> Diagnostic {
        let model = self.context.model;
        let own = self.context.facts.classes_of(self.id);
        let mut wanted: Vec<(String, Vec<&str>)> = Vec::new();
        for (place, _) in places {
            let kept = place.clearance(model).iter().filter(|class| !covers(model, own, &[**class]));
            let all: Vec<&str> = kept.chain(own).map(|class| model[*class].identity.id.as_str()).collect();
            let all = if let [only] = all.as_slice() { (*only).to_owned() } else { format!("[{}]", all.join(", ")) };
            let id = place.identity(model).id.as_str();
            match wanted.iter_mut().find(|(same, _)| *same == all) {
                Some((_, ids)) => ids.push(id),
                None => wanted.push((all, vec![id])),
            }
        }
        wanted.into_iter().fold(diagnostic, |diagnostic, (all, ids)| {
            let ids = list_all(ids, 6);
            diagnostic.help(format!("or, if it may be there, raise the clearance of {ids}: `clearance: {all}`"))
        })
    }
}
