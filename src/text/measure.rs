//! How wide text is when drawn, and where to break it into lines.
//!
//! Widths are those of the sans fonts with Helvetica's metrics (Helvetica, Arial, Liberation Sans), so that a picture
//! made without any font at hand still fits. May assume nothing about the text. Must not read fonts or the locale.

/// Units per em of the tables.
const EM: f64 = 1000.0;
/// What stands for the rest of a text that does not fit.
const ELLIPSIS: char = '…';

/// The width of the text on one line in px, at a font size in px.
pub fn text_width(text: &str, font_size: f64, bold: bool) -> f64 {
    let units: u32 = text.chars().map(|character| advance(character, bold)).sum();
    f64::from(units) * font_size / EM
}

/// The text as lines of at most `max_width` px: as few as possible, of about equal length, at most `max_lines`.
///
/// What does not fit is cut off with an ellipsis; a word longer than a line is broken. No text gives no line.
pub fn wrap(text: &str, max_width: f64, font_size: f64, bold: bool, max_lines: usize) -> Vec<String> {
    let scale = font_size.max(0.1) / EM;
    let limit = (max_width / scale).clamp(1.0, 1e9) as u32;
    let pieces = pieces(text, limit, bold);
    let mut lines = greedy(&pieces, limit);
    if lines.len() <= max_lines.max(1) {
        lines = balanced(&pieces, lines, limit);
    } else {
        lines.truncate(max_lines.max(1));
        if let Some(last) = lines.last_mut() {
            shorten(last, limit, bold);
        }
    }
    lines.into_iter().map(|line| line.text).collect()
}

/// A part of the text that stays on one line.
struct Piece {
    text: String,
    units: u32,
    /// Width of the space before it, if it does not begin the line.
    space: u32,
}

/// A line and its width.
struct Line {
    text: String,
    units: u32,
}

/// Words, with those that are longer than a line broken, and characters of scripts that need no spaces alone.
fn pieces(text: &str, limit: u32, bold: bool) -> Vec<Piece> {
    let gap = advance(' ', bold);
    let mut pieces: Vec<Piece> = Vec::new();
    for word in text.split_whitespace() {
        let mut space = gap;
        let mut piece = Piece { text: String::new(), units: 0, space };
        let mut after_wide = false;
        for character in word.chars() {
            let units = advance(character, bold);
            let breaks = units > 0 && (piece.units + units > limit || is_wide(character) || after_wide);
            if breaks && !piece.text.is_empty() {
                space = 0;
                pieces.push(std::mem::replace(&mut piece, Piece { text: String::new(), units: 0, space }));
            }
            after_wide = is_wide(character) || after_wide && units == 0;
            piece.text.push(character);
            piece.units += units;
        }
        pieces.push(piece);
    }
    pieces
}

fn greedy(pieces: &[Piece], limit: u32) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line.units + piece.space + piece.units <= limit => {
                if piece.space > 0 {
                    line.text.push(' ');
                }
                line.text.push_str(&piece.text);
                line.units += piece.space + piece.units;
            }
            _ => lines.push(Line { text: piece.text.clone(), units: piece.units }),
        }
    }
    lines
}

/// The lines broken at the smallest width that needs no more of them.
fn balanced(pieces: &[Piece], lines: Vec<Line>, limit: u32) -> Vec<Line> {
    let count = lines.len();
    if count < 2 {
        return lines;
    }
    let widest = pieces.iter().map(|piece| piece.units).max().unwrap_or(0);
    let (mut low, mut high) = (widest, limit);
    while low < high {
        let middle = low + (high - low) / 2;
        if greedy(pieces, middle).len() <= count {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    greedy(pieces, high)
}

/// Makes room for an ellipsis at the end of a line and adds it.
fn shorten(line: &mut Line, limit: u32, bold: bool) {
    let dots = advance(ELLIPSIS, bold);
    while line.units + dots > limit {
        let Some(character) = line.text.pop() else { break };
        line.units -= advance(character, bold).min(line.units);
    }
    line.text.truncate(line.text.trim_end().len());
    line.text.push(ELLIPSIS);
}

/// The advance of a character in thousandths of an em.
fn advance(character: char, bold: bool) -> u32 {
    let code = character as u32;
    if let Some(index) = code.checked_sub(0x20)
        && let Some(units) = (if bold { &BOLD } else { &REGULAR }).get(index as usize)
    {
        return u32::from(*units);
    }
    match character {
        _ if is_mark(character) => 0,
        _ if is_wide(character) => 1000,
        '\u{a0}' => 278,
        '‘' | '’' | '‚' => 278,
        '“' | '”' | '„' => 500,
        '…' | '—' | '←'..='⇿' => 1000,
        '–' => 556,
        '·' | '•' => 350,
        _ if character.is_control() => 0,
        _ if character.is_uppercase() => 740,
        _ => 600,
    }
}

/// Whether a character takes no room of its own: combining marks, joiners, variation selectors.
fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{93c}' | '\u{941}'..='\u{948}' | '\u{94d}' | '\u{e31}' | '\u{e34}'..='\u{e3a}'
        | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200b}'..='\u{200f}'
        | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a character takes a whole em and may stand at a line's end without a space: CJK, Hangul, full-width, emoji.
fn is_wide(character: char) -> bool {
    matches!(character,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{3098}' | '\u{309b}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f000}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

/// Advances of the ASCII characters from the space on, in thousandths of an em.
#[rustfmt::skip]
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556,
    833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500,
    556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500,
    334, 260, 334, 584,
];

/// The same in bold.
#[rustfmt::skip]
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
];
