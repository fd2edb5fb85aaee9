//! Places for what is new in a drawing that is kept: free room near what it is connected with, inside its boundary.
//!
//! May assume that the kept cells are where the file has them. Must move none of them, and must put a new element into
//! the boxes that hold it and no others, as far as there is room; a box that has none grows.

use super::{KeptDiagram, align};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Distance between a new element and others, in px.
const GAP: f64 = 40.0;
/// Distance from the outline of a box; its title stands along the top.
const INSET: f64 = 40.0;
/// Steps of the search, in px: the app's grid.
const GRID: f64 = 10.0;
/// How far the search goes, in steps around the wanted place.
const FARTHEST: i64 = 120;

#[derive(Debug, Clone, Copy, PartialEq)]
struct Frame {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Frame {
    fn of(cell: &Value) -> Option<Frame> {
        let number = |at: &str| cell.pointer(at).and_then(Value::as_f64);
        Some(Frame {
            x: number("/position/x").or(number("/x"))?,
            y: number("/position/y").or(number("/y"))?,
            width: number("/size/width").or(number("/width"))?,
            height: number("/size/height").or(number("/height"))?,
        })
    }

    fn centre(self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    fn holds(self, other: Frame, inset: f64) -> bool {
        other.x >= self.x + inset
            && other.y >= self.y + inset
            && other.x + other.width <= self.x + self.width - inset
            && other.y + other.height <= self.y + self.height - inset
    }

    fn touches(self, other: Frame, gap: f64) -> bool {
        self.x < other.x + other.width + gap
            && other.x < self.x + self.width + gap
            && self.y < other.y + other.height + gap
            && other.y < self.y + self.height + gap
    }

    fn joined(self, other: Frame) -> Frame {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Frame {
            x,
            y,
            width: (self.x + self.width).max(other.x + other.width) - x,
            height: (self.y + self.height).max(other.y + other.height) - y,
        }
    }

    fn grown(self, by: f64) -> Frame {
        Frame { x: self.x - by, y: self.y - by, width: self.width + 2.0 * by, height: self.height + 2.0 * by }
    }

    fn put(self, cell: &mut Value) {
        if let Some(members) = cell.as_object_mut() {
            members.insert("position".to_owned(), json!({ "x": self.x.round() as i64, "y": self.y.round() as i64 }));
            members.insert(
                "size".to_owned(),
                json!({ "width": self.width.round() as i64, "height": self.height.round() as i64 }),
            );
        }
    }
}

/// The cells of one diagram by what they are.
struct Cells {
    frames: BTreeMap<String, Frame>,
    boxes: BTreeSet<String>,
    /// Which boxes hold a cell.
    inside: BTreeMap<String, BTreeSet<String>>,
    /// What flows connect.
    ends: Vec<(String, String)>,
    new: Vec<String>,
    /// Boxes that had no room.
    grown: BTreeSet<String>,
}

/// Places the cells that the file does not know.
pub(super) fn new_cells(diagram: &mut Value, kept: &KeptDiagram) {
    let Some(list) = diagram.get_mut("cells").and_then(Value::as_array_mut) else { return };
    let mut cells = Cells::new(list, kept);
    if cells.frames.len() > cells.new.len() {
        cells.place();
    }
    for cell in list {
        let id = cell.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        if let Some(frame) = cells.frames.get(&id).filter(|_| cells.new.contains(&id) || cells.grown.contains(&id)) {
            frame.put(cell);
        }
    }
}

impl Cells {
    fn new(list: &[Value], kept: &KeptDiagram) -> Self {
        let known: BTreeSet<&str> = kept.cells.values().map(|cell| cell.id.as_str()).collect();
        let mut cells = Cells {
            frames: BTreeMap::new(),
            boxes: BTreeSet::new(),
            inside: BTreeMap::new(),
            ends: Vec::new(),
            new: Vec::new(),
            grown: BTreeSet::new(),
        };
        for cell in list {
            let Some(id) = cell.get("id").and_then(Value::as_str) else { continue };
            let end = |at: &str| cell.pointer(at).and_then(Value::as_str).map(str::to_owned);
            if let (Some(from), Some(to)) = (end("/source/cell"), end("/target/cell")) {
                cells.ends.push((from, to));
            }
            let Some(frame) = Frame::of(cell) else { continue };
            if cell.get("shape").and_then(Value::as_str) == Some("trust-boundary-box") {
                cells.boxes.insert(id.to_owned());
                let held = cell.pointer("/data/containedElements").and_then(Value::as_array);
                for held in held.into_iter().flatten().filter_map(Value::as_str) {
                    cells.inside.entry(held.to_owned()).or_default().insert(id.to_owned());
                }
            }
            if !known.contains(id) && align::key_of(cell).is_some() {
                cells.new.push(id.to_owned());
            }
            cells.frames.insert(id.to_owned(), frame);
        }
        cells
    }

