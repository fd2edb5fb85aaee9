//! Where segments end in the present order of a level: stretches of vertices, places of ports, crossings.
//!
//! Places are in units of lines, not px. May assume a sound level. Must not change it.

use super::level::Level;

/// How many pairs of segments cross between neighbouring columns.
pub(super) fn crossings(level: &Level) -> usize {
    crossings_at(level, &spots(level))
}

/// The same, with stretches that are known already.
pub(super) fn crossings_at(level: &Level, spots: &[Spot]) -> usize {
    let mut ends: Vec<(f64, f64)> = Vec::new();
    let mut total = 0;
    for column in &level.columns {
        ends.clear();
        for &s in column.iter().flat_map(|&v| &level.out[v]) {
            ends.push((far_end(level, spots, s, true), far_end(level, spots, s, false)));
        }
        total += inversions(&mut ends);
    }
    total
}

/// The stretch a vertex takes in its column, in units of lines.
#[derive(Clone, Copy, Default)]
pub(super) struct Spot {
    start: f64,
    span: f64,
}

impl Spot {
    fn at(self, key: f64) -> f64 {
        self.start + key * self.span
    }
}

/// The stretches of all vertices in the present order.
pub(super) fn spots(level: &Level) -> Vec<Spot> {
    let mut spots = vec![Spot::default(); level.vertices.len()];
    for column in &level.columns {
        line_up(level, column, &mut spots);
    }
    spots
}

/// Gives the vertices of one column their stretches.
pub(super) fn line_up(level: &Level, column: &[usize], spots: &mut [Spot]) {
    let mut start = 0.0;
    for &v in column {
        let span = level.into[v].len().max(level.out[v].len()).max(1) as f64;
        spots[v] = Spot { start, span };
        start += span + 0.5;
    }
}

/// Where the left or the right end of a segment is in its column.
pub(super) fn far_end(level: &Level, spots: &[Spot], segment: usize, left: bool) -> f64 {
    let s = &level.segments[segment];
    if left { spots[s.left].at(s.left_key) } else { spots[s.right].at(s.right_key) }
}

/// Counts the pairs that are in one order on the left and in the other on the right.
fn inversions(ends: &mut [(f64, f64)]) -> usize {
    if ends.len() < 2 {
        return 0;
    }
    ends.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    if ends.len() < 24 {
        let later = |(index, end): (usize, &(f64, f64))| ends[..index].iter().filter(|e| e.1 > end.1).count();
        return ends.iter().enumerate().map(later).sum();
    }
    let mut rights: Vec<f64> = ends.iter().map(|e| e.1).collect();
    rights.sort_unstable_by(f64::total_cmp);
    rights.dedup();
    let mut counts = vec![0usize; rights.len() + 1];
    let mut total = 0;
    for (seen, end) in ends.iter().enumerate() {
        let rank = rights.partition_point(|r| *r < end.1) + 1;
        let (mut at, mut not_above) = (rank, 0);
        while at > 0 {
            not_above += counts[at];
            at &= at - 1;
        }
        total += seen - not_above;
        at = rank;
        while at < counts.len() {
            counts[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    total
}

/// The ends of a level's segments, for questions about many vertices of one order.
pub(super) struct Ends<'a> {
    level: &'a Level,
    spots: Vec<Spot>,
}

impl<'a> Ends<'a> {
    /// Reads the present order.
    pub fn new(level: &'a Level) -> Self {
        Ends { level, spots: spots(level) }
    }

    /// The segments at one side of a vertex, in the order of their far ends.
    pub fn at(&self, v: usize, west: bool) -> Vec<usize> {
        let segments = if west { &self.level.into[v] } else { &self.level.out[v] };
        let mut ends: Vec<(f64, usize)> =
            segments.iter().map(|&s| (far_end(self.level, &self.spots, s, west), s)).collect();
        ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        ends.into_iter().map(|end| end.1).collect()
    }

    /// The same as edges: the order this level would like to see at the border of the group at `v`.
    pub fn edges_at(&self, v: usize, west: bool) -> Vec<usize> {
        self.at(v, west).into_iter().map(|s| self.level.segments[s].edge).collect()
    }
}
