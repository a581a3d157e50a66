//! What is on its way into the socket: whole frames, control frames let in between them.

use std::collections::VecDeque;
use std::io::IoSlice;

use bytes::{Buf, Bytes};

use super::frame::{Opcode, SendHeader};
use super::outbox::Segment;

/// Large messages leave in fragments of this size, so that a ping or a close need not wait for all of one.
const FRAGMENT_BYTES: usize = 256 * 1024;

/// Control frames that may wait. A client that sends pings without taking the pongs gets fewer.
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
}

#[derive(Debug)]
struct Chunk {
    bytes: Bytes,
    /// Whether a frame ends here, so that a control frame may follow.
    ends_frame: bool,
    /// Whether a message ends here, so that another may follow.
    ends_message: bool,
    is_control: bool,
}

impl Writer {
    pub(crate) fn push_segment(&mut self, segment: Segment) {
        match segment {
            Segment::Packed(packed) => self.push(packed.into_bytes(), true, true),
            Segment::Large(payload) => self.push_message(payload),
        }
    }

    fn push_message(&mut self, mut payload: Bytes) {
        let mut opcode = Opcode::Binary;
        loop {
            let fragment = payload.split_to(payload.len().min(FRAGMENT_BYTES));
            let fin = payload.is_empty();
            let header = SendHeader::new(opcode, fin, fragment.len());
            self.push(
                Bytes::copy_from_slice(header.as_bytes()),
                fragment.is_empty(),
                fragment.is_empty(),
            );
            if !fragment.is_empty() {
                self.push(fragment, true, fin);
            }
            if fin {
                return;
            }
            opcode = Opcode::Continuation;
        }
    }

    fn push(&mut self, bytes: Bytes, ends_frame: bool, ends_message: bool) {
        self.remaining += bytes.len();
        self.chunks.push_back(Chunk {
            bytes,
            ends_frame,
            ends_message,
            is_control: false,
        });
    }

    /// Puts a control frame as far to the front as the frame under way permits.
    pub(crate) fn push_control(&mut self, frame: Bytes) {
        if self.controls == MAX_CONTROLS {
            return;
        }
        self.controls += 1;
        let at = self.end_of_frame();
        self.insert(
            at,
            Chunk {
                bytes: frame,
                ends_frame: true,
                ends_message: false,
                is_control: true,
            },
        );
    }

    /// Puts a small message as far to the front as the message under way permits.
    pub(crate) fn push_first(&mut self, payload: &[u8]) {
        let header = SendHeader::new(Opcode::Binary, true, payload.len());
        let bytes = Bytes::from([header.as_bytes(), payload].concat());
        let at = if self.inside_message {
            self.until(|chunk| chunk.ends_message)
        } else {
            self.end_of_frame()
        };
        self.insert(
            at,
            Chunk {
                bytes,
                ends_frame: true,
                ends_message: true,
                is_control: false,
            },
        );
    }

    fn insert(&mut self, at: usize, chunk: Chunk) {
        self.remaining += chunk.bytes.len();
        self.chunks.insert(at, chunk);
    }

    /// Whether there is anything to write or to flush.
    pub(crate) fn is_idle(&self) -> bool {
        self.remaining == 0 && !self.flush_due
    }

    /// Everything written so far is flushed.
    pub(crate) fn flushed(&mut self) {
        self.flush_due = false;
    }

    /// Puts a frame behind everything else.
    pub(crate) fn push_last(&mut self, frame: Bytes) {
        self.push(frame, true, true);
    }

    /// Finishes the frame under way, sends `frame`, and forgets everything else.
    pub(crate) fn end_with(&mut self, frame: Bytes) {
        let keep = self.end_of_frame();
        self.chunks.truncate(keep);
        self.controls = self.chunks.iter().filter(|chunk| chunk.is_control).count();
        self.remaining = self.chunks.iter().map(|chunk| chunk.bytes.len()).sum();
        self.push(frame, true, true);
    }

    /// Whether bytes of messages, not of control frames alone, have gone since this was last asked. The
    /// system's buffers take a ping for a client that is long gone, so pings prove nothing.
    pub(crate) fn take_progress(&mut self) -> bool {
        std::mem::take(&mut self.progress)
    }

    /// How many chunks the frame under way still has; none if none is.
    fn end_of_frame(&self) -> usize {
        if self.inside_frame {
            self.until(|chunk| chunk.ends_frame)
        } else {
            0
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
        self.chunks.front().map_or(&[], |chunk| &chunk.bytes)
    }

    fn chunks_vectored<'a>(&'a self, out: &mut [IoSlice<'a>]) -> usize {
        let slices = self.chunks.iter().map(|chunk| IoSlice::new(&chunk.bytes));
        out.iter_mut()
            .zip(slices)
            .map(|(out, slice)| *out = slice)
            .count()
    }

    fn advance(&mut self, mut written: usize) {
        self.remaining -= written;
        self.flush_due |= written > 0;
        while let Some(front) = self.chunks.front_mut() {
            self.progress |= written > 0 && !front.is_control;
            if written < front.bytes.len() {
                if written > 0 {
                    front.bytes.advance(written);
                    self.inside_frame = true;
                    self.inside_message |= !front.is_control;
                }
                return;
            }
            written -= front.bytes.len();
            self.inside_frame = !front.ends_frame;
            if !front.is_control {
                self.inside_message = !front.ends_message;
            }
            self.controls -= usize::from(front.is_control);
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
