//! Scenes that belong to the program instead of to one session: any number of sessions join, every change
//! goes to all of them from one encoding, and who joins late gets a snapshot first.

mod depth;
mod rules;
pub(crate) mod tree;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;
use vuer_protocol::codec::check_depth;
use vuer_protocol::event::{Downlink, ServerEvent};
use vuer_protocol::{Encode, Key, Node, Nodes};

use self::rules::Refused;
use self::tree::Tree;
use crate::deletion;
use crate::session::{self, Keys, Message, SendError, Session, SessionClosed, check_type};
use crate::time::Pace;

/// How many refused changes are told in a minute; a program may make the same one many times a second.
const REFUSALS: u32 = 10;

/// A scene that sessions share. Cheap to clone; every clone is the same scene.
///
/// Changes never block and never fail: who is not there does not get them. A node that is nested too deeply for
/// clients to read ([`TooDeep`](vuer_protocol::TooDeep)), or would be where it is to stand, is refused, with those
/// behind it in the same call, and the log says so. A session may change its own picture beside the shared scene, with
/// the operations of [`Session`]; both reach its client in the order they were made. A session that leaves keeps what
/// it has seen.
///
/// ```
/// use vuer::{Scene, Vuer, components as c, prelude::*};
///
/// let scene = Scene::new();
/// scene.add(c::Box::new().key("box"));
/// let shared = scene.clone();
/// let server = Vuer::new().spawn(move |session| {
///     let shared = shared.clone();
///     async move {
///         shared.join(&session)?;
///         session.forever().await
///     }
/// });
/// scene.update(c::Box::new().key("box").position([0.0, 1.0, 0.0]));
/// ```
#[derive(Clone, Default)]
pub struct Scene(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    tree: Tree,
    members: Vec<Session>,
    float64: bool,
    refusals: Pace,
}

/// Why a session could not join a scene.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JoinError {
    /// It has joined a scene already, this or another one. It can leave that first.
    #[error("the session has joined a scene already")]
    Joined,
    /// The session is over.
    #[error(transparent)]
    Closed(#[from] SessionClosed),
}

impl Scene {
    /// An empty scene. Clients that join it show their built-in one: the nodes of
    /// [`builtin_background`](vuer_protocol::components::builtin_background), which can be changed and removed as
    /// others can, by their keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether floats are sent in double precision. Default: false, single, as the original does.
    #[must_use]
    pub fn float64(self, float64: bool) -> Self {
        self.lock().float64 = float64;
        self
    }

    /// Shows the scene to a session, as it is now, and with every change from now on. Fails if the session has joined a
    /// scene, or is over.
    pub fn join(&self, session: &Session) -> Result<(), JoinError> {
        if !session.enter(self) {
            return Err(JoinError::Joined);
        }
        let mut state = self.lock();
        let sent = state
            .snapshot()
            .iter()
            .try_for_each(|message| session.push_message(message));
        // A session that ends from here on leaves by itself, for it has entered. One that had ended does not,
        // and an empty snapshot would not tell.
        if let Err(closed) = sent.and_then(|()| session.check_open()) {
            session.exit();
            return Err(closed.into());
        }
        state.members.push(session.clone());
        Ok(())
    }

    /// Sends a session no more changes. Says whether it had joined.
    pub fn leave(&self, session: &Session) -> bool {
        let mut state = self.lock();
        let before = state.members.len();
        state.members.retain(|member| member.id() != session.id());
        let was_member = state.members.len() < before;
        drop(state);
        if was_member {
            session.exit();
        }
        was_member
    }

    /// The scene as it is, with all it holds: a node of the tag `Scene`, without a key. What the page shows from
    /// the start is in it once the program has changed it.
    pub fn to_node(&self) -> Node {
        self.lock().tree.to_node()
    }

    /// The node of a key, with all it holds; of several the one that an UPDATE would mean, the first depth first.
    pub fn get(&self, key: impl AsRef<str>) -> Option<Node> {
        self.lock().tree.get(key.as_ref())
    }

    /// The sessions that have joined and are still there.
    pub fn sessions(&self) -> Vec<Session> {
        self.lock()
            .members
            .iter()
            .filter(|member| member.is_connected())
            .cloned()
            .collect()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "programs write `scene.add(c::Box::new())`; references work too"
)]
/// Changes. Each is described at the operation of the same name of [`Session`].
impl Scene {
    /// Replaces those containers and props that `scene` has; others stay as they are.
    pub fn set(&self, scene: impl Encode) {
        let mut scene = scene.to_node();
        scene.containers.ensure_keys();
        self.apply(ServerEvent::Set { scene });
    }

    /// Adds nodes to the scene's children. A node whose key exists is replaced.
    pub fn add(&self, nodes: impl Nodes) {
        self.apply(ServerEvent::Add {
            nodes: with_keys(&nodes),
            to: None,
        });
    }

