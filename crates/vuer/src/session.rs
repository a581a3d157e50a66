//! Sessions: one connected client each.
//!
//! [`Session`] is the handle programs hold. What it sends goes into the session's [`outbox`]; what the client
//! sends is read by the [`driver`], judged by the [`machine`], and ends in handlers, in an answer to a request
//! ([`rpc`]) or in the [`inbox`].

mod backlog;
mod close;
mod coalesce;
mod dead_man;
mod delivery;
pub(crate) mod driver;
mod failures;
pub(crate) mod frame;
mod greeting;
mod guards;
mod inbox;
mod kept;
mod lease;
mod link;
pub(crate) mod liveness;
mod machine;
mod ops;
pub(crate) mod outbox;
mod pending;
mod reports;
mod reserved;
mod resume;
pub(crate) mod returning;
#[cfg(test)]
mod rig;
mod role;
mod rpc;
mod streams;
pub(crate) mod unfinished;
mod watch;
mod writer;

use std::fmt;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use vuer_protocol::Value;
use vuer_protocol::codec::check_depth;
use vuer_protocol::event::rpc::{GetWebXrMesh, GrabRender};
use vuer_protocol::event::{ClientEvent, Downlink, Request, Rpc, Timestamp};

use self::backlog::Backlog;
use self::failures::Failures;
use self::guards::Guards;
use self::inbox::Inbox;
use self::link::Monitor;
use self::outbox::{Limits, Outbox, PushError};
use self::pending::Pending;
use self::resume::Returns;
use crate::hub::Hub;
use crate::scene::Scene;
use crate::spawn::{Result as ProgramResult, Spawn};

pub(crate) use self::backlog::Running;
pub use self::close::{CloseReason, SessionClosed};
pub use self::dead_man::{Button, DeadMan};
pub use self::inbox::{Events, WaitingEvents};
pub use self::link::LinkState;
pub(crate) use self::ops::check_type;
pub use self::ops::{Keys, SendError};
pub(crate) use self::outbox::Message;
pub(crate) use self::resume::{Arrival, ReturnInit, Socket};
pub use self::rpc::{RpcCall, RpcError, RpcStream};
pub use self::streams::{Side, Stream};
pub use self::watch::{Freshness, Watch};

/// One connected client: sends it scenes and changes, asks it things, and hears its events.
///
/// Cheap to clone; every clone is the same session. Operations never block: what is sent waits in the
/// session's outbox until the socket takes it. They fail when the session is over, and for what is nested too
/// deeply for a client to read ([`TooDeep`](crate::TooDeep)). Dropping a `Session` does nothing; the session ends when
/// the client leaves, the spawned closure returns, or [`close`](Self::close) is called.
#[derive(Clone)]
pub struct Session(Arc<Inner>);

struct Inner {
    id: String,
    remote_addr: Mutex<SocketAddr>,
    /// The origin of the page that it is, if it is one: who comes back is of the same.
    origin: Option<String>,
    hub: Arc<Hub>,
    /// The closures of which one may run for this session.
    spawns: Vec<Spawn>,
    outbox: Outbox,
    inbox: Inbox,
    backlog: Backlog,
    /// How often the program has failed lately, and how often that was said.
    failures: Failures,
    pending: Pending,
    init: Mutex<Option<ClientEvent>>,
    /// The shared scene it has joined.
    scene: Mutex<Option<Scene>>,
    /// The client is one of ours, which knows what the original's do not.
    is_own: AtomicBool,
    /// It has spoken, and is not one of ours.
    is_foreign: AtomicBool,
    warned_of_strict: AtomicBool,
    returns: Returns,
    guards: Guards,
    role: role::Told,
    /// What is measured, of a client with which that can be done.
    monitor: Mutex<Option<Monitor>>,
    /// There is a socket.
    is_connected: AtomicBool,
    reason: OnceLock<CloseReason>,
    /// Cancelled when the session is over.
    over: CancellationToken,
}

impl Session {
    pub(crate) fn new(
        hub: Arc<Hub>,
        remote_addr: SocketAddr,
        origin: Option<String>,
        spawns: Vec<Spawn>,
    ) -> Self {
        let limits = Limits {
            queue_len: hub.settings.queue_len,
            bytes: hub.settings.outbox_bytes,
        };
        Self(Arc::new(Inner {
            id: uuid::Uuid::new_v4().to_string(),
            remote_addr: Mutex::new(remote_addr),
            origin,
            spawns,
            outbox: Outbox::new(limits),
            inbox: Inbox::new(hub.settings.queue_len),
            backlog: Backlog::new(hub.settings.max_running_handlers, hub.settings.queue_len),
            failures: Failures::default(),
            guards: Guards::new(hub.settings.dead_man.clone()),
            role: role::Told::default(),
            hub,
            pending: Pending::default(),
            init: Mutex::default(),
            scene: Mutex::default(),
            is_own: AtomicBool::new(false),
            is_foreign: AtomicBool::new(false),
            warned_of_strict: AtomicBool::new(false),
            returns: Returns::default(),
            monitor: Mutex::default(),
            is_connected: AtomicBool::new(true),
            reason: OnceLock::new(),
            over: CancellationToken::new(),
        }))
    }

