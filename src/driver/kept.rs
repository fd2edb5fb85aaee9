//! What a file that was imported says beyond the sources made of it: what a build of these would write, held against it.

use super::compile::compile;
use super::world::Memory;
use crate::analysis::SPLIT_ABOVE;
use crate::emit::{Cells, Input, Kept, Placements, Shown, diagrams, difference};
use crate::import::Imported;
use crate::text::Date;

/// What a Threat Dragon file says beyond the sources that were made of it; `None` for files that no build writes.
pub fn kept_of(imported: &Imported, as_of: Date) -> Option<Kept> {
    let (pictures, json) = (imported.pictures.as_ref()?, imported.json.as_ref()?);
    let mut world = Memory::default();
    for source in &imported.sources {
        world.insert(format!("model/{}", source.name), source.text.as_str());
    }
    let compilation = compile(&world, "model".as_ref(), as_of);
    let (model, facts) = compilation.sound()?;
    let diagrams = diagrams(model, SPLIT_ABOVE, &Placements::default());
    let input = Input { model, facts, diagrams: &diagrams, kept: None };
    let shown = pictures.iter().map(|picture| Shown {
        view: picture.view.clone(),
        cells: picture.cells.iter().map(|one| Cells { key: one.key.clone(), threats: one.threats.clone() }).collect(),
    });
    difference(&input, json, &shown.collect::<Vec<Shown>>())
}
