//! Outputs: one file or folder for each, and one line for each in [`EMITTERS`].
//!
//! An emitter turns a model and its facts into named texts. It writes no files and knows no clock: the same
//! model and day give the same bytes.

mod boxes;
mod diagram;
mod geometry;
mod labels;
mod markdown;
mod placements;
mod stamp;
mod svg;
mod threat_dragon;

pub use diagram::{Diagram, diagrams};
pub use placements::Placements;
pub use stamp::{Author, author};
pub use threat_dragon::{Cells, Kept, Shown, difference, document, views};

use crate::analysis::Facts;
use crate::model::ThreatModel;

/// What every emitter works from.
#[derive(Debug)]
pub struct Input<'a> {
    /// The model.
    pub model: &'a ThreatModel,
    /// Its computed facts.
    pub facts: &'a Facts,
    /// Its diagrams, the whole model first; laid out when first asked.
    pub diagrams: &'a [Diagram],
    /// What is kept of the Threat Dragon file that the model was imported from.
    pub kept: Option<&'a Kept>,
}

/// A finished text and the name of the file that it belongs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// File name without a folder.
    pub name: String,
    /// The whole content.
    pub text: String,
}

/// An output that a build can make.
#[derive(Debug)]
pub struct Emitter {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it makes, in one line.
    pub summary: &'static str,
    /// Whether a build makes it when nobody says what to make.
    pub always: bool,
    emit: fn(&Input<'_>) -> Vec<Output>,
}

impl Emitter {
    /// Makes the output's files, each with its checksum.
    pub fn run(&self, input: &Input<'_>) -> Vec<Output> {
        let outputs = (self.emit)(input).into_iter();
        outputs.map(|output| Output { text: stamp::stamp(&output.text), ..output }).collect()
    }
}

/// All outputs, in the order in which they are made.
pub static EMITTERS: &[Emitter] = &[
    Emitter {
        name: "svg",
        summary: "a data-flow diagram of the model, one for each view, and one for each part of a large model",
        always: true,
        emit: svg::emit,
    },
    Emitter {
        name: "threat-dragon",
        summary: "an OWASP Threat Dragon 2 model, a diagram for each view",
        always: true,
        emit: threat_dragon::emit,
    },
    Emitter {
        name: "markdown",
        summary: "a report with the diagrams, the plan and all threats",
        always: true,
        emit: markdown::emit,
    },
    Emitter {
        name: "geometry",
        summary: "where everything in the diagrams is, as JSON for programs",
        always: false,
        emit: geometry::emit,
    },
];
