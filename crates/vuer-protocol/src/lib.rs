//! The wire protocol of Vuer: nodes, components, events and their MessagePack codec.
//!
//! Vuer shows in a browser or headset what a program declares, and tells the program what happens
//! there. Both go over one websocket, as maps in MessagePack. This crate knows those maps – the ones
//! of the original Python packages 0.0.71 and 0.1.6 and of their clients – and nothing of sockets: it
//! does no I/O, starts no tasks and reads no clock. Most programs want the crate `vuer` instead, which
//! has it all under its own name.
//!
//! # A scene is made of nodes
//!
//! A [`Node`] is a tag, a key, props and what stands inside it. A component is a typed constructor
//! for a node of one tag:
//!
//! ```
//! use vuer_protocol::{Node, components as c, prelude::*};
//!
//! let lamp = c::Group::new().key("lamp").position([0.0, 1.0, 0.0]).child((
//!     c::Sphere::new().args([0.1]).color("orange"),
//!     c::PointLight::new().intensity(5).color("orange"),
//!     // What is not declared goes by name.
//!     Node::new("Sparkles").prop("count", 20),
//! ));
//! ```
//!
//! Setters of props that several components share are traits; [`prelude`] has them all. All components
//! are in [`components`], and in the reference `docs/components.md` of the repository.
//!
//! # The server writes frames
//!
//! [`Downlink`](event::Downlink) writes SET, ADD, UPDATE, UPSERT, REMOVE and requests, straight from
//! components:
//!
//! ```
//! use vuer_protocol::event::{Downlink, ServerEvent, Timestamp};
//! use vuer_protocol::{components as c, prelude::*};
//!
//! let now = Timestamp::from_millis(1_700_000_000_123.0);
//! let frame = Downlink::new(now).update(&c::Box::new().key("b").scale(2), false);
//! // The other side, for clients and tests:
//! let (event, ts) = ServerEvent::decode(&frame)?;
//! assert_eq!((event.etype(), ts), ("UPDATE", Some(now)));
//! # Ok::<(), vuer_protocol::DecodeError>(())
//! ```
//!
//! # The client sends events
//!
//! [`ClientEvent`](event::ClientEvent) reads the envelope and leaves the value as it is, until it is
//! asked for as a [view](event::view) or untyped:
//!
//! ```
//! use vuer_protocol::event::{ClientEvent, view::Click};
//! use vuer_protocol::{Map, Value};
//!
//! let frame = ClientEvent::new("ON_CLICK").with_value(&Map::from([("key", "b")]).into()).encode();
//!
//! let event = ClientEvent::decode(&frame)?;
//! assert_eq!(event.parse::<Click>()?.key, "b");
//! assert_eq!(event.value()?.get("key").and_then(Value::as_str), Some("b"));
//! # Ok::<(), vuer_protocol::DecodeError>(())
//! ```
//!
//! # What it holds to
//!
//! - Unknown tags, props and events survive; nothing is guessed. What cannot be read is a
//!   [`DecodeError`] that says where.
//! - Bytes from outside cost no more than their length, nest no deeper than [`codec::MAX_DEPTH`] and
//!   cannot make it panic.
//! - Every prop is described once, in its declaration: from [`components::COMPONENTS`] and
//!   [`event::EVENTS`] come the TypeScript types and the reference.

#![forbid(unsafe_code)]

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
pub use self::codec::{DecodeError, TooDeep, decode};
pub use self::component::{
    Children, Component, ComponentDef, Encode, EventDef, Group, GroupDef, Nodes, PropDef, PropType,
    Props,
};
pub use self::key::Key;
pub use self::node::{Child, Container, Containers, Node};
pub use self::tensor::{Dtype, Element, ShapeError, Tensor};
pub use self::value::{Map, Name, Value};
