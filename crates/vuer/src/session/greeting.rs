//! What a session says about itself and the connection: HELLO, PONG, ACK; and what it knows of the link.

use std::net::SocketAddr;
use std::sync::atomic::Ordering;
use std::sync::{MutexGuard, PoisonError};
use std::time::SystemTime;

use bytes::Bytes;
use tokio::time::Instant;
use vuer_protocol::event::{ClientEvent, Downlink, ResumeOffer, ServerEvent, Timestamp};
use vuer_protocol::{Map, Value};

use super::Session;
use super::link::{LinkState, Monitor, taken};
use super::pending::UNNUMBERED;
use super::resume::{Arrival, ReturnInit};
use super::streams::{Pose, Stream};

/// What this server can do beyond the original's protocol, as HELLO names it.
///
/// `ping`: a PING event is answered with a PONG that has the same value, so that a page, which cannot send
/// websocket pings, can measure the round trip. `link`: the value of a PING is a map with the client's time and what it
/// has measured, and the PONG adds the server's time and what that knows of the link. `resume`: a client whose socket is
/// lost comes back into its session; see [`resume`](super::resume). `poses`: typed arrays of floats are read as lists,
/// and events of a headset's frame may say when that was (`frameTime`, `serverTime`). `roles`, where there is one
/// operator: the client is told by ROLE who that is, and tells by CONTROL who would like to be.
const FEATURES: &[&str] = &["ping", LINK, RESUME, "poses", ROLES];
const ROLES: &str = "roles";
const LINK: &str = "link";
const RESUME: &str = "resume";

impl Session {
    /// Whether a client with these features may come back when its socket is lost.
    pub(super) fn may_resume(&self, features: &[String]) -> bool {
        self.shared_features(features)
            .any(|shared| shared == RESUME)
    }

