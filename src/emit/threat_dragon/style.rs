//! How cells look: the app draws what these attributes say and looks at the facts only when a cell is touched.
//!
//! May assume nothing. Must leave out what the app drops when it saves, so that saving changes nothing.

use serde_json::{Value, json};

/// What the outline of an element or the line of a flow tells.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    /// A threat is open.
    pub open: bool,
    /// The model does not look at it.
    pub out_of_scope: bool,
    /// Somebody asks for it.
    pub proposed: bool,
}

impl Look {
    fn colour(self) -> &'static str {
        if self.open { "red" } else { "#333333" }
    }

    fn width(self) -> f64 {
        if self.open { 2.5 } else { 1.5 }
    }

    /// The app's own dashes for what is out of scope, dots for what is proposed.
    fn dashes(self) -> Value {
        match (self.out_of_scope, self.proposed) {
            (true, _) => json!("4 3"),
            (false, true) => json!("2 4"),
            (false, false) => Value::Null,
        }
    }
}

/// An entity or a process.
pub(super) fn body(name: &str, look: Look) -> Value {
    json!({
        "text": { "text": name },
        "body": { "stroke": look.colour(), "strokeWidth": look.width(), "strokeDasharray": look.dashes() },
    })
}

/// A store, drawn as two lines.
pub(super) fn store(name: &str, look: Look) -> Value {
    let mut line = json!({ "strokeWidth": look.width(), "strokeDasharray": look.dashes() });
    if look.open {
        line["stroke"] = json!(look.colour());
    }
    json!({ "text": { "text": name }, "topLine": line, "bottomLine": line })
}

/// A flow.
pub(super) fn line(look: Look) -> Value {
    let mut line = json!({
        "stroke": look.colour(),
        "sourceMarker": { "name": "" },
        "targetMarker": { "name": "block" },
        "strokeDasharray": look.dashes(),
    });
    if look.open {
        line["strokeWidth"] = json!(look.width());
    }
    json!({ "line": line })
}

/// A boundary: the text of a box stands in its label and nowhere else.
pub(super) fn boundary(name: &str) -> Value {
    json!({ "label": { "text": name } })
}
