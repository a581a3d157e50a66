//! A client: one connection to a server, ours or the original's (feature `client`).
//!
//! It is what a page is to a program, without a scene: it hears every event of the server and may send those of a
//! client. It draws nothing and keeps no tree. For robots that report to a scene elsewhere, for recorders, for tests.
//!
//! ```
//! use vuer::{Client, ClientEvent, ServerEvent, Value, Vuer};
//!
//! # #[tokio::main]
//! # async fn main() -> vuer::Result {
//! # let server = Vuer::new().port(0).spawn(async |session| {
//! #     session.set(vuer::components::Scene::new())?;
//! #     session.wait_for("BATTERY", std::time::Duration::MAX).await?;
//! #     Ok(())
//! # });
//! # let server = server.start().await?;
//! # let url = server.url();
//! let client = Client::connect(&url).await?;
//! client.send(&ClientEvent::new("BATTERY").with_value(&Value::from(0.8)))?;
//! while let Ok(event) = client.recv().await {
//!     match event {
//!         ServerEvent::Set { scene } => println!("a new scene: {scene:?}"),
//!         ServerEvent::Request(request) => client.send(&request.answer(&Value::Nil))?,
//!         other => println!("{}", other.etype()),
//!     }
//! }
//! # Ok(())
//! # }
//! ```

mod address;
mod builder;
mod driver;
mod handshake;
mod line;
mod trust;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use tokio::time::timeout;
use vuer_protocol::DecodeError;
use vuer_protocol::event::{ClientEvent, ServerEvent};

pub use self::builder::{ClientBuilder, ConnectError};
use self::line::Line;

/// How long [`Client::close`] waits for the server to say good-bye, too.
const GOODBYE_TIME: Duration = Duration::from_secs(2);

/// One connection to a server.
///
/// A task of the tokio runtime that it was made in moves the bytes and answers pings, whether or not anybody
/// receives. What has come waits here; when that is [much](Self::recv), the task stops reading, and the server sees a
/// slow client. Dropping it says good-bye in the background, as [`close`](Self::close) does.
pub struct Client {
    line: Arc<Line>,
}

impl Client {
    /// Connects to a server with the default settings of a [`ClientBuilder`]. `url` is what a server prints, or
    /// `ws://host:port`, `wss://host:port`, with a path and a query if need be.
    pub async fn connect(url: &str) -> Result<Self, ConnectError> {
        Self::builder(url).connect().await
    }

    /// Settings for a connection, see [`ClientBuilder`].
    pub fn builder(url: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(url.into())
    }

    /// Sends an event, without waiting. One that has no time is given the time it is now.
    ///
    /// To answer a request of the server's, send [`Request::answer`](crate::event::Request::answer).
    pub fn send(&self, event: &ClientEvent) -> Result<(), SendError> {
        if event.ts.is_some() {
            return self.send_bytes(&event.encode());
        }
        let mut event = event.clone();
        event.ts = Some(SystemTime::now().into());
        self.send_bytes(&event.encode())
    }

    /// Sends an event that is encoded already: a map in MessagePack with an `etype`.
    pub fn send_bytes(&self, event: &[u8]) -> Result<(), SendError> {
        self.line.send(event)
    }

    /// Waits until the socket has taken everything that was sent.
    pub async fn flush(&self) -> Result<(), Disconnected> {
        self.line.flushed().await
    }

    /// Waits for the next event of the server. What has come before the connection ended is still given.
    ///
    /// Once 16 MiB wait to be received, no more is read from the socket. A server notices that as it does with any slow
    /// client: ours leaves out updates that newer ones replace, and closes the connection when nothing has moved for
    /// its `dead_after`.
    ///
    /// Cancel safe: no event is lost when the future is dropped.
    pub async fn recv(&self) -> Result<ServerEvent, ReceiveError> {
        Self::decoded(&self.recv_bytes().await?)
    }

    /// The next event, as [`recv`](Self::recv) gives it, if it has come already.
    pub fn try_recv(&self) -> Result<Option<ServerEvent>, ReceiveError> {
        let message = self.try_recv_bytes()?;
        message.as_ref().map(Self::decoded).transpose()
    }

    /// Waits for the next message, as it came: a map in MessagePack.
    pub async fn recv_bytes(&self) -> Result<Bytes, Disconnected> {
        self.line.recv().await
    }

    /// The next message, as it came, if it has come already.
    pub fn try_recv_bytes(&self) -> Result<Option<Bytes>, Disconnected> {
        self.line.try_recv()
    }

    /// Waits until [`try_recv`](Self::try_recv) gives something, be it the end of the connection.
    pub async fn ready(&self) {
        self.line.ready().await;
    }

    /// Whether the connection is there.
    pub fn is_connected(&self) -> bool {
        self.line.ended().is_none()
    }

    /// Says good-bye and waits for the server to do the same, for two seconds at most. What was sent before goes out
    /// first, in two seconds at most; what has come can still be received.
    pub async fn close(&self) {
        self.line.leave();
        // The task ends by itself, in as much time again.
        let _ended = timeout(2 * GOODBYE_TIME, self.line.wait_for_end()).await;
    }

    fn decoded(message: &Bytes) -> Result<ServerEvent, ReceiveError> {
        let (event, _) = ServerEvent::decode(message)?;
        Ok(event)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.line.leave();
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("is_connected", &self.is_connected())
            .finish_non_exhaustive()
    }
}

/// Why a connection is over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Disconnected {
    /// This program has closed it.
    #[error("this client has closed the connection")]
    Left,
    /// The server has closed it.
    #[error("the server has closed the connection{}", because(*code, reason))]
    Closed {
        /// The close code, if it gave one: 1000 is the normal one.
        code: Option<u16>,
        /// Its reason; empty if it gave none.
        reason: String,
    },
    /// It broke, or nothing has come for longer than [`dead_after`](ClientBuilder::dead_after).
    #[error("the connection was lost: {0}")]
    Lost(String),
    /// The server sent what is not a websocket frame, or a message larger than
    /// [`websocket_max_size`](ClientBuilder::websocket_max_size).
    #[error("the server sent what cannot be read: {message}")]
    Protocol {
        /// The close code that the server was given.
        code: u16,
        /// What was wrong.
        message: String,
    },
}

fn because(code: Option<u16>, reason: &str) -> String {
    match (code, reason) {
        (None, _) => String::new(),
        (Some(code), "") => format!(" (code {code})"),
        (Some(code), reason) => format!(": {reason} (code {code})"),
    }
}

/// Why an event was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// The connection is over.
    #[error(transparent)]
    Disconnected(#[from] Disconnected),
    /// The server does not read as fast as is sent. Wait with [`Client::flush`], or send less.
    #[error(
        "more than outbox_bytes ({limit}) would wait for the server; wait for flush() or send less"
    )]
    Full {
        /// How much may wait, see [`ClientBuilder::outbox_bytes`].
        limit: usize,
    },
}

/// Why there is no event.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiveError {
    /// The connection is over, and everything that came was received.
    #[error(transparent)]
    Disconnected(#[from] Disconnected),
    /// This message is no event of a server. The connection goes on.
    #[error("the server sent a message that cannot be read: {0}")]
    Decode(#[from] DecodeError),
}
