//! The page and its files: the embedded client with its encodings and policy, or a build of the program's choice.

use std::net::SocketAddr;

use vuer::{Server, Vuer};

use crate::wire::{get, get_with};

async fn start(vuer: Vuer) -> (Server, SocketAddr) {
    let server = vuer.port(0).start().await.unwrap();
    let address = server.local_addr();
    (server, address)
}

/// A script of the embedded client with a hash in its name.
fn hashed_script(index: &str) -> &str {
    let (_, script) = index
        .split_once("<script")
        .expect("the page loads a script");
    let (_, rest) = script.split_once("src=\"").expect("from a file");
    rest.split('"').next().unwrap()
}

#[tokio::test]
async fn the_page_is_checked_each_time_and_its_files_never_again() {
    let (_server, address) = start(Vuer::new()).await;
    let page = get(address, "/?any=query").await;
    assert_eq!(
        (page.status, page.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    assert_eq!(page.header("cache-control"), "no-cache");
    let again = get_with(address, "/", &[("if-none-match", page.header("etag"))]).await;
    assert_eq!(again.status, 304);
    let script = get(address, hashed_script(page.text())).await;
    assert_eq!(
        (script.status, script.header("content-type")),
        (200, "text/javascript; charset=utf-8")
    );
    assert_eq!(
        script.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(get(address, "/favicon.ico").await.status, 204);
    for missing in ["/assets/missing.js", "/assets/", "/editor", "/versions"] {
        assert_eq!(get(address, missing).await.status, 404, "{missing}");
    }
}

#[tokio::test]
async fn an_offline_page_is_told_so() {
    const MARK: &str = "<head><meta name=\"vuer-offline\" />";
    let (_server, address) = start(Vuer::new()).await;
    let plain = get(address, "/").await;
    assert!(!plain.text().contains("vuer-offline"));
    let (_server, address) = start(Vuer::new().offline(true)).await;
    let page = get_with(address, "/", &[("accept-encoding", "br")]).await;
    assert_eq!(page.text(), plain.text().replace("<head>", MARK));
    for name in ["cache-control", "content-security-policy", "content-type"] {
        assert_eq!(page.header(name), plain.header(name));
    }
    assert_ne!(page.header("etag"), plain.header("etag"));
    let again = get_with(address, "/", &[("if-none-match", page.header("etag"))]).await;
    assert_eq!(again.status, 304);
}

#[tokio::test]
async fn files_are_sent_as_the_browser_wants_them() {
    let (_server, address) = start(Vuer::new()).await;
    let page = get(address, "/").await;
    let path = hashed_script(page.text());
    let plain = get(address, path).await;
    let mut etags = vec![plain.header("etag").to_owned()];
    for (offered, encoding) in [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
    ] {
        let answer = get_with(address, path, &[("accept-encoding", offered)]).await;
        assert_eq!(answer.header("content-encoding"), encoding);
        assert_eq!(answer.header("vary"), "accept-encoding");
        assert!(answer.body.len() < plain.body.len());
        etags.push(answer.header("etag").to_owned());
    }
    assert_eq!(plain.header("content-encoding"), "");
    assert!(
        etags[0] != etags[1] && etags[1] != etags[2] && etags[2] == etags[3],
        "{etags:?}"
    );
    let range = [("accept-encoding", "br"), ("range", "bytes=0-9")];
    let part = get_with(address, path, &range).await;
    assert_eq!((part.status, part.header("content-encoding")), (206, ""));
    assert_eq!(part.body, plain.body[..10]);
}

#[tokio::test]
async fn the_policy_goes_with_our_own_page_only() {
    let (_server, address) = start(Vuer::new().cors(["https://frames.example"])).await;
    let policy = get(address, "/")
        .await
        .header("content-security-policy")
        .to_owned();
    assert_eq!(
        policy,
        "script-src 'self' 'wasm-unsafe-eval' blob:; worker-src 'self' blob:; \
         object-src 'none'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'self' http://localhost:* https://localhost:* https://frames.example"
    );
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("assets")).unwrap();
    std::fs::create_dir_all(folder.path().join("editor")).unwrap();
    std::fs::write(folder.path().join("index.html"), "theirs").unwrap();
    std::fs::write(folder.path().join("editor/index.html"), "editor").unwrap();
    std::fs::write(folder.path().join("assets/a.js"), "1").unwrap();
    let (_server, address) = start(Vuer::new().client_root(folder.path())).await;
    let page = get(address, "/").await;
    assert_eq!(
        (page.text(), page.header("content-security-policy")),
        ("theirs", "")
    );
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(get(address, "/editor").await.text(), "editor");
    assert_eq!(get(address, "/assets/a.js").await.text(), "1");
    assert_eq!(get(address, "/assets/%2e%2e/index.html").await.status, 404);
    assert_eq!(get(address, "/assets//etc/hostname").await.status, 404);
}

#[tokio::test]
async fn a_folder_without_a_page_is_no_client() {
    let folder = tempfile::tempdir().unwrap();
    let error = Vuer::new()
        .port(0)
        .client_root(folder.path())
        .start()
        .await
        .unwrap_err();
    assert!(
        error.to_string().starts_with("there is no index.html in "),
        "{error}"
    );
}
