//! Watching a stream of poses: whether they are fresh.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::Session;
use super::lease::Lease;
use super::streams::{Pose, Side, Stream};

/// Whether poses come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Freshness {
    /// The newest is younger than the watch's timeout.
    Fresh,
    /// There is none, or none so young: the hand is out of view, the headset is off, the network is gone.
    Stale,
}

impl Session {
    /// Watches a stream of poses: tells when they go stale, and when they are fresh again.
    ///
    /// Poses are stale when none has been taken for `timeout`: because no event came; because events come, but nothing
    /// is tracked (what counts as a pose: see [`Stream`]); because what comes was taken too long ago, by `serverTime` of
    /// the event where it has one, else by its arrival. They are stale at once when the connection is lost, also while
    /// the session waits for its client, and fresh with the first new pose when it is back. What a
    /// [`DeadMan`](crate::DeadMan) holds back, and what an observer sends, counts as well: a watch says what the client
    /// sends, not what the program is given.
    ///
    /// It begins stale, and ends with the session. Any number may be at work.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # fn stop_the_robot() {}
    /// use vuer::{Freshness, Session, Stream};
    ///
    /// fn guard(session: &Session) {
    ///     let mut watch = session.watch(Stream::Hands, Duration::from_millis(200));
    ///     session.spawn_task(async move {
    ///         while let Some(freshness) = watch.next().await {
    ///             if freshness == Freshness::Stale {
    ///                 stop_the_robot();
    ///             }
    ///         }
    ///     });
    /// }
    /// ```
    ///
    /// Tasks of a session, and its closure, are cancelled when it ends. What must happen then, too, belongs into a task
    /// of the server ([`Server::add_task`](crate::Server::add_task)), which `next` tells of the end, or into the `Drop`
    /// of what the closure holds.
    pub fn watch(&self, stream: Stream, timeout: Duration) -> Watch {
        self.start_watch(stream, None, timeout)
    }

    /// The same, where only the pose of this hand or controller counts. Of streams that have no sides it is the same.
    pub fn watch_side(&self, stream: Stream, side: Side, timeout: Duration) -> Watch {
        self.start_watch(stream, Some(side), timeout)
    }

    fn start_watch(&self, stream: Stream, side: Option<Side>, timeout: Duration) -> Watch {
        let (changes, seen) = watch::channel(0);
        self.guards().watch(Watched {
            stream,
            side,
            lease: Lease::new(timeout),
            changes,
        });
        Watch {
            changes: seen,
            seen: 0,
        }
    }
}

/// What [`Session::watch`] gives. Dropping it, with its clones, ends it. A clone is told of changes on its own.
#[derive(Debug, Clone)]
pub struct Watch {
    /// How often it has changed. It begins stale, so an even number is that.
    changes: watch::Receiver<u64>,
    seen: u64,
}

impl Watch {
    /// The next change; none when the session is over. What was fresh goes stale before that.
    ///
    /// A slow reader misses changes, but in pairs: whatever it was told last, it is told the opposite next, so that none
    /// takes poses for fresh throughout that were stale in between.
    pub async fn next(&mut self) -> Option<Freshness> {
        let seen = self.seen;
        let count = *self.changes.wait_for(|count| *count > seen).await.ok()?;
        let missed = (count - seen - 1) / 2 * 2;
        self.seen += missed + 1;
        Some(freshness(self.seen))
    }

    /// How it is now, whatever `next` has told of.
    pub fn freshness(&self) -> Freshness {
        freshness(*self.changes.borrow())
    }
}

fn freshness(changes: u64) -> Freshness {
    if changes.is_multiple_of(2) {
        Freshness::Stale
    } else {
        Freshness::Fresh
    }
}

/// The session's side of a [`Watch`].
#[derive(Debug)]
pub(super) struct Watched {
    stream: Stream,
    side: Option<Side>,
    lease: Lease,
    changes: watch::Sender<u64>,
}

impl Watched {
    /// Whether somebody still has the other side.
    pub(super) fn is_wanted(&self) -> bool {
        !self.changes.is_closed()
    }

    pub(super) fn pose(&mut self, pose: &Pose<'_>, now: Instant) {
        if pose.stream == self.stream && pose.is_tracked(self.side) {
            let has_changed = self.lease.renew(pose.taken, now);
            self.tell(has_changed);
        }
    }

    pub(super) fn expire(&mut self, now: Instant) {
        let has_changed = self.lease.expire(now);
        self.tell(has_changed);
    }

    /// The client is out of touch.
    pub(super) fn end(&mut self) {
        let has_changed = self.lease.end();
        self.tell(has_changed);
    }

    pub(super) fn deadline(&self) -> Option<Instant> {
        self.lease.deadline()
    }

    fn tell(&self, has_changed: bool) {
        if has_changed {
            self.changes.send_modify(|count| *count += 1);
        }
    }
}
