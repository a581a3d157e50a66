//! What waits to be sent to one session.
//!
//! A message is encoded once, however many receive it; pushing it to a session copies a small one behind
//! the others into one buffer, or keeps a reference to a large one. The driver takes what is there and
//! hands it to the socket in one write, so a client that keeps up gets every message at once, and one that
//! does not gets them in batches.
//!
//! Nothing a program sent is lost. When more than `queue_len` messages wait, [`coalesce`] takes out those
//! UPDATE and UPSERT frames that a later one makes superfluous. What is left is bounded by `outbox_bytes`;
//! above that the session is closed with a reason, for whoever cannot take the order cannot be kept
//! in the picture, and must hold nobody else up.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::Notify;

use super::coalesce;
use super::frame::{Opcode, SendHeader};

/// Messages above this size are shared instead of copied.
const SHARED_BYTES: usize = 16 * 1024;
/// How much small messages pile up in one buffer. It is also the unit in which buffers are freed.
const PACK_BYTES: usize = 64 * 1024;
/// How much the driver takes at once. What it has taken cannot be superseded any more, so this is kept
/// near what a socket accepts in one write.
const TAKE_BYTES: usize = 256 * 1024;

/// One message for the wire, ready for any number of sessions.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    header: SendHeader,
    payload: Bytes,
}

impl Message {
    pub(crate) fn new(payload: Bytes) -> Self {
        Self {
            header: SendHeader::new(Opcode::Binary, true, payload.len()),
            payload,
        }
    }

    fn len(&self) -> usize {
        self.header.as_bytes().len() + self.payload.len()
    }
}

/// What bounds an outbox.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// From how many waiting messages on superfluous ones are taken out.
    pub(crate) queue_len: usize,
    /// How many bytes may wait. A larger message is accepted when nothing else waits.
    pub(crate) bytes: usize,
}

/// Why a message was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PushError {
    /// The session is over.
    Closed,
    /// The client takes less than is sent; the outbox has closed itself.
    Overflow,
}

/// A piece of what waits.
#[derive(Debug)]
pub(crate) enum Segment {
    /// Whole frames, one behind the other.
    Packed(Packed),
    /// The payload of one large message, to be framed when it is written.
    Large(Bytes),
}

#[derive(Debug, Default)]
pub(crate) struct Packed {
    bytes: Vec<u8>,
    /// Where each frame ends, in order.
    ends: Vec<u32>,
}

#[derive(Debug)]
pub(crate) struct Outbox {
    queue: Mutex<Queue>,
    /// Tells the driver that something waits.
    ready: Notify,
}

#[derive(Debug)]
struct Queue {
    segments: VecDeque<Segment>,
    bytes: usize,
    frames: usize,
    /// How many of the waiting frames the last pass of [`Self::coalesce`] has found to be necessary.
    settled: usize,
    limits: Limits,
    closed: bool,
}

impl Outbox {
    pub(crate) fn new(limits: Limits) -> Self {
        let queue = Queue {
            segments: VecDeque::new(),
            bytes: 0,
            frames: 0,
            settled: 0,
            limits,
            closed: false,
        };
        Self {
            queue: Mutex::new(queue),
            ready: Notify::new(),
        }
    }

    /// Queues a message. Never blocks.
    pub(crate) fn push(&self, message: &Message) -> Result<(), PushError> {
        let was_empty = self.lock().push(message)?;
        if was_empty {
            self.ready.notify_one();
        }
        Ok(())
    }

    /// Forgets what waits: the session may be held by the program long after its client has gone.
    pub(crate) fn discard(&self) {
        self.lock().segments = VecDeque::new();
    }

