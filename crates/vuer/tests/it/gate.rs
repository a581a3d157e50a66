//! Who may come in: Host, Origin, token.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::Instant;
use vuer::{Server, Token, Vuer};

use crate::log::Log;
use crate::wire::{Answer, exchange, get, get_with, head, request};

async fn start(vuer: Vuer) -> (Server, SocketAddr) {
    let server = vuer.port(0).start().await.unwrap();
    let address = server.local_addr();
    (server, address)
}

/// Asks for a websocket; 101 is success.
async fn upgrade(address: SocketAddr, path: &str, headers: &[(&str, &str)]) -> u16 {
    let own = [
        ("connection", "upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];
    let head = head(
        address,
        &format!("GET {path}"),
        &[&own[..], headers].concat(),
    );
    let head = format!("{}\r\n\r\n", head.replace('\n', "\r\n"));
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    // A websocket stays open: only the status line is read.
    let mut line = [0; 12];
    stream.read_exact(&mut line).await.unwrap();
    std::str::from_utf8(&line[9..]).unwrap().parse().unwrap()
}

#[tokio::test]
async fn refused_origins_do_not_fill_the_log() {
    let (_server, address) = start(Vuer::new()).await;
    let log = Log::of_this_thread();
    for attempt in 0..30 {
        let origin = format!("https://evil-{attempt}.example");
        assert_eq!(upgrade(address, "/", &[("origin", &origin)]).await, 403);
    }
    let lines = log.lines("refused a web page");
    assert_eq!(lines.len(), 10, "{lines:?}");
    assert!(lines[0].contains("https://evil-0.example"), "{lines:?}");
}

#[tokio::test]
async fn a_good_origin_does_not_vouch_for_a_second() {
    let (_server, address) = start(Vuer::new()).await;
    let (good, bad) = (
        ("origin", "http://localhost:1"),
        ("origin", "https://evil.example"),
    );
    assert_eq!(upgrade(address, "/", &[good]).await, 101);
    for headers in [[good, bad], [bad, good], [good, good]] {
        assert_eq!(upgrade(address, "/", &headers).await, 403, "{headers:?}");
    }
}

#[tokio::test]
async fn only_names_of_this_server_are_answered() {
    let vuer = Vuer::new()
        .domain("https://viewer.example/app")
        .cors(["https://partner.example"])
        .allow_host("tunnel.example")
        .allow_host("*.tunnels.example");
    let (_server, address) = start(vuer).await;
    let status = async |host: &str| get_with(address, "/", &[("host", host)]).await.status;
    for host in [
        "localhost",
        "LOCALHOST:1234",
        "robot.localhost",
        "127.0.0.1",
        "10.1.2.3:8012",
        "[::1]:8012",
        "viewer.example",
        "partner.example",
        "tunnel.example",
        "abc.tunnels.example:443",
    ] {
        assert_eq!(status(host).await, 200, "{host}");
    }
    let machine = gethostname::gethostname().to_string_lossy().into_owned();
    let short = machine.split('.').next().unwrap();
    for host in [&machine, short, &format!("{short}.local:8012")] {
        assert_eq!(status(host).await, 200, "{host}");
    }
    for host in [
        "evil.example",
        "localhost.evil.example",
        "tunnels.example",
        "127.0.0.1.evil.example",
    ] {
        assert_eq!(status(host).await, 421, "{host}");
        assert_eq!(
            upgrade(address, "/", &[("host", host)]).await,
            421,
            "{host}"
        );
    }
    let refused = get_with(address, "/", &[("host", "evil.example")]).await;
    assert!(
        refused.text().contains("--allow-host evil.example"),
        "{}",
        refused.text()
    );
    for host in ["", "a b", "user@localhost"] {
        assert_eq!(status(host).await, 400, "{host}");
    }
}

#[tokio::test]
async fn names_that_are_none_stop_the_start() {
    let error = Vuer::new()
        .port(0)
        .allow_host("a b")
        .start()
        .await
        .unwrap_err();
    assert!(
        error.to_string().starts_with("\"a b\" is no host name"),
        "{error}"
    );
}

#[tokio::test]
async fn an_empty_token_stops_the_start() {
    let vuer = Vuer::new().port(0).token(Token::new(""));
    let error = vuer.start().await.unwrap_err();
    assert!(
        error.to_string().starts_with("the token is empty"),
        "{error}"
    );
}

#[tokio::test]
async fn a_request_names_one_host() {
    let (_server, address) = start(Vuer::new()).await;
    let send = async |head: &str| {
        exchange(TcpStream::connect(address).await.unwrap(), head, b"")
            .await
            .status
    };
    assert_eq!(send("GET / HTTP/1.1\nconnection: close").await, 400);
    assert_eq!(
        send("GET / HTTP/1.1\nconnection: close\nhost: localhost\nhost: localhost").await,
        400
    );
    assert_eq!(
        send("GET http://localhost/ HTTP/1.1\nconnection: close\nhost: localhost").await,
        200
    );
    assert_eq!(
        send("GET http://evil.example/ HTTP/1.1\nconnection: close\nhost: localhost").await,
        421
    );
}

#[tokio::test]
async fn foreign_pages_get_no_websocket() {
    let (_server, address) = start(Vuer::new()).await;
    let open = async |host: &str, origin: &str| {
        upgrade(address, "/", &[("host", host), ("origin", origin)]).await
    };
    assert_eq!(upgrade(address, "/", &[]).await, 101);
    assert_eq!(open("10.0.0.7:8012", "http://10.0.0.7:8012").await, 101);
    // TLS may end at a tunnel: its page is https, what reaches us is not.
    assert_eq!(open("10.0.0.7", "https://10.0.0.7").await, 101);
    for listed in [
        "https://vuer.ai",
        "http://localhost:5173",
        "http://127.0.0.1:3000",
    ] {
        assert_eq!(open("10.0.0.7:8012", listed).await, 101, "{listed}");
    }
    for foreign in [
        "https://evil.example",
        "null",
        "http://10.0.0.7:9",
        "http://vuer.ai",
        "https://vuer.ai.evil.example",
    ] {
        assert_eq!(open("10.0.0.7:8012", foreign).await, 403, "{foreign}");
    }
}

#[tokio::test]
async fn everybody_means_every_page_but_not_null() {
    let (_server, address) = start(Vuer::new().cors(["*"])).await;
    let open = async |origin: &str| upgrade(address, "/", &[("origin", origin)]).await;
    assert_eq!(open("https://any.example").await, 101);
    assert_eq!(open("null").await, 403);
}

#[tokio::test]
async fn only_listed_pages_may_read_answers() {
    let allowed = |answer: &Answer| {
        let of = |name| answer.header(name).to_owned();
        (
            of("access-control-allow-origin"),
            of("access-control-allow-credentials"),
        )
    };
    let (_server, address) = start(Vuer::new()).await;
    let ask = async |origin: &str| allowed(&get_with(address, "/", &[("origin", origin)]).await);
    assert_eq!(
        ask("https://vuer.ai").await,
        ("https://vuer.ai".to_owned(), "true".to_owned())
    );
    for foreign in ["https://evil.example", "null"] {
        assert_eq!(
            ask(foreign).await,
            (String::new(), String::new()),
            "{foreign}"
        );
    }
    let (_server, address) = start(Vuer::new().cors(["*", "https://a.example"])).await;
    let ask = async |origin: &str| allowed(&get_with(address, "/", &[("origin", origin)]).await);
    assert_eq!(
        ask("https://any.example").await,
        ("*".to_owned(), String::new())
    );
    assert_eq!(
        ask("https://a.example").await,
        ("https://a.example".to_owned(), "true".to_owned())
    );
}

#[tokio::test]
async fn browsers_may_ask_first() {
    let (_server, address) = start(Vuer::new()).await;
    let preflight = async |origin: &str| {
        let headers = [
            ("origin", origin),
            ("access-control-request-method", "GET"),
            ("access-control-request-headers", "range"),
            ("access-control-request-private-network", "true"),
        ];
        request(address, "OPTIONS", "/static/a.glb", &headers, b"").await
    };
    let listed = preflight("https://vuer.ai").await;
    assert_eq!(
        (listed.status, listed.header("access-control-allow-methods")),
        (204, "GET")
    );
    assert_eq!(listed.header("access-control-allow-headers"), "range");
    assert_eq!(
        listed.header("access-control-allow-private-network"),
        "true"
    );
    let foreign = preflight("https://evil.example").await;
    for name in ["origin", "methods", "headers", "private-network"] {
        assert_eq!(foreign.header(&format!("access-control-allow-{name}")), "");
    }
}

#[tokio::test]
async fn a_token_is_asked_for_everywhere_it_matters() {
    let vuer = Vuer::new()
        .token(Token::new("s3cret"))
        .route("/mine", vuer::Route::get(|| "mine"));
    let (server, address) = start(vuer).await;
    for path in ["/", "/static/Cargo.toml", "/workspace/Cargo.toml", "/mine"] {
        let without = get(address, path).await;
        assert_eq!(without.status, 401, "{path}");
        assert_eq!(without.header("www-authenticate"), "Bearer");
        assert_eq!(
            get(address, &format!("{path}?token=wrong")).await.status,
            401,
            "{path}"
        );
        assert_eq!(
            get(address, &format!("{path}?token=s3cret")).await.status,
            200,
            "{path}"
        );
        for header in [
            ("authorization", "Bearer s3cret"),
            ("x-vuer-token", "s3cret"),
        ] {
            assert_eq!(
                get_with(address, path, &[header]).await.status,
                200,
                "{path}"
            );
        }
    }
    assert_eq!(upgrade(address, "/", &[]).await, 401);
    assert_eq!(upgrade(address, "/?token=wrong", &[]).await, 401);
    assert_eq!(upgrade(address, "/?token=s3cret", &[]).await, 101);
    assert!(server.url().contains("token=s3cret"));
}

#[tokio::test]
async fn a_token_is_asked_for_the_files_of_a_client_of_the_program() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["index.html", "app.js"] {
        std::fs::write(folder.path().join(name), "").unwrap();
    }
    let vuer = Vuer::new()
        .token(Token::new("s3cret"))
        .client_root(folder.path());
    let (_server, address) = start(vuer).await;
    for path in ["/", "/app.js", "/editor", "/missing"] {
        assert_eq!(get(address, path).await.status, 401, "{path}");
    }
    assert_eq!(get(address, "/app.js?token=s3cret").await.status, 200);
}

#[tokio::test]
async fn a_token_in_the_query_becomes_a_cookie() {
    let (_server, address) = start(Vuer::new().token(Token::new("s3cret"))).await;
    let page = get(address, "/?token=s3cret").await;
    let cookie = page.header("set-cookie").to_owned();
    let (pair, attributes) = cookie.split_once(';').unwrap();
    assert_eq!(pair, format!("vuer_token_{}=s3cret", address.port()));
    assert_eq!(attributes.trim(), "Path=/; HttpOnly; SameSite=Strict");
    assert_eq!(upgrade(address, "/", &[("cookie", pair)]).await, 101);
    let again = get_with(address, "/static/Cargo.toml", &[("cookie", pair)]).await;
    assert_eq!((again.status, again.header("set-cookie")), (200, ""));
    assert_eq!(get(address, "/?token=wrong").await.header("set-cookie"), "");
}

#[tokio::test]
async fn nobody_guesses_what_an_answer_is() {
    let (_server, address) = start(Vuer::new().token(Token::new("s3cret"))).await;
    let upgrade = [("upgrade", "websocket"), ("x-vuer-token", "s3cret")];
    for (status, headers) in [
        (200, &[("x-vuer-token", "s3cret")][..]),
        (401, &[]),
        (421, &[("host", "evil.example")]),
        (401, &[("upgrade", "websocket")]),
        (426, &upgrade),
    ] {
        let answer = get_with(address, "/", headers).await;
        let sniffing = answer.header("x-content-type-options");
        assert_eq!((answer.status, sniffing), (status, "nosniff"));
    }
}

/// One connection that says nothing, one that never ends its head, one that asked and stays.
#[tokio::test(start_paused = true)]
async fn nobody_is_waited_for_without_end() {
    let (_server, address) = start(Vuer::new()).await;
    for begun in [
        "",
        "GET / HTTP/1.1\r\nhost: loc",
        "GET /favicon.ico HTTP/1.1\r\nhost: localhost\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(begun.as_bytes()).await.unwrap();
        let began = Instant::now();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        assert!(
            began.elapsed() >= Duration::from_secs(10),
            "{begun:?}: {:?}",
            began.elapsed()
        );
        assert!(
            began.elapsed() < Duration::from_secs(12),
            "{begun:?}: {:?}",
            began.elapsed()
        );
    }
}

#[tokio::test]
async fn heads_are_bounded() {
    let (_server, address) = start(Vuer::new()).await;
    let long = "x".repeat(20 * 1024);
    assert_eq!(
        get_with(address, "/", &[("x-long", &long)]).await.status,
        431
    );
    assert_eq!(
        get_with(address, "/", &[("x-long", &long[..12 * 1024])])
            .await
            .status,
        200
    );
}
