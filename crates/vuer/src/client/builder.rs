//! What a connection is made with, and what can be wrong with it.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use rustls_pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use tokio_rustls::TlsConnector;
use vuer_protocol::event::ClientEvent;
use vuer_protocol::{Map, Value};

use super::Client;
use super::address::Address;
use super::driver;
use super::handshake::upgrade;
use super::line::Line;
use super::trust::Trust;
use crate::http::TlsError;
use crate::session::Socket;
use crate::session::frame::FrameReader;
use crate::session::liveness::Liveness;

/// Settings for a [`Client`].
#[must_use = "nothing happens before connect()"]
#[derive(Clone)]
pub struct ClientBuilder {
    url: String,
    init: Option<Map>,
    headers: HeaderMap,
    /// The header that cannot be sent.
    bad_header: Option<String>,
    trust: Trust,
    websocket_max_size: usize,
    outbox_bytes: usize,
    connect_timeout: Duration,
    ping_interval: Duration,
    dead_after: Duration,
}

impl ClientBuilder {
    pub(super) fn new(url: String) -> Self {
        Self {
            url,
            init: None,
            headers: HeaderMap::new(),
            bad_header: None,
            trust: Trust::default(),
            websocket_max_size: 256 << 20,
            outbox_bytes: 64 << 20,
            connect_timeout: Duration::from_secs(10),
            ping_interval: Duration::from_secs(10),
            dead_after: Duration::from_secs(30),
        }
    }

    /// How the client introduces itself: the value of INIT, by which a server may choose what it runs, see
    /// [`Spawn::only`](crate::Spawn::only). Default: `client` is `rust`, with `clientVersion`, `platform` and
    /// `machine`.
    pub fn init(mut self, fields: Map) -> Self {
        self.init = Some(fields);
        self
    }

    /// A header of the request that opens the connection, such as `Origin` or what a proxy asks for. Default: none
    /// but those of every websocket. One that cannot be sent stops the connecting.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.append(name, value);
            }
            // Not the value, which may be a secret.
            _ => self.bad_header = Some(name.to_owned()),
        }
        self
    }

    /// Takes servers whose certificate is signed by an authority of this PEM file, instead of the system's; several
    /// calls add up. For a server of `tls_auto` on this machine it is
    /// [`LocalCa::certificate_path`](crate::LocalCa::certificate_path). Default: the system's authorities.
    pub fn ca_cert(mut self, path: impl Into<PathBuf>) -> Self {
        self.trust.files.push(path.into());
        self
    }

    /// An authority as [`ca_cert`](Self::ca_cert) reads them, as DER.
    pub fn ca_der(mut self, der: impl Into<Vec<u8>>) -> Self {
        self.trust.ders.push(der.into());
        self
    }

    /// Takes any certificate: whoever stands between the two ends can then read and write everything. Default: false.
    pub fn accept_any_certificate(mut self, accept: bool) -> Self {
        self.trust.is_blind = accept;
        self
    }

    /// The largest message that the server may send, in bytes. Default: 256 MiB.
    pub fn websocket_max_size(mut self, bytes: usize) -> Self {
        self.websocket_max_size = bytes;
        self
    }

    /// How much may wait to be sent, in bytes; beyond that [`Client::send`] fails. Default: 64 MiB.
    pub fn outbox_bytes(mut self, bytes: usize) -> Self {
        self.outbox_bytes = bytes;
        self
    }

    /// How long connecting may take. Default: 10 s.
    pub fn connect_timeout(mut self, time: Duration) -> Self {
        self.connect_timeout = time;
        self
    }

    /// How often the server is pinged. Default: 10 s. [`Duration::MAX`] is never.
    pub fn ping_interval(mut self, interval: Duration) -> Self {
        self.ping_interval = interval;
        self
    }

    /// After how long without a byte in either direction the connection counts as lost. Default: 30 s.
    /// [`Duration::MAX`] is never.
    pub fn dead_after(mut self, time: Duration) -> Self {
        self.dead_after = time;
        self
    }

    /// Connects and sends INIT.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub async fn connect(self) -> Result<Client, ConnectError> {
        let address = Address::parse(&self.url)?;
        if let Some(name) = self.bad_header {
            return Err(ConnectError::Header { name });
        }
        let open = open(&address, &self.headers, &self.trust);
        let opened = timeout(self.connect_timeout, open).await;
        let (socket, received) = opened.map_err(|_| ConnectError::Timeout {
            address: address.authority.clone(),
            after: self.connect_timeout,
        })??;
        let reader = FrameReader::new(&received, self.websocket_max_size).of_server();
        let line = Arc::new(Line::new(self.outbox_bytes));
        let liveness = Liveness::new(self.ping_interval, self.dead_after, Instant::now());
        let client = Client {
            line: Arc::clone(&line),
        };
        let init = Value::Map(self.init.unwrap_or_else(default_init));
        client
            .send(&ClientEvent::new("INIT").with_value(&init))
            .expect("nothing waits and nothing has ended yet");
        tokio::spawn(driver::run(socket, reader, line, liveness));
        Ok(client)
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // URL and headers may hold secrets.
        f.debug_struct("ClientBuilder").finish_non_exhaustive()
    }
}

