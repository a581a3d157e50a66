//! Ways into the crate for fuzz targets and benchmarks, behind the feature `internals`. Nothing here is
//! stable, and no program needs it.

use bytes::Bytes;

use crate::session::frame::FrameReader;
use crate::session::outbox::{Limits, Message, Outbox};

/// Feeds `bytes` to a frame reader in pieces, as a socket would. Gives what came out, as text.
///
/// # Panics
///
/// If the reader holds more memory than twice what it was given and a few pages.
pub fn read_frames(bytes: &[u8], piece: usize, max_message: usize) -> Vec<String> {
    const PAGES: usize = 64 * 1024;
    let mut reader = FrameReader::new(&[], max_message);
    let mut out = Vec::new();
    let mut given = 0;
    for piece in bytes.chunks(piece.max(1)) {
        let space = reader.space();
        assert!(
            space.capacity() <= 2 * given + PAGES,
            "{} bytes for {given}",
            space.capacity()
        );
        space.extend_from_slice(piece);
        reader.took(piece.len());
        given += piece.len();
        loop {
            match reader.next() {
                Ok(None) => break,
                Ok(Some(incoming)) => out.push(format!("{incoming:?}")),
                Err(error) => {
                    out.push(error.to_string());
                    return out;
                }
            }
        }
    }
    out
}

/// How many messages a frame reader finds in `bytes`, given to it in pieces.
pub fn count_messages(bytes: &[u8], piece: usize) -> usize {
    let mut reader = FrameReader::new(&[], usize::MAX);
    let mut count = 0;
    for piece in bytes.chunks(piece.max(1)) {
        reader.space().extend_from_slice(piece);
        reader.took(piece.len());
        while let Ok(Some(_)) = reader.next() {
            count += 1;
        }
    }
    count
}

/// The outboxes of many sessions, without sockets.
#[derive(Debug)]
pub struct Outboxes(Vec<Outbox>);

impl Outboxes {
    /// So many outboxes with the default limits.
    pub fn new(count: usize) -> Self {
        let limits = Limits {
            queue_len: 100,
            bytes: 64 << 20,
        };
        Self((0..count).map(|_| Outbox::new(limits)).collect())
    }

    /// One outbox in which so many bytes may wait.
    pub fn bounded(bytes: usize) -> Self {
        let queue_len = 100;
        Self(vec![Outbox::new(Limits { queue_len, bytes })])
    }

    /// Encodes nothing: queues what is encoded in every outbox.
    pub fn push(&self, payload: Bytes) {
        let message = Message::new(payload);
        for outbox in &self.0 {
            outbox.push(&message).ok();
        }
    }

    /// Takes what waits, as the drivers do.
    pub fn take(&self) {
        for outbox in &self.0 {
            while !outbox.is_empty() {
                outbox.take(drop);
            }
        }
    }
}
