//! `caveat build`: diagrams, exchange files and reports.

use super::terminal::{Terminal, date};
use super::{FAILURE, SUCCESS, folder_of};
use crate::analysis::SPLIT_ABOVE;
use crate::driver::{Disk, Written, compile, today, write_if_changed};
use crate::emit::{Author, Diagram, EMITTERS, Emitter, Input, Output, Placements, author, diagrams};
use crate::model::ThreatModel;
use crate::text::Date;
use clap::builder::PossibleValuesParser;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// How many times places are read back at most before they are kept.
const SETTLE: usize = 5;

/// Build the outputs of a model: diagrams, a Threat Dragon file, a report.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Folder of the model, or a single file.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Folder for the outputs; made if it is not there.
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    output: PathBuf,
    /// Outputs to make, separated by commas [default: svg,threat-dragon,markdown].
    #[arg(long, value_name = "OUTPUT", value_delimiter = ',', value_parser = PossibleValuesParser::new(EMITTERS.iter().map(|emitter| emitter.name)))]
    emit: Vec<String>,
    /// The day for which dates count [default: today, in UTC].
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// Elements above which large boundaries of the model are drawn as pictures of their own; 0 for never.
    #[arg(long, value_name = "N", default_value_t = SPLIT_ABOVE)]
    split_above: usize,
    /// Keep the drawings as they are: note all places in MODEL.layout.json beside the model, for later builds.
    #[arg(long)]
    pin: bool,
    /// Replace output files even if somebody has changed them.
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> u8 {
    let as_of = arguments.as_of.unwrap_or_else(today);
    let compilation = compile(&Disk, &arguments.path, as_of);
    terminal.diagnostics(&compilation.diagnostics, &compilation.sources);
    let Some((model, facts)) = compilation.sound() else {
        terminal.error("nothing was written\n");
        return FAILURE;
    };
    let side_file = side_file(&arguments.path, &model.identity.id);
    let placements = match read_placements(&side_file) {
        Ok(placements) => placements,
        Err(message) => {
            terminal.error(&format!("error: {message}\n"));
            return FAILURE;
        }
    };
    let (diagrams, placements) = drawn(model, arguments, placements);
    let input = Input { model, facts, diagrams: &diagrams };
    let wanted = |emitter: &&Emitter| match arguments.emit.as_slice() {
        [] => emitter.always,
        names => names.iter().any(|name| name == emitter.name),
    };
    let outputs: Vec<Output> = EMITTERS.iter().filter(wanted).flat_map(|emitter| emitter.run(&input)).collect();
    let side = arguments.pin.then(|| (side_file.as_path(), placements.text()));
    match write_all(&outputs, side, arguments, terminal) {
        Ok(()) => SUCCESS,
        Err(message) => {
            terminal.error(&format!("error: {message}\n"));
            FAILURE
        }
    }
}

/// The diagrams, and the places that the side file holds. Places to be kept are read back until nothing moves any more, so
/// that the next build draws just the same.
fn drawn(model: &ThreatModel, arguments: &Arguments, mut placements: Placements) -> (Vec<Diagram>, Placements) {
    let draw = |placements: &Placements| diagrams(model, arguments.split_above, placements);
    let mut drawn = draw(&placements);
    for _ in 0..if arguments.pin { SETTLE } else { 0 } {
        let found = Placements::of(model, &drawn);
        if found == placements {
            break;
        }
        placements = found;
        drawn = draw(&placements);
    }
    (drawn, placements)
}

/// Writes the side file and all outputs, or none where a person's work is in the way.
fn write_all(
    outputs: &[Output],
    side: Option<(&Path, String)>,
    arguments: &Arguments,
    terminal: &mut Terminal<'_>,
) -> Result<(), String> {
    let folder = &arguments.output;
    if !arguments.force {
        for output in outputs {
            spare(&folder.join(&output.name))?;
        }
    }
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("cannot make the folder `{}`: {error}", folder.display()))?;
    if let Some((path, text)) = side {
        write(path, &text, terminal)?;
    }
    outputs.iter().try_for_each(|output| write(&folder.join(&output.name), &output.text, terminal))
}

fn write(path: &Path, text: &str, terminal: &mut Terminal<'_>) -> Result<(), String> {
    let written = write_if_changed(path, text.as_bytes())
        .map_err(|error| format!("cannot write `{}`: {error}", path.display()))?;
    let verb = if written == Written::Changed { "wrote" } else { "unchanged" };
    terminal.file(verb, path);
    Ok(())
}

/// Where the places of everything are kept: beside the model.
fn side_file(path: &Path, model: &str) -> PathBuf {
    let folder = folder_of(path);
    let name = format!("{model}.layout.json");
    if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) }
}

fn read_placements(path: &Path) -> Result<Placements, String> {
    let text = match std::fs::read(path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Placements::default()),
        Err(error) => return Err(format!("cannot read `{}`: {error}; nothing was written", path.display())),
    };
    Placements::read(&text).map_err(|why| {
        format!(
            "`{}` does not tell where things were drawn: {why}; nothing was written\n  help: mend it, or delete it: \
             it is never needed, and `caveat build --pin` makes a new one",
            path.display()
        )
    })
}

/// Says why a file may not be replaced.
fn spare(path: &Path) -> Result<(), String> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(()),
        Err(error) => {
            return Err(format!("`{}` is in the way and cannot be read: {error}; nothing was written", path.display()));
        }
    };
    let why = match author(&String::from_utf8_lossy(&bytes)) {
        Author::Build => return Ok(()),
        Author::Edited => "has been changed since it was built",
        Author::Somebody => "was not made by a build",
    };
    Err(format!(
        "`{}` {why}, so it was not replaced, and nothing was written\n  help: move it away or choose another folder with `-o`; `--force` replaces it",
        path.display()
    ))
}
