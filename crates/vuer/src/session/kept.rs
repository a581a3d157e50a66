//! What was handed to the socket and may have to go again: a client that loses its connection comes back and says how
//! many messages it has; the rest goes once more, in the same bytes.
//!
//! Messages are not marked on the wire. Both ends count them from the opening of the session on, so one number says
//! what has arrived. The bytes are those of the writer, shared; nothing is copied.

use std::collections::VecDeque;

use bytes::{Buf as _, Bytes};

use super::frame::SendHeader;

/// A run of bytes as it goes into the socket.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) bytes: Bytes,
    /// Whether a frame ends here, so that a control frame may follow.
    pub(crate) ends_frame: bool,
    /// How many messages end here: several small ones, or, of a large one, none before its last piece.
    pub(crate) messages: u32,
}

/// What a run takes beside its bytes, roughly: small messages that leave one by one are mostly this.
const RUN_BYTES: usize = 96;

impl Run {
    fn cost(&self) -> usize {
        RUN_BYTES + self.bytes.len()
    }

    /// Without the first messages, which must be fewer than it has.
    fn without(mut self, messages: u32) -> Self {
        for _ in 0..messages {
            self.bytes.advance(SendHeader::frame_len(&self.bytes));
        }
        self.messages -= messages;
        self
    }
}

/// The messages that were sent and not acknowledged.
#[derive(Debug)]
pub(crate) struct Kept {
    runs: VecDeque<Run>,
    /// How many messages there were before those that are here.
    before: u64,
    /// How many there were up to the last one here.
    sent: u64,
    bytes: usize,
    limit: usize,
}

impl Kept {
    /// Keeps what is sent behind the first `sent` messages, in at most `limit` bytes of memory. The oldest go first;
    /// a client that has not got them cannot come back.
    pub(crate) fn new(sent: u64, limit: usize) -> Self {
        Self {
            runs: VecDeque::new(),
            before: sent,
            sent,
            bytes: 0,
            limit,
        }
    }

    pub(crate) fn push(&mut self, run: Run) {
        self.bytes += run.cost();
        self.sent += u64::from(run.messages);
        self.runs.push_back(run);
        while self.bytes > self.limit && self.drop_message() {}
    }

    /// The client has got so many messages.
    pub(crate) fn acknowledge(&mut self, received: u64) {
        while let Some(front) = self.runs.front()
            && self.before + u64::from(front.messages.max(1)) <= received.min(self.sent)
        {
            self.drop_run();
        }
    }

    /// What a client still has to get that has got so many messages; none if that is not here any more, or was never
    /// sent.
    pub(crate) fn rest(&self, received: u64) -> Option<impl Iterator<Item = Run>> {
        if !(self.before..=self.sent).contains(&received) {
            return None;
        }
        let mut before = self.before;
        let rest = self.runs.iter().filter_map(move |run| {
            let first = before;
            before += u64::from(run.messages);
            let missing = received.saturating_sub(first).min(u64::from(u32::MAX)) as u32;
            // A piece of a large message goes again until all of that message has come.
            if missing >= run.messages.max(1) {
                return None;
            }
            Some(run.clone().without(missing))
        });
        Some(rest)
    }

    /// What is kept takes so much memory, roughly.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Drops a whole message, or several that are one run. False if there is none whose end is here.
    fn drop_message(&mut self) -> bool {
        if self.sent == self.before {
            return false;
        }
        while self.drop_run() == Some(0) {}
        true
    }

    /// Drops a run and says how many messages ended in it.
    fn drop_run(&mut self) -> Option<u32> {
        let run = self.runs.pop_front()?;
        self.bytes -= run.cost();
        self.before += u64::from(run.messages);
        Some(run.messages)
    }
}

#[cfg(test)]
mod tests;
