//! The one clock of the program: today's date, where the caller gives none.

use crate::text::Date;

/// Today in UTC.
pub fn today() -> Date {
    time::OffsetDateTime::now_utc().date().into()
}
