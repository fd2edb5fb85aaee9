//! Several diagrams as one model: what has the same kind and name in two diagrams is one thing.
//!
//! May assume that indices of the foreign model are right. Must never merge two things of the same diagram: there a name
//! that repeats names two things.

use super::foreign::{Answer, Boundary, Element, Flow, Foreign, Mitigation, Origin, Place, Threat};
use super::letters::folded;
use super::loss::Loss;
use std::collections::BTreeMap;

/// The model with each thing once, and what was taken for the same as something else.
pub(super) fn merged(mut foreign: Foreign) -> (Foreign, Vec<Loss>) {
    let mut notes = Vec::new();
    merge_boundaries(&mut foreign, &mut notes);
    merge_elements(&mut foreign, &mut notes);
    merge_flows(&mut foreign, &mut notes);
    merge_threats(&mut foreign, &mut notes);
    (foreign, notes)
}

/// Notes that a thing is the same as one before it.
fn note(notes: &mut Vec<Loss>, other: &Origin, own: &Origin, title: Option<&str>) {
    notes.push(Loss {
        path: other.path.clone(),
        what: "things that occur more than once",
        value: title.unwrap_or_default().to_owned(),
        why: format!("the same as {}", own.path),
        facts: 0,
    });
}

/// What may be the same as something in another diagram.
struct Candidate {
    diagram: usize,
    /// What both must share; empty if nothing but the id tells.
    key: String,
    id: String,
}

/// A thing that has appeared.
struct Thing<'c> {
    ids: Vec<&'c str>,
    place: usize,
    /// The last diagram that shows it.
    last: usize,
}

/// For each candidate the place of the thing that it is, places counting first appearances. Candidates of a diagram
/// stand together.
fn unify(candidates: &[Candidate]) -> Vec<usize> {
    let mut things: BTreeMap<&str, Vec<Thing<'_>>> = BTreeMap::new();
    let mut places = Vec::with_capacity(candidates.len());
    let mut count = 0;
    for group in candidates.chunk_by(|a, b| a.diagram == b.diagram) {
        let mut found: Vec<Option<usize>> = vec![None; group.len()];
        // The same id is a better sign than the same name.
        for by_id in [true, false] {
            for (candidate, found) in group.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
                *found = known(&mut things, candidate, by_id);
            }
        }
        for (candidate, found) in group.iter().zip(found) {
            places.push(found.unwrap_or(count));
            if found.is_none() {
                let thing = Thing { ids: vec![&candidate.id], place: count, last: candidate.diagram };
                things.entry(&candidate.key).or_default().push(thing);
                count += 1;
            }
        }
    }
    places
}

/// The place of a thing of an earlier diagram that this one is.
fn known<'c>(things: &mut BTreeMap<&str, Vec<Thing<'c>>>, candidate: &'c Candidate, by_id: bool) -> Option<usize> {
    if candidate.key.is_empty() && !by_id {
        return None;
    }
    let same = things.get_mut(candidate.key.as_str())?;
    let fits = |thing: &&mut Thing<'_>| {
        thing.last != candidate.diagram && (!by_id || thing.ids.contains(&candidate.id.as_str()))
    };
    let thing = same.iter_mut().find(fits)?;
    thing.last = candidate.diagram;
    thing.ids.push(&candidate.id);
    Some(thing.place)
}

/// The diagram that each thing of a list belongs to; what belongs to none counts as one more diagram.
fn diagrams_of(foreign: &Foreign, of: impl Fn(&super::foreign::Diagram) -> &Vec<usize>, count: usize) -> Vec<usize> {
    let mut diagrams = vec![foreign.diagrams.len(); count];
    for (number, diagram) in foreign.diagrams.iter().enumerate() {
        for index in of(diagram) {
            diagrams[*index] = diagrams[*index].min(number);
        }
    }
    diagrams
}

fn named(kind: &str, title: Option<&str>) -> String {
    title.map(folded).filter(|title| !title.is_empty()).map_or(String::new(), |title| format!("{kind} {title}"))
}

