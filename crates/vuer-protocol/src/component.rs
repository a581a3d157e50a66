//! What components are made of: the traits that the derives implement, and the description of every
//! component that documentation and generated code are written from.

use std::fmt::Debug;

use crate::base::Base;
use crate::codec::{DecodeError, Encoder};
use crate::event::ClientEvent;
use crate::node::{Child, Containers, Node};
use crate::prop::Prop;
use crate::value::Value;

/// Something that goes over the wire as a node: every component, and [`Node`] itself.
///
/// Sending encodes straight from the struct; the other methods answer, without encoding, what a
/// queue of outgoing frames has to know about a node. Nodes inside its containers are [`Node`]s
/// already.
pub trait Encode {
    /// The wire name of the component. A bare [`Node`] may have none.
    fn wire_tag(&self) -> Option<&str>;

    /// The key, where one was given or the component has a fixed one.
    fn wire_key(&self) -> Option<&str>;

    /// What the node holds.
    fn containers(&self) -> &Containers;

    /// Names every prop that is set; neither tag nor key nor containers.
    fn for_each_prop_name(&self, visit: &mut dyn FnMut(&str));

    /// Writes the node.
    fn encode(&self, out: &mut Encoder);

    /// The same node untyped.
    fn to_node(&self) -> Node;
}

macro_rules! encode_through {
    ($pointer:ty) => {
        impl<T: Encode + ?Sized> Encode for $pointer {
            fn wire_tag(&self) -> Option<&str> {
                (**self).wire_tag()
            }
            fn wire_key(&self) -> Option<&str> {
                (**self).wire_key()
            }
            fn containers(&self) -> &Containers {
                (**self).containers()
            }
            fn for_each_prop_name(&self, visit: &mut dyn FnMut(&str)) {
                (**self).for_each_prop_name(visit);
            }
            fn encode(&self, out: &mut Encoder) {
                (**self).encode(out);
            }
            fn to_node(&self) -> Node {
                (**self).to_node()
            }
        }
    };
}

encode_through!(&T);
encode_through!(Box<T>);

/// One node or several: a component, a [`Node`], references to them, and tuples, arrays, slices and
/// `Vec`s of these, also by reference.
///
/// ```
/// use vuer_protocol::{Encode, Node, Nodes, components as c};
///
/// fn count(nodes: impl Nodes) -> usize {
///     let mut count = 0;
///     nodes.for_each(&mut |_| count += 1);
///     count
/// }
///
/// let mixed: Vec<Box<dyn Encode>> = vec![Box::new(c::Box::new()), Box::new(Node::update("b"))];
/// let rows = [[c::Sphere::new(), c::Sphere::new()], [c::Sphere::new(), c::Sphere::new()]];
/// assert_eq!(count((&mixed, &rows, c::Torus::new(), None::<Node>)), 7);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a node, nor a list of nodes",
    note = "pass a component, a `Node`, or a tuple, array, slice or `Vec` of them"
)]
pub trait Nodes {
    /// Visits each node in order.
    fn for_each(&self, visit: &mut dyn FnMut(&dyn Encode));
}

impl<T: Encode> Nodes for T {
    fn for_each(&self, visit: &mut dyn FnMut(&dyn Encode)) {
        visit(self);
    }
}

impl<T: Nodes> Nodes for [T] {
    fn for_each(&self, visit: &mut dyn FnMut(&dyn Encode)) {
        for nodes in self {
            nodes.for_each(visit);
        }
    }
}

impl<T: Nodes> Nodes for &[T] {
    fn for_each(&self, visit: &mut dyn FnMut(&dyn Encode)) {
        (**self).for_each(visit);
    }
}

impl<T: Nodes> Nodes for &Vec<T> {
    fn for_each(&self, visit: &mut dyn FnMut(&dyn Encode)) {
        self.as_slice().for_each(visit);
    }
}

impl<T: Nodes, const N: usize> Nodes for &[T; N] {
    fn for_each(&self, visit: &mut dyn FnMut(&dyn Encode)) {
        self.as_slice().for_each(visit);
    }
}

impl<T: Nodes> Nodes for Vec<T> {
    fn for_each(&self, visit: &mut dyn FnMut(&dyn Encode)) {
        self.as_slice().for_each(visit);
    }
}

