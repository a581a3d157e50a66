//! [`Vuer`]: says what a server is to be, and starts it.

use std::path::PathBuf;
use std::time::Duration;

use futures_core::Stream;
use vuer_protocol::event::ClientEvent;

use crate::bind::Step;
use crate::handler::{Handler, HandlerGuard, Handlers};
use crate::http::{Route, Token, Workspace, absolute_path};
use crate::hub::Doors;
use crate::roles::Succession;
use crate::server::{Server, StartError};
use crate::session::{DeadMan, Events, Session};
use crate::settings::{EnvironmentError, Settings};
use crate::spawn::{Result as ProgramResult, Spawn};

/// The shortest time that the settings take: with none at all a session would do nothing but ping, or be given up
/// before its first message.
const LEAST_TIME: Duration = Duration::from_millis(10);

/// A server that is yet to be started.
///
/// Every setting has a default; the environment variable that [`new`](Self::new) names for some of them beats it, and a
/// call here beats both. Nothing runs, and no thread exists, before [`start`](Self::start).
///
/// ```no_run
/// use vuer::{Vuer, components as c, prelude::*};
///
/// # #[tokio::main] async fn main() -> vuer::Result {
/// let server = Vuer::new().spawn(async |session| {
///     session.set(c::Scene::new().child(c::Box::new().key("box")))?;
///     session.forever().await
/// });
/// let server = server.start().await?;
/// println!("{}", server.url());
/// Ok(server.until_ctrl_c().await?)
/// # }
/// ```
#[must_use = "a server does nothing before it is started"]
#[derive(Debug)]
pub struct Vuer {
    settings: Settings,
    /// What was wrong in the environment; said at the start, for a builder has nobody to say it to.
    environment: Option<EnvironmentError>,
    handlers: Handlers,
    doors: Doors,
}

impl Default for Vuer {
    fn default() -> Self {
        Self::new()
    }
}

impl Vuer {
    /// A server with the default settings and those of the environment. An empty variable is none; one that cannot be
    /// used stops the start. On and off are `1`, `true`, `yes`, `on` and their opposites.
    ///
    /// | variable | setting | value |
    /// |---|---|---|
    /// | `VUER_HOST`, `VUER_PORT` | [`host`](Self::host), [`port`](Self::port) | an address or name; a number |
    /// | `VUER_FREE_PORT` | [`free_port`](Self::free_port) | on or off |
    /// | `VUER_DOMAIN` | [`domain`](Self::domain) | an address of the page |
    /// | `VUER_QUERIES` | [`query`](Self::query) | `name=value&name=value` |
    /// | `VUER_CORS`, `VUER_ALLOW_HOST` | [`cors`](Self::cors), [`allow_host`](Self::allow_host) | lists, with commas |
    /// | `VUER_TOKEN` | [`token`](Self::token) | a secret |
    /// | `VUER_CLIENT_ROOT` | [`client_root`](Self::client_root) | a folder |
    /// | `VUER_WORKSPACE` or `VUER_STATIC_ROOT` | [`workspace`](Self::workspace) | a folder |
    /// | `VUER_SSL_CERT` or `SSL_CERT` | [`cert`](Self::cert) | a PEM file |
    /// | `VUER_SSL_KEY` or `SSL_KEY` | [`key`](Self::key) | a PEM file |
    /// | `VUER_SSL_CA_CERT` or `SSL_CA_CERT` | [`ca_cert`](Self::ca_cert) | a PEM file |
    /// | `VUER_TLS`, `VUER_TLS_DIR` | [`tls_auto`](Self::tls_auto), [`tls_dir`](Self::tls_dir) | `auto`; a folder |
    /// | `VUER_SETUP_PORT` | [`setup_port`](Self::setup_port) | a number |
    /// | `VUER_MDNS`, `VUER_OFFLINE` | [`mdns`](Self::mdns), [`offline`](Self::offline) | on or off |
    /// | `VUER_WEBSOCKET_MAX_SIZE` or `WEBSOCKET_MAX_SIZE` | [`websocket_max_size`](Self::websocket_max_size) | bytes |
    /// | `VUER_REQUEST_MAX_SIZE` or `REQUEST_MAX_SIZE` | [`request_max_size`](Self::request_max_size) | bytes |
    /// | `VUER_QUEUE_LEN` | [`queue_len`](Self::queue_len) | a number |
    /// | `VUER_VERBOSE` | [`verbose`](Self::verbose) | on or off |
    pub fn new() -> Self {
        let (settings, environment) =
            match Settings::from_environment(|name| std::env::var_os(name)) {
                Ok(settings) => (settings, None),
                Err(error) => (Settings::default(), Some(error)),
            };
        Self {
            settings,
            environment,
            handlers: Handlers::default(),
            doors: Doors::from([("/".to_owned(), Vec::new())]),
        }
    }