    /// The session's id, a random UUID. A client of the original is never told it.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// Where the client connects from; of one that has come back, where it does now.
    pub fn remote_addr(&self) -> SocketAddr {
        *self
            .0
            .remote_addr
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// What the client said about itself in its INIT: a map with `client`, versions, screen and time zone.
    /// `None` until it has come; clients of version 0.0.71 send none.
    pub fn client_info(&self) -> Option<Value> {
        self.init()?.value().ok()
    }

    fn init(&self) -> Option<ClientEvent> {
        let init = self.0.init.lock().unwrap_or_else(PoisonError::into_inner);
        init.clone()
    }

    /// Whether the client is there. It is false at once when its connection is lost, although the session waits for
    /// a client of ours to come back: see [`resume_grace`](crate::Vuer::resume_grace).
    pub fn is_connected(&self) -> bool {
        self.0.is_connected.load(Ordering::Relaxed) && !self.is_over()
    }

    /// Whether the session has ended: its client has left or not come back in time, or the program is done with it.
    pub fn is_over(&self) -> bool {
        self.0.over.is_cancelled()
    }

    /// Waits for the end of the session and says why it ended. A client that comes back in time has not ended it.
    pub async fn closed(&self) -> SessionClosed {
        self.0.over.cancelled().await;
        self.closed_now()
    }

    /// Waits for the end of the session, which is then the error: the last line of a closure that has set
    /// everything up and leaves the rest to handlers and tasks.
    pub async fn forever(&self) -> ProgramResult {
        Err(self.closed().await.into())
    }

    /// Ends the session. What was sent before is still delivered, then the client sees a normal close with
    /// `reason`.
    pub fn close(&self, reason: impl Into<String>) {
        self.end(CloseReason::Closed(reason.into()));
    }

    /// Ends the session as it ends when its spawned closure fails, for a program that has told by itself why: nothing
    /// is logged. What was sent before is still delivered.
    pub fn fail(&self) {
        self.end(CloseReason::Failed);
    }
}

/// Events and requests.
impl Session {
    /// Asks the client something and waits for the answer, by default for 2 s.
    pub fn rpc<R: Rpc>(&self, rpc: R) -> RpcCall<R> {
        RpcCall::new(self.clone(), rpc)
    }

    /// Asks for a picture of what the client shows. The scene must hold the component
    /// [`GrabRender`](vuer_protocol::components::GrabRender).
    pub fn grab_render(&self, request: GrabRender) -> RpcCall<GrabRender> {
        self.rpc(request)
    }

    /// Asks for the meshes that the headset has recognised in the room.
    pub fn get_webxr_mesh(&self, request: GetWebXrMesh) -> RpcCall<GetWebXrMesh> {
        self.rpc(request)
    }

    /// Waits for the next event of a type, or, for `INIT`, for the one that came first. What answers something that was
    /// sent may come before this is called: see [`WaitingEvents::wait_for`].
    pub async fn wait_for(&self, etype: &str, ttl: Duration) -> Result<ClientEvent, RpcError> {
        self.waiting_events().wait_for(etype, ttl).await
    }

    /// The events from now on, in order. Others may read them too.
    pub fn events(&self) -> Events {
        Events::from_now(self.clone())
    }

    /// The events from the start of the session, as far as they are still in its queue, and from now on, in order.
    pub fn events_from_start(&self) -> Events {
        Events::from_start(self.clone())
    }

    /// The events that wait now, to be looked at and taken together.
    ///
    /// ```
    /// # fn newest(session: &vuer::Session) -> Option<vuer::ClientEvent> {
    /// let waiting = session.waiting_events();
    /// let newest = waiting.pop();
    /// // What comes meanwhile is not cleared unseen.
    /// waiting.clear();
    /// # newest
    /// # }
    /// ```
    pub fn waiting_events(&self) -> WaitingEvents {
        WaitingEvents::now(self.clone())
    }

