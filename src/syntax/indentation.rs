//! Indentation means nothing in Caveat, but it shows which brace its author forgot to close.

/// Start of the line of a place, and how far that line is indented.
fn line_of(text: &str, at: usize) -> (usize, usize) {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    (start, indent(&text[start..]))
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// Whether the brace at `close` stands alone and further to the left than the line of the one that it closes.
pub(super) fn closes_too_far_left(text: &str, opened: usize, close: usize) -> bool {
    // Lines may be long: only the blanks before the brace are looked at, unless it stands alone.
    let before = text[..close].trim_end_matches([' ', '\t']);
    let left = close - before.len();
    before.ends_with('\n') && before.len() > opened && left < line_of(text, opened).1
}

/// Where the block that begins at `opened` ends by its indentation, and where what follows it begins.
pub(super) fn end_by_indentation(text: &str, opened: usize) -> (usize, usize) {
    let (start, left) = line_of(text, opened);
    let (mut at, mut end) = (start, opened + 1);
    for (index, line) in text[start..].split_inclusive('\n').enumerate() {
        if index > 0 && !line.trim().is_empty() && indent(line) <= left {
            return (end, at + indent(line));
        }
        if !line.trim().is_empty() {
            end = (at + line.trim_end().len()).max(opened + 1);
        }
        at += line.len();
    }
    (end, end)
}
