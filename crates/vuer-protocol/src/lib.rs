//! The wire protocol of Vuer: nodes, components, events and their MessagePack codec.
//!
//! Everything here is plain data: no I/O, no tasks, no clock.

// The derives write `::vuer_protocol::…`, here as well.
extern crate self as vuer_protocol;

pub mod base;
pub mod codec;
pub mod component;
pub mod components;
pub mod event;
#[doc(hidden)]
pub mod fuzz;
pub mod groups;
mod key;
mod node;
pub mod prelude;
pub mod prop;
mod tensor;
mod value;

pub use self::base::{Base, BaseProps};
pub use self::codec::{DecodeError, decode};
pub use self::component::{
    Children, Component, ComponentDef, Encode, EventDef, Group, GroupDef, Nodes, PropDef, PropType,
    Props,
};
pub use self::key::Key;
pub use self::node::{Child, Container, Containers, Node};
pub use self::tensor::{Dtype, Element, ShapeError, Tensor};
pub use self::value::{Map, Name, Value};