    /// Adds nodes to a container or to the node of the key `to`.
    pub fn add_to(&self, to: impl AsRef<str>, nodes: impl Nodes) {
        self.apply(ServerEvent::Add {
            nodes: with_keys(&nodes),
            to: Some(Key::from(to.as_ref())),
        });
    }

    /// Changes those nodes that exist, and adds the others to the scene's children.
    pub fn upsert(&self, nodes: impl Nodes) {
        self.apply(ServerEvent::Upsert {
            nodes: with_keys(&nodes),
            to: None,
        });
    }

    /// Changes those nodes that exist and moves them to a container or the node of the key `to`; adds the
    /// others there.
    pub fn upsert_to(&self, to: impl AsRef<str>, nodes: impl Nodes) {
        self.apply(ServerEvent::Upsert {
            nodes: with_keys(&nodes),
            to: Some(Key::from(to.as_ref())),
        });
    }

    /// Sets the props that the nodes have on the nodes of the same keys, which keep their others. What a node
    /// is changes, too: a `Urdf` that is updated with a `Box` becomes one.
    pub fn update(&self, nodes: impl Nodes) {
        self.update_or_remove(&nodes, false);
    }

    /// Like [`update`](Self::update), but the nodes lose all other props. Clients of the original keep them.
    pub fn update_strict(&self, nodes: impl Nodes) {
        self.update_or_remove(&nodes, true);
    }

    fn update_or_remove(&self, nodes: &dyn Nodes, strict: bool) {
        let keys = deletion::keys(nodes);
        let nodes = deletion::rest(nodes);
        if !nodes.is_empty() {
            self.apply(ServerEvent::Update { nodes, strict });
        }
        if !keys.is_empty() {
            self.apply(ServerEvent::Remove { keys });
        }
    }

    /// Removes the nodes of these keys. Keys that do not exist are ignored.
    pub fn remove(&self, keys: impl Keys) {
        self.apply(ServerEvent::Remove {
            keys: Keys::to_vec(&keys),
        });
    }

    /// Sends any event to every session, in order with the changes; an UPDATE as [`update`](Self::update) does.
    pub fn send(&self, event: &ServerEvent) {
        match event {
            ServerEvent::Update { nodes, strict } => self.update_or_remove(nodes, *strict),
            other => self.apply(other.clone()),
        }
    }

    /// Changes the scene and tells everybody, as one step.
    fn apply(&self, event: ServerEvent) {
        let mut state = self.lock();
        if let Err(reason) = state.apply(event)
            && state.refusals.allows(REFUSALS, Instant::now())
        {
            tracing::error!("refused a change of a shared scene: {reason}");
        }
    }
}

impl State {
    fn apply(&mut self, mut event: ServerEvent) -> Result<(), SendError> {
        let Err(Refused { index, reason }) = self.tree.apply(&event) else {
            return self.tell(&event);
        };
        // The message knows the way better than the tree, if it is too deep by itself.
        let reason = check_depth(&self.encoder().event(&event))
            .err()
            .unwrap_or(reason);
        if let ServerEvent::Add { nodes, .. }
        | ServerEvent::Update { nodes, .. }
        | ServerEvent::Upsert { nodes, .. } = &mut event
            && index > 0
        {
            nodes.truncate(index);
            self.tell(&event)?;
        }
        Err(reason.into())
    }

    fn tell(&mut self, event: &ServerEvent) -> Result<(), SendError> {
        if self.members.is_empty() {
            return Ok(());
        }
        let message = self.encoder().event(event);
        // The operations' own types need no look.
        if let ServerEvent::Hello { .. } | ServerEvent::Other { .. } = event {
            check_type(&message)?;
        }
        check_depth(&message)?;
        let message = Message::new(message);
        if let ServerEvent::Update { strict: true, .. } = event {
            self.members.iter().for_each(Session::warn_of_strict);
        }
        self.members
            .retain(|member| member.push_message(&message).is_ok());
        Ok(())
    }

    fn encoder(&self) -> Downlink {
        session::encoder(self.float64)
    }

    /// What brings a new client up to date: one SET with the containers that are the program's, and what was added to
    /// the others, as it was for those who were there.
    fn snapshot(&self) -> Vec<Message> {
        self.tree
            .snapshot()
            .iter()
            .map(|event| Message::new(self.encoder().event(event)))
            .collect()
    }
}

fn with_keys(nodes: &dyn Nodes) -> Vec<Node> {
    let mut out = Vec::new();
    nodes.for_each(&mut |node| {
        let mut node = node.to_node();
        node.ensure_keys();
        out.push(node);
    });
    out
}

impl fmt::Debug for Scene {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scene")
            .field("sessions", &self.lock().members.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
