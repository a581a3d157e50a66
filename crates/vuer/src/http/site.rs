//! The site: what all answers need, put together from the settings.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use http::Response;
use http::request::Parts;
use thiserror::Error;
use tracing::{info, warn};

use super::authority::Authority;
use super::body::Bodies;
use super::client::Client;
use super::confine::Secrets;
use super::gate::{Gate, KnownHosts, Refusal};
use super::origin::Origins;
use super::relay::Sessions;
use super::reply::Body;
use super::route::Routes;
use super::tls::Tls;
use super::workspace::Workspace;
use crate::certificates::LocalCa;
use crate::settings::Settings;

/// The HTTP side of one server.
pub(crate) struct Site {
    pub(super) gate: Gate,
    pub(super) client: Client,
    pub(super) workspace: Workspace,
    pub(super) routes: Routes,
    pub(super) secrets: Secrets,
    pub(super) sessions: Arc<dyn Sessions>,
    pub(super) bodies: Bodies,
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
        let mut names: Vec<_> = origins.hosts().map(str::to_owned).collect();
        names.extend(domain.map(|authority| authority.host));
        names.extend(known_name(&settings.host));
        for entry in &settings.allow_hosts {
            let name = known_name(entry);
            names.push(name.ok_or_else(|| SiteError::Host {
                entry: entry.clone(),
            })?);
        }
        if settings
            .token
            .as_ref()
            .is_some_and(|token| token.secret().is_empty())
        {
            return Err(SiteError::EmptyToken);
        }
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
            client: Client::new(settings, &origins),
            gate: Gate::new(
                KnownHosts::new(names, tls),
                origins,
                settings.token.clone(),
                settings.relay,
                address.port(),
            ),
            workspace,
            routes: settings.routes.clone(),
            secrets: Secrets::new(
                configured.into_iter().flatten().map(PathBuf::as_path),
                vaults(settings),
            ),
            sessions,
            bodies: Bodies::new(settings.request_max_size),
        })
    }

    /// What `/static` and `/workspace` serve; links may be added to it while the server runs.
    pub(crate) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Whether a request may become a websocket; if not, the answer.
    #[expect(clippy::result_large_err, reason = "the error is the whole answer")]
    pub(crate) fn gate(&self, head: &Parts) -> Result<(), Response<Body>> {
        self.gate.upgrade(head).map_err(Refusal::into_response)
    }
}

/// The folders of our own authority: the one that is set, and the usual one, which other servers may use.
fn vaults(settings: &Settings) -> impl Iterator<Item = PathBuf> {
    let folders = [settings.tls_dir.clone(), None];
    let authorities = folders.into_iter().map(LocalCa::new);
    authorities
        .filter_map(Result::ok)
        .map(|authority| authority.folder().to_owned())
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

/// A host to allow, given as a name, `*.name`, `name:port` or a URL.
fn known_name(text: &str) -> Option<String> {
    match text.strip_prefix("*.") {
        Some(parent) => Some(format!("*.{}", Authority::of_url(parent)?.host)),
        None => Some(Authority::of_url(text)?.host),
    }
}

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
    /// A name to allow is no host name.
    #[error(
        "{entry:?} is no host name: write it as host.example.com, or *.example.com for all below it"
    )]
    Host {
        /// The name.
        entry: String,
    },
    /// The token is empty.
    #[error(
        "the token is empty, and would let everybody in: give a secret, auto for a random one, or no token"
    )]
    EmptyToken,
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
