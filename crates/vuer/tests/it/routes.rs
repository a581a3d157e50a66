//! The program's own routes, and the client.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep};
use vuer::route::{Bytes, Method, Request, Response, StatusCode};
use vuer::{Route, Server, Token, Vuer, Workspace};

use crate::wire::{exchange, get, get_with, head, request};

async fn start(vuer: Vuer) -> (Server, SocketAddr) {
    let server = vuer.port(0).start().await.unwrap();
    let address = server.local_addr();
    (server, address)
}

#[tokio::test]
async fn functions_of_every_kind_answer() {
    let vuer = Vuer::new()
        .route("/sync", Route::get(|| "<b>hi</b>"))
        .route("/async", Route::get(async || "later"))
        .route(
            "/echo",
            Route::post(|request: Request<Bytes>| request.into_body()),
        )
        .route(
            "/echo-async",
            Route::new(Method::PUT, |request: Request<Bytes>| async move {
                (
                    StatusCode::CREATED,
                    request.uri().query().unwrap_or_default().to_owned(),
                )
            }),
        )
        .route(
            "/any",
            Route::any(|request: Request<Bytes>| request.method().to_string())
                .content_type("text/plain"),
        )
        .route(
            "/deep/*",
            Route::get(|request: Request<Bytes>| request.uri().path().to_owned()),
        )
        .route("/none", Route::get(|| None::<&str>))
        .route("/empty", Route::get(|| ()))
        .route(
            "/own",
            Route::get(|| {
                Response::builder()
                    .status(418)
                    .header("x-own", "1")
                    .body(Bytes::new())
                    .unwrap()
            }),
        );
    let (_server, address) = start(vuer).await;
    let sync = get(address, "/sync").await;
    assert_eq!(
        (sync.text(), sync.header("content-type")),
        ("<b>hi</b>", "text/html; charset=utf-8")
    );
    assert_eq!(sync.header("x-content-type-options"), "nosniff");
    assert_eq!(get(address, "/async").await.text(), "later");
    let echo = request(address, "POST", "/echo", &[], b"\x00\x01").await;
    assert_eq!(
        (&echo.body[..], echo.header("content-type")),
        (&b"\x00\x01"[..], "application/octet-stream")
    );
    let put = request(address, "PUT", "/echo-async?a=1", &[], b"x").await;
    assert_eq!((put.status, put.text()), (201, "a=1"));
    let patch = request(address, "PATCH", "/any", &[], b"").await;
    assert_eq!(
        (patch.text(), patch.header("content-type")),
        ("PATCH", "text/plain")
    );
    assert_eq!(get(address, "/deep/a/b").await.text(), "/deep/a/b");
    assert_eq!(get(address, "/none").await.status, 404);
    assert_eq!(get(address, "/empty").await.status, 204);
    let own = get(address, "/own").await;
    assert_eq!((own.status, own.header("x-own")), (418, "1"));
}

#[tokio::test]
async fn methods_share_a_path() {
    let vuer = Vuer::new()
        .route("/thing", Route::get(|| "read"))
        .route("/thing", Route::post(|| "written"));
    let (_server, address) = start(vuer).await;
    assert_eq!(get(address, "/thing").await.text(), "read");
    assert_eq!(
        request(address, "POST", "/thing", &[], b"").await.text(),
        "written"
    );
    let refused = request(address, "DELETE", "/thing", &[], b"").await;
    assert_eq!(
        (refused.status, refused.header("allow")),
        (405, "GET, POST, HEAD, OPTIONS")
    );
    let options = request(address, "OPTIONS", "/thing", &[], b"").await;
    assert_eq!(
        (options.status, options.header("allow")),
        (204, "GET, POST, HEAD, OPTIONS")
    );
    let head = request(address, "HEAD", "/thing", &[], b"").await;
    assert_eq!(
        (head.status, head.header("content-length"), head.body.len()),
        (200, "4", 0)
    );
}

