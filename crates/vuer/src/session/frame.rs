//! Websocket frames (RFC 6455): bytes of the socket in, messages out, and headers for what we send.
//!
//! [`FrameReader`] takes the server's side, or, if it is told, a client's: it refuses frames that are not masked as
//! those of the other side must be, unmasks, joins fragments and lets control frames pass between them. It does no I/O:
//! the driver reads into [`FrameReader::space`] and calls [`FrameReader::next`] until that has nothing more. The buffer
//! grows with bytes received and at most doubles; what a header announces is only compared with the limit. A session
//! that is idle keeps little.

use std::io::Cursor;

use bytes::{Buf, Bytes, BytesMut};
use tungstenite::protocol::frame::FrameHeader;
use tungstenite::protocol::frame::coding::{CloseCode, Control, Data, OpCode};

/// What the first read asks the socket for, and what an idle session keeps.
const LEAST_READ_BYTES: usize = 2 * 1024;
/// What one read asks for when the client sends faster than it is read: several events at once.
const MOST_READ_BYTES: usize = 64 * 1024;
/// The longest payload of a control frame.
const MAX_CONTROL_BYTES: u64 = 125;

/// Payloads up to this size are copied out of the read buffer, so that a small event that waits in a queue does not
/// keep a whole buffer alive; larger ones share it, so each keeps at most sixteen times its size.
const COPY_BYTES: usize = MOST_READ_BYTES / 16;

/// One message from the other side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Incoming {
    Binary(Bytes),
    /// A text message; what it says is of no use here.
    Text,
    Ping(Bytes),
    Pong,
    /// The other side closes, with its code if it gave one, and its reason.
    Close(Option<u16>, Box<str>),
}

/// Why the bytes cannot be read any further. Each has the close code that says so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FrameError {
    #[error("{0}")]
    Protocol(&'static str),
    #[error("a text message is not UTF-8")]
    Utf8,
    #[error("a message is larger than WEBSOCKET_MAX_SIZE ({limit} bytes)")]
    TooLarge { limit: usize },
}

impl FrameError {
    pub(crate) fn close_code(&self) -> u16 {
        match self {
            Self::Protocol(_) => CloseCode::Protocol.into(),
            Self::Utf8 => CloseCode::Invalid.into(),
            Self::TooLarge { .. } => CloseCode::Size.into(),
        }
    }
}

/// Puts frames and messages together from the bytes of one socket.
#[derive(Debug)]
pub(crate) struct FrameReader {
    buffer: BytesMut,
    /// How much memory the buffer has, counting what was taken out of it.
    room: usize,
    /// What the next read asks for. It follows what the last ones have brought.
    read_bytes: usize,
    /// The header whose payload is not all there yet.
    header: Option<Header>,
    /// The message whose last fragment is still to come.
    message: Option<(Kind, BytesMut)>,
    max_message: usize,
    /// Frames of clients are masked, those of servers are not.
    is_masked: bool,
    /// Messages are dropped as they come.
    skims: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Binary,
}

#[derive(Debug, Clone, Copy)]
struct Header {
    fin: bool,
    opcode: OpCode,
    mask: Option<[u8; 4]>,
    len: usize,
}

impl FrameReader {
    /// `received` are bytes that came right behind the handshake.
    pub(crate) fn new(received: &[u8], max_message: usize) -> Self {
        let buffer = BytesMut::from(received);
        Self {
            room: buffer.capacity(),
            buffer,
            read_bytes: LEAST_READ_BYTES,
            header: None,
            message: None,
            max_message,
            is_masked: true,
            skims: false,
        }
    }

    /// Reads what a server sends.
    #[cfg(feature = "client")]
    pub(crate) fn of_server(self) -> Self {
        Self {
            is_masked: false,
            ..self
        }
    }

    /// Where the next bytes of the socket go. Beyond what one read asks for it grows only when it is nearly full,
    /// and at most by as much as it holds.
    pub(crate) fn space(&mut self) -> &mut BytesMut {
        let len = self.buffer.len();
        if len == 0 && self.room > 2 * self.read_bytes {
            self.buffer = BytesMut::new();
        }
        let missing = self
            .header
            .map_or(self.read_bytes, |header| header.len.saturating_sub(len));
        let (least, wanted) = match self.read_bytes.checked_sub(len) {
            Some(rest @ 1..) => (rest, rest),
            _ => (
                missing.min(self.read_bytes),
                missing.min(len).max(self.read_bytes),
            ),
        };
        if self.buffer.capacity() - len < least {
            self.buffer.reserve(wanted);
            self.room = self.buffer.capacity();
        }
        &mut self.buffer
    }

    /// Tells that a read has put so many bytes into [`Self::space`]. The next one asks for more if they filled it,
    /// and for less if they did not come near.
    pub(crate) fn took(&mut self, bytes: usize) {
        if self.buffer.len() == self.buffer.capacity() {
            self.read_bytes = (2 * self.read_bytes).min(MOST_READ_BYTES);
        } else if bytes < self.read_bytes / 4 {
            self.read_bytes = (self.read_bytes / 2).max(LEAST_READ_BYTES);
        }
    }