    /// Runs an async closure for each session. When it returns the session is closed; when it fails, the error
    /// goes to the log and the session is closed; when the session ends, it is cancelled at its next await.
    ///
    /// It shares the runtime's threads with everything else: to wait, it awaits (`tokio::time::sleep`, not
    /// `std::thread::sleep`), and work that takes long goes to `tokio::task::spawn_blocking`.
    ///
    /// With several closures the first one runs, unless they have filters: see [`Spawn::only`]. A closure that
    /// captures something is written as [the tour](crate#state) shows.
    pub fn spawn<F, Fut>(self, closure: F) -> Self
    where
        F: Fn(Session) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ProgramResult> + Send + 'static,
    {
        self.spawn_with(Spawn::new(closure))
    }

    /// Runs a stream for each session: it is given the client's events and yields events to be sent, or
    /// [`Frame`](crate::Frame)s, behind which it rests. When it ends, the session is closed. Handlers, requests
    /// and the queue of events work beside it.
    ///
    /// ```
    /// # use futures_util::{StreamExt as _, stream};
    /// use vuer::{Frame, Node, ServerEvent, Vuer};
    ///
    /// let server = Vuer::new().bind(|_events| {
    ///     stream::iter(0..).map(|step| {
    ///         let moved = Node::update("box").prop("position", [0.0, f64::from(step) * 0.01, 0.0]);
    ///         Frame::new(ServerEvent::Update { nodes: vec![moved], strict: false }).rate(30.0)
    ///     })
    /// });
    /// ```
    pub fn bind<F, S>(self, stream: F) -> Self
    where
        F: Fn(Events) -> S + Send + Sync + 'static,
        S: Stream<Item: Into<Step> + Send> + Send + 'static,
    {
        self.spawn_with(Spawn::stream(stream))
    }

    /// Runs a closure for those sessions that it is for.
    pub fn spawn_with(self, spawn: Spawn) -> Self {
        self.socket("/", spawn)
    }

    /// Opens a further websocket at `path`, with closures of its own. Clients are told of it by the URL
    /// parameter `ws`.
    pub fn socket(mut self, path: impl Into<String>, spawn: Spawn) -> Self {
        let path = absolute_path(&path.into());
        self.doors.entry(path).or_default().push(spawn);
        self
    }

    /// Calls an async function with every event of a type, from any session. A function that captures something
    /// is written as [the tour](crate#state) shows.
    pub fn on<F, Fut>(self, etype: impl Into<String>, function: F) -> Self
    where
        F: Fn(ClientEvent, Session) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ProgramResult> + Send + 'static,
    {
        self.handler(Handler::new(etype, function))
    }

    /// Adds a handler for good. [`add_handler`](Self::add_handler) gives a guard that removes it.
    pub fn handler(self, handler: Handler) -> Self {
        self.handlers.add(handler);
        self
    }

    /// Adds a handler; the guard removes it.
    pub fn add_handler(&self, handler: Handler) -> HandlerGuard {
        self.handlers.add(handler)
    }
}

