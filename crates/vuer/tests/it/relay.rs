//! `POST /relay`.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::time::{sleep, timeout};
use vuer::{Server, Session, Token, Vuer};

use crate::client::{Client, PATIENCE};
use crate::wire::{Answer, request};

/// `{etype: "NOOP"}`
const MESSAGE: &[u8] = b"\x81\xa5etype\xa4NOOP";
const MSGPACK: (&str, &str) = ("content-type", "application/msgpack");

async fn start(vuer: Vuer) -> (Server, SocketAddr) {
    let server = vuer.port(0).start().await.unwrap();
    let address = server.local_addr();
    (server, address)
}

async fn post(address: SocketAddr, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    request(address, "POST", path, headers, body).await
}

#[tokio::test]
async fn the_receiver_must_be_named_and_there() {
    let (_server, address) = start(Vuer::new()).await;
    for path in ["/relay", "/relay?sid=", "/relay?sid=nobody"] {
        let answer = post(address, path, &[MSGPACK], MESSAGE).await;
        assert_eq!(answer.status, 400, "{path}: {}", answer.text());
    }
    let all = post(address, "/relay?sid=*", &[MSGPACK], MESSAGE).await;
    assert_eq!((all.status, all.text()), (200, "{\"sessions\":0}"));
    // What clients take for the connection's own, they would not count.
    let reserved = post(address, "/relay?sid=*", &[MSGPACK], b"\x81\xa5etype\xa3ACK").await;
    assert_eq!(reserved.status, 400, "{}", reserved.text());
    assert_eq!(
        request(address, "GET", "/relay?sid=*", &[], b"")
            .await
            .status,
        405
    );
}

#[tokio::test]
async fn one_session_or_all_get_the_message() {
    let vuer = Vuer::new().spawn(async |session: Session| session.forever().await);
    let (server, address) = start(vuer).await;
    let mut first = Client::connect(&server).await;
    let first_id = until_known(&server, 1).await[0].id().to_owned();
    let mut second = Client::connect(&server).await;
    until_known(&server, 2).await;
    let one = post(
        address,
        &format!("/relay?sid={first_id}"),
        &[MSGPACK],
        MESSAGE,
    )
    .await;
    assert_eq!((one.status, one.text()), (200, "{\"sessions\":1}"));
    assert_eq!(first.event().await.etype(), "NOOP");
    let all = post(address, "/relay?sid=*", &[MSGPACK], b"\x81\xa5etype\xa3ALL").await;
    assert_eq!((all.status, all.text()), (200, "{\"sessions\":2}"));
    assert_eq!(first.event().await.etype(), "ALL");
    // The first message was not for the second.
    assert_eq!(second.event().await.etype(), "ALL");
}

/// The sessions, once there are that many.
async fn until_known(server: &Server, count: usize) -> Vec<Session> {
    timeout(PATIENCE, async {
        loop {
            let sessions = server.sessions();
            if sessions.len() == count {
                return sessions;
            }
            sleep(Duration::from_millis(5)).await;
        }
    })
    .await
    .expect("the sessions appear")
}

#[tokio::test]
async fn only_messages_in_msgpack_are_taken() {
    let (_server, address) = start(Vuer::new()).await;
    for content_type in ["text/plain", "application/json", "application/octet-stream"] {
        let answer = post(
            address,
            "/relay?sid=*",
            &[("content-type", content_type)],
            MESSAGE,
        )
        .await;
        assert_eq!(answer.status, 415, "{content_type}");
    }
    assert_eq!(
        post(address, "/relay?sid=*", &[], MESSAGE).await.status,
        415
    );
    let parameters = ("content-type", "application/x-msgpack; charset=binary");
    assert_eq!(
        post(address, "/relay?sid=*", &[parameters], MESSAGE)
            .await
            .status,
        200
    );
    assert_eq!(
        post(address, "/relay?sid=*", &[MSGPACK], b"\x93\x01\x02\x03")
            .await
            .status,
        400
    );
    let deep = [&b"\x81\xa1d"[..], &[0x91; 70], b"\x01"].concat();
    for unreadable in [
        &b""[..],
        b"\x80\x00",
        b"\x81\xa1n",
        b"\x81\xa1\xff\x00",
        &deep,
    ] {
        let answer = post(address, "/relay?sid=*", &[MSGPACK], unreadable).await;
        assert_eq!(answer.status, 400, "{unreadable:x?}");
    }
}

#[tokio::test]
async fn bodies_are_bounded() {
    let (_server, address) = start(Vuer::new().request_max_size(1000)).await;
    // A map of a name to bytes.
    let mut message = vec![0; 1000];
    message[..6].copy_from_slice(b"\x81\xa1n\xc5\x03\xe2");
    assert_eq!(
        post(address, "/relay?sid=*", &[MSGPACK], &message)
            .await
            .status,
        200
    );
    message.push(0);
    let refused = post(address, "/relay?sid=*", &[MSGPACK], &message).await;
    assert_eq!(
        (refused.status, refused.header("connection")),
        (413, "close")
    );
    assert!(refused.text().contains("REQUEST_MAX_SIZE"));
}

#[tokio::test]
async fn foreign_pages_cannot_relay() {
    let (_server, address) = start(Vuer::new()).await;
    let from = async |origin: &str| {
        post(
            address,
            "/relay?sid=*",
            &[MSGPACK, ("origin", origin)],
            MESSAGE,
        )
        .await
        .status
    };
    assert_eq!(from("https://evil.example").await, 403);
    assert_eq!(from("null").await, 403);
    assert_eq!(from("https://vuer.ai").await, 200);
}

#[tokio::test]
async fn a_tunnel_does_not_make_the_network_local() {
    let (_server, address) = start(Vuer::new().allow_host("tunnel.example")).await;
    let tunnelled = [MSGPACK, ("host", "tunnel.example")];
    assert_eq!(
        post(address, "/relay?sid=*", &tunnelled, MESSAGE)
            .await
            .status,
        403
    );
    let (_server, address) = start(Vuer::new().allow_host("tunnel.example").relay(true)).await;
    assert_eq!(
        post(address, "/relay?sid=*", &tunnelled, MESSAGE)
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_token_is_needed_and_is_enough() {
    let vuer = Vuer::new()
        .allow_host("tunnel.example")
        .token(Token::new("s3cret"));
    let (_server, address) = start(vuer).await;
    assert_eq!(
        post(address, "/relay?sid=*", &[MSGPACK], MESSAGE)
            .await
            .status,
        401
    );
    let with = [
        MSGPACK,
        ("host", "tunnel.example"),
        ("x-vuer-token", "s3cret"),
    ];
    assert_eq!(
        post(address, "/relay?sid=*", &with, MESSAGE).await.status,
        200
    );
}
