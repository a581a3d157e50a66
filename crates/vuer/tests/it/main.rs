//! The server over real sockets, with tokio-tungstenite as the client.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, in helpers too"
)]

mod bad_input;
mod bind;
mod client;
mod events;
mod files;
mod from_python;
mod gate;
mod guards;
mod handlers;
mod link;
mod liveness;
mod log;
mod nesting;
mod operations;
mod outbox;
#[cfg(feature = "client")]
mod own_client;
mod page;
mod raw;
mod relay;
mod resume;
mod roles;
mod routes;
mod rpc;
mod scene;
mod server;
mod sessions;
mod setup;
mod tls;
mod wire;
