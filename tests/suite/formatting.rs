//! `tests/corpus/format/<case>.caveat` and `<case>.formatted`: a text as its author wrote it, and as `caveat fmt` lays it out.

use crate::golden;
use crate::support::{entries, has_extension, read, root};
use caveat::format::format;

#[test]
fn texts_are_laid_out_as_expected() {
    let cases: Vec<_> =
        entries(&root().join("tests/corpus/format")).into_iter().filter(|path| has_extension(path, "caveat")).collect();
    assert!(cases.len() >= 6, "the corpus is there");
    golden::all(cases.iter().map(|case| {
        let formatted = format(&read(case)).map_err(|_| format!("{} is refused", case.display()))?;
        let again = format(&formatted).map_err(|_| format!("{} is refused the second time", case.display()))?;
        if again != formatted {
            return Err(format!("{} changes again:\n{again}", case.display()));
        }
        golden::check(&case.with_extension("formatted"), &formatted)
    }));
}
