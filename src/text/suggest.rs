//! "Did you mean": the nearest known word to one that is unknown.

/// The candidate nearest to `word`, if any is near enough to be a likely slip of the fingers.
///
/// Nearness is the Damerau–Levenshtein distance (swapped neighbours count once), at most a third of the
/// word's length and at least one. Ties go to the earlier candidate.
/// A word that differs in case or in its signs only (`HTTPS`, `trade-secret`) is the nearest of all.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = plain(word);
    let length = lower.chars().count();
    let limit = (length / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate == word || candidate.len().abs_diff(lower.len()) > limit + 8 {
            continue;
        }
        if candidate == lower {
            return Some(candidate);
        }
        let distance = distance(&lower, candidate, limit);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The word in lower case, with `_` for the signs that others put between words.
pub fn plain(word: &str) -> String {
    word.trim().to_lowercase().replace(['-', ' '], "_")
}

/// Whether both have the same letters and begin with the same one: `thec` for `tech`.
fn swapped(word: &str, candidate: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<u8> = word.bytes().collect();
        letters.sort_unstable();
        letters
    };
    word.len() >= 4
        && word.len() == candidate.len()
        && word.as_bytes()[0] == candidate.as_bytes()[0]
        && sorted(word) == sorted(candidate)
}

/// Distance in edits; a common way to shorten (`postgres` for `postgresql`) counts as one edit, and so do letters in
/// another order.
fn distance(word: &str, candidate: &str, limit: usize) -> usize {
    if word.len() >= 4 && candidate.starts_with(word) {
        return 1;
    }
    if swapped(word, candidate) {
        return 1;
    }
    if candidate.len().abs_diff(word.len()) > limit {
        return usize::MAX;
    }
    strsim::damerau_levenshtein(word, candidate)
}

/// The words quoted and joined for a sentence: `a`, `b` or `c`; at most `most` of them, then "and 5 more".
pub fn list_words<'a>(words: impl IntoIterator<Item = &'a str>, most: usize) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    let shown: Vec<String> = words.iter().take(most).map(|word| format!("`{word}`")).collect();
    match (shown.split_last(), words.len().saturating_sub(most)) {
        (None, _) => "nothing".to_owned(),
        (Some((last, [])), 0) => last.clone(),
        (Some((last, rest)), 0) => format!("{} or {last}", rest.join(", ")),
        (Some(_), more) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The words quoted and joined as facts that hold together: `a`, `b` and `c`; at most `most` of them.
pub fn list_all<'a>(words: impl IntoIterator<Item = &'a str>, most: usize) -> String {
    let listed = list_words(words, most);
    match listed.rsplit_once("` or `") {
        Some((before, last)) => format!("{before}` and `{last}"),
        None => listed,
    }
}

/// How far a name is from another, in words: "one letter away".
pub fn letters_away(name: &str, other: &str) -> String {
    match strsim::damerau_levenshtein(name, other) {
        _ if plain(name) == other => "written with other signs".to_owned(),
        1 => "one letter away".to_owned(),
        distance => format!("{distance} letters away"),
    }
}
