//! Points in time, for people.

use std::time::SystemTime;

use time::OffsetDateTime;

/// The day of it in UTC, as `2026-05-31`.
pub(crate) fn date(time: SystemTime) -> String {
    OffsetDateTime::from(time).date().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn dates_are_written_so_that_they_sort() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_780_272_000);
        assert_eq!(date(time), "2026-06-01");
    }
}
