//! Why a session ended.

use std::fmt;

use tungstenite::protocol::frame::coding::CloseCode;

/// Close codes between our own ends, of those that are free for that.
pub(crate) mod own_code {
    /// From the client: it hears nothing any more and comes back.
    pub(crate) const LOST: u16 = 4000;
    /// To the client: what it has missed is not there any more, so it has to begin anew.
    pub(crate) const NOT_RESUMABLE: u16 = 4001;
    /// To a socket of a client that has come back through another one.
    pub(crate) const REPLACED: u16 = 4002;
}

/// Why a session is over.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CloseReason {
    /// The client closed, with the close code it gave, if any.
    Left(Option<u16>),
    /// The connection broke, or nothing has moved on it for longer than `dead_after`; and the client, if it was one
    /// that can, has not come back within [`resume_grace`](crate::Vuer::resume_grace).
    Lost(String),
    /// The spawned closure returned, or the stream of `bind` came to its end.
    Finished,
    /// The spawned closure failed or panicked, or the program said so ([`fail`](crate::Session::fail)). The error is in
    /// the log.
    Failed,
    /// The program closed the session, with this text.
    Closed(String),
    /// No spawned closure was for this client.
    Unwanted,
    /// More waited for the client than `outbox_bytes` (the number is that limit).
    Overflow(usize),
    /// All clients together had sent more than `unfinished_max_size` of messages whose end did not come, and this one
    /// the most (the number is that limit).
    Unfinished(usize),
    /// The client sent what is not a websocket frame, or too much of it.
    Protocol {
        /// The close code sent.
        code: u16,
        /// What was wrong.
        message: String,
    },
    /// The server shut down.
    Shutdown,
}

impl CloseReason {
    /// The websocket close code that the client is given.
    pub(crate) fn code(&self) -> u16 {
        let code = match self {
            // A close is answered with the code it came with.
            Self::Protocol { code, .. } | Self::Left(Some(code)) => return *code,
            Self::Left(None) | Self::Finished | Self::Closed(_) => CloseCode::Normal,
            Self::Lost(_) | Self::Shutdown => CloseCode::Away,
            Self::Failed => CloseCode::Error,
            Self::Unwanted | Self::Overflow(_) => CloseCode::Policy,
            Self::Unfinished(_) => CloseCode::Size,
        };
        code.into()
    }

    /// Whether what waits is still sent before the close.
    pub(crate) fn delivers_rest(&self) -> bool {
        matches!(
            self,
            Self::Finished | Self::Failed | Self::Closed(_) | Self::Unwanted | Self::Shutdown
        )
    }
}

impl fmt::Display for CloseReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Left(Some(code)) => write!(f, "the client left (code {code})"),
            Self::Left(None) => f.write_str("the client left"),
            Self::Lost(how) => write!(f, "the connection was lost: {how}"),
            Self::Finished => f.write_str("the program is done with this session"),
            Self::Failed => f.write_str("the program failed; its log says why"),
            Self::Closed(text) => f.write_str(text),
            Self::Unwanted => f.write_str("the program serves no client of this kind"),
            Self::Overflow(limit) => {
                write!(f, "more than outbox_bytes ({limit}) waited to be sent")
            }
            Self::Unfinished(limit) => write!(
                f,
                "unfinished messages of all clients held more than unfinished_max_size ({limit} bytes), and this one's the most"
            ),
            Self::Protocol { message, .. } => f.write_str(message),
            Self::Shutdown => f.write_str("the server is shutting down"),
        }
    }
}

/// An operation on a session that is over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the session is closed: {reason}")]
pub struct SessionClosed {
    /// Why it ended.
    pub reason: CloseReason,
}
