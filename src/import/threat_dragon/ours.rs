//! Texts of files that `caveat build` wrote: what the export adds to them is taken out again, and what it put into words
//! becomes facts again, as far as its words are clear.
//!
//! Must know the same words as `emit::threat_dragon`; a test sends models there and back. What is not known stays a text.

use crate::import::foreign::Mitigation;
use crate::text::capitalised;

/// What paragraphs begin with that the export adds; all of it follows from the model.
const ADDED: &[&str] = &[
    "Struck by #",
    "Struck as well by #",
    "The threats of this flow are listed at its first step.",
    "Not shown at any element: #",
    "Answer to “",
];

/// What the export writes about a flow that does not exist yet.
const PROPOSED: &str = "Proposed: somebody asks for it, it does not exist yet.";

/// What is left of a description, and whether it says that the thing is only proposed.
pub(super) fn description(text: &str) -> (Option<String>, bool) {
    let mut proposed = false;
    let own = |paragraph: &&str| {
        proposed |= *paragraph == PROPOSED;
        *paragraph != PROPOSED && !is_step(paragraph) && !ADDED.iter().any(|added| paragraph.starts_with(added))
    };
    let kept: Vec<&str> = text.split("\n\n").filter(own).collect();
    (Some(kept.join("\n\n")).filter(|kept| !kept.is_empty()), proposed)
}

/// `Step 1 of 3.`
fn is_step(text: &str) -> bool {
    let numbers =
        text.strip_prefix("Step ").and_then(|rest| rest.strip_suffix('.')).and_then(|rest| rest.split_once(" of "));
    numbers.is_some_and(|(step, of)| step.parse::<usize>().is_ok() && of.parse::<usize>().is_ok())
}

/// Likelihood and impact by the line that reckons the risk, and the description without it; `None` where the scale is not
/// the standard one.
pub(super) fn risk(text: &str) -> Option<(&'static str, &'static str, Option<String>)> {
    let line = text.lines().find(|line| line.starts_with("Risk: likelihood "))?;
    let word = |label: &str| {
        let word = line.split_once(label)?.1.split(' ').next()?;
        ["low", "medium", "high", "severe"].into_iter().find(|known| *known == word)
    };
    let rest: Vec<&str> = text.lines().filter(|other| *other != line).collect();
    let rest = rest.join("\n").trim().to_owned();
    Some((word("likelihood ")?, word("impact ")?, Some(rest).filter(|rest| !rest.is_empty())))
}

/// Words of the export for how far a mitigation is, and what to write: whoever says that something is verified has to show
/// it, and a text shows nothing.
const STATUSES: &[(&str, &str)] = &[
    ("idea", "idea"),
    ("planned", "planned"),
    ("in progress", "in_progress"),
    ("implemented", "implemented"),
    ("verified", "implemented"),
];

/// The mitigations of a text, a paragraph each, and the paragraphs that are none; `None` if no paragraph is one.
pub(super) fn mitigations(text: &str) -> Option<(Vec<Mitigation>, Vec<String>)> {
    let mut found: Vec<Mitigation> = Vec::new();
    let mut others = Vec::new();
    for paragraph in text.split("\n\n") {
        match mitigation(paragraph) {
            Some(mitigation) => found.push(mitigation),
            // Remarks may have paragraphs of their own.
            None => match found.last_mut() {
                Some(last) => last.text.push_str(&format!("\n\n{paragraph}")),
                None => others.push(paragraph.to_owned()),
            },
        }
    }
    (!found.is_empty()).then_some((found, others))
}

/// `Title (planned, effect 70 %, owner @platform)`, then lines of remarks.
fn mitigation(paragraph: &str) -> Option<Mitigation> {
    let (line, rest) = paragraph.split_once('\n').unwrap_or((paragraph, ""));
    let (title, facts) = line.strip_suffix(')')?.rsplit_once(" (")?;
    let (status, facts) = facts.split_once(", ").unwrap_or((facts, ""));
    let (word, status) = STATUSES.iter().find(|(word, _)| *word == status)?;
    let checked = if word == &"verified" { "Verified. " } else { "" };
    let facts = if facts.is_empty() { String::new() } else { format!("{}.", capitalised(facts)) };
    let parts = [title.to_owned(), format!("{checked}{facts}").trim().to_owned(), rest.to_owned()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Some(Mitigation { text: parts.join("\n"), status })
}

/// A reason without the word that the export puts before it.
pub(super) fn reason(text: &str) -> String {
    let words = ["Not applicable: ", "Transferred: ", "Avoided: "];
    words.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text).to_owned()
}
