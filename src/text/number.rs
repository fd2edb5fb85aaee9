//! Numbers as people read them in messages, reports and pictures.

/// The number with at most two decimals and no trailing zeros: `3`, `0.6`, `16`.
pub fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    // Most are whole, and large reports and pictures hold very many.
    if rounded.fract() == 0.0 && rounded.abs() < 1e15 {
        return (rounded as i64).to_string();
    }
    // Adding zero turns -0 into 0.
    let text = format!("{:.2}", rounded + 0.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A count with its noun.
///
/// ```
/// use caveat::text::counted;
///
/// assert_eq!(counted(1, "flow"), "1 flow");
/// assert_eq!(counted(2, "trust boundary"), "2 trust boundaries");
/// assert_eq!(counted(3, "day"), "3 days");
/// assert_eq!(counted(4, "process"), "4 processes");
/// ```
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        return format!("1 {noun}");
    }
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{count} {stem}ies"),
        None if noun.ends_with("ss") => format!("{count} {noun}es"),
        _ => format!("{count} {noun}s"),
    }
}

/// A share as a percentage.
pub fn percent(share: f64) -> String {
    format!("{} %", number(share * 100.0))
}

/// A span of time in days.
pub fn days(days: f64) -> String {
    if days == 1.0 { "1 day".to_owned() } else { format!("{} days", number(days)) }
}
