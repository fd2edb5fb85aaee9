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
