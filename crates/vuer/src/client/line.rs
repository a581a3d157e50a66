//! What waits in either direction of a client's connection, and how that has ended.
//!
//! The handle puts in and takes out, without waiting or until something changes; the driver does the same at the other
//! end. Both directions are bounded: who sends is told that there is no room, and the server is not read any further.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::{Bytes, BytesMut};
use tokio::sync::Notify;

use super::{Disconnected, SendError};
use crate::session::frame::{Opcode, SendHeader, apply_mask, close_payload};

/// What may wait to be received before the socket is read no further.
const INBOX_BYTES: usize = 16 << 20;
/// What a message counts beside its length, so that empty ones are bounded, too.
const MESSAGE_BYTES: usize = 64;

#[derive(Debug)]
pub(super) struct Line {
    state: Mutex<State>,
    changed: Notify,
    outbox_bytes: usize,
}

#[derive(Debug, Default)]
struct State {
    incoming: VecDeque<Bytes>,
    incoming_bytes: usize,
    /// Whole frames, masked.
    outgoing: BytesMut,
    /// How much of what the driver took is not sent yet.
    writing: usize,
    /// Pings and pongs, which overtake messages. Of each kind the last counts.
    ping: bool,
    pong: Option<Bytes>,
    /// The close frame that is the last to go out.
    farewell: Option<Bytes>,
    /// The program has closed: what still comes is dropped.
    is_left: bool,
    ended: Option<Disconnected>,
}

/// What the driver is to write.
#[derive(Debug)]
pub(super) enum Outgoing {
    Frames(Bytes),
    /// The last frame.
    Farewell(Bytes),
}

impl Line {
    pub(super) fn new(outbox_bytes: usize) -> Self {
        Self {
            state: Mutex::default(),
            changed: Notify::new(),
            outbox_bytes,
        }
    }

    // The handle's end.

    pub(super) fn send(&self, payload: &[u8]) -> Result<(), SendError> {
        // A place in the queue must not wait for the masking of a large message.
        let frame = masked(Opcode::Binary, payload);
        let mut state = self.lock();
        if let Some(ended) = &state.ended {
            return Err(ended.clone().into());
        }
        if state.farewell.is_some() || state.is_left {
            return Err(Disconnected::Left.into());
        }
        let waiting = state.outgoing.len() + state.writing;
        // One that is larger than all that may wait goes alone.
        if waiting > 0 && waiting + frame.len() > self.outbox_bytes {
            return Err(SendError::Full {
                limit: self.outbox_bytes,
            });
        }
        if state.outgoing.is_empty() {
            state.outgoing = frame;
        } else {
            state.outgoing.extend_from_slice(&frame);
        }
        self.notify(state);
        Ok(())
    }

    pub(super) async fn flushed(&self) -> Result<(), Disconnected> {
        self.until(|state| match &state.ended {
            Some(ended) => Some(Err(ended.clone())),
            None => (state.outgoing.is_empty() && state.writing == 0).then_some(Ok(())),
        })
        .await
    }

    pub(super) fn try_recv(&self) -> Result<Option<Bytes>, Disconnected> {
        let mut state = self.lock();
        let message = state.take_message().transpose()?;
        if message.is_some() {
            self.notify(state);
        }
        Ok(message)
    }

    pub(super) async fn recv(&self) -> Result<Bytes, Disconnected> {
        let message = self.until(State::take_message).await;
        self.changed.notify_waiters();
        message
    }

    pub(super) async fn ready(&self) {
        self.until(|state| (!state.incoming.is_empty() || state.ended.is_some()).then_some(()))
            .await;
    }

    pub(super) fn ended(&self) -> Option<Disconnected> {
        self.lock().ended.clone()
    }

    pub(super) async fn wait_for_end(&self) {
        self.until(|state| state.ended.as_ref().map(drop)).await;
    }

    /// The program closes.
    pub(super) fn leave(&self) {
        let mut state = self.lock();
        state.is_left = true;
        state.say_farewell(1000, "");
        self.notify(state);
    }

    // The driver's end.

