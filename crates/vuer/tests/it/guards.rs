//! Watches and the dead-man's switch over a connection that is lost and resumed. What they do in time is tested beside
//! the code, on a clock that stands still.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::timeout;
use vuer::event::{ServerEvent, view};
use vuer::{
    ClientEvent, DeadMan, Freshness, Handler, Map, Server, Side, Spawn, Stream, Value, Watch,
};

use crate::client::{Client, PATIENCE, eventually, session, vuer};
use crate::resume::Own;

/// Longer than any test takes: what ends here does so because it is told to.
const AGES: Duration = Duration::from_secs(3600);

fn hands(pinching: bool) -> Map {
    Map::from([
        ("left", Value::Nil),
        ("right", vec![0.5; 400].into()),
        ("rightState", Map::from([("pinch", pinching)]).into()),
    ])
}

async fn next(watch: &mut Watch) -> Option<Freshness> {
    timeout(PATIENCE, watch.next()).await.expect("in time")
}

/// A server that keeps what it is told of hands and the switch.
async fn start(dead_man: DeadMan) -> (Server, Arc<Mutex<Vec<String>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let mut vuer = vuer().dead_man(dead_man);
    for etype in ["HAND_MOVE", "DEAD_MAN", "END"] {
        let told = Arc::clone(&told);
        vuer = vuer.handler(Handler::sync(etype, move |event: ClientEvent, _| {
            let line = match event.parse::<view::DeadMan>() {
                Ok(view::DeadMan { held: true }) => "held".to_owned(),
                Ok(view::DeadMan { held: false }) => "released".to_owned(),
                Err(_) => event.etype,
            };
            told.lock().unwrap().push(line);
        }));
    }
    (vuer.start().await.unwrap(), told)
}

#[tokio::test]
async fn a_watch_and_a_switch_survive_a_resume_and_are_stale_and_released_meanwhile() {
    let (server, told) = start(DeadMan::pinch(Side::Right).timeout(AGES)).await;
    let mut own = Own::connect(&server).await;
    let session = session(&server).await;
    let mut watch = session.watch(Stream::Hands, AGES);
    own.client.send_event("HAND_MOVE", hands(true)).await;
    assert_eq!(next(&mut watch).await, Some(Freshness::Fresh));
    eventually(|| told.lock().unwrap().len() == 2).await;

    let lost = own.cut();
    assert_eq!(next(&mut watch).await, Some(Freshness::Stale));
    eventually(|| told.lock().unwrap().len() == 3).await;
    assert_eq!(session.is_dead_man_held(), Some(false));

    let mut own = lost.come_back(&server).await;
    own.client.send_event("HAND_MOVE", hands(false)).await;
    assert_eq!(next(&mut watch).await, Some(Freshness::Fresh));
    own.client.send_event("HAND_MOVE", hands(true)).await;
    own.client.send_event("END", Value::Nil).await;
    eventually(|| {
        told.lock()
            .unwrap()
            .last()
            .is_some_and(|last| last == "END")
    })
    .await;
    let all = ["held", "HAND_MOVE", "released", "held", "HAND_MOVE", "END"];
    assert_eq!(*told.lock().unwrap(), all);

    own.client.leave(1000).await;
    assert_eq!(next(&mut watch).await, Some(Freshness::Stale));
    assert_eq!(next(&mut watch).await, None);
    eventually(|| told.lock().unwrap().len() == all.len() + 1).await;
    assert_eq!(told.lock().unwrap().last().unwrap(), "released");
}

#[tokio::test]
async fn readers_and_waiters_get_nothing_either_and_answers_and_init_still_come() {
    let server = vuer().dead_man(DeadMan::pinch(Side::Right).timeout(AGES));
    let (seen, mut types) = tokio::sync::mpsc::unbounded_channel();
    let server = server.spawn_with(Spawn::new(move |session| {
        let seen = seen.clone();
        async move {
            let mut events = session.events();
            while let Some(event) = events.next().await {
                seen.send(event.etype)?;
            }
            Ok(())
        }
    }));
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let mut next = async || timeout(PATIENCE, types.recv()).await.unwrap().unwrap();
    client.send_event("INIT", Map::new()).await;
    assert_eq!(next().await, "INIT");
    let waiter = tokio::spawn({
        let session = session.clone();
        async move { session.wait_for("HAND_MOVE", AGES).await }
    });
    let asked = tokio::spawn({
        let session = session.clone();
        async move {
            session
                .grab_render(vuer::GrabRender::default())
                .ttl(AGES)
                .await
        }
    });
    let ServerEvent::Request(request) = client.event().await else {
        panic!("expected a request")
    };
    client.send_event("HAND_MOVE", hands(false)).await;
    client.send_event("CLICK", 1).await;
    assert_eq!(next().await, "CLICK");
    assert!(!waiter.is_finished());
    client.send_event(&request.rtype, "no picture").await;
    assert!(asked.await.unwrap().is_err(), "answered, with nonsense");
    client.send_event("HAND_MOVE", hands(true)).await;
    assert_eq!(next().await, "DEAD_MAN");
    assert_eq!(next().await, "HAND_MOVE");
    assert_eq!(waiter.await.unwrap().unwrap().etype, "HAND_MOVE");
}
