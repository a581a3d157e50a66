//! What becomes of a client's event: an answer to a request, or something for handlers and the queue.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use vuer_protocol::event::view::Warning;
use vuer_protocol::event::{ClientEvent, EVENTS};

use super::Session;
use super::pending::UNNUMBERED;
use super::reports::Problem;

impl Session {
    /// Hands an event, which came in a message of `len` bytes, to whoever waits for it. An error is for the log.
    pub(super) fn deliver(&self, event: &ClientEvent, len: usize) -> Result<(), (Problem, String)> {
        if event.etype == "INIT" {
            self.0
                .init
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get_or_insert_with(|| event.clone());
        }
        let is_own = self.0.is_own.load(Ordering::Relaxed);
        self.0.is_foreign.store(!is_own, Ordering::Relaxed);
        if is_answer(&event.etype) {
            // For the one who asked, and for nobody else. Who comes too late finds nobody.
            self.0.pending.answer(event, UNNUMBERED);
            return Ok(());
        }
        if self.makes_itself(&event.etype) {
            let what = format!("dropped {}: that is for the server to tell", event.etype);
            return Err((Problem::Malformed, what));
        }
        if self.lets_through(event) {
            self.hand_over(event, len)
        } else if event.etype == "WARNING" {
            // What is wrong with the scene is wrong for an observer, too.
            Err((
                Problem::Warning,
                format!("the client warns: {}", warning(event)),
            ))
        } else {
            Ok(())
        }
    }

    /// Has the program have an event, in its turn. An error is for the log.
    pub(super) fn hand_over(
        &self,
        event: &ClientEvent,
        len: usize,
    ) -> Result<(), (Problem, String)> {
        let is_awaited = self.put_in_queue(event, len);
        self.hand_to_handlers(event, len, is_awaited)
    }

    /// Has the program have an event of the server's making, at once: that a switch was released or another session
    /// operates does not wait behind events of the client.
    pub(super) fn tell(&self, event: &ClientEvent) {
        let is_awaited = self.put_in_queue(event, 0);
        // It is of no type that is unknown, and of the shape that is expected.
        let _handled = if self.0.backlog.takes_one_more() {
            self.call_handlers(event, is_awaited)
        } else {
            self.hand_to_handlers(event, 0, is_awaited)
        };
    }

    /// Says whether anybody waits for the event. Who does finds it in the queue, and a handler of it that waits for the
    /// next one does not get the one that it was called with.
    fn put_in_queue(&self, event: &ClientEvent, len: usize) -> bool {
        let number = self.0.inbox.push(event.clone(), len);
        self.0.pending.answer(event, number)
    }

    /// Calls the handlers of an event that came in a message of `len` bytes, or has it wait until they may be called.
    pub(super) fn hand_to_handlers(
        &self,
        event: &ClientEvent,
        len: usize,
        is_awaited: bool,
    ) -> Result<(), (Problem, String)> {
        let backlog = &self.0.backlog;
        if !backlog.must_wait() || !self.0.hub.handlers.may_take_long(&event.etype) {
            return self.call_handlers(event, is_awaited);
        }
        if backlog.push(event.clone(), len, is_awaited) {
            self.warn_of_busy_handlers();
        }
        Ok(())
    }

    /// Calls the handlers of an event. An error is for the log.
    pub(super) fn call_handlers(
        &self,
        event: &ClientEvent,
        is_awaited: bool,
    ) -> Result<(), (Problem, String)> {
        match self.0.hub.handlers.call(event, self) {
            Err(error) => Err((
                Problem::Malformed,
                format!("{} reached no typed handler: {error}", event.etype),
            )),
            Ok(false) if event.etype == "WARNING" => Err((
                Problem::Warning,
                format!("the client warns: {}", warning(event)),
            )),
            Ok(false) if !is_awaited && EVENTS.iter().all(|known| known.etype != event.etype) => {
                let what = format!(
                    "no handler and no part of the protocol knows {}; it is in the queue",
                    event.etype
                );
                Err((Problem::Unknown, what))
            }
            Ok(_) => Ok(()),
        }
    }

    fn warn_of_busy_handlers(&self) {
        tracing::warn!(
            session = self.id(),
            "max_running_handlers ({}) calls of async handlers are at work, or calls with events of 64 MiB: further events wait until some have ended",
            self.0.hub.settings.max_running_handlers
        );
    }
}

/// What a page of ours has to say about the scene it was sent.
fn warning(event: &ClientEvent) -> String {
    match event.parse::<Warning>() {
        Ok(Warning { message }) if !message.is_empty() => message,
        _ => "something is wrong".to_owned(),
    }
}

/// Whether an event's type is that of an answer to a request.
fn is_answer(etype: &str) -> bool {
    etype.contains("_RESPONSE@")
}
