//! `/setup`: what it gives, to whom, and nothing else.

use std::net::{Ipv4Addr, SocketAddr};

use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use vuer::{Server, StartError, Token, Vuer};

use crate::wire::{Answer, exchange, head};

/// A server that the network could reach, and where `/setup` is.
async fn start(vuer: Vuer, folder: &TempDir) -> (Server, SocketAddr) {
    let tls = folder.path().join("tls");
    let vuer = vuer.host("0.0.0.0").mdns(false).tls_auto().tls_dir(tls);
    let server = vuer.start().await.unwrap();
    let port = server.setup_port().unwrap();
    (server, (Ipv4Addr::LOCALHOST, port).into())
}

async fn ask(address: SocketAddr, request: &str, host: &str) -> Answer {
    let headers = [("host", host), ("connection", "close")];
    let stream = TcpStream::connect(address).await.unwrap();
    exchange(stream, &head(address, request, &headers), b"").await
}

#[tokio::test]
async fn the_page_leads_to_the_scene_and_shows_the_fingerprint() {
    let folder = tempfile::tempdir().unwrap();
    let vuer = Vuer::new().port(0).token(Token::new("s3cret"));
    let (server, address) = start(vuer, &folder).await;
    let page = ask(address, "GET /setup", "192.168.1.5:8013").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("script"),
        "{policy}"
    );
    let text = page.text().replace("<wbr>", "");
    let authority = server.authority().unwrap();
    let url = format!("https://192.168.1.5:{}/", server.local_addr().port());
    for expected in [
        &url,
        &authority.sha256(),
        "Quest",
        "Vision Pro",
        "PICO",
        "Android",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    assert!(!text.contains("s3cret") && !text.contains("{{"), "{text}");
}

#[tokio::test]
async fn the_certificate_is_the_public_one_in_der() {
    let folder = tempfile::tempdir().unwrap();
    let (server, address) = start(Vuer::new().port(0), &folder).await;
    let answer = ask(address, "GET /setup/vuer-ca.crt", "localhost").await;
    assert_eq!(answer.header("content-type"), "application/x-x509-ca-cert");
    assert_eq!(answer.body, server.authority().unwrap().der.to_vec());
    let head = ask(address, "HEAD /setup/vuer-ca.crt", "localhost").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[tokio::test]
async fn there_is_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "x").unwrap();
    let vuer = Vuer::new().port(0).static_root(folder.path());
    let (_server, address) = start(vuer, &folder).await;
    for path in [
        "/",
        "/setup/",
        "/setup/ca.key",
        "/setup/../a.txt",
        "/static/a.txt",
        "/static/tls/ca.pem",
        "/relay",
        "/index.html",
    ] {
        let answer = ask(address, &format!("GET {path}"), "localhost").await;
        assert_eq!(answer.status, 404, "{path}");
    }
    for method in ["POST", "PUT", "DELETE"] {
        let answer = ask(address, &format!("{method} /setup"), "localhost").await;
        assert_eq!(answer.status, 405, "{method}");
    }
    let foreign = ask(address, "GET /setup", "evil.example").await;
    assert_eq!(foreign.status, 421);
}

#[tokio::test]
async fn there_is_none_on_loopback_nor_without_auto() {
    let folder = tempfile::tempdir().unwrap();
    let loopback = Vuer::new()
        .port(0)
        .tls_auto()
        .tls_dir(folder.path().join("tls"));
    let plain = Vuer::new().host("0.0.0.0").port(0).mdns(false);
    for vuer in [loopback, plain] {
        let server = vuer.start().await.unwrap();
        assert_eq!((server.setup_port(), server.setup_url()), (None, None));
        server.shutdown().await;
    }
}

#[tokio::test]
async fn a_port_that_was_asked_for_must_be_free() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let port = taken.local_addr().unwrap().port();
    let vuer = Vuer::new().host("0.0.0.0").port(0).mdns(false);
    let vuer = vuer
        .tls_auto()
        .tls_dir(folder.path().join("tls"))
        .setup_port(port);
    let error = vuer.start().await.unwrap_err();
    assert!(
        matches!(error, StartError::PortInUse { port: found, .. } if found == port),
        "{error}"
    );
}
