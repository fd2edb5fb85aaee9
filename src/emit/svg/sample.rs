//! The samples of the legend, drawn by the same functions as the diagram, so that the two cannot differ.
//!
//! May assume nothing about the diagram: what a sample shows is in itself.

use super::arrows::{Stroke, line};
use super::boxes::shell;
use super::shapes::{Outline, badge, region, symbol, unknown};
use super::style::Paint;
use crate::emit::boxes::NEIGHBOUR;
use crate::emit::diagram::BADGE_HEIGHT;
use crate::layout::{Point, Rect};
use crate::model::ElementKind;

/// Width of the sample of a flow or a boundary in px.
const SAMPLE: f64 = 34.0;
/// Free room between the two halves of a sample in px.
const GAP: f64 = 6.0;

/// What an entry of the legend shows before its text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sample {
    /// Nothing: the text heads the entries after it.
    Heading,
    /// An element.
    Element(ElementKind, Outline),
    /// A boundary.
    Boundary,
    /// A closed boundary; as one with open threats, or not.
    Closed(bool),
    /// What lies outside of a part: an element of some kind, or a closed boundary.
    Neighbour(Option<ElementKind>),
    /// A flow.
    Flow(Stroke),
    /// A badge.
    Badge,
    /// A shade, or the look of what is unknown.
    Shade(Option<usize>),
}

impl Sample {
    /// Width in px.
    pub(super) fn width(self) -> f64 {
        match self {
            Sample::Heading => 0.0,
            Sample::Element(kind, _) | Sample::Neighbour(Some(kind)) => around(Point::default(), kind).width + 2.0,
            Sample::Shade(_) => around(Point::default(), ElementKind::ExternalEntity).width + 2.0,
            Sample::Badge => BADGE_HEIGHT,
            Sample::Boundary | Sample::Closed(_) | Sample::Neighbour(None) | Sample::Flow(_) => SAMPLE,
        }
    }

    /// The sample, drawn around a middle.
    pub(super) fn svg(self, middle: Point) -> String {
        let entity = ElementKind::ExternalEntity;
        match self {
            Sample::Heading => String::new(),
            Sample::Element(kind, outline) => symbol(kind, &around(middle, kind), &outline),
            Sample::Boundary => region(&plate(middle)),
            Sample::Closed(open) => shell(&plate(middle), open, false, None),
            Sample::Neighbour(Some(kind)) => {
                let outline = Outline { stroke: Paint::Muted, ..Outline::PLAIN };
                symbol(kind, &scaled(&around(middle, kind), NEIGHBOUR), &outline)
            }
            Sample::Neighbour(None) => shell(&scaled(&plate(middle), NEIGHBOUR), false, true, None),
            Sample::Flow(stroke) => {
                let end = |side: f64| Point { x: middle.x + side * SAMPLE / 2.0, y: middle.y };
                line(&[end(-1.0), end(1.0)], stroke)
            }
            Sample::Badge => badge(middle, "n", BADGE_HEIGHT),
            Sample::Shade(Some(level)) => {
                symbol(entity, &around(middle, entity), &Outline { fill: Paint::Shade(level), ..Outline::PLAIN })
            }
            Sample::Shade(None) => unknown(entity, &around(middle, entity), &Outline::PLAIN),
        }
    }
}

/// Width in px of samples side by side.
pub(super) fn width(samples: &[Sample]) -> f64 {
    samples.iter().map(|sample| sample.width() + GAP).sum::<f64>() - GAP
}

/// Samples side by side, around a middle.
pub(super) fn svg(samples: &[Sample], middle: Point) -> String {
    let mut left = middle.x - width(samples) / 2.0;
    let mut out = String::new();
    for sample in samples {
        out.push_str(&sample.svg(Point { x: left + sample.width() / 2.0, ..middle }));
        left += sample.width() + GAP;
    }
    out
}

/// A small boundary.
fn plate(middle: Point) -> Rect {
    Rect { x: middle.x - SAMPLE / 2.0, y: middle.y - 9.0, width: SAMPLE, height: 18.0 }
}

/// A rectangle made smaller around its middle.
fn scaled(rect: &Rect, by: f64) -> Rect {
    let (width, height) = (rect.width * by, rect.height * by);
    Rect { x: rect.x + (rect.width - width) / 2.0, y: rect.y + (rect.height - height) / 2.0, width, height }
}

/// A small outline of a kind of element.
fn around(middle: Point, kind: ElementKind) -> Rect {
    let (width, height) = if kind == ElementKind::Process { (20.0, 20.0) } else { (26.0, 16.0) };
    Rect { x: middle.x - width / 2.0, y: middle.y - height / 2.0, width, height }
}