#[tokio::test]
async fn paths_may_be_written_and_encoded_in_any_way() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "a").unwrap();
    let vuer = Vuer::new()
        .route("no-slash", Route::get(|| "found"))
        .route("/é/*", Route::get(|| "found"))
        .files("my meshes", Workspace::new().dir(folder.path()));
    let (_server, address) = start(vuer).await;
    for path in ["/no-slash", "/no%2Dslash", "/%C3%A9/x", "/%c3%a9/"] {
        assert_eq!(get(address, path).await.text(), "found", "{path}");
    }
    assert_eq!(get(address, "/my%20meshes/a.txt").await.text(), "a");
    for path in ["/%C3%A9", "/%C3%A9%2Fx", "/my%20meshes%2Fa.txt", "/%ff/x"] {
        assert_eq!(get(address, path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_route_keeps_the_cookies_it_sets() {
    let own = || {
        let response = Response::builder().header("set-cookie", "own=1");
        response.body(Bytes::new()).unwrap()
    };
    let vuer = Vuer::new()
        .token(Token::new("s3cret"))
        .route("/own", Route::get(own));
    let (_server, address) = start(vuer).await;
    let answer = get(address, "/own?token=s3cret").await;
    let cookies = answer.headers("set-cookie");
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    assert_eq!(cookies[0], "own=1");
}

#[tokio::test]
async fn a_failing_route_harms_nobody() {
    let vuer = Vuer::new()
        .route(
            "/panic",
            Route::get(|| -> &'static str { panic!("on purpose") }),
        )
        .route("/error", Route::get(|| Err::<&str, _>("the reason")));
    let (_server, address) = start(vuer).await;
    for path in ["/panic", "/error"] {
        let answer = get(address, path).await;
        assert_eq!(answer.status, 500);
        assert!(!answer.text().contains("reason"));
    }
    assert_eq!(get(address, "/").await.status, 200);
}

#[tokio::test]
async fn foreign_pages_change_nothing() {
    let vuer = Vuer::new()
        .route("/do", Route::post(|| "done"))
        .route("/see", Route::get(|| "seen"));
    let (_server, address) = start(vuer).await;
    let from = [("origin", "https://evil.example")];
    assert_eq!(
        request(address, "POST", "/do", &from, b"").await.status,
        403
    );
    assert_eq!(get_with(address, "/see", &from).await.status, 200);
    let from = [("origin", "https://vuer.ai")];
    assert_eq!(
        request(address, "POST", "/do", &from, b"").await.status,
        200
    );
}

#[tokio::test]
async fn bodies_above_the_limit_never_reach_the_function() {
    let vuer = Vuer::new()
        .request_max_size(4)
        .route("/in", Route::post(|| "in"));
    let (_server, address) = start(vuer).await;
    assert_eq!(
        request(address, "POST", "/in", &[], b"1234").await.status,
        200
    );
    assert_eq!(
        request(address, "POST", "/in", &[], b"12345").await.status,
        413
    );
}

/// What is announced to be too large is refused before it comes, so that nobody sends it in vain.
#[tokio::test]
async fn a_body_that_is_too_large_is_not_waited_for() {
    let vuer = Vuer::new()
        .request_max_size(4)
        .route("/in", Route::post(|| "in"));
    let (_server, address) = start(vuer).await;
    let headers = [("expect", "100-continue"), ("content-length", "5")];
    let head = head(address, "POST /in", &headers);
    let answer = exchange(TcpStream::connect(address).await.unwrap(), &head, b"").await;
    assert_eq!((answer.status, answer.header("connection")), (413, "close"));
}

/// Two bodies of the largest size may be under way, and not one byte more.
#[tokio::test]
async fn bodies_under_way_hold_no_more_than_two_of_the_largest() {
    let vuer = Vuer::new()
        .request_max_size(1000)
        .route("/in", Route::post(|| "in"));
    let (_server, address) = start(vuer).await;
    let head = head(address, "POST /in", &[("content-length", "1000")]);
    let head = format!("{}\r\n\r\n", head.replace('\n', "\r\n"));
    let begun = async || {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&[0; 999]).await.unwrap();
        stream
    };
    let whole = async || request(address, "POST", "/in", &[], &[0; 1000]).await;
    let (first, second) = (begun().await, begun().await);
    // The server may read them after it has answered some that came later.
    let full = loop {
        let answer = whole().await;
        if answer.status != 200 {
            break answer;
        }
    };
    assert_eq!((full.status, full.header("connection")), (503, "close"));
    drop((first, second));
    while whole().await.status != 200 {}
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stays_away_is_given_up() {
    let (_server, address) = start(Vuer::new().route("/in", Route::post(|| "in"))).await;
    let head = head(address, "POST /in", &[("content-length", "5")]);
    let stream = TcpStream::connect(address).await.unwrap();
    let answer = exchange(stream, &head, b"123").await;
    assert_eq!((answer.status, answer.header("connection")), (408, "close"));
}

/// Sends a piece of a body every so often; the answer's first line, and when it came.
async fn trickle(piece: &[u8], pause: Duration) -> (String, Duration) {
    let (_server, address) = start(Vuer::new().route("/in", Route::post(|| "in"))).await;
    let length = (10 * piece.len()).to_string();
    let head = head(
        address,
        "POST /in",
        &[("content-length", &length), ("connection", "close")],
    );
    let head = format!("{}\r\n\r\n", head.replace('\n', "\r\n"));
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    let started = Instant::now();
    writing.write_all(head.as_bytes()).await.unwrap();
    let sending = async {
        for _ in 0..10 {
            if writing.write_all(piece).await.is_err() {
                break;
            }
            sleep(pause).await;
        }
        std::future::pending::<()>().await;
    };
    let mut answer = String::new();
    tokio::select! {
        () = sending => {}
        read = reading.read_to_string(&mut answer) => drop(read.unwrap()),
    }
    let line = answer.lines().next().unwrap_or_default().to_owned();
    (line, started.elapsed())
}

#[tokio::test(start_paused = true)]
async fn a_body_that_trickles_is_given_up_and_one_that_is_slow_is_not() {
    let (answer, time) = trickle(b"1", Duration::from_secs(29)).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(time < Duration::from_secs(40), "{time:?}");
    let (answer, time) = trickle(&b" ".repeat(100_000), Duration::from_secs(10)).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(time > Duration::from_secs(80), "{time:?}");
}

#[tokio::test]
async fn directories_and_single_files_have_routes_too() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.urdf"), "<robot/>").unwrap();
    std::fs::write(folder.path().join(".env"), "secret").unwrap();
    let vuer = Vuer::new()
        .files("/meshes", Workspace::new().dir(folder.path()))
        .file("/robot", folder.path().join("a.urdf"))
        .file("/env", folder.path().join(".env"));
    let (_server, address) = start(vuer).await;
    assert_eq!(get(address, "/meshes/a.urdf").await.text(), "<robot/>");
    assert_eq!(get(address, "/meshes/.env").await.status, 404);
    assert_eq!(get(address, "/meshes/%2e%2e/x").await.status, 404);
    let robot = get(address, "/robot").await;
    assert_eq!(
        (robot.text(), robot.header("content-type")),
        ("<robot/>", "application/xml")
    );
    assert_eq!(get(address, "/env").await.status, 404);
}

#[tokio::test]
async fn bodies_count_until_they_are_answered() {
    let (begun, mut at_work) = tokio::sync::mpsc::unbounded_channel();
    let go_on = Arc::new(Notify::new());
    let gate = Arc::clone(&go_on);
    let slow = Route::post(move |_: Request<Bytes>| {
        let (begun, gate) = (begun.clone(), Arc::clone(&gate));
        async move {
            let open = gate.notified();
            begun.send(()).unwrap();
            open.await;
        }
    });
    let vuer = Vuer::new().request_max_size(1000).route("/slow", slow);
    let (_server, address) = start(vuer).await;
    let post = move || async move {
        request(address, "POST", "/slow", &[], &[0; 1000])
            .await
            .status
    };
    let two = [tokio::spawn(post()), tokio::spawn(post())];
    for _ in &two {
        at_work.recv().await.unwrap();
    }
    assert_eq!(post().await, 503, "there is no room for a third");
    go_on.notify_waiters();
    for answer in two {
        assert_eq!(answer.await.unwrap(), 204);
    }
    let third = tokio::spawn(post());
    at_work.recv().await.unwrap();
    go_on.notify_waiters();
    assert_eq!(third.await.unwrap(), 204);
}
