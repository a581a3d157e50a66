//! Nodes: what a scene is made of on the wire.

use std::borrow::Cow;

use crate::codec::{DecodeError, Encoder, FromWire, Reader, Token};
use crate::component::{Encode, PropType};
use crate::key::Key;
use crate::value::{Map, Value};

/// A node of any kind: tag, key, props and containers.
///
/// Components ([`crate::components`]) are typed constructors for nodes; a `Node` itself is for tags
/// and props this crate does not know, and for code that moves nodes around without asking what they
/// are. Every component turns into one with `Node::from` or `.into()`, so a list of several kinds is a
/// `Vec<Node>`, and what a loop makes is nested by assigning: `group = group.child(node)`.
///
/// ```
/// use vuer_protocol::Node;
///
/// let node = Node::new("meshNormalMaterial").key("skin").prop("flatShading", true);
/// assert_eq!(node.props.get("flatShading").and_then(|value| value.as_bool()), Some(true));
/// ```
///
/// ```
/// use vuer_protocol::{Container, Node, components as c, prelude::*};
///
/// let markers: Vec<Node> = vec![c::Sphere::new().key("tip").into(), c::Arrow::new().key("x").into()];
/// let mut group = c::Group::new().key("markers");
/// for marker in markers {
///     group = group.child(marker);
/// }
/// let group = Node::from(group);
/// assert_eq!(group.containers.get(Container::Children).map(<[_]>::len), Some(2));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Node {
    /// The wire name of the component. A node without one only changes props of a node that exists.
    pub tag: Option<Cow<'static, str>>,
    /// How the node is addressed. In an UPDATE a node without a key is the root.
    pub key: Option<Key>,
    /// The props, in wire order. `tag`, `key` and the names of containers are never among them.
    pub props: Map,
    /// What stands inside the node.
    pub containers: Containers,
}

impl Node {
    /// A node of this tag and nothing else.
    pub fn new(tag: impl Into<Cow<'static, str>>) -> Self {
        Self {
            tag: Some(tag.into()),
            ..Self::default()
        }
    }

    /// A node that names no tag: changes of the node of this key.
    pub fn update(key: impl Into<Key>) -> Self {
        Self {
            key: Some(key.into()),
            ..Self::default()
        }
    }

    /// Sets the key.
    #[must_use]
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Sets a prop, whatever its name; see [`Node::set`].
    #[must_use]
    pub fn prop(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        self.set(name, value);
        self
    }

    /// Adds a child.
    #[must_use]
    pub fn child(mut self, child: impl Into<Child>) -> Self {
        self.containers.push(Container::Children, child);
        self
    }

    /// Sets the field that stands under `name` on the wire: a prop, or the tag, key or a container if
    /// that is what the name means and the value fits there; what does not fit is dropped.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) {
        let (name, value) = (name.into(), value.into());
        if let Some(container) = Container::from_wire(&name) {
            if let Value::List(items) = value {
                *self.containers.get_mut(container) =
                    Some(items.into_iter().map(Child::from).collect());
            }
            return;
        }
        match (name.as_ref(), value) {
            ("tag", value) => self.tag = value.as_str().map(|tag| tag.to_owned().into()),
            ("key", value) => self.key = value.as_str().map(Key::from),
            (_, value) => {
                self.props.insert(name, value);
            }
        }
    }

    /// Gives every node that has no key a fresh one, this and those inside.
    pub fn ensure_keys(&mut self) {
        self.key.get_or_insert_with(Key::fresh);
        self.containers.ensure_keys();
    }
}

impl Encode for Node {
    fn wire_tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    fn wire_key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    fn containers(&self) -> &Containers {
        &self.containers
    }

    fn for_each_prop_name(&self, visit: &mut dyn FnMut(&str)) {
        self.props.names().for_each(|name| visit(name));
    }

    fn encode(&self, out: &mut Encoder) {
        let (tag, key) = (self.tag.as_deref(), self.key.as_deref());
        out.node(
            tag,
            key,
            self.props.len(),
            |out| out.entries(&self.props),
            &self.containers,
        );
    }

    fn to_node(&self) -> Node {
        self.clone()
    }
}

impl FromWire for Node {
    const TYPE: PropType = PropType::Named("NodeData");

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Map::read(reader).map(Self::from)
    }
}

/// The node whose wire form is this map.
impl From<Map> for Node {
    fn from(map: Map) -> Self {
        let mut node = Self::default();
        map.into_iter()
            .for_each(|(name, value)| node.set(name, value));
        node
    }
}

