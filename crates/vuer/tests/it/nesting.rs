//! Scenes that are nested more deeply than clients read. Behaviour §8.

use vuer::event::ServerEvent;
use vuer::{Child, Container, Map, Node, RpcError, Scene, SendError, Value};

use crate::client::{Client, session, session_beside, vuer};
use crate::log::Log;

/// The most nodes inside each other that a message can hold: the envelope takes three levels – in a SET it and the
/// scene do –, each node and its list two, and the last node one.
const MOST: usize = 31;

/// So many nodes inside each other, keyed from 0 on.
fn chain(len: usize) -> Node {
    let group = |index: usize| Node::new("group").key(format!("link-{index}"));
    (0..len - 1)
        .rev()
        .fold(group(len - 1), |inner, index| group(index).child(inner))
}

/// So many lists inside each other.
fn lists(len: usize) -> Value {
    (0..len).fold(Value::Nil, |inner, _| Value::List(vec![inner]))
}

fn depth(node: &Node) -> usize {
    let children = node.containers.get(Container::Children).unwrap_or_default();
    let inner = children.iter().map(|child| match child {
        Child::Node(node) => depth(node),
        _ => 0,
    });
    1 + inner.max().unwrap_or(0)
}

fn path(result: Result<(), SendError>) -> String {
    match result {
        Err(SendError::TooDeep(deep)) => deep.path,
        other => panic!("expected a refusal, found {other:?}"),
    }
}

#[tokio::test]
async fn a_session_refuses_what_its_client_would_not_read() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let deep = || chain(MOST + 1);
    let place = format!(
        "\"link-0\" / \"link-1\" / \"link-2\" / … / \"link-{}\" / \"link-{}\" / children",
        MOST - 2,
        MOST - 1
    );
    assert_eq!(path(session.set(Node::new("Scene").child(deep()))), place);
    assert_eq!(path(session.add(deep())), place);
    assert_eq!(
        path(session.add_to("bgChildren", [chain(1), deep()])),
        place
    );
    assert_eq!(path(session.upsert(deep())), place);
    assert_eq!(path(session.upsert_to("somewhere", deep())), place);
    assert_eq!(path(session.update(deep())), place);
    assert_eq!(path(session.update_strict(deep())), place);
    let nodes = vec![deep()];
    assert_eq!(
        path(session.send(&ServerEvent::Add { nodes, to: None })),
        place
    );
    let props = Node::update("box").prop("options", Map::from([("layers", lists(100))]));
    let refusal = path(session.update(props));
    assert!(
        refusal.starts_with("\"box\" / options / layers / … / "),
        "{refusal}"
    );
    let other = ServerEvent::Other {
        etype: "MINE".to_owned(),
        data: lists(100),
        extra: Map::new(),
    };
    assert!(path(session.send(&other)).starts_with("data / [0] / "));
    let error = session.add(deep()).unwrap_err().to_string();
    assert!(error.contains("64 lists and maps"), "{error}");

    // Nothing of that was sent, and the deepest there may be arrives.
    session.add(chain(MOST)).unwrap();
    session.set(Node::new("Scene").child(chain(MOST))).unwrap();
    session
        .update(Node::update("box").prop("x", lists(60)))
        .unwrap();
    assert!(
        path(session.update(Node::update("box").prop("x", lists(61)))).starts_with("\"box\" / x")
    );
    let ServerEvent::Add { nodes, .. } = client.event().await else {
        panic!("ADD was sent")
    };
    assert_eq!(depth(&nodes[0]), MOST);
    let ServerEvent::Set { scene } = client.event().await else {
        panic!("SET was sent")
    };
    assert_eq!(depth(&scene), 1 + MOST);
    assert!(matches!(client.event().await, ServerEvent::Update { .. }));
}

