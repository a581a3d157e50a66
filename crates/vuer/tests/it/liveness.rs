//! Pings, and clients that are gone without a word. Behaviour §2.

use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::Message;
use vuer::CloseReason;

use crate::client::{Client, PATIENCE, session, vuer};
use crate::raw;

#[tokio::test]
async fn a_silent_client_is_pinged_and_one_that_answers_lives() {
    let server = vuer()
        .ping_interval(Duration::from_millis(50))
        .dead_after(Duration::from_secs(1));
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let started = Instant::now();
    // Reading a ping makes the library answer it.
    while started.elapsed() < Duration::from_millis(2500) {
        assert!(matches!(client.message().await, Some(Ok(Message::Ping(_)))));
    }
    assert!(session.is_connected());
}

#[tokio::test]
async fn no_interval_at_all_is_a_short_one() {
    let server = vuer().ping_interval(Duration::ZERO).start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let started = Instant::now();
    for _ in 0..10 {
        assert!(matches!(client.message().await, Some(Ok(Message::Ping(_)))));
    }
    assert!(started.elapsed() > Duration::from_millis(80));
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

#[tokio::test(start_paused = true)]
async fn by_default_pings_come_every_ten_seconds_and_death_after_thirty() {
    let server = vuer().start().await.unwrap();
    let (mut stalled, _) = raw::request(&server, raw::HANDSHAKE, &[]).await;
    let session = session(&server).await;
    let started = Instant::now();
    let closed = session.closed().await;
    let silent_for = started.elapsed();
    assert!(matches!(closed.reason, CloseReason::Lost(_)), "{closed}");
    assert!((29..32).contains(&silent_for.as_secs()), "{silent_for:?}");
    let mut received = Vec::new();
    stalled.read_to_end(&mut received).await.ok();
    assert_eq!(
        received,
        [0x89, 0, 0x89, 0],
        "after 10 and after 20 seconds"
    );
}
