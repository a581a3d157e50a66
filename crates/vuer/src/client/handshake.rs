//! From a socket to a websocket: one request of HTTP and its answer.

use bytes::Bytes;
use http::header::{
    CONNECTION, HOST, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Collected, Empty, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tungstenite::handshake::client::generate_key;
use tungstenite::handshake::derive_accept_key;

use super::ConnectError;
use super::address::Address;
use crate::session::Socket;

/// How much of the text is read with which a server refuses.
const REFUSAL_BYTES: usize = 1024;

/// Asks for a websocket. Gives the socket back, with what the server has sent on it already.
pub(super) async fn upgrade(
    socket: Socket,
    address: &Address,
    headers: &HeaderMap,
) -> Result<(Socket, Bytes), ConnectError> {
    let key = generate_key();
    let request = request(address, headers, &key);
    let not_http = |error: hyper::Error| ConnectError::NoWebsocket {
        address: address.authority.clone(),
        reason: error.to_string(),
    };
    let (mut sender, connection) = http1::handshake(TokioIo::new(socket))
        .await
        .map_err(not_http)?;
    let exchange = async move {
        let response = sender.send_request(request).await.map_err(not_http)?;
        check(response, &key, address).await
    };
    // The connection moves the bytes of the exchange; at its end it gives the socket back.
    let (parts, checked) = tokio::join!(connection.without_shutdown(), exchange);
    checked?;
    let parts = parts.map_err(not_http)?;
    Ok((parts.io.into_inner(), parts.read_buf))
}

fn request(address: &Address, headers: &HeaderMap, key: &str) -> Request<Empty<Bytes>> {
    let mut request = Request::new(Empty::new());
    *request.uri_mut() = address
        .target
        .parse()
        .expect("the target was part of a valid URL");
    let value = |text: &str| HeaderValue::try_from(text).expect("it was part of a valid URL");
    let own = request.headers_mut();
    *own = headers.clone();
    own.insert(HOST, value(&address.authority));
    own.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    own.insert(UPGRADE, HeaderValue::from_static("websocket"));
    own.insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
    own.insert(SEC_WEBSOCKET_KEY, value(key));
    request
}

/// Whether the answer is that of a websocket, or what it is instead.
async fn check(
    response: Response<Incoming>,
    key: &str,
    address: &Address,
) -> Result<(), ConnectError> {
    let address = address.authority.clone();
    let (head, body) = response.into_parts();
    if head.status != StatusCode::SWITCHING_PROTOCOLS {
        let body = Limited::new(body, REFUSAL_BYTES).collect().await;
        // What is too long to be a sentence is no reason but a page.
        let text = body.map(Collected::to_bytes).unwrap_or_default();
        return Err(ConnectError::Refused {
            address,
            status: head.status.as_u16(),
            text: String::from_utf8_lossy(&text).trim().to_owned(),
        });
    }
    let accept = head.headers.get(SEC_WEBSOCKET_ACCEPT);
    if accept.map(HeaderValue::as_bytes) == Some(derive_accept_key(key.as_bytes()).as_bytes()) {
        return Ok(());
    }
    Err(ConnectError::NoWebsocket {
        address,
        reason: "the key of its answer is wrong".to_owned(),
    })
}
