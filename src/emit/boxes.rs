//! Closed boundaries, the same in every picture: the size of the box and the lines of its title.
//!
//! Sizes come from titles alone, as everywhere. Must not know any output format.

use super::diagram::{BOUNDARY_LINE, BOUNDARY_SIZE, block};
use crate::model::{BoundaryId, ThreatModel};
use crate::text::{neutralise, wrap};

/// Size of what lies outside of the part that a picture is about, beside that of other things.
pub(super) const NEIGHBOUR: f64 = 0.8;

/// Width and height of the box in px.
pub(super) fn box_size(model: &ThreatModel, boundary: BoundaryId) -> (f64, f64) {
    let (width, height) = block(&box_lines(model, boundary), BOUNDARY_SIZE, true, BOUNDARY_LINE);
    ((width + 44.0).max(136.0), (height + 36.0).max(70.0))
}

/// The lines of its title, as they stand in the box.
pub(super) fn box_lines(model: &ThreatModel, boundary: BoundaryId) -> Vec<String> {
    wrap(&neutralise(&model[boundary].identity.title), 160.0, BOUNDARY_SIZE, true, 3)
}
