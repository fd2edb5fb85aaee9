//! Automatic layout of data-flow diagrams: boxes for nodes and groups, lines for edges, room for labels.
//!
//! May assume nothing about the graph but that its numbers are sizes in px; broken references, cycles among groups
//! and absurd sizes are tolerated. Must not panic, read clocks, or let anything but the graph decide the drawing.
//!
//! The way of a graph through the modules: `tree` (who contains whom), `hints` (an earlier drawing), `plan` and `ranks`
//! (columns of each group), `level` and `borders` (columns as vertices and segments), `ends`, `order`, `weave` and
//! `tries` (order within the columns), `sides` (lines straight through a border) and `stagger` (labels in two rows),
//! `ports`, `place`, `simplex` and `front` (coordinates), `channel`, `trace`, `rim` and `loops` (lines), `block` (one
//! finished group), `assemble` (the whole), `draw`, `score` and `polish` (candidates), `straighten` (last touches).

mod assemble;
mod block;
mod borders;
mod channel;
mod draw;
mod ends;
mod engine_layout_rs;
mod front;
mod hints;
mod level;
mod lists;
mod loops;
mod measures;
mod order;
mod place;
mod plan;
mod polish;
mod ports;
mod ranks;
mod rim;
mod score;
mod sides;
mod simplex;
mod stagger;
mod straighten;
mod trace;
mod tree;
mod tries;
mod weave;

/// Outline of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// A box; lines end on its border.
    #[default]
    Rectangle,
    /// An ellipse inscribed in the node's box; lines end on the ellipse.
    Circle,
    /// A data store, drawn as a box or as two bars; lines end on the border of its box.
    Store,
}

/// The way in which most edges run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    Right,
    /// From top to bottom.
    Down,
}

/// A node to be drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Node {
    /// Its outline.
    pub shape: Shape,
    /// Width of its box in px.
    pub width: f64,
    /// Height of its box in px.
    pub height: f64,
    /// Index of the innermost group that contains it.
    pub group: Option<usize>,
}

/// A box around nodes and other groups, with a title at its top left.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// Index of the group that contains it.
    pub parent: Option<usize>,
    /// Width of its title in px; 0 without a title.
    pub title_width: f64,
    /// Height of its title in px; 0 without a title.
    pub title_height: f64,
}

/// A directed line between two nodes, perhaps the same.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Edge {
    /// Index of the node where it begins.
    pub from: usize,
    /// Index of the node where it ends.
    pub to: usize,
    /// Width of its label in px; 0 without a label.
    pub label_width: f64,
    /// Height of its label in px; 0 without a label.
    pub label_height: f64,
}

/// What to draw.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    /// The nodes; their order breaks ties.
    pub nodes: Vec<Node>,
    /// The groups.
    pub groups: Vec<Group>,
    /// The edges.
    pub edges: Vec<Edge>,
    /// The main direction; `None` lets the score choose.
    pub direction: Option<Direction>,
    /// An earlier drawing of much the same graph, whose parts should stay where they are.
    pub hints: Option<Hints>,
}

/// What is known of an earlier drawing. Its lists have the indices of the graph's parts; whatever is new is `None`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hints {
    /// The main direction; without it the other hints are not used.
    pub page: Option<Direction>,
    /// The direction of each group.
    pub directions: Vec<Option<Direction>>,
    /// The left top corner of each node.
    pub nodes: Vec<Option<Point>>,
    /// The box of each group.
    pub groups: Vec<Option<Rect>>,
    /// The middle of each edge's label, or of its line: where it ran among the others.
    pub edges: Vec<Option<Point>>,
}

/// A point in px, x to the right and y downwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// Distance from the left edge of the drawing.
    pub x: f64,
    /// Distance from the top edge of the drawing.
    pub y: f64,
}

/// A rectangle in px.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left side.
    pub x: f64,
    /// Top side.
    pub y: f64,
    /// Extent to the right.
    pub width: f64,
    /// Extent downwards.
    pub height: f64,
}

impl Rect {
    /// The smallest one around some points.
    fn around(points: &[Point]) -> Rect {
        let least = |of: fn(&Point) -> f64| points.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&Point) -> f64| points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let (x, y) = (least(|p| p.x), least(|p| p.y));
        Rect { x, y, width: most(|p| p.x) - x, height: most(|p| p.y) - y }
    }

    /// Whether a point lies in it or on its border.
    fn holds(&self, p: Point) -> bool {
        self.x <= p.x && p.x <= self.x + self.width && self.y <= p.y && p.y <= self.y + self.height
    }
}

impl Hints {
    fn node(&self, node: usize) -> Option<Point> {
        self.nodes.get(node).copied().flatten()
    }

    fn group(&self, group: usize) -> Option<Rect> {
        self.groups.get(group).copied().flatten()
    }

    fn edge(&self, edge: usize) -> Option<Point> {
        self.edges.get(edge).copied().flatten()
    }
}

/// The line of one edge.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Route {
    /// Corners of the line, from the outline of `from` to the outline of `to`; empty for an edge to a missing node.
    pub points: Vec<Point>,
    /// Room reserved for the label's text.
    pub label: Option<Rect>,
}

impl Route {
    /// The middle of the label, or else of the line.
    pub fn middle(&self) -> Option<Point> {
        if let Some(label) = &self.label {
            return Some(Point { x: label.x + label.width / 2.0, y: label.y + label.height / 2.0 });
        }
        let (a, b) = (self.points.get((self.points.len().max(1) - 1) / 2)?, self.points.get(self.points.len() / 2)?);
        Some(Point { x: (a.x + b.x) / 2.0, y: (a.y + b.y) / 2.0 })
    }
}

/// A finished drawing; its parts have the indices of the graph's parts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// Extent to the right in px, margins included.
    pub width: f64,
    /// Extent downwards in px, margins included.
    pub height: f64,
    /// Boxes of the nodes.
    pub nodes: Vec<Rect>,
    /// Boxes of the groups.
    pub groups: Vec<Rect>,
    /// Lines of the edges.
    pub routes: Vec<Route>,
    /// The main direction.
    pub direction: Option<Direction>,
    /// The direction of each group.
    pub directions: Vec<Direction>,
}

impl Drawing {
    /// What keeps the next drawing of the same graph like this one.
    pub fn hints(&self) -> Hints {
        Hints {
            page: self.direction,
            directions: self.directions.iter().copied().map(Some).collect(),
            nodes: self.nodes.iter().map(|rect| Some(Point { x: rect.x, y: rect.y })).collect(),
            groups: self.groups.iter().copied().map(Some).collect(),
            edges: self.routes.iter().map(Route::middle).collect(),
        }
    }
}

/// Draws a graph. The same graph gives the same drawing, always.
pub fn draw(graph: &Graph) -> Drawing {
    draw::best(graph)
}

/// The direction at a right angle.
fn across(direction: Direction) -> Direction {
    match direction {
        Direction::Right => Direction::Down,
        Direction::Down => Direction::Right,
    }
}
