//! What must be renewed again and again, or it lapses: that poses are fresh, that a dead-man's switch is held.

use std::time::Duration;

use tokio::time::Instant;

use crate::time::after;

/// Every answer says whether something has changed by the call.
#[derive(Debug)]
pub(super) struct Lease {
    timeout: Duration,
    until: Option<Instant>,
}

impl Lease {
    /// One that has lapsed.
    pub(super) fn new(timeout: Duration) -> Self {
        Self {
            timeout,
            until: None,
        }
    }

    /// It was so at that time, and holds from then until the timeout has passed. From longer ago it says nothing.
    pub(super) fn renew(&mut self, at: Instant, now: Instant) -> bool {
        let until = after(at, self.timeout);
        if now >= until {
            return false;
        }
        let begins = self.until.is_none();
        self.until = self.until.max(Some(until));
        begins
    }

    /// It is so no more.
    pub(super) fn end(&mut self) -> bool {
        self.until.take().is_some()
    }

    /// Time has passed.
    pub(super) fn expire(&mut self, now: Instant) -> bool {
        self.until.is_some_and(|until| now >= until) && self.end()
    }

    pub(super) fn holds(&self) -> bool {
        self.until.is_some()
    }

    /// When [`Self::expire`] is due.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_from_when_it_was_so_and_lapses_once() {
        let second = Duration::from_secs(1);
        let start = Instant::now();
        let mut lease = Lease::new(3 * second);
        assert!(lease.renew(start, start + second));
        assert!(!lease.renew(start + second, start + second), "it held");
        assert_eq!(lease.deadline(), Some(start + 4 * second));
        assert!(!lease.renew(start, start + 2 * second));
        assert_eq!(
            lease.deadline(),
            Some(start + 4 * second),
            "what comes late takes nothing away"
        );
        assert!(!lease.expire(start + 3 * second));
        assert!(lease.expire(start + 4 * second) && !lease.expire(start + 5 * second));
        assert!(
            !lease.renew(start + 2 * second, start + 5 * second),
            "too long ago"
        );
        assert!(!lease.holds() && !lease.end());
        let mut forever = Lease::new(Duration::MAX);
        assert!(forever.renew(start, start) && !forever.expire(start + 100 * second));
    }
}
