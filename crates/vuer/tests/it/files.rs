//! Files over HTTP: the overlay of `/static` and `/workspace`, links, conditional requests, ranges, confinement.

use std::fs;
use std::net::SocketAddr;
use std::time::{Duration, UNIX_EPOCH};

use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::timeout;
use vuer::{Link, Server, Vuer, Workspace};

use crate::client::PATIENCE;
use crate::wire::{get, get_with, request};

/// A server for a folder with these files.
async fn serve(files: &[(&str, &[u8])]) -> (TempDir, Server, SocketAddr) {
    let folder = folder(files);
    let server = start(Workspace::new().dir(folder.path())).await;
    let address = server.local_addr();
    (folder, server, address)
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }
    folder
}

async fn start(workspace: Workspace) -> Server {
    Vuer::new()
        .port(0)
        .workspace(workspace)
        .start()
        .await
        .unwrap()
}

#[tokio::test]
async fn both_prefixes_serve_the_same_files_with_their_types() {
    let (_folder, _server, address) =
        serve(&[("arm.urdf", b"<robot/>"), ("m/a.glb", b"glb")]).await;
    for prefix in ["/static", "/workspace"] {
        let robot = get(address, &format!("{prefix}/arm.urdf")).await;
        assert_eq!((robot.status, robot.text()), (200, "<robot/>"));
        assert_eq!(robot.header("content-type"), "application/xml");
        assert_eq!(robot.header("x-content-type-options"), "nosniff");
        let mesh = get(address, &format!("{prefix}/m/a.glb")).await;
        assert_eq!(mesh.header("content-type"), "model/gltf-binary");
    }
    assert_eq!(get(address, "/static/missing").await.status, 404);
    assert_eq!(get(address, "/static/m").await.status, 404);
    assert_eq!(get(address, "/static").await.status, 404);
}

#[tokio::test]
async fn pages_in_a_folder_get_an_origin_of_their_own() {
    let (folder, server, address) = serve(&[
        ("a.html", b""),
        ("a.svg", b""),
        ("a.urdf", b""),
        ("a.dae", b""),
        ("a.js", b""),
        ("a.pdf", b""),
    ])
    .await;
    let policy = async |server: SocketAddr, path: &str| {
        let answer = get(server, path).await;
        assert_eq!(answer.status, 200, "{path}");
        answer.header("content-security-policy").to_owned()
    };
    for (path, spelling) in [
        ("linked", "Text/HTML"),
        ("linked.svg", "image/svg+xml; charset=utf-8"),
    ] {
        let link = Link::bytes("").content_type(spelling);
        server.workspace().link(path, link);
    }
    for path in ["a.html", "a.svg", "a.urdf", "a.dae", "linked", "linked.svg"] {
        let policy = policy(address, &format!("/static/{path}")).await;
        assert!(policy.starts_with("sandbox ") && !policy.contains("allow-same-origin"));
    }
    for path in ["a.js", "a.pdf"] {
        assert_eq!(policy(address, &format!("/static/{path}")).await, "");
    }
    // A site that the program serves on purpose is the program's own.
    let site = Workspace::new().dir(folder.path());
    let server = Vuer::new().port(0).files("/site", site);
    let server = server.start().await.unwrap();
    assert_eq!(policy(server.local_addr(), "/site/a.html").await, "");
}

#[tokio::test]
async fn head_says_what_get_would_send() {
    let (_folder, _server, address) = serve(&[("a.txt", b"twelve bytes")]).await;
    let head = request(address, "HEAD", "/static/a.txt", &[], b"").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), "12");
    assert_eq!(
        head.header("etag"),
        get(address, "/static/a.txt").await.header("etag")
    );
}

#[tokio::test]
async fn head_has_no_parts() {
    let (_folder, _server, address) = serve(&[("a.txt", b"twelve bytes")]).await;
    let range = [("range", "bytes=0-1")];
    let head = request(address, "HEAD", "/static/a.txt", &range, b"").await;
    assert_eq!((head.status, head.header("content-length")), (200, "12"));
}

/// Archives and clocks that were never set leave files from before 1970, which no header can date.
#[tokio::test]
async fn a_file_may_have_any_date() {
    let (folder, _server, address) = serve(&[("a.txt", b"a")]).await;
    let file = fs::File::options()
        .write(true)
        .open(folder.path().join("a.txt"))
        .unwrap();
    let day = Duration::from_secs(24 * 60 * 60);
    file.set_modified(UNIX_EPOCH - 3650 * day).unwrap();
    let answer = get(address, "/static/a.txt").await;
    assert_eq!((answer.text(), answer.header("last-modified")), ("a", ""));
    let etag = answer.header("etag").to_owned();
    file.set_modified(UNIX_EPOCH - 3651 * day).unwrap();
    let changed = get_with(address, "/static/a.txt", &[("if-none-match", &etag)]).await;
    assert_eq!(changed.status, 200);
}

