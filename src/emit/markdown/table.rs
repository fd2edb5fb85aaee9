//! Tables.
//!
//! May assume cells of one line without bare bars: see `escape`. Must not change them.

/// A table's head; columns are set left, or right where the name ends in `:`.
pub(super) fn head(out: &mut String, columns: &[&str]) {
    out.push('\n');
    for column in columns {
        out.push_str("| ");
        out.push_str(column.trim_end_matches(':'));
        out.push(' ');
    }
    out.push_str("|\n");
    for column in columns {
        out.push_str(if column.ends_with(':') { "| ---: " } else { "| --- " });
    }
    out.push_str("|\n");
}

/// A table's row.
pub(super) fn row<const N: usize>(out: &mut String, cells: [&str; N]) {
    for cell in cells {
        out.push_str("| ");
        out.push_str(cell);
        out.push(' ');
    }
    out.push_str("|\n");
}