#[tokio::test]
async fn a_call_that_is_too_deep_is_not_made() {
    let server = vuer().start().await.unwrap();
    let _client = Client::connect(&server).await;
    let session = session(&server).await;
    let request = vuer::event::Request {
        etype: "ASK".to_owned(),
        data: lists(100),
        uuid: "u".to_owned(),
        rtype: "ASK_RESPONSE@u".to_owned(),
        key: None,
    };
    let sent = session.send(&ServerEvent::Request(request));
    assert!(matches!(
        sent.map_err(RpcError::from),
        Err(RpcError::TooDeep(_))
    ));
}

#[tokio::test]
async fn a_shared_scene_refuses_what_nobody_who_joins_late_could_read() {
    let server = vuer().start().await.unwrap();
    let mut early = Client::connect(&server).await;
    let first = session(&server).await;
    let scene = Scene::new();
    scene.join(&first).unwrap();
    let log = Log::of_this_thread();

    // At once.
    scene.add(chain(MOST + 1));
    let lines = log.lines("refused a change of a shared scene");
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("\"link-0\" / \"link-1\" / "), "{lines:?}");
    assert!(lines[0].contains("64 lists and maps"), "{lines:?}");
    scene.set(Node::new("Scene").child(chain(MOST + 1)));
    scene.upsert(Node::new("Box").key("box").prop("x", lists(61)));

    // Step by step.
    scene.add(chain(1));
    for index in 1..=MOST {
        let node = Node::new("group").key(format!("link-{index}"));
        scene.add_to(format!("link-{}", index - 1), node);
    }
    // By moving what is there under what is there, and by changing what is deep already.
    scene.add(
        Node::new("group")
            .key("long")
            .child(Node::new("Box").key("end")),
    );
    scene.upsert_to(format!("link-{}", MOST - 2), Node::new("group").key("long"));
    let deepest = format!("link-{}", MOST - 1);
    scene.update(Node::update(deepest.as_str()).prop("x", [1, 2]));
    scene.update(Node::update(deepest.as_str()).prop("y", 1));
    scene.upsert_to(deepest.as_str(), Node::new("Box").key("leaf"));
    let told = log.lines("refused a change of a shared scene");
    assert!(
        told.iter().any(|line| line.contains("\"long\"")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|line| line.contains("\"leaf\"")),
        "{told:?}"
    );

    let mut late = Client::connect(&server).await;
    let second = session_beside(&first, &server).await;
    scene.join(&second).unwrap();
    let ServerEvent::Add { nodes, .. } = late.event().await else {
        panic!("the snapshot is an ADD, which the client can read")
    };
    let [chain, other] = &nodes[..] else {
        panic!("two nodes stand in the scene: {nodes:?}")
    };
    assert_eq!((depth(chain), depth(other)), (MOST, 2));

    // Who was there has been sent the same and nothing else.
    for index in 0..MOST {
        let ServerEvent::Add { nodes, .. } = early.event().await else {
            panic!("link {index} was added")
        };
        assert_eq!(nodes[0].key.as_deref(), Some(&*format!("link-{index}")));
    }
    assert!(matches!(early.event().await, ServerEvent::Add { .. }));
    let ServerEvent::Update { nodes, .. } = early.event().await else {
        panic!("the change that fits was sent")
    };
    assert!(nodes[0].props.get("y").is_some());
    scene.remove("long");
    assert!(matches!(early.event().await, ServerEvent::Remove { .. }));
}

#[tokio::test]
async fn of_several_nodes_those_before_the_refused_one_are_in() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let scene = Scene::new();
    scene.join(&session(&server).await).unwrap();
    scene.add([
        Node::new("Box").key("a"),
        chain(MOST + 1),
        Node::new("Box").key("b"),
    ]);
    scene.update(Node::update("a").prop("x", 1));
    let ServerEvent::Add { nodes, .. } = client.event().await else {
        panic!("ADD was sent")
    };
    assert_eq!(nodes.len(), 1);
    assert!(matches!(client.event().await, ServerEvent::Update { .. }));
}
