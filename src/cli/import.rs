//! `caveat import`: models of other tools as sources.

use super::terminal::Terminal;
use super::{FAILURE, SUCCESS};
use crate::driver::{kept_of, today, write_if_changed};
use crate::emit::Placements;
use crate::import::{Counts, Imported, Reported, import, reports};
use crate::text::{counted, neutralise};
use std::path::{Path, PathBuf};

/// Read models of other tools and write them as sources: OWASP Threat Dragon 1 and 2, recognised by content.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files to read.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Folder for the sources; made if it is not there. Several files get a folder each in it [default: a folder named
    /// after the model].
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Write a list of all that is not in the sources, as JSON.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Replace files that are there already.
    #[arg(long)]
    force: bool,
}

/// One file that was read, and where its sources go.
struct Job {
    name: String,
    folder: PathBuf,
    imported: Imported,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> u8 {
    let written = read_all(arguments).and_then(|jobs| {
        write_all(&jobs, arguments, terminal)?;
        Ok(jobs)
    });
    match written {
        Ok(jobs) => {
            jobs.iter().for_each(|job| tell(job, arguments, terminal));
            SUCCESS
        }
        Err(message) => {
            terminal.error(&format!("error: {message}\nnothing was written\n"));
            FAILURE
        }
    }
}

fn read_all(arguments: &Arguments) -> Result<Vec<Job>, String> {
    let mut jobs: Vec<Job> = Vec::new();
    for path in &arguments.files {
        let shown = path.display();
        let bytes = std::fs::read(path).map_err(|error| format!("cannot read `{shown}`: {error}"))?;
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let imported = import(&String::from_utf8_lossy(&bytes), &name)
            .map_err(|problem| format!("`{shown}` {}\n  help: {}", problem.message, problem.help))?;
        let single = arguments.files.len() == 1;
        let folder = match &arguments.output {
            Some(output) if single => output.clone(),
            Some(output) => output.join(&imported.id),
            None => PathBuf::from(&imported.id),
        };
        let name = path.to_string_lossy().into_owned();
        if let Some(other) = jobs.iter().find(|other| other.folder == folder) {
            return Err(format!(
                "`{shown}` and `{}` would both be written to `{}`\n  help: import them one by one, each with `-o`",
                other.name,
                folder.display()
            ));
        }
        jobs.push(Job { name, folder, imported });
    }
    Ok(jobs)
}

/// Writes everything, or nothing where a file is in the way.
fn write_all(jobs: &[Job], arguments: &Arguments, terminal: &mut Terminal<'_>) -> Result<(), String> {
    let sides: Vec<(PathBuf, String)> = jobs.iter().filter_map(side_file).collect();
    let sources = || jobs.iter().flat_map(|job| job.imported.sources.iter().map(move |source| (job, source)));
    let mut files: Vec<(PathBuf, &str)> =
        sources().map(|(job, source)| (job.folder.join(&source.name), source.text.as_str())).collect();
    files.extend(sides.iter().map(|(path, text)| (path.clone(), text.as_str())));
    let list: Vec<Reported<'_>> = jobs.iter().map(reported).collect();
    let report = reports(&list);
    files.extend(arguments.report.iter().map(|path| (path.clone(), report.as_str())));
    if !arguments.force {
        files.iter().try_for_each(|(path, text)| spare(path, text))?;
        jobs.iter().try_for_each(alone)?;
    }
    for (path, _) in &files {
        let folder = path.parent().unwrap_or(Path::new(""));
        std::fs::create_dir_all(folder)
            .map_err(|error| format!("cannot make the folder `{}`: {error}", folder.display()))?;
    }
    write_together(&files)?;
    files.iter().for_each(|(path, _)| terminal.file("wrote", path));
    Ok(())
}

/// What a drawing says beyond the sources, for later builds.
fn side_file(job: &Job) -> Option<(PathBuf, String)> {
    let kept = kept_of(&job.imported, today())?;
    let path = job.folder.join(format!("{}.layout.json", job.imported.id));
    Some((path, Placements::default().keeping(kept).text()))
}

/// Writes all files; where one cannot be written, those before it become again what they were.
fn write_together(files: &[(PathBuf, &str)]) -> Result<(), String> {
    let mut done: Vec<(&Path, Option<Vec<u8>>)> = Vec::new();
    for (path, text) in files {
        let old = std::fs::read(path).ok();
        if let Err(error) = write_if_changed(path, text.as_bytes()) {
            for (path, old) in done {
                // Nothing more can be done where this fails too.
                let _ = match old {
                    Some(bytes) => write_if_changed(path, &bytes).map(|_| ()),
                    None => std::fs::remove_file(path),
                };
            }
            return Err(format!("cannot write `{}`: {error}", path.display()));
        }
        done.push((path, old));
    }
    Ok(())
}

fn reported(job: &Job) -> Reported<'_> {
    let Imported { format, counts, account, .. } = &job.imported;
    Reported { name: &job.name, format, counts, account }
}

/// Says that a file with other content is in the way.
fn spare(path: &Path, text: &str) -> Result<(), String> {
    if !path.exists() || std::fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    Err(format!(
        "`{}` is there already\n  help: name another folder with `-o`, or `--force` to replace it",
        path.display()
    ))
}

/// All sources of a folder are one model, so that others in it would get mixed up with these.
fn alone(job: &Job) -> Result<(), String> {
    let Ok(entries) = std::fs::read_dir(&job.folder) else { return Ok(()) };
    let own = |path: &Path| {
        job.imported.sources.iter().any(|source| path.file_name().is_some_and(|name| name == source.name.as_str()))
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut others: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "caveat") && !own(path)).collect();
    others.sort();
    match others.first() {
        None => Ok(()),
        Some(other) => Err(format!(
            "`{}` belongs to another model, and all sources of a folder are one\n  help: name another folder with `-o`",
            other.display()
        )),
    }
}

/// What was read, what was left out, and what to do next.
fn tell(job: &Job, arguments: &Arguments, terminal: &mut Terminal<'_>) {
    let Imported { format, counts, account, .. } = &job.imported;
    let mut text = format!("\nread {} ({format}): {}\n", job.name, in_words(counts));
    if counts.elements == 0 {
        text += "note: no elements were found in it\n";
    }
    let left = account.total - account.read;
    let summary = account.summary();
    if !summary.is_empty() {
        text += &format!("{left} of {} values are not in the sources:\n", account.total);
        text += &(summary.join("\n") + "\n");
        if arguments.report.is_none() {
            text += "`--report FILE` lists them all\n";
        }
        if job.imported.pictures.is_some() {
            text += &format!("`{}.layout.json` keeps them: a build writes them back\n", job.imported.id);
        }
    }
    terminal.error(&text);
    let folder = neutralise(&job.folder.to_string_lossy()).into_owned();
    terminal.print(&format!("\nnext:\n  caveat check {folder}            say what is wrong with it\n  caveat build {folder} -o out     draw it, and write the report\n"));
}

fn in_words(counts: &Counts) -> String {
    let parts = [
        (counts.diagrams, "diagram"),
        (counts.elements, "element"),
        (counts.boundaries, "boundary"),
        (counts.flows, "flow"),
        (counts.threats, "threat"),
        (counts.mitigations, "mitigation"),
    ];
    parts.map(|(count, noun)| counted(count, noun)).join(", ")
}
