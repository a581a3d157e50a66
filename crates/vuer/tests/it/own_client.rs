//! `vuer::Client`: what it hears and says, how it ends, and what keeps it out.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use vuer::client::{ConnectError, Disconnected, ReceiveError, SendError};
use vuer::{
    Client, ClientEvent, GrabRender, Key, Map, ServerEvent, Spawn, Token, Value, Vuer,
    components as c, prelude::*,
};

use crate::client::{PATIENCE, received, session, vuer};
use crate::tls::Certificates;

async fn connected(vuer: Vuer) -> (vuer::Server, Client) {
    let server = vuer.start().await.unwrap();
    let client = Client::connect(&url(&server)).await.unwrap();
    (server, client)
}

fn url(server: &vuer::Server) -> String {
    format!("ws://{}", server.local_addr())
}

async fn heard(client: &Client) -> ServerEvent {
    timeout(PATIENCE, client.recv()).await.unwrap().unwrap()
}

async fn end(client: &Client) -> Disconnected {
    timeout(PATIENCE, async {
        loop {
            if let Err(ended) = client.recv_bytes().await {
                return ended;
            }
        }
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn events_go_both_ways_behind_an_init() {
    let (server, client) = connected(vuer()).await;
    let session = session(&server).await;
    let init = received(&session).await;
    assert_eq!(init.etype, "INIT");
    assert_eq!(init.value().unwrap().get("client"), Some(&"rust".into()));

    session
        .set(c::Scene::new().child(c::Box::new().key("box")))
        .unwrap();
    session.remove(["box"]).unwrap();
    let ServerEvent::Set { scene } = heard(&client).await else {
        panic!("the scene comes first");
    };
    assert_eq!(scene.tag.as_deref(), Some("Scene"));
    let keys = vec![Key::from("box")];
    assert_eq!(heard(&client).await, ServerEvent::Remove { keys });
    assert_eq!(client.try_recv(), Ok(None));

    let event = ClientEvent::new("GRIP")
        .with_key("left")
        .with_value(&Value::from(0.1));
    client.send(&event).unwrap();
    let got = received(&session).await;
    assert_eq!(
        (got.etype.as_str(), got.key.as_deref()),
        ("GRIP", Some("left"))
    );
    assert_eq!(got.value().unwrap(), Value::Float(0.1));
    assert!(got.ts.is_some(), "the time is filled in");
}

#[tokio::test]
async fn it_says_of_itself_what_it_is_told() {
    let chosen = Spawn::new(async |session: vuer::Session| {
        session.send(&ServerEvent::Terminate)?;
        session.forever().await
    });
    let server = vuer()
        .spawn(async |_| Ok(()))
        .spawn_with(chosen.only("client", "robot-*"));
    let server = server.start().await.unwrap();
    let client = Client::builder(url(&server)).init(Map::from([("client", "robot-7")]));
    let client = client.connect().await.unwrap();
    assert_eq!(heard(&client).await, ServerEvent::Terminate);
}

#[tokio::test]
async fn requests_are_answered() {
    let (server, client) = connected(vuer()).await;
    let session = session(&server).await;
    let grab = tokio::spawn(session.grab_render(GrabRender::default()).into_future());
    let ServerEvent::Request(request) = heard(&client).await else {
        panic!("a picture is asked for");
    };
    let picture = Map::from([
        ("frame", Value::Bytes(Bytes::from_static(b"jpeg"))),
        ("width", 4.into()),
        ("height", 3.into()),
    ]);
    client.send(&request.answer(&picture.into())).unwrap();
    let frame = grab.await.unwrap().unwrap();
    assert_eq!((&frame.frame[..], frame.width), (&b"jpeg"[..], 4.0));
}

#[tokio::test]
async fn what_the_server_sent_before_its_close_is_received_and_then_why_it_closed() {
    let (server, client) = connected(vuer().spawn(async |session| {
        session.send(&ServerEvent::Noop)?;
        session.close("enough");
        Ok(())
    }))
    .await;
    assert_eq!(heard(&client).await, ServerEvent::Noop);
    let closed = Disconnected::Closed {
        code: Some(1000),
        reason: "enough".to_owned(),
    };
    assert_eq!(end(&client).await, closed);
    assert!(!client.is_connected());
    assert_eq!(
        client.try_recv(),
        Err(ReceiveError::Disconnected(closed.clone()))
    );
    assert_eq!(
        client.send(&ClientEvent::new("LATE")),
        Err(SendError::Disconnected(closed.clone()))
    );
    assert_eq!(client.flush().await, Err(closed.clone()));
    assert_eq!(
        closed.to_string(),
        "the server has closed the connection: enough (code 1000)"
    );
    drop(server);
}

#[tokio::test]
async fn closing_delivers_what_was_sent_and_says_goodbye() {
    let (told, reason) = oneshot::channel();
    let told = std::sync::Mutex::new(Some(told));
    let (server, client) = connected(vuer()).await;
    let session = session(&server).await;
    let watched = session.clone();
    tokio::spawn(async move {
        let reason = watched.closed().await;
        let told = told.lock().unwrap().take().unwrap();
        told.send(reason.reason).unwrap();
    });
    client
        .send(&ClientEvent::new("LAST").with_value(&vec![0_u8; 3 << 20].into()))
        .unwrap();
    client.close().await;
    assert_eq!(end(&client).await, Disconnected::Left);
    assert_eq!(reason.await.unwrap(), vuer::CloseReason::Left(Some(1000)));
    assert_eq!(received(&session).await.etype, "INIT");
    assert_eq!(received(&session).await.etype, "LAST");
    let left = Err(SendError::Disconnected(Disconnected::Left));
    assert_eq!(client.send(&ClientEvent::new("LATE")), left);
}

#[tokio::test]
async fn dropping_closes() {
    let (server, client) = connected(vuer()).await;
    let session = session(&server).await;
    drop(client);
    let closed = timeout(PATIENCE, session.closed()).await.unwrap();
    assert_eq!(closed.reason, vuer::CloseReason::Left(Some(1000)));
}

#[tokio::test]
async fn many_large_messages_wait_and_all_come_in_order() {
    let (server, client) = connected(vuer()).await;
    let session = session(&server).await;
    for number in 0..40_u8 {
        let event = ServerEvent::Other {
            etype: "BLOCK".to_owned(),
            data: Value::Bytes(Bytes::from(vec![number; 1 << 20])),
            extra: Map::new(),
        };
        session.send(&event).unwrap();
    }
    // It reads no further than its bound, with messages left at the server.
    timeout(PATIENCE, client.ready()).await.unwrap();
    for number in 0..40_u8 {
        let ServerEvent::Other {
            data: Value::Bytes(data),
            ..
        } = heard(&client).await
        else {
            panic!("only blocks are sent");
        };
        assert_eq!((data.len(), data[7]), (1 << 20, number));
    }
}

/// A server of tungstenite's that does what it is told with its one client.
async fn foreign<F>(
    serve: impl FnOnce(tokio_tungstenite::WebSocketStream<tokio::net::TcpStream>) -> F + Send + 'static,
) -> String
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        serve(tokio_tungstenite::accept_async(stream).await.unwrap()).await;
    });
    url
}

