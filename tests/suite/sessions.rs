//! What people see who ask about the examples: in `tests/corpus/sessions`, each line that begins with `$ caveat` is
//! followed by what the program prints then, and by a remark where the exit code is not 0.

use crate::golden;
use crate::support::{DAY, entries, read, root};
use caveat::cli::{Terminal, run};
use std::process::ExitCode;

#[test]
fn answers_are_as_written() {
    let sessions = entries(&root().join("tests/corpus/sessions"));
    assert!(!sessions.is_empty(), "the sessions are there");
    golden::all(sessions.iter().map(|path| {
        let text = read(path);
        let commands = text.lines().filter(|line| line.starts_with("$ caveat "));
        golden::check(path, &commands.map(session).collect::<Vec<String>>().join("\n"))
    }));
}

/// A command with all that it prints. Paths are relative to the root, in which tests run.
fn session(command: &str) -> String {
    let mut arguments = words(command.trim_start_matches("$ "));
    arguments.extend(["--as-of".to_owned(), DAY.to_owned()]);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = run(arguments, &mut Terminal::new(&mut out, &mut err, false));
    let said = [err, out].map(|bytes| String::from_utf8(bytes).expect("text")).concat();
    let exit = if code == ExitCode::SUCCESS { "" } else { "(exit code not 0)\n" };
    format!("{command}\n{said}{exit}")
}

/// The words of a command line as a shell takes them apart: at blanks, but for those within single quotes.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), None::<String>, false);
    for character in command.chars() {
        match character {
            '\'' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    words
}
