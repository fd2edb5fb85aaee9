//! The borders of a level: which edges pass them, in which order the level around sees them, and which of them leave
//! through a side.
//!
//! May assume a sound level. Must keep the order of whatever stays in the columns.

use super::level::{Kind, Level, Side};

impl Level {
    /// The vertices at the west or the east border.
    pub fn border_column(&self, east: bool) -> &[usize] {
        let column = match (east, self.west, self.east) {
            (false, true, _) => self.columns.first(),
            (true, _, true) => self.columns.last(),
            _ => None,
        };
        column.map_or(&[], Vec::as_slice)
    }

    /// The edges at a border in the order in which the level around sees them; `east` chooses the border.
    pub fn border(&self, east: bool) -> Vec<usize> {
        self.passing(east, false)
    }

    /// The same for the edges that the level around takes through its own side (`beside`), or for all others.
    pub fn passing(&self, east: bool, beside: bool) -> Vec<usize> {
        let asked = |edge: &usize| self.beside.binary_search(edge).is_ok() == beside;
        let column = self.border_column(east).iter().filter_map(|&v| self.border_edge(v));
        let mut edges: Vec<usize> = column.filter(asked).collect();
        if self.turned == beside {
            return edges;
        }
        // Round a corner the last one comes first.
        edges.reverse();
        let sides = self.sides.iter().filter(|side| side.west != east).map(|side| side.edge).filter(asked);
        let place = if east { 0 } else { edges.len() };
        edges.splice(place..place, sides);
        edges
    }

    /// Whether a border edge leaves at a right angle to the columns' sequence.
    pub fn leaves_across(&self, edge: usize) -> bool {
        self.turned != self.beside.binary_search(&edge).is_ok()
    }

    /// Whether nothing stands between the side and any item whose line leaves through it.
    pub fn sides_are_free(&self) -> bool {
        self.sides.iter().all(|side| {
            let column = &self.columns[self.vertices[side.vertex].column];
            let outermost = if side.west { column.first() } else { column.last() };
            outermost == Some(&side.vertex)
        })
    }

    /// Which vertices are borders and bends of the given edges, sorted.
    pub fn vertices_of(&self, edges: &[(usize, usize)]) -> Vec<bool> {
        let mut own = vec![false; self.vertices.len()];
        for segment in self.segments.iter().filter(|segment| is_among(edges, segment.edge)) {
            for v in [segment.left, segment.right] {
                own[v] |= matches!(self.vertices[v].kind, Kind::Bend | Kind::Border(_));
            }
        }
        own
    }

    /// Takes border edges, sorted, out of the columns and leads them from their items through the side.
    pub fn take_out(&mut self, items: &[(usize, usize)], west: bool) {
        if items.is_empty() {
            return;
        }
        let mut places = vec![usize::MAX; items.len()];
        for (place, edge) in self.border(!west).into_iter().enumerate() {
            if let Ok(index) = items.binary_search_by_key(&edge, |item| item.0) {
                places[index] = place;
            }
        }
        let mut sides: Vec<(usize, Side)> =
            items.iter().zip(places).map(|(&(edge, vertex), place)| (place, Side { edge, vertex, west })).collect();
        sides.sort_by_key(|(place, side)| (self.vertices[side.vertex].column, *place));
        self.sides.extend(sides.into_iter().map(|(_, side)| side));
        let gone = self.vertices_of(items);
        self.segments.retain(|segment| !is_among(items, segment.edge));
        self.keep(&gone);
    }

    /// Drops the vertices that are gone, with a border column that is empty then, and numbers the rest anew.
    fn keep(&mut self, gone: &[bool]) {
        for column in &mut self.columns {
            column.retain(|&v| !gone[v]);
        }
        let empty = |column: Option<&Vec<usize>>| column.is_some_and(Vec::is_empty);
        let (no_west, no_east) = (self.west && empty(self.columns.first()), self.east && empty(self.columns.last()));
        if no_west {
            self.columns.remove(0);
        }
        if no_east {
            self.columns.pop();
        }
        (self.west, self.east) = (self.west && !no_west, self.east && !no_east);
        let mut number = vec![usize::MAX; gone.len()];
        let mut next = 0;
        for v in (0..gone.len()).filter(|&v| !gone[v]) {
            number[v] = next;
            self.vertices[next] = self.vertices[v];
            next += 1;
        }
        self.vertices.truncate(next);
        for (index, column) in self.columns.iter_mut().enumerate() {
            for v in column {
                *v = number[*v];
                self.vertices[*v].column = index;
            }
        }
        for side in &mut self.sides {
            side.vertex = number[side.vertex];
        }
        for segment in &mut self.segments {
            (segment.left, segment.right) = (number[segment.left], number[segment.right]);
        }
        self.link();
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

fn is_among(edges: &[(usize, usize)], edge: usize) -> bool {
    edges.binary_search_by_key(&edge, |item| item.0).is_ok()
}
