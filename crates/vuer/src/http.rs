//! Everything the server answers over HTTP, except the upgrade to a websocket.
//!
//! [`Site`] is built once from the settings and decides alone: who may come in (`gate`), which route a path is
//! (`route`, the built-in ones here), what is sent (`client`, `workspace`, `relay`) and with which headers (`cors`,
//! `content`). It owns no socket: requests come in and answers go out.

mod authority;
mod client;
mod confine;
mod content;
mod cors;
mod endpoint;
mod gate;
mod mime;
mod origin;
mod query;
mod range;
mod relay;
pub(crate) mod reply;
mod route;
mod tls;
mod token;
pub(crate) mod url;
mod workspace;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CACHE_CONTROL, CONNECTION, HeaderName, HeaderValue, SET_COOKIE};
use http::request::Parts;
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use thiserror::Error;
use tokio::time::timeout;
use tracing::{info, warn};

use self::authority::Authority;
use self::client::Client;
use self::confine::Secrets;
use self::gate::{Gate, KnownHosts, Refusal};
use self::origin::Origins;
use self::reply::text;
use self::route::{Match, not_allowed};
use crate::settings::Settings;

pub use self::endpoint::{Endpoint, Reply};
pub(crate) use self::origin::DEFAULT_CORS;
pub(crate) use self::relay::Sessions;
pub(crate) use self::reply::Body;
pub use self::route::Route;
pub(crate) use self::route::Routes;
pub(crate) use self::tls::Tls;
pub use self::tls::TlsError;
pub use self::token::Token;
pub use self::url::{Headset, PageUrl, Reach};
pub use self::workspace::{Link, Workspace};

/// How long the next piece of a body may take to arrive.
const BODY_PAUSE: Duration = Duration::from_secs(30);

const NOSNIFF: (HeaderName, HeaderValue) = (
    http::header::X_CONTENT_TYPE_OPTIONS,
    HeaderValue::from_static("nosniff"),
);

/// Why the settings make no site.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SiteError {
    /// An entry of the `cors` list is no origin.
    #[error(
        "{entry:?} in the cors list is no origin: write it as https://host, http://host:port, http://host:* or *"
    )]
    Cors {
        /// The entry.
        entry: String,
    },
    /// A folder that is to be served does not exist.
    #[error("there is no folder {} to serve", path.display())]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// `client_root` holds no page.
    #[error("there is no index.html in {}: it should be the folder of a built client", path.display())]
    NoClient {
        /// The folder.
        path: PathBuf,
    },
}

/// The HTTP side of one server.
pub(crate) struct Site {
    gate: Gate,
    client: Client,
    workspace: Workspace,
    routes: Routes,
    secrets: Secrets,
    sessions: Arc<dyn Sessions>,
    request_max_size: usize,
}

impl Site {
    /// The site by `settings`, for a server that listens on `address`.
    ///
    /// Where no workspace is set, the working directory is served on loopback, and nothing beyond it.
    pub(crate) fn new(
        settings: &Settings,
        address: SocketAddr,
        tls: Option<Tls>,
        sessions: Arc<dyn Sessions>,
    ) -> Result<Self, SiteError> {
        let origins = Origins::parse(&settings.cors).map_err(|entry| SiteError::Cors { entry })?;
        let domain = settings.domain.as_deref().and_then(Authority::of_url);
        let names = settings
            .allow_hosts
            .iter()
            .filter_map(|name| known_name(name));
        let names = names.chain(domain.map(|authority| authority.host));
        let names = names.chain(known_name(&settings.host));
        let names: Vec<_> = names.chain(origins.hosts().map(str::to_owned)).collect();
        let workspace = match &settings.workspace {
            Some(workspace) => workspace.clone(),
            None if address.ip().to_canonical().is_loopback() => Workspace::new().dir("."),
            None => Workspace::new(),
        };
        for path in settings
            .routes
            .workspaces()
            .chain([&workspace])
            .flat_map(Workspace::dirs)
        {
            if !path.is_dir() {
                return Err(SiteError::NoFolder { path });
            }
        }
        if let Some(root) = &settings.client_root
            && !root.join("index.html").is_file()
        {
            return Err(SiteError::NoClient { path: root.clone() });
        }
        if !address.ip().to_canonical().is_loopback() {
            announce_reach(settings, &workspace);
        }
        let configured = [&settings.cert, &settings.key, &settings.ca_cert];
        Ok(Self {
            client: Client::new(settings.client_root.clone(), &origins),
            gate: Gate::new(
                KnownHosts::new(names, tls),
                origins,
                settings.token.clone(),
                settings.relay,
                address.port(),
            ),
            workspace,
            routes: settings.routes.clone(),
            secrets: Secrets::new(configured.into_iter().flatten().map(PathBuf::as_path)),
            sessions,
            request_max_size: settings.request_max_size,
        })
    }

