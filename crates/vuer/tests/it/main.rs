//! The server over real sockets, with tokio-tungstenite as the client.

mod client;
mod sessions;
