//! Expected outputs beside their inputs: compared, or rewritten with `UPDATE=1`.

use std::path::Path;

pub fn updating() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

/// Compares a text with the file that holds it; gives what is wrong.
pub fn check(path: &Path, actual: &str) -> Result<(), String> {
    if updating() {
        std::fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a writable folder");
        std::fs::write(path, actual).expect("a writable file");
        return Ok(());
    }
    let expected = std::fs::read_to_string(path)
        .map_err(|_| format!("{} is missing; `UPDATE=1 cargo test` writes it", path.display()))?;
    if expected == actual {
        return Ok(());
    }
    Err(format!("{} differs:\n{}", path.display(), difference(&expected, actual)))
}

/// Fails with all that went wrong.
pub fn all(results: impl IntoIterator<Item = Result<(), String>>) {
    let failures: Vec<String> = results.into_iter().filter_map(Result::err).collect();
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n\n"));
}

/// The first lines that differ.
fn difference(expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let first = expected.iter().zip(&actual).take_while(|(a, b)| a == b).count();
    let some = |lines: &[&str], sign: &str| {
        lines.iter().skip(first).take(6).map(|line| format!("  {sign} {line}\n")).collect::<String>()
    };
    format!("  from line {}\n{}{}", first + 1, some(&expected, "-"), some(&actual, "+"))
}