fn remap(list: &mut Vec<usize>, places: &[usize]) {
    let mut mapped: Vec<usize> = Vec::with_capacity(list.len());
    for index in list.iter() {
        let place = places[*index];
        if !mapped.contains(&place) {
            mapped.push(place);
        }
    }
    *list = mapped;
}

fn unite(own: &mut Option<String>, other: Option<String>) {
    match (own.as_mut(), other) {
        (None, other) => *own = other,
        (Some(own), Some(other)) if !own.contains(&other) => {
            own.push_str("\n\n");
            own.push_str(&other);
        }
        _ => {}
    }
}

fn unite_notes(own: &mut Vec<String>, other: Vec<String>) {
    for note in other {
        if !own.contains(&note) {
            own.push(note);
        }
    }
}

fn merge_boundaries(foreign: &mut Foreign, notes: &mut Vec<Loss>) {
    let diagrams = diagrams_of(foreign, |diagram| &diagram.boundaries, foreign.boundaries.len());
    let candidates: Vec<Candidate> = std::iter::zip(&foreign.boundaries, diagrams)
        .map(|(boundary, diagram)| Candidate {
            diagram,
            key: named("", boundary.title.as_deref()),
            id: boundary.origin.id.clone(),
        })
        .collect();
    let places = unify(&candidates);
    let mut kept: Vec<Boundary> = Vec::new();
    let mut parents: Vec<Option<usize>> = Vec::new();
    for (boundary, place) in std::mem::take(&mut foreign.boundaries).into_iter().zip(&places) {
        let parent = boundary.parent.map(|parent| places[parent]);
        match kept.get_mut(*place) {
            Some(own) => {
                note(notes, &boundary.origin, &own.origin, boundary.title.as_deref());
                own.origin.unite(&boundary.origin);
                unite(&mut own.description, boundary.description);
                parents[*place] = parents[*place].or(parent);
            }
            None => {
                kept.push(boundary);
                parents.push(parent);
            }
        }
    }
    for (index, boundary) in kept.iter_mut().enumerate() {
        // Two diagrams may nest two boundaries either way.
        boundary.parent = parents[index].filter(|_| !is_circle(&parents, index));
        if boundary.parent.is_none() {
            parents[index] = None;
        }
    }
    foreign.boundaries = kept;
    foreign.diagrams.iter_mut().for_each(|diagram| remap(&mut diagram.boundaries, &places));
    for element in &mut foreign.elements {
        element.boundary = element.boundary.map(|boundary| places[boundary]);
    }
}

/// Whether a way of parents comes back to where it began.
fn is_circle(parents: &[Option<usize>], start: usize) -> bool {
    let mut at = parents[start];
    for _ in 0..parents.len() {
        match at {
            Some(index) if index == start => return true,
            Some(index) => at = parents[index],
            None => return false,
        }
    }
    false
}

fn merge_elements(foreign: &mut Foreign, notes: &mut Vec<Loss>) {
    let diagrams = diagrams_of(foreign, |diagram| &diagram.elements, foreign.elements.len());
    let candidates: Vec<Candidate> = std::iter::zip(&foreign.elements, diagrams)
        .map(|(element, diagram)| Candidate {
            diagram,
            key: named(element.kind.word(), element.title.as_deref()),
            id: element.origin.id.clone(),
        })
        .collect();
    let places = unify(&candidates);
    let mut kept: Vec<Element> = Vec::new();
    for (element, place) in std::mem::take(&mut foreign.elements).into_iter().zip(&places) {
        match kept.get_mut(*place) {
            Some(own) => {
                note(notes, &element.origin, &own.origin, element.title.as_deref());
                own.origin.unite(&element.origin);
                unite_elements(own, element);
            }
            None => kept.push(element),
        }
    }
    foreign.elements = kept;
    foreign.diagrams.iter_mut().for_each(|diagram| remap(&mut diagram.elements, &places));
    for flow in &mut foreign.flows {
        flow.route.iter_mut().for_each(|stop| *stop = places[*stop]);
        if let Answer::Route(route) = &mut flow.answer {
            route.iter_mut().for_each(|stop| *stop = places[*stop]);
        }
    }
    for place in foreign.threats.iter_mut().flat_map(|threat| &mut threat.on) {
        if let Place::Element(index) = place {
            *index = places[*index];
        }
    }
}

