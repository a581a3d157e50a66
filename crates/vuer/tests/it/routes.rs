//! The program's own routes, and the client.

use std::net::SocketAddr;

use vuer::route::{Bytes, Method, Request, Response, StatusCode};
use vuer::{Route, Server, Vuer, Workspace};

use crate::wire::{get, get_with, request};

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
    let head = request(address, "HEAD", "/thing", &[], b"").await;
    assert_eq!(
        (head.status, head.header("content-length"), head.body.len()),
        (200, "4", 0)
    );
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
