//! `tests/corpus/invalid`: models with mistakes. A case is a file `CODE-name.caveat`, or a folder of that name.
//!
//! What is expected stands in comments right above the line that it is about:
//!
//! ```text
//! #~ CV202 23-24 nothing is called `bd`
//! ```
//!
//! means: code CV202, on columns 23 to 24, with these words in its text as a person reads it. Columns may be left out.
//! A folder may hold a `caveat.toml`, and a `policy.toml`, which is its policy; both take expectations too.
//! `#~ CV211 nowhere …` at the top of a file is a diagnostic without a place. A diagnostic that nobody expects fails
//! as much as one that does not come. The whole text lies in `CODE-name.txt`, so that source and message can be read
//! side by side.

use crate::golden;
use crate::support::{compile_case, entries, folder_world, has_extension, rendered, root};
use caveat::diagnostics::Diagnostic;
use caveat::driver::Compilation;
use caveat::report::to_terminal;
use std::path::{Path, PathBuf};

const MARK: &str = "#~ ";

/// An expectation: where it stands, and what it wants.
struct Expected {
    file: String,
    /// Number of the line that it is about; `None` for a diagnostic without a place.
    line: Option<usize>,
    code: String,
    columns: Option<(usize, usize)>,
    phrase: String,
}

#[test]
fn mistakes_are_reported_as_expected() {
    let cases = cases();
    assert!(cases.len() > 50, "the corpus is there");
    golden::all(cases.iter().map(|case| check_case(case)));
}

#[test]
fn every_expected_text_has_its_case() {
    let cases = cases();
    let orphan =
        |path: &Path| has_extension(path, "txt") && !cases.iter().any(|case| case.with_extension("txt") == path);
    let orphans: Vec<PathBuf> = entries(&folder()).into_iter().filter(|path| orphan(path)).collect();
    assert!(orphans.is_empty(), "no case for {orphans:?}");
}

/// The cases: every file and folder but the expected texts.
pub fn cases() -> Vec<PathBuf> {
    entries(&folder()).into_iter().filter(|path| !has_extension(path, "txt")).collect()
}

fn folder() -> PathBuf {
    root().join("tests/corpus/invalid")
}

fn check_case(case: &Path) -> Result<(), String> {
    let base = if case.is_dir() { case.to_owned() } else { folder() };
    let world = folder_world(&base, &base);
    let path = if case.is_dir() { PathBuf::new() } else { PathBuf::from(case.file_name().expect("a name")) };
    let compilation = compile_case(&world, &path);
    let name = case.file_name().expect("a name").to_string_lossy();
    let shown = rendered(&compilation);
    let code = name.split('-').next().expect("a code");
    let mut wrong = Vec::new();
    if !compilation.diagnostics.iter().any(|diagnostic| diagnostic.code.id == code) {
        wrong.push(format!("it is named after {code}, which does not come"));
    }
    compare(&compilation, &mut wrong);
    if !wrong.is_empty() {
        return Err(format!("{name}:\n  {}\n{shown}", wrong.join("\n  ")));
    }
    golden::check(&case.with_extension("txt"), &shown)
}

/// Pairs expectations with diagnostics; what is left over on either side is wrong.
fn compare(compilation: &Compilation, wrong: &mut Vec<String>) {
    let mut left: Vec<&Diagnostic> = compilation.diagnostics.iter().collect();
    for expected in expectations(compilation) {
        match left.iter().position(|diagnostic| meets(diagnostic, &expected, compilation)) {
            Some(at) => {
                left.remove(at);
            }
            None => wrong.push(format!(
                "expected at {}:{}: {} {}",
                expected.file,
                expected.line.map_or("nowhere".to_owned(), |line| line.to_string()),
                expected.code,
                expected.phrase
            )),
        }
    }
    for diagnostic in left {
        let place = diagnostic.primary_span().map_or("nowhere".to_owned(), |span| {
            let (start, end) = columns(span, compilation);
            format!("{} columns {start}-{end}", compilation.sources.place(span))
        });
        wrong.push(format!("not expected at {place}: {} {}", diagnostic.code.id, diagnostic.message));
    }
}

fn meets(diagnostic: &Diagnostic, expected: &Expected, compilation: &Compilation) -> bool {
    let place = diagnostic.primary_span().map(|span| {
        let position = compilation.sources.position(span);
        (compilation.sources.file(span.file).name().to_owned(), position.line, columns(span, compilation))
    });
    let there = match (&place, expected.line) {
        (None, None) => true,
        (Some((file, line, found)), Some(wanted)) => {
            *file == expected.file && *line == wanted && expected.columns.is_none_or(|columns| columns == *found)
        }
        _ => false,
    };
    // Lines of the rendered text may be broken anywhere but within a sentence, so the phrase is sought in one line.
    there
        && diagnostic.code.id == expected.code
        && to_terminal(diagnostic, &compilation.sources, false).contains(&expected.phrase)
}

/// First and last column of a span's first line, from 1.
fn columns(span: caveat::text::Span, compilation: &Compilation) -> (usize, usize) {
    let start = compilation.sources.position(span).column;
    let text = compilation.sources.slice(span);
    let length = text.lines().next().unwrap_or_default().chars().count();
    (start, start + length.max(1) - 1)
}

fn expectations(compilation: &Compilation) -> Vec<Expected> {
    let mut all = Vec::new();
    for (_, file) in compilation.sources.iter().filter(|(_, file)| !file.name().starts_with("std/")) {
        let lines: Vec<&str> = file.text().lines().collect();
        for (index, line) in lines.iter().enumerate() {
            let Some(wanted) = line.trim_start().strip_prefix(MARK) else { continue };
            let about = (index + 1..lines.len()).find(|next| !lines[*next].trim_start().starts_with(MARK));
            all.push(expectation(file.name(), wanted, about.map(|index| index + 1)));
        }
    }
    all
}

fn expectation(file: &str, wanted: &str, about: Option<usize>) -> Expected {
    let (code, rest) = wanted.split_once(' ').expect("`#~ CODE …`");
    let (first, phrase) = rest.split_once(' ').unwrap_or((rest, ""));
    let columns = first.split_once('-').and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
    let nowhere = first == "nowhere";
    let phrase = if nowhere || columns.is_some() { phrase } else { rest };
    Expected {
        file: file.to_owned(),
        line: about.filter(|_| !nowhere),
        code: code.to_owned(),
        columns,
        phrase: phrase.trim().to_owned(),
    }
}