    /// Takes the oldest event that waits.
    pub fn popleft(&self) -> Option<ClientEvent> {
        self.waiting_events().popleft()
    }

    /// Takes the newest event that waits.
    pub fn pop(&self) -> Option<ClientEvent> {
        self.waiting_events().pop()
    }

    /// Takes all events that wait, those too that have come since the program last looked: see
    /// [`waiting_events`](Self::waiting_events).
    pub fn clear(&self) {
        self.waiting_events().clear();
    }

    /// How many events fell out of the queue before anybody took them: it holds the newest `queue_len`. Those count
    /// too that waited for [busy handlers](crate::Vuer::max_running_handlers) and fell out.
    pub fn lost_events(&self) -> u64 {
        self.0.inbox.lost() + self.0.backlog.lost()
    }

    /// Runs a task that is cancelled, at its next await, when the session ends.
    pub fn spawn_task<F>(&self, task: F) -> JoinHandle<Option<F::Output>>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let over = self.0.over.clone();
        self.0
            .hub
            .spawn(async move { over.run_until_cancelled(task).await })
    }
}

/// What the driver and the server need.
impl Session {
    fn encoder(&self) -> Downlink {
        encoder(self.0.hub.settings.float64)
    }

    /// Sends what is not nested too deeply for the client.
    fn push(&self, payload: Bytes) -> Result<(), SendError> {
        check_depth(&payload)?;
        Ok(self.push_unchecked(payload)?)
    }

    /// Sends an event of whatever type, if that is the program's to send.
    fn push_any(&self, event: Bytes) -> Result<(), SendError> {
        check_type(&event)?;
        self.push(event)
    }

    fn push_unchecked(&self, payload: Bytes) -> Result<(), SessionClosed> {
        self.push_message(&Message::new(payload))
    }

    pub(crate) fn push_message(&self, message: &Message) -> Result<(), SessionClosed> {
        self.0.outbox.push(message).map_err(|error| {
            if error == PushError::Overflow {
                let reason = CloseReason::Overflow(self.0.hub.settings.outbox_bytes);
                tracing::warn!(session = self.id(), "closed: {reason}");
                self.end(reason);
            }
            self.closed_now()
        })
    }

    fn send_request(&self, request: &Request) -> Result<(), SendError> {
        self.push_any(self.encoder().request(request))
    }

    /// Notes that it joins a scene; false if it has joined one.
    pub(crate) fn enter(&self, scene: &Scene) -> bool {
        let mut joined = self.0.scene.lock().unwrap_or_else(PoisonError::into_inner);
        let is_free = joined.is_none();
        joined.get_or_insert_with(|| scene.clone());
        is_free
    }

    /// Forgets the scene it has joined and gives it back.
    pub(crate) fn exit(&self) -> Option<Scene> {
        self.0
            .scene
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// Ends the session at once for everybody who holds it; the driver says good-bye. The first reason counts.
    pub(crate) fn end(&self, reason: CloseReason) {
        if self.0.reason.set(reason).is_ok() {
            self.0.outbox.close();
            self.0.over.cancel();
            self.0.guards.close();
            self.0.inbox.close();
        }
    }

    pub(crate) fn check_open(&self) -> Result<(), SessionClosed> {
        if self.is_over() {
            Err(self.closed_now())
        } else {
            Ok(())
        }
    }

    /// To be called only when the session is over or its outbox closed.
    fn closed_now(&self) -> SessionClosed {
        let reason = self.0.reason.get().cloned();
        SessionClosed {
            reason: reason.unwrap_or(CloseReason::Overflow(self.0.hub.settings.outbox_bytes)),
        }
    }

    /// Takes the messages that wait, for tests that have no socket.
    #[cfg(test)]
    pub(crate) fn waiting(&self) -> Vec<Bytes> {
        let mut frames = Vec::new();
        while !self.0.outbox.is_empty() {
            self.0
                .outbox
                .take(|segment| frames.extend(segment.payloads().map(Bytes::copy_from_slice)));
        }
        frames
    }

    fn backlog(&self) -> &Backlog {
        &self.0.backlog
    }

    fn inbox(&self) -> &Inbox {
        &self.0.inbox
    }

    fn pending(&self) -> &Pending {
        &self.0.pending
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("id", &self.0.id)
            .field("remote_addr", &self.remote_addr())
            .finish_non_exhaustive()
    }
}

/// Writes frames of this moment.
pub(crate) fn encoder(float64: bool) -> Downlink {
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let millis = since_1970.map_or(0.0, |time| time.as_millis() as f64);
    Downlink::new(Timestamp::from_millis(millis)).float64(float64)
}