    fn place(&mut self) {
        let (boxes, nodes): (Vec<String>, Vec<String>) =
            self.new.clone().into_iter().partition(|id| self.boxes.contains(id));
        let mut placed: BTreeSet<String> = self.frames.keys().filter(|id| !self.new.contains(id)).cloned().collect();
        for node in nodes {
            self.place_node(&node, &placed);
            placed.insert(node);
        }
        // The innermost first, so that an outer one goes around it.
        let mut boxes = boxes;
        boxes.sort_by_key(|id| std::cmp::Reverse(self.inside.get(id).map_or(0, BTreeSet::len)));
        for id in boxes {
            let held = |other: &&String| self.inside.get(*other).is_some_and(|around| around.contains(&id));
            let frames = self.frames.keys().filter(held).filter_map(|other| self.frames.get(other)).copied();
            if let Some(all) = frames.reduce(Frame::joined) {
                self.frames.insert(id, all.grown(INSET));
            } else {
                self.place_node(&id, &placed);
            }
        }
    }

    fn place_node(&mut self, id: &str, placed: &BTreeSet<String>) {
        let Some(frame) = self.frames.get(id).copied() else { return };
        let around: Vec<String> =
            self.inside.get(id).into_iter().flatten().filter(|id| placed.contains(*id)).cloned().collect();
        let (x, y) = self.wanted(id, &around, placed).unwrap_or_else(|| frame.centre());
        let start = Frame { x: (x - frame.width / 2.0).max(0.0), y: (y - frame.height / 2.0).max(0.0), ..frame };
        let free = spiral().map(|(dx, dy)| Frame { x: start.x + dx * GRID, y: start.y + dy * GRID, ..start });
        let mut fits = free.filter(|frame| frame.x >= 0.0 && frame.y >= 0.0);
        let found = fits.find(|frame| self.is_free(*frame, &around, placed));
        if let Some(found) = found {
            self.frames.insert(id.to_owned(), found);
            return;
        }
        // No room inside: below all that the innermost box holds, and the boxes grow.
        let smallest = around
            .iter()
            .filter_map(|id| self.frames.get(id))
            .copied()
            .min_by(|a, b| (a.width * a.height).total_cmp(&(b.width * b.height)));
        let Some(inner) = smallest else { return };
        let found = Frame { x: inner.x + INSET, y: inner.y + inner.height, ..frame };
        self.frames.insert(id.to_owned(), found);
        for id in around {
            if let Some(frame) = self.frames.get_mut(&id) {
                *frame = frame.joined(found.grown(INSET));
                self.grown.insert(id);
            }
        }
    }

    /// The middle of what it is connected with, else of the box that holds it.
    fn wanted(&self, id: &str, around: &[String], placed: &BTreeSet<String>) -> Option<(f64, f64)> {
        let other = |(from, to): &(String, String)| match () {
            () if from == id => Some(to.clone()),
            () if to == id => Some(from.clone()),
            () => None,
        };
        let others: BTreeSet<String> = self.ends.iter().filter_map(other).filter(|id| placed.contains(id)).collect();
        let near = if others.is_empty() { around.to_vec() } else { others.into_iter().collect() };
        let frames: Vec<(f64, f64)> =
            near.iter().filter_map(|id| self.frames.get(id)).map(|frame| frame.centre()).collect();
        let count = frames.len() as f64;
        let sum = frames.iter().fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
        (!frames.is_empty()).then(|| (((sum.0 / count) / GRID).round() * GRID, ((sum.1 / count) / GRID).round() * GRID))
    }

    /// Whether it touches nothing, lies in the boxes that hold it and in no others.
    fn is_free(&self, frame: Frame, around: &[String], placed: &BTreeSet<String>) -> bool {
        placed.iter().filter_map(|id| Some((id, self.frames.get(id)?))).all(|(id, other)| {
            if around.contains(id) { other.holds(frame, GRID) } else { !frame.touches(*other, GAP / 2.0) }
        })
    }
}

/// Steps around a place, ring by ring.
fn spiral() -> impl Iterator<Item = (f64, f64)> {
    (0..FARTHEST).flat_map(|ring| {
        let side = move |at: i64| [(at, -ring), (at, ring), (-ring, at), (ring, at)];
        (-ring..=ring).flat_map(side).map(|(x, y)| (x as f64, y as f64))
    })
}
