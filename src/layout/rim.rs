//! The rim of a container: padding, room for its title, and the way of edges over its border.
//!
//! Where a container runs at a right angle to the one around it, its edges are led round the corner. All coordinates
//! are those of the container's frame: x along the flow, y across it. Must not move contents.

use super::block::Context;
use super::level::Level;
use super::measures::{Extent, PADDING, TITLE_CLEAR, TRACK, title_extent};
use super::{Direction, Point};
use std::collections::BTreeMap;

fn point(x: i64, y: i64) -> Point {
    Point { x: x as f64, y: y as f64 }
}

/// The room between a container's border and its contents.
pub(super) struct Rim {
    /// Room above the contents.
    pub top: i64,
    /// Room at all other sides.
    pub padding: i64,
    /// Room for the title before the contents, along the flow.
    pub strip: i64,
    /// How far down the west border the title reaches.
    pub title_at_border: i64,
    /// Room for the lines that turn round the corner, before and after the contents.
    pub lead_in: i64,
    pub lead_out: i64,
}

impl Rim {
    /// Measures the rim of `container`.
    pub fn new(context: &Context, container: usize, level: &Level) -> Self {
        let direction = context.directions[container];
        let title = title_extent(direction, context.graph, container);
        let titled = title.along > 0 && title.across > 0;
        let down = direction == Direction::Down;
        let padding = if container == 0 { 0 } else { PADDING };
        let mut rim = Rim { top: padding, padding, strip: 0, title_at_border: 0, lead_in: 0, lead_out: 0 };
        if titled && down {
            rim.strip = title.along + TITLE_CLEAR;
            rim.title_at_border = title.across + TITLE_CLEAR;
        } else if titled {
            rim.top += title.across + TITLE_CLEAR;
        }
        let corners = |east: bool| {
            let edges = level.border_column(east).iter().filter_map(|&v| level.border_edge(v));
            edges.filter(|&edge| level.leaves_across(edge)).count()
        };
        let lead = |count: usize| if count == 0 { 0 } else { count as i64 * TRACK + PADDING / 2 };
        rim.lead_in = lead(corners(false));
        rim.lead_out = lead(corners(true));
        if rim.lead_in > 0 && titled {
            // The lines pass below the title, or beside it where it stands at the same side.
            rim.lead_in += if down { rim.strip } else { title.along + PADDING };
            rim.strip = 0;
        }
        if corners(false) == level.border_column(false).len() {
            rim.title_at_border = 0;
        }
        rim
    }
}

/// Where edges pass a container's border.
pub(super) struct Passes {
    /// Distance of each edge from the corner, at the side where the flow comes in and where it goes out.
    pub west: BTreeMap<usize, i64>,
    pub east: BTreeMap<usize, i64>,
    /// The points that lead each edge to the border, outermost first.
    starts: BTreeMap<usize, Vec<Point>>,
    ends: BTreeMap<usize, Vec<Point>>,
}

impl Passes {
    /// Finds the passes of a level whose border vertices are placed.
    pub fn new(level: &Level, tops: &[i64], lefts: &[i64], extent: Extent) -> Self {
        let mut passes =
            Passes { west: BTreeMap::new(), east: BTreeMap::new(), starts: BTreeMap::new(), ends: BTreeMap::new() };
        for is_east in [false, true] {
            let column = level.border_column(is_east).iter().filter_map(|&v| Some((v, level.border_edge(v)?)));
            let (corners, straight): (Vec<_>, Vec<_>) = column.partition(|&(_, edge)| level.leaves_across(edge));
            let (offsets, ways) =
                if is_east { (&mut passes.east, &mut passes.ends) } else { (&mut passes.west, &mut passes.starts) };
            let (side, far) = if is_east { (extent.along, extent.across) } else { (0, 0) };
            for (v, edge) in straight {
                offsets.insert(edge, tops[v]);
                ways.insert(edge, vec![point(side, tops[v])]);
            }
            for (index, &(v, edge)) in corners.iter().enumerate() {
                // The first edge takes the innermost way round the west corner and the outermost round the east one.
                let steps = if is_east { (corners.len() - index) as i64 } else { -(index as i64 + 1) };
                let x = lefts[v] + steps * TRACK;
                offsets.insert(edge, x);
                ways.insert(edge, vec![point(x, far), point(x, tops[v])]);
            }
        }
        passes
    }

    /// Leads the lines of a level to the border.
    pub fn lead(&self, lines: &mut [(usize, Vec<Point>)]) {
        for (edge, points) in lines {
            if let Some(way) = self.starts.get(edge) {
                points.splice(0..0, way.iter().copied());
            }
            if let Some(way) = self.ends.get(edge) {
                points.extend(way.iter().rev());
            }
        }
    }
}
