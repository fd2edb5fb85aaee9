//! `caveat rename`: another id, wherever it is named.

use super::terminal::Terminal;
use super::{FAILURE, SUCCESS, folder_of};
use crate::driver::{Disk, Renamed, load, rename, write_if_changed};
use crate::emit::Placements;
use crate::schema::Namespace;
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
    rename_places(&path_of(arguments), &renamed, new)?;
    Ok(format!("renamed `{}` to `{new}` in {}\n", renamed.old, counted(renamed.places, "place")))
}

/// Carries the new id over into the files that keep the places of drawings, so that no drawing changes.
fn rename_places(path: &Path, renamed: &Renamed, new: &str) -> Result<(), String> {
    let model = renamed.namespace == Namespace::Units;
    if !model && renamed.namespace != Namespace::Things {
        return Ok(());
    }
    let folder = folder_of(path);
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    for file in entries.filter(|file| file.to_string_lossy().ends_with(".layout.json")) {
        let Some(text) = std::fs::read_to_string(&file).ok() else { continue };
        // What cannot be read is for the next build to report.
        let Ok(placements) = Placements::read(&text) else { continue };
        let text = renamed.ids.iter().fold(placements.clone(), |text, (old, new)| text.renamed(old, new, model));
        if text == placements {
            continue;
        }
        let own = file.file_name().is_some_and(|name| name == format!("{}.layout.json", renamed.old).as_str());
        let target = if model && own { folder.join(format!("{new}.layout.json")) } else { file.clone() };
        write_if_changed(&target, text.text().as_bytes())
            .map_err(|error| format!("cannot write `{}`: {error}", target.display()))?;
        if target != file {
            std::fs::remove_file(&file).map_err(|error| format!("cannot remove `{}`: {error}", file.display()))?;
        }
    }
    Ok(())
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
