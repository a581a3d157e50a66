//! The downlink queue: the newest events of a client, for a program that asks for them instead of having
//! them handed to a handler.
//!
//! It keeps at most `queue_len` events and 64 MiB; the oldest fall out and are counted. Taking one with
//! `pop` or `popleft` does not take it from those who follow the stream, and the reverse. [`WaitingEvents`] are what there
//! was at one moment.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;
use vuer_protocol::event::ClientEvent;
use vuer_protocol::{Map, Value};

use super::Session;
use super::pending::Waiting;
use super::rpc::RpcError;

/// What the events that wait may hold together.
pub(super) const MAX_BYTES: usize = 64 << 20;
/// What an event takes beside the bytes it came in, roughly.
const EVENT_BYTES: usize = 256;
/// What each value among its unknown fields takes, roughly: these are decoded, and a byte can be a value.
const VALUE_BYTES: usize = 64;

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
    /// Who waits for the next event: the number of a reader, and how to wake it.
    wakers: Vec<(u64, Waker)>,
    next_reader: u64,
    closed: bool,
}

#[derive(Debug)]
struct Entry {
    event: ClientEvent,
    /// What it holds of memory, roughly.
    bytes: usize,
    taken: bool,
    /// Nobody is to see it any more.
    withdrawn: bool,
}

/// What an event that came in a message of `len` bytes holds of memory, roughly. Its value is a piece of that message
/// and keeps all of it alive.
pub(super) fn cost(event: &ClientEvent, len: usize) -> usize {
    EVENT_BYTES + len + VALUE_BYTES * count(&event.extra)
}

/// How many values there are in the fields of a map.
fn count(fields: &Map) -> usize {
    fields.iter().map(|(_, value)| count_in(value)).sum()
}

fn count_in(value: &Value) -> usize {
    let inner = match value {
        Value::List(items) => items.iter().map(count_in).sum(),
        Value::Map(fields) => count(fields),
        _ => 0,
    };
    1 + inner
}

impl Inbox {
    pub(crate) fn new(queue_len: usize) -> Self {
        Self {
            queue: Mutex::default(),
            queue_len: queue_len.max(1),
        }
    }

    /// Takes in an event that came in a message of `len` bytes, and gives its number.
    pub(crate) fn push(&self, event: ClientEvent, len: usize) -> u64 {
        let entry = Entry {
            bytes: cost(&event, len),
            event,
            taken: false,
            withdrawn: false,
        };
        let mut queue = self.lock();
        let number = queue.first + queue.entries.len() as u64;
        queue.bytes += entry.bytes;
        queue.entries.push_back(entry);
        while queue.entries.len() > self.queue_len
            || queue.bytes > MAX_BYTES && queue.entries.len() > 1
        {
            queue.drop_first();
        }
        let wakers = std::mem::take(&mut queue.wakers);
        drop(queue);
        wake(wakers);
        number
    }

    /// Ends every stream once it has seen what is there.
    pub(crate) fn close(&self) {
        let mut queue = self.lock();
        queue.closed = true;
        let wakers = std::mem::take(&mut queue.wakers);
        drop(queue);
        wake(wakers);
    }

