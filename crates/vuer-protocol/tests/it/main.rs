//! What the original's programs put on the wire, against this crate.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read its recordings has failed"
)]

mod client_events;
mod components;
mod golden;
mod properties;
mod server_events;
