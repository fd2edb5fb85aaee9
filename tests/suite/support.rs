//! What several tests need: folders as worlds, compiling them, and building all outputs in memory.

use caveat::analysis::SPLIT_ABOVE;
use caveat::driver::{Compilation, Memory, Options, World, compile, compile_with};
use caveat::emit::{EMITTERS, Input, Kept, Placements, diagrams};
use caveat::report::{summary, to_terminal};
use caveat::text::Date;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The day for which all tests compile: that of the seed scenario's session.
pub const DAY: &str = "2026-02-03";

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn day() -> Date {
    Date::parse(DAY).expect("a legal date")
}

/// Entries of a folder in order; none if it is not there.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    paths
}

/// All files below a folder, in order.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let below = |path: PathBuf| if path.is_dir() { files_below(&path) } else { vec![path] };
    entries(folder).into_iter().flat_map(below).collect()
}

pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

pub fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

/// Texts in memory, as the files of a workspace.
pub fn world<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Memory {
    let mut world = Memory::default();
    for (path, text) in files {
        world.insert(path, text);
    }
    world
}

/// A folder read into memory; paths are those below `base`.
pub fn folder_world(folder: &Path, base: &Path) -> Memory {
    let mut world = Memory::default();
    for file in files_below(folder) {
        world.insert(file.strip_prefix(base).expect("below the base"), std::fs::read(&file).expect("a readable file"));
    }
    world
}

/// Compiles one text as a model.
pub fn compile_text(text: &str) -> Compilation {
    compile(&world([("model.caveat", text)]), "".as_ref(), day())
}

/// Compiles a folder; a file `policy.toml` in the root of the world is its policy.
pub fn compile_case(world: &Memory, path: &Path) -> Compilation {
    let policy = PathBuf::from("policy.toml");
    let options = Options { policy: world.exists(&policy).then_some(policy), ..Options::default() };
    compile_with(world, path, day(), &options)
}

/// All diagnostics as a person reads them, and their count.
pub fn rendered(compilation: &Compilation) -> String {
    let mut text: String =
        compilation.diagnostics.iter().map(|d| to_terminal(d, &compilation.sources, false) + "\n").collect();
    if let Some(summary) = summary(&compilation.diagnostics) {
        text += &format!("{summary}\n");
    }
    text
}

/// All outputs of a compiled model by file name.
pub fn outputs(compilation: &Compilation) -> BTreeMap<String, String> {
    outputs_with(compilation, None)
}

/// The same with what is kept of a Threat Dragon file.
pub fn outputs_with(compilation: &Compilation, kept: Option<&Kept>) -> BTreeMap<String, String> {
    let (model, facts) = compilation.sound().unwrap_or_else(|| panic!("{}", rendered(compilation)));
    let diagrams = diagrams(model, SPLIT_ABOVE, &Placements::default());
    let input = Input { model, facts, diagrams: &diagrams, kept };
    EMITTERS
        .iter()
        .filter(|emitter| emitter.always)
        .flat_map(|emitter| emitter.run(&input))
        .map(|output| (output.name, output.text))
        .collect()
}