impl<T: Nodes, const N: usize> Nodes for [T; N] {
    fn for_each(&self, visit: &mut dyn FnMut(&dyn Encode)) {
        self.as_slice().for_each(visit);
    }
}

impl<T: Nodes> Nodes for Option<T> {
    fn for_each(&self, visit: &mut dyn FnMut(&dyn Encode)) {
        if let Some(nodes) = self {
            nodes.for_each(visit);
        }
    }
}

/// What may stand in a container, one or several: nodes and text, and tuples, arrays and `Vec`s.
pub trait Children {
    /// Hands over each child in order.
    fn for_each(self, add: &mut dyn FnMut(Child));
}

impl<T: Into<Child>> Children for T {
    fn for_each(self, add: &mut dyn FnMut(Child)) {
        add(self.into());
    }
}

impl<T: Children> Children for Vec<T> {
    fn for_each(self, add: &mut dyn FnMut(Child)) {
        for children in self {
            children.for_each(add);
        }
    }
}

impl<T: Children, const N: usize> Children for [T; N] {
    fn for_each(self, add: &mut dyn FnMut(Child)) {
        for children in self {
            children.for_each(add);
        }
    }
}

macro_rules! for_tuples {
    ($($name:ident)+) => {
        impl<$($name: Nodes),+> Nodes for ($($name,)+) {
            fn for_each(&self, visit: &mut dyn FnMut(&dyn Encode)) {
                #[allow(non_snake_case, reason = "the type parameters name the fields")]
                let ($($name,)+) = self;
                $($name.for_each(visit);)+
            }
        }

        impl<$($name: Children),+> Children for ($($name,)+) {
            fn for_each(self, add: &mut dyn FnMut(Child)) {
                #[allow(non_snake_case, reason = "the type parameters name the fields")]
                let ($($name,)+) = self;
                $($name.for_each(add);)+
            }
        }
    };
}

for_tuples!(A);
for_tuples!(A B);
for_tuples!(A B C);
for_tuples!(A B C D);
for_tuples!(A B C D E);
for_tuples!(A B C D E F);
for_tuples!(A B C D E F G);
for_tuples!(A B C D E F G H);
for_tuples!(A B C D E F G H I);
for_tuples!(A B C D E F G H I J);
for_tuples!(A B C D E F G H I J K);
for_tuples!(A B C D E F G H I J K L);

/// A typed constructor for nodes of one tag. Derived, never implemented by hand.
pub trait Component:
    Encode + Into<Node> + Props + AsRef<Base> + AsMut<Base> + Clone + Default
{
    /// The component's description.
    const DEF: &'static ComponentDef;
}

/// A set of props that several components share, [`crate::groups`]. Derived, never implemented by
/// hand.
pub trait Group: Props + Clone + Default {
    /// The group's description.
    const DEF: &'static GroupDef;
}

/// Access to the props of a component or a group by their wire names.
pub trait Props {
    /// Visits every prop that is set.
    fn for_each_prop<'a>(&'a self, visit: &mut dyn FnMut(&'static str, &'a dyn Prop));

    /// Sets the prop `name` from an untyped value. Gives the value back, as the error, when there is
    /// no such prop or the value is not of its type.
    fn set_prop(&mut self, name: &str, value: Value) -> Result<(), Value>;
}

/// Sets a field of a component by its wire name: a prop if the value is of its type, else whatever
/// [`Base::set`] makes of it.
pub fn set_field<C: Component>(component: &mut C, name: &str, value: Value) {
    match component.set_prop(name, value) {
        // What was set untyped before would override it.
        Ok(()) => _ = component.as_mut().extra.remove(name),
        Err(value) => component.as_mut().set(name.to_owned(), value),
    }
}

/// The description of a component.
#[derive(Debug)]
pub struct ComponentDef {
    /// The name of the Rust type.
    pub name: &'static str,
    /// The name on the wire.
    pub tag: &'static str,
    /// Other names on the wire that clients take for the same.
    pub aliases: &'static [&'static str],
    /// The documentation, in Markdown.
    pub doc: &'static str,
    /// The key of a component that was given none, where the original has a fixed one.
    pub default_key: Option<&'static str>,
    /// The groups, in order.
    pub groups: &'static [&'static GroupDef],
    /// The props of its own, in order.
    pub props: &'static [PropDef],
}

