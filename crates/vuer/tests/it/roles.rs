//! One operator at a time, as its clients see it.

use tokio::time::timeout;
use vuer::event::{ServerEvent, view};
use vuer::{
    GrabRender, Handler, Map, Node, RpcError, Server, Session, Succession, Value, components as c,
};

use crate::client::{Client, PATIENCE, eventually, session, session_beside, vuer};
use crate::resume::Own;

async fn start(succession: Succession) -> Server {
    vuer().one_operator(succession).start().await.unwrap()
}

/// A client of ours that knows of roles, and its session.
async fn own(server: &Server) -> (Client, Session) {
    let mut client = Client::connect(server).await;
    let features = Value::from(vec!["ping", "roles"]);
    client
        .send_event("INIT", Map::from([("features", features)]))
        .await;
    let ServerEvent::Hello {
        session, features, ..
    } = client.event().await
    else {
        panic!("HELLO comes first")
    };
    assert!(features.contains(&"roles".to_owned()));
    (client, server.session(&session).unwrap())
}

/// What it is told of its role next: its number, whether it operates, who does, who asks.
async fn role(client: &mut Client) -> (i64, bool, Option<i64>, Vec<i64>) {
    let ServerEvent::Other { etype, data, .. } = client.event().await else {
        panic!("not a ROLE")
    };
    assert_eq!(etype, "ROLE");
    let number = |value: &Value| value.as_f64().map(|number| number as i64);
    let asking = data.get("asking").and_then(Value::as_list).unwrap();
    (
        data.get("visitor").and_then(number).unwrap(),
        data.get("operates").and_then(Value::as_bool).unwrap(),
        data.get("operator").and_then(number),
        asking.iter().filter_map(number).collect(),
    )
}

async fn wish(client: &mut Client, action: &str, visitor: i64) {
    let value = Map::from([("action", Value::from(action)), ("visitor", visitor.into())]);
    client.send_event("CONTROL", value).await;
}

#[tokio::test]
async fn pages_are_told_of_roles_and_hand_them_on() {
    let server = start(Succession::FirstCome).await;
    let (mut first, _) = own(&server).await;
    assert_eq!(role(&mut first).await, (1, true, Some(1), vec![]));
    let (mut second, observer) = own(&server).await;
    assert_eq!(role(&mut second).await, (2, false, Some(1), vec![]));
    wish(&mut second, "ask", 0).await;
    assert_eq!(role(&mut second).await, (2, false, Some(1), vec![2]));
    assert_eq!(role(&mut first).await, (1, true, Some(1), vec![2]));
    wish(&mut first, "grant", 2).await;
    loop {
        let (_, operates, operator, _) = role(&mut first).await;
        assert!(!operates);
        if operator == Some(2) {
            break;
        }
    }
    while !role(&mut second).await.1 {}
    assert!(observer.is_operator());
    second.leave(1000).await;
    // It comes to nobody unasked.
    assert_eq!(role(&mut first).await, (1, false, None, vec![]));
    wish(&mut first, "ask", 0).await;
    assert_eq!(role(&mut first).await, (1, true, Some(1), vec![]));
}

#[tokio::test]
async fn a_foreign_client_sees_nothing_of_it_and_observes_unless_first_or_named() {
    let server = start(Succession::FirstCome).await;
    let (mut first, operator) = own(&server).await;
    assert!(role(&mut first).await.1);
    let mut foreign = Client::connect(&server).await;
    let observer = session_beside(&operator, &server).await;
    foreign
        .send_event("INIT", Map::from([("client", "browser")]))
        .await;
    foreign.send_event("CLICK", 1).await;
    eventually(|| observer.client_info().is_some()).await;
    observer.update(Node::update("a").prop("n", 1)).unwrap();
    assert!(matches!(foreign.event().await, ServerEvent::Update { .. }));
    let asked = observer.grab_render(GrabRender::default());
    let answer = tokio::spawn(async move { asked.ttl(PATIENCE).await });
    let ServerEvent::Request(request) = foreign.event().await else {
        panic!("expected a request")
    };
    foreign.send_event(&request.rtype, "no picture").await;
    assert!(matches!(answer.await.unwrap(), Err(RpcError::Decode(_))));
    observer.make_operator();
    eventually(|| observer.is_operator()).await;
    foreign.send_event("CLICK", 2).await;
    eventually(|| {
        observer
            .waiting_events()
            .to_vec()
            .iter()
            .any(|event| event.etype == "CLICK" && event.value() == Ok(2.into()))
    })
    .await;
    let clicks = observer.waiting_events().to_vec();
    let clicks = clicks.iter().filter(|event| event.etype == "CLICK");
    assert_eq!(clicks.count(), 1, "the first was an observer's");
    // Nothing of roles was among what it got.
    observer.set(c::Scene::new()).unwrap();
    assert!(matches!(foreign.event().await, ServerEvent::Set { .. }));

    let server = start(Succession::FirstCome).await;
    let _first = Client::connect(&server).await;
    assert!(session(&server).await.is_operator());
}

#[tokio::test]
async fn a_role_survives_a_resume_and_the_program_decides_on_asks() {
    let (told, mut roles) = tokio::sync::mpsc::unbounded_channel();
    let server = vuer()
        .one_operator(Succession::Named)
        .on("CONTROL", async |_, session| {
            session.make_operator();
            Ok(())
        })
        .handler(Handler::typed(move |role: view::Role, _| {
            told.send(role.operator).ok();
            async { Ok(()) }
        }));
    let server = server.start().await.unwrap();
    let mut next = async || timeout(PATIENCE, roles.recv()).await.unwrap().unwrap();
    let mut own = Own::connect(&server).await;
    let session = session(&server).await;
    assert!(!next().await);
    wish(&mut own.client, "ask", 0).await;
    assert!(next().await);
    assert_eq!(server.operator().unwrap().id(), session.id());
    let lost = own.cut();
    eventually(|| !session.is_connected()).await;
    let mut own = lost.come_back(&server).await;
    assert!(session.is_operator());
    own.client.send_event("CLICK", Value::Nil).await;
    eventually(|| {
        let waiting = session.waiting_events().to_vec();
        waiting.iter().any(|event| event.etype == "CLICK")
    })
    .await;
}