    /// What `/static` and `/workspace` serve; links may be added to it while the server runs.
    pub(crate) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Whether a request may become a websocket; if not, the answer.
    #[expect(clippy::result_large_err, reason = "the error is the whole answer")]
    pub(crate) fn gate(&self, head: &Parts) -> Result<(), Response<Body>> {
        self.gate
            .upgrade(head)
            .map_err(|refusal| finish(refusal.into_response()))
    }

    /// The answer to everything that is no websocket upgrade.
    pub(crate) async fn respond<B>(&self, request: Request<B>, peer: SocketAddr) -> Response<Body>
    where
        B: hyper::body::Body<Data = Bytes>,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (head, body) = request.into_parts();
        let host = match self.gate.host(&head) {
            Ok(host) => host,
            Err(refusal) => return finish(refusal.into_response()),
        };
        let answer = self.answer(&head, body, &host, peer).await;
        let mut response = answer.unwrap_or_else(Refusal::into_response);
        if query::is_hot(head.uri.query()) {
            let no_cache = HeaderValue::from_static("no-cache");
            response.headers_mut().insert(CACHE_CONTROL, no_cache);
        }
        if let Ok(Some(cookie)) = self.gate.token(&head) {
            response.headers_mut().insert(SET_COOKIE, cookie);
        }
        cors::allow(&self.gate.origins, &head, response.headers_mut());
        finish(response)
    }

    /// The routes. The program's own come first, then the table of `protocol.md`.
    async fn answer<B>(
        &self,
        head: &Parts,
        body: B,
        host: &Authority,
        peer: SocketAddr,
    ) -> Result<Response<Body>, Refusal>
    where
        B: hyper::body::Body<Data = Bytes>,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        if head.method == Method::OPTIONS && cors::is_preflight(head) {
            return Ok(cors::preflight(head));
        }
        let path = head.uri.path();
        match self.routes.find(head) {
            Match::Route(route) => {
                self.gate.token(head)?;
                // Reading is for whoever may read the answer; a page that may not must not change anything either.
                if !head.method.is_safe() {
                    self.gate.origin(head, host)?;
                }
                return Ok(match self.read(body).await {
                    Ok(body) => route.respond(Request::from_parts(head.clone(), body)).await,
                    Err(refused) => refused,
                });
            }
            Match::WrongMethod(response) => return Ok(response),
            Match::Files(files, rest) => {
                return self.files(files, rest, head).await;
            }
            Match::File(file) => {
                self.gate.token(head)?;
                let content_type = workspace::content_type(&file.to_string_lossy());
                return Ok(reading(
                    head,
                    workspace::serve_file(file, content_type, head, &self.secrets),
                )
                .await);
            }
            Match::None => {}
        }
        if path == "/relay" {
            return self.relay(head, body, host, peer).await;
        }
        if let Some(rest) = path
            .strip_prefix("/static/")
            .or_else(|| path.strip_prefix("/workspace/"))
        {
            return self.files(&self.workspace, rest, head).await;
        }
        let (client, secrets) = (&self.client, &self.secrets);
        Ok(match path {
            "/" => {
                // The page alone is no secret, but without the token it could only fail to connect.
                self.gate.token(head)?;
                reading(head, client.index(head, secrets)).await
            }
            // Browsers ask for it wherever a page does not name another; a client without one is no error.
            "/favicon.ico" => match client.file("favicon.ico", head, secrets).await {
                missing if missing.status() == StatusCode::NOT_FOUND => {
                    reply::empty(StatusCode::NO_CONTENT)
                }
                found => found,
            },
            "/editor" => reading(head, client.file("editor/index.html", head, secrets)).await,
            _ => {
                reading(
                    head,
                    client.file(path.trim_start_matches('/'), head, secrets),
                )
                .await
            }
        })
    }

    async fn files(
        &self,
        files: &Workspace,
        path: &str,
        head: &Parts,
    ) -> Result<Response<Body>, Refusal> {
        self.gate.token(head)?;
        Ok(reading(head, files.respond(path, head, &self.secrets)).await)
    }

    async fn relay<B>(
        &self,
        head: &Parts,
        body: B,
        host: &Authority,
        peer: SocketAddr,
    ) -> Result<Response<Body>, Refusal>
    where
        B: hyper::body::Body<Data = Bytes>,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        self.gate.relay(head, host, peer)?;
        if head.method != Method::POST {
            return Ok(not_allowed(&["POST"]));
        }
        if !relay::is_msgpack(&head.headers) {
            return Ok(text(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Send a message as `Content-Type: application/msgpack`.\n",
            ));
        }
        Ok(match self.read(body).await {
            Ok(message) => relay::deliver(&*self.sessions, head, message),
            Err(refused) => refused,
        })
    }

    /// The whole body of a request, or the answer to one that is too large or breaks off.
    async fn read<B>(&self, body: B) -> Result<Bytes, Response<Body>>
    where
        B: hyper::body::Body<Data = Bytes>,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let limit = self.request_max_size;
        let mut body = pin!(Limited::new(body, limit));
        let mut read = BytesMut::new();
        let mut refused = loop {
            match timeout(BODY_PAUSE, body.frame()).await {
                Ok(None) => return Ok(read.freeze()),
                Ok(Some(Ok(frame))) => {
                    if let Ok(data) = frame.into_data() {
                        read.extend_from_slice(&data);
                    }
                }
                Ok(Some(Err(error))) if error.is::<LengthLimitError>() => {
                    break text(
                        StatusCode::PAYLOAD_TOO_LARGE,
                        format!(
                            "The body is above the limit of {limit} bytes (REQUEST_MAX_SIZE).\n"
                        ),
                    );
                }
                Ok(Some(Err(_))) => break text(StatusCode::BAD_REQUEST, "The body broke off.\n"),
                Err(_) => break text(StatusCode::REQUEST_TIMEOUT, "The body did not arrive.\n"),
            }
        };
        // What is left of the body is not going to be read.
        refused
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("close"));
        Err(refused)
    }
}

