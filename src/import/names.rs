//! Ids for things that have titles at most.
//!
//! Must give legal ids, each once, and the same ones for the same input.

use super::letters::ascii;
use crate::schema::KINDS;
use crate::schema::words::{ATTRIBUTES, MITIGATION_STATUS, RESERVED, SETS, is_id};
use std::collections::BTreeSet;

/// Longest id that is made from a title, in characters; longer ones end at a whole word.
const LONGEST: usize = 24;
/// Words that say little in an id.
const ARTICLES: &[&str] = &["a", "an", "the"];
/// Words that lead on to the next, and do not end an id well.
const LEADING_ON: &[&str] = &[
    "all", "and", "any", "are", "as", "at", "be", "by", "can", "cannot", "could", "for", "from", "has", "have", "if",
    "in", "into", "is", "its", "may", "must", "no", "not", "of", "on", "or", "our", "should", "that", "their", "this",
    "to", "use", "using", "was", "when", "which", "will", "with", "would",
];
/// How much longer an id may be where it then is the whole title.
const SPARE: usize = 8;

/// The ids that are taken.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// Takes an id that our own export noted, if it is free.
    pub(super) fn keep(&mut self, id: &str) -> Option<String> {
        // What a template made has a dot in its id, which no declaration can have.
        let id = id.replace('.', "_");
        (is_id(&id) && !RESERVED.contains(&id.as_str()) && self.taken.insert(id.clone())).then_some(id)
    }

    /// An id for a thing: from its title, else from its kind. `qualifier` tells it from others with the same title.
    pub(super) fn claim(&mut self, title: Option<&str>, qualifier: &str) -> String {
        let Some(title) = title else { return self.claim_id(&format!("unnamed_{qualifier}"), qualifier) };
        // A title in letters that cannot be spelled is numbered.
        let wish = short(title, LONGEST).unwrap_or_else(|| qualifier.to_owned());
        let longer = short(title, 2 * LONGEST).filter(|longer| is_id(longer) && !self.has(longer));
        match longer {
            Some(longer) if self.has(&wish) => self.claim_id(&longer, qualifier),
            _ => self.claim_id(&wish, qualifier),
        }
    }

    /// An id as near to a wish as can be.
    pub(super) fn claim_id(&mut self, wish: &str, qualifier: &str) -> String {
        let legal = if is_id(wish) { wish.to_owned() } else { format!("{}_{wish}", initial(qualifier)) };
        if !has_meaning(&legal) && self.taken.insert(legal.clone()) {
            return legal;
        }
        let qualified = format!("{legal}_{qualifier}");
        let repeats = legal == qualifier || legal.ends_with(&format!("_{qualifier}")) || qualifier.is_empty();
        if !repeats && self.taken.insert(qualified.clone()) {
            return qualified;
        }
        let first = if has_meaning(&legal) { 1 } else { 2 };
        let numbered = (first..).map(|number| format!("{legal}_{number}"));
        let free = numbered.into_iter().find(|id| !self.taken.contains(id)).unwrap_or(legal);
        self.taken.insert(free.clone());
        free
    }

    /// Whether the id is taken.
    pub(super) fn has(&self, id: &str) -> bool {
        self.taken.contains(id)
    }
}

/// What an id begins with whose title begins with a digit.
fn initial(qualifier: &str) -> &str {
    if MITIGATION_STATUS.contains(&qualifier) {
        return "mitigation";
    }
    qualifier.split('_').next().filter(|word| !word.is_empty()).unwrap_or("n")
}

/// Whether a word means something in the language, so that an id of that name would mislead.
fn has_meaning(word: &str) -> bool {
    RESERVED.contains(&word)
        || SETS.contains(&word)
        || ATTRIBUTES.contains(&word)
        || KINDS.iter().any(|kind| kind.word == word || kind.fields.iter().any(|field| field.name == word))
}

/// A title in lower snake case. A long one is cut at whole words; `None` if it has no letters that can be spelled.
pub(super) fn short(title: &str, longest: usize) -> Option<String> {
    let whole = ascii(title);
    let mut words: Vec<&str> = whole.split('_').filter(|word| !word.is_empty()).collect();
    if words.iter().any(|word| !ARTICLES.contains(word)) {
        words.retain(|word| !ARTICLES.contains(word));
    }
    let whole = words.join("_");
    if whole.len() <= longest + SPARE {
        return (!whole.is_empty()).then_some(whole);
    }
    let mut out: Vec<&str> = Vec::new();
    let mut length = 0;
    for word in words {
        length += word.len() + usize::from(!out.is_empty());
        if length > longest && !out.is_empty() {
            break;
        }
        out.push(word);
    }
    while out.len() > 1 && out.last().is_some_and(|word| LEADING_ON.contains(word)) {
        out.pop();
    }
    let mut id = out.join("_");
    // One word that never ends.
    id.truncate(longest.max(40));
    Some(id)
}

/// A person or team as a handle, without the `@`; `None` if the name cannot be spelled.
pub(super) fn handle(name: &str) -> Option<String> {
    let bare = name.trim().trim_start_matches('@');
    let plain = !bare.is_empty()
        && bare.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        && !bare.starts_with('-')
        && !bare.ends_with('-');
    if plain && name.trim().starts_with('@') { Some(bare.to_owned()) } else { short(bare, 32) }
}
