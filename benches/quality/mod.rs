//! How good a drawing is: what must never be (faults), and what should be little (crossings, detours, bends).
//!
//! Shared by the drawings benchmark and the tests. Works on any drawing of a graph, whoever made it.

use caveat::layout::{Drawing, Graph, Point, Rect};

/// The figures of a drawing.
#[derive(Debug, Default)]
pub struct Quality {
    /// What must not be, in words: overlaps, lines through foreign boxes or labels, parts outside of the page.
    pub faults: Vec<String>,
    /// How many times lines cross.
    pub crossings: usize,
    /// Corners of all lines.
    pub bends: usize,
    /// Length of all lines, divided by that of straight lines between their boxes.
    pub stretch: f64,
    /// Width divided by height.
    pub aspect: f64,
}

/// Looks at a drawing of a graph.
pub fn quality(graph: &Graph, drawing: &Drawing) -> Quality {
    let mut faults = Vec::new();
    boxes(graph, drawing, &mut faults);
    lines(graph, drawing, &mut faults);
    let (mut length, mut straight) = (0.0, 0.0);
    for (edge, route) in graph.edges.iter().zip(&drawing.routes).filter(|(edge, _)| edge.from != edge.to) {
        length += route.points.windows(2).map(|w| (w[0].x - w[1].x).abs() + (w[0].y - w[1].y).abs()).sum::<f64>();
        straight += apart(&drawing.nodes[edge.from], &drawing.nodes[edge.to]).max(20.0);
    }
    Quality {
        faults,
        crossings: crossings(drawing),
        bends: drawing.routes.iter().map(|route| route.points.len().saturating_sub(2)).sum(),
        stretch: length / straight.max(1.0),
        aspect: drawing.width / drawing.height,
    }
}

/// How far nodes moved on average between two drawings, as a share of the diagonal (a shift of everything is free), and
/// the share of pairs that changed their order from left to right or from top to bottom.
pub fn movement(before: &[Rect], after: &[Rect], diagonal: f64) -> (f64, f64) {
    let moves: Vec<(f64, f64)> = before.iter().zip(after).map(|(a, b)| (b.x - a.x, b.y - a.y)).collect();
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(0.0)
    };
    let (x, y) = (median(moves.iter().map(|m| m.0).collect()), median(moves.iter().map(|m| m.1).collect()));
    let mean = moves.iter().map(|m| (m.0 - x).hypot(m.1 - y)).sum::<f64>() / moves.len().max(1) as f64;
    let (mut pairs, mut flips) = (0, 0);
    for i in 0..moves.len() {
        for j in i + 1..moves.len() {
            let between = |r: &[Rect]| (r[j].x - r[i].x, r[j].y - r[i].y);
            let (was, is) = (between(before), between(after));
            for (was, is) in [(was.0, is.0), (was.1, is.1)] {
                if was.abs() > 15.0 {
                    pairs += 1;
                    flips += usize::from(was * is < 0.0 && is.abs() > 5.0);
                }
            }
        }
    }
    (mean / diagonal, flips as f64 / pairs.max(1) as f64)
}

/// Nodes, groups and labels: inside the page and their groups, and on top of nothing.
fn boxes(graph: &Graph, drawing: &Drawing, faults: &mut Vec<String>) {
    let page = Rect { x: 0.0, y: 0.0, width: drawing.width, height: drawing.height };
    let labels: Vec<(String, Rect)> = drawing
        .routes
        .iter()
        .enumerate()
        .filter_map(|(edge, route)| Some((format!("label {edge}"), route.label?)))
        .collect();
    let mut solid: Vec<(String, Rect)> =
        drawing.nodes.iter().enumerate().map(|(node, rect)| (format!("node {node}"), *rect)).collect();
    solid.extend(labels);
    let groups = drawing.groups.iter().enumerate().map(|(group, rect)| (format!("group {group}"), *rect));
    for (name, rect) in solid.iter().cloned().chain(groups) {
        if !(rect.x.is_finite() && rect.y.is_finite() && inside(&page, &rect)) {
            faults.push(format!("{name} lies outside the page: {rect:?}"));
        }
    }
    for (index, (name, rect)) in solid.iter().enumerate() {
        let upon = solid[index + 1..].iter().filter(|(_, other)| overlap(rect, other));
        faults.extend(upon.map(|(other, _)| format!("{name} overlaps {other}")));
    }
    for (group, rect) in drawing.groups.iter().enumerate() {
        for (node, own) in drawing.nodes.iter().enumerate() {
            let belongs = around(graph, graph.nodes[node].group).any(|outer| outer == group);
            if if belongs { !inside(rect, own) } else { overlap(rect, own) } {
                faults.push(format!("node {node} is on the wrong side of group {group}"));
            }
        }
        for (other, own) in drawing.groups.iter().enumerate().filter(|(other, _)| *other != group) {
            let holds = around(graph, graph.groups[other].parent).any(|outer| outer == group);
            let held = around(graph, graph.groups[group].parent).any(|outer| outer == other);
            if (holds && !inside(rect, own)) || (!holds && !held && overlap(rect, own)) {
                faults.push(format!("group {other} is on the wrong side of group {group}"));
            }
        }
    }
}

