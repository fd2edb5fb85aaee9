//! One finished container: everything inside it at its place, and the places where edges pass its border.
//!
//! May assume that the blocks of all containers inside are finished. Must not change the order within columns.

use super::level::{Kind, Level};
use super::loops;
use super::measures::{Extent, LABEL_GAP, LINE_GAP, PADDING, extent, label_extent, node_extent, title_extent};
use super::place::place;
use super::plan::Plan;
use super::ports::{Ports, SidePort, side_ports};
use super::rim::{Passes, Rim};
use super::trace::{Sketch, Trace, trace};
use super::tree::Tree;
use super::{Direction, Graph, Point, Rect};
use std::collections::BTreeMap;

/// What every container needs to know.
pub(super) struct Context<'a> {
    pub graph: &'a Graph,
    pub tree: &'a Tree,
    pub plan: &'a Plan,
    /// The self-loops of each node.
    pub loops: &'a [Vec<usize>],
    /// The direction of each container.
    pub directions: &'a [Direction],
}

/// A finished container; coordinates are px from its left top corner, as on the page.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    pub width: i64,
    pub height: i64,
    pub nodes: Vec<(usize, Rect)>,
    pub groups: Vec<(usize, Rect)>,
    pub labels: Vec<(usize, Rect)>,
    /// The part of each edge that lies inside, from its left to its right end.
    pub lines: BTreeMap<usize, Vec<Point>>,
    /// Where edges pass the borders: edge and distance from the corner, by edge.
    pub west: BTreeMap<usize, i64>,
    pub east: BTreeMap<usize, i64>,
}

/// A level whose vertices and lines have their places in its frame.
#[derive(Clone, Copy)]
struct Placed<'a> {
    direction: Direction,
    level: &'a Level,
    tops: &'a [i64],
    cells: &'a [Extent],
    trace: &'a Trace,
    /// Labels that stand before their lines.
    before: &'a [bool],
}

impl Block {
    /// Finishes `container`, whose inner blocks are finished in `inner`.
    pub fn build(context: &Context, container: usize, level: &Level, inner: &[Block]) -> Self {
        let direction = context.directions[container];
        let cells = cells(context, direction, level, inner);
        let mut ports = Ports::new(context, direction, level, inner, &cells);
        let rim = Rim::new(context, container, level);
        ports.sizes.title = rim.title_at_border;
        let tops = place(level, &mut ports.sizes, rim.top);
        ports.anchor(context, direction, level, &cells);
        let tops: Vec<i64> = tops.iter().map(|t| t + rim.top).collect();
        let mut sketch = Sketch {
            level,
            sizes: &ports.sizes,
            cells: &cells,
            tops: &tops,
            exits: &ports.exits,
            entries: &ports.entries,
            strip: rim.strip,
            padding: rim.padding,
            lead_in: rim.lead_in,
            lead_out: rim.lead_out,
            later: 0,
        };
        let side_ports = side_ports(context, direction, level, inner);
        let mut trace = trace(&sketch);
        let missing = beyond_title(context, container, level, &side_ports, &trace);
        if missing > 0 {
            sketch.lead_in += missing;
            sketch.later = missing;
            trace = super::trace::trace(&sketch);
        }
        let bottom = (0..tops.len()).map(|v| tops[v] + cells[v].across).max().unwrap_or(rim.top).max(rim.top);
        let least = if container == 0 { Extent::default() } else { title_extent(direction, context.graph, container) };
        let extent = Extent {
            along: trace.along.max(least.along + 2 * rim.padding),
            across: (bottom + rim.padding).max(least.across + 2 * rim.padding),
        };
        let mut block = Block::default();
        let mut passes = Passes::new(level, &tops, &trace.lefts, extent);
        passes.lead(&mut trace.lines);
        for (side, port) in level.sides.iter().zip(&side_ports) {
            let x = trace.lefts[side.vertex] + port.along;
            let cell = if side.west { tops[side.vertex] } else { tops[side.vertex] + cells[side.vertex].across };
            let touched = Point { x: x as f64, y: cell as f64 + if side.west { port.depth } else { -port.depth } };
            let border = Point { x: x as f64, y: if side.west { 0.0 } else { extent.across as f64 } };
            let (points, offsets) = if side.west {
                (vec![border, touched], &mut passes.west)
            } else {
                (vec![touched, border], &mut passes.east)
            };
            trace.lines.push((side.edge, points));
            offsets.insert(side.edge, x);
        }
        (block.west, block.east) = (passes.west, passes.east);
        (block.width, block.height) = Turn(direction).size(extent);
        let placed = Placed { direction, level, tops: &tops, cells: &cells, trace: &trace, before: &ports.before };
        block.fill(context, &placed, inner);
        block
    }

    /// Puts everything at its place on the page.
    fn fill(&mut self, context: &Context, placed: &Placed, inner: &[Block]) {
        let Placed { direction, level, tops, cells, trace, before } = *placed;
        let turn = Turn(direction);
        for (edge, points) in &trace.lines {
            self.lines.insert(*edge, points.iter().map(|&p| turn.point(p)).collect());
        }
        for (v, vertex) in level.vertices.iter().enumerate() {
            let corner = Point { x: trace.lefts[v] as f64, y: tops[v] as f64 };
            match vertex.kind {
                Kind::Node(node) => self.put_node(context, direction, node, corner),
                Kind::Group(group) => {
                    let rect = turn.rect(corner, cells[v]);
                    self.take_in(group, &inner[group], rect);
                }
                Kind::Label(edge) => {
                    let Some(extent) = label_extent(direction, &context.graph.edges[edge]) else { continue };
                    let shift = if before[v] { 0 } else { LABEL_GAP + 1 };
                    let at = Point { y: corner.y + shift as f64, ..corner };
                    self.labels.push((edge, turn.rect(at, extent)));
                }
                Kind::Return(edge) => {
                    let Some(extent) = label_extent(direction, &context.graph.edges[edge]) else { continue };
                    let at = Point { y: corner.y + (LABEL_GAP + 1) as f64, ..corner };
                    self.labels.push((edge, turn.rect(at, extent)));
                }
                Kind::Bend | Kind::Border(_) => {}
            }
        }
    }