/// The map that is the node's wire form.
impl From<Node> for Map {
    fn from(node: Node) -> Self {
        let tag = node
            .tag
            .map(|tag| ("tag".into(), Value::from(tag.into_owned())));
        let key = node.key.map(|key| ("key".into(), Value::from(key)));
        let containers = node.containers.into_iter().map(|(container, children)| {
            (
                container.wire_name().into(),
                Value::List(children.into_iter().map(Value::from).collect()),
            )
        });
        tag.into_iter()
            .chain(key)
            .chain(node.props)
            .chain(containers)
            .collect()
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        Self::Map(node.into())
    }
}

/// What a container can hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Child {
    /// A node.
    Node(Node),
    /// Text, as in `Text` and the HTML components.
    Text(String),
    /// Nothing; it holds a place in the list. Clients pass over it.
    Nil,
}

impl<T: Into<Node>> From<T> for Child {
    fn from(node: T) -> Self {
        Self::Node(node.into())
    }
}

impl From<&str> for Child {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Child {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A map is a node; text stays text; numbers turn into text, which is what they are drawn as.
impl From<Value> for Child {
    fn from(value: Value) -> Self {
        match value {
            Value::Map(map) => Self::Node(map.into()),
            Value::Str(text) => Self::Text(text),
            Value::Int(number) => Self::Text(number.to_string()),
            Value::Float(number) => Self::Text(number.to_string()),
            _ => Self::Nil,
        }
    }
}

impl From<Child> for Value {
    fn from(child: Child) -> Self {
        match child {
            Child::Node(node) => node.into(),
            Child::Text(text) => text.into(),
            Child::Nil => Self::Nil,
        }
    }
}

impl FromWire for Child {
    const TYPE: PropType = PropType::Any;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match reader.peek()? {
            Token::Map(_) => Node::read(reader).map(Self::Node),
            _ => Value::read(reader).map(Self::from),
        }
    }
}

/// The four lists of a node that can hold nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Container {
    /// The scene proper; what a node of any tag holds.
    Children,
    /// Drawn beside the scene without waiting for it to load.
    RawChildren,
    /// Background, lights, controls.
    BgChildren,
    /// HTML over the canvas.
    HtmlChildren,
}

impl Container {
    /// All four, in the order in which the root is searched for a key.
    pub const ALL: [Self; 4] = [
        Self::Children,
        Self::RawChildren,
        Self::BgChildren,
        Self::HtmlChildren,
    ];

    /// The name on the wire.
    pub const fn wire_name(self) -> &'static str {
        match self {
            Self::Children => "children",
            Self::RawChildren => "rawChildren",
            Self::BgChildren => "bgChildren",
            Self::HtmlChildren => "htmlChildren",
        }
    }

    /// The container of this name.
    pub fn from_wire(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|container| container.wire_name() == name)
    }
}

/// What a node holds: each container is absent or a list, and an empty list is not absent – set on a
/// node that exists, it empties the container.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Containers([Option<Vec<Child>>; 4]);

impl Containers {
    /// No container.
    pub const NONE: Self = Self([const { None }; 4]);

    /// The list of a container, if it is there.
    pub fn get(&self, container: Container) -> Option<&[Child]> {
        self.0[container as usize].as_deref()
    }

    /// The list of a container, or its absence, to be changed.
    pub fn get_mut(&mut self, container: Container) -> &mut Option<Vec<Child>> {
        &mut self.0[container as usize]
    }

    /// Adds to a container, which is there from now on.
    pub fn push(&mut self, container: Container, child: impl Into<Child>) {
        self.get_mut(container)
            .get_or_insert_default()
            .push(child.into());
    }

    /// Whether no container is there.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// The containers that are there.
    pub fn iter(&self) -> impl Iterator<Item = (Container, &[Child])> {
        Container::ALL
            .into_iter()
            .filter_map(|container| Some((container, self.get(container)?)))
    }

    /// Gives every node without a key a fresh one, at any depth.
    pub fn ensure_keys(&mut self) {
        for child in self.0.iter_mut().flatten().flatten() {
            if let Child::Node(node) = child {
                node.ensure_keys();
            }
        }
    }
}

impl IntoIterator for Containers {
    type Item = (Container, Vec<Child>);
    type IntoIter = std::vec::IntoIter<Self::Item>;
    fn into_iter(self) -> Self::IntoIter {
        let present = Container::ALL.into_iter().zip(self.0);
        present
            .filter_map(|(container, list)| Some((container, list?)))
            .collect::<Vec<_>>()
            .into_iter()
    }
}
