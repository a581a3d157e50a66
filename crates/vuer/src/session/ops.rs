//! What a session does to the scene of its client.

use std::sync::atomic::Ordering;

use bytes::Bytes;
use vuer_protocol::event::ServerEvent;
use vuer_protocol::{Encode, Key, Nodes, TooDeep};

use super::reserved::reserved;
use super::{Session, SessionClosed};
use crate::deletion;

/// Why something was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// The session is over.
    #[error(transparent)]
    Closed(#[from] SessionClosed),
    /// No client would read it.
    #[error(transparent)]
    TooDeep(#[from] TooDeep),
    /// Events of this type are the connection's own, which counts what is sent without them.
    #[error("the event {etype} is the connection's own: give yours another name")]
    Reserved {
        /// HELLO, PONG or ACK.
        etype: &'static str,
    },
}

/// Whether a program may send an event of this type.
pub(crate) fn check_type(event: &[u8]) -> Result<(), SendError> {
    match reserved(event) {
        None => Ok(()),
        Some(etype) => Err(SendError::Reserved { etype }),
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "programs write `session.add(c::Box::new())`; references work too"
)]
/// The scene. Every operation fails on a session that is over, and what is nested too deeply for clients to read is
/// refused as a whole: see [`SendError`].
impl Session {
    /// Replaces the scene: those containers and props that `scene` has; others stay as they are.
    pub fn set(&self, scene: impl Encode) -> Result<(), SendError> {
        self.push(self.encoder().set(&scene))
    }

    /// Adds nodes to the scene's children. A node whose key exists is replaced.
    pub fn add(&self, nodes: impl Nodes) -> Result<(), SendError> {
        self.push(self.encoder().add(&nodes, None))
    }

    /// Adds nodes to a container (`"bgChildren"`) or to the node of the key `to`.
    pub fn add_to(&self, to: impl AsRef<str>, nodes: impl Nodes) -> Result<(), SendError> {
        self.push(self.encoder().add(&nodes, Some(to.as_ref())))
    }

    /// Changes those nodes that exist, and adds the others to the scene's children.
    pub fn upsert(&self, nodes: impl Nodes) -> Result<(), SendError> {
        self.push(self.encoder().upsert(&nodes, None))
    }

    /// Changes those nodes that exist and moves them to a container or the node of the key `to`; adds the
    /// others there.
    pub fn upsert_to(&self, to: impl AsRef<str>, nodes: impl Nodes) -> Result<(), SendError> {
        self.push(self.encoder().upsert(&nodes, Some(to.as_ref())))
    }

    /// Sets the props that the nodes have on the nodes of the same keys, which keep their others. What a node
    /// is changes, too: a `Urdf` that is updated with a `Box` becomes one. A node without a key changes the scene
    /// itself. A node whose prop `value` is `"$delete"` is removed.
    pub fn update(&self, nodes: impl Nodes) -> Result<(), SendError> {
        self.update_or_remove(&nodes, false)
    }

    /// Like [`update`](Self::update), but the nodes lose all other props. Clients of the original do not
    /// know this and keep them; a warning says so, once.
    pub fn update_strict(&self, nodes: impl Nodes) -> Result<(), SendError> {
        self.warn_of_strict();
        self.update_or_remove(&nodes, true)
    }

    /// Says once that the client does not know strict updates.
    pub(crate) fn warn_of_strict(&self) {
        if self.0.is_foreign.load(Ordering::Relaxed)
            && !self.0.warned_of_strict.swap(true, Ordering::Relaxed)
        {
            tracing::warn!(
                session = self.id(),
                "a strict update merges in this client, which is not Vuer in Rust's"
            );
        }
    }

    fn update_or_remove(&self, nodes: &dyn Nodes, strict: bool) -> Result<(), SendError> {
        let deletions = deletion::keys(nodes);
        if deletions.is_empty() {
            return self.push(self.encoder().update(nodes, strict));
        }
        let rest = deletion::rest(nodes);
        if !rest.is_empty() {
            self.push(self.encoder().update(&rest, strict))?;
        }
        self.push(self.encoder().remove(&deletions))
    }

    /// Removes the nodes of these keys. Keys that do not exist are ignored.
    pub fn remove(&self, keys: impl Keys) -> Result<(), SessionClosed> {
        self.push_unchecked(self.encoder().remove(&Keys::to_vec(&keys)))
    }

    /// Sends any event; an UPDATE as [`update`](Self::update) does.
    pub fn send(&self, event: &ServerEvent) -> Result<(), SendError> {
        match event {
            ServerEvent::Update {
                nodes,
                strict: false,
            } => self.update(nodes),
            ServerEvent::Update {
                nodes,
                strict: true,
            } => self.update_strict(nodes),
            other => self.push_any(self.encoder().event(other)),
        }
    }

    /// Sends an event that is encoded already: one MessagePack map. Nothing but its type is looked at.
    pub fn send_bytes(&self, event: Bytes) -> Result<(), SendError> {
        check_type(&event)?;
        Ok(self.push_unchecked(event)?)
    }
}

/// One key, or an array, slice or `Vec` of keys.
pub trait Keys {
    /// All of them.
    fn to_vec(&self) -> Vec<Key>;
}

impl Keys for str {
    fn to_vec(&self) -> Vec<Key> {
        vec![Key::from(self)]
    }
}

impl Keys for String {
    fn to_vec(&self) -> Vec<Key> {
        vec![Key::from(self.as_str())]
    }
}

impl Keys for Key {
    fn to_vec(&self) -> Vec<Key> {
        vec![self.clone()]
    }
}

impl<K: Keys> Keys for [K] {
    fn to_vec(&self) -> Vec<Key> {
        self.iter().flat_map(Keys::to_vec).collect()
    }
}

impl<K: Keys, const N: usize> Keys for [K; N] {
    fn to_vec(&self) -> Vec<Key> {
        Keys::to_vec(self.as_slice())
    }
}

impl<K: Keys> Keys for Vec<K> {
    fn to_vec(&self) -> Vec<Key> {
        Keys::to_vec(self.as_slice())
    }
}

impl<K: Keys + ?Sized> Keys for &K {
    fn to_vec(&self) -> Vec<Key> {
        (**self).to_vec()
    }
}
