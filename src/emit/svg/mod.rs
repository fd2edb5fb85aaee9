//! Data-flow diagrams as SVG: one self-contained file for the model, each part of a large one, and each view.
//!
//! May assume that the diagrams belong to the model and its facts. Knows no fonts and no clock; the same input gives
//! the same bytes. Everything from the model passes through `escape`.

mod arrows;
mod boxes;
mod escape;
mod header;
mod label;
mod legend;
mod sample;
mod scene;
mod shade;
mod shapes;
mod style;
mod tooltip;

use super::diagram::lay_out;
use super::stamp;
use super::{Diagram, Input, Output};
use crate::analysis::End;
use crate::layout::{Point, Rect};
use crate::model::ViewColour;
use crate::text::number;
use escape::escape;
use header::{Header, description};
use scene::Scene;
use style::{Paint, paint};

/// Free border of the picture in px; that of the layout's drawings is as wide.
const MARGIN: f64 = 16.0;
/// Least width of the picture's contents in px, so that header and legend have room beside a small diagram.
const LEAST: f64 = 400.0;
/// Width up to which a long header may widen the picture, in px.
const HEADER: f64 = 640.0;

/// One SVG for each diagram.
pub fn emit(input: &Input<'_>) -> Vec<Output> {
    let picture = |diagram: &Diagram| Output { name: diagram.svg_name(input.model), text: picture(input, diagram) };
    lay_out(input.model, input.diagrams.iter());
    input.diagrams.iter().map(picture).collect()
}

/// The whole file: header, drawing, legend from top to bottom.
fn picture(input: &Input<'_>, diagram: &Diagram) -> String {
    let scene = Scene::new(input, diagram);
    let drawing = diagram.drawing(input.model);
    let inner = (drawing.width - 2.0 * MARGIN).max(LEAST).max(Header::wished_width(&scene).min(HEADER)).ceil();
    let header = Header::new(&scene, inner);
    let left = ((inner + 2.0 * MARGIN - drawing.width) / 2.0).floor();
    let top = MARGIN + header.height;
    let below = Point { x: MARGIN, y: top + drawing.height };
    let legend = legend::legend(&scene, below, inner);
    let (width, height) = (inner + 2.0 * MARGIN, (below.y + legend.height + MARGIN).ceil());
    let mut out = opening(&scene, width, height);
    out.push_str(&style::sheet(diagram.content.colour != ViewColour::State));
    out.push_str(&format!(
        "<rect width=\"{}\" height=\"{}\" {}/>\n",
        number(width),
        number(height),
        paint(Some(Paint::Canvas), None)
    ));
    out.push_str(&header.svg(Point { x: MARGIN, y: MARGIN }));
    out.push_str(&format!("<g transform=\"translate({} {})\">\n", number(left), number(top)));
    out.push_str(&body(&scene));
    out.push_str("</g>\n");
    out.push_str(&legend.svg);
    out.push_str("</svg>\n");
    out
}

/// The root element with title and description.
fn opening(scene: &Scene<'_>, width: f64, height: f64) -> String {
    let (title, desc) = (scene.own_id("title"), scene.own_id("desc"));
    let (width, height) = (number(width), number(height));
    // The role keeps the links within reach of screen readers, which `img` would hide.
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"caveat-dfd\" role=\"graphics-document document\" \
         aria-labelledby=\"{title} {desc}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"Helvetica, Arial, sans-serif\">\n{}<title id=\"{title}\">{}</title>\n<desc id=\"{desc}\">{}</desc>\n",
        stamp::comment(),
        escape(&scene.diagram.title),
        escape(&description(scene))
    )
}

/// Boundaries below flows below elements and closed boundaries, each in declaration order.
fn body(scene: &Scene<'_>) -> String {
    let content = &scene.diagram.content;
    let drawing = scene.diagram.drawing(scene.model);
    let mut out = String::new();
    for (id, rect) in content.boundaries.iter().zip(&drawing.groups) {
        out.push_str(&shapes::boundary(scene, *id, rect));
    }
    for (index, (arrow, route)) in content.arrows.iter().zip(&drawing.routes).enumerate() {
        out.push_str(&arrows::arrow(scene, index, arrow, route));
    }
    let (elements, boxes) = drawing.nodes.split_at(content.elements.len().min(drawing.nodes.len()));
    for (id, rect) in content.elements.iter().zip(elements) {
        let element = |rect: &Rect| shapes::element(scene, *id, rect);
        out.push_str(&boxes::scaled(scene, End::Element(*id), rect, element));
    }
    for (index, (closed, rect)) in content.closed.iter().zip(boxes).enumerate() {
        let shape = |rect: &Rect| boxes::closed(scene, index, closed, rect);
        out.push_str(&boxes::scaled(scene, End::Closed(closed.boundary), rect, shape));
    }
    out
}
