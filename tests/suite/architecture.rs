//! The house rules, held against the sources: who may import whom, who owns which third-party crate, how long a file may
//! be. `docs/architecture.md` gives the reasons.

use crate::support::{files_below, has_extension, read, root};
use std::path::Path;

/// Each room and its floor. A room imports from lower floors only.
const FLOORS: &[(&str, usize)] = &[
    ("text", 0),
    ("library", 0),
    ("pages", 0),
    ("diagnostics", 1),
    ("model", 1),
    ("schema", 1),
    ("layout", 1),
    ("syntax", 2),
    ("analysis", 2),
    ("resolve", 3),
    ("format", 3),
    ("check", 3),
    ("expand", 4),
    ("typecheck", 4),
    ("emit", 4),
    ("import", 4),
    ("driver", 5),
    ("report", 5),
    ("cli", 6),
];

/// The only folder or file in which a crate may be named.
const OWNERS: &[(&str, &[&str])] = &[
    ("pest", &["syntax/parser"]),
    ("pest_derive", &["syntax/parser"]),
    ("codespan_reporting", &["report/terminal.rs", "report/excerpt.rs"]),
    ("petgraph", &["analysis", "layout/ranks.rs"]),
    ("layout", &["layout/engine_layout_rs.rs"]),
    ("clap", &["cli"]),
    ("serde_json", &["report", "emit/threat_dragon", "emit/geometry.rs", "emit/placements.rs", "import"]),
    ("tempfile", &["driver/write.rs"]),
    ("time", &["driver/today.rs", "text/date.rs"]),
    ("toml", &["driver/settings/document.rs"]),
    ("strsim", &["text/suggest.rs"]),
    ("uuid", &["emit"]),
];

/// Rooms that may touch the outside world: files, the clock, the environment.
const OUTSIDE: &[&str] = &["driver", "cli", "main.rs"];

/// Lines that a file may have.
const LONGEST: usize = 500;

struct Source {
    /// Path below `src`, with `/`.
    path: String,
    room: String,
    lines: Vec<String>,
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let files = files_below(&src).into_iter().filter(|path| has_extension(path, "rs"));
    let sources: Vec<Source> = files
        .map(|file| {
            let path = file.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
            let room = path.split('/').next().expect("a name").trim_end_matches(".rs").to_owned();
            Source { path, room, lines: read(&file).lines().map(str::to_owned).collect() }
        })
        .collect();
    assert!(sources.len() > 100, "the sources are there");
    sources
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().find(|(known, _)| *known == room).map(|(_, floor)| *floor)
}

/// Lines of code, numbered, without comments.
fn code(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    let lines = source.lines.iter().enumerate().map(|(index, line)| (index + 1, line.trim()));
    lines.filter(|(_, line)| !line.starts_with("//"))
}

/// The rooms that a line names behind `crate::`.
fn rooms_named(line: &str) -> Vec<&str> {
    line.match_indices("crate::")
        .map(|(at, found)| {
            line[at + found.len()..].split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("")
        })
        .filter(|room| !room.is_empty())
        .collect()
}

#[test]
fn a_room_imports_from_lower_floors_only() {
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| !matches!(source.room.as_str(), "lib" | "main")) {
        let own = floor(&source.room).unwrap_or_else(|| panic!("src/{} has no floor in the table", source.room));
        for (number, line) in code(source) {
            for room in rooms_named(line).into_iter().filter(|room| *room != source.room) {
                if floor(room).is_none_or(|other| other >= own) {
                    broken.push(format!(
                        "src/{}:{number}: {} (floor {own}) imports {room}: {line}",
                        source.path, source.room
                    ));
                }
            }
        }
    }
    assert!(broken.is_empty(), "a room imports from lower floors only:\n{}", broken.join("\n"));
}

#[test]
fn each_crate_has_one_owner() {
    let mut broken = Vec::new();
    for source in sources() {
        for (number, line) in code(&source) {
            for (name, owners) in OWNERS {
                let named = line.starts_with(&format!("use {name}::")) || line.contains(&format!("(use {name}::"));
                let qualified = line
                    .split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
                    .any(|word| word.starts_with(&format!("{name}::")) && *name != "layout");
                if (named || qualified) && !owners.iter().any(|owner| source.path.starts_with(owner)) {
                    broken.push(format!(
                        "src/{}:{number}: {name} belongs to {}: {line}",
                        source.path,
                        owners.join(", ")
                    ));
                }
            }
        }
    }
    assert!(broken.is_empty(), "each third-party crate has one owner:\n{}", broken.join("\n"));
}

#[test]
fn only_the_driver_and_the_command_line_touch_the_outside() {
    let signs = ["std::fs", "std::env", "std::process", "std::time", "SystemTime", "println!", "eprintln!"];
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| !OUTSIDE.iter().any(|room| source.path.starts_with(room))) {
        for (number, line) in code(source) {
            if signs.iter().any(|sign| line.contains(sign)) {
                broken.push(format!("src/{}:{number}: {line}", source.path));
            }
        }
    }
    assert!(broken.is_empty(), "no I/O, clock or environment below the driver:\n{}", broken.join("\n"));
}

/// The order of a hash map changes from run to run, so what comes out of one may not reach an output.
#[test]
fn no_hash_map_decides_an_order() {
    let mut broken = Vec::new();
    for source in sources() {
        for (number, line) in code(&source) {
            if line.starts_with("for ") && (line.contains("HashMap") || line.contains("HashSet")) {
                broken.push(format!("src/{}:{number}: {line}", source.path));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn files_say_what_they_are_for_and_stay_short() {
    let mut broken = Vec::new();
    for source in sources() {
        if !source.lines.first().is_some_and(|line| line.starts_with("//!")) {
            broken.push(format!("src/{} does not open with `//!`", source.path));
        }
        if source.lines.len() > LONGEST {
            broken.push(format!("src/{} has {} lines", source.path, source.lines.len()));
        }
        let glob =
            |line: &str| line == "use super::*;" && !source.lines.iter().any(|line| line.contains("#[cfg(test)]"));
        if source.lines.iter().any(|line| glob(line.trim())) {
            broken.push(format!("src/{} imports `super::*`", source.path));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The project speaks of itself alone: no path of somebody's machine stands in it.
#[test]
fn no_machine_path_is_written_down() {
    let folders = ["src", "docs", "examples", "grammar", "benches"];
    let files = folders.iter().flat_map(|folder| files_below(&root().join(folder)));
    let places = ["/home/", "/Users/", "C:\\Users", "/root/"];
    let found: Vec<_> = files
        .filter(|file| std::fs::read_to_string(file).is_ok_and(|text| places.iter().any(|place| text.contains(place))))
        .collect();
    assert!(found.is_empty(), "{found:?}");
    assert!(!Path::new(env!("CARGO_MANIFEST_DIR")).as_os_str().is_empty());
}
