//! One container as a layered graph: columns of vertices, and segments between neighbouring columns.
//!
//! Borders, bends of long links and labels are vertices like the items themselves, so that all of them get room.
//! May assume the plan's ranks rise along every link. Must not decide positions; it only holds the order.

use super::hints::Place;
use super::lists::Lists;
use super::plan::{End, Link, Plan};
use super::tree::Tree;
use super::{Edge, Graph};

/// What a vertex stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A node of the graph.
    Node(usize),
    /// A container inside this one.
    Group(usize),
    /// The label of an edge.
    Label(usize),
    /// A place where a long link passes a column.
    Bend,
    /// The place where a link between two items of one column turns back, round its label if it has one.
    Return(usize),
    /// The place where an edge passes the container's west or east border.
    Border(usize),
}

/// Something that has a place in a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Vertex {
    pub kind: Kind,
    pub column: usize,
}

/// A piece of an edge from one column to the next. The keys say where it leaves or meets a group's side, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Segment {
    pub edge: usize,
    pub left: usize,
    pub right: usize,
    pub left_key: f64,
    pub right_key: f64,
}

/// A border edge that goes straight from an item through the side of the container.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Side {
    pub edge: usize,
    pub vertex: usize,
    /// Whether it comes in over the west border, that is through the side at the start of the columns.
    pub west: bool,
}

/// The layered graph of one container.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    pub vertices: Vec<Vertex>,
    pub segments: Vec<Segment>,
    /// The vertices of each column, in their present order.
    pub columns: Vec<Vec<usize>>,
    /// The segments that meet each vertex from the left, and those that leave it to the right.
    pub into: Lists,
    pub out: Lists,
    /// Whether the first or last column is a border.
    pub west: bool,
    pub east: bool,
    /// Whether the level runs at a right angle to the one around it: the borders' last edge is then the first outside.
    pub turned: bool,
    /// Edges without segments, since they leave through the side; in the order in which they do.
    pub sides: Vec<Side>,
    /// Border edges that the level around takes through its own side, sorted.
    pub beside: Vec<usize>,
    /// Where the vertices were in an earlier drawing; shorter than `vertices`, since only items come first.
    pub known: Vec<Option<Place>>,
    /// Whether its order was found to be as good as it gets, and nothing has changed since.
    pub settled: bool,
}

impl Level {
    /// Builds the level of `container`, everything in declaration order.
    pub fn new(graph: &Graph, tree: &Tree, plan: &Plan, container: usize) -> Self {
        let links = &plan.links[container];
        let ranks = &plan.ranks[container];
        let gaps = label_gaps(&graph.edges, links, ranks);
        let columns = Columns::new(links, ranks, &gaps);
        let mut level = Level { west: columns.west, east: columns.east, ..Level::default() };
        level.columns = vec![Vec::new(); columns.count];
        let nodes = tree.nodes_in[container].iter().map(|&n| Kind::Node(n));
        let groups = tree.groups_in[container].iter().map(|&g| Kind::Group(g));
        for (item, kind) in nodes.chain(groups).enumerate() {
            level.add(kind, columns.of_rank[ranks[item]]);
        }
        for (link, gap) in links.iter().zip(&gaps) {
            level.chain(link, gap.map(|g| columns.of_gap[g]), &columns);
        }
        level.link();
        level
    }

    fn add(&mut self, kind: Kind, column: usize) -> usize {
        self.vertices.push(Vertex { kind, column });
        let vertex = self.vertices.len() - 1;
        self.columns[column].push(vertex);
        vertex
    }

    /// Adds the vertices and segments of one link.
    fn chain(&mut self, link: &Link, label_column: Option<usize>, columns: &Columns) {
        if let (End::Item(from), End::Item(to), Some(column)) = (link.left, link.right, label_column)
            && self.vertices[from].column == self.vertices[to].column
        {
            let turn = self.add(Kind::Return(link.edge), column);
            self.join(link.edge, from, turn);
            self.join(link.edge, to, turn);
            return;
        }
        let mut at = match link.left {
            End::Item(item) => item,
            _ => self.add(Kind::Border(link.edge), 0),
        };
        let last = match link.right {
            End::Item(item) => self.vertices[item].column,
            _ => columns.count - 1,
        };
        for column in self.vertices[at].column + 1..last {
            let kind = if label_column == Some(column) { Kind::Label(link.edge) } else { Kind::Bend };
            let next = self.add(kind, column);
            self.join(link.edge, at, next);
            at = next;
        }
        let end = match link.right {
            End::Item(item) => item,
            _ => self.add(Kind::Border(link.edge), last),
        };
        self.join(link.edge, at, end);
    }