fn unite_elements(own: &mut Element, other: Element) {
    unite(&mut own.description, other.description);
    unite(&mut own.runs_as, other.runs_as);
    unite_notes(&mut own.notes, other.notes);
    own.boundary = own.boundary.or(other.boundary);
    own.tech = own.tech.or(other.tech);
    own.encrypted |= other.encrypted;
    // In scope in one diagram is in scope.
    own.out_of_scope = own.out_of_scope.take().filter(|_| other.out_of_scope.is_some());
    for asset in other.holds {
        if !own.holds.contains(&asset) {
            own.holds.push(asset);
        }
    }
}

fn merge_flows(foreign: &mut Foreign, notes: &mut Vec<Loss>) {
    let diagrams = diagrams_of(foreign, |diagram| &diagram.flows, foreign.flows.len());
    let key = |flow: &Flow| match &flow.origin.ours {
        Some(ours) => format!("ours {ours}"),
        None => format!("{:?} {}", flow.route, flow.title.as_deref().map(folded).unwrap_or_default()),
    };
    let candidates: Vec<Candidate> = std::iter::zip(&foreign.flows, diagrams)
        .map(|(flow, diagram)| Candidate { diagram, key: key(flow), id: flow.origin.id.clone() })
        .collect();
    let places = unify(&candidates);
    let mut kept: Vec<Flow> = Vec::new();
    for (flow, place) in std::mem::take(&mut foreign.flows).into_iter().zip(&places) {
        match kept.get_mut(*place) {
            Some(own) => {
                note(notes, &flow.origin, &own.origin, flow.title.as_deref());
                own.origin.unite(&flow.origin);
                unite(&mut own.description, flow.description);
                unite_notes(&mut own.notes, flow.notes);
                own.out_of_scope = own.out_of_scope.take().filter(|_| flow.out_of_scope.is_some());
                for (own, other) in own.over.iter_mut().zip(flow.over) {
                    *own = own.take().or(other);
                }
                if own.answer == Answer::Unsaid {
                    own.answer = flow.answer;
                }
            }
            None => kept.push(flow),
        }
    }
    foreign.flows = kept;
    foreign.diagrams.iter_mut().for_each(|diagram| remap(&mut diagram.flows, &places));
    for place in foreign.threats.iter_mut().flat_map(|threat| &mut threat.on) {
        if let Place::Flow(index) = place {
            *index = places[*index];
        }
    }
}

/// Threats of the same place that say the same are one.
fn merge_threats(foreign: &mut Foreign, notes: &mut Vec<Loss>) {
    let mut kept: Vec<Threat> = Vec::new();
    // Indices of those that are kept, by place.
    let mut there: BTreeMap<Vec<Place>, Vec<usize>> = BTreeMap::new();
    for threat in std::mem::take(&mut foreign.threats) {
        let places = there.entry(threat.on.clone()).or_default();
        let same = places
            .iter()
            .find(|index| !threat.on.is_empty() && says_the_same(&kept[**index], &threat, &foreign.mitigations));
        match same {
            Some(same) => {
                note(notes, &threat.origin, &kept[*same].origin, threat.title.as_deref());
                kept[*same].origin.unite(&threat.origin);
            }
            None => {
                places.push(kept.len());
                kept.push(threat);
            }
        }
    }
    foreign.threats = kept;
}

fn says_the_same(own: &Threat, other: &Threat, mitigations: &[Mitigation]) -> bool {
    let texts =
        |threat: &Threat| -> Vec<_> { threat.mitigations.iter().map(|index| mitigations[*index].clone()).collect() };
    (&own.title, own.kind, own.state) == (&other.title, other.kind, other.state)
        && (own.likelihood, own.impact) == (other.likelihood, other.impact)
        && (&own.description, &own.reason) == (&other.description, &other.reason)
        && own.notes == other.notes
        && texts(own) == texts(other)
}