#[tokio::test]
async fn other_methods_are_refused_with_the_right_ones() {
    let (_folder, _server, address) = serve(&[("a.txt", b"a")]).await;
    for method in ["POST", "PUT", "DELETE"] {
        let refused = request(address, method, "/static/a.txt", &[], b"").await;
        assert_eq!(
            (refused.status, refused.header("allow")),
            (405, "GET, HEAD, OPTIONS")
        );
    }
    let options = request(address, "OPTIONS", "/static/a.txt", &[], b"").await;
    assert_eq!(
        (options.status, options.header("allow")),
        (204, "GET, HEAD, OPTIONS")
    );
}

#[tokio::test]
async fn what_the_client_has_is_not_sent_again() {
    let (folder, _server, address) = serve(&[("a.txt", b"one")]).await;
    let first = get(address, "/static/a.txt").await;
    for (name, validator) in [
        ("if-none-match", "etag"),
        ("if-modified-since", "last-modified"),
    ] {
        let again = get_with(address, "/static/a.txt", &[(name, first.header(validator))]).await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{name}");
        assert_eq!(again.header("etag"), first.header("etag"));
    }
    fs::write(folder.path().join("a.txt"), "three").unwrap();
    let changed = get_with(
        address,
        "/static/a.txt",
        &[("if-none-match", first.header("etag"))],
    )
    .await;
    assert_eq!((changed.status, changed.text()), (200, "three"));
    let only_if = [("if-match", first.header("etag"))];
    let refused = get_with(address, "/static/a.txt", &only_if).await;
    assert_eq!(refused.status, 412);
}

#[tokio::test]
async fn parts_of_a_file() {
    let (_folder, _server, address) = serve(&[("a.txt", b"0123456789")]).await;
    let part = async |range: &str| get_with(address, "/static/a.txt", &[("range", range)]).await;
    for (range, content, described) in [
        ("bytes=2-4", "234", "bytes 2-4/10"),
        ("bytes=7-", "789", "bytes 7-9/10"),
        ("bytes=-3", "789", "bytes 7-9/10"),
        ("bytes=0-0", "0", "bytes 0-0/10"),
        ("bytes=8-99", "89", "bytes 8-9/10"),
    ] {
        let answer = part(range).await;
        assert_eq!((answer.status, answer.text()), (206, content), "{range}");
        assert_eq!(answer.header("content-range"), described);
    }
    let beyond = part("bytes=10-").await;
    assert_eq!(
        (beyond.status, beyond.header("content-range")),
        (416, "bytes */10")
    );
    assert_eq!(part("bytes=0-1,4-5").await.status, 200);
    let etag = get(address, "/static/a.txt")
        .await
        .header("etag")
        .to_owned();
    let only_of = async |tag: &str| {
        let headers = [("range", "bytes=1-1"), ("if-range", tag)];
        get_with(address, "/static/a.txt", &headers).await.status
    };
    assert_eq!(only_of(&etag).await, 206);
    assert_eq!(only_of("\"other\"").await, 200);
}

#[tokio::test]
async fn large_files_arrive_whole() {
    let large: Vec<u8> = (0..5_000_000_u32)
        .map(|index| (index % 251) as u8)
        .collect();
    let (_folder, _server, address) = serve(&[("large.bin", &large)]).await;
    assert!(get(address, "/static/large.bin").await.body == large);
    let part = get_with(
        address,
        "/static/large.bin",
        &[("range", "bytes=1000000-3999999")],
    )
    .await;
    assert!(part.body == large[1_000_000..4_000_000]);
}

