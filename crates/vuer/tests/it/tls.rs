//! HTTPS: certificates, client certificates, versions, and errors that name the file.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion, version};
use vuer::{Headset, LocalCa, Server, Token, Vuer};

use crate::wire::{Answer, exchange, head, try_exchange};

/// An authority and what it signed, as files.
pub(crate) struct Certificates {
    folder: TempDir,
    authority: CertifiedIssuer<'static, KeyPair>,
}

impl Certificates {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("ca.pem"), authority.pem()).unwrap();
        Self { folder, authority }
    }

    /// Writes `name.pem` and `name.key` for these subjects.
    pub(crate) fn issue(&self, name: &str, subjects: &[&str]) -> (PathBuf, PathBuf) {
        let subjects: Vec<_> = subjects
            .iter()
            .map(|subject| (*subject).to_owned())
            .collect();
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(subjects).unwrap();
        let cert = params.signed_by(&key, &self.authority).unwrap();
        let (cert_path, key_path) = (
            self.path(&format!("{name}.pem")),
            self.path(&format!("{name}.key")),
        );
        fs::write(&cert_path, cert.pem()).unwrap();
        fs::write(&key_path, key.serialize_pem()).unwrap();
        (cert_path, key_path)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Gets a path from `address`, with a client certificate or none.
    async fn get(
        &self,
        address: SocketAddr,
        path: &str,
        client: Option<&(PathBuf, PathBuf)>,
        versions: &[&'static SupportedProtocolVersion],
    ) -> io::Result<Answer> {
        let stream = self.connect(address, client, versions).await?;
        let head = head(address, &format!("GET {path}"), &[("connection", "close")]);
        try_exchange(stream, &head, b"").await
    }

    /// Connects to `address`, which must show a certificate of this authority for `localhost`.
    async fn connect(
        &self,
        address: SocketAddr,
        client: Option<&(PathBuf, PathBuf)>,
        versions: &[&'static SupportedProtocolVersion],
    ) -> io::Result<TlsStream<TcpStream>> {
        connect(&self.path("ca.pem"), address, client, versions).await
    }
}

/// Connects to `address`, which must show a certificate of this authority for `localhost`.
async fn connect(
    authority: &Path,
    address: SocketAddr,
    client: Option<&(PathBuf, PathBuf)>,
    versions: &[&'static SupportedProtocolVersion],
) -> io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(authority).unwrap())
        .unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(versions)
        .unwrap()
        .with_root_certificates(roots);
    let config = match client {
        None => config.with_no_client_auth(),
        Some((cert, key)) => {
            let cert = CertificateDer::from_pem_file(cert).unwrap();
            let key = PrivateKeyDer::from_pem_file(key).unwrap();
            config.with_client_auth_cert(vec![cert], key).unwrap()
        }
    };
    let tcp = TcpStream::connect(address).await?;
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(name, tcp)
        .await
}

const ALL: &[&SupportedProtocolVersion] = &[&version::TLS12, &version::TLS13];

async fn start(vuer: Vuer) -> (Server, SocketAddr) {
    let server = vuer.host("127.0.0.1").port(0).start().await.unwrap();
    let address = server.local_addr();
    (server, address)
}

#[tokio::test]
async fn the_page_over_https() {
    let certificates = Certificates::new();
    let (cert, key) = certificates.issue("server", &["localhost", "robot.example"]);
    let (server, address) = start(Vuer::new().cert(&cert).key(&key)).await;
    for version in ALL {
        let page = certificates
            .get(address, "/", None, &[*version])
            .await
            .unwrap();
        assert_eq!(page.status, 200, "{version:?}");
    }
    assert!(
        server.url().starts_with("https://localhost:"),
        "{}",
        server.url()
    );
    assert_eq!(server.urls()[0].headset, Headset::Ready);
}

#[tokio::test]
async fn the_names_of_the_certificate_are_known_and_cookies_stay_encrypted() {
    let certificates = Certificates::new();
    let (cert, key) =
        certificates.issue("server", &["localhost", "robot.example", "*.lab.example"]);
    let vuer = Vuer::new()
        .cert(&cert)
        .key(&key)
        .token(Token::new("s3cret"));
    let (_server, address) = start(vuer).await;
    let get = async |host: &str| {
        let stream = certificates.connect(address, None, ALL).await.unwrap();
        let headers = [("host", host), ("connection", "close")];
        exchange(stream, &head(address, "GET /?token=s3cret", &headers), b"").await
    };
    assert_eq!(get("robot.example").await.status, 200);
    assert_eq!(get("arm.lab.example").await.status, 200);
    assert_eq!(get("other.example").await.status, 421);
    let cookie = get("localhost").await.header("set-cookie").to_owned();
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict; Secure"),
        "{cookie}"
    );
}