    /// Accepts nothing any more. What waits can still be taken.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lock().segments.is_empty()
    }

    /// Waits until something is there to take. One caller at a time.
    pub(crate) async fn ready(&self) {
        while self.is_empty() {
            self.ready.notified().await;
        }
    }

    /// The oldest segments, about [`TAKE_BYTES`] of them.
    pub(crate) fn take(&self, mut out: impl FnMut(Segment)) {
        let mut queue = self.lock();
        let mut taken = 0;
        while taken < TAKE_BYTES
            && let Some(segment) = queue.segments.pop_front()
        {
            taken += segment.len();
            queue.bytes -= segment.len();
            queue.frames -= segment.frames();
            queue.settled = queue.settled.saturating_sub(segment.frames());
            out(segment);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        // A panic in between leaves whole segments: nothing here calls out while it holds the lock.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    /// Says whether the queue was empty.
    fn push(&mut self, message: &Message) -> Result<bool, PushError> {
        if self.closed {
            return Err(PushError::Closed);
        }
        let was_empty = self.segments.is_empty();
        if message.payload.len() > SHARED_BYTES {
            self.segments
                .push_back(Segment::Large(message.payload.clone()));
        } else {
            self.pack(message);
        }
        self.bytes += segment_cost(message);
        self.frames += 1;
        // A pass costs time in proportion to what waits, so the next one comes when that has doubled.
        let is_long = self.frames > self.limits.queue_len.max(2 * self.settled);
        // Looked at with the new message, which may make room for itself.
        if is_long || self.is_too_large() {
            self.coalesce();
        }
        if self.is_too_large() {
            self.closed = true;
            return Err(PushError::Overflow);
        }
        Ok(was_empty)
    }

    /// Whether more waits than may; one message alone may be of any size.
    fn is_too_large(&self) -> bool {
        self.frames > 1 && self.bytes > self.limits.bytes
    }

    fn pack(&mut self, message: &Message) {
        if let Some(Segment::Packed(packed)) = self.segments.back_mut()
            && packed.bytes.len() + message.len() <= PACK_BYTES
        {
            return packed.append(message.header.as_bytes(), &message.payload);
        }
        let mut packed = Packed::with_room_for(message.len());
        packed.append(message.header.as_bytes(), &message.payload);
        self.segments.push_back(Segment::Packed(packed));
    }

    /// Takes out the frames that later ones make superfluous.
    fn coalesce(&mut self) {
        let payloads: Vec<&[u8]> = self.segments.iter().flat_map(Segment::payloads).collect();
        let superseded = coalesce::superseded(&payloads);
        if superseded.contains(&true) {
            let mut drop_next = superseded.into_iter();
            let mut rest = Self {
                segments: VecDeque::new(),
                bytes: 0,
                frames: 0,
                ..*self
            };
            for segment in std::mem::take(&mut self.segments) {
                rest.keep(segment, &mut drop_next);
            }
            *self = rest;
        }
        self.settled = self.frames;
    }

    /// Appends those frames of a segment that `drop_next` does not name.
    fn keep(&mut self, segment: Segment, drop_next: &mut impl Iterator<Item = bool>) {
        let mut dropped = || drop_next.next().unwrap_or(false);
        match segment {
            Segment::Large(payload) => {
                if !dropped() {
                    self.bytes += payload.len();
                    self.frames += 1;
                    self.segments.push_back(Segment::Large(payload));
                }
            }
            Segment::Packed(packed) => {
                let mut kept = Packed::default();
                for frame in packed.frames() {
                    if !dropped() {
                        kept.append(frame, &[]);
                    }
                }
                if !kept.ends.is_empty() {
                    self.bytes += kept.bytes.len();
                    self.frames += kept.ends.len();
                    self.segments.push_back(Segment::Packed(kept));
                }
            }
        }
    }
}

/// What a message adds to the bytes that wait; large ones wait without their header.
fn segment_cost(message: &Message) -> usize {
    if message.payload.len() > SHARED_BYTES {
        message.payload.len()
    } else {
        message.len()
    }
}

impl Segment {
    fn len(&self) -> usize {
        match self {
            Self::Packed(packed) => packed.bytes.len(),
            Self::Large(payload) => payload.len(),
        }
    }

    fn frames(&self) -> usize {
        match self {
            Self::Packed(packed) => packed.ends.len(),
            Self::Large(_) => 1,
        }
    }

    pub(crate) fn payloads(&self) -> Box<dyn Iterator<Item = &[u8]> + '_> {
        match self {
            Self::Packed(packed) => Box::new(
                packed
                    .frames()
                    .map(|frame| &frame[SendHeader::len_of(frame)..]),
            ),
            Self::Large(payload) => Box::new(std::iter::once(&payload[..])),
        }
    }
}

impl Packed {
    /// Room for a message, or for some small ones, so that the first few do not each move those before.
    fn with_room_for(len: usize) -> Self {
        const FEW_BYTES: usize = 2048;
        Self {
            bytes: Vec::with_capacity(len.max(FEW_BYTES)),
            ends: Vec::with_capacity(16),
        }
    }

    fn append(&mut self, head: &[u8], payload: &[u8]) {
        self.bytes.extend_from_slice(head);
        self.bytes.extend_from_slice(payload);
        self.ends.push(self.bytes.len() as u32);
    }

    fn frames(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, &end)| &self.bytes[start as usize..end as usize])
    }

    pub(crate) fn into_bytes(self) -> Bytes {
        self.bytes.into()
    }
}

#[cfg(test)]
mod tests;
