//! From finished levels to the drawing: all blocks from the inside out, then the page as the caller knows it.
//!
//! May assume that levels are ordered and fit the directions. Must not change anything but the margin and corners that
//! are none.

use super::block::{Block, Context};
use super::level::Level;
use super::measures::MARGIN;
use super::{Direction, Drawing, Point, Rect, Route};

/// A candidate that has been drawn: what later candidates share with it need not be built again.
pub(super) struct Built<'a> {
    pub levels: &'a [Level],
    pub directions: &'a [Direction],
    pub blocks: &'a [Block],
}

/// Builds all blocks from the inside out; those that would come out as in `built` are taken from there.
pub(super) fn build(context: &Context, levels: &[Level], built: Option<&Built>) -> Vec<Block> {
    let mut blocks: Vec<Block> = vec![Block::default(); levels.len()];
    let mut taken = vec![false; levels.len()];
    for &container in context.tree.preorder.iter().rev() {
        let same = |built: &&Built| {
            context.tree.groups_in[container].iter().all(|&inner| taken[inner])
                && built.directions[container] == context.directions[container]
                && built.levels[container].looks_like(&levels[container])
        };
        let known = built.filter(same);
        taken[container] = known.is_some();
        blocks[container] = match known {
            Some(built) => built.blocks[container].clone(),
            None => Block::build(context, container, &levels[container], &blocks),
        };
    }
    blocks
}

/// Reads the page's block as a drawing.
pub(super) fn assemble(context: &Context, page: &Block) -> Drawing {
    let graph = context.graph;
    let margin = MARGIN as f64;
    let shift = |p: &Point| Point { x: p.x + margin, y: p.y + margin };
    let moved = |r: &Rect| Rect { x: r.x + margin, y: r.y + margin, ..*r };
    let mut drawing = Drawing {
        nodes: vec![Rect::default(); graph.nodes.len()],
        groups: vec![Rect::default(); graph.groups.len()],
        routes: vec![Route::default(); graph.edges.len()],
        direction: Some(context.directions[0]),
        directions: context.directions[1..].to_vec(),
        ..Drawing::default()
    };
    for (node, rect) in &page.nodes {
        drawing.nodes[*node] = moved(rect);
    }
    for (group, rect) in &page.groups {
        drawing.groups[*group] = moved(rect);
    }
    for (edge, rect) in &page.labels {
        drawing.routes[*edge].label = Some(moved(rect));
    }
    for (edge, points) in &page.lines {
        let mut points = simplified(points.iter().map(shift).collect());
        if context.plan.flipped[*edge] {
            points.reverse();
        }
        drawing.routes[*edge].points = points;
    }
    measure(&mut drawing);
    drawing
}

/// Drops corners that are none.
fn simplified(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        while let [.., a, b] = kept[..] {
            if (a.x == b.x && b.x == point.x) || (a.y == b.y && b.y == point.y) {
                kept.pop();
            } else {
                break;
            }
        }
        kept.push(point);
    }
    kept
}

/// Sets the extents of the drawing so that everything and a margin fit in.
fn measure(drawing: &mut Drawing) {
    let labels = drawing.routes.iter().filter_map(|route| route.label);
    let rects = drawing.nodes.iter().chain(&drawing.groups).copied().chain(labels);
    let points = drawing.routes.iter().flat_map(|route| &route.points).map(|p| (p.x, p.y));
    let corners = rects.map(|r| (r.x + r.width, r.y + r.height)).chain(points);
    let (mut width, mut height) = (MARGIN as f64, MARGIN as f64);
    for (x, y) in corners {
        width = width.max(x);
        height = height.max(y);
    }
    drawing.width = (width + MARGIN as f64).ceil();
    drawing.height = (height + MARGIN as f64).ceil();
}
