//! The queue of client events. Behaviour §2.

use std::time::Duration;

use vuer::{RpcError, Value};

use crate::client::{Client, PATIENCE, eventually, received, session, vuer};

#[tokio::test]
async fn the_queue_keeps_the_newest_and_counts_what_falls_out() {
    let server = vuer().queue_len(3).start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    for number in 0..5 {
        client.send_event("COUNT", number).await;
    }
    eventually(|| session.lost_events() == 2).await;
    let number = |event: vuer::ClientEvent| event.value().unwrap();
    assert_eq!(session.popleft().map(number), Some(Value::Int(2)));
    assert_eq!(session.pop().map(number), Some(Value::Int(4)));
    assert_eq!(session.pop().map(number), Some(Value::Int(3)));
    assert_eq!(session.pop(), None);
    assert_eq!(session.popleft(), None);
}

#[tokio::test]
async fn a_stream_takes_nothing_from_the_queue() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let (mut one, mut two) = (session.events(), session.events());
    for number in 0..3 {
        client.send_event("COUNT", number).await;
    }
    for number in 0..3 {
        assert_eq!(one.next().await.unwrap().value(), Ok(Value::Int(number)));
        assert_eq!(two.next().await.unwrap().value(), Ok(Value::Int(number)));
    }
    assert_eq!(received(&session).await.value(), Ok(Value::Int(0)));
    session.clear();
    assert_eq!(session.popleft(), None);
    drop(client);
    assert_eq!(one.next().await, None, "the stream ends with the session");
}

#[tokio::test]
async fn waiting_events_go_on_waiting() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    for etype in ["FIRST", "SECOND", "THIRD"] {
        client.send_event(etype, Value::Nil).await;
    }
    eventually(|| session.waiting_events().to_vec().len() == 3).await;
    session.popleft();
    let types = session
        .waiting_events()
        .to_vec()
        .into_iter()
        .map(|event| event.etype);
    assert_eq!(types.collect::<Vec<_>>(), ["SECOND", "THIRD"]);
}

#[tokio::test]
async fn what_comes_while_events_are_looked_at_is_not_cleared_with_them() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let count = || session.waiting_events().to_vec().len();
    for etype in ["FIRST", "SECOND", "THIRD"] {
        client.send_event(etype, Value::Nil).await;
    }
    eventually(|| count() == 3).await;
    let waiting = session.waiting_events();
    client.send_event("LATER", Value::Nil).await;
    eventually(|| count() == 4).await;
    assert_eq!(waiting.to_vec().len(), 3);
    assert_eq!(waiting.pop().unwrap().etype, "THIRD");
    assert_eq!(waiting.popleft().unwrap().etype, "FIRST");
    waiting.clear();
    assert_eq!((waiting.pop(), waiting.popleft()), (None, None));
    assert_eq!(session.popleft().unwrap().etype, "LATER");
    assert_eq!(session.popleft(), None);
}

#[tokio::test]
async fn an_answer_may_come_before_it_is_waited_for() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    client.send_event("ON_CLICK", 1).await;
    eventually(|| !session.waiting_events().to_vec().is_empty()).await;
    let before = session.waiting_events();
    client.send_event("ON_CLICK", 2).await;
    client.send_event("ON_CLICK", 3).await;
    eventually(|| session.waiting_events().to_vec().len() == 3).await;
    let click = before.wait_for("ON_CLICK", PATIENCE).await.unwrap();
    assert_eq!(click.value(), Ok(Value::Int(2)));
    let later = session.wait_for("ON_CLICK", Duration::ZERO).await;
    assert!(matches!(later, Err(RpcError::Timeout { .. })), "{later:?}");
}
