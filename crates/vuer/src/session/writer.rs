//! What is on its way into the socket: whole frames, control frames let in between them.

use std::collections::VecDeque;
use std::io::IoSlice;

use bytes::{Buf, Bytes};

use super::frame::{Opcode, SendHeader};
use super::kept::{Kept, Run};
use super::outbox::Segment;

/// Large messages leave in fragments of this size, so that a ping or a close need not wait for all of one.
const FRAGMENT_BYTES: usize = 256 * 1024;

/// Control frames that may wait, and as many messages that go first. A client that sends pings without taking the
/// pongs gets fewer.
const MAX_CONTROLS: usize = 16;

/// A queue of bytes, written with [`tokio::io::AsyncWriteExt::write_buf`] in as few calls as the socket
/// allows.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact about the bytes that have gone"
)]
#[derive(Debug, Default)]
pub(crate) struct Writer {
    chunks: VecDeque<Chunk>,
    /// The socket has taken the start of a frame and not yet its end.
    inside_frame: bool,
    /// The same of a message, which may have several frames.
    inside_message: bool,
    /// The socket has taken bytes of a message since [`Self::take_progress`] was asked.
    progress: bool,
    /// The stream has taken bytes that it may still hold: TLS encrypts into a buffer of its own.
    flush_due: bool,
    remaining: usize,
    controls: usize,
    firsts: usize,
    /// How many messages of the outbox it was given.
    sent: u64,
    /// For a client that may come back, what it has not acknowledged.
    kept: Option<Kept>,
}

#[derive(Debug)]
struct Chunk {
    run: Run,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Of the outbox.
    Message,
    /// A message that goes ahead of those of the outbox, and is about the connection itself.
    First,
    Control,
}

impl Writer {
    pub(crate) fn push_segment(&mut self, segment: Segment) {
        match segment {
            Segment::Packed(packed) => {
                let messages = packed.count();
                self.send(packed.into_bytes(), true, messages);
            }
            Segment::Large(payload) => self.push_message(payload),
        }
    }

    fn push_message(&mut self, mut payload: Bytes) {
        let mut opcode = Opcode::Binary;
        loop {
            let fragment = payload.split_to(payload.len().min(FRAGMENT_BYTES));
            let fin = payload.is_empty();
            let header = SendHeader::new(opcode, fin, fragment.len());
            let is_empty = fragment.is_empty();
            self.send(
                Bytes::copy_from_slice(header.as_bytes()),
                is_empty,
                u32::from(is_empty),
            );
            if !is_empty {
                self.send(fragment, true, u32::from(fin));
            }
            if fin {
                return;
            }
            opcode = Opcode::Continuation;
        }
    }

    /// Takes in a piece of what the outbox holds.
    fn send(&mut self, bytes: Bytes, ends_frame: bool, messages: u32) {
        self.sent += u64::from(messages);
        let run = Run {
            bytes,
            ends_frame,
            messages,
        };
        if let Some(kept) = &mut self.kept {
            kept.push(run.clone());
        }
        self.push(run, Kind::Message);
    }

    fn push(&mut self, run: Run, kind: Kind) {
        self.remaining += run.bytes.len();
        self.chunks.push_back(Chunk { run, kind });
    }

    /// Puts a control frame as far to the front as the frame under way permits.
    pub(crate) fn push_control(&mut self, frame: Bytes) {
        if self.controls == MAX_CONTROLS {
            return;
        }
        self.controls += 1;
        let at = self.end_of_frame();
        self.insert(at, frame, 0, Kind::Control);
    }

    /// Puts a small message as far to the front as the message under way permits. It is about the connection itself,
    /// and not one of those that are counted.
    pub(crate) fn push_first(&mut self, payload: &[u8]) {
        if self.firsts == MAX_CONTROLS {
            return;
        }
        self.firsts += 1;
        let header = SendHeader::new(Opcode::Binary, true, payload.len());
        let bytes = Bytes::from([header.as_bytes(), payload].concat());
        let at = self.end_of_message();
        self.insert(at, bytes, 1, Kind::First);
    }