    /// Takes back those events, from everybody who has not seen them yet.
    pub(crate) fn withdraw(&self, is_void: impl Fn(&ClientEvent) -> bool) {
        for entry in &mut self.lock().entries {
            if is_void(&entry.event) {
                (entry.taken, entry.withdrawn) = (true, true);
            }
        }
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

    /// A number for one more reader.
    fn reader(&self) -> u64 {
        let mut queue = self.lock();
        queue.next_reader += 1;
        queue.next_reader
    }

    fn poll(
        &self,
        reader: u64,
        next: &mut u64,
        context: &Context<'_>,
    ) -> Poll<Option<ClientEvent>> {
        let mut queue = self.lock();
        *next = (*next).max(queue.first);
        while let Some(entry) = queue.entries.get((*next - queue.first) as usize) {
            *next += 1;
            if !entry.withdrawn {
                return Poll::Ready(Some(entry.event.clone()));
            }
        }
        if queue.closed {
            return Poll::Ready(None);
        }
        queue.forget(reader);
        queue.wakers.push((reader, context.waker().clone()));
        Poll::Pending
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn wake(wakers: Vec<(u64, Waker)>) {
    for (_, waker) in wakers {
        waker.wake();
    }
}

/// The events that waited at one moment. Those that have come since are not among them, so what is looked at and then
/// cleared is the same. What somebody else takes, and what falls out of the queue, is gone here, too.
#[derive(Debug, Clone)]
pub struct WaitingEvents {
    session: Session,
    /// The number behind that of the newest.
    end: u64,
}

impl WaitingEvents {
    pub(super) fn now(session: Session) -> Self {
        let end = session.inbox().next_number();
        Self { session, end }
    }

    /// Takes the oldest one.
    pub fn popleft(&self) -> Option<ClientEvent> {
        self.with(|mut entries| entries.next().map(Entry::take))
    }

    /// Takes the newest one.
    pub fn pop(&self) -> Option<ClientEvent> {
        self.with(|mut entries| entries.next_back().map(Entry::take))
    }

    /// All of them, the oldest first. They go on waiting.
    pub fn to_vec(&self) -> Vec<ClientEvent> {
        self.with(|entries| entries.map(|entry| entry.event.clone()).collect())
    }

    /// Takes all of them.
    pub fn clear(&self) {
        self.with(|entries| entries.for_each(|entry| entry.taken = true));
    }

    /// Waits for the first event of a type behind these, which may have come by now; or, for `INIT`, for the one that
    /// came first.
    ///
    /// ```no_run
    /// # use std::time::Duration;
    /// # use vuer::{RpcError, Session, components as c, prelude::*};
    /// # async fn ask(session: &Session) -> Result<(), RpcError> {
    /// let before = session.waiting_events();
    /// session.add(c::Box::new().key("button"))?;
    /// // However fast somebody clicks.
    /// let click = before.wait_for("ON_CLICK", Duration::MAX).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn wait_for(&self, etype: &str, ttl: Duration) -> Result<ClientEvent, RpcError> {
        // From here on it is heard; what came before is in the queue.
        let mut later = Waiting::new(&self.session, etype.to_owned(), 1, self.end, ttl);
        let earlier = match etype {
            "INIT" => self.session.init(),
            _ => self.session.inbox().lock().first_of(etype, self.end),
        };
        if let Some(event) = earlier {
            return Ok(event);
        }
        let event = later.next().await?;
        event.ok_or_else(|| RpcError::Timeout {
            etype: etype.to_owned(),
            ttl,
        })
    }

    fn with<T>(&self, act: impl FnOnce(Entries<'_>) -> T) -> T {
        self.session.inbox().lock().waiting(self.end, act)
    }
}

type Entries<'a> = Box<dyn DoubleEndedIterator<Item = &'a mut Entry> + 'a>;

impl Entry {
    fn take(&mut self) -> ClientEvent {
        self.taken = true;
        self.event.clone()
    }
}

impl Queue {
    /// Those that wait and have a number below `end`.
    fn waiting<T>(&mut self, end: u64, act: impl FnOnce(Entries<'_>) -> T) -> T {
        let count = end.saturating_sub(self.first) as usize;
        let count = count.min(self.entries.len());
        let entries = self.entries.range_mut(..count);
        act(Box::new(entries.filter(|entry| !entry.taken)))
    }

    /// The first event of a type that is there of those with a number from `start` on, taken or not.
    fn first_of(&self, etype: &str, start: u64) -> Option<ClientEvent> {
        let skipped = start.saturating_sub(self.first) as usize;
        let mut entries = self.entries.iter().skip(skipped);
        let found = entries.find(|entry| !entry.withdrawn && entry.event.etype == etype)?;
        Some(found.event.clone())
    }

    fn drop_first(&mut self) {
        if let Some(entry) = self.entries.pop_front() {
            self.first += 1;
            self.bytes -= entry.bytes;
            self.lost += u64::from(!entry.taken);
        }
    }

    /// Wakes a reader no more.
    fn forget(&mut self, reader: u64) {
        self.wakers.retain(|(other, _)| *other != reader);
    }
}

/// The events of a session, in order, from the moment this was made. What a slow reader misses is what falls out of
/// the session's queue. Ends with the session. Dropping it stops nothing else.
#[derive(Debug)]
pub struct Events {
    session: Session,
    reader: u64,
    next: u64,
}

impl Events {
    pub(super) fn from_now(session: Session) -> Self {
        let next = session.inbox().next_number();
        Self::from(session, next)
    }

    /// From the start of the session, as far as they are still there.
    pub(crate) fn from_start(session: Session) -> Self {
        Self::from(session, 0)
    }

    fn from(session: Session, next: u64) -> Self {
        let reader = session.inbox().reader();
        Self {
            session,
            reader,
            next,
        }
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
        let polled = self.session.inbox().poll(self.reader, &mut next, context);
        self.next = next;
        polled
    }
}

/// Else each reader that gave up waiting would be kept until the next event, which may never come.
impl Drop for Events {
    fn drop(&mut self) {
        self.session.inbox().lock().forget(self.reader);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reader_is_woken_once_and_none_is_kept() {
        let inbox = Inbox::new(100);
        let context = Context::from_waker(Waker::noop());
        let readers = [inbox.reader(), inbox.reader()];
        for reader in readers.into_iter().cycle().take(10) {
            assert!(inbox.poll(reader, &mut 0, &context).is_pending());
        }
        assert_eq!(inbox.lock().wakers.len(), 2);
        inbox.lock().forget(readers[0]);
        assert_eq!(inbox.lock().wakers.len(), 1);
        inbox.push(ClientEvent::new("LATER"), 10);
        assert!(inbox.lock().wakers.is_empty());
        assert!(inbox.poll(readers[1], &mut 0, &context).is_ready());
    }

    #[test]
    fn what_is_withdrawn_is_seen_by_nobody() {
        let inbox = Inbox::new(100);
        for etype in ["A", "B", "A"] {
            inbox.push(ClientEvent::new(etype), 10);
        }
        inbox.withdraw(|event| event.etype == "A");
        inbox.push(ClientEvent::new("A"), 10);
        let mut next = 0;
        let context = Context::from_waker(Waker::noop());
        let seen = std::iter::from_fn(|| match inbox.poll(1, &mut next, &context) {
            Poll::Ready(event) => event,
            Poll::Pending => None,
        });
        let types = |events: Vec<ClientEvent>| -> Vec<String> {
            events.into_iter().map(|event| event.etype).collect()
        };
        assert_eq!(types(seen.collect()), ["B", "A"]);
        let waiting = |entries: Entries<'_>| entries.map(Entry::take).collect();
        assert_eq!(types(inbox.lock().waiting(u64::MAX, waiting)), ["B", "A"]);
    }

    #[test]
    fn events_count_with_all_they_hold() {
        let check = |event: ClientEvent, len, kept| {
            let inbox = Inbox::new(100);
            for _ in 0..10 {
                inbox.push(event.clone(), len);
            }
            assert_eq!(inbox.lock().entries.len(), kept);
            assert_eq!(inbox.lost(), 10 - kept as u64);
        };
        check(ClientEvent::new("SMALL"), 10, 10);
        check(ClientEvent::new("LONG"), MAX_BYTES / 4, 3);
        check(ClientEvent::new("HUGE"), MAX_BYTES * 2, 1);
        let nils = Value::List(vec![Value::Nil; MAX_BYTES / VALUE_BYTES / 4]);
        let many = ClientEvent {
            extra: Map::from([("field", nils)]),
            ..ClientEvent::new("MANY")
        };
        check(many, 10, 3);
    }
}
