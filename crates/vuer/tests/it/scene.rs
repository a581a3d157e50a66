//! Scenes that sessions share. Behaviour §2.

use vuer::event::ServerEvent;
use vuer::{JoinError, Node, Scene, components as c, prelude::*};

use crate::client::{Client, eventually, session, session_beside, vuer};

#[tokio::test]
async fn who_joins_late_gets_the_snapshot_then_the_changes() {
    let scene = Scene::new();
    scene.set(c::Scene::new().child(c::Box::new().key("a")));
    scene.add_to("bgChildren", c::Sphere::new().key("light"));
    let server = vuer().start().await.unwrap();

    let mut early = Client::connect(&server).await;
    let first = session(&server).await;
    scene.join(&first).unwrap();
    assert_eq!(scene.join(&first), Err(JoinError::Joined));
    assert_eq!(Scene::new().join(&first), Err(JoinError::Joined));
    scene.update(Node::update("a").prop("x", 1));

    let mut late = Client::connect(&server).await;
    let second = session_beside(&first, &server).await;
    scene.join(&second).unwrap();
    assert_eq!(scene.sessions().len(), 2);
    scene.remove("light");

    let ServerEvent::Set { scene: seen } = early.event().await else {
        panic!("SET comes first")
    };
    assert_eq!(
        seen.containers.iter().count(),
        1,
        "only the container that was set"
    );
    let ServerEvent::Add { nodes, to } = early.event().await else {
        panic!("what was added follows")
    };
    assert_eq!((nodes.len(), to.as_deref()), (1, Some("bgChildren")));
    assert!(matches!(early.event().await, ServerEvent::Update { .. }));
    assert!(matches!(early.event().await, ServerEvent::Remove { .. }));

    let ServerEvent::Set { scene: seen } = late.event().await else {
        panic!("SET comes first")
    };
    assert!(matches!(late.event().await, ServerEvent::Add { .. }));
    let vuer::Child::Node(node) = &seen.containers.get(vuer::Container::Children).unwrap()[0]
    else {
        panic!()
    };
    assert_eq!(node.props.get("x"), Some(&1.into()));
    assert!(matches!(late.event().await, ServerEvent::Remove { .. }));

    assert_eq!(scene.get("a").unwrap().props.get("x"), Some(&1.into()));
    assert_eq!(scene.get("light"), None);
    let whole = scene.to_node();
    assert_eq!((whole.tag.as_deref(), whole.key), (Some("Scene"), None));
    assert_eq!(
        whole.containers.get(vuer::Container::Children),
        seen.containers.get(vuer::Container::Children)
    );

    assert!(scene.leave(&second));
    assert!(!scene.leave(&second));
    drop(early);
    eventually(|| scene.sessions().is_empty()).await;
    assert_eq!(
        Scene::new().join(&second),
        Ok(()),
        "who has left may join another"
    );
}