#[tokio::test]
async fn client_certificates_are_asked_for_only_with_an_authority() {
    let certificates = Certificates::new();
    let (cert, key) = certificates.issue("server", &["localhost"]);
    let known = certificates.issue("client", &["somebody"]);
    let others = Certificates::new();
    let stranger = others.issue("stranger", &["somebody"]);
    let vuer = Vuer::new()
        .cert(&cert)
        .key(&key)
        .ca_cert(certificates.path("ca.pem"));
    let (_server, address) = start(vuer).await;
    for version in ALL {
        let get = async |client| certificates.get(address, "/", client, &[*version]).await;
        assert_eq!(get(Some(&known)).await.unwrap().status, 200);
        assert!(get(None).await.is_err());
        assert!(get(Some(&stranger)).await.is_err());
    }
}

#[tokio::test]
async fn errors_name_the_file_and_what_is_wrong() {
    let certificates = Certificates::new();
    let (cert, key) = certificates.issue("server", &["localhost"]);
    let (_, other_key) = certificates.issue("other", &["localhost"]);
    let text = certificates.path("text.pem");
    fs::write(&text, "no certificate").unwrap();
    let missing = certificates.path("missing.pem");
    let check =
        async |cert: Option<&Path>, key: Option<&Path>, ca: Option<&Path>, expected: &[&str]| {
            let mut vuer = Vuer::new().port(0);
            if let Some(cert) = cert {
                vuer = vuer.cert(cert);
            }
            if let Some(key) = key {
                vuer = vuer.key(key);
            }
            if let Some(ca) = ca {
                vuer = vuer.ca_cert(ca);
            }
            let error = vuer.start().await.unwrap_err().to_string();
            assert!(expected.iter().all(|part| error.contains(part)), "{error}");
            assert!(!error.contains('\n'), "{error}");
        };
    let (cert, key) = (Some(cert.as_path()), Some(key.as_path()));
    check(
        cert,
        None,
        None,
        &["server.pem", "only the certificate is set"],
    )
    .await;
    check(None, key, None, &["server.key", "only the key is set"]).await;
    check(
        None,
        None,
        cert,
        &["server.pem", "needs a certificate and a key"],
    )
    .await;
    check(Some(&missing), key, None, &["cannot read", "missing.pem"]).await;
    check(
        Some(&text),
        key,
        None,
        &["text.pem", "holds no certificate"],
    )
    .await;
    check(
        cert,
        Some(&text),
        None,
        &["text.pem", "holds no private key"],
    )
    .await;
    check(key, cert, None, &["server.key", "swapped"]).await;
    check(
        cert,
        Some(&other_key),
        None,
        &["server.pem", "other.key", "does not work with"],
    )
    .await;
    check(
        cert,
        key,
        Some(&text),
        &["text.pem", "holds no certificate"],
    )
    .await;
}

#[tokio::test]
async fn configured_files_are_never_served() {
    let certificates = Certificates::new();
    let (cert, key) = certificates.issue("server", &["localhost"]);
    let named_otherwise = certificates.path("cert.txt");
    fs::copy(&cert, &named_otherwise).unwrap();
    fs::write(certificates.path("notes.txt"), "").unwrap();
    let vuer = Vuer::new()
        .cert(&named_otherwise)
        .key(&key)
        .static_root(certificates.folder.path());
    let (_server, address) = start(vuer).await;
    let status = async |path| {
        certificates
            .get(address, path, None, ALL)
            .await
            .unwrap()
            .status
    };
    assert_eq!(status("/static/cert.txt").await, 404);
    assert_eq!(status("/static/server.key").await, 404);
    assert_eq!(status("/static/notes.txt").await, 200);
}

