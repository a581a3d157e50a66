//! Points in time that a program may put off as far as it likes, and lines of a log that come too often.

use std::time::Duration;

use tokio::time::Instant;

/// As long as for ever, and short enough to be added to any time there is.
const FOREVER: Duration = Duration::from_secs(30 * 365 * 24 * 3600);

/// `wait` from `now`. [`Duration::MAX`] means for ever, where the sum would be too late for the clock.
pub(crate) fn after(now: Instant, wait: Duration) -> Instant {
    now.checked_add(wait).unwrap_or_else(|| now + FOREVER)
}

/// How long the reports of a kind are counted together.
const SPAN: Duration = Duration::from_secs(60);

/// Reports of one kind, let through so many a minute: not more often than anybody wants to read them.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    since: Option<Instant>,
    count: u32,
}

impl Pace {
    /// Whether a report should be made now, of which a minute may have `most`.
    pub(crate) fn allows(&mut self, most: u32, now: Instant) -> bool {
        let since = *self.since.get_or_insert(now);
        if now.duration_since(since) >= SPAN {
            *self = Self {
                since: Some(now),
                count: 0,
            };
        }
        self.count = self.count.saturating_add(1);
        self.count <= most
    }
}