#[tokio::test]
async fn a_server_that_does_not_read_is_told_to_the_sender() {
    let (go_on, wait) = oneshot::channel::<()>();
    let url = foreign(async |mut socket| {
        wait.await.unwrap();
        while let Some(Ok(message)) = socket.next().await {
            if message.is_close() {
                return;
            }
        }
    })
    .await;
    let builder = Client::builder(url).outbox_bytes(1 << 20);
    let client = builder.connect().await.unwrap();
    let block = ClientEvent::new("BLOCK").with_value(&vec![0_u8; 300_000].into());
    let full = loop {
        if let Err(error) = client.send(&block) {
            break error;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(full, SendError::Full { limit: 1 << 20 });
    go_on.send(()).unwrap();
    timeout(PATIENCE, client.flush()).await.unwrap().unwrap();
    client.send(&block).unwrap();
}

#[tokio::test]
async fn pings_are_answered_text_is_dropped_and_what_is_no_event_is_told() {
    let url = foreign(async |mut socket| {
        socket.next().await.unwrap().unwrap();
        socket.send(Message::Text("hello".into())).await.unwrap();
        socket
            .send(Message::Ping(Bytes::from_static(b"there?")))
            .await
            .unwrap();
        let pong = socket.next().await.unwrap().unwrap();
        assert_eq!(pong, Message::Pong(Bytes::from_static(b"there?")));
        socket
            .send(Message::Binary(Bytes::from_static(b"\xc1")))
            .await
            .unwrap();
        let terminate = vuer_protocol::event::Downlink::default().event(&ServerEvent::Terminate);
        socket.send(Message::Binary(terminate)).await.unwrap();
        let close = CloseFrame {
            code: 1001.into(),
            reason: "away".into(),
        };
        socket.close(Some(close)).await.unwrap();
        let answer = socket.next().await.unwrap().unwrap();
        assert!(answer.is_close(), "{answer:?}");
    })
    .await;
    let client = Client::connect(&url).await.unwrap();
    let unreadable = timeout(PATIENCE, client.recv()).await.unwrap().unwrap_err();
    assert!(
        matches!(unreadable, ReceiveError::Decode(_)),
        "{unreadable}"
    );
    assert_eq!(heard(&client).await, ServerEvent::Terminate);
    let away = Disconnected::Closed {
        code: Some(1001),
        reason: "away".to_owned(),
    };
    assert_eq!(end(&client).await, away);
}

#[tokio::test]
async fn a_message_beyond_the_bound_ends_the_connection() {
    let server = vuer().start().await.unwrap();
    let builder = Client::builder(url(&server)).websocket_max_size(1000);
    let client = builder.connect().await.unwrap();
    let session = session(&server).await;
    session.send_bytes(vec![0; 1001].into()).unwrap();
    let Disconnected::Protocol { code, message } = end(&client).await else {
        panic!("it cannot be read");
    };
    assert_eq!(code, 1009);
    assert!(message.contains("1000 bytes"), "{message}");
}

#[tokio::test]
async fn a_silent_server_is_given_up_and_one_that_answers_pings_is_not() {
    let short = Duration::from_millis(50);
    let url = foreign(async |socket| {
        // Nothing is read, so no ping is answered.
        std::future::pending::<()>().await;
        drop(socket);
    })
    .await;
    let builder = Client::builder(url)
        .ping_interval(Duration::MAX)
        .dead_after(short);
    let client = builder.connect().await.unwrap();
    let lost = end(&client).await;
    assert!(
        matches!(&lost, Disconnected::Lost(why) if why.contains("dead_after")),
        "{lost}"
    );

    let url = foreign(async |mut socket| {
        let mut pings = 0;
        while let Some(Ok(message)) = socket.next().await {
            pings += usize::from(message.is_ping());
            if pings == 5 {
                socket.close(None).await.unwrap();
            }
        }
    })
    .await;
    let builder = Client::builder(url).ping_interval(short);
    let client = builder.connect().await.unwrap();
    let closed = end(&client).await;
    assert!(matches!(closed, Disconnected::Closed { .. }), "{closed}");
}

#[tokio::test]
async fn certificates_are_checked_against_the_authorities_that_are_named() {
    let certificates = Certificates::new();
    let (cert, key) = certificates.issue("server", &["localhost"]);
    let server = vuer().cert(cert).key(key).start().await.unwrap();
    let port = server.local_addr().port();
    let url = format!("wss://localhost:{port}");
    let builder = Client::builder(&url);

    let trusting = builder.clone().ca_cert(certificates.path("ca.pem"));
    let client = trusting.clone().connect().await.unwrap();
    received(&session(&server).await).await;
    client.close().await;

    let untrusted = builder
        .clone()
        .ca_cert(certificates.path("server.pem"))
        .connect();
    let error = untrusted.await.unwrap_err();
    assert!(matches!(error, ConnectError::Tls { .. }), "{error}");
    assert!(error.to_string().contains("ca_cert"), "{error}");
    let by_address = Client::builder(format!("wss://127.0.0.1:{port}"));
    let other_name = by_address
        .clone()
        .ca_cert(certificates.path("ca.pem"))
        .connect()
        .await;
    assert!(matches!(other_name.unwrap_err(), ConnectError::Tls { .. }));
    by_address
        .accept_any_certificate(true)
        .connect()
        .await
        .unwrap();

    let error = builder.ca_cert("no-such.pem").connect().await.unwrap_err();
    assert!(error.to_string().contains("no-such.pem"), "{error}");
}

#[tokio::test]
async fn what_keeps_it_out_is_said() {
    async fn refused(url: &str) -> String {
        Client::connect(url).await.unwrap_err().to_string()
    }
    let server = vuer()
        .token(Token::parse("a-secret-of-the-robot"))
        .start()
        .await
        .unwrap();
    let address = server.local_addr();
    let error = refused(&format!("ws://{address}")).await;
    assert!(
        error.contains("(401)") || error.contains("(403)"),
        "{error}"
    );
    assert!(error.contains("token"), "{error}");
    Client::connect(&format!("ws://{address}/?token=a-secret-of-the-robot"))
        .await
        .unwrap();
    let error = refused(&format!(
        "ws://{address}/nowhere?token=a-secret-of-the-robot"
    ))
    .await;
    assert!(error.contains("(404)"), "{error}");
    let foreign_page = Client::builder(format!("ws://{address}/?token=a-secret-of-the-robot"));
    let error = foreign_page
        .header("Origin", "https://elsewhere.example")
        .connect()
        .await;
    assert!(error.unwrap_err().to_string().contains("(403)"));
    let error = Client::builder("ws://localhost")
        .header("X-A", "a\nb")
        .connect()
        .await;
    assert!(error.unwrap_err().to_string().contains("X-A"));
    assert!(refused("localhost:8012").await.contains("ws://host:port"));

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = listener.local_addr().unwrap();
    drop(listener);
    assert!(
        refused(&format!("ws://{nobody}"))
            .await
            .contains("cannot connect")
    );
}

#[tokio::test]
async fn what_is_no_websocket_is_told_apart_from_silence() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream
            .write_all(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
            .await
            .unwrap();
        stream.read_to_end(&mut Vec::new()).await.ok();
        let (mut stream, _) = listener.accept().await.unwrap();
        let answer = b"HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n";
        stream.write_all(answer).await.unwrap();
        stream.read_to_end(&mut Vec::new()).await.ok();
        // Held open, and never answered.
        let (_stream, _) = listener.accept().await.unwrap();
        std::future::pending::<()>().await;
    });
    for _ in 0..2 {
        let error = Client::connect(&format!("ws://{address}"))
            .await
            .unwrap_err();
        assert!(matches!(error, ConnectError::NoWebsocket { .. }), "{error}");
    }
    let builder = Client::builder(format!("ws://{address}"));
    let late = builder
        .connect_timeout(Duration::from_millis(50))
        .connect()
        .await;
    assert!(matches!(late.unwrap_err(), ConnectError::Timeout { .. }));
}
