//! Who waits for which event of a client: for the answer to a request, or for the next event of a type.
//!
//! Each session has its own table, so an answer counts only from the client that was asked. An entry leaves the table
//! when its asker does.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;
use vuer_protocol::event::ClientEvent;

use super::close::SessionClosed;
use super::{Session, inbox};
use crate::time::after;

/// What the events that wait for one asker may hold together; what comes beyond is dropped. One event may be as large as
/// a message may be.
const MOST_BYTES: usize = inbox::MAX_BYTES;

/// The number of an event that is in no queue.
pub(super) const UNNUMBERED: u64 = u64::MAX;

#[derive(Debug, Default)]
pub(crate) struct Pending(Mutex<Table>);

#[derive(Debug, Default)]
struct Table {
    waiting: HashMap<String, Vec<Asker>>,
    next_id: u64,
}

#[derive(Debug)]
struct Asker {
    id: u64,
    /// It waits for events that have this number in the session's queue, or a later one.
    start: u64,
    /// What comes later is not for it, else a client that goes on answering would keep a stream from its end.
    deadline: Instant,
    mailbox: Arc<Mailbox>,
}

/// The events for one asker that it has not taken yet.
#[derive(Debug)]
struct Mailbox {
    most: usize,
    mail: Mutex<Mail>,
    came: Notify,
}

#[derive(Debug, Default)]
struct Mail {
    /// Each with what it holds of memory, roughly.
    events: VecDeque<(ClientEvent, usize)>,
    bytes: usize,
}

impl Mailbox {
    fn new(most: usize) -> Self {
        Self {
            most,
            mail: Mutex::default(),
            came: Notify::new(),
        }
    }

    /// Keeps an event, if there is room. What an asker that does not read misses is its own.
    fn offer(&self, event: &ClientEvent, bytes: usize) {
        let mut mail = self.lock();
        let is_full = mail.events.len() >= self.most;
        if is_full || (mail.bytes > 0 && mail.bytes + bytes > MOST_BYTES) {
            return;
        }
        mail.bytes += bytes;
        mail.events.push_back((event.clone(), bytes));
        drop(mail);
        self.came.notify_one();
    }

    fn take(&self) -> Option<ClientEvent> {
        let mut mail = self.lock();
        let (event, bytes) = mail.events.pop_front()?;
        mail.bytes -= bytes;
        Some(event)
    }

    fn withdraw(&self, is_void: &impl Fn(&ClientEvent) -> bool) {
        let mut mail = self.lock();
        let Mail { events, bytes } = &mut *mail;
        events.retain(|(event, held)| {
            let stays = !is_void(event);
            *bytes -= if stays { 0 } else { *held };
            stays
        });
    }

    fn lock(&self) -> MutexGuard<'_, Mail> {
        self.mail.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pending {
    /// Hands an event to those who still wait for its type; `number` is the one it has in the session's queue. Says
    /// whether there was anybody.
    pub(super) fn answer(&self, event: &ClientEvent, number: u64) -> bool {
        let table = self.lock();
        let Some(waiting) = table.waiting.get(&event.etype) else {
            return false;
        };
        let now = Instant::now();
        let bytes = inbox::cost(event, event.raw_value.len());
        let mut is_awaited = false;
        for asker in waiting {
            if asker.start <= number && now < asker.deadline {
                is_awaited = true;
                asker.mailbox.offer(event, bytes);
            }
        }
        is_awaited
    }

    /// Takes back those events that nobody has taken yet.
    pub(super) fn withdraw(&self, is_void: impl Fn(&ClientEvent) -> bool) {
        for asker in self.lock().waiting.values().flatten() {
            asker.mailbox.withdraw(&is_void);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place in a session's table. Dropping it takes the entry out.
#[derive(Debug)]
pub(super) struct Waiting {
    session: Session,
    etype: String,
    id: u64,
    deadline: Instant,
    mailbox: Arc<Mailbox>,
}

impl Waiting {
    /// Keeps up to `most` events of a type, of those that come within `ttl` from now and have the number `start` in the
    /// session's queue or a later one, until they are asked for.
    pub(super) fn new(
        session: &Session,
        etype: String,
        most: usize,
        start: u64,
        ttl: Duration,
    ) -> Self {
        let mailbox = Arc::new(Mailbox::new(most));
        let deadline = after(Instant::now(), ttl);
        let mut table = session.pending().lock();
        let id = table.next_id;
        table.next_id += 1;
        table.waiting.entry(etype.clone()).or_default().push(Asker {
            id,
            start,
            deadline,
            mailbox: Arc::clone(&mailbox),
        });
        drop(table);
        Self {
            session: session.clone(),
            etype,
            id,
            deadline,
            mailbox,
        }
    }

    /// The next event of the type; none if none has come in time.
    pub(super) async fn next(&mut self) -> Result<Option<ClientEvent>, SessionClosed> {
        loop {
            if let Some(event) = self.mailbox.take() {
                return Ok(Some(event));
            }
            tokio::select! {
                biased;
                () = self.mailbox.came.notified() => {}
                closed = self.session.closed() => return Err(closed),
                () = tokio::time::sleep_until(self.deadline) => return Ok(None),
            }
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let mut table = self.session.pending().lock();
        if let Some(waiting) = table.waiting.get_mut(&self.etype) {
            waiting.retain(|asker| asker.id != self.id);
            if waiting.is_empty() {
                table.waiting.remove(&self.etype);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of events of these sizes, those of these sizes are kept.
    fn check(sizes: &[usize], kept: &[usize]) {
        let mailbox = Mailbox::new(3);
        for &size in sizes {
            mailbox.offer(&ClientEvent::new("TEST"), size);
        }
        let found: Vec<_> = mailbox
            .lock()
            .events
            .iter()
            .map(|(_, size)| *size)
            .collect();
        assert_eq!(found, kept);
        while mailbox.take().is_some() {}
        assert_eq!(mailbox.lock().bytes, 0);
    }

    #[test]
    fn events_wait_up_to_a_number_and_a_size() {
        check(&[1, 2, 3, 4, 5], &[1, 2, 3]);
        check(&[MOST_BYTES - 1, 2, 1], &[MOST_BYTES - 1, 1]);
        check(&[2 * MOST_BYTES, 1], &[2 * MOST_BYTES]);
    }

    #[test]
    fn what_is_withdrawn_makes_room() {
        let mailbox = Mailbox::new(1);
        mailbox.offer(&ClientEvent::new("VOID"), MOST_BYTES);
        mailbox.withdraw(&|event: &ClientEvent| event.etype == "VOID");
        mailbox.offer(&ClientEvent::new("GOOD"), 1);
        assert_eq!(
            mailbox.take().map(|event| event.etype),
            Some("GOOD".to_owned())
        );
        assert_eq!(mailbox.lock().bytes, 0);
    }
}