    fn put_node(&mut self, context: &Context, direction: Direction, node: usize, corner: Point) {
        let turn = Turn(direction);
        let body = node_extent(direction, &context.graph.nodes[node]);
        let own = &context.graph.nodes[node];
        let mut rect = turn.rect(corner, body);
        let exact = |size: f64, cell: f64| if size.is_finite() && size >= 1.0 { size.min(cell) } else { cell };
        let (width, height) = (exact(own.width, rect.width), exact(own.height, rect.height));
        rect.x += (rect.width - width) / 2.0;
        rect.y += (rect.height - height) / 2.0;
        self.nodes.push((node, Rect { width, height, ..rect }));
        let shift = |p: Point| Point { x: p.x + corner.x, y: p.y + corner.y };
        for drawn in loops::draw(context.graph, direction, node, &context.loops[node]) {
            self.lines.insert(drawn.edge, drawn.points.iter().map(|&p| turn.point(shift(p))).collect());
            if let Some((at, extent)) = drawn.label {
                self.labels.push((drawn.edge, turn.rect(shift(at), extent)));
            }
        }
    }

    /// Takes over everything in the block of a group inside, and joins the lines at its border.
    fn take_in(&mut self, group: usize, block: &Block, rect: Rect) {
        let moved = |r: &Rect| Rect { x: r.x + rect.x, y: r.y + rect.y, ..*r };
        self.nodes.extend(block.nodes.iter().map(|(n, r)| (*n, moved(r))));
        self.groups.push((group - 1, rect));
        self.groups.extend(block.groups.iter().map(|(g, r)| (*g, moved(r))));
        self.labels.extend(block.labels.iter().map(|(e, r)| (*e, moved(r))));
        for (edge, points) in &block.lines {
            let mut points: Vec<Point> = points.iter().map(|p| Point { x: p.x + rect.x, y: p.y + rect.y }).collect();
            let own = self.lines.entry(*edge).or_default();
            if own.is_empty() {
                *own = points;
            } else if own.last() == points.first() {
                own.append(&mut points);
            } else if own.last() == points.last() {
                // It comes back to a group of the same column, where it runs against the flow.
                own.extend(points.into_iter().rev());
            } else {
                points.append(own);
                *own = points;
            }
        }
    }
}

/// Turns the frame of a level (x along the flow, y across) into the page.
struct Turn(Direction);

impl Turn {
    fn size(&self, extent: Extent) -> (i64, i64) {
        match self.0 {
            Direction::Right => (extent.along, extent.across),
            Direction::Down => (extent.across, extent.along),
        }
    }

    fn point(&self, p: Point) -> Point {
        match self.0 {
            Direction::Right => p,
            Direction::Down => Point { x: p.y, y: p.x },
        }
    }

    fn rect(&self, corner: Point, extent: Extent) -> Rect {
        let at = self.point(corner);
        let (along, across) = (extent.along as f64, extent.across as f64);
        match self.0 {
            Direction::Right => Rect { x: at.x, y: at.y, width: along, height: across },
            Direction::Down => Rect { x: at.x, y: at.y, width: across, height: along },
        }
    }
}

/// How far the columns have to give way so that lines through the upper side pass the title.
fn beyond_title(context: &Context, container: usize, level: &Level, ports: &[SidePort], trace: &Trace) -> i64 {
    let title = title_extent(context.directions[container], context.graph, container);
    if context.directions[container] == Direction::Down || container == 0 || title.along == 0 {
        return 0;
    }
    let west = level.sides.iter().zip(ports).filter(|(side, _)| side.west);
    let first = west.map(|(side, port)| trace.lefts[side.vertex] + port.along).min();
    first.map_or(0, |first| title.along + PADDING + 4 - first)
}

/// The room each vertex takes.
fn cells(context: &Context, direction: Direction, level: &Level, inner: &[Block]) -> Vec<Extent> {
    let cell = |kind: Kind| match kind {
        Kind::Node(node) => loops::room(context.graph, direction, node, &context.loops[node]),
        Kind::Group(group) => extent(direction, inner[group].width as f64, inner[group].height as f64),
        Kind::Label(edge) => {
            let label = label_extent(direction, &context.graph.edges[edge]).unwrap_or_default();
            Extent { across: label.across + LABEL_GAP + 1, ..label }
        }
        Kind::Return(edge) => match label_extent(direction, &context.graph.edges[edge]) {
            Some(label) => Extent { along: label.along + LABEL_GAP, across: label.across + 2 * (LABEL_GAP + 1) },
            None => Extent { along: LINE_GAP, across: LINE_GAP },
        },
        Kind::Bend | Kind::Border(_) => Extent::default(),
    };
    level.vertices.iter().map(|vertex| cell(vertex.kind)).collect()
}
