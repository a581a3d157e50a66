//! Sessions: start, end, and what becomes of the program's closures. Behaviour §§1, 2.

use std::time::Duration;

use vuer::event::ServerEvent;
use vuer::{Map, Node, Value, components as c, prelude::*};

use crate::client::{Client, vuer};

#[tokio::test]
async fn a_spawned_closure_sets_the_scene_and_its_return_closes_normally() {
    let server = vuer().spawn(async |session| {
        session.set(c::Scene::new().child(c::Box::new().key("box")))?;
        session.update(c::Box::new().key("box").position([0.0, 1.0, 0.0]))?;
        Ok(())
    });
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    assert!(
        matches!(client.event().await, ServerEvent::Set { scene } if scene.tag.as_deref() == Some("Scene"))
    );
    assert!(matches!(
        client.event().await,
        ServerEvent::Update { strict: false, .. }
    ));
    assert_eq!(client.close().await.0, 1000);
    server.shutdown().await;
}

#[tokio::test]
async fn an_event_reaches_handlers_and_the_queue() {
    let server = vuer().on("TEST", async |event, session| {
        session.update(Node::update("box").prop("seen", event.value()?))?;
        Ok(())
    });
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    client.send_event("TEST", "hello").await;
    let ServerEvent::Update { nodes, .. } = client.event().await else {
        panic!("an update is sent")
    };
    assert_eq!(nodes[0].props.get("seen"), Some(&Value::from("hello")));
    assert_eq!(server.sessions()[0].popleft().unwrap().etype, "TEST");
    assert_eq!(server.sessions()[0].popleft(), None);
}

#[tokio::test]
async fn own_clients_are_greeted_and_others_are_not() {
    let server = vuer().start().await.unwrap();
    let mut own = Client::connect(&server).await;
    own.send_event("INIT", Map::from([("features", vec!["ping", "other"])]))
        .await;
    let ServerEvent::Hello {
        session, features, ..
    } = own.event().await
    else {
        panic!("HELLO is sent")
    };
    assert_eq!(features, ["ping"]);
    assert!(server.session(&session).is_some());
    own.send_event("PING", 5).await;
    assert!(
        matches!(own.event().await, ServerEvent::Other { etype, data: Value::Int(5), .. } if etype == "PONG")
    );

    let mut foreign = Client::connect(&server).await;
    foreign
        .send_event("INIT", Map::from([("client", "browser")]))
        .await;
    let session = server
        .sessions()
        .into_iter()
        .find(|found| found.id() != session)
        .unwrap();
    session
        .wait_for("INIT", Duration::from_secs(5))
        .await
        .unwrap();
    session.close("done");
    assert_eq!(foreign.close().await, (1000, "done".to_owned()));
}