/// Where to listen and what to tell of it.
impl Vuer {
    /// The host name or address to listen on. Default: `localhost`; `0.0.0.0` is the whole network.
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.settings.host = host.into();
        self
    }

    /// The TCP port to listen on; 0 takes a free one. Default: 8012.
    pub fn port(mut self, port: u16) -> Self {
        self.settings.port = port;
        self
    }

    /// Whether to end a process that already listens on the port, if it is the same user's. Default: false.
    pub fn free_port(mut self, free_port: bool) -> Self {
        self.settings.free_port = free_port;
        self
    }

    /// The URL of a hosted client, such as `https://vuer.ai`, to be printed first. Default: none, only the
    /// server's own pages.
    pub fn domain(mut self, domain: impl Into<String>) -> Self {
        self.settings.domain = Some(domain.into());
        self
    }

    /// A query parameter of the printed URLs. Default: none.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.queries.push((name.into(), value.into()));
        self
    }

    /// The certificate chain, a PEM file. Together with [`key`](Self::key) it turns TLS on. Default: none.
    pub fn cert(mut self, path: impl Into<PathBuf>) -> Self {
        self.settings.cert = Some(path.into());
        self.settings.tls_auto = false;
        self
    }

    /// The private key of the certificate, a PEM file. Default: none.
    pub fn key(mut self, path: impl Into<PathBuf>) -> Self {
        self.settings.key = Some(path.into());
        self.settings.tls_auto = false;
        self
    }

    /// Turns TLS on with a certificate of its own making, for every address and name of this machine, renewed by
    /// itself. It is signed by an authority that is kept in the user's data folder and that devices can be told to
    /// trust: see [`LocalCa`](crate::LocalCa). Of this and [`cert`](Self::cert) or [`key`](Self::key) the later call
    /// counts. Default: off.
    pub fn tls_auto(mut self) -> Self {
        self.settings.tls_auto = true;
        self.settings.cert = None;
        self.settings.key = None;
        self
    }

    /// The folder in which [`tls_auto`](Self::tls_auto) keeps its authority; of it nothing is ever served. Default: by
    /// the custom of the platform, see [`LocalCa::new`](crate::LocalCa::new).
    pub fn tls_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.settings.tls_dir = Some(folder.into());
        self
    }

    /// The port of `/setup`, a page on plain HTTP that says how devices come to trust the certificate of
    /// [`tls_auto`](Self::tls_auto), and gives them the authority's; 0 takes a free one. There is none without
    /// `tls_auto`, nor on loopback. Default: the port after the server's, or a free one if that is taken.
    pub fn setup_port(mut self, port: u16) -> Self {
        self.settings.setup_port = Some(port);
        self
    }

    /// Whether to tell the network by multicast DNS that a server is here: as a service `_vuer._tcp`, and under the
    /// name of the machine with `-vuer.local` behind it. On loopback nobody is told. Default: true.
    pub fn mdns(mut self, mdns: bool) -> Self {
        self.settings.mdns = mdns;
        self
    }

    /// Whether the page fetches nothing from elsewhere, whatever the program names: what is neither on this server nor on
    /// the page's own shows a marker instead. As `?offline` in the page's address, which stays with whoever writes the
    /// address. Default: false. A client of the program's own ([`client_root`](Self::client_root)) is not told.
    pub fn offline(mut self, offline: bool) -> Self {
        self.settings.offline = offline;
        self
    }

    /// The authorities of client certificates, a PEM file: clients without one of theirs are refused.
    /// Default: none, nobody is asked for a certificate.
    pub fn ca_cert(mut self, path: impl Into<PathBuf>) -> Self {
        self.settings.ca_cert = Some(path.into());
        self
    }

    /// Whether to log more: what clients do, beside warnings and errors. It has an effect only where the
    /// library sets up the log itself, in [`start_blocking`](Self::start_blocking). Default: false.
    pub fn verbose(mut self, verbose: bool) -> Self {
        self.settings.verbose = verbose;
        self
    }
}

/// Who may come in.
impl Vuer {
    /// The origins of other pages that may connect, read files and frame the page; replaces the default,
    /// `https://vuer.ai` and localhost on any port. One is written `https://host` or `http://host:port`, with `:*`
    /// for any port; `*` is any page. Anything else stops the start.
    pub fn cors(mut self, origins: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.settings.cors = origins.into_iter().map(Into::into).collect();
        self
    }

    /// A further host name that requests may be addressed to, such as that of a tunnel. Default: the names
    /// and addresses of this machine.
    pub fn allow_host(mut self, host: impl Into<String>) -> Self {
        self.settings.allow_hosts.push(host.into());
        self
    }

    /// Asks visitors for a token. Default: none, whoever reaches the port comes in.
    pub fn token(mut self, token: Token) -> Self {
        self.settings.token = Some(token);
        self
    }