    fn join(&mut self, edge: usize, left: usize, right: usize) {
        self.segments.push(Segment { edge, left, right, left_key: 0.5, right_key: 0.5 });
    }

    /// Lets the vertices know their segments.
    pub fn link(&mut self) {
        self.settled = false;
        self.into = Lists::new(self.vertices.len(), self.segments.iter().map(|segment| segment.right));
        self.out = Lists::new(self.vertices.len(), self.segments.iter().map(|segment| segment.left));
    }

    /// Where a vertex was in an earlier drawing.
    pub fn place(&self, v: usize) -> Option<Place> {
        self.known.get(v).copied().flatten()
    }

    /// Brings the known vertices of all columns into their earlier order.
    pub fn keep_known(&mut self) {
        let mut columns = std::mem::take(&mut self.columns);
        columns.iter_mut().for_each(|column| self.keep_known_in(column));
        self.columns = columns;
    }

    /// Brings the known vertices of one column into their earlier order, without moving the others.
    pub fn keep_known_in(&self, order: &mut [usize]) {
        if self.known.is_empty() {
            return;
        }
        let slots: Vec<usize> = (0..order.len()).filter(|&at| self.place(order[at]).is_some()).collect();
        let mut known: Vec<usize> = slots.iter().map(|&at| order[at]).collect();
        known.sort_by_key(|&v| self.place(v).map(|place| place.across));
        for (slot, v) in slots.into_iter().zip(known) {
            order[slot] = v;
        }
    }

    /// Whether both are drawn alike.
    pub fn looks_like(&self, other: &Level) -> bool {
        self.turned == other.turned
            && self.columns == other.columns
            && self.vertices == other.vertices
            && self.segments == other.segments
            && self.sides == other.sides
            && self.beside == other.beside
    }

    /// Turns the order of all columns round.
    pub fn mirror(&mut self) {
        self.columns.iter_mut().for_each(|column| column.reverse());
    }
}

/// How many segments some levels have together.
pub(super) fn segments(levels: &[Level]) -> usize {
    levels.iter().map(|level| level.segments.len()).sum()
}

/// Which columns there are: borders, one for each rank, and one for the labels of each gap that has any.
struct Columns {
    of_rank: Vec<usize>,
    of_gap: Vec<usize>,
    count: usize,
    west: bool,
    east: bool,
}

impl Columns {
    fn new(links: &[Link], ranks: &[usize], gaps: &[Option<usize>]) -> Self {
        let west = links.iter().any(|link| link.left == End::West);
        let east = links.iter().any(|link| link.right == End::East);
        let depth = ranks.iter().map(|r| r + 1).max().unwrap_or(0);
        let mut labelled = vec![false; depth];
        for &gap in gaps.iter().flatten() {
            labelled[gap] = true;
        }
        let mut count = usize::from(west);
        let (mut of_rank, mut of_gap) = (Vec::new(), Vec::new());
        for has_labels in labelled {
            of_rank.push(count);
            of_gap.push(count + 1);
            count += if has_labels { 2 } else { 1 };
        }
        Columns { of_rank, of_gap, count: count + usize::from(east), west, east }
    }
}

/// For each link, the gap after which rank its label stands: the emptiest, among equals the one nearest the middle.
fn label_gaps(edges: &[Edge], links: &[Link], ranks: &[usize]) -> Vec<Option<usize>> {
    let mut filled = vec![0usize; ranks.iter().max().map_or(0, |r| r + 1)];
    let mut gaps = Vec::with_capacity(links.len());
    for link in links {
        let (End::Item(left), End::Item(right)) = (link.left, link.right) else {
            gaps.push(None);
            continue;
        };
        let (first, last) = (ranks[left], ranks[right]);
        if first == last {
            filled[first] += 1;
            gaps.push(Some(first));
            continue;
        }
        let edge = &edges[link.edge];
        let wanted = edge.label_width > 0.0 && edge.label_height > 0.0;
        let gap = (first..last).min_by_key(|&g| (filled[g], (2 * g + 1).abs_diff(first + last), g));
        let gap = gap.filter(|_| wanted);
        if let Some(g) = gap {
            filled[g] += 1;
        }
        gaps.push(gap);
    }
    gaps
}
