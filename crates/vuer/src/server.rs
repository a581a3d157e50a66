//! A running server: listens, lets HTTP and TLS happen, and turns upgrades into sessions.

mod accept;
mod listen;
mod mdns;
mod places;
mod progress;
mod stop;

pub use self::stop::stop_requested;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::certificates::{CertificateFacts, Names, keep_fresh};
use crate::handler::{Handler, HandlerGuard, Handlers};
use crate::http::{PageUrl, Setup, Site, SiteError, Tls, TlsError, Workspace, url};
use crate::hub::{Doors, Hub};
use crate::port::{FreePortError, PortHolder};
use crate::session::{CloseReason, Message, SendError, Session, check_type};
use crate::settings::{EnvironmentError, Settings};

/// How long sessions and tasks may take to end when the server shuts down.
const SHUTDOWN_TIME: Duration = Duration::from_secs(5);
/// How long what was cut may take to let go.
const ABORT_TIME: Duration = Duration::from_millis(500);

/// Why a server could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// An environment variable has a value that cannot be used.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    /// A setting of what is served cannot be used.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The certificate or the key cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The port was to be freed, and could not be.
    #[error(transparent)]
    FreePort(#[from] FreePortError),
    /// Another process has the port.
    #[error("port {port} is in use{}: end it, choose another port, or set free_port (--free-port)", by(holder.as_ref()))]
    PortInUse {
        /// The port.
        port: u16,
        /// Who has it, if that can be seen.
        holder: Option<PortHolder>,
    },
    /// The host name has no address, or the address cannot be listened on.
    #[error("cannot listen on {host}:{port}: {cause}")]
    Listen {
        /// The host as it was given.
        host: String,
        /// The port.
        port: u16,
        /// What the system says.
        cause: io::Error,
    },
}

fn by(holder: Option<&PortHolder>) -> String {
    holder
        .map(|holder| format!(" by {holder}"))
        .unwrap_or_default()
}

/// A running server. Cheap to clone. Dropping it leaves the server running; [`shutdown`](Self::shutdown) ends it.
#[derive(Clone)]
pub struct Server(Arc<Inner>);

struct Inner {
    hub: Arc<Hub>,
    site: Arc<Site>,
    local_addr: SocketAddr,
    tls: Option<Tls>,
    setup_port: Option<u16>,
}

impl Server {
    pub(crate) async fn start(
        settings: Settings,
        handlers: Handlers,
        doors: Doors,
    ) -> Result<Self, StartError> {
        let tls = Tls::load(&settings)?;
        let listeners = listen::listen(&settings).await?;
        let local_addr = listeners.local_addr();
        let hub = Arc::new(Hub::new(settings, handlers, doors));
        let site = Arc::new(Site::new(
            &hub.settings,
            local_addr,
            tls.clone(),
            Arc::clone(&hub) as _,
        )?);
        let is_loopback = local_addr.ip().to_canonical().is_loopback();
        let mut setup_port = None;
        if let Some(tls) = tls.clone().filter(|tls| tls.authority().is_some()) {
            if !is_loopback {
                let listeners = listen::beside(&hub.settings, local_addr.port()).await?;
                setup_port = Some(listeners.local_addr().port());
                let setup = Setup::new(Arc::clone(&site), tls.clone(), local_addr.port());
                hub.spawn(accept::serve_setup(listeners, Arc::clone(&hub), setup));
            }
            let refresh = move || tls.refresh(&Names::of_this_machine(), SystemTime::now());
            hub.add_task("certificate", keep_fresh(refresh));
        }
        if hub.settings.mdns && !is_loopback {
            let announced = mdns::announce(local_addr, tls.is_some());
            hub.add_task("multicast DNS", mdns::watch(announced));
        }
        hub.spawn(accept::serve(
            listeners,
            Arc::clone(&hub),
            Arc::clone(&site),
            tls.clone(),
        ));
        Ok(Self(Arc::new(Inner {
            hub,
            site,
            local_addr,
            tls,
            setup_port,
        })))
    }

    /// The address it listens on; of several, the first.
    pub fn local_addr(&self) -> SocketAddr {
        self.0.local_addr
    }