    /// Whether `/relay` answers other machines although no token is set. Default: false.
    pub fn relay(mut self, relay: bool) -> Self {
        self.settings.relay = relay;
        self
    }
}

/// Who may move what the program moves, and when.
impl Vuer {
    /// Lets poses through only while the user of a session holds a switch: a button, or a pinch. Default: they always
    /// are.
    pub fn dead_man(mut self, dead_man: DeadMan) -> Self {
        self.settings.dead_man = Some(dead_man);
        self
    }

    /// Has one session at a time operate, while the others observe; `succession` says who does when nobody does. Default:
    /// everybody operates.
    ///
    /// The events of an **observer** reach no handler, no [`wait_for`](Session::wait_for), and neither the queue nor the
    /// streams of events. These still count: its INIT, which chooses its closure; its answers to requests; what is about
    /// the connection itself; its warnings, which go to the log; and CONTROL, by which it asks for the role
    /// ([`event::view::Control`](crate::event::view::Control)). It sees what the program sends, and
    /// [watches](Session::watch) and [`link`](Session::link) are as for anybody.
    ///
    /// The **role goes from one to another** only by its holder, who grants it on the page to one that asks or hands it
    /// back, or by the program ([`make_operator`](Session::make_operator), [`make_observer`](Session::make_observer)).
    /// Nobody can take it. The event ROLE tells the program of each session that gets or loses it
    /// ([`event::view::Role`](crate::event::view::Role)); first of the one that loses it, whose
    /// [dead-man's switch](Self::dead_man) is released before that, and of whose events nothing comes any more, not even
    /// what waits.
    ///
    /// A session keeps its role **while it waits** for its client to come back. When it ends, the role goes to whom
    /// `succession` says.
    ///
    /// Pages of this server show their role. **Clients of the original** hear nothing of it and cannot ask: they are
    /// observers, unless they are the first or the program names them.
    pub fn one_operator(mut self, succession: Succession) -> Self {
        self.settings.succession = Some(succession);
        self
    }
}

/// What is served over HTTP.
impl Vuer {
    /// A folder with a built client to serve instead of the embedded one. Default: the embedded one.
    pub fn client_root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.settings.client_root = Some(folder.into());
        self
    }

    /// What `/static` and `/workspace` serve. Default: the working directory, on loopback only.
    pub fn workspace(mut self, workspace: Workspace) -> Self {
        self.settings.workspace = Some(workspace);
        self
    }

    /// Serves a folder under `/static` and `/workspace`. Default: see [`workspace`](Self::workspace), which this
    /// replaces.
    pub fn static_root(self, folder: impl Into<PathBuf>) -> Self {
        self.workspace(Workspace::new().dir(folder))
    }

    /// A route of the program's own at `path`, or at every path below it if it ends in `/*`. It comes before what the
    /// server answers there by itself; of several routes the first that fits the path and the method answers.
    pub fn route(mut self, path: &str, route: Route) -> Self {
        self.settings.routes.add_route(path, route);
        self
    }

    /// Serves directories below a path of the program's own, by the rules of [`Workspace`].
    pub fn files(mut self, prefix: &str, files: Workspace) -> Self {
        self.settings.routes.add_files(prefix, files);
        self
    }

    /// Serves one file at a path of the program's own. A hidden file or a key is never served: see [`Workspace`].
    pub fn file(mut self, path: &str, file: impl Into<PathBuf>) -> Self {
        self.settings.routes.add_file(path, file.into());
        self
    }
}

/// Limits.
impl Vuer {
    /// The largest message a client may send, in bytes. Above it the session is closed. Default: 256 MiB.
    pub fn websocket_max_size(mut self, bytes: usize) -> Self {
        self.settings.websocket_max_size = bytes;
        self
    }

    /// How many bytes of unfinished messages, whose end has not come, all clients together may have sent. Above it the
    /// session that holds the most of them is closed (1009) and the log says so; the others go on. Of each client the
    /// first 64 KiB do not count. Default: twice [`websocket_max_size`](Self::websocket_max_size), 512 MiB.
    pub fn unfinished_max_size(mut self, bytes: usize) -> Self {
        self.settings.unfinished_max_size = Some(bytes);
        self
    }

