//! `caveat build`: diagrams, exchange files and reports.

use super::terminal::{Terminal, date};
use super::{FAILURE, SUCCESS, folder_of, settings};
use crate::analysis::SPLIT_ABOVE;
use crate::driver::{BuildSettings, Disk, Written, compile_with, today, write_if_changed};
use crate::emit::{Author, Diagram, EMITTERS, Emitter, Input, Output, Placements, author, diagrams};
use crate::model::ThreatModel;
use crate::text::Date;
use clap::builder::PossibleValuesParser;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// How many times places are read back at most before they are kept.
const SETTLE: usize = 5;
/// The folder for outputs where nobody names one.
const OUTPUT: &str = "out";

/// Build the outputs of a model: diagrams, a Threat Dragon file, a report.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Folder of the model, or a single file.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Folder for the outputs; made if it is not there [default: what `caveat.toml` says, else out].
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Outputs to make, separated by commas [default: what `caveat.toml` says, else svg,threat-dragon,markdown].
    #[arg(long, value_name = "OUTPUT", value_delimiter = ',', value_parser = PossibleValuesParser::new(EMITTERS.iter().map(|emitter| emitter.name)))]
    emit: Vec<String>,
    /// The day for which dates count [default: today, in UTC].
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// Elements above which large boundaries of the model are drawn as pictures of their own; 0 for never [default: what `caveat.toml` says, else 300].
    #[arg(long, value_name = "N")]
    split_above: Option<usize>,
    /// Keep the drawings as they are: note all places in MODEL.layout.json beside the model, for later builds.
    #[arg(long)]
    pin: bool,
    /// Replace output files even if somebody has changed them.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    settings: settings::Flags,
}

/// What is built where: as the command line says, else as the workspace file does.
struct Plan<'a> {
    output: PathBuf,
    emit: &'a [String],
    split_above: usize,
    pin: bool,
    force: bool,
}

impl<'a> Plan<'a> {
    fn new(arguments: &'a Arguments, settings: &'a BuildSettings) -> Self {
        let output = arguments.output.as_ref().or(settings.output.as_ref());
        let emit = settings.emit.as_deref().filter(|_| arguments.emit.is_empty());
        Plan {
            output: output.map_or(PathBuf::from(OUTPUT), PathBuf::clone),
            emit: emit.unwrap_or(&arguments.emit),
            split_above: arguments.split_above.or(settings.split_above).unwrap_or(SPLIT_ABOVE),
            pin: arguments.pin,
            force: arguments.force,
        }
    }
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> u8 {
    let as_of = arguments.as_of.unwrap_or_else(today);
    let compilation = compile_with(&Disk, &arguments.path, as_of, &arguments.settings.options());
    terminal.diagnostics(&compilation.diagnostics, &compilation.sources);
    let Some((model, facts)) = compilation.sound() else {
        terminal.error("nothing was written\n");
        return FAILURE;
    };
    let plan = Plan::new(arguments, &compilation.build);
    let side_file = side_file(&arguments.path, &model.identity.id);
    let placements = match read_placements(&side_file) {
        Ok(placements) => placements,
        Err(message) => {
            terminal.error(&format!("error: {message}\n"));
            return FAILURE;
        }
    };
    let (diagrams, placements) = drawn(model, &plan, placements);
    let input = Input { model, facts, diagrams: &diagrams, kept: placements.kept() };
    let wanted = |emitter: &&Emitter| match plan.emit {
        [] => emitter.always,
        names => names.iter().any(|name| name == emitter.name),
    };
    let outputs: Vec<Output> = EMITTERS.iter().filter(wanted).flat_map(|emitter| emitter.run(&input)).collect();
    let side = plan.pin.then(|| (side_file.as_path(), placements.text()));
    match write_all(&outputs, side, &plan, terminal) {
        Ok(()) => SUCCESS,
        Err(message) => {
            terminal.error(&format!("error: {message}\n"));
            FAILURE
        }
    }
}

/// The diagrams, and the places that the side file holds. Places to be kept are read back until nothing moves any more, so
/// that the next build draws just the same.
fn drawn(model: &ThreatModel, plan: &Plan<'_>, mut placements: Placements) -> (Vec<Diagram>, Placements) {
    let draw = |placements: &Placements| diagrams(model, plan.split_above, placements);
    let mut drawn = draw(&placements);
    for _ in 0..if plan.pin { SETTLE } else { 0 } {
        let found = placements.again(model, &drawn);
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
    plan: &Plan<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<(), String> {
    let folder = &plan.output;
    if !plan.force {
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
