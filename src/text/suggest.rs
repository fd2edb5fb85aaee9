//! "Did you mean": the nearest known word to one that is unknown.

/// The candidate nearest to `word`, if any is near enough to be a likely slip of the fingers.
///
/// Nearness is the Damerau–Levenshtein distance (swapped neighbours count once), at most a third of the
/// word's length and at least one. Ties go to the earlier candidate.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase().replace('-', "_");
    let length = lower.chars().count();
    let limit = (length / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate == word || candidate.len().abs_diff(lower.len()) > limit + 8 {
            continue;
        }
        let distance = distance(&lower, candidate, limit);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Distance in edits; a common way to shorten (`postgres` for `postgresql`) counts as one edit.
fn distance(word: &str, candidate: &str, limit: usize) -> usize {
    if word.len() >= 4 && candidate.starts_with(word) {
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