    fn insert(&mut self, at: usize, bytes: Bytes, messages: u32, kind: Kind) {
        self.remaining += bytes.len();
        let run = Run {
            bytes,
            ends_frame: true,
            messages,
        };
        self.chunks.insert(at, Chunk { run, kind });
    }

    /// From now on keeps what it sends, `limit` bytes at most, until the client has acknowledged it: beginning with
    /// what a message that [goes first](Self::push_first) would overtake. What is before that the client has when it
    /// has such a message.
    pub(crate) fn keep(&mut self, limit: usize) {
        let overtaken = self.chunks.iter().skip(self.end_of_message());
        let runs = overtaken
            .filter(|chunk| chunk.kind == Kind::Message)
            .map(|chunk| &chunk.run);
        let messages: u64 = runs.clone().map(|run| u64::from(run.messages)).sum();
        let mut kept = Kept::new(self.sent - messages, limit);
        runs.cloned().for_each(|run| kept.push(run));
        self.kept = Some(kept);
    }

    /// Whether a client may come back.
    pub(crate) fn keeps(&self) -> bool {
        self.kept.is_some()
    }

    /// How much memory holds what was sent and is kept.
    pub(crate) fn kept_bytes(&self) -> usize {
        self.kept.as_ref().map_or(0, Kept::bytes)
    }

    /// The client has got so many messages.
    pub(crate) fn acknowledge(&mut self, received: u64) {
        if let Some(kept) = &mut self.kept {
            kept.acknowledge(received);
        }
    }

    /// Begins anew with another socket, for a client that has got so many messages. False, and nothing happens, if
    /// what it has not got is not there any more.
    #[must_use]
    pub(crate) fn restart(&mut self, received: u64) -> bool {
        let Some(mut kept) = self.kept.take() else {
            return false;
        };
        kept.acknowledge(received);
        let rest = kept.rest(received).map(Vec::from_iter);
        let is_possible = rest.is_some();
        if let Some(rest) = rest {
            *self = Self {
                sent: self.sent,
                ..Self::default()
            };
            for run in rest {
                self.push(run, Kind::Message);
            }
        }
        self.kept = Some(kept);
        is_possible
    }

    /// Whether there is anything to write or to flush.
    pub(crate) fn is_idle(&self) -> bool {
        self.remaining == 0 && !self.flush_due
    }

    /// Whether nothing is under way, so that a frame may follow.
    pub(crate) fn is_between_frames(&self) -> bool {
        !self.inside_frame
    }

    /// Everything written so far is flushed.
    pub(crate) fn flushed(&mut self) {
        self.flush_due = false;
    }

    /// Puts a frame behind everything else.
    pub(crate) fn push_last(&mut self, frame: Bytes) {
        let at = self.chunks.len();
        self.insert(at, frame, 0, Kind::Message);
    }

    /// Finishes the frame under way, sends `frame`, and forgets everything else.
    pub(crate) fn end_with(&mut self, frame: Bytes) {
        let keep = self.end_of_frame();
        self.chunks.truncate(keep);
        let count = |kind| {
            self.chunks
                .iter()
                .filter(|chunk| chunk.kind == kind)
                .count()
        };
        (self.controls, self.firsts) = (count(Kind::Control), count(Kind::First));
        self.remaining = self.chunks.iter().map(|chunk| chunk.run.bytes.len()).sum();
        self.push_last(frame);
    }

    /// Whether bytes of messages, not of control frames alone, have gone since this was last asked. The
    /// system's buffers take a ping for a client that is long gone, so pings prove nothing.
    pub(crate) fn take_progress(&mut self) -> bool {
        std::mem::take(&mut self.progress)
    }

    /// How many chunks the frame under way still has; none if none is.
    fn end_of_frame(&self) -> usize {
        if self.inside_frame {
            self.until(|chunk| chunk.run.ends_frame)
        } else {
            0
        }
    }

    /// The same of the message under way.
    fn end_of_message(&self) -> usize {
        if self.inside_message {
            self.until(|chunk| chunk.run.messages > 0)
        } else {
            self.end_of_frame()
        }
    }

    /// How many chunks there are up to the first that `is_end`.
    fn until(&self, is_end: impl Fn(&Chunk) -> bool) -> usize {
        self.chunks
            .iter()
            .position(is_end)
            .map_or(self.chunks.len(), |end| end + 1)
    }
}