fn default_init() -> Map {
    Map::from([
        ("client", Value::from("rust")),
        ("clientVersion", env!("CARGO_PKG_VERSION").into()),
        ("platform", std::env::consts::OS.into()),
        ("machine", std::env::consts::ARCH.into()),
    ])
}

async fn open(
    address: &Address,
    headers: &HeaderMap,
    trust: &Trust,
) -> Result<(Socket, bytes::Bytes), ConnectError> {
    let config = address.is_secure.then(|| trust.config()).transpose()?;
    let unreachable = |cause| ConnectError::Unreachable {
        address: address.authority.clone(),
        cause,
    };
    let stream = TcpStream::connect((address.host.as_str(), address.port))
        .await
        .map_err(unreachable)?;
    // Without this a small message waits until the one before is acknowledged. A socket that refuses it is only
    // slower.
    stream.set_nodelay(true).ok();
    let socket: Socket = match config {
        None => Box::new(stream),
        Some(config) => {
            let untrusted = |cause| ConnectError::Tls {
                address: address.authority.clone(),
                cause,
            };
            let name = ServerName::try_from(address.host.clone())
                .map_err(|error| untrusted(io::Error::other(error)))?;
            let connector = TlsConnector::from(Arc::new(config));
            Box::new(connector.connect(name, stream).await.map_err(untrusted)?)
        }
    };
    upgrade(socket, address, headers).await
}

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// The URL is none of a server.
    #[error("{url:?} is no URL of a server: {reason}; write ws://host:port or wss://host:port")]
    Url {
        /// What was given.
        url: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A header cannot be sent as it is.
    #[error(
        "the header {name:?} cannot be sent: its name or its value has characters that no header may have"
    )]
    Header {
        /// Its name.
        name: String,
    },
    /// Nobody listens there, or the network does not get there.
    #[error("cannot connect to {address}: {cause}")]
    Unreachable {
        /// Host and port.
        address: String,
        /// What the system says.
        cause: io::Error,
    },
    /// The server has no certificate that is trusted, or no TLS at all.
    #[error(
        "no TLS with {address}: {cause}; if its certificate is of its own making, name the authority with ca_cert"
    )]
    Tls {
        /// Host and port.
        address: String,
        /// What is wrong.
        cause: io::Error,
    },
    /// A file of authorities cannot be used.
    #[error(transparent)]
    AuthorityFile(#[from] TlsError),
    /// There are no authorities to trust.
    #[error("there is no authority to check the server's certificate with: {reason}")]
    Authorities {
        /// What is wrong.
        reason: String,
    },
    /// The server answers, but not with a websocket.
    #[error("{address} refuses the connection ({status}){}{text}", if text.is_empty() { "" } else { ": " })]
    Refused {
        /// Host and port.
        address: String,
        /// The status of its answer.
        status: u16,
        /// What it says; empty if that is longer than a sentence.
        text: String,
    },
    /// What listens there speaks something else.
    #[error("{address} is no server of websockets: {reason}")]
    NoWebsocket {
        /// Host and port.
        address: String,
        /// What is wrong.
        reason: String,
    },
    /// It took too long.
    #[error("{address} has not answered within {} s", after.as_secs_f64())]
    Timeout {
        /// Host and port.
        address: String,
        /// How long was waited.
        after: Duration,
    },
}
