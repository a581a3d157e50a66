//! What the clients of a server have sent of messages whose end has not come: one budget for all of them.
//!
//! `websocket_max_size` bounds a message, but every socket may hold one that never ends. When all together hold more
//! than the budget, the session that holds the most is to end – not the one whose bytes came last, which may be a
//! small message. So who is ended had begun a large one, and the others go on.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What a session may hold without being counted: so much is read at once, and belongs to several small messages.
const UNCOUNTED_BYTES: usize = 64 * 1024;

#[derive(Debug)]
pub(crate) struct Unfinished {
    limit: usize,
    /// The bytes that each session holds, by its id, and all of them.
    held: Mutex<(BTreeMap<String, usize>, usize)>,
}

impl Unfinished {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            limit,
            held: Mutex::default(),
        }
    }

    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// What counts of so many bytes that a session holds.
    pub(crate) fn counted(bytes: usize) -> usize {
        if bytes > UNCOUNTED_BYTES { bytes } else { 0 }
    }

    /// Notes what a session holds by now. If that is too much for all, gives the session that must end, and counts it
    /// no more.
    pub(crate) fn note(&self, session: &str, counted: usize) -> Option<String> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let (sessions, total) = &mut *held;
        *total -= sessions.remove(session).unwrap_or(0);
        if counted > 0 {
            sessions.insert(session.to_owned(), counted);
            *total += counted;
        }
        if *total <= self.limit {
            return None;
        }
        let (largest, _) = sessions.iter().max_by_key(|(_, bytes)| **bytes)?;
        let largest = largest.clone();
        *total -= sessions.remove(&largest).unwrap_or(0);
        Some(largest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_holds_the_most_has_to_go() {
        let unfinished = Unfinished::new(1_000_000);
        let note = |session, bytes| unfinished.note(session, Unfinished::counted(bytes));
        assert_eq!(note("large", 700_000), None);
        assert_eq!(note("small", UNCOUNTED_BYTES), None);
        assert_eq!(note("middle", 300_000), None);
        assert_eq!(note("late", 100_000), Some("large".to_owned()));
        assert_eq!(note("late", 600_000), None, "what has gone counts no more");
        assert_eq!(note("late", 700_001), Some("late".to_owned()));
        assert_eq!(note("middle", 0), None);
        assert_eq!(note("large", 1_000_000), None);
    }
}
