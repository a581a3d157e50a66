//! What all sessions of a server share: settings, handlers, the closures to spawn, and the list of sessions.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::handler::Handlers;
use crate::http::Sessions;
use crate::roles::Roles;
use crate::session::unfinished::Unfinished;
use crate::session::{Arrival, CloseReason, Message, Session};
use crate::settings::Settings;
use crate::spawn::Spawn;

pub(crate) struct Hub {
    pub(crate) settings: Settings,
    pub(crate) handlers: Handlers,
    /// By the path of the websocket, what runs for its sessions.
    pub(crate) doors: Doors,
    /// What the clients have sent of messages that are not complete.
    pub(crate) unfinished: Unfinished,
    /// Cancelled when the server shuts down.
    pub(crate) shutdown: CancellationToken,
    /// Cancelled when connections have had their time to end by themselves.
    pub(crate) abort: CancellationToken,
    /// Everything that runs for this server.
    pub(crate) tasks: TaskTracker,
    /// Who operates.
    pub(crate) roles: Roles,
    runtime: Handle,
    sessions: Mutex<BTreeMap<String, Session>>,
}

/// The closures of each websocket path.
pub(crate) type Doors = BTreeMap<String, Vec<Spawn>>;

impl Hub {
    /// To be called within the runtime that everything is to run on.
    pub(crate) fn new(settings: Settings, handlers: Handlers, doors: Doors) -> Self {
        Self {
            unfinished: Unfinished::new(settings.unfinished_max_size()),
            roles: Roles::new(settings.succession),
            settings,
            handlers,
            doors,
            shutdown: CancellationToken::new(),
            abort: CancellationToken::new(),
            tasks: TaskTracker::new(),
            runtime: Handle::current(),
            sessions: Mutex::default(),
        }
    }

    pub(crate) fn spawn<F>(&self, task: F) -> JoinHandle<F::Output>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        self.tasks.spawn_on(task, &self.runtime)
    }

    /// Runs a task that is cancelled when the server shuts down.
    pub(crate) fn add_task<F>(&self, name: &str, task: F) -> JoinHandle<Option<F::Output>>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let (name, shutdown) = (name.to_owned(), self.shutdown.clone());
        self.spawn(async move {
            let output = shutdown.run_until_cancelled(task).await;
            tracing::debug!(
                name,
                cancelled = output.is_none(),
                "a task of the server ended"
            );
            output
        })
    }

    /// Adds a session to the list; `None` if there are `max_sessions` already,
    /// or if the server shuts down.
    pub(crate) fn admit(self: &Arc<Self>, session: &Session) -> Option<Admitted> {
        let mut sessions = self.lock();
        if sessions.len() >= self.settings.max_sessions || self.shutdown.is_cancelled() {
            return None;
        }
        sessions.insert(session.id().to_owned(), session.clone());
        self.roles.enter(session);
        Some(Admitted {
            hub: Arc::clone(self),
            session: session.clone(),
        })
    }

    /// Hands a client that has come back to its session, if there is one that it may come back to. Takes the same time
    /// whatever its token is.
    pub(crate) fn resume(
        &self,
        arrival: Box<Arrival>,
        origin: Option<&str>,
    ) -> Result<(), Box<Arrival>> {
        let sessions = self.sessions();
        let mine = sessions.iter().fold(None, |found, session| {
            let is_mine = session.admits(&arrival.init, origin);
            if is_mine { Some(session) } else { found }
        });
        match mine {
            Some(session) => session.arrive(arrival),
            None => Err(arrival),
        }
    }

    pub(crate) fn session(&self, id: &str) -> Option<Session> {
        self.lock().get(id).cloned()
    }

    pub(crate) fn sessions(&self) -> Vec<Session> {
        self.lock().values().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sessions for Hub {
    fn relay(&self, sid: &str, message: Bytes) -> Option<usize> {
        let receivers = match sid {
            "*" => self.sessions(),
            id => vec![self.session(id)?],
        };
        let message = Message::new(message);
        Some(
            receivers
                .iter()
                .filter(|session| session.push_message(&message).is_ok())
                .count(),
        )
    }
}

/// A place in the list of sessions. Dropping it frees the place and ends the session, should its driver not
/// have come to that: because its client was gone before the upgrade was done, or because the driver was cut.
pub(crate) struct Admitted {
    hub: Arc<Hub>,
    session: Session,
}

impl Drop for Admitted {
    fn drop(&mut self) {
        self.session
            .end(CloseReason::Lost("its connection was dropped".to_owned()));
        self.hub.roles.leave(&self.session);
        self.hub.lock().remove(self.session.id());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_session_that_never_got_its_socket_is_over() {
        let settings = Settings::default();
        let hub = Arc::new(Hub::new(settings, Handlers::default(), Doors::new()));
        let peer = ([127, 0, 0, 1], 1).into();
        let session = Session::new(Arc::clone(&hub), peer, None, Vec::new());
        drop(hub.admit(&session).unwrap());
        assert!(!session.is_connected());
        assert!(hub.sessions().is_empty());
    }
}
