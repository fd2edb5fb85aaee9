//! Which box lies in which: in Threat Dragon nothing but the drawing says so.

/// A box, in px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Frame {
    fn area(&self) -> f64 {
        self.width * self.height
    }

    /// Whether another box lies inside, edges included.
    fn contains(&self, other: &Frame) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && self.x + self.width >= other.x + other.width
            && self.y + self.height >= other.y + other.height
    }

    fn touches(&self, other: &Frame) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    /// Whether the middle of another box lies inside.
    fn has_middle_of(&self, other: &Frame) -> bool {
        let (x, y) = (other.x + other.width / 2.0, other.y + other.height / 2.0);
        self.x <= x && x <= self.x + self.width && self.y <= y && y <= self.y + self.height
    }
}

/// A boundary box with what the file says about its content.
#[derive(Debug)]
pub(super) struct Enclosure {
    pub frame: Option<Frame>,
    /// Ids of cells that the file lists as content; the app keeps the list up to date when it saves.
    pub listed: Vec<String>,
}

/// The smallest box around something: it lies fully inside, or the box lists it and they at least touch. `own` is its place
/// among the boxes, if it is one.
pub(super) fn around(boxes: &[Enclosure], id: &str, frame: Option<Frame>, own: Option<usize>) -> Option<usize> {
    let encloses = |index: &usize| {
        let candidate = &boxes[*index];
        let listed = !id.is_empty() && candidate.listed.iter().any(|listed| listed == id);
        if own == Some(*index) {
            return false;
        }
        match (candidate.frame, frame) {
            (Some(outer), Some(inner)) => {
                // Of two boxes of the same size the first is the outer one; a box in itself would be a circle.
                let larger =
                    own.is_none_or(|own| outer.area() > inner.area() || (outer.area() == inner.area() && *index < own));
                larger && (outer.contains(&inner) || (listed && outer.touches(&inner)))
            }
            _ => listed && own.is_none_or(|own| *index < own),
        }
    };
    let area = |index: &usize| boxes[*index].frame.map_or(f64::MAX, |frame| frame.area());
    // Of boxes of the same size the last is the innermost.
    (0..boxes.len()).filter(encloses).min_by(|a, b| area(a).total_cmp(&area(b)).then(b.cmp(a)))
}

impl Enclosure {
    /// Whether the middle of something lies inside, but not all of it.
    pub(super) fn half_holds(&self, frame: &Frame) -> bool {
        self.frame.is_some_and(|own| own.has_middle_of(frame) && !own.contains(frame))
    }
}