    /// How many bytes it holds of messages that are not complete, once [`Self::next`] has nothing more.
    pub(crate) fn unfinished(&self) -> usize {
        let fragments = self.message.as_ref().map_or(0, |(_, bytes)| bytes.len());
        self.buffer.len() + fragments
    }

    /// From now on gives control frames only, and holds nothing of messages.
    pub(crate) fn skim(&mut self) {
        self.skims = true;
        if let Some((_, bytes)) = &mut self.message {
            *bytes = BytesMut::new();
        }
    }

    /// The next message, or `None` when more bytes are needed.
    pub(crate) fn next(&mut self) -> Result<Option<Incoming>, FrameError> {
        loop {
            let header = match self.header {
                Some(header) => header,
                None => match self.parse_header()? {
                    Some(header) => *self.header.insert(header),
                    None => return Ok(None),
                },
            };
            if self.skims && matches!(header.opcode, OpCode::Data(_)) {
                if self.skip(header) {
                    continue;
                }
                return Ok(None);
            }
            if self.buffer.len() < header.len {
                return Ok(None);
            }
            self.header = None;
            if let Some(mask) = header.mask {
                apply_mask(&mut self.buffer[..header.len], mask);
            }
            let incoming = match header.opcode {
                OpCode::Control(control) => {
                    let payload = Bytes::copy_from_slice(&self.buffer[..header.len]);
                    self.buffer.advance(header.len);
                    Some(control_message(control, payload)?)
                }
                OpCode::Data(data) => self.data(data, header)?,
            };
            if incoming.is_some() {
                return Ok(incoming);
            }
        }
    }

    /// Drops what is there of the payload of a data frame; says whether that was its end.
    fn skip(&mut self, header: Header) -> bool {
        let come = header.len.min(self.buffer.len());
        self.buffer.advance(come);
        if come < header.len {
            self.header = Some(Header {
                len: header.len - come,
                ..header
            });
            return false;
        }
        self.header = None;
        self.message = (!header.fin).then(|| (Kind::Binary, BytesMut::new()));
        true
    }

    fn parse_header(&mut self) -> Result<Option<Header>, FrameError> {
        let mut cursor = Cursor::new(&self.buffer[..]);
        let parsed = FrameHeader::parse(&mut cursor)
            .map_err(|_| FrameError::Protocol("a reserved opcode"))?;
        let Some((header, len)) = parsed else {
            return Ok(None);
        };
        let size = cursor.position() as usize;
        if header.rsv1 || header.rsv2 || header.rsv3 {
            return Err(FrameError::Protocol("a reserved bit is set"));
        }
        match (self.is_masked, header.mask) {
            (true, None) => return Err(FrameError::Protocol("a frame is not masked")),
            (false, Some(_)) => return Err(FrameError::Protocol("a server's frame is masked")),
            _ => {}
        }
        match header.opcode {
            OpCode::Control(Control::Reserved(_)) | OpCode::Data(Data::Reserved(_)) => {
                return Err(FrameError::Protocol("a reserved opcode"));
            }
            OpCode::Control(_) if !header.is_final => {
                return Err(FrameError::Protocol("a control frame is fragmented"));
            }
            OpCode::Control(_) if len > MAX_CONTROL_BYTES => {
                return Err(FrameError::Protocol(
                    "a control frame is longer than 125 bytes",
                ));
            }
            OpCode::Data(Data::Continue) if self.message.is_none() => {
                return Err(FrameError::Protocol("a continuation without a start"));
            }
            OpCode::Data(Data::Text | Data::Binary) if self.message.is_some() => {
                return Err(FrameError::Protocol("a message starts within another"));
            }
            _ => {}
        }
        let mask_len = header.mask.map_or(0, |mask| mask.len());
        if size - mask_len > header_len(len) {
            return Err(FrameError::Protocol("a length is not in its shortest form"));
        }
        let so_far = self.message.as_ref().map_or(0, |(_, bytes)| bytes.len());
        let len = usize::try_from(len)
            .ok()
            .filter(|len| len.saturating_add(so_far) <= self.max_message)
            .ok_or(FrameError::TooLarge {
                limit: self.max_message,
            })?;
        self.buffer.advance(size);
        Ok(Some(Header {
            fin: header.is_final,
            opcode: header.opcode,
            mask: header.mask,
            len,
        }))
    }

