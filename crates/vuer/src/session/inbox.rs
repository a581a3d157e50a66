//! The downlink queue: the newest events of a client, for a program that asks for them instead of having
//! them handed to a handler.
//!
//! It keeps at most `queue_len` events and 64 MiB; the oldest fall out and are counted. Taking one with
//! `pop` or `popleft` does not take it from those who follow the stream, and the reverse.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use vuer_protocol::event::ClientEvent;

use super::Session;

/// What the events that wait may hold together.
const MAX_BYTES: usize = 64 << 20;
/// What an event takes beside its value, roughly.
const EVENT_BYTES: usize = 256;

#[derive(Debug)]
pub(crate) struct Inbox {
    queue: Mutex<Queue>,
    queue_len: usize,
}

#[derive(Debug, Default)]
struct Queue {
    entries: VecDeque<Entry>,
    /// The number of the first entry; entries are numbered in order of arrival.
    first: u64,
    bytes: usize,
    lost: u64,
    wakers: Vec<Waker>,
    closed: bool,
}

#[derive(Debug)]
struct Entry {
    event: ClientEvent,
    taken: bool,
}

impl Entry {
    fn bytes(&self) -> usize {
        self.event.raw_value.len() + EVENT_BYTES
    }
}

impl Inbox {
    pub(crate) fn new(queue_len: usize) -> Self {
        Self {
            queue: Mutex::default(),
            queue_len: queue_len.max(1),
        }
    }

    pub(crate) fn push(&self, event: ClientEvent) {
        let mut queue = self.lock();
        let entry = Entry {
            event,
            taken: false,
        };
        queue.bytes += entry.bytes();
        queue.entries.push_back(entry);
        while queue.entries.len() > self.queue_len
            || queue.bytes > MAX_BYTES && queue.entries.len() > 1
        {
            queue.drop_first();
        }
        let wakers = std::mem::take(&mut queue.wakers);
        drop(queue);
        wakers.into_iter().for_each(Waker::wake);
    }

    /// Ends every stream once it has seen what is there.
    pub(crate) fn close(&self) {
        let mut queue = self.lock();
        queue.closed = true;
        let wakers = std::mem::take(&mut queue.wakers);
        drop(queue);
        wakers.into_iter().for_each(Waker::wake);
    }

    pub(crate) fn pop_oldest(&self) -> Option<ClientEvent> {
        let mut queue = self.lock();
        let entry = queue.entries.iter_mut().find(|entry| !entry.taken)?;
        entry.taken = true;
        Some(entry.event.clone())
    }

    pub(crate) fn pop_newest(&self) -> Option<ClientEvent> {
        let mut queue = self.lock();
        let entry = queue.entries.iter_mut().rev().find(|entry| !entry.taken)?;
        entry.taken = true;
        Some(entry.event.clone())
    }

    pub(crate) fn clear(&self) {
        self.lock()
            .entries
            .iter_mut()
            .for_each(|entry| entry.taken = true);
    }

    /// How many events fell out before anybody took them.
    pub(crate) fn lost(&self) -> u64 {
        self.lock().lost
    }

    /// The number that the next event will have.
    fn next_number(&self) -> u64 {
        let queue = self.lock();
        queue.first + queue.entries.len() as u64
    }

    fn poll(&self, next: &mut u64, context: &Context<'_>) -> Poll<Option<ClientEvent>> {
        let mut queue = self.lock();
        *next = (*next).max(queue.first);
        if let Some(entry) = queue.entries.get((*next - queue.first) as usize) {
            *next += 1;
            return Poll::Ready(Some(entry.event.clone()));
        }
        if queue.closed {
            return Poll::Ready(None);
        }
        if !queue
            .wakers
            .iter()
            .any(|waker| waker.will_wake(context.waker()))
        {
            queue.wakers.push(context.waker().clone());
        }
        Poll::Pending
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn drop_first(&mut self) {
        if let Some(entry) = self.entries.pop_front() {
            self.first += 1;
            self.bytes -= entry.bytes();
            self.lost += u64::from(!entry.taken);
        }
    }
}

/// The events of a session, in order, from the moment this was made. What a slow reader misses is what falls out of
/// the session's queue. Ends with the session. Dropping it stops nothing else.
#[derive(Debug)]
pub struct Events {
    session: Session,
    next: u64,
}

impl Events {
    pub(super) fn from_now(session: Session) -> Self {
        let next = session.inbox().next_number();
        Self { session, next }
    }

    /// From the start of the session, as far as they are still there.
    pub(crate) fn from_start(session: Session) -> Self {
        Self { session, next: 0 }
    }

    /// The next event; none when the session is over.
    pub async fn next(&mut self) -> Option<ClientEvent> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Stream for Events {
    type Item = ClientEvent;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<ClientEvent>> {
        let mut next = self.next;
        let polled = self.session.inbox().poll(&mut next, context);
        self.next = next;
        polled
    }
}
