//! The server over real sockets, with tokio-tungstenite as the client, and HTTP by hand.

#![allow(clippy::unwrap_used, reason = "helpers of tests may fail like tests")]

mod client;
mod files;
mod gate;
mod page;
mod relay;
mod routes;
mod sessions;
mod tls;
mod wire;
