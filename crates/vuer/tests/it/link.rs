//! What a session knows of the way to its client.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use tokio::sync::mpsc;
use tokio::time::sleep;
use vuer::event::{ServerEvent, view};
use vuer::{Handler, Map, Timestamp, Value};

use crate::client::{Client, eventually, session, vuer};

fn server_time() -> f64 {
    Timestamp::from(SystemTime::now()).as_millis()
}

async fn own(client: &mut Client) {
    let features = Value::from(vec!["ping", "link", "resume"]);
    client
        .send_event("INIT", Map::from([("features", features)]))
        .await;
    assert!(matches!(client.event().await, ServerEvent::Hello { .. }));
}

fn ping(number: i64) -> Map {
    Map::from([
        ("n", Value::from(number)),
        ("t", (server_time() - 2_000_000.0).into()),
        ("rtt", 8.0.into()),
        ("offset", 2_000_000.0.into()),
    ])
}

#[tokio::test]
async fn the_link_is_measured_with_pings_and_told_to_both() {
    let (told, mut links) = mpsc::unbounded_channel();
    let server = vuer().handler(Handler::typed(move |link: view::Link, _| {
        told.send(link).ok();
        async { Ok(()) }
    }));
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    assert_eq!(session.link(), None);
    own(&mut client).await;
    assert_eq!(session.link().unwrap().round_trip, None);
    for number in 1..3 {
        // As clients do, but for their patience: sooner the program would not be told of the second.
        sleep(Duration::from_millis(600)).await;
        let before = server_time();
        client.send_event("PING", ping(number)).await;
        let ServerEvent::Other { etype, data, .. } = client.event().await else {
            panic!("a PING is answered")
        };
        assert_eq!(
            (etype.as_str(), data.get("n")),
            ("PONG", Some(&number.into()))
        );
        let server = data.get("server").and_then(Value::as_f64).unwrap();
        assert!(
            before <= server && server <= server_time(),
            "to the millisecond"
        );
        let link = data.get("link").unwrap();
        assert_eq!(link.get("jitter").is_some(), number > 1);
    }
    let link = session.link().unwrap();
    assert_eq!(link.round_trip, Some(Duration::from_millis(8)));
    assert_eq!(link.clock_offset, Some(2_000_000.0));
    assert_eq!((link.pose_age, link.is_resuming), (None, false));
    assert_eq!(links.recv().await.unwrap().jitter, None);
    let second = links.recv().await.unwrap();
    assert!(second.jitter.is_some() && second.round_trip == Some(8.0));
    assert_eq!(session.popleft().unwrap().etype, "INIT");
    assert!(session.popleft().is_none(), "LINK is for handlers only");

    drop(client);
    eventually(|| session.link().unwrap().is_resuming).await;
    assert!(links.recv().await.unwrap().resuming);
}

#[tokio::test]
async fn a_pose_ages_by_the_servers_clock_and_an_untracked_hand_is_none() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    own(&mut client).await;
    let session = session(&server).await;
    let hands = |left: Value| Map::from([("left", left), ("right", Value::Nil)]);
    client.send_event("HAND_MOVE", hands(Value::Nil)).await;
    eventually(|| {
        session
            .pop()
            .is_some_and(|event| event.etype == "HAND_MOVE")
    })
    .await;
    assert_eq!(session.link().unwrap().pose_age, None);
    let an_hour_ago = server_time() - 3_600_000.0;
    let event = Map::from([
        ("etype", Value::from("HAND_MOVE")),
        // Tests encode in single precision.
        ("serverTime", (an_hour_ago as i64).into()),
        ("value", hands(vec![0.5; 400].into()).into()),
    ]);
    client.send_map(event).await;
    eventually(|| session.link().unwrap().pose_age.is_some()).await;
    let age = session.link().unwrap().pose_age.unwrap();
    assert!(
        age >= Duration::from_secs(3600) && age < Duration::from_secs(4000),
        "{age:?}"
    );
}

#[tokio::test]
async fn foreign_clients_have_no_link_and_their_pings_are_events() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    client.send_event("PING", 1).await;
    eventually(|| session.pop().is_some_and(|event| event.etype == "PING")).await;
    assert_eq!(session.link(), None);
}

/// A client decides when it pings; neither how often the program hears of it, nor what the server holds for it.
#[tokio::test]
async fn many_and_large_pings_are_worth_no_more_than_one() {
    let told = Arc::new(AtomicUsize::new(0));
    let server = vuer().handler(Handler::new("LINK", {
        let told = Arc::clone(&told);
        move |_, _| {
            told.fetch_add(1, Ordering::Relaxed);
            // Each call stays at work.
            std::future::pending()
        }
    }));
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    own(&mut client).await;
    client.send_event("PING", vec![0_u8; 100_000]).await;
    for number in 0..100 {
        client.send_event("PING", ping(number)).await;
        let ServerEvent::Other { etype, data, .. } = client.event().await else {
            panic!("a PING is answered")
        };
        assert_eq!(
            (etype.as_str(), data.get("n")),
            ("PONG", Some(&number.into())),
            "the large one is not"
        );
    }
    let told = told.load(Ordering::Relaxed);
    assert!(told < 50, "{told}");
}