impl Buf for Writer {
    fn remaining(&self) -> usize {
        self.remaining
    }

    fn chunk(&self) -> &[u8] {
        self.chunks.front().map_or(&[], |chunk| &chunk.run.bytes)
    }

    fn chunks_vectored<'a>(&'a self, out: &mut [IoSlice<'a>]) -> usize {
        let chunks = self.chunks.iter();
        let slices = chunks.map(|chunk| IoSlice::new(&chunk.run.bytes));
        out.iter_mut()
            .zip(slices)
            .map(|(out, slice)| *out = slice)
            .count()
    }

    fn advance(&mut self, mut written: usize) {
        self.remaining -= written;
        self.flush_due |= written > 0;
        while let Some(Chunk { run, kind }) = self.chunks.front_mut() {
            let is_control = *kind == Kind::Control;
            self.progress |= written > 0 && !is_control;
            if written < run.bytes.len() {
                if written > 0 {
                    run.bytes.advance(written);
                    self.inside_frame = true;
                    self.inside_message |= !is_control;
                }
                return;
            }
            written -= run.bytes.len();
            self.inside_frame = !run.ends_frame;
            match kind {
                Kind::Control => self.controls -= 1,
                Kind::First => self.firsts -= 1,
                Kind::Message => {}
            }
            if !is_control {
                self.inside_message = run.messages == 0;
            }
            self.chunks.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Buf as _;

    use super::*;
    use crate::session::frame::control_frame;

    fn drain(writer: &mut Writer, most: usize) -> Vec<u8> {
        let mut out = Vec::new();
        while out.len() < most && writer.has_remaining() {
            let len = writer.chunk().len().min(most - out.len());
            out.extend_from_slice(&writer.chunk()[..len]);
            writer.advance(len);
        }
        out
    }

    #[test]
    fn a_ping_passes_between_the_fragments_of_a_large_message() {
        let mut writer = Writer::default();
        writer.push_segment(Segment::Large(Bytes::from(vec![7; FRAGMENT_BYTES + 5])));
        let ping = control_frame(Opcode::Ping, b"?");
        let mut sent = drain(&mut writer, 100);
        writer.push_control(ping.clone());
        sent.extend(drain(&mut writer, usize::MAX));

        let first = SendHeader::new(Opcode::Binary, false, FRAGMENT_BYTES);
        let last = SendHeader::new(Opcode::Continuation, true, 5);
        let payload = vec![7; FRAGMENT_BYTES];
        let expected = [first.as_bytes(), &payload, &ping, last.as_bytes(), &[7; 5]].concat();
        assert!(sent == expected);
    }

    #[test]
    fn a_first_message_waits_for_the_end_of_the_one_under_way() {
        let mut writer = Writer::default();
        writer.push_segment(Segment::Large(Bytes::from(vec![7; FRAGMENT_BYTES + 5])));
        writer.push_segment(Segment::Large(Bytes::from_static(b"later")));
        let header = SendHeader::new(Opcode::Binary, false, FRAGMENT_BYTES)
            .as_bytes()
            .len();
        let mut sent = drain(&mut writer, header + FRAGMENT_BYTES);
        writer.push_control(control_frame(Opcode::Ping, &[]));
        sent.extend(drain(&mut writer, 2));
        writer.push_first(b"hello");
        sent.extend(drain(&mut writer, usize::MAX));
        assert!(sent.ends_with(b"\x89\x00\x80\x05\x07\x07\x07\x07\x07\x82\x05hello\x82\x05later"));
    }

    #[test]
    fn an_early_end_keeps_the_frame_under_way_whole() {
        let mut writer = Writer::default();
        writer.push_segment(Segment::Large(Bytes::from(vec![7; 3 * FRAGMENT_BYTES])));
        let mut sent = drain(&mut writer, 10);
        let close = control_frame(Opcode::Close, &[]);
        writer.end_with(close.clone());
        assert_eq!(writer.remaining(), FRAGMENT_BYTES + close.len());
        sent.extend(drain(&mut writer, usize::MAX));
        assert!(sent.ends_with(&close));
        assert_eq!(sent.len(), 10 + FRAGMENT_BYTES + close.len());
    }
}
