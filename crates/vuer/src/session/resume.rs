//! Clients that come back: who may, and how their new socket reaches the session.
//!
//! A client of ours that names the feature `resume` is told a token in its HELLO. When its socket is lost the session
//! waits; the client comes back with the token and the number of messages it has. Each HELLO has a new token. Those
//! before it count until the client has shown that it has the new one, for that HELLO may have been lost as well.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;
use vuer_protocol::Value;
use vuer_protocol::event::ClientEvent;

use super::frame::FrameReader;
use super::machine::features;
use crate::http::Token;

/// How many tokens count at most. One more for each attempt whose HELLO was lost.
const TOKENS: usize = 4;
/// Attempts that may wait for the driver to look at them; it takes the last.
const ARRIVALS: usize = 4;

/// What a session talks through: TCP, or TLS on it.
pub(crate) trait Transport: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Transport for T {}

/// The same for every session, for one may go on over another socket than it began with.
pub(crate) type Socket = Box<dyn Transport>;

/// A client that has come back.
pub(crate) struct Arrival {
    pub(crate) socket: Socket,
    pub(crate) reader: FrameReader,
    pub(crate) peer: SocketAddr,
    pub(crate) init: ReturnInit,
}

/// What the INIT of a client says that comes back.
#[derive(Debug)]
pub(crate) struct ReturnInit {
    token: String,
    /// How many messages it has got.
    pub(crate) received: u64,
    pub(crate) features: Vec<String>,
}

impl ReturnInit {
    /// Reads it from a client's first message; none if that is something else.
    pub(crate) fn read(message: &Bytes) -> Option<Self> {
        let event = ClientEvent::decode(message).ok()?;
        let init = (event.etype == "INIT").then(|| event.value().ok())??;
        let resume = init.as_map()?.get("resume")?.as_map()?;
        Some(Self {
            token: resume.get("token")?.as_str()?.to_owned(),
            received: resume.get("received").and_then(count)?,
            features: features(&init)?,
        })
    }
}

/// A number of messages, as clients write it.
pub(crate) fn count(value: &Value) -> Option<u64> {
    let number = value.as_f64()?;
    // Beyond this a float64 cannot count.
    (0.0..=9_007_199_254_740_992.0)
        .contains(&number)
        .then_some(number as u64)
}

/// Who may come back into a session, and where to.
#[derive(Debug, Default)]
pub(crate) struct Returns(Mutex<Option<Open>>);

#[derive(Debug)]
struct Open {
    /// The newest last.
    tokens: VecDeque<Token>,
    arrivals: mpsc::Sender<Box<Arrival>>,
}

impl Returns {
    /// From now on a client may come back, with [a token](Self::offer).
    pub(crate) fn open(&self) -> mpsc::Receiver<Box<Arrival>> {
        let (arrivals, receiver) = mpsc::channel(ARRIVALS);
        *self.lock() = Some(Open {
            tokens: VecDeque::new(),
            arrivals,
        });
        receiver
    }

    /// A new token.
    pub(crate) fn offer(&self) -> Token {
        let token = Token::random();
        if let Some(open) = &mut *self.lock() {
            if open.tokens.len() == TOKENS {
                open.tokens.pop_front();
            }
            open.tokens.push_back(token.clone());
        }
        token
    }

    /// The client has the newest token.
    pub(crate) fn settle(&self) {
        if let Some(open) = &mut *self.lock() {
            let older = open.tokens.len().saturating_sub(1);
            open.tokens.drain(..older);
        }
    }

    /// Whether a client with this INIT belongs here. Takes the same time whatever the token has in common with ours.
    pub(crate) fn admits(&self, init: &ReturnInit) -> bool {
        let open = self.lock();
        let tokens = open.iter().flat_map(|open| &open.tokens);
        tokens
            .map(|token| token.matches(init.token.as_bytes()))
            .fold(false, |any, one| any | one)
    }

    /// Hands a client that has come back to the session's driver. It is given back if there is none any more.
    pub(crate) fn arrive(&self, arrival: Box<Arrival>) -> Result<(), Box<Arrival>> {
        match &*self.lock() {
            Some(open) => open
                .arrivals
                .try_send(arrival)
                .map_err(mpsc::error::TrySendError::into_inner),
            None => Err(arrival),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Open>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn init(token: &Token) -> ReturnInit {
        ReturnInit {
            token: token.secret().to_owned(),
            received: 0,
            features: Vec::new(),
        }
    }

    #[test]
    fn tokens_count_until_the_client_has_shown_a_newer_one() {
        let returns = Returns::default();
        assert!(!returns.admits(&init(&Token::random())), "nobody may yet");
        let _arrivals = returns.open();
        let [first, second] = [returns.offer(), returns.offer()];
        assert!(returns.admits(&init(&first)) && returns.admits(&init(&second)));
        returns.settle();
        assert!(!returns.admits(&init(&first)) && returns.admits(&init(&second)));
        assert!(!returns.admits(&init(&Token::random())));
        for _ in 0..TOKENS {
            returns.offer();
        }
        assert!(!returns.admits(&init(&second)), "they are bounded");
    }

    #[test]
    fn an_init_that_is_not_of_a_client_that_comes_back_is_none() {
        let read = |value: Value| {
            let event = ClientEvent::new("INIT").with_value(&value);
            ReturnInit::read(&event.encode()).is_some()
        };
        let value = |resume: Value| -> Value {
            vuer_protocol::Map::from([("features", vec!["resume"].into()), ("resume", resume)])
                .into()
        };
        let resume = |token: Value, received: Value| -> Value {
            vuer_protocol::Map::from([("token", token), ("received", received)]).into()
        };
        assert!(read(value(resume("t".into(), 3.into()))));
        assert!(read(value(resume("t".into(), 3e10.into()))));
        for bad in [
            resume(1.into(), 3.into()),
            resume("t".into(), (-1).into()),
            resume("t".into(), f64::NAN.into()),
            resume("t".into(), "3".into()),
            Value::Nil,
        ] {
            assert!(!read(value(bad)));
        }
        assert!(!read(Value::Nil));
        let other = ClientEvent::new("CLICK").with_value(&value(resume("t".into(), 3.into())));
        assert!(ReturnInit::read(&other.encode()).is_none());
        assert!(ReturnInit::read(&Bytes::from_static(b"\xc1")).is_none());
    }
}