impl ComponentDef {
    /// All props, those of the groups first.
    pub fn all_props(&self) -> impl Iterator<Item = &'static PropDef> {
        self.groups
            .iter()
            .flat_map(|group| group.props)
            .chain(self.props)
    }
}

/// The description of a group of props, or of the fields of a map.
#[derive(Debug)]
pub struct GroupDef {
    /// The name of the Rust type.
    pub name: &'static str,
    /// The documentation, in Markdown.
    pub doc: &'static str,
    /// The props, in order.
    pub props: &'static [PropDef],
}

/// The description of a prop, or of a field.
#[derive(Debug)]
pub struct PropDef {
    /// The name of the Rust field.
    pub field: &'static str,
    /// The name on the wire.
    pub name: &'static str,
    /// Its type.
    pub ty: PropType,
    /// Whether it is always there. No prop of a component is.
    pub required: bool,
    /// What the client takes when the prop is absent, as JSON; none where it takes nothing.
    pub default: Option<&'static str>,
    /// The documentation, in Markdown.
    pub doc: &'static str,
}

/// The description of an event.
#[derive(Debug)]
pub struct EventDef {
    /// The name of the Rust type.
    pub name: &'static str,
    /// The event's type on the wire.
    pub etype: &'static str,
    /// The documentation, in Markdown.
    pub doc: &'static str,
    /// The type of its value.
    pub ty: PropType,
    /// Parses the value of an event of this type into something that can be shown, for logs.
    pub parse: fn(&ClientEvent) -> Result<Box<dyn Debug>, DecodeError>,
}

/// The type of a prop, from which its types in other languages are written.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum PropType {
    /// Anything.
    Any,
    /// True or false.
    Bool,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// Text.
    Text,
    /// Bytes.
    Binary,
    /// One of the types that every side knows by name, such as `Vec3` or `Color`.
    Named(&'static str),
    /// One of a few words.
    Words(&'static [&'static str]),
    /// One of several types.
    OneOf(&'static [PropType]),
    /// A list of one type.
    List(&'static PropType),
    /// A map from text to one type.
    Map(&'static PropType),
    /// A map of the fields that this describes.
    Record(&'static GroupDef),
}

/// What the derive's implementations of [`Encode`] share. Not for use by hand.
#[doc(hidden)]
pub mod derive_support {
    use super::{Component, Encoder, Node, Value};

    /// A prop that was also set by name, as an untyped value, counts as that value.
    fn overridden<C: Component>(component: &C, name: &str) -> bool {
        let extra = &component.as_ref().extra;
        !extra.is_empty() && extra.contains(name)
    }

    pub fn for_each_prop_name<C: Component>(component: &C, visit: &mut dyn FnMut(&str)) {
        component.for_each_prop(&mut |name, _| {
            if !overridden(component, name) {
                visit(name);
            }
        });
        component
            .as_ref()
            .extra
            .names()
            .for_each(|name| visit(name));
    }

    pub fn encode<C: Component>(component: &C, out: &mut Encoder) {
        let base = component.as_ref();
        let mut len = base.extra.len();
        component.for_each_prop(&mut |name, _| len += usize::from(!overridden(component, name)));
        let props = |out: &mut Encoder| {
            component.for_each_prop(&mut |name, value| {
                if !overridden(component, name) {
                    out.str(name);
                    value.encode(out);
                }
            });
            out.entries(&base.extra);
        };
        out.node(
            component.wire_tag(),
            component.wire_key(),
            len,
            props,
            &base.containers,
        );
    }

    pub fn into_node<C: Component>(mut component: C) -> Node {
        let base = std::mem::take(component.as_mut());
        let mut node = Node::new(C::DEF.tag);
        node.key = base
            .key
            .or_else(|| C::DEF.default_key.map(crate::Key::from_static));
        node.containers = base.containers;
        component.for_each_prop(&mut |name, value| {
            node.props.insert(name, value.to_value());
        });
        for (name, value) in base.extra {
            node.props.insert(name, value);
        }
        node
    }

    pub fn set_option<T: crate::prop::PropValue>(
        slot: &mut Option<T>,
        value: Value,
    ) -> Result<(), Value> {
        *slot = Some(T::from_value(value)?);
        Ok(())
    }
}
