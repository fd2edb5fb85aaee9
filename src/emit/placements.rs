//! The side file `MODEL.layout.json`: where everything was drawn, so that the next drawing looks like the last one.
//!
//! It is never needed, only advises, and may be edited by hand. Its text has a line for each element, sorted, made for
//! diffs. May assume nothing about the text; ids that a diagram does not show are passed over.

use super::diagram::{Diagram, end_id, lay_out};
use super::geometry::step_id;
use super::threat_dragon::Kept;
use crate::analysis::DiagramContent;
use crate::layout::{Direction, Hints, Point, Rect};
use crate::model::ThreatModel;
use crate::text::{number, one_line};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The version of the format.
const VERSION: u64 = 1;

/// Where everything was, by diagram.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Placements {
    diagrams: BTreeMap<String, Placement>,
    /// What is kept of the Threat Dragon file that the model was imported from.
    kept: Kept,
}

/// Where everything was in one diagram.
#[derive(Debug, Clone, Default, PartialEq)]
struct Placement {
    direction: Option<Direction>,
    boundaries: BTreeMap<String, (Rect, Option<Direction>)>,
    elements: BTreeMap<String, Point>,
    flows: BTreeMap<String, Point>,
}

impl Placements {
    /// Reads the text of a side file.
    ///
    /// # Errors
    /// What is wrong with the text, and where.
    pub fn read(text: &str) -> Result<Placements, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| format!("this is no JSON: {error}"))?;
        match value.get("layout").and_then(Value::as_u64) {
            Some(VERSION) => {}
            Some(other) => return Err(format!("version {other} of the format is not known, only {VERSION}")),
            None => return Err(format!("`\"layout\": {VERSION}` is missing, so this is no layout file")),
        }
        let mut placements = Placements::default();
        for (id, value) in object(&value, "diagrams", "")? {
            placements.diagrams.insert(id.clone(), placement(value, &format!("diagrams.{}", one_line(id, 60)))?);
        }
        if let Some(kept) = value.get("threat_dragon") {
            placements.kept = Kept::read(kept)?;
        }
        Ok(placements)
    }

    /// What is kept of the Threat Dragon file that the model was imported from.
    pub fn kept(&self) -> Option<&Kept> {
        Some(&self.kept).filter(|kept| !kept.is_empty())
    }

    /// The same with what is kept of a Threat Dragon file.
    pub fn keeping(self, kept: Kept) -> Placements {
        Placements { kept, ..self }
    }

    /// Where everything is in these diagrams, and what these placements keep of a file.
    pub fn again(&self, model: &ThreatModel, diagrams: &[Diagram]) -> Placements {
        Placements::of(model, diagrams).keeping(self.kept.clone())
    }

    /// Where everything is in these diagrams.
    pub fn of(model: &ThreatModel, diagrams: &[Diagram]) -> Placements {
        lay_out(model, diagrams.iter());
        let one = |diagram: &Diagram| {
            let (content, drawing) = (&diagram.content, diagram.drawing(model));
            let elements = content.ends().zip(&drawing.nodes);
            let boundaries = content.boundaries.iter().zip(&drawing.groups).zip(&drawing.directions);
            let placement = Placement {
                direction: drawing.direction,
                boundaries: boundaries
                    .map(|((id, rect), way)| (model[*id].identity.id.to_string(), (*rect, Some(*way))))
                    .collect(),
                elements: elements
                    .map(|(end, rect)| (end_id(model, end).to_owned(), Point { x: rect.x, y: rect.y }))
                    .collect(),
                flows: content
                    .arrows
                    .iter()
                    .zip(&drawing.routes)
                    .filter_map(|(arrow, route)| Some((step_id(model, &arrow.first), route.middle()?)))
                    .collect(),
            };
            (diagram.name(model), placement)
        };
        Placements { diagrams: diagrams.iter().map(one).collect(), kept: Kept::default() }
    }

    /// What they say about a diagram.
    pub(super) fn hints(&self, model: &ThreatModel, name: &str, content: &DiagramContent) -> Option<Hints> {
        let placement = self.diagrams.get(name)?;
        let boundaries =
            || content.boundaries.iter().map(|id| placement.boundaries.get(model[*id].identity.id.as_str()));
        Some(Hints {
            page: placement.direction,
            directions: boundaries().map(|known| known.and_then(|known| known.1)).collect(),
            nodes: content.ends().map(|end| placement.elements.get(end_id(model, end)).copied()).collect(),
            groups: boundaries().map(|known| known.map(|known| known.0)).collect(),
            edges: content
                .arrows
                .iter()
                .map(|arrow| placement.flows.get(&step_id(model, &arrow.first)).copied())
                .collect(),
        })
    }

    /// The same after an element, boundary, flow or view has got another id; or the model (`model`).
    pub fn renamed(&self, old: &str, new: &str, model: bool) -> Placements {
        // What a `make` made has the id of the `make` in front of its own.
        let part = |id: &str| match id.strip_prefix(old) {
            Some(rest) if rest.is_empty() || rest.starts_with('.') => format!("{new}{rest}"),
            _ => id.to_owned(),
        };
        let id = |id: &str| if model { id.to_owned() } else { part(id) };
        // A picture's name begins with that of the model.
        let picture = |name: &str| match name.split_once('.') {
            Some((of, rest)) if !model => format!("{of}.{}", part(rest)),
            None if !model => name.to_owned(),
            _ => part(name),
        };
        let mut renamed = Placements { kept: self.kept.renamed(old, new, model), ..Placements::default() };
        for (name, placement) in &self.diagrams {
            let placement = Placement {
                direction: placement.direction,
                boundaries: placement.boundaries.iter().map(|(key, place)| (id(key), *place)).collect(),
                elements: placement.elements.iter().map(|(key, place)| (id(key), *place)).collect(),
                flows: placement.flows.iter().map(|(key, place)| (id(key), *place)).collect(),
            };
            renamed.diagrams.insert(picture(name), placement);
        }
        renamed
    }

    /// The text of a side file.
    pub fn text(&self) -> String {
        let mut out = format!("{{\n  \"layout\": {VERSION},\n  \"diagrams\": {{\n");
        for (index, (id, placement)) in self.diagrams.iter().enumerate() {
            let _ = writeln!(out, "    {}: {{", json!(id));
            if let Some(direction) = placement.direction {
                let _ = writeln!(out, "      \"direction\": \"{}\",", word(direction));
            }
            let boundary = |(id, (rect, direction)): (&String, &(Rect, Option<Direction>))| {
                let direction = direction.map(|way| format!(", \"direction\": \"{}\"", word(way))).unwrap_or_default();
                let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(number);
                format!(
                    "{}: {{ \"x\": {x}, \"y\": {y}, \"width\": {width}, \"height\": {height}{direction} }}",
                    json!(id)
                )
            };
            let point = |(id, at): (&String, &Point)| {
                format!("{}: {{ \"x\": {}, \"y\": {} }}", json!(id), number(at.x), number(at.y))
            };
            block(&mut out, "boundaries", placement.boundaries.iter().map(boundary).collect(), ",");
            block(&mut out, "elements", placement.elements.iter().map(point).collect(), ",");
            block(&mut out, "flows", placement.flows.iter().map(point).collect(), "");
            out.push_str(if index + 1 < self.diagrams.len() { "    },\n" } else { "    }\n" });
        }
        out.push_str("  }");
        if let Some(kept) = self.kept() {
            out.push_str(&format!(",\n  \"threat_dragon\": {}", kept.text()));
        }
        out.push_str("\n}\n");
        out
    }
}

