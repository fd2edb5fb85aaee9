//! The tracks of one channel: in which sequence the lines between two columns take their turn.
//!
//! A wire comes in at one height on the left and leaves at another on the right; in between it has one vertical piece,
//! or two where one would run over a foreign line. May assume whole px. Must keep vertical pieces apart, and horizontal
//! pieces off each other wherever any sequence allows it.

use super::measures::LINE_GAP;

/// The heights of a line at the left and the right side of the channel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wire {
    pub left: i64,
    pub right: i64,
}

/// A vertical piece: its track, counted from the left, and the height it leads to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    pub track: usize,
    pub to: i64,
}

/// Horizontal pieces closer than this would look like one line.
const NEAR: i64 = 4;
/// Vertical pieces in one track stay this far apart.
const CLEAR: i64 = 6;
/// What it costs to draw one line upon another, in crossings.
const UPON: i64 = 1000;
/// What it costs to draw the two pieces of one wire in the wrong sequence.
const TORN: i64 = 1_000_000;
/// How many times wires may be split to get out of each other's way.
const SPLITS: usize = 4;
/// With more pieces than this in one channel, all pairs are no longer compared.
const MANY: usize = 500;

#[derive(Debug, Clone, Copy)]
struct Piece {
    wire: usize,
    from: i64,
    to: i64,
    second: bool,
}

impl Piece {
    fn low(&self) -> i64 {
        self.from.min(self.to)
    }

    fn high(&self) -> i64 {
        self.from.max(self.to)
    }

    fn meets(&self, other: &Piece) -> bool {
        self.low() < other.high() + CLEAR && other.low() < self.high() + CLEAR
    }

    /// What it costs that this piece is to the left of `other`.
    fn before(&self, other: &Piece) -> i64 {
        if self.wire == other.wire {
            return if self.second { TORN } else { 0 };
        }
        let within = |at: i64, piece: &Piece| i64::from(piece.low() < at && at < piece.high());
        let upon = if (other.from - self.to).abs() < NEAR { UPON } else { 0 };
        within(other.from, self) + within(self.to, other) + upon
    }
}

/// The turns of each wire, in the order in which it takes them, and the number of tracks.
pub(super) fn assign(wires: &[Wire]) -> (Vec<Vec<Turn>>, usize) {
    let mut pieces: Vec<Piece> = Vec::new();
    for (wire, &Wire { left, right }) in wires.iter().enumerate() {
        if left != right {
            pieces.push(Piece { wire, from: left, to: right, second: false });
        }
    }
    let mut order = arrange(&pieces);
    let splits = if pieces.len() > MANY { 0 } else { SPLITS };
    for _ in 0..splits {
        if !split(&mut pieces, &order, wires) {
            break;
        }
        order = arrange(&pieces);
    }
    let (tracks, count) = number(&pieces, &order);
    let mut turns = vec![Vec::new(); wires.len()];
    for (piece, &track) in pieces.iter().zip(&tracks) {
        turns[piece.wire].push(Turn { track, to: piece.to });
    }
    (turns, count)
}

/// A sequence of the pieces, from left to right, with few crossings.
fn arrange(pieces: &[Piece]) -> Vec<usize> {
    let count = pieces.len();
    if count > MANY {
        return nested(pieces);
    }
    let mut rights: Vec<Vec<(usize, i64)>> = vec![Vec::new(); count];
    let mut lefts: Vec<Vec<(usize, i64)>> = vec![Vec::new(); count];
    let mut balance = vec![0i64; count];
    for a in 0..count {
        for b in a + 1..count {
            if !pieces[a].meets(&pieces[b]) && pieces[a].wire != pieces[b].wire {
                continue;
            }
            let gain = pieces[b].before(&pieces[a]) - pieces[a].before(&pieces[b]);
            if gain != 0 {
                let (left, right) = if gain > 0 { (a, b) } else { (b, a) };
                rights[left].push((right, gain.abs()));
                lefts[right].push((left, gain.abs()));
                balance[left] += gain.abs();
                balance[right] -= gain.abs();
            }
        }
    }
    sequence(&rights, &lefts, balance)
}

