//! The handlers of a server, by the type of their events.
//!
//! Which handlers an event has is decided when it comes; whether one of them is still there, when its turn comes. Both
//! are looked up under one lock with what adds and removes them, and no lock is held while one is called.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::time::Instant;
use vuer_protocol::DecodeError;
use vuer_protocol::event::ClientEvent;

use super::{Handler, log_panic};
use crate::session::Session;
use crate::time::after;

/// The handlers of a server. Cheap to clone; handlers can be added and removed at any time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Handlers(Arc<Mutex<Table>>);

#[derive(Debug, Default)]
struct Table {
    by_type: HashMap<Arc<str>, Vec<Entry>>,
    next_id: u64,
}

#[derive(Debug)]
struct Entry {
    id: u64,
    expires: Option<Instant>,
    /// It is for one event and just called with that.
    in_its_call: bool,
    handler: Handler,
}

impl Entry {
    fn has_expired(&self, now: Instant) -> bool {
        self.expires.is_some_and(|expires| now >= expires)
    }
}

impl Table {
    /// Takes out what has expired without ever being called: its type may never come again.
    fn drop_expired(&mut self) {
        let now = Instant::now();
        self.by_type.retain(|_, entries| {
            entries.retain(|entry| !entry.has_expired(now));
            !entries.is_empty()
        });
    }

    fn entry(&mut self, etype: &str, id: u64) -> Option<&mut Entry> {
        let entries = self.by_type.get_mut(etype)?;
        entries.iter_mut().find(|entry| entry.id == id)
    }

    fn remove(&mut self, etype: &str, id: u64) -> Option<Entry> {
        let entries = self.by_type.get_mut(etype)?;
        let place = entries.iter().position(|entry| entry.id == id)?;
        let removed = entries.remove(place);
        if entries.is_empty() {
            self.by_type.remove(etype);
        }
        Some(removed)
    }
}

impl Handlers {
    /// Adds a handler behind those there are. The guard removes it on request; dropping the guard leaves the
    /// handler where it is.
    pub(crate) fn add(&self, handler: Handler) -> HandlerGuard {
        let mut table = self.lock();
        let id = table.next_id;
        table.next_id += 1;
        table.drop_expired();
        let etype = handler.etype.clone();
        let expires = handler.ttl.map(|ttl| after(Instant::now(), ttl));
        table.by_type.entry(etype.clone()).or_default().push(Entry {
            id,
            expires,
            in_its_call: false,
            handler,
        });
        HandlerGuard {
            table: Arc::downgrade(&self.0),
            etype,
            id,
        }
    }

    /// Calls what there is for this event, in the order it was added. One that panics keeps no other from
    /// being called. Says whether there was any; an error, that the event is not what typed ones expect.
    pub(crate) fn call(&self, event: &ClientEvent, session: &Session) -> Result<bool, DecodeError> {
        let due = self.due(&event.etype);
        let mut outcome = Ok(!due.is_empty());
        for id in due {
            let Some(handler) = self.begin(&event.etype, id) else {
                continue;
            };
            let called = catch_unwind(AssertUnwindSafe(|| handler.start(event, session)));
            if handler.once {
                self.end(&event.etype, id, !matches!(called, Ok(Err(_))));
            }
            match called {
                Ok(Ok(())) => {}
                Ok(Err(error)) => outcome = Err(error),
                Err(_) => log_panic(session, &event.etype),
            }
        }
        outcome
    }

    /// Whether a call with an event of this type may go on as a task.
    pub(crate) fn may_take_long(&self, etype: &str) -> bool {
        let table = self.lock();
        let mut entries = table.by_type.get(etype).into_iter().flatten();
        entries.any(|entry| entry.handler.is_async)
    }

    /// The handlers of a type, in order.
    fn due(&self, etype: &str) -> Vec<u64> {
        let now = Instant::now();
        let mut table = self.lock();
        let Some(entries) = table.by_type.get_mut(etype) else {
            return Vec::new();
        };
        entries.retain(|entry| !entry.has_expired(now));
        let due = entries
            .iter()
            .filter(|entry| !entry.in_its_call)
            .map(|entry| entry.id)
            .collect();
        if entries.is_empty() {
            table.by_type.remove(etype);
        }
        due
    }

    /// The handler to be called now; none if it was removed since the event came, or has ended.
    fn begin(&self, etype: &str, id: u64) -> Option<Handler> {
        let now = Instant::now();
        let mut table = self.lock();
        let entry = table
            .entry(etype, id)
            .filter(|entry| !entry.in_its_call && !entry.has_expired(now))?;
        entry.in_its_call = entry.handler.once;
        Some(entry.handler.clone())
    }

    /// Notes what became of a handler for one event. One that was not called keeps its place: a broken event must not
    /// use it up.
    fn end(&self, etype: &str, id: u64, was_called: bool) {
        let mut table = self.lock();
        if was_called {
            table.remove(etype, id);
        } else if let Some(entry) = table.entry(etype, id) {
            entry.in_its_call = false;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes a handler. Dropping the guard does nothing.
#[derive(Debug)]
pub struct HandlerGuard {
    table: Weak<Mutex<Table>>,
    etype: Arc<str>,
    id: u64,
}

impl HandlerGuard {
    /// Removes the handler: when this returns, no call of it begins any more, in no session, also not with an event
    /// that came before and whose other handlers are being called. It does not wait: calls that have begun go on,
    /// whether on another thread, as tasks, or below this very call. So a handler may remove itself.
    ///
    /// Says whether it was still there. One for a single [`once`](Handler::once) event that is in its call is not.
    pub fn remove(self) -> bool {
        let Some(table) = self.table.upgrade() else {
            return false;
        };
        let handlers = Handlers(table);
        let removed = handlers.lock().remove(&self.etype, self.id);
        removed.is_some_and(|entry| !entry.in_its_call)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_removed_in_its_call_does_not_come_back() {
        let handlers = Handlers::default();
        let guard = handlers.add(Handler::sync("BROKEN", |_, _| {}).once());
        let id = guard.id;
        assert!(handlers.begin("BROKEN", id).is_some());
        assert!(handlers.begin("BROKEN", id).is_none(), "it is for one");
        handlers.end("BROKEN", id, false);
        assert!(handlers.begin("BROKEN", id).is_some(), "it was not called");
        assert!(!guard.remove());
        handlers.end("BROKEN", id, false);
        assert!(handlers.begin("BROKEN", id).is_none());
        assert!(handlers.lock().by_type.is_empty());
    }
}
