//! What waits for a client: order, superseding, limits. Behaviour §3.

use std::time::Duration;

use bytes::Bytes;
use tokio::time::timeout;
use vuer::event::ServerEvent;
use vuer::{CloseReason, Map, Node, SendError, Session, components as c, prelude::*};

use crate::client::{Client, PATIENCE, encode, session, vuer};
use crate::log::Log;

#[tokio::test]
async fn messages_sent_at_once_all_take_effect() {
    for queue_len in [3, 100] {
        let server = vuer().queue_len(queue_len).spawn(async |session: Session| {
            for number in 0..150 {
                if number == 75 {
                    session.set(c::Scene::new().child(c::Box::new().key("box")))?;
                }
                session.update(Node::update(format!("box-{number}")).prop("x", number))?;
            }
            session.forever().await
        });
        let server = server.start().await.unwrap();
        let mut client = Client::connect(&server).await;
        let mut sets = 0;
        for _ in 0..151 {
            sets += i32::from(matches!(client.event().await, ServerEvent::Set { .. }));
        }
        assert_eq!(sets, 1);
    }
}

#[tokio::test]
async fn a_client_that_stops_reading_gets_the_last_state_and_holds_nobody_up() {
    let server = vuer().queue_len(10).start().await.unwrap();
    let mut stalled = Client::connect(&server).await;
    let stalled_session = session(&server).await;
    let mut reading = Client::connect(&server).await;
    crate::client::eventually(|| server.sessions().len() == 2).await;
    let picture = Bytes::from(vec![0; 100_000]);
    for number in 0..2000 {
        let node = Node::new("Image")
            .key("video")
            .prop("frame", number)
            .prop("src", picture.clone());
        for session in server.sessions() {
            session.update(&node).unwrap();
        }
        if number % 100 == 0 {
            tokio::task::yield_now().await;
        }
    }
    let last = async |client: &mut Client| loop {
        let ServerEvent::Update { nodes, .. } = client.event().await else {
            panic!("only updates were sent")
        };
        if nodes[0].props.get("frame") == Some(&1999.into()) {
            return;
        }
    };
    timeout(PATIENCE, last(&mut reading))
        .await
        .expect("the other does not wait");
    assert!(stalled_session.is_connected());
    timeout(PATIENCE, last(&mut stalled))
        .await
        .expect("the last state arrives");
}

#[tokio::test]
async fn more_than_outbox_bytes_closes_the_session_with_a_reason() {
    let log = Log::of_this_thread();
    let server = vuer().outbox_bytes(100_000).start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let event = encode(Map::from([
        ("etype", "NOISE".into()),
        ("data", vuer::Value::from(vec![0_u8; 50_000])),
    ]));
    let refused = loop {
        if let Err(SendError::Closed(refused)) = session.send_bytes(event.clone()) {
            break refused;
        }
    };
    assert_eq!(refused.reason, CloseReason::Overflow(100_000));
    assert!(!session.is_connected());
    let (code, reason) = client.close().await;
    assert_eq!(
        (code, reason.as_str()),
        (1008, "more than outbox_bytes (100000) waited to be sent")
    );
    assert_eq!(
        log.lines("closed: more than outbox_bytes (100000)").len(),
        1
    );
}

#[tokio::test]
async fn fifty_sockets_killed_in_mid_stream_leave_no_task() {
    let server = vuer().spawn(async |session: Session| {
        let mut number = 0;
        loop {
            session.update(Node::update("a").prop("x", number))?;
            session.add(c::Box::new().prop("data", vec![0_u8; 30_000]))?;
            number += 1;
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
    let server = server.start().await.unwrap();
    let metrics = tokio::runtime::Handle::current().metrics();
    let before = metrics.num_alive_tasks();
    for _ in 0..50 {
        let mut client = Client::connect(&server).await;
        client.event().await;
        drop(client);
    }
    crate::client::eventually(|| {
        server.sessions().is_empty() && metrics.num_alive_tasks() == before
    })
    .await;
    server.shutdown().await;
}
