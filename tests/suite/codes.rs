//! Every diagnostic code has a page with examples that show it, and a case in the corpus.

use crate::golden;
use crate::invalid;
use crate::support::{compile_case, entries, rendered, root, world};
use caveat::diagnostics::Severity;
use caveat::driver::{Compilation, all_codes};
use caveat::pages;
use std::collections::BTreeSet;

/// Codes about files that a page cannot show as text.
const WITHOUT_TEXT: &[&str] = &["CV211", "CV212", "CV213"];

#[test]
fn codes_are_listed_by_number() {
    let ids: Vec<&str> = all_codes().iter().map(|code| code.id).collect();
    assert!(ids.is_sorted(), "{ids:?}");
}

#[test]
fn codes_are_unique_and_well_formed() {
    let codes = all_codes();
    let ids: BTreeSet<&str> = codes.iter().map(|code| code.id).collect();
    let names: BTreeSet<&str> = codes.iter().map(|code| code.name).collect();
    assert_eq!((ids.len(), names.len()), (codes.len(), codes.len()), "an id or a name is used twice");
    for code in codes {
        let digits = code.id.strip_prefix("CV").expect("CVnnn");
        assert!(digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()), "{}", code.id);
        assert!(code.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{}", code.name);
    }
}

#[test]
fn every_code_has_a_page_with_examples() {
    golden::all(all_codes().iter().map(|code| {
        let page = pages::page(code.id).ok_or_else(|| format!("{} has no page", code.id))?;
        check_page(code.id, code.name, page).map_err(|error| format!("docs/diagnostics/{}.md: {error}", code.id))
    }));
}

#[test]
fn every_page_belongs_to_a_code() {
    let ids: BTreeSet<String> = all_codes().iter().map(|code| format!("{}.md", code.id)).collect();
    let pages = entries(&root().join("docs/diagnostics"));
    let names: BTreeSet<String> =
        pages.iter().map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    assert_eq!(names, ids);
}

#[test]
fn every_code_has_a_case() {
    let cases = invalid::cases();
    let has = |code: &str| {
        cases.iter().any(|case| case.file_name().expect("a name").to_string_lossy().starts_with(&format!("{code}-")))
    };
    let missing: Vec<&str> = all_codes().iter().map(|code| code.id).filter(|code| !has(code)).collect();
    // A folder without models and a file that cannot be read are in `cli`, for they need a disk.
    let missing: Vec<&str> = missing.into_iter().filter(|code| !["CV211", "CV212", "CV213"].contains(code)).collect();
    assert!(missing.is_empty(), "no case in tests/corpus/invalid for {missing:?}");
}

fn check_page(id: &str, name: &str, page: &str) -> Result<(), String> {
    let heading = format!("# {id}: {name}\n");
    if !page.starts_with(&heading) {
        return Err(format!("does not begin with `{}`", heading.trim()));
    }
    let (bad, good) = (blocks(page, "caveat bad"), blocks(page, "caveat good"));
    if WITHOUT_TEXT.contains(&id) {
        return if bad.len() + good.len() == 0 { Ok(()) } else { Err("this code cannot be shown as text".to_owned()) };
    }
    if bad.is_empty() || good.is_empty() {
        return Err("needs a block `caveat bad` and a block `caveat good`".to_owned());
    }
    for block in bad {
        let compilation = compile_block(&block);
        let codes: BTreeSet<&str> = compilation.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
        if codes != BTreeSet::from([id]) {
            return Err(format!("the bad example gives {codes:?}:\n{}", rendered(&compilation)));
        }
    }
    for block in good {
        let compilation = compile_block(&block);
        if compilation.diagnostics.iter().any(|diagnostic| diagnostic.severity() != Severity::Note) {
            return Err(format!("the good example is not good:\n{}", rendered(&compilation)));
        }
    }
    Ok(())
}

/// Fenced blocks with that info string.
pub fn blocks(page: &str, info: &str) -> Vec<String> {
    let opening = format!("```{info}\n");
    let mut rest = page;
    let mut blocks = Vec::new();
    while let Some(at) = rest.find(&opening) {
        let body = &rest[at + opening.len()..];
        let end = body.find("```").unwrap_or(body.len());
        blocks.push(body[..end].to_owned());
        rest = &body[end..];
    }
    blocks
}

/// Compiles a block: `model.caveat`, and further files from lines `# file: NAME` on.
pub fn compile_block(block: &str) -> Compilation {
    let mut files: Vec<(String, String)> = vec![("model.caveat".to_owned(), String::new())];
    for line in block.lines() {
        match line.strip_prefix("# file: ") {
            Some(name) => files.push((name.trim().to_owned(), String::new())),
            None => {
                let (_, text) = files.last_mut().expect("at least one file");
                *text += line;
                *text += "\n";
            }
        }
    }
    compile_case(&world(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))), "".as_ref())
}
