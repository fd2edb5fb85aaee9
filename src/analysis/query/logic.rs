//! Logic with a third value, `None` for unknown: what is known decides wherever it can.

/// Whether both hold.
pub(super) fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Whether one of them holds.
pub(super) fn either(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    not(both(not(a), not(b)))
}

/// Whether it does not hold.
pub(super) fn not(a: Option<bool>) -> Option<bool> {
    a.map(|known| !known)
}

#[cfg(test)]
mod tests {
    use super::{both, either, not};

    #[test]
    fn the_unknown_counts_only_where_it_could_matter() {
        assert_eq!((both(None, Some(false)), both(None, Some(true))), (Some(false), None));
        assert_eq!((either(None, Some(true)), either(Some(false), None)), (Some(true), None));
        assert_eq!(not(None), None);
    }
}