/// A named object with a line for each of its members.
fn block(out: &mut String, name: &str, lines: Vec<String>, end: &str) {
    if lines.is_empty() {
        let _ = writeln!(out, "      \"{name}\": {{}}{end}");
    } else {
        let _ = writeln!(out, "      \"{name}\": {{\n        {}\n      }}{end}", lines.join(",\n        "));
    }
}

fn placement(value: &Value, at: &str) -> Result<Placement, String> {
    let mut placement = Placement { direction: direction(value, at)?, ..Placement::default() };
    for (id, value) in object(value, "boundaries", at)? {
        let at = format!("{at}.boundaries.{}", one_line(id, 60));
        let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| coordinate(value, name, &at));
        let rect = Rect { x: x?, y: y?, width: width?, height: height? };
        placement.boundaries.insert(id.clone(), (rect, direction(value, &at)?));
    }
    for (name, points) in [("elements", &mut placement.elements), ("flows", &mut placement.flows)] {
        for (id, value) in object(value, name, at)? {
            let at = format!("{at}.{name}.{}", one_line(id, 60));
            points.insert(id.clone(), Point { x: coordinate(value, "x", &at)?, y: coordinate(value, "y", &at)? });
        }
    }
    Ok(placement)
}

/// The members of an object in an object; none where it is missing.
fn object<'a>(value: &'a Value, name: &str, at: &str) -> Result<impl Iterator<Item = (&'a String, &'a Value)>, String> {
    static EMPTY: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    match value.get(name) {
        None => Ok(EMPTY.iter()),
        Some(Value::Object(members)) => Ok(members.iter()),
        Some(_) => Err(format!("`{}` is not an object", dotted(at, name))),
    }
}

fn coordinate(value: &Value, name: &str, at: &str) -> Result<f64, String> {
    let number = value.get(name).and_then(Value::as_f64);
    number.ok_or_else(|| format!("`{}` is not a number", dotted(at, name)))
}

fn direction(value: &Value, at: &str) -> Result<Option<Direction>, String> {
    match value.get("direction").map(|word| word.as_str()) {
        None => Ok(None),
        Some(Some("right")) => Ok(Some(Direction::Right)),
        Some(Some("down")) => Ok(Some(Direction::Down)),
        Some(_) => Err(format!("`{}` is neither \"right\" nor \"down\"", dotted(at, "direction"))),
    }
}

fn dotted(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Right => "right",
        Direction::Down => "down",
    }
}
