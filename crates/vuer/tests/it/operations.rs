//! What each operation of a session puts on the wire.

use bytes::Bytes;
use vuer::event::ServerEvent;
use vuer::{Key, Map, Node, Scene, SendError, Value, components as c, prelude::*};

use crate::client::{Client, PATIENCE, encode, session, vuer};
use crate::log::Log;

fn keys(nodes: &[Node]) -> Vec<&str> {
    nodes
        .iter()
        .map(|node| node.key.as_deref().expect("placed nodes have keys"))
        .collect()
}

#[tokio::test]
async fn nodes_are_placed_one_by_one_and_in_lists() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    session.add(c::Box::new().key("a")).unwrap();
    session
        .add((c::Box::new().key("a"), c::Sphere::new().key("b")))
        .unwrap();
    session.add_to("bgChildren", vec![c::Box::new()]).unwrap();
    session
        .upsert([c::Box::new().key("a"), c::Box::new().key("b")])
        .unwrap();
    session.upsert_to("group", c::Box::new().key("a")).unwrap();
    for (count, expected) in [(1, None), (2, None), (1, Some("bgChildren"))] {
        let ServerEvent::Add { nodes, to } = client.event().await else {
            panic!("ADD was sent")
        };
        assert_eq!((keys(&nodes).len(), to.as_deref()), (count, expected));
    }
    for (expected, place) in [(vec!["a", "b"], None), (vec!["a"], Some("group"))] {
        let ServerEvent::Upsert { nodes, to } = client.event().await else {
            panic!("UPSERT was sent")
        };
        assert_eq!((keys(&nodes), to.as_deref()), (expected, place));
    }
}

#[tokio::test]
async fn updates_merge_replace_or_delete() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    session
        .update(Node::default().prop("up", [0.0, 0.0, 1.0]))
        .unwrap();
    session.update_strict(c::Box::new().key("a")).unwrap();
    session
        .update([
            Node::update("b").prop("value", "$delete"),
            Node::update("c").prop("x", 1),
        ])
        .unwrap();
    session.remove("d").unwrap();
    session.remove(["e", "f"]).unwrap();
    let ServerEvent::Update {
        nodes,
        strict: false,
    } = client.event().await
    else {
        panic!("UPDATE was sent")
    };
    assert_eq!(nodes[0].key, None, "the scene itself");
    assert!(matches!(
        client.event().await,
        ServerEvent::Update { strict: true, .. }
    ));
    let ServerEvent::Update { nodes, .. } = client.event().await else {
        panic!("UPDATE was sent")
    };
    assert_eq!(keys(&nodes), ["c"]);
    session
        .send(&ServerEvent::Update {
            nodes: vec![Node::update("g").prop("value", "$delete")],
            strict: false,
        })
        .unwrap();
    for expected in [vec!["b"], vec!["d"], vec!["e", "f"], vec!["g"]] {
        let keys = expected.into_iter().map(Key::from).collect();
        assert_eq!(client.event().await, ServerEvent::Remove { keys });
    }
}

#[tokio::test]
async fn any_event_and_ready_bytes_are_sent_as_they_are() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let event = ServerEvent::Other {
        etype: "HAPPY".to_owned(),
        data: 7.into(),
        extra: Map::new(),
    };
    session.send(&event).unwrap();
    let ready = Map::from([
        ("etype", Value::from("READY")),
        ("data", Bytes::from_static(b"bytes").into()),
    ]);
    session.send_bytes(encode(ready)).unwrap();
    assert_eq!(client.event().await, event);
    assert!(
        matches!(client.event().await, ServerEvent::Other { etype, data: Value::Bytes(data), .. } if etype == "READY" && data == "bytes")
    );
}

#[tokio::test]
async fn what_the_connection_says_itself_is_not_for_a_program_to_say() {
    let log = Log::of_this_thread();
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let scene = Scene::new();
    scene.join(&session).unwrap();
    for etype in ["HELLO", "PONG", "ACK"] {
        let event = ServerEvent::Other {
            etype: etype.to_owned(),
            data: Value::Nil,
            extra: Map::new(),
        };
        let refused = Err(SendError::Reserved { etype });
        assert_eq!(session.send(&event), refused);
        let bytes = encode(Map::from([("data", Value::Nil), ("etype", etype.into())]));
        assert_eq!(session.send_bytes(bytes.clone()), refused);
        let request = session.request_bytes(bytes, "ANSWER", PATIENCE);
        assert_eq!(request.err(), refused.err());
        scene.send(&event);
    }
    assert_eq!(log.lines("give yours another name").len(), 3);
    session.remove("last").unwrap();
    assert_eq!(client.event().await.etype(), "REMOVE");
}

#[tokio::test]
async fn floats_are_single_unless_double_is_asked_for() {
    for (float64, exact) in [(false, false), (true, true)] {
        let server = vuer().float64(float64).start().await.unwrap();
        let mut client = Client::connect(&server).await;
        session(&server)
            .await
            .update(Node::update("a").prop("x", 0.1))
            .unwrap();
        let ServerEvent::Update { nodes, .. } = client.event().await else {
            panic!("UPDATE was sent")
        };
        let found = nodes[0].props.get("x").and_then(Value::as_f64).unwrap();
        assert_eq!(found.to_bits() == 0.1_f64.to_bits(), exact);
    }
}

#[tokio::test]
async fn a_deletion_that_names_no_node_is_reported() {
    let log = Log::of_this_thread();
    let scene = vuer::Scene::new();
    scene.update(Node::new("Box").prop("value", "$delete"));
    assert_eq!(log.lines("$delete").len(), 1);
}
