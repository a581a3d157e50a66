//! Pings, and clients that are gone without a word. Behaviour §2.

use std::time::Duration;

use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::Message;
use vuer::CloseReason;

use crate::client::{Client, PATIENCE, session, vuer};
use crate::raw;

#[tokio::test]
async fn a_silent_client_is_pinged_and_one_that_answers_lives() {
    let server = vuer()
        .ping_interval(Duration::from_millis(50))
        .dead_after(Duration::from_millis(250));
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let started = Instant::now();
    // Reading a ping makes the library answer it.
    while started.elapsed() < Duration::from_millis(600) {
        assert!(matches!(client.message().await, Some(Ok(Message::Ping(_)))));
    }
    assert!(session.is_connected());
}

#[tokio::test]
async fn a_client_that_answers_nothing_is_given_up() {
    let server = vuer()
        .ping_interval(Duration::from_millis(50))
        .dead_after(Duration::from_millis(250));
    let server = server.start().await.unwrap();
    let (_stalled, _) = raw::request(&server, raw::HANDSHAKE, &[]).await;
    let session = session(&server).await;
    let closed = timeout(PATIENCE, session.closed()).await.unwrap();
    assert!(matches!(closed.reason, CloseReason::Lost(_)), "{closed}");
}