/// A server with an authority of its own in `share/tls` below a folder that it serves.
async fn start_auto(parent: &TempDir, vuer: Vuer) -> (Server, SocketAddr, LocalCa) {
    let folder = parent.path().join("share/tls");
    let started = start(vuer.tls_auto().tls_dir(&folder)).await;
    (started.0, started.1, LocalCa::new(Some(folder)).unwrap())
}

#[tokio::test]
async fn a_certificate_of_its_own_is_good_for_whoever_trusts_the_authority() {
    let parent = tempfile::tempdir().unwrap();
    let (server, address, ca) = start_auto(&parent, Vuer::new()).await;
    let get = head(address, "GET /", &[("connection", "close")]);
    for version in ALL {
        let stream = connect(&ca.certificate_path(), address, None, &[*version]).await;
        assert_eq!(exchange(stream.unwrap(), &get, b"").await.status, 200);
    }
    assert_eq!(server.urls()[0].headset, Headset::Ready);
    assert_eq!(
        server.authority().as_deref(),
        ca.authority().unwrap().as_ref()
    );
    // A second server has the same authority, and so has the next start.
    let (again, ..) = start_auto(&parent, Vuer::new()).await;
    assert_eq!(again.authority(), server.authority());
    let strangers = Certificates::new();
    assert!(strangers.connect(address, None, ALL).await.is_err());
}

#[tokio::test]
async fn the_folder_of_the_authority_is_never_served() {
    let parent = tempfile::tempdir().unwrap();
    let roots = ["", "share", "share/tls"];
    for root in roots {
        let root = parent.path().join(root);
        fs::create_dir_all(&root).unwrap();
        private(&root);
        let (server, address, ca) = start_auto(&parent, Vuer::new().static_root(&root)).await;
        fs::write(ca.folder().join("notes.txt"), "").unwrap();
        fs::write(parent.path().join("share/fine.txt"), "").unwrap();
        let status = async |path: PathBuf| {
            let path = path.strip_prefix(&root).ok()?.to_str()?.to_owned();
            let head = head(
                address,
                &format!("GET /static/{path}"),
                &[("connection", "close")],
            );
            let stream = connect(&ca.certificate_path(), address, None, ALL).await;
            Some(exchange(stream.unwrap(), &head, b"").await.status)
        };
        for name in [
            "ca.pem",
            "ca.key",
            "server.pem",
            "server.key",
            "lock",
            "notes.txt",
        ] {
            assert_eq!(status(ca.folder().join(name)).await, Some(404), "{name}");
        }
        let fine = status(parent.path().join("share/fine.txt")).await;
        assert!(fine.is_none_or(|status| status == 200), "{root:?}");
        server.shutdown().await;
    }
}

/// So that a folder may hold keys, whatever the mask of whoever runs the tests.
fn private(folder: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
    }
}

#[tokio::test]
async fn the_later_of_auto_and_files_counts() {
    let parent = tempfile::tempdir().unwrap();
    let certificates = Certificates::new();
    let (cert, key) = certificates.issue("server", &["localhost"]);
    let vuer = Vuer::new().cert("/no/such.pem").key("/no/such.key");
    let (server, ..) = start_auto(&parent, vuer).await;
    assert!(server.authority().is_some());
    let (server, _) = start(Vuer::new().tls_auto().cert(&cert).key(&key)).await;
    assert!(server.authority().is_none());
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_cannot_hold_keys_stops_the_start() {
    let parent = tempfile::tempdir().unwrap();
    let file = parent.path().join("file");
    fs::write(&file, "").unwrap();
    let error = Vuer::new().port(0).tls_auto().tls_dir(&file).start().await;
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("file") && error.contains("VUER_TLS_DIR"),
        "{error}"
    );
}

/// By a clock that jumps to the next deadline when nothing else is left to do.
#[tokio::test]
async fn who_does_not_finish_the_handshake_is_let_go() {
    let certificates = Certificates::new();
    let (cert, key) = certificates.issue("server", &["localhost"]);
    let (_server, address) = start(Vuer::new().cert(&cert).key(&key)).await;
    let mut silent = TcpStream::connect(address).await.unwrap();
    // The start of a handshake, and never more.
    silent.write_all(&[0x16, 0x03, 0x01]).await.unwrap();
    tokio::time::pause();
    let end = tokio::time::timeout(Duration::from_secs(60), silent.read(&mut [0; 8])).await;
    assert_eq!(end.expect("it is closed").unwrap_or_default(), 0);
}