    /// Waits for something to write. It counts as unsent until [`Self::wrote`] says otherwise.
    pub(super) async fn outgoing(&self) -> Outgoing {
        self.until(|state| {
            let pings = [
                std::mem::take(&mut state.ping).then(|| masked(Opcode::Ping, b"")),
                state.pong.take().map(|pong| masked(Opcode::Pong, &pong)),
            ];
            let mut frames = std::mem::take(&mut state.outgoing);
            for ping in pings.into_iter().flatten() {
                frames = [ping, frames].concat().as_slice().into();
            }
            if frames.is_empty() {
                return state.farewell.clone().map(Outgoing::Farewell);
            }
            state.writing = frames.len();
            Some(Outgoing::Frames(frames.freeze()))
        })
        .await
    }

    /// So much of what was taken is still to be written.
    pub(super) fn wrote(&self, rest: usize) {
        let mut state = self.lock();
        state.writing = rest;
        self.notify(state);
    }

    pub(super) fn arrived(&self, message: Bytes) {
        let mut state = self.lock();
        if state.is_left {
            return;
        }
        state.incoming_bytes += message.len() + MESSAGE_BYTES;
        state.incoming.push_back(message);
        self.notify(state);
    }

    /// Whether so much waits that nothing more is read.
    pub(super) fn is_full(&self) -> bool {
        self.lock().is_full()
    }

    /// Waits until more may be read.
    pub(super) async fn room(&self) {
        self.until(|state| (!state.is_full()).then_some(())).await;
    }

    pub(super) fn ping(&self) {
        let mut state = self.lock();
        state.ping = true;
        self.notify(state);
    }

    pub(super) fn pong(&self, payload: Bytes) {
        let mut state = self.lock();
        state.pong = Some(payload);
        self.notify(state);
    }

    /// Lets a close frame be the next thing that goes out: the server takes nothing else any more.
    pub(super) fn hang_up(&self, code: u16, reason: &str) {
        let mut state = self.lock();
        state.outgoing.clear();
        state.say_farewell(code, reason);
        self.notify(state);
    }

    pub(super) fn end(&self, why: Disconnected) {
        let mut state = self.lock();
        state.outgoing = BytesMut::new();
        state.ended = Some(why);
        self.notify(state);
    }

    /// Waits until the program has closed.
    pub(super) async fn left(&self) {
        self.until(|state| state.is_left.then_some(())).await;
    }

    /// Waits until the state has something.
    async fn until<T>(&self, mut look: impl FnMut(&mut State) -> Option<T>) -> T {
        loop {
            let mut changed = pin!(self.changed.notified());
            // From here on a change is noticed.
            changed.as_mut().enable();
            if let Some(found) = look(&mut self.lock()) {
                return found;
            }
            changed.await;
        }
    }

    fn notify(&self, state: MutexGuard<'_, State>) {
        drop(state);
        self.changed.notify_waiters();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The oldest message, or the end behind the last one.
    fn take_message(&mut self) -> Option<Result<Bytes, Disconnected>> {
        let Some(message) = self.incoming.pop_front() else {
            return self.ended.clone().map(Err);
        };
        self.incoming_bytes -= message.len() + MESSAGE_BYTES;
        Some(Ok(message))
    }

    fn is_full(&self) -> bool {
        self.incoming_bytes >= INBOX_BYTES && !self.is_left
    }

    fn say_farewell(&mut self, code: u16, reason: &str) {
        self.farewell
            .get_or_insert_with(|| masked(Opcode::Close, &close_payload(code, reason)).freeze());
    }
}

/// A whole frame as clients send it.
fn masked(opcode: Opcode, payload: &[u8]) -> BytesMut {
    let mut mask = [0; 4];
    getrandom::fill(&mut mask).expect("the operating system gives random bytes");
    let header = SendHeader::new(opcode, true, payload.len());
    let header = header.as_bytes();
    let mut frame = BytesMut::with_capacity(header.len() + mask.len() + payload.len());
    frame.extend_from_slice(header);
    frame[1] |= 0x80;
    frame.extend_from_slice(&mask);
    frame.extend_from_slice(payload);
    apply_mask(&mut frame[header.len() + mask.len()..], mask);
    frame
}
