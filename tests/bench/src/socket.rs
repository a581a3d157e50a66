//! The load's side of a websocket: fast enough that the server is what is measured.
//!
//! It trusts the server: what a server may never send (masked frames, reserved bits) is an error
//! or a panic of the bench, not a case to handle. Pings are answered, fragments put together.

use std::net::SocketAddr;

use anyhow::{Context as _, Result, bail, ensure};
use bytes::{Buf as _, Bytes, BytesMut};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const CONTINUATION: u8 = 0;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

/// A connected websocket.
pub(crate) struct Socket {
    stream: TcpStream,
    input: BytesMut,
    /// The message whose last fragment is still to come.
    partial: BytesMut,
}

impl Socket {
    pub(crate) async fn connect(address: SocketAddr) -> Result<Self> {
        let mut stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let request = format!(
            "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut input = BytesMut::with_capacity(256 * 1024);
        let head = loop {
            if let Some(end) = input.windows(4).position(|window| window == b"\r\n\r\n") {
                break input.split_to(end + 4);
            }
            ensure!(
                stream.read_buf(&mut input).await? > 0,
                "closed during the handshake"
            );
        };
        ensure!(
            head.starts_with(b"HTTP/1.1 101"),
            "refused: {}",
            String::from_utf8_lossy(&head)
        );
        Ok(Self {
            stream,
            input,
            partial: BytesMut::new(),
        })
    }

    /// The next message; an error when the server closes.
    pub(crate) async fn next(&mut self) -> Result<Bytes> {
        loop {
            let Some((head, length)) = self.header() else {
                self.fill(self.input.len() + 1).await?;
                continue;
            };
            self.fill(head + length).await?;
            let first = self.input[0];
            self.input.advance(head);
            let payload = self.input.split_to(length);
            let last = first & 0x80 != 0;
            match first & 0x0f {
                BINARY if last => return Ok(payload.freeze()),
                BINARY | CONTINUATION => {
                    self.partial.unsplit(payload);
                    if last {
                        return Ok(self.partial.split().freeze());
                    }
                }
                PING => self.write(PONG, &payload).await?,
                PONG => {}
                CLOSE => bail!(
                    "closed by the server: {}",
                    String::from_utf8_lossy(payload.get(2..).unwrap_or(b""))
                ),
                opcode => bail!("unexpected frame of kind {opcode}"),
            }
        }
    }

    /// Sends one message.
    pub(crate) async fn send(&mut self, message: &[u8]) -> Result<()> {
        self.write(BINARY, message).await
    }

    /// The lengths of the next frame's header and payload, once the header is there.
    fn header(&self) -> Option<(usize, usize)> {
        let input = &self.input[..];
        match input.get(1)? & 0x7f {
            126 => Some((
                4,
                u16::from_be_bytes(input.get(2..4)?.try_into().ok()?).into(),
            )),
            127 => Some((
                10,
                u64::from_be_bytes(input.get(2..10)?.try_into().ok()?) as usize,
            )),
            short => Some((2, short.into())),
        }
    }

    /// Reads until that much input is there.
    async fn fill(&mut self, wanted: usize) -> Result<()> {
        while self.input.len() < wanted {
            self.input
                .reserve((wanted - self.input.len()).max(256 * 1024));
            ensure!(
                self.stream.read_buf(&mut self.input).await? > 0,
                "the server hung up"
            );
        }
        Ok(())
    }

    async fn write(&mut self, opcode: u8, payload: &[u8]) -> Result<()> {
        self.write_frames(&frame(opcode, payload)).await
    }

    /// Sends messages that are framed already, in one write.
    pub(crate) async fn write_frames(&mut self, frames: &[u8]) -> Result<()> {
        self.stream.write_all(frames).await.context("cannot send")
    }
}

/// The frame of a message.
pub(crate) fn message_frame(message: &[u8]) -> Vec<u8> {
    frame(BINARY, message)
}

fn frame(opcode: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = Vec::with_capacity(payload.len() + 14);
    frame.push(0x80 | opcode);
    match payload.len() {
        length @ ..126 => frame.push(0x80 | length as u8),
        length @ 126..=0xffff => {
            frame.push(0x80 | 0x7e);
            frame.extend_from_slice(&(length as u16).to_be_bytes());
        }
        length => {
            frame.push(0x80 | 0x7f);
            frame.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
    // A mask of zeros changes nothing and is allowed to whoever trusts the way to the server.
    frame.extend_from_slice(&[0; 4]);
    frame.extend_from_slice(payload);
    frame
}
