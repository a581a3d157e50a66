//! Points in time that a program may put off as far as it likes.

use std::time::Duration;

use tokio::time::Instant;

/// As long as for ever, and short enough to be added to any time there is.
const FOREVER: Duration = Duration::from_secs(30 * 365 * 24 * 3600);

/// `wait` from `now`. [`Duration::MAX`] means for ever, where the sum would be too late for the clock.
pub(crate) fn after(now: Instant, wait: Duration) -> Instant {
    now.checked_add(wait).unwrap_or_else(|| now + FOREVER)
}
