//! What every component has: key, containers, and props nobody declared.

use std::borrow::Cow;

use crate::component::Children;
use crate::key::Key;
use crate::node::{Container, Containers, Node};
use crate::value::{Map, Value};

/// The part of a component that is not its props. Setters are those of [`BaseProps`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Base {
    /// The key. Absent, the node gets a fixed or fresh one when it is sent to be placed in a scene.
    pub key: Option<Key>,
    /// Props set by name. They go over the wire as they are, also where the component declares a prop
    /// of that name: the one set by name counts.
    pub extra: Map,
    /// What the component holds.
    pub containers: Containers,
}

impl Base {
    /// Sets the field that stands under `name` on the wire: key, container or prop. A component's tag
    /// is fixed; setting it does nothing.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) {
        let mut node = Node {
            tag: None,
            key: self.key.take(),
            props: std::mem::take(&mut self.extra),
            containers: std::mem::take(&mut self.containers),
        };
        node.set(name, value);
        (self.key, self.extra, self.containers) = (node.key, node.props, node.containers);
    }
}

/// The setters that every component has.
pub trait BaseProps: AsMut<Base> + Sized {
    /// Sets the key by which the node is addressed.
    #[must_use]
    fn key(mut self, key: impl Into<Key>) -> Self {
        self.as_mut().key = Some(key.into());
        self
    }

    /// Sets a prop by its wire name, declared or not. It overrides a typed one of that name.
    #[must_use]
    fn prop(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        self.as_mut().set(name, value);
        self
    }

    /// Adds a child, or several: a node, text, or a tuple, array or `Vec` of these.
    #[must_use]
    fn child(self, children: impl Children) -> Self {
        self.add_to(Container::Children, children)
    }

    /// Adds to any container. Adding nothing makes an absent container an empty one, which is a
    /// difference: in an UPDATE the empty one empties the client's.
    #[must_use]
    fn add_to(mut self, container: Container, children: impl Children) -> Self {
        let list = self
            .as_mut()
            .containers
            .get_mut(container)
            .get_or_insert_default();
        children.for_each(&mut |child| list.push(child));
        self
    }
}

impl<T: AsMut<Base>> BaseProps for T {}
