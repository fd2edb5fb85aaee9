//! The documentation tells the truth: every model in it compiles, every link leads somewhere, every table that repeats
//! what the compiler knows is the compiler's own.

use crate::codes::{blocks, compile_block};
use crate::golden;
use crate::support::{entries, files_below, has_extension, read, rendered, root};
use caveat::analysis::query::{ATTRIBUTES, Sort};
use caveat::cli::{Terminal, run};
use caveat::format::format;
use caveat::schema::KINDS;
use caveat::text::list_words;
use std::path::{Path, PathBuf};

fn pages() -> Vec<PathBuf> {
    let docs = files_below(&root().join("docs")).into_iter().filter(|path| has_extension(path, "md"));
    docs.chain([root().join("README.md"), root().join("CHANGELOG.md")]).collect()
}

#[test]
fn every_model_in_the_documentation_compiles() {
    let mut count = 0;
    let mut failures = Vec::new();
    for page in pages() {
        for block in blocks(&read(&page), "caveat") {
            count += 1;
            // A library is compiled as what it is: something that a model uses.
            let library = block.lines().any(|line| line.starts_with("library "));
            let text = if library {
                format!("use \"lib/own.caveat\"\n# file: lib/own.caveat\n{block}")
            } else {
                block.clone()
            };
            let compilation = compile_block(&text);
            if compilation.sound().is_none() {
                failures.push(format!("{}:\n{block}\n{}", page.display(), rendered(&compilation)));
            } else if format(&block).is_ok_and(|formatted| formatted != block) {
                failures.push(format!("{}: not laid out as `caveat fmt` does:\n{block}", page.display()));
            }
        }
    }
    assert!(count >= 15, "the blocks are there");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn links_within_the_repository_lead_somewhere() {
    let mut broken = Vec::new();
    for page in pages() {
        let text = read(&page);
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split(')').next().unwrap_or_default();
            if target.contains("://") || target.contains('\n') || in_code(&text, at) {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let path = if file.is_empty() { page.clone() } else { page.parent().expect("a folder").join(file) };
            let there = path.exists() && (anchor.is_empty() || anchors(&path).contains(&anchor.to_owned()));
            if !there {
                broken.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Whether a place lies in a fenced block or between backquotes on its line.
fn in_code(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let line = before.rsplit('\n').next().unwrap_or_default();
    before.matches("\n```").count() % 2 == 1 || line.matches('`').count() % 2 == 1
}

/// Anchors of a page's headings, as GitHub makes them.
fn anchors(page: &Path) -> Vec<String> {
    let headings = read(page);
    let headings = headings.lines().filter(|line| line.starts_with('#'));
    let anchor = |line: &str| {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect::<String>()
    };
    headings.map(anchor).collect()
}

/// The table at the end of the reference is made from the tables that the checker works with.
#[test]
fn the_reference_lists_every_kind_field_and_attribute() {
    let path = root().join("docs/language.md");
    let mut text = read(&path);
    for (mark, table) in [("kinds", kinds_table()), ("attributes", attributes_table())] {
        let (opening, closing) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->\n"));
        let (before, rest) = text.split_once(&opening).expect("the mark of the table");
        let (_, after) = rest.split_once(&closing).expect("the end of the table");
        text = format!("{before}{opening}{table}{closing}{after}");
    }
    golden::all([golden::check(&path, &text)]);
}

fn attributes_table() -> String {
    let mut table = "\n| of | attribute | gives |\n|---|---|---|\n".to_owned();
    for spec in ATTRIBUTES {
        let of = spec.of.with_article().split_once(' ').map_or("", |(_, name)| name);
        let gives = match (spec.gives, spec.many) {
            (Sort::Word(known), false) => format!("one of {}", list_words(known.iter().copied(), 20)),
            (Sort::Word(known), true) => format!("one or more of {}", list_words(known.iter().copied(), 20)),
            (sort, false) => sort.with_article().to_owned(),
            (sort, true) => format!("{}, or several", sort.with_article()),
        };
        table += &format!("| {of} | `{}` | {gives} |\n", spec.name);
    }
    table + "\n"
}

fn kinds_table() -> String {
    let mut table = String::new();
    for spec in KINDS {
        table += &format!("\n### Fields of `{}`\n\n{}.", spec.word, capitalised(spec.summary));
        let inside: Vec<String> = spec.inside.iter().map(|kind| format!("`{}`", kind.word())).collect();
        match (spec.top_level, inside.is_empty()) {
            (true, false) => table += &format!(" May stand inside {}.", inside.join(", ")),
            (false, _) => table += &format!(" Stands inside {} only.", inside.join(", ")),
            (true, true) => {}
        }
        table += "\n\n";
        if !spec.fields.is_empty() {
            table += "| field | takes | says |\n|---|---|---|\n";
        }
        for field in spec.fields {
            let needed = if field.required { " (needed)" } else { "" };
            table += &format!("| `{}`{needed} | {} | {} |\n", field.name, field.ty.describe(), field.summary);
        }
        if spec.fields.is_empty() {
            table += "No fields.\n";
        }
    }
    table + "\n"
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// `docs/cli.md` holds the help texts as they are.
#[test]
fn the_command_line_reference_is_up_to_date() {
    let mut page = "# The command line\n\nExit codes: 0 all went well; 1 the model has errors, or a file cannot be read or written; 2 the\ncommand line makes no sense. Messages go to standard error, results to standard output.\n".to_owned();
    for command in ["", "check", "build", "fmt", "explain", "query", "coverage", "import", "new", "rename"] {
        let mut arguments = vec!["caveat".to_owned()];
        arguments.extend((!command.is_empty()).then(|| command.to_owned()));
        arguments.push("--help".to_owned());
        let (mut out, mut err) = (Vec::new(), Vec::new());
        run(arguments, &mut Terminal::new(&mut out, &mut err, false));
        let help = String::from_utf8(out).expect("UTF-8");
        let help: Vec<&str> = help.trim().lines().map(str::trim_end).collect();
        let name = format!("caveat {command}");
        page += &format!("\n## `{}`\n\n```text\n{}\n```\n", name.trim(), help.join("\n"));
    }
    golden::all([golden::check(&root().join("docs/cli.md"), &page)]);
}

#[test]
fn decisions_are_numbered_in_a_row() {
    let names: Vec<String> = entries(&root().join("docs/decisions"))
        .iter()
        .map(|path| path.file_name().expect("a name").to_string_lossy().chars().take(4).collect())
        .collect();
    let expected: Vec<String> = (1..=names.len()).map(|number| format!("{number:04}")).collect();
    assert_eq!(names, expected);
}