    /// The first URL under which the page opens.
    pub fn url(&self) -> String {
        self.urls()
            .into_iter()
            .next()
            .map(|page| page.url)
            .unwrap_or_default()
    }

    /// Every URL under which the page opens, and what a headset can do there.
    pub fn urls(&self) -> Vec<PageUrl> {
        url::page_urls(&self.0.hub.settings, self.0.local_addr, self.0.tls.as_ref())
    }

    /// The certificate of the authority that signed the server's, with [`tls_auto`](crate::Vuer::tls_auto): what
    /// devices may be told to trust.
    pub fn authority(&self) -> Option<Arc<CertificateFacts>> {
        self.0.tls.as_ref()?.authority()
    }

    /// The URL of the page that says how devices come to trust the certificate, with
    /// [`tls_auto`](crate::Vuer::tls_auto) beyond loopback.
    pub fn setup_url(&self) -> Option<String> {
        url::setup_url(&self.urls(), self.0.setup_port?)
    }

    /// The port of that page.
    pub fn setup_port(&self) -> Option<u16> {
        self.0.setup_port
    }

    /// The sessions there are.
    pub fn sessions(&self) -> Vec<Session> {
        self.0.hub.sessions()
    }

    /// The session of this id, for whatever a session can do: send, ask, close.
    pub fn session(&self, id: &str) -> Option<Session> {
        self.0.hub.session(id)
    }

    /// The session that operates, where there is [one](crate::Vuer::one_operator); none while nobody does, as in the
    /// moment in which the role is handed over.
    pub fn operator(&self) -> Option<Session> {
        self.0.hub.roles.operator()
    }

    /// Sends an event that is encoded already to every session: one MessagePack map. The number of sessions
    /// that got it; an error if its type is not a program's to send.
    pub fn broadcast_bytes(&self, event: Bytes) -> Result<usize, SendError> {
        check_type(&event)?;
        let message = Message::new(event);
        let sessions = self.sessions();
        let reached = sessions
            .iter()
            .filter(|session| session.push_message(&message).is_ok());
        Ok(reached.count())
    }

    /// What `/static` and `/workspace` serve; links may be added to it.
    pub fn workspace(&self) -> &Workspace {
        self.0.site.workspace()
    }

    /// Adds a handler; the guard removes it.
    pub fn add_handler(&self, handler: Handler) -> HandlerGuard {
        self.0.hub.handlers.add(handler)
    }

    /// Runs a task that is cancelled, at its next await, when the server shuts down. `name` is for the log.
    pub fn add_task<F>(&self, name: &str, task: F) -> JoinHandle<Option<F::Output>>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        self.0.hub.add_task(name, task)
    }

    /// Ends the server and waits until everything of it has ended. The order: the shutdown is announced; no
    /// connection is accepted any more, requests under way are finished, tasks of the server are cancelled;
    /// sessions are closed with a reason, which cancels their closures and tasks. Connections that have not
    /// ended after 5 s are cut. What is left then can only be a closure or task that never awaits, and the log
    /// says so.
    pub async fn shutdown(&self) {
        let hub = &self.0.hub;
        hub.shutdown.cancel();
        for session in hub.sessions() {
            session.end(CloseReason::Shutdown);
        }
        hub.tasks.close();
        if timeout(SHUTDOWN_TIME, hub.tasks.wait()).await.is_ok() {
            return;
        }
        for session in hub.sessions() {
            tracing::warn!(
                session = session.id(),
                "cut: its client did not take what was left for it"
            );
        }
        hub.abort.cancel();
        if timeout(ABORT_TIME, hub.tasks.wait()).await.is_err() {
            tracing::warn!(
                tasks = hub.tasks.len(),
                "closures or tasks that never await outlive the server"
            );
        }
    }

    /// Serves until Ctrl-C is pressed, or on Unix somebody asks the process to end (SIGTERM, as `kill`, systemd and
    /// containers do), then shuts down. Fails if the system does not tell this process of such requests.
    pub async fn until_ctrl_c(&self) -> io::Result<()> {
        stop_requested()?.await;
        self.shutdown().await;
        Ok(())
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("local_addr", &self.0.local_addr)
            .finish_non_exhaustive()
    }
}