/// Says what a server beyond loopback exposes.
fn announce_reach(settings: &Settings, workspace: &Workspace) {
    if settings.token.is_none() {
        warn!(
            "whoever reaches this machine can open the page, see the scene and send events: \
             set a token (--token) unless you trust the network"
        );
    }
    if settings.workspace.is_none() {
        warn!("no files are served: beyond this machine the folder must be named");
    }
    for folder in workspace.dirs() {
        info!(folder = %folder.display(), "the network can read this folder at /static and /workspace");
    }
}

/// A resource that can only be read.
async fn reading(head: &Parts, response: impl Future<Output = Response<Body>>) -> Response<Body> {
    match head.method {
        Method::GET | Method::HEAD => response.await,
        Method::OPTIONS => {
            let mut response = not_allowed(&["GET"]);
            *response.status_mut() = StatusCode::NO_CONTENT;
            response
        }
        _ => not_allowed(&["GET"]),
    }
}

fn finish(mut response: Response<Body>) -> Response<Body> {
    let (name, value) = NOSNIFF;
    response.headers_mut().insert(name, value);
    response
}

/// A host to allow, given as a name, `*.name`, `name:port` or a URL.
fn known_name(text: &str) -> Option<String> {
    match text.strip_prefix("*.") {
        Some(parent) => Some(format!("*.{}", Authority::of_url(parent)?.host)),
        None => Some(Authority::of_url(text)?.host),
    }
}