#[tokio::test]
async fn who_reads_nothing_of_a_file_makes_room_for_others() {
    let (folder, _, _) = serve(&[]).await;
    let file = fs::File::create(folder.path().join("large")).unwrap();
    // More than the sockets in between can hold.
    file.set_len(256 << 20).unwrap();
    let server = Vuer::new()
        .port(0)
        .max_sessions(1)
        .dead_after(Duration::from_millis(200))
        .static_root(folder.path());
    let server = server.start().await.unwrap();
    let address = server.local_addr();
    let mut idle = TcpStream::connect(address).await.unwrap();
    idle.write_all(b"GET /static/large HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    let other = timeout(PATIENCE, get(address, "/static/missing")).await;
    assert_eq!(other.expect("there is room").status, 404);
}

#[tokio::test]
async fn hot_files_are_not_cached() {
    let (_folder, _server, address) = serve(&[("a.txt", b"a")]).await;
    let caching = async |path| get(address, path).await.header("cache-control").to_owned();
    assert_eq!(caching("/static/a.txt?hot").await, "no-cache");
    assert_eq!(caching("/static/a.txt?HOT=1").await, "no-cache");
    assert_eq!(caching("/static/a.txt?hot=false").await, "");
    assert_eq!(caching("/static/a.txt").await, "");
}

#[tokio::test]
async fn the_first_folder_that_has_a_file_provides_it() {
    let first = folder(&[("a.txt", b"first")]);
    let second = folder(&[("a.txt", b"second"), ("b.txt", b"second")]);
    let third = folder(&[("c.txt", b"third")]);
    let files = Workspace::new()
        .dir(first.path())
        .dir(second.path())
        .dir_at("/sub/", third.path());
    let server = start(files).await;
    let address = server.local_addr();
    assert_eq!(get(address, "/static/a.txt").await.text(), "first");
    assert_eq!(get(address, "/static/b.txt").await.text(), "second");
    assert_eq!(get(address, "/static/sub/c.txt").await.text(), "third");
    assert_eq!(get(address, "/static/c.txt").await.status, 404);
}

#[tokio::test]
async fn links_lead_to_bytes_files_and_functions() {
    let elsewhere = folder(&[("real.stl", b"solid")]);
    let folder = folder(&[("hidden-by-link.txt", b"file")]);
    let files = Workspace::new().dir(folder.path());
    files.link("hidden-by-link.txt", "link");
    files.link("a/mesh.stl", elsewhere.path().join("real.stl"));
    files.link("now.json", Link::call(|| "{}".to_owned()));
    files.link(
        "later",
        Link::call(async || vec![1_u8, 2]).content_type("application/x-two"),
    );
    let server = start(files.clone()).await;
    let address = server.local_addr();
    let text = get(address, "/workspace/hidden-by-link.txt").await;
    assert_eq!(
        (text.text(), text.header("content-type")),
        ("link", "text/plain; charset=utf-8")
    );
    let known = [("if-none-match", text.header("etag"))];
    assert_eq!(
        get_with(address, "/workspace/hidden-by-link.txt", &known)
            .await
            .status,
        304
    );
    let mesh = get(address, "/workspace/a/mesh.stl").await;
    assert_eq!(
        (mesh.text(), mesh.header("content-type")),
        ("solid", "model/stl")
    );
    files.link("mesh", elsewhere.path().join("real.stl"));
    assert_eq!(
        get(address, "/workspace/mesh").await.header("content-type"),
        "model/stl"
    );
    let now = get(address, "/workspace/now.json").await;
    assert_eq!(
        (now.text(), now.header("content-type")),
        ("{}", "application/json")
    );
    assert_eq!(now.header("cache-control"), "no-cache");
    let later = get(address, "/workspace/later").await;
    assert_eq!(
        (&later.body[..], later.header("content-type")),
        (&[1, 2][..], "application/x-two")
    );
    // Links come and go while the server runs.
    assert!(files.unlink("now.json"));
    assert_eq!(get(address, "/workspace/now.json").await.status, 404);
    server.workspace().link("new.txt", "new");
    assert_eq!(get(address, "/workspace/new.txt").await.text(), "new");
}

#[tokio::test]
async fn paths_stay_in_the_folder() {
    let parent = folder(&[
        ("root/a.txt", b"a"),
        ("root/.env", b"secret"),
        ("root/server.pem", b"secret"),
        ("root/id_rsa", b"secret"),
        ("root/key.txt", b"-----BEGIN PRIVATE KEY-----\n"),
        ("outside.txt", b"secret"),
    ]);
    let root = parent.path().join("root");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../outside.txt", root.join("link.txt")).unwrap();
    let server = start(Workspace::new().dir(&root)).await;
    let outside = parent.path().join("outside.txt").display().to_string();
    for path in [
        "../outside.txt",
        "%2e%2e/outside.txt",
        "%2E%2E%2Foutside.txt",
        "..%2foutside.txt",
        "a/../../outside.txt",
        "..%5coutside.txt",
        "..\\outside.txt",
        "%252e%252e/outside.txt",
        "//etc/hostname",
        "/etc/hostname",
        "%2fetc%2fhostname",
        "%2f%2fetc/hostname",
        &outside,
        "a.txt%00",
        "C:/outside.txt",
        "c%3a%5coutside.txt",
        ".env",
        "%2eenv",
        "server.pem",
        "id_rsa",
        "key.txt",
        "link.txt",
        "",
        ".",
        "..",
    ] {
        for prefix in ["/static/", "/workspace/", "/assets/"] {
            let answer = get(server.local_addr(), &format!("{prefix}{path}")).await;
            assert_eq!(answer.status, 404, "{prefix}{path}");
        }
    }
    assert_eq!(get(server.local_addr(), "/static/a.txt").await.status, 200);
}

#[tokio::test]
async fn beyond_loopback_the_folder_must_be_named() {
    let vuer = Vuer::new().host("0.0.0.0").port(0).mdns(false);
    let server = vuer.start().await.unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], server.local_addr().port()));
    assert_eq!(get(address, "/static/Cargo.toml").await.status, 404);
    let server = Vuer::new().host("127.0.0.1").port(0).start().await.unwrap();
    // Tests run in the folder of their crate.
    assert_eq!(
        get(server.local_addr(), "/static/Cargo.toml").await.status,
        200
    );
}

#[tokio::test]
async fn a_folder_that_is_missing_stops_the_start() {
    let error = Vuer::new()
        .port(0)
        .workspace(Workspace::new().dir("/no/such"))
        .start()
        .await
        .unwrap_err();
    assert_eq!(error.to_string(), "there is no folder /no/such to serve");
}
