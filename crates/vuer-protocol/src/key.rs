//! Keys: how nodes are addressed.
//!
//! A key is a string the program chooses; UPDATE, UPSERT and REMOVE find a node by it. The program
//! need not choose one: a component without a key gets a fresh one at the moment it is sent to be
//! placed in a scene (see [`Downlink`](crate::Downlink)), because the original's client cannot tell
//! nodes without keys from the root of the scene.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The key of a node. Cloning copies a pointer.
#[derive(Clone)]
pub struct Key(Repr);

#[derive(Clone)]
enum Repr {
    Static(&'static str),
    Shared(Arc<str>),
}

impl Key {
    /// A key that costs no allocation.
    pub const fn from_static(key: &'static str) -> Self {
        Self(Repr::Static(key))
    }

    /// A key this process has not made before: `_0`, `_1`, … This is the only place that makes keys.
    ///
    /// The underscore keeps them apart from the counters `0`, `1`, … that programs (and the
    /// original's Python package) are fond of.
    pub fn fresh() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self::from(format!("_{number}"))
    }

    /// The key as text, as it stands on the wire.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Static(text) => text,
            Repr::Shared(text) => text,
        }
    }
}

impl From<&str> for Key {
    fn from(key: &str) -> Self {
        Self(Repr::Shared(Arc::from(key)))
    }
}

impl From<String> for Key {
    fn from(key: String) -> Self {
        Self(Repr::Shared(Arc::from(key)))
    }
}

impl From<&String> for Key {
    fn from(key: &String) -> Self {
        Self::from(key.as_str())
    }
}

impl From<Arc<str>> for Key {
    fn from(key: Arc<str>) -> Self {
        Self(Repr::Shared(key))
    }
}

impl From<&Key> for Key {
    fn from(key: &Key) -> Self {
        key.clone()
    }
}

impl Deref for Key {
    type Target = str;
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

/// Lets maps keyed by `Key` be asked with a `&str`; hashing and ordering are those of the text.
impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Key {}

impl PartialEq<str> for Key {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Key {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl std::hash::Hash for Key {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fresh_keys_differ() {
        assert_ne!(Key::fresh(), Key::fresh());
    }

    #[test]
    fn static_and_shared_keys_are_the_same_key() {
        assert_eq!(Key::from_static("hands"), Key::from("hands"));
    }
}
