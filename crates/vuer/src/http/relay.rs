//! `POST /relay?sid=ID`: another program on this machine sends a ready message to one session, or to all with `*`.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use http::request::Parts;
use http::{Response, StatusCode};
use vuer_protocol::codec::{Reader, Token};

use super::query;
use super::reply::{Body, text};
use crate::session::check_type;

/// What the relay delivers to: the server's sessions.
pub(crate) trait Sessions: Send + Sync {
    /// Sends `message`, one encoded server event, to the session of this id, or to all for `*`. The number of
    /// sessions that got it; `None` if there is no such session.
    fn relay(&self, sid: &str, message: Bytes) -> Option<usize>;
}

/// Whether the body is said to be MessagePack. Not a type that a web page could send without asking first.
pub(super) fn is_msgpack(headers: &HeaderMap) -> bool {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = content_type
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    [
        "application/msgpack",
        "application/x-msgpack",
        "application/vnd.msgpack",
    ]
    .iter()
    .any(|known| essence.trim().eq_ignore_ascii_case(known))
}

/// Whether it is one map with nothing behind it, of text that is UTF-8, and not too deep.
fn is_message(message: &Bytes) -> bool {
    let mut reader = Reader::new(message);
    let is_map = matches!(reader.peek(), Ok(Token::Map(_)));
    is_map && reader.skip().is_ok() && reader.finish().is_ok()
}

/// Delivers the body of a request that was let in.
pub(super) fn deliver(sessions: &dyn Sessions, head: &Parts, message: Bytes) -> Response<Body> {
    let bad = |reason: &'static str| text(StatusCode::BAD_REQUEST, reason);
    let Some(sid) = query::parameter(head.uri.query(), "sid").filter(|sid| !sid.is_empty()) else {
        return bad("Say who gets it: /relay?sid=ID, or sid=* for every session.\n");
    };
    if !is_message(&message) {
        return bad("The body must be one message that clients can read: a MessagePack map.\n");
    }
    if let Err(refused) = check_type(&message) {
        return text(StatusCode::BAD_REQUEST, format!("{refused}\n"));
    }
    match sessions.relay(&sid, message) {
        None => bad("There is no session of this id.\n"),
        Some(reached) => {
            let mut response = text(StatusCode::OK, format!("{{\"sessions\":{reached}}}"));
            let json = HeaderValue::from_static("application/json");
            response.headers_mut().insert(CONTENT_TYPE, json);
            response
        }
    }
}
