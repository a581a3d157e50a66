//! The server over real sockets, with tokio-tungstenite as the client.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, in helpers too"
)]

mod bad_input;
mod bind;
mod client;
mod events;
mod handlers;
mod liveness;
mod operations;
mod outbox;
mod raw;
mod rpc;
mod scene;
mod server;
mod sessions;
