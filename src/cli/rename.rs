//! `caveat rename`: another id, wherever it is named.

use super::terminal::Terminal;
use super::{FAILURE, SUCCESS};
use crate::driver::{Disk, load, rename, write_if_changed};
use crate::text::counted;
use std::path::{Path, PathBuf};

/// Give a declaration another id, in all files of the model that name it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The id, or FILE:LINE of the declaration where two have the same id.
    what: String,
    /// The new id.
    new: String,
    /// Folder of the model, or a single file [default: the current folder, or that of FILE].
    path: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> u8 {
    match rename_all(arguments) {
        Ok(message) => {
            terminal.print(&message);
            SUCCESS
        }
        Err(message) => {
            terminal.error(&format!("error: {message}\n"));
            FAILURE
        }
    }
}

fn rename_all(arguments: &Arguments) -> Result<String, String> {
    let new = arguments.new.as_str();
    let renamed = rename(&Disk, &path_of(arguments), &arguments.what, new)?;
    for (path, text) in &renamed.files {
        write_if_changed(path, text.as_bytes())
            .map_err(|error| format!("cannot write `{}`: {error}", path.display()))?;
    }
    Ok(format!("renamed `{}` to `{new}` in {}\n", renamed.old, counted(renamed.places, "place")))
}

/// The model that is meant: the one named, else that of the current folder, unless FILE belongs to another one.
fn path_of(arguments: &Arguments) -> PathBuf {
    let here = Path::new(".");
    match (&arguments.path, arguments.what.rsplit_once(':')) {
        (Some(path), _) => path.clone(),
        (None, Some((file, _))) if !load(&Disk, here).paths.iter().flatten().any(|path| path == Path::new(file)) => {
            Path::new(file).parent().unwrap_or(here).to_owned()
        }
        _ => here.to_owned(),
    }
}
