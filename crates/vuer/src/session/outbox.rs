//! What waits to be sent to one session.
//!
//! A message is encoded once, however many receive it; pushing it to a session copies a small one behind
//! the others into one buffer, or keeps a reference to a large one. The driver takes what is there and
//! hands it to the socket in one write, so a client that keeps up gets every message at once, and one that
//! does not gets them in batches.
//!
//! Nothing a program sent is lost. When more than `queue_len` messages wait, or [`MESSAGE_BYTES`] for each of these,
//! [`coalesce`] takes out those UPDATE and UPSERT frames that a later one makes superfluous: a client that is slower
//! than a stream of pictures sees fewer, not older ones. What is left is bounded by `outbox_bytes`; above that the
//! session is closed with a reason, for whoever cannot take the order cannot be kept in the picture, and must hold
//! nobody else up. What was sent to a client that may come back counts too until the client has acknowledged it.
//!
//! Such a pass reads all that waits. So the next one comes when the frames or the bytes have doubled, or a quarter of
//! `outbox_bytes` has come on top: a push costs the same however much waits, and at most a quarter more than the limit
//! waits until it is looked through.

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
/// What a message may have, on average, for `queue_len` of them to wait: of the pictures of a camera fewer wait, by
/// default half a megabyte of them.
const MESSAGE_BYTES: usize = 5 * 1024;
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

/// One message of a segment.
#[derive(Debug)]
enum Frame<'a> {
    /// With its header.
    Packed(&'a [u8]),
    Large(&'a Bytes),
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
    /// How many of the waiting frames and bytes the last pass of [`Self::coalesce`] has found to be necessary.
    settled: usize,
    settled_bytes: usize,
    limits: Limits,
    /// How many bytes may wait now: the limit, less what was sent and is kept.
    room: usize,
    /// How many frames were left out.
    coalesced: u64,
    closed: bool,
}

impl Outbox {
    pub(crate) fn new(limits: Limits) -> Self {
        let queue = Queue {
            segments: VecDeque::new(),
            bytes: 0,
            frames: 0,
            settled: 0,
            settled_bytes: 0,
            limits,
            room: limits.bytes,
            coalesced: 0,
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

    /// How many messages were left out because a later one made them superfluous.
    pub(crate) fn coalesced(&self) -> u64 {
        self.lock().coalesced
    }

    /// Has so many bytes count that were sent and are kept.
    pub(crate) fn reserve(&self, kept: usize) {
        let mut queue = self.lock();
        queue.room = queue.limits.bytes.saturating_sub(kept);
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
            queue.frames -= segment.count();
            queue.settled = queue.settled.saturating_sub(segment.count());
            queue.settled_bytes = queue.settled_bytes.saturating_sub(segment.len());
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
            self.pack(message.header.as_bytes(), &message.payload);
        }
        self.bytes += segment_cost(message);
        self.frames += 1;
        let is_long = self.frames > self.limits.queue_len.max(2 * self.settled);
        let limit = self.room;
        let most = self.settled_bytes.min(limit).saturating_add(limit / 4);
        let heavy = self.limits.queue_len.saturating_mul(MESSAGE_BYTES);
        let is_heavy = self.bytes > heavy.max(2 * self.settled_bytes);
        let is_above = self.bytes > limit.max(most);
        // With the new message, which may make room for itself. One alone may be of any size.
        if is_long || self.frames > 1 && (is_heavy || is_above) {
            self.coalesce();
            if self.frames > 1 && self.bytes > limit {
                self.closed = true;
                return Err(PushError::Overflow);
            }
        }
        Ok(was_empty)
    }

    fn pack(&mut self, head: &[u8], payload: &[u8]) {
        let len = head.len() + payload.len();
        if let Some(Segment::Packed(packed)) = self.segments.back_mut()
            && packed.bytes.len() + len <= PACK_BYTES
        {
            return packed.append(head, payload);
        }
        let mut packed = Packed::with_room_for(len);
        packed.append(head, payload);
        self.segments.push_back(Segment::Packed(packed));
    }

    /// Takes out the frames that later ones make superfluous.
    fn coalesce(&mut self) {
        let frames: Vec<Frame<'_>> = self.segments.iter().flat_map(Segment::frames).collect();
        let payloads: Vec<&[u8]> = frames.iter().map(Frame::payload).collect();
        let places = coalesce::places(&payloads);
        let superfluous = places.iter().filter(|place| place.is_none()).count();
        if superfluous > 0 {
            self.coalesced += superfluous as u64;
            let mut rest = Self {
                segments: VecDeque::new(),
                bytes: 0,
                frames: 0,
                ..*self
            };
            for index in places.into_iter().flatten() {
                rest.keep(&frames[index]);
            }
            *self = rest;
        }
        self.settled = self.frames;
        self.settled_bytes = self.bytes;
    }

    fn keep(&mut self, frame: &Frame<'_>) {
        match frame {
            Frame::Packed(frame) => {
                self.pack(frame, &[]);
                self.bytes += frame.len();
            }
            Frame::Large(payload) => {
                self.segments.push_back(Segment::Large((*payload).clone()));
                self.bytes += payload.len();
            }
        }
        self.frames += 1;
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

    fn count(&self) -> usize {
        match self {
            Self::Packed(packed) => packed.ends.len(),
            Self::Large(_) => 1,
        }
    }

    fn frames(&self) -> Box<dyn Iterator<Item = Frame<'_>> + '_> {
        match self {
            Self::Packed(packed) => Box::new(packed.frames().map(Frame::Packed)),
            Self::Large(payload) => Box::new(std::iter::once(Frame::Large(payload))),
        }
    }

    #[cfg(test)]
    pub(crate) fn payloads(&self) -> impl Iterator<Item = &[u8]> {
        self.frames().map(|frame| frame.payload())
    }
}

impl<'a> Frame<'a> {
    fn payload(&self) -> &'a [u8] {
        match self {
            Self::Packed(frame) => &frame[SendHeader::len_of(frame)..],
            Self::Large(payload) => payload,
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

    pub(crate) fn count(&self) -> u32 {
        self.ends.len() as u32
    }

    pub(crate) fn into_bytes(mut self) -> Bytes {
        // It may be kept until the client has acknowledged it.
        if self.bytes.capacity() > 2 * self.bytes.len() {
            self.bytes.shrink_to_fit();
        }
        self.bytes.into()
    }
}

#[cfg(test)]
mod tests;
