//! A client for tests.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use vuer::event::{ClientEvent, ServerEvent};
use vuer::{Map, Server, Session, Value, Vuer};

/// What is waited for at most. Generous: the machine may be busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A server on a free port of this machine.
pub(crate) fn vuer() -> Vuer {
    Vuer::new().host("127.0.0.1").port(0)
}

/// One connection as a client of the original would make it.
pub(crate) struct Client(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    pub(crate) async fn connect(server: &Server) -> Self {
        Self::connect_to(server, "/").await
    }

    pub(crate) async fn connect_to(server: &Server, path: &str) -> Self {
        let url = format!("ws://{}{path}", server.local_addr());
        let (socket, _) = tokio_tungstenite::connect_async(url)
            .await
            .expect("the server accepts");
        Self(socket)
    }

    /// As a page of this origin.
    pub(crate) async fn connect_from(server: &Server, path: &str, origin: &str) -> Self {
        let url = format!("ws://{}{path}", server.local_addr());
        let mut request = url.into_client_request().unwrap();
        let origin = HeaderValue::from_str(origin).unwrap();
        request.headers_mut().insert("origin", origin);
        let (socket, _) = tokio_tungstenite::connect_async(request)
            .await
            .expect("the server accepts");
        Self(socket)
    }

    /// The next message of any kind.
    pub(crate) async fn message(&mut self) -> Option<Result<Message, Error>> {
        timeout(PATIENCE, self.0.next())
            .await
            .expect("something is sent in time")
    }

    /// The next event.
    pub(crate) async fn event(&mut self) -> ServerEvent {
        loop {
            match self.message().await {
                Some(Ok(Message::Binary(frame))) => {
                    return ServerEvent::decode(&frame).expect("it decodes").0;
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("expected an event, found {other:?}"),
            }
        }
    }

    /// Code and reason of the close, whatever comes before it.
    pub(crate) async fn close(&mut self) -> (u16, String) {
        loop {
            match self.message().await {
                Some(Ok(Message::Close(Some(CloseFrame { code, reason })))) => {
                    return (code.into(), reason.as_str().to_owned());
                }
                Some(Ok(_)) => {}
                other => panic!("expected a close, found {other:?}"),
            }
        }
    }

    /// Says good-bye.
    pub(crate) async fn leave(&mut self, code: u16) {
        let frame = CloseFrame {
            code: code.into(),
            reason: "bye".into(),
        };
        self.0
            .close(Some(frame))
            .await
            .expect("the server is there");
    }

    pub(crate) async fn send(&mut self, message: Message) {
        self.0.send(message).await.expect("the server is there");
    }

    /// Sends an event as the 0.1.6 client does.
    pub(crate) async fn send_event(&mut self, etype: &str, value: impl Into<Value>) {
        let event = Map::from([
            ("etype", Value::from(etype)),
            ("ts", 1.7e12.into()),
            ("value", value.into()),
        ]);
        self.send_map(event).await;
    }

    /// Sends an event with whatever fields.
    pub(crate) async fn send_map(&mut self, event: Map) {
        self.send(Message::Binary(encode(event))).await;
    }
}

pub(crate) fn encode(map: Map) -> Bytes {
    vuer_protocol::codec::encode(&map.into())
}

/// Waits until something is so.
pub(crate) async fn eventually(mut is_so: impl FnMut() -> bool) {
    let wait = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    timeout(PATIENCE, wait)
        .await
        .expect("it becomes so in time");
}

/// The first session, once there is one.
pub(crate) async fn session(server: &Server) -> Session {
    eventually(|| !server.sessions().is_empty()).await;
    server.sessions().remove(0)
}

/// The other one of two sessions, once there is one.
pub(crate) async fn session_beside(first: &Session, server: &Server) -> Session {
    eventually(|| server.sessions().len() == 2).await;
    let mut others = server.sessions();
    others.retain(|session| session.id() != first.id());
    others.remove(0)
}

/// Takes the oldest event of a session, once there is one.
pub(crate) async fn received(session: &Session) -> ClientEvent {
    let mut event = None;
    eventually(|| {
        event = session.popleft();
        event.is_some()
    })
    .await;
    event.expect("just checked")
}
