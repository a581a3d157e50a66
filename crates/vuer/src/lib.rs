//! Declare a live 3D scene, show it in any browser or headset, and hear back from it.
//!
//! A program builds a server with [`Vuer`] and starts it; whoever opens its page becomes a [`Session`]:
//!
//! ```no_run
//! use vuer::{Vuer, components as c, prelude::*};
//!
//! #[tokio::main]
//! async fn main() -> vuer::Result {
//!     let server = Vuer::new().spawn(async |session| {
//!         session.set(c::Scene::new().child(c::Box::new().key("box").color("orange")))?;
//!         session.forever().await
//!     });
//!     let server = server.start().await?;
//!     println!("{}", server.url());
//!     Ok(server.until_ctrl_c().await?)
//! }
//! ```
//!
//! # Scenes
//!
//! A scene is a tree of *nodes*. The structs of [`components`] make nodes; a [`Node`] by itself is one of any
//! tag, for what has no struct. A node is addressed by its *key*: [`Session::set`] replaces the scene,
//! [`add`](Session::add) and [`upsert`](Session::upsert) put nodes into it, [`update`](Session::update) changes
//! props, [`remove`](Session::remove) takes nodes out. All take one node, or a tuple, array or `Vec` of them.
//! None of them blocks. They fail when the session is over, and for nodes that are nested too deeply for a client
//! to read: see [`SendError`].
//!
//! Each session has a scene of its own. A [`Scene`] belongs to the program: any number of sessions join it, and
//! every change goes to all of them.
//!
//! # Events
//!
//! What happens in the client comes back as events: poses of hands, clicks, dragged objects.
//! [`Vuer::on`] and [`Handler`] call functions with them, [`Session::events`] and
//! [`wait_for`](Session::wait_for) wait for them, [`Session::popleft`] takes those that have come. A
//! [`ClientEvent`] is decoded when it is asked for its value, as one of the types in [`event::view`] or untyped:
//!
//! ```
//! use vuer::{Handler, Vuer, event::view::ObjectMove};
//!
//! let server = Vuer::new().handler(Handler::typed(async |moved: ObjectMove, session| {
//!     println!("{} has moved something: {moved:?}", session.id());
//!     Ok(())
//! }));
//! ```
//!
//! # State
//!
//! Closures run for many sessions and handlers for many events, so what they need of the program's state they must
//! clone. An `async` closure cannot do that; write a closure that clones and then returns an `async` block:
//!
//! ```
//! use vuer::{Scene, Vuer};
//!
//! let scene = Scene::new();
//! let server = Vuer::new().spawn(move |session| {
//!     let scene = scene.clone();
//!     async move {
//!         scene.join(&session)?;
//!         session.forever().await
//!     }
//! });
//! ```
//!
//! # Requests
//!
//! Some things are asked for: a picture of what the client shows, the meshes a headset has recognised. A
//! [`RpcCall`] is awaited for the answer, or read as a stream.
//!
//! # Slow clients
//!
//! What is sent waits in the session's outbox until the socket takes it. A client that keeps up gets every
//! message. For one that does not, updates are left out that a later one makes superfluous; nothing else is,
//! and the last state of everything arrives. [`Vuer::outbox_bytes`] bounds what may wait.
//!
//! # Errors
//!
//! Closures and handlers return [`Result`], so `?` works on every error in them; what they fail
//! with goes to the log, by way of [`tracing`]. Everything else has an error type of its own:
//! [`StartError`] and [`RunError`], [`SendError`], [`SessionClosed`], [`RpcError`], [`JoinError`].

#![forbid(unsafe_code)]

mod bind;
mod builder;
mod certificates;
#[cfg(feature = "client")]
pub mod client;
mod deletion;
mod handler;
mod http;
mod hub;
#[cfg(any(test, feature = "internals"))]
pub mod internals;
mod port;
mod roles;
mod runtime;
mod scene;
mod server;
mod session;
mod settings;
mod spawn;
mod time;

pub use vuer_protocol::event::rpc::{GetWebXrMesh, GrabRender, MjRender, MjStep, PictureFormat};
pub use vuer_protocol::event::{ClientEvent, HapticPulse, Rpc, ServerEvent, Timestamp};
pub use vuer_protocol::{
    Child, Children, Component, Container, DecodeError, Encode, Key, Map, Node, Nodes, Tensor,
    TooDeep, Value, components, event, prop,
};

pub use crate::bind::{Frame, Step};
pub use crate::builder::Vuer;
pub use crate::certificates::{CertificateError, CertificateFacts, LocalCa};
#[cfg(feature = "client")]
pub use crate::client::Client;
pub use crate::handler::{Handler, HandlerGuard};
pub use crate::http::url::lan_addresses;
pub use crate::http::{
    Endpoint, Headset, Link, PageUrl, Reach, Reply, Route, SiteError, TlsError, Token, Workspace,
};
pub use crate::port::{FreePortError, PortHolder};
pub use crate::roles::Succession;
pub use crate::runtime::{RunError, runtime};
pub use crate::scene::{JoinError, Scene};
pub use crate::server::{Server, StartError, stop_requested};
pub use crate::session::{
    Button, CloseReason, DeadMan, Events, Freshness, Keys, LinkState, RpcCall, RpcError, RpcStream,
    SendError, Session, SessionClosed, Side, Stream, WaitingEvents, Watch,
};
pub use crate::settings::EnvironmentError;
pub use crate::spawn::{Result, Spawn};

/// What the functions of a [`Route`] take and return, from the crates `http` and `bytes`.
pub mod route {
    pub use bytes::Bytes;
    pub use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header};
}

/// The traits that give components their setters. Components themselves are best used as
/// `use vuer::components as c;`, for `Box` and others have names that Rust uses.
pub mod prelude {
    pub use vuer_protocol::prelude::*;

    pub use crate::{Session, Vuer};
}

/// The README's program compiles.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
