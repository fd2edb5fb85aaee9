//! How cells look: the app draws what these attributes say and looks at the facts only when a cell is touched.
//!
//! May assume nothing. Must leave out what the app drops when it saves, so that saving changes nothing.

use super::json::Json;
use crate::emit::diagram::TITLE_INSET;
use crate::text::number;

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

    fn width(self) -> &'static str {
        if self.open { "2.5" } else { "1.5" }
    }

    /// The app's own dashes for what is out of scope, dots for what is proposed.
    fn dashes(self) -> &'static str {
        match (self.out_of_scope, self.proposed) {
            (true, _) => "\"4 3\"",
            (false, true) => "\"2 4\"",
            (false, false) => "null",
        }
    }

    fn push(self, json: &mut Json, colour: bool) {
        if colour {
            json.text("stroke", self.colour());
        }
        json.raw("strokeWidth", self.width());
        json.raw("strokeDasharray", self.dashes());
    }
}

/// An entity or a process.
pub(super) fn body(json: &mut Json, name: &str, look: Look) {
    json.object("attrs", |json| {
        json.object("text", |json| json.text("text", name));
        json.object("body", |json| look.push(json, true));
    });
}

/// A store, drawn as two lines.
pub(super) fn store(json: &mut Json, name: &str, look: Look) {
    json.object("attrs", |json| {
        json.object("text", |json| json.text("text", name));
        for line in ["topLine", "bottomLine"] {
            json.object(line, |json| look.push(json, look.open));
        }
    });
}

/// A flow.
pub(super) fn line(json: &mut Json, look: Look) {
    json.object("attrs", |json| {
        json.object("line", |json| {
            json.text("stroke", look.colour());
            if look.open {
                json.raw("strokeWidth", look.width());
            }
            json.object("targetMarker", |json| json.text("name", "block"));
            json.object("sourceMarker", |json| json.text("name", ""));
            json.raw("strokeDasharray", look.dashes());
        });
    });
}

/// A boundary: the text of a box stands in its label and nowhere else.
pub(super) fn boundary(json: &mut Json, name: &str) {
    json.object("attrs", |json| {
        json.object("label", |json| {
            json.text("text", name);
            // The room that the layout keeps free begins here; by itself the app goes by the width of the box.
            json.raw("refX", &number(TITLE_INSET));
        });
    });
}