/// Lines: from outline to outline, around foreign nodes, groups, labels and titles.
fn lines(graph: &Graph, drawing: &Drawing, faults: &mut Vec<String>) {
    for (index, (edge, route)) in graph.edges.iter().zip(&drawing.routes).enumerate() {
        if route.points.len() < 2 || route.points.iter().any(|p| !p.x.is_finite() || !p.y.is_finite()) {
            faults.push(format!("line {index} is {:?}", route.points));
            continue;
        }
        let own = |node: usize| node == edge.from || node == edge.to;
        let mut meets = |name: String, rect: &Rect| {
            if route.points.windows(2).any(|w| overlap(&stretch_of(w), rect)) {
                faults.push(format!("line {index} runs through {name}"));
            }
        };
        for (node, rect) in drawing.nodes.iter().enumerate().filter(|(node, _)| !own(*node)) {
            meets(format!("node {node}"), rect);
        }
        for (other, label) in drawing.routes.iter().enumerate().filter(|(other, _)| *other != index) {
            if let Some(rect) = &label.label {
                meets(format!("label {other}"), rect);
            }
        }
        let ends = [edge.from, edge.to];
        for (group, rect) in drawing.groups.iter().enumerate() {
            let inner = ends.iter().any(|end| around(graph, graph.nodes[*end].group).any(|outer| outer == group));
            if !inner {
                meets(format!("group {group}"), rect);
            }
            let (width, height) = (graph.groups[group].title_width, graph.groups[group].title_height);
            if height > 0.0 {
                meets(
                    format!("the title of group {group}"),
                    &Rect { x: rect.x + 12.0, y: rect.y + 12.0, width, height },
                );
            }
        }
        for (end, point) in ends.iter().zip([route.points[0], route.points[route.points.len() - 1]]) {
            let rect = drawing.nodes[*end];
            let near = Rect { x: rect.x - 1.0, y: rect.y - 1.0, width: rect.width + 2.0, height: rect.height + 2.0 };
            if !inside(&near, &Rect { x: point.x, y: point.y, width: 0.0, height: 0.0 }) {
                faults.push(format!("line {index} ends away from node {end}"));
            }
        }
    }
}

fn crossings(drawing: &Drawing) -> usize {
    let segments: Vec<(usize, &[Point])> =
        drawing.routes.iter().enumerate().flat_map(|(edge, r)| r.points.windows(2).map(move |w| (edge, w))).collect();
    let upright = |w: &[Point]| w[0].x == w[1].x;
    let mut count = 0;
    for (a, up) in segments.iter().filter(|(_, w)| upright(w)) {
        for (b, flat) in segments.iter().filter(|(_, w)| !upright(w)) {
            let (x, y) = (up[0].x, flat[0].y);
            let between = |v: f64, a: f64, b: f64| a.min(b) < v && v < a.max(b);
            count += usize::from(a != b && between(x, flat[0].x, flat[1].x) && between(y, up[0].y, up[1].y));
        }
    }
    count
}

/// A group and all groups around it.
fn around(graph: &Graph, innermost: Option<usize>) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(innermost, |group| graph.groups[*group].parent).take(graph.groups.len() + 1)
}

fn stretch_of(w: &[Point]) -> Rect {
    let (x, y) = (w[0].x.min(w[1].x), w[0].y.min(w[1].y));
    Rect { x, y, width: (w[0].x - w[1].x).abs(), height: (w[0].y - w[1].y).abs() }
}

fn apart(a: &Rect, b: &Rect) -> f64 {
    let x = (b.x - a.x - a.width).max(a.x - b.x - b.width).max(0.0);
    let y = (b.y - a.y - a.height).max(a.y - b.y - b.height).max(0.0);
    x.hypot(y)
}

const SLACK: f64 = 0.01;

fn inside(outer: &Rect, inner: &Rect) -> bool {
    inner.x >= outer.x - SLACK
        && inner.y >= outer.y - SLACK
        && inner.x + inner.width <= outer.x + outer.width + SLACK
        && inner.y + inner.height <= outer.y + outer.height + SLACK
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x + a.width > b.x + SLACK
        && b.x + b.width > a.x + SLACK
        && a.y + a.height > b.y + SLACK
        && b.y + b.height > a.y + SLACK
}
