//! Labels in two rows: where lines run down, labels stand side by side, and a row of many would spread its lines.
//!
//! May assume levels whose order is final. Must keep the order of the lines.

use super::level::{Kind, Level, Segment, Vertex};

/// With fewer labels than this, one row is enough.
const FEW: usize = 3;

/// Whether a level has a row of labels long enough to be split.
pub(super) fn is_crowded(level: &Level) -> bool {
    level.columns.iter().any(|column| labels(level, column) >= FEW)
}

fn labels(level: &Level, column: &[usize]) -> usize {
    column.iter().filter(|&&v| matches!(level.vertices[v].kind, Kind::Label(_))).count()
}

/// Moves every second label of each long row into a row of its own behind it.
pub(super) fn stagger(level: &mut Level) {
    let mut twin = vec![usize::MAX; level.vertices.len()];
    let mut columns: Vec<Vec<usize>> = Vec::new();
    for column in std::mem::take(&mut level.columns) {
        let split = labels(level, &column) >= FEW;
        columns.push(column.clone());
        if !split {
            continue;
        }
        let mut seen = 0;
        let goes_on = |v: &usize| !matches!(level.vertices[*v].kind, Kind::Return(_));
        let column: Vec<usize> = column.into_iter().filter(goes_on).collect();
        for &v in &column {
            twin[v] = level.vertices.len();
            let mut kind = Kind::Bend;
            if let Kind::Label(_) = level.vertices[v].kind {
                seen += 1;
                if seen % 2 == 0 {
                    std::mem::swap(&mut kind, &mut level.vertices[v].kind);
                }
            }
            level.vertices.push(Vertex { kind, column: 0 });
        }
        columns.push(column.iter().map(|&v| twin[v]).collect());
    }
    for (index, column) in columns.iter().enumerate() {
        column.iter().for_each(|&v| level.vertices[v].column = index);
    }
    level.columns = columns;
    let mut segments = Vec::with_capacity(level.segments.len());
    for segment in &level.segments {
        match twin.get(segment.left) {
            Some(&between) if between != usize::MAX => {
                segments.push(Segment { right: between, right_key: 0.5, ..*segment });
                segments.push(Segment { left: between, left_key: 0.5, ..*segment });
            }
            _ => segments.push(*segment),
        }
    }
    level.segments = segments;
    level.link();
}
