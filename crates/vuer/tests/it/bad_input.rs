//! Messages that are no events: reported, dropped, and the session lives. Behaviour §8.

use bytes::Bytes;
use tokio_tungstenite::tungstenite::Message;
use vuer::{Map, Value};

use crate::client::{Client, encode, received, session, vuer};
use crate::log::Log;

fn binary(bytes: impl Into<Vec<u8>>) -> Message {
    Message::Binary(Bytes::from(bytes.into()))
}

#[tokio::test]
async fn what_is_no_event_is_dropped_and_the_session_lives() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let deep = [
        vec![0x82, 0xa5],
        b"etype\xa1D".to_vec(),
        b"\xa5value".to_vec(),
        vec![0x91; 100_000],
        vec![0xc0],
    ]
    .concat();
    let bad = [
        Message::Text("hello".into()),
        binary([]),
        binary([0xc1]),
        binary([0x93, 1, 2, 3]),
        binary(*b"\x81\xa5value\x01"),
        binary(*b"\x81\xa5etype\x01"),
        binary(*b"\x82\xa5etype\xa1T\xa2ts\xa4noon"),
        binary(*b"\x82\xa5etype\xa1U\xa5value\xdd\xff\xff\xff\xff"),
        binary(deep),
    ];
    let log = Log::of_this_thread();
    for message in bad.clone().into_iter().chain(bad) {
        client.send(message).await;
    }
    client.send_event("GOOD", Value::Nil).await;
    let session = session(&server).await;
    assert_eq!(received(&session).await.etype, "GOOD");
    assert!(session.is_connected());
    assert_eq!(session.popleft(), None);
    assert_eq!(log.lines("dropped a text message").len(), 1);
    assert_eq!(log.lines("dropped a message").len(), 1);
    assert_eq!(log.lines("knows GOOD").len(), 1);
}

#[tokio::test]
async fn unknown_events_and_fields_are_kept() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let event = Map::from([
        ("etype", Value::from("ROBOT_SAYS")),
        ("mood", "fine".into()),
    ]);
    client.send(Message::Binary(encode(event))).await;
    let event = received(&session(&server).await).await;
    assert_eq!(event.etype, "ROBOT_SAYS");
    assert_eq!(event.extra.get("mood"), Some(&Value::from("fine")));
}
