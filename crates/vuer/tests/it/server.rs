//! Starting, being addressed, and shutting down.

use std::pin::pin;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::oneshot;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Error, http::StatusCode};
use vuer::event::ServerEvent;
use vuer::{Map, SendError, Session, StartError, Vuer, components as c, prelude::*};

use crate::client::{Client, PATIENCE, encode, eventually, session, vuer};
use crate::raw;

#[tokio::test]
async fn a_taken_port_is_named_with_who_has_it() {
    let server = vuer().start().await.unwrap();
    let port = server.local_addr().port();
    let error = Vuer::new()
        .host("127.0.0.1")
        .port(port)
        .start()
        .await
        .unwrap_err();
    let StartError::PortInUse { port: named, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(*named, port);
    let text = error.to_string();
    assert!(text.contains("free_port"), "{text}");
    #[cfg(target_os = "linux")]
    assert!(
        text.contains(&format!("process {}", std::process::id())),
        "{text}"
    );
    // An address for documentation, so no machine's; a name would be asked for on the network.
    let host = Vuer::new()
        .host("192.0.2.1")
        .static_root(".")
        .start()
        .await
        .unwrap_err();
    assert!(matches!(host, StartError::Listen { .. }), "{host}");
}

#[tokio::test]
async fn urls_name_the_port_and_the_queries() {
    let server = vuer().query("grid", "False").start().await.unwrap();
    let port = server.local_addr().port();
    assert_eq!(server.url(), format!("http://localhost:{port}/?grid=False"));
    assert!(server.urls().iter().any(|page| page.url == server.url()));
}

#[tokio::test]
async fn a_domain_is_printed_first() {
    let server = vuer().domain("https://vuer.ai").start().await.unwrap();
    let port = server.local_addr().port();
    assert_eq!(
        server.url(),
        format!("https://vuer.ai?ws=ws://localhost:{port}")
    );
    assert_eq!(server.urls()[1].url, format!("http://localhost:{port}"));
}

#[tokio::test]
async fn sessions_are_limited() {
    let server = vuer().max_sessions(2).start().await.unwrap();
    let one = Client::connect(&server).await;
    let _two = Client::connect(&server).await;
    let third = tokio_tungstenite::connect_async(format!("ws://{}", server.local_addr())).await;
    let Err(Error::Http(response)) = third else {
        panic!("a third is refused")
    };
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    drop(one);
    eventually(|| server.sessions().len() == 1).await;
    Client::connect(&server).await;
}

#[tokio::test]
async fn connections_that_are_no_sessions_are_limited_too() {
    let server = vuer().max_sessions(1).start().await.unwrap();
    let silent = tokio::net::TcpStream::connect(server.local_addr())
        .await
        .unwrap();
    let url = format!("ws://{}", server.local_addr());
    let mut connecting = pin!(tokio_tungstenite::connect_async(&url));
    let early = timeout(Duration::from_millis(200), &mut connecting).await;
    assert!(early.is_err(), "the place is taken by one who says nothing");
    drop(silent);
    timeout(PATIENCE, connecting).await.unwrap().unwrap();
}

#[tokio::test]
async fn shutdown_closes_sessions_with_a_reason_and_waits_for_everything() {
    let (sender, task_cancelled) = oneshot::channel::<()>();
    let server = vuer()
        .spawn(async |session: Session| session.forever().await)
        .start()
        .await
        .unwrap();
    server.add_task("holds a channel", async move {
        let _sender = sender;
        std::future::pending::<()>().await;
    });
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let shutdown = tokio::spawn({
        let server = server.clone();
        async move { server.shutdown().await }
    });
    assert_eq!(
        client.close().await,
        (1001, "the server is shutting down".to_owned())
    );
    drop(client);
    timeout(PATIENCE, shutdown).await.unwrap().unwrap();
    assert!(task_cancelled.await.is_err(), "the task was dropped");
    assert!(!session.is_connected());
    assert!(
        tokio::net::TcpStream::connect(server.local_addr())
            .await
            .is_err(),
        "nobody listens"
    );
    assert_eq!(
        tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks(),
        0
    );
}

#[tokio::test(start_paused = true)]
async fn shutdown_cuts_a_client_that_takes_nothing() {
    let server = vuer().start().await.unwrap();
    let (_stalled, _) = raw::request(&server, raw::HANDSHAKE, &[]).await;
    let session = server.sessions().remove(0);
    session
        .add(c::Box::new().prop("data", vec![0_u8; 30 << 20]))
        .unwrap();
    let started = tokio::time::Instant::now();
    server.shutdown().await;
    let taken = started.elapsed();
    assert!((5..7).contains(&taken.as_secs()), "{taken:?}");
    assert!(server.sessions().is_empty());
}

#[tokio::test(start_paused = true)]
async fn who_says_nothing_is_disconnected_after_ten_seconds() {
    let server = vuer().start().await.unwrap();
    let mut silent = tokio::net::TcpStream::connect(server.local_addr())
        .await
        .unwrap();
    let started = tokio::time::Instant::now();
    let mut answer = Vec::new();
    // A reset is as good as an end.
    silent.read_to_end(&mut answer).await.ok();
    let waited = started.elapsed();
    assert!((10..12).contains(&waited.as_secs()), "{waited:?}");
}

#[tokio::test]
async fn a_session_is_reached_by_its_id_also_with_ready_bytes() {
    let server = vuer().start().await.unwrap();
    let (mut one, mut two) = (
        Client::connect(&server).await,
        Client::connect(&server).await,
    );
    eventually(|| server.sessions().len() == 2).await;
    let noop = encode(Map::from([("etype", "NOOP")]));
    assert_eq!(server.broadcast_bytes(noop.clone()), Ok(2));
    let ack = encode(Map::from([("etype", "ACK")]));
    let refused = Err(SendError::Reserved { etype: "ACK" });
    assert_eq!(server.broadcast_bytes(ack), refused);
    assert_eq!(
        (one.event().await, two.event().await),
        (ServerEvent::Noop, ServerEvent::Noop)
    );
    for session in server.sessions() {
        server
            .session(session.id())
            .unwrap()
            .send_bytes(noop.clone())
            .unwrap();
    }
    assert_eq!(
        (one.event().await, two.event().await),
        (ServerEvent::Noop, ServerEvent::Noop)
    );
    assert!(server.session("nobody").is_none());
    server
        .sessions()
        .iter()
        .for_each(|session| session.close("enough"));
    assert_eq!(one.close().await.1, "enough");
}

#[tokio::test]
async fn the_relay_reaches_sessions() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    session(&server).await;
    let body = encode(Map::from([("etype", "NOOP")]));
    let mut http = tokio::net::TcpStream::connect(server.local_addr())
        .await
        .unwrap();
    let head = format!(
        "POST /relay?sid=* HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/msgpack\r\nContent-Length: {}\r\n\r\n",
        server.local_addr(),
        body.len()
    );
    http.write_all(&[head.as_bytes(), &body].concat())
        .await
        .unwrap();
    let mut answer = String::new();
    http.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert_eq!(client.event().await, ServerEvent::Noop);
}

#[test]
fn a_program_without_a_runtime_can_serve() {
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let vuer =
            vuer().spawn(async |session: Session| session.set(c::Scene::new()).map_err(Into::into));
        vuer.start_blocking(|server| sender.send(server.local_addr()).unwrap())
    });
    let address = receiver.recv_timeout(PATIENCE).unwrap();
    std::net::TcpStream::connect(address).unwrap();
}

/// Another program, for a log can be set up only once in one.
#[test]
#[ignore = "the next test runs it"]
fn a_program_that_logs() {
    let verbose = std::env::var("LOGS_MORE").is_ok_and(|value| value == "yes");
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        vuer().verbose(verbose).start_blocking(|server| {
            sender.send(server.add_task("short", async {})).unwrap();
        })
    });
    let task = receiver.recv_timeout(PATIENCE).unwrap();
    let started = Instant::now();
    while !task.is_finished() && started.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_verbose_program_logs_more() {
    let logs = |more: &str| {
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "server::a_program_that_logs", "--ignored"])
            .env("LOGS_MORE", more)
            .output()
            .unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(logs("yes").contains("a task of the server ended"));
    assert!(!logs("no").contains("a task of the server ended"));
}
