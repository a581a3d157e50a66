//! Declare a live 3D scene, show it in any browser or headset, and hear back from it.

mod bind;
mod builder;
mod deletion;
mod handler;
mod http;
mod hub;
#[cfg(any(test, feature = "internals"))]
pub mod internals;
mod port;
mod runtime;
mod scene;
mod server;
mod session;
mod settings;
mod spawn;

pub use vuer_protocol::event::rpc::{GetWebXrMesh, GrabRender, MjRender, MjStep};
pub use vuer_protocol::event::{ClientEvent, Rpc, ServerEvent, Timestamp};
pub use vuer_protocol::{
    Child, Component, Container, DecodeError, Encode, Key, Map, Node, Nodes, Tensor, Value,
    components, event, prop,
};

pub use crate::bind::{Frame, Step};
pub use crate::builder::Vuer;
pub use crate::handler::{Handler, HandlerGuard, Handlers};
pub use crate::http::{
    Endpoint, Headset, Link, PageUrl, Reach, Reply, Route, SiteError, TlsError, Token, Workspace,
};
pub use crate::port::{FreePortError, PortHolder};
pub use crate::runtime::RunError;
pub use crate::scene::{JoinError, Scene};
pub use crate::server::{Server, StartError};
pub use crate::session::{
    CloseReason, Events, Keys, RpcCall, RpcError, RpcStream, Session, SessionClosed,
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
