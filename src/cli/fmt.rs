//! `caveat fmt`: the canonical layout.

use super::terminal::Terminal;
use super::{FAILURE, SUCCESS};
use crate::driver::{Disk, World, is_source, write_if_changed};
use crate::format::format;
use crate::syntax::parse;
use crate::text::FileId;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Lay sources out in the canonical way; comments stay.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files, or folders with all their subfolders.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    /// Only say which files would change; exit with 1 if any would.
    #[arg(long)]
    check: bool,
    /// Read a text from standard input and print it laid out.
    #[arg(long, conflicts_with_all = ["check", "paths"])]
    stdin: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> u8 {
    if arguments.stdin {
        return from_stdin(terminal);
    }
    let mut files = Vec::new();
    let mut code = SUCCESS;
    for path in &arguments.paths {
        // Files of the current folder are shown without `./`, as everywhere.
        let path = if path.as_os_str() == "." { Path::new("") } else { path };
        if let Err(message) = collect(path, true, &mut files) {
            terminal.error(&format!("error: {message}\n"));
            code = FAILURE;
        }
    }
    if files.is_empty() && code == SUCCESS {
        terminal.error("error: no `.caveat` file found\n");
        return FAILURE;
    }
    for file in &files {
        let outcome = one_file(file, arguments.check);
        if let Ok(Laid { unreadable: true, .. }) = outcome {
            terminal.error(&format!(
                "note: `{}` has text that cannot be read; it was left as it is\n  help: `caveat check` says what is wrong with it\n",
                file.display()
            ));
        }
        match outcome.map(|laid| laid.changed) {
            Ok(false) => {}
            Ok(true) if arguments.check => {
                terminal.file("would change", file);
                code = FAILURE;
            }
            Ok(true) => terminal.file("formatted", file),
            Err(message) => {
                terminal.error(&format!("error: {message}\n"));
                code = FAILURE;
            }
        }
    }
    code
}

fn from_stdin(terminal: &mut Terminal<'_>) -> u8 {
    let mut bytes = Vec::new();
    let text = std::io::stdin().read_to_end(&mut bytes).map_err(|error| error.to_string());
    let text = text.and_then(|_| String::from_utf8(bytes).map_err(|_| "standard input is not UTF-8 text".to_owned()));
    match text.and_then(|text| format(&text).map_err(|_| refused("standard input"))) {
        Ok(formatted) => {
            terminal.print(&formatted);
            SUCCESS
        }
        Err(message) => {
            terminal.error(&format!("error: {message}\n"));
            FAILURE
        }
    }
}

/// What became of a file.
struct Laid {
    changed: bool,
    /// Whether parts of it could not be laid out because they cannot be read.
    unreadable: bool,
}

/// Lays a file out, unless it is only checked.
fn one_file(path: &Path, check: bool) -> Result<Laid, String> {
    let bytes = Disk.read(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("`{}` is not UTF-8 text", path.display()))?;
    let formatted = format(&text).map_err(|_| refused(&path.display().to_string()))?;
    let unreadable = !parse(FileId(0), &text).diagnostics.is_empty();
    let changed = formatted != text;
    if changed && !check {
        let read_only = std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly());
        if read_only {
            return Err(format!("`{}` may not be written to, and was left as it is", path.display()));
        }
        write_if_changed(path, formatted.as_bytes())
            .map_err(|error| format!("cannot write `{}`: {error}", path.display()))?;
    }
    Ok(Laid { changed, unreadable })
}

fn refused(name: &str) -> String {
    format!(
        "`{name}` was left as it is: formatting would have changed what it says\n  note: this is a bug in caveat; please report it with the file"
    )
}

/// Source files at a path, subfolders included; hidden folders and build output are passed over.
fn collect(path: &Path, named: bool, files: &mut Vec<PathBuf>) -> Result<(), String> {
    if !Disk.is_folder(path) {
        if named && Disk.exists(path) && !is_source(path) {
            return Err(format!("`{}` is no `.caveat` file, and was left as it is", path.display()));
        }
        if named || is_source(path) {
            files.push(path.to_owned());
        }
        return Ok(());
    }
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if !named && (name.starts_with('.') || matches!(name, "target" | "node_modules") || path.is_symlink()) {
        return Ok(());
    }
    let entries = Disk.list(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    entries.iter().try_for_each(|entry| collect(entry, false, files))
}
