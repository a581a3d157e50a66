//! Events that wait for their async handlers, because as many calls of such handlers as may be are at work.
//!
//! A call of an async handler that does not finish at once is a task, and may never end. So that a client cannot pile
//! them up by its events, no event is handed to async handlers while `max_running_handlers` calls are at work for its
//! session, or calls with events of 64 MiB together; it waits here, by the rule of the queue of events: the newest
//! `queue_len` and 64 MiB wait, what falls out is counted. The socket is read on meanwhile, for what a handler waits
//! for – the answer to a request, a later event – comes from the same client.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use vuer_protocol::event::ClientEvent;

use super::Session;
use super::inbox::{MAX_BYTES, cost};

/// How many calls more than `max_running_handlers` there may be, with events that the server makes.
const RESERVE: usize = 64;

#[derive(Debug)]
pub(crate) struct Backlog {
    max_running: usize,
    queue_len: usize,
    state: Mutex<State>,
    /// Tells the driver that a call has ended.
    ended: Notify,
}

#[derive(Debug, Default)]
struct State {
    running: usize,
    /// What the events of the calls at work hold, roughly.
    running_bytes: usize,
    waiting: VecDeque<Waiting>,
    bytes: usize,
    lost: u64,
    warned: bool,
}

/// An event whose handlers are still to be called.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub(crate) event: ClientEvent,
    /// Somebody has waited for it, beside its handlers.
    pub(crate) is_awaited: bool,
    bytes: usize,
}

/// A call that is at work. Dropping it says that it has ended.
#[derive(Debug)]
pub(crate) struct Running {
    session: Session,
    bytes: usize,
}

impl Running {
    /// A call with this event.
    pub(crate) fn new(session: &Session, event: &ClientEvent) -> Self {
        let bytes = cost(event, event.raw_value.len());
        let mut state = session.backlog().lock();
        state.running += 1;
        state.running_bytes += bytes;
        drop(state);
        Self {
            session: session.clone(),
            bytes,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let backlog = self.session.backlog();
        let mut state = backlog.lock();
        state.running -= 1;
        state.running_bytes -= self.bytes;
        if !state.waiting.is_empty() {
            backlog.ended.notify_one();
        }
    }
}

impl Backlog {
    pub(crate) fn new(max_running: usize, queue_len: usize) -> Self {
        Self {
            max_running: max_running.max(1),
            queue_len: queue_len.max(1),
            state: Mutex::default(),
            ended: Notify::new(),
        }
    }

    /// Whether an event must wait for its handlers: none overtakes one that waits.
    pub(crate) fn must_wait(&self) -> bool {
        let state = self.lock();
        self.is_full(&state) || !state.waiting.is_empty()
    }

    /// Whether the handlers of an event that the server makes may be called, although those of the client's must wait.
    /// A client can bring such events about, too, so there is an end to it.
    pub(crate) fn takes_one_more(&self) -> bool {
        self.lock().running < self.max_running.saturating_add(RESERVE)
    }

    /// Has an event wait that came in a message of `len` bytes. True the first time.
    pub(crate) fn push(&self, event: ClientEvent, len: usize, is_awaited: bool) -> bool {
        let waiting = Waiting {
            bytes: cost(&event, len),
            event,
            is_awaited,
        };
        let mut state = self.lock();
        state.bytes += waiting.bytes;
        state.waiting.push_back(waiting);
        while state.waiting.len() > self.queue_len
            || state.bytes > MAX_BYTES && state.waiting.len() > 1
        {
            state.drop_first();
            state.lost += 1;
        }
        !std::mem::replace(&mut state.warned, true)
    }

    /// The oldest event, if its handlers may be called now.
    pub(crate) fn pop(&self) -> Option<Waiting> {
        let mut state = self.lock();
        if self.is_full(&state) {
            return None;
        }
        state.drop_first()
    }

    /// Takes back those events.
    pub(crate) fn withdraw(&self, is_void: impl Fn(&ClientEvent) -> bool) {
        let mut state = self.lock();
        let State { waiting, bytes, .. } = &mut *state;
        waiting.retain(|waiting| {
            let stays = !is_void(&waiting.event);
            *bytes -= if stays { 0 } else { waiting.bytes };
            stays
        });
    }

    /// Waits until [`Self::pop`] has something. One caller at a time.
    pub(crate) async fn ready(&self) {
        while !self.is_ready() {
            self.ended.notified().await;
        }
    }

    fn is_ready(&self) -> bool {
        let state = self.lock();
        !self.is_full(&state) && !state.waiting.is_empty()
    }

    /// Whether no further call may begin.
    fn is_full(&self, state: &State) -> bool {
        state.running >= self.max_running || state.running_bytes >= MAX_BYTES
    }

    /// Forgets what waits: the program may hold the session long after its client has gone.
    pub(crate) fn discard(&self) {
        let mut state = self.lock();
        state.waiting = VecDeque::new();
        state.bytes = 0;
    }

    /// How many events fell out before their handlers could be called.
    pub(crate) fn lost(&self) -> u64 {
        self.lock().lost
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn drop_first(&mut self) -> Option<Waiting> {
        let first = self.waiting.pop_front()?;
        self.bytes -= first.bytes;
        Some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(len: usize, kept: usize) {
        let backlog = Backlog::new(1, 5);
        for _ in 0..10 {
            backlog.push(ClientEvent::new("TEST"), len, false);
        }
        assert_eq!(backlog.lost(), 10 - kept as u64);
        assert_eq!(std::iter::from_fn(|| backlog.pop()).count(), kept);
        assert_eq!(backlog.lock().bytes, 0);
    }

    #[test]
    fn the_newest_wait_by_number_and_size() {
        check(10, 5);
        check(MAX_BYTES / 4, 3);
        check(2 * MAX_BYTES, 1);
    }
}
