//! The neutral model as Caveat sources, laid out by the formatter.
//!
//! May assume a merged model. Must write sources that compile, and no field that says nothing.

mod block;
mod ids;
mod model;
mod system;
mod threats;
mod views;

use super::foreign::Foreign;
use crate::format::format;
use block::Block;
pub(super) use ids::Ids;
pub(super) use views::{Drawn, is_drawn};

/// Elements above which threats get a file of their own.
const ONE_FILE: usize = 40;

/// A file of sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name, without a folder.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The ids of everything, and the sources.
pub(super) fn sources(foreign: &Foreign, provenance: &str) -> (Ids, Vec<Source>) {
    let ids = Ids::new(foreign);
    let mut uses = vec![0; foreign.mitigations.len()];
    foreign.threats.iter().flat_map(|threat| &threat.mitigations).for_each(|index| uses[*index] += 1);
    let page = Page { foreign, ids: &ids, uses };
    let head = [model::uses(&page), vec![model::model(&page)]].concat_sections();
    let system = [model::kinds(&page), model::assets(&page), system::elements(&page), system::flows(&page)];
    let threats = [threats::threats(&page), threats::shared_mitigations(&page), threats::acceptances(&page)];
    let views = views::views(&page);
    let comment = format!("# {provenance}\n\n");
    let id = ids.model.clone();
    if foreign.elements.len() <= ONE_FILE {
        let sections = [head, system.concat_sections(), threats.concat_sections(), section(&views)];
        let sources = vec![source(&id, &comment, &sections)];
        return (ids, sources);
    }
    let first = [head, system.concat_sections(), section(&views)];
    let mut files = vec![source("model", &comment, &first)];
    let threats = threats.concat_sections();
    if !threats.is_empty() {
        files.push(source("threats", "", &[threats]));
    }
    (ids, files)
}

/// What is written, and its ids.
struct Page<'a> {
    foreign: &'a Foreign,
    ids: &'a Ids,
    /// How many threats name each mitigation.
    uses: Vec<usize>,
}

fn source(name: &str, comment: &str, sections: &[String]) -> Source {
    let sections: Vec<&str> = sections.iter().map(String::as_str).filter(|section| !section.is_empty()).collect();
    let text = format!("{comment}{}", sections.join("\n"));
    Source { name: format!("{name}.caveat"), text: format(&text).unwrap_or(text) }
}

/// Declarations of one sort; those of several lines are set apart by empty lines.
fn section(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut apart = false;
    for block in blocks {
        let long = block.is_long();
        if !out.is_empty() && (apart || long) {
            out.push('\n');
        }
        block.write(&mut out, 0);
        apart = long;
    }
    out
}

trait Sections {
    fn concat_sections(&self) -> String;
}

impl<const N: usize> Sections for [Vec<Block>; N] {
    fn concat_sections(&self) -> String {
        let sections: Vec<String> = self.iter().map(|blocks| section(blocks)).filter(|text| !text.is_empty()).collect();
        sections.join("\n")
    }
}