    /// The largest body of an HTTP request, in bytes. Above it the answer is 413; and 503, while all bodies under way
    /// hold more than twice that together. Default: 256 MiB.
    pub fn request_max_size(mut self, bytes: usize) -> Self {
        self.settings.request_max_size = bytes;
        self
    }

    /// From how many waiting messages on superfluous updates are left out, and how many events of the client
    /// are kept. Large messages count more: as many as they have pieces of 5 KiB. Default: 100.
    pub fn queue_len(mut self, messages: usize) -> Self {
        self.settings.queue_len = messages;
        self
    }

    /// How many calls of async handlers may be at work for one session. While there are so many, or the events of
    /// those there are take 64 MiB, further events of types with an async handler wait for their handlers, as many as
    /// `queue_len` says and of 64 MiB at most, and a warning says so once; what falls out is counted by
    /// [`lost_events`](Session::lost_events). Everything else goes on: the queue and the streams of events, answers to
    /// requests, sync handlers. Default: 1,024.
    pub fn max_running_handlers(mut self, calls: usize) -> Self {
        self.settings.max_running_handlers = calls;
        self
    }

    /// How many bytes may wait for one session. A client for which more waits is disconnected, once what a later
    /// message makes superfluous is left out: of updates of a node those before the last. Of
    /// [`upsert_to`](Session::upsert_to) the first stays beside the last, for it may find another parent than the
    /// last would have found in its place. What waits is looked through again when a quarter more has come. Default:
    /// 64 MiB.
    pub fn outbox_bytes(mut self, bytes: usize) -> Self {
        self.settings.outbox_bytes = bytes;
        self
    }

    /// How many sessions there may be at a time, and how many connections that are none. Default: 1,024.
    pub fn max_sessions(mut self, sessions: usize) -> Self {
        self.settings.max_sessions = sessions;
        self
    }

    /// The time between two pings. Below 10 ms it counts as that. Default: 10 s.
    pub fn ping_interval(mut self, interval: Duration) -> Self {
        self.settings.ping_interval = interval.max(LEAST_TIME);
        self
    }

    /// A client counts as gone when for this long no byte has come from it and it has taken none. Below 10 ms it
    /// counts as that. Default: 30 s.
    pub fn dead_after(mut self, time: Duration) -> Self {
        self.settings.dead_after = time.max(LEAST_TIME);
        self
    }

    /// How long a session waits when the connection of its client is lost. A client of ours that comes back in time goes
    /// on in the same session: what it has missed is sent, what has happened in it meanwhile arrives, nothing comes
    /// twice, and the program's closure has not noticed; [`is_connected`](Session::is_connected) is false meanwhile.
    /// Whoever leaves on purpose, and clients of the original, are not waited for. What was sent and is not yet
    /// acknowledged is kept for it and counts towards [`outbox_bytes`](Self::outbox_bytes), of which it may take half.
    /// Zero: nobody is waited for. Default: 30 s.
    pub fn resume_grace(mut self, time: Duration) -> Self {
        self.settings.resume_grace = time;
        self
    }

    /// Whether floats are sent in double precision. Default: false, single, as the original does. A shared scene
    /// has a setting of its own: [`Scene::float64`](crate::Scene::float64).
    pub fn float64(mut self, float64: bool) -> Self {
        self.settings.float64 = float64;
        self
    }
}

impl Vuer {
    pub(crate) fn is_verbose(&self) -> bool {
        self.settings.verbose
    }

    /// Starts listening, on the tokio runtime that this is called in. Fails if the settings contradict each other, a
    /// certificate, key or folder cannot be used, or nothing can listen there: see [`StartError`].
    ///
    /// Where a machine has few cores and a client sends very much, a runtime of one worker,
    /// `#[tokio::main(worker_threads = 1)]`, takes its events in twice as fast: a worker that has nothing to do wakes at
    /// every arrival, and takes a core from those who have. Nothing in the program may block that one worker.
    pub async fn start(self) -> Result<Server, StartError> {
        match self.environment {
            Some(error) => Err(error.into()),
            None => Server::start(self.settings, self.handlers, self.doors).await,
        }
    }
}
