//! One container as a layered graph: columns of vertices, and segments between neighbouring columns.
//!
//! Borders, bends of long links and labels are vertices like the items themselves, so that all of them get room.
//! May assume the plan's ranks rise along every link. Must not decide positions; it only holds the order.

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
    /// The place where an edge passes the container's west or east border.
    Border(usize),
}

/// Something that has a place in a column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vertex {
    pub kind: Kind,
    pub column: usize,
}

/// A piece of an edge from one column to the next. The keys say where it leaves or meets a group's side, from 0 to 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    pub edge: usize,
    pub left: usize,
    pub right: usize,
    pub left_key: f64,
    pub right_key: f64,
}

/// The layered graph of one container.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    pub vertices: Vec<Vertex>,
    pub segments: Vec<Segment>,
    /// The vertices of each column, in their present order.
    pub columns: Vec<Vec<usize>>,
    /// The segments that meet each vertex from the left, and those that leave it to the right.
    pub into: Vec<Vec<usize>>,
    pub out: Vec<Vec<usize>>,
    /// Whether the first or last column is a border.
    pub west: bool,
    pub east: bool,
    /// Whether the level runs at a right angle to the one around it: the borders' last edge is then the first outside.
    pub turned: bool,
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
        level
    }

    fn add(&mut self, kind: Kind, column: usize) -> usize {
        self.vertices.push(Vertex { kind, column });
        self.into.push(Vec::new());
        self.out.push(Vec::new());
        let vertex = self.vertices.len() - 1;
        self.columns[column].push(vertex);
        vertex
    }

    /// Adds the vertices and segments of one link.
    fn chain(&mut self, link: &Link, label_column: Option<usize>, columns: &Columns) {
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
        let segment = self.segments.len();
        self.segments.push(Segment { edge, left, right, left_key: 0.5, right_key: 0.5 });
        self.out[left].push(segment);
        self.into[right].push(segment);
    }

    /// The edges at a border in the order in which the level around sees them; `east` chooses the border.
    pub fn border(&self, east: bool) -> Vec<usize> {
        let column = match (east, self.west, self.east) {
            (false, true, _) => self.columns.first(),
            (true, _, true) => self.columns.last(),
            _ => None,
        };
        let vertices = column.map_or(&[][..], Vec::as_slice);
        let mut edges: Vec<usize> = vertices.iter().filter_map(|&v| self.border_edge(v)).collect();
        if self.turned {
            edges.reverse();
        }
        edges
    }

    /// Turns the order of all columns round.
    pub fn mirror(&mut self) {
        self.columns.iter_mut().for_each(|column| column.reverse());
    }

    /// The edge that passes the border at vertex `v`, if it is one.
    pub fn border_edge(&self, v: usize) -> Option<usize> {
        match self.vertices[v].kind {
            Kind::Border(edge) => Some(edge),
            _ => None,
        }
    }

    /// Whether the column is a border.
    pub fn is_border(&self, column: usize) -> bool {
        (self.west && column == 0) || (self.east && column + 1 == self.columns.len())
    }
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
