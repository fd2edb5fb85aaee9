//! Our own export draws a route of several hops as several flows, and its answer as more of them, and notes which step each
//! is. Here they become one flow again.

use crate::import::foreign::{Answer, Flow, Foreign, Place};
use std::collections::BTreeMap;

/// Joins the flows of one diagram, which are the last ones of the model; `shown` are their indices.
pub(super) fn join(foreign: &mut Foreign, shown: &mut Vec<usize>) {
    let Some(first) = shown.first().copied() else { return };
    let tail = foreign.flows.split_off(first);
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, flow) in tail.iter().enumerate() {
        if let (Some(ours), Some(_)) = (&flow.origin.ours, flow.step) {
            groups.entry(ours.clone()).or_default().push(index);
        }
    }
    let mut heads: Vec<usize> = (0..tail.len()).collect();
    let mut tail: Vec<Option<Flow>> = tail.into_iter().map(Some).collect();
    for (ours, group) in groups {
        let known = foreign.flows.iter().any(|flow| flow.origin.ours.as_ref() == Some(&ours));
        join_group(&mut tail, &mut heads, group, known);
    }
    // Flows that are part of another one go; what strikes them strikes that one.
    let mut places = Vec::new();
    let mut count = first;
    for flow in &tail {
        places.push(count);
        count += usize::from(flow.is_some());
    }
    for place in foreign.threats.iter_mut().flat_map(|threat| &mut threat.on) {
        if let Place::Flow(index) = place
            && *index >= first
        {
            *index = places[heads[*index - first]];
        }
    }
    foreign.flows.extend(tail.into_iter().flatten());
    *shown = (first..count).collect();
}

fn join_group(tail: &mut [Option<Flow>], heads: &mut [usize], mut group: Vec<usize>, known: bool) {
    group.sort_by_key(|index| tail[*index].as_ref().and_then(|flow| flow.step));
    let Some(head) = group.first().copied() else { return };
    let steps: Vec<&Flow> = group.iter().filter_map(|index| tail[*index].as_ref()).collect();
    let whole = route(&steps, false).map(|way| (way, route(&steps, true)));
    let rest = group.split_first().map_or(&[][..], |(_, rest)| rest);
    match whole {
        Some(((way_there, over), answer)) => {
            if let Some(flow) = tail[head].as_mut() {
                flow.answer = match answer {
                    Some((way, _)) if way.iter().rev().eq(&way_there) => Answer::Back,
                    Some((way, _)) => Answer::Route(way),
                    None => Answer::Unsaid,
                };
                (flow.route, flow.over) = (way_there, over);
            }
        }
        // A view may show some steps only; the whole is known from an earlier diagram.
        None if known => {}
        // Whatever it was, it is in pieces now: flows of their own.
        None => {
            for index in &group {
                if let Some(flow) = tail[*index].as_mut() {
                    flow.origin.ours = None;
                }
            }
            return;
        }
    }
    for index in rest {
        tail[*index] = None;
        heads[*index] = head;
    }
}

/// The route of all steps that belong to the answer, or not, with the protocols of its hops; `None` if it has gaps.
fn route(steps: &[&Flow], of_answer: bool) -> Option<(Vec<usize>, Vec<Option<String>>)> {
    let steps: Vec<&&Flow> =
        steps.iter().filter(|flow| flow.step.is_some_and(|(answer, _)| answer == of_answer)).collect();
    let mut route = vec![*steps.first()?.route.first()?];
    let mut over = Vec::new();
    for (number, flow) in steps.iter().enumerate() {
        let [from, to] = flow.route.as_slice() else { return None };
        if flow.step.map(|(_, step)| step) != Some(number + 1) || route.last() != Some(from) {
            return None;
        }
        route.push(*to);
        over.extend(flow.over.clone());
    }
    Some((route, over))
}
