//! What is known of an earlier drawing, as seen from each container: columns, places along and across the flow.
//!
//! May assume nothing about the hints: any number may be anything, any part may be missing. Must only advise; what
//! cannot stay where it was goes elsewhere.

use super::level::{Kind, Level};
use super::measures::{MARGIN, PADDING, node_extent, whole};
use super::tree::Tree;
use super::{Direction, Drawing, Graph, Hints, Point};

/// Things whose middles are closer than this along the flow stood in one column.
const COLUMN: f64 = 30.0;

/// Where an item was, in px from its container's left top corner, in the container's frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub along: i64,
    pub across: i64,
}

/// The earlier drawing, container by container.
pub(super) struct Known {
    /// The direction of each container.
    pub directions: Vec<Direction>,
    /// Where each item of each container was: its nodes come first, then its groups.
    pub places: Vec<Vec<Option<Place>>>,
    /// The column in which it was, counted from 0.
    pub columns: Vec<Vec<Option<usize>>>,
}

impl Known {
    /// Reads the hints of a graph; `None` where they are of no use.
    pub fn new(graph: &Graph, tree: &Tree) -> Option<Self> {
        let hints = graph.hints.as_ref()?;
        let page = graph.direction.or(hints.page)?;
        if hints.page.is_some_and(|hinted| hinted != page) || hints.nodes.iter().all(Option::is_none) {
            return None;
        }
        let mut directions = vec![page; tree.parent.len()];
        for &container in &tree.preorder[1..] {
            let own = hints.directions.get(container - 1).copied().flatten();
            directions[container] = own.unwrap_or(directions[tree.parent[container]]);
        }
        let (mut places, mut columns) = (Vec::new(), Vec::new());
        for (container, &direction) in directions.iter().enumerate() {
            let items = items(graph, tree, hints, direction, container);
            places.push(items.iter().map(|item| item.map(|(place, _)| place)).collect());
            columns.push(in_columns(&items));
        }
        Some(Known { directions, places, columns })
    }
}

/// Brings the contents of a level into the order of the earlier drawing: items and lines by where they were.
pub(super) fn arrange(level: &mut Level, graph: &Graph, direction: Direction) {
    let Some(hints) = &graph.hints else { return };
    let across = |p: Point| if direction == Direction::Right { p.y } else { p.x };
    let edge = |edge: usize| hints.edge(edge).map(across);
    let mut keys: Vec<Option<f64>> = Vec::with_capacity(level.vertices.len());
    for v in 0..level.vertices.len() {
        keys.push(match level.vertices[v].kind {
            Kind::Node(node) => hints
                .node(node)
                .map(|corner| across(corner) + node_extent(direction, &graph.nodes[node]).across as f64 / 2.0),
            Kind::Group(group) => hints
                .group(group - 1)
                .map(|rect| across(Point { x: rect.x + rect.width / 2.0, y: rect.y + rect.height / 2.0 })),
            Kind::Label(own) | Kind::Return(own) | Kind::Border(own) => edge(own),
            Kind::Bend => level.into[v].first().and_then(|&segment| edge(level.segments[segment].edge)),
        });
    }
    for column in &mut level.columns {
        // What is new stays behind what it was declared after.
        let mut last = f64::MIN;
        let mut placed: Vec<(f64, usize)> = Vec::with_capacity(column.len());
        for &v in column.iter() {
            last = keys[v].filter(|key| key.is_finite()).unwrap_or(last);
            placed.push((last, v));
        }
        placed.sort_by(|a, b| a.0.total_cmp(&b.0));
        *column = placed.into_iter().map(|(_, v)| v).collect();
    }
}

/// Each item of a container that is known, with its extent along the flow.
fn items(
    graph: &Graph,
    tree: &Tree,
    hints: &Hints,
    direction: Direction,
    container: usize,
) -> Vec<Option<(Place, i64)>> {
    let origin = match container.checked_sub(1) {
        None => Some(Point { x: MARGIN as f64, y: MARGIN as f64 }),
        Some(group) => hints.group(group).map(|rect| Point { x: rect.x, y: rect.y }),
    };
    let item = |corner: Option<Point>, along: f64| {
        let (corner, origin) = (corner?, origin?);
        let (x, y) = (signed(corner.x - origin.x)?, signed(corner.y - origin.y)?);
        Some(match direction {
            Direction::Right => (Place { along: x, across: y }, whole(along)),
            Direction::Down => (Place { along: y, across: x }, whole(along)),
        })
    };
    // A place in another group says nothing: the item has been moved.
    let stays = |corner: &Point, but: Option<usize>| {
        let holds = |group: usize| hints.group(group).is_some_and(|rect| rect.holds(*corner));
        let inner = &tree.groups_in[container];
        container.checked_sub(1).is_none_or(holds) && !inner.iter().any(|&g| Some(g) != but && holds(g - 1))
    };
    let node = |&node: &usize| {
        let corner = hints.node(node).filter(|corner| stays(corner, None));
        item(corner, node_extent(direction, &graph.nodes[node]).along as f64)
    };
    let group = |&inner: &usize| {
        let rect = hints.group(inner - 1).filter(|rect| stays(&Point { x: rect.x, y: rect.y }, Some(inner)));
        let along = rect.map_or(0.0, |rect| if direction == Direction::Right { rect.width } else { rect.height });
        item(rect.map(|rect| Point { x: rect.x, y: rect.y }), along)
    };
    tree.nodes_in[container].iter().map(node).chain(tree.groups_in[container].iter().map(group)).collect()
}

/// A distance in px, if it is one that a drawing can have.
fn signed(distance: f64) -> Option<i64> {
    (distance.abs() < 1e6).then(|| (distance.round() as i64).max(-PADDING))
}

/// The columns of items, by their middles.
fn in_columns(items: &[Option<(Place, i64)>]) -> Vec<Option<usize>> {
    let middle = |&(place, along): &(Place, i64)| place.along as f64 + along as f64 / 2.0;
    let mut middles: Vec<(f64, usize)> =
        items.iter().enumerate().filter_map(|(at, item)| item.as_ref().map(|item| (middle(item), at))).collect();
    middles.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns = vec![None; items.len()];
    let mut column = 0;
    let mut first = middles.first().map_or(0.0, |m| m.0);
    for (middle, item) in middles {
        if middle - first > COLUMN {
            column += 1;
            first = middle;
        }
        columns[item] = Some(column);
    }
    columns
}

/// How far known nodes have moved, on average, as a share of the drawing's diagonal; a shift of everything is free.
pub(super) fn displacement(graph: &Graph, drawing: &Drawing) -> f64 {
    let Some(hints) = &graph.hints else { return 0.0 };
    let moves = || {
        let known = drawing.nodes.iter().zip(&hints.nodes);
        known.filter_map(|(rect, hint)| hint.map(|hint| (rect.x - hint.x, rect.y - hint.y)))
    };
    let (x, y) = (median(moves().map(|m| m.0).collect()), median(moves().map(|m| m.1).collect()));
    let (count, sum) = moves().fold((0usize, 0.0), |(n, sum), m| (n + 1, sum + (m.0 - x).hypot(m.1 - y)));
    sum / (count.max(1) as f64 * drawing.width.hypot(drawing.height).max(1.0))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