    /// What this server and a client with these features can do both.
    fn shared_features(&self, theirs: &[String]) -> impl Iterator<Item = &'static str> {
        let never_resumes = self.0.hub.settings.resume_grace.is_zero();
        let has_roles = self.0.hub.roles.are_kept();
        let ours = FEATURES.iter().copied();
        ours.filter(move |feature| !(never_resumes && *feature == RESUME))
            .filter(move |feature| has_roles || *feature != ROLES)
            .filter(|feature| theirs.iter().any(|their| their == feature))
    }

    /// The answer to the INIT of a client of ours. One that may come back is told how, and one that has, how many of
    /// its messages were `received` before.
    pub(super) fn greet(&self, features: &[String], received: Option<u64>) -> Bytes {
        self.0.is_own.store(true, Ordering::Relaxed);
        if self.shared_features(features).any(|shared| shared == LINK) {
            self.monitor().get_or_insert_default();
        }
        if self.shared_features(features).any(|shared| shared == ROLES) {
            self.tell_client_of_role();
        }
        let shared = self.shared_features(features).map(str::to_owned).collect();
        let resume = self.may_resume(features).then(|| ResumeOffer {
            token: self.0.returns.offer().secret().to_owned(),
            grace: self.0.hub.settings.resume_grace.as_secs_f64() * 1000.0,
            received: received.unwrap_or(0),
        });
        self.own_encoder().event(&ServerEvent::Hello {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            session: self.id().to_owned(),
            features: shared,
            resume,
        })
    }

    /// The answer to a PING: its value, and towards a client that measures the link, the server's time and what it
    /// knows.
    pub(super) fn pong(&self, ping: &ClientEvent) -> Bytes {
        let mut data = ping.value().unwrap_or_default();
        if let Some(monitor) = &mut *self.monitor() {
            let now = server_time();
            monitor.ping(&data, now);
            if let Value::Map(fields) = &mut data {
                fields.insert("server", now);
                fields.insert("link", self.state_of(monitor).to_value());
            }
        }
        self.about_the_connection("PONG", data)
    }

    /// Whether the program is to hear of the link after a ping: not as often as a client may please to send them.
    pub(super) fn link_is_due(&self) -> bool {
        self.monitor()
            .as_mut()
            .is_some_and(|monitor| monitor.is_due(Instant::now()))
    }

    /// Tells the program how the link is.
    pub(super) fn tell_link(&self) {
        let Some(link) = self.link() else {
            return;
        };
        let event = ClientEvent {
            ts: Some(SystemTime::now().into()),
            ..ClientEvent::new("LINK").with_value(&link.to_value())
        };
        let is_awaited = self.pending().answer(&event, UNNUMBERED);
        let len = event.raw_value.len();
        // It is of no type that is unknown, and of the shape that is expected.
        let _handled = self.hand_to_handlers(&event, len, is_awaited);
    }

    /// How good the way to the client is; `None` for clients of the original, which do not measure it. While there are
    /// handlers of the event LINK they are told about once a second, and at once when the connection is lost or back.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # fn is_safe(session: &vuer::Session) -> bool {
    /// session.link().is_some_and(|link| {
    ///     !link.is_resuming && link.pose_age.is_some_and(|age| age < Duration::from_millis(100))
    /// })
    /// # }
    /// ```
    pub fn link(&self) -> Option<LinkState> {
        self.monitor()
            .as_ref()
            .map(|monitor| self.state_of(monitor))
    }

    fn state_of(&self, monitor: &Monitor) -> LinkState {
        LinkState {
            coalesced: self.0.outbox.coalesced(),
            is_resuming: !self.0.is_connected.load(Ordering::Relaxed),
            ..monitor.state(Instant::now())
        }
    }

    /// What an event of a stream says of where something is; none of other events.
    pub(super) fn observe<'a>(&self, event: &'a ClientEvent) -> Option<Pose<'a>> {
        let stream = Stream::of(&event.etype)?;
        let now = Instant::now();
        let is_own = self.0.is_own.load(Ordering::Relaxed);
        let taken = if is_own {
            taken(event, now, server_time())
        } else {
            now
        };
        let pose = Pose {
            stream,
            taken,
            event,
        };
        if let Some(monitor) = &mut *self.monitor()
            && pose.is_tracked(None)
        {
            monitor.pose(stream, taken);
        }
        Some(pose)
    }

    fn monitor(&self) -> MutexGuard<'_, Option<Monitor>> {
        self.0
            .monitor
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the client how many of its messages have come.
    pub(super) fn acknowledgement(&self, messages: u64) -> Bytes {
        self.about_the_connection("ACK", Value::Float(messages as f64))
    }

    /// In double precision whatever the scene's numbers are in: these are times and counts.
    fn own_encoder(&self) -> Downlink {
        self.encoder().float64(true)
    }

    fn about_the_connection(&self, etype: &str, data: Value) -> Bytes {
        self.own_encoder().event(&ServerEvent::Other {
            etype: etype.to_owned(),
            data,
            extra: Map::new(),
        })
    }

    /// Whether a client may come back into this session.
    pub(crate) fn admits(&self, init: &ReturnInit, origin: Option<&str>) -> bool {
        self.0.returns.admits(init) && self.0.origin.as_deref() == origin
    }

    /// Hands over a client that has come back. It is given back if the session is past that.
    pub(crate) fn arrive(&self, arrival: Box<Arrival>) -> Result<(), Box<Arrival>> {
        self.0.returns.arrive(arrival)
    }

    pub(super) fn set_connected(&self, is_connected: bool) {
        self.0.is_connected.store(is_connected, Ordering::Relaxed);
    }

    /// The client has come back, from this address.
    pub(super) fn came_back(&self, peer: SocketAddr) {
        let mut remote_addr = self
            .0
            .remote_addr
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *remote_addr = peer;
        drop(remote_addr);
        self.set_connected(true);
    }
}

/// Milliseconds since 1970.
fn server_time() -> f64 {
    Timestamp::from(SystemTime::now()).as_millis()
}