    /// Takes the payload of a data frame; gives the message when it is complete.
    fn data(&mut self, data: Data, header: Header) -> Result<Option<Incoming>, FrameError> {
        let kind = match data {
            Data::Text => Kind::Text,
            _ => Kind::Binary,
        };
        let (kind, bytes) = match self.message.take() {
            Some((kind, mut bytes)) => {
                bytes.extend_from_slice(&self.buffer[..header.len]);
                self.buffer.advance(header.len);
                (kind, bytes)
            }
            None if header.len <= COPY_BYTES.min(self.room / 2) => {
                let bytes = BytesMut::from(&self.buffer[..header.len]);
                self.buffer.advance(header.len);
                (kind, bytes)
            }
            None => (kind, self.buffer.split_to(header.len)),
        };
        if !header.fin {
            self.message = Some((kind, bytes));
            return Ok(None);
        }
        match kind {
            Kind::Binary => Ok(Some(Incoming::Binary(bytes.freeze()))),
            Kind::Text if std::str::from_utf8(&bytes).is_ok() => Ok(Some(Incoming::Text)),
            Kind::Text => Err(FrameError::Utf8),
        }
    }
}

fn control_message(control: Control, payload: Bytes) -> Result<Incoming, FrameError> {
    match control {
        Control::Ping => Ok(Incoming::Ping(payload)),
        Control::Close => match &payload[..] {
            [] => Ok(Incoming::Close(None, Box::default())),
            [high, low, reason @ ..] => {
                let code = u16::from_be_bytes([*high, *low]);
                if !CloseCode::from(code).is_allowed() {
                    return Err(FrameError::Protocol("a close code that must not be sent"));
                }
                let reason = std::str::from_utf8(reason).map_err(|_| FrameError::Utf8)?;
                Ok(Incoming::Close(Some(code), reason.into()))
            }
            [_] => Err(FrameError::Protocol("a close code of one byte")),
        },
        Control::Pong | Control::Reserved(_) => Ok(Incoming::Pong),
    }
}

/// Masks a payload, or takes the mask off it.
pub(crate) fn apply_mask(payload: &mut [u8], mask: [u8; 4]) {
    let [a, b, c, d] = mask;
    let wide = u64::from_ne_bytes([a, b, c, d, a, b, c, d]);
    let (words, rest) = payload.as_chunks_mut::<8>();
    for word in words {
        *word = (u64::from_ne_bytes(*word) ^ wide).to_ne_bytes();
    }
    for (byte, key) in rest.iter_mut().zip(mask.iter().cycle()) {
        *byte ^= key;
    }
}

/// How long the header of an unmasked frame with `len` bytes of payload is.
fn header_len(len: u64) -> usize {
    match len {
        0..=125 => 2,
        126..=0xffff => 4,
        _ => 10,
    }
}

/// What a frame we send carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opcode {
    Continuation = 0x0,
    Binary = 0x2,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xa,
}

/// The header of a frame we send. Servers do not mask.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SendHeader {
    bytes: [u8; 10],
    len: usize,
}

impl SendHeader {
    pub(crate) fn new(opcode: Opcode, fin: bool, payload_len: usize) -> Self {
        let mut bytes = [0; 10];
        bytes[0] = opcode as u8 | if fin { 0x80 } else { 0 };
        let len = header_len(payload_len as u64);
        match len {
            2 => bytes[1] = payload_len as u8,
            4 => {
                bytes[1] = 126;
                bytes[2..4].copy_from_slice(&(payload_len as u16).to_be_bytes());
            }
            _ => {
                bytes[1] = 127;
                bytes[2..10].copy_from_slice(&(payload_len as u64).to_be_bytes());
            }
        }
        Self { bytes, len }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// How long the header of a frame is that this type wrote.
    pub(crate) fn len_of(frame: &[u8]) -> usize {
        match frame[1] {
            127 => 10,
            126 => 4,
            _ => 2,
        }
    }

    /// How long the frame is, with its header, that begins here and that this type wrote.
    pub(crate) fn frame_len(bytes: &[u8]) -> usize {
        let payload = match bytes[1] {
            127 => bytes[2..10]
                .iter()
                .fold(0, |len, byte| len << 8 | usize::from(*byte)),
            126 => usize::from(u16::from_be_bytes([bytes[2], bytes[3]])),
            len => usize::from(len),
        };
        Self::len_of(bytes) + payload
    }
}

/// A whole control frame; the payload is cut to what a control frame may carry.
pub(crate) fn control_frame(opcode: Opcode, payload: &[u8]) -> Bytes {
    let payload = &payload[..payload.len().min(MAX_CONTROL_BYTES as usize)];
    let mut frame = BytesMut::with_capacity(2 + payload.len());
    frame.extend_from_slice(SendHeader::new(opcode, true, payload.len()).as_bytes());
    frame.extend_from_slice(payload);
    frame.freeze()
}

/// A close frame.
pub(crate) fn close_frame(code: u16, reason: &str) -> Bytes {
    control_frame(Opcode::Close, &close_payload(code, reason))
}

/// What a close frame carries; a long reason is cut between characters.
pub(crate) fn close_payload(code: u16, reason: &str) -> Vec<u8> {
    let most = reason.len().min(MAX_CONTROL_BYTES as usize - 2);
    let end = (0..=most)
        .rev()
        .find(|&end| reason.is_char_boundary(end))
        .unwrap_or(0);
    [&code.to_be_bytes()[..], &reason.as_bytes()[..end]].concat()
}

#[cfg(test)]
mod tests;
