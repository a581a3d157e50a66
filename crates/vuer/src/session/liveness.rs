//! When to ping, and when to give a client up: a clock goes in, a verdict comes out.

use std::time::Duration;

use tokio::time::Instant;

use crate::time::after;

#[derive(Debug)]
pub(crate) struct Liveness {
    ping_interval: Duration,
    dead_after: Duration,
    next_ping: Instant,
    /// When bytes last went either way.
    moved: Instant,
}

/// What is due.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pulse {
    Ping,
    Dead,
}

impl Liveness {
    pub(crate) fn new(ping_interval: Duration, dead_after: Duration, now: Instant) -> Self {
        Self {
            ping_interval,
            dead_after,
            next_ping: after(now, ping_interval),
            moved: now,
        }
    }

    /// Bytes were received, or the socket has taken some of a message.
    pub(crate) fn moved(&mut self, now: Instant) {
        self.moved = now;
    }

    /// When [`Self::due`] is to be asked next. It may move to later, never to earlier.
    pub(crate) fn deadline(&self) -> Instant {
        self.next_ping.min(after(self.moved, self.dead_after))
    }

    pub(crate) fn due(&mut self, now: Instant) -> Option<Pulse> {
        if now >= after(self.moved, self.dead_after) {
            return Some(Pulse::Dead);
        }
        if now >= self.next_ping {
            self.next_ping = after(now, self.ping_interval);
            return Some(Pulse::Ping);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pings_until_nothing_has_moved_for_too_long() {
        let start = Instant::now();
        let at = |secs| start + Duration::from_secs(secs);
        let mut liveness = Liveness::new(Duration::from_secs(10), Duration::from_secs(30), start);
        assert_eq!(liveness.due(at(9)), None);
        assert_eq!(liveness.due(at(10)), Some(Pulse::Ping));
        liveness.moved(at(11));
        assert_eq!(liveness.deadline(), at(20));
        assert_eq!(liveness.due(at(20)), Some(Pulse::Ping));
        assert_eq!(liveness.due(at(30)), Some(Pulse::Ping));
        assert_eq!(liveness.due(at(40)), Some(Pulse::Ping));
        assert_eq!(liveness.deadline(), at(41));
        assert_eq!(liveness.due(at(41)), Some(Pulse::Dead));
    }

    #[test]
    fn the_longest_times_mean_never() {
        let start = Instant::now();
        let mut liveness = Liveness::new(Duration::MAX, Duration::MAX, start);
        assert_eq!(liveness.due(start + Duration::from_secs(1 << 24)), None);
    }
}
