//! Programs that are streams.

use std::time::{Duration, Instant};

use futures_util::{StreamExt as _, stream};
use vuer::event::ServerEvent;
use vuer::{Frame, Handler, Node, Value};

use crate::client::{Client, received, session, vuer};

fn update(number: i64) -> ServerEvent {
    ServerEvent::Update {
        nodes: vec![Node::update("a").prop("x", number)],
        strict: false,
    }
}

#[tokio::test]
async fn events_go_in_and_come_out_beside_handlers_and_the_queue() {
    let server = vuer()
        .bind(|events| {
            events.map(|event| {
                update(
                    event
                        .value()
                        .ok()
                        .and_then(|value| value.as_i64())
                        .unwrap_or(-1),
                )
            })
        })
        .handler(Handler::sync("TEST", |_, session| {
            session.update(Node::update("handled")).unwrap();
        }));
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    for number in 0..3 {
        client.send_event("TEST", number).await;
    }
    let (mut answered, mut handled) = (Vec::new(), 0);
    for _ in 0..6 {
        let ServerEvent::Update { nodes, .. } = client.event().await else {
            panic!("only updates are sent")
        };
        match nodes[0].props.get("x") {
            Some(Value::Int(number)) => answered.push(*number),
            _ => handled += 1,
        }
    }
    assert_eq!((answered, handled), (vec![0, 1, 2], 3));
    assert_eq!(received(&session(&server).await).await.etype, "TEST");
}

#[tokio::test]
async fn frames_set_the_pace_of_the_stream_and_of_nothing_else() {
    let server = vuer()
        .bind(|_| stream::iter(0..4).map(|number| Frame::new(update(number)).rate(4.0)))
        .handler(Handler::sync("PING_ME", |_, session| {
            session.send(&ServerEvent::Noop).unwrap();
        }));
    let server = server.start().await.unwrap();
    let started = Instant::now();
    let mut client = Client::connect(&server).await;
    assert_eq!(client.event().await, update(0));
    client.send_event("PING_ME", Value::Nil).await;
    let mut others = Vec::new();
    for _ in 0..4 {
        others.push(client.event().await);
    }
    assert_eq!(
        others.pop(),
        Some(update(3)),
        "the socket does not rest: the answer is not the last"
    );
    assert!(others.contains(&ServerEvent::Noop));
    assert_eq!(
        client.close().await.0,
        1000,
        "the end of the stream ends the session"
    );
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn nothing_is_not_sent() {
    let steps = [ServerEvent::Noop, update(1), ServerEvent::Noop, update(2)];
    let server = vuer().bind(move |_| stream::iter(steps.clone()));
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    assert_eq!(client.event().await, update(1));
    assert_eq!(client.event().await, update(2));
    assert_eq!(client.close().await.0, 1000);
}

#[tokio::test]
async fn a_stream_that_never_waits_lets_its_session_end_and_others_work() {
    let server = vuer().bind(|_| stream::repeat_with(|| update(1)));
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    assert_eq!(client.event().await, update(1));
    drop(client);
    crate::client::eventually(|| server.sessions().is_empty()).await;
    server.shutdown().await;
    let metrics = tokio::runtime::Handle::current().metrics();
    assert_eq!(metrics.num_alive_tasks(), 0);
}
