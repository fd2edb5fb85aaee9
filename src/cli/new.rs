//! `caveat new`: a first model.

use super::terminal::Terminal;
use super::{FAILURE, SUCCESS, USAGE};
use crate::format::format;
use crate::schema::words::{RESERVED, is_id};
use crate::text::capitalised;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Start a model: a folder with a file of 15 lines that compiles.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Name of the model, such as `payments`; its folder is made here.
    name: String,
}

/// The starter; `@ID@` and `@TITLE@` stand for the name.
const STARTER: &str = include_str!("starter.caveat");

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> u8 {
    let name = arguments.name.trim_end_matches('/');
    let id: String = name.chars().map(|c| if c == '-' { '_' } else { c.to_ascii_lowercase() }).collect();
    if RESERVED.contains(&id.as_str()) {
        terminal.error(&format!("error: `{name}` has a meaning in the language\n  help: choose another name\n"));
        return USAGE;
    }
    if !is_id(&id) {
        terminal.error(&format!(
            "error: `{name}` cannot be the name of a model\n  help: use letters, digits, `-` and `_`, and begin with a letter: `caveat new payments`\n"
        ));
        return USAGE;
    }
    let title = capitalised(&id.replace('_', " "));
    let text = STARTER.replace("@ID@", &id).replace("@TITLE@", &title);
    // A long name makes a line too long.
    let text = format(&text).unwrap_or(text);
    let path = Path::new(name).join(format!("{id}.caveat"));
    match write_new(&path, &text) {
        Ok(()) => {
            terminal.print(&format!(
                "wrote {}\n\nnext:\n  caveat check {name}            say what is wrong with it\n  caveat build {name} -o out     draw it, and write the report\n",
                path.display()
            ));
            SUCCESS
        }
        Err(message) => {
            terminal.error(&format!("error: {message}\n"));
            FAILURE
        }
    }
}

/// Writes a file that must not be there yet.
fn write_new(path: &PathBuf, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("cannot make the folder `{}`: {error}", folder.display()))?;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| match error
        .kind()
    {
        std::io::ErrorKind::AlreadyExists => format!("`{}` is there already, and was left as it is", path.display()),
        _ => format!("cannot write `{}`: {error}", path.display()),
    })?;
    file.write_all(text.as_bytes()).map_err(|error| format!("cannot write `{}`: {error}", path.display()))
}