/// A sequence in which wires of one kind, downward or upward, do not cross where they need not.
fn nested(pieces: &[Piece]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by_key(|&p| {
        let downward = pieces[p].to > pieces[p].from;
        (!downward, if downward { -pieces[p].from } else { pieces[p].from })
    });
    order
}

/// Takes sources first and sinks last; between them whatever has most to gain from standing left.
fn sequence(rights: &[Vec<(usize, i64)>], lefts: &[Vec<(usize, i64)>], mut balance: Vec<i64>) -> Vec<usize> {
    let count = balance.len();
    let mut out: Vec<usize> = rights.iter().map(Vec::len).collect();
    let mut into: Vec<usize> = lefts.iter().map(Vec::len).collect();
    let mut taken = vec![false; count];
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let left = || (0..count).filter(|&p| !taken[p]);
        let sink = left().find(|&p| out[p] == 0 && into[p] > 0);
        let source = left().find(|&p| into[p] == 0);
        let chosen = source.or(sink).or_else(|| left().max_by_key(|&p| (balance[p], -(p as i64))));
        let Some(piece) = chosen else { break };
        taken[piece] = true;
        if source.is_none() && sink.is_some() {
            tail.push(piece);
        } else {
            head.push(piece);
        }
        for &(right, weight) in &rights[piece] {
            into[right] -= 1;
            balance[right] += weight;
        }
        for &(left, weight) in &lefts[piece] {
            out[left] -= 1;
            balance[left] -= weight;
        }
    }
    head.extend(tail.into_iter().rev());
    head
}

/// Splits one piece of each pair that lies upon each other; says whether there was any.
fn split(pieces: &mut Vec<Piece>, order: &[usize], wires: &[Wire]) -> bool {
    let mut found: Vec<usize> = Vec::new();
    for (place, &a) in order.iter().enumerate() {
        for &b in &order[place + 1..] {
            let bad = pieces[a].wire != pieces[b].wire && pieces[a].before(&pieces[b]) >= UPON;
            if bad && pieces[a].meets(&pieces[b]) && !found.contains(&a) && !found.contains(&b) {
                let whole = |p: usize| pieces.iter().filter(|q| q.wire == pieces[p].wire).count() == 1;
                let longer = |p: usize| pieces[p].high() - pieces[p].low();
                let best = [a, b].into_iter().filter(|&p| whole(p)).max_by_key(|&p| (longer(p), p));
                found.extend(best);
            }
        }
    }
    for &index in &found {
        let piece = pieces[index];
        let middle = free_height(pieces, wires, &piece);
        pieces[index] = Piece { to: middle, ..piece };
        pieces.push(Piece { from: middle, second: true, ..piece });
    }
    !found.is_empty()
}

/// A height near the middle of a piece, away from all other lines.
fn free_height(pieces: &[Piece], wires: &[Wire], piece: &Piece) -> i64 {
    let middle = (piece.from + piece.to) / 2;
    let room = |at: i64| {
        let ends = wires.iter().flat_map(|w| [w.left, w.right]).chain(pieces.iter().map(|p| p.to));
        ends.map(|end| (end - at).abs()).min().unwrap_or(LINE_GAP).min(LINE_GAP)
    };
    let mut best = middle;
    for step in 1..60 {
        for at in [middle - step, middle + step] {
            if room(at) > room(best) {
                best = at;
            }
        }
        if room(best) >= LINE_GAP - 2 {
            break;
        }
    }
    best
}

/// The leftmost track for each piece that keeps the sequence of all pieces it meets.
fn number(pieces: &[Piece], order: &[usize]) -> (Vec<usize>, usize) {
    let mut tracks = vec![0; pieces.len()];
    let mut count = 0;
    for (place, &b) in order.iter().enumerate() {
        for &a in &order[..place] {
            if pieces[a].meets(&pieces[b]) || pieces[a].wire == pieces[b].wire {
                tracks[b] = tracks[b].max(tracks[a] + 1);
            }
        }
        count = count.max(tracks[b] + 1);
    }
    (tracks, count)
}
