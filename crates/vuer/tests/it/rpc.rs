//! Requests and answers. Behaviour §2.

use std::time::Duration;

use bytes::Bytes;
use vuer::event::{Request, ServerEvent};
use vuer::{DecodeError, GetWebXrMesh, GrabRender, Map, RpcError, Value};

use crate::client::{Client, eventually, session, vuer};

async fn asked(client: &mut Client) -> Request {
    match client.event().await {
        ServerEvent::Request(request) => request,
        other => panic!("expected a request, found {other:?}"),
    }
}

fn picture(bytes: &'static [u8]) -> Map {
    Map::from([
        ("frame", Value::Bytes(Bytes::from_static(bytes))),
        ("width", 4.into()),
        ("height", 3.into()),
    ])
}

#[tokio::test]
async fn a_picture_is_asked_for_and_comes() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let request = GrabRender {
        quality: Some(0.5),
        downsample: Some(2.0),
        ..GrabRender::default()
    };
    let grab = tokio::spawn(session.grab_render(request).into_future());
    let request = asked(&mut client).await;
    assert_eq!(
        (request.etype.as_str(), request.key.as_deref()),
        ("GRAB_RENDER", Some("DEFAULT"))
    );
    assert_eq!(request.data.get("quality"), Some(&Value::Float(0.5)));
    assert_eq!(request.data.get("downsample"), Some(&Value::Float(2.0)));
    client.send_event(&request.rtype, picture(b"jpeg")).await;
    let frame = grab.await.unwrap().unwrap();
    assert_eq!((&frame.frame[..], frame.width), (&b"jpeg"[..], 4.0));
    assert_eq!(session.popleft(), None, "an answer is for who asked");
}

#[tokio::test]
async fn an_answer_counts_only_from_the_session_that_was_asked() {
    let server = vuer().start().await.unwrap();
    let mut asked_one = Client::connect(&server).await;
    let session = session(&server).await;
    let mut other = Client::connect(&server).await;
    let grab = tokio::spawn(session.grab_render(GrabRender::default()).into_future());
    let request = asked(&mut asked_one).await;
    other.send_event(&request.rtype, picture(b"forged")).await;
    other.send_event("LATER", Value::Nil).await;
    eventually(|| {
        server
            .sessions()
            .iter()
            .any(|session| session.pop().is_some())
    })
    .await;
    asked_one
        .send_event(&request.rtype, picture(b"right"))
        .await;
    assert_eq!(&grab.await.unwrap().unwrap().frame[..], b"right");
}

#[tokio::test]
async fn silence_is_a_timeout_and_an_answer_that_comes_too_late_is_dropped() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let ttl = Duration::from_millis(20);
    let missed = session
        .get_webxr_mesh(GetWebXrMesh::default())
        .ttl(ttl)
        .await;
    assert_eq!(
        missed.map(|_| ()),
        Err(RpcError::Timeout {
            etype: "GET_WEBXR_MESH".to_owned(),
            ttl
        })
    );
    let late = asked(&mut client).await;
    assert_eq!(late.key.as_deref(), Some("webxr-mesh"));
    client.send_event(&late.rtype, Map::new()).await;
    client.send_event("AFTER", Value::Nil).await;
    eventually(|| session.pop().is_some_and(|event| event.etype == "AFTER")).await;
    assert_eq!(session.pop(), None);

    let started = std::time::Instant::now();
    let missed = session.grab_render(GrabRender::default()).await;
    assert!(matches!(missed, Err(RpcError::Timeout { .. })));
    assert!(started.elapsed() >= Duration::from_secs(2), "the default");
}

#[tokio::test]
async fn a_stream_of_answers_ends_as_the_client_says() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let mut answers = session
        .rpc(GrabRender::default())
        .ttl(Duration::from_secs(30))
        .stream()
        .unwrap();
    let request = asked(&mut client).await;
    client.send_event(&request.rtype, picture(b"1")).await;
    client
        .send_event(&request.rtype, Map::from([("width", 1)]))
        .await;
    let mut last = picture(b"3");
    last.insert("end", true);
    client.send_event(&request.rtype, last).await;
    assert_eq!(&answers.next().await.unwrap().unwrap().frame[..], b"1");
    let broken = answers.next().await.unwrap();
    assert_eq!(
        broken.map(|_| ()),
        Err(RpcError::Decode(DecodeError::MissingField {
            name: "frame"
        }))
    );
    assert_eq!(&answers.next().await.unwrap().unwrap().frame[..], b"3");
    assert_eq!(answers.next().await, None);
}

#[tokio::test]
async fn a_stream_of_answers_ends_at_its_deadline_whatever_still_comes() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let ttl = Duration::from_millis(20);
    let call = session.rpc(GrabRender::default()).ttl(ttl);
    let mut answers = call.stream().unwrap();
    let request = asked(&mut client).await;
    tokio::time::sleep(2 * ttl).await;
    for _ in 0..3 {
        client.send_event(&request.rtype, picture(b"late")).await;
    }
    client.send_event("AFTER", Value::Nil).await;
    eventually(|| session.pop().is_some_and(|event| event.etype == "AFTER")).await;
    assert_eq!(answers.next().await, None);
}

#[tokio::test]
async fn a_request_ends_with_its_session() {
    let server = vuer().start().await.unwrap();
    let client = Client::connect(&server).await;
    let session = session(&server).await;
    let grab = tokio::spawn(
        session
            .grab_render(GrabRender::default())
            .ttl(Duration::from_secs(60))
            .into_future(),
    );
    drop(client);
    assert!(matches!(grab.await.unwrap(), Err(RpcError::Closed(_))));
}

#[tokio::test]
async fn the_meshes_of_a_room_are_asked_for_and_come() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let key = "room".to_owned();
    let asking = tokio::spawn(session.get_webxr_mesh(GetWebXrMesh { key }).into_future());
    let request = asked(&mut client).await;
    assert_eq!(request.etype, "GET_WEBXR_MESH");
    assert_eq!(request.key.as_deref(), Some("room"));
    let mesh = Map::from([
        ("vertices", Value::from(vec![0.0, 1.0, 2.0])),
        ("indices", vec![0, 0, 0].into()),
        ("semanticLabel", "table".into()),
        ("matrix", vec![0.0; 16].into()),
    ]);
    let meshes = Map::from([("meshes", Value::List(vec![mesh.into()]))]);
    client.send_event(&request.rtype, meshes).await;
    let meshes = asking.await.unwrap().unwrap().meshes;
    assert_eq!(meshes[0].vertices.0, Some(vec![0.0, 1.0, 2.0]));
    assert_eq!(meshes[0].semantic_label.as_deref(), Some("table"));
}

#[tokio::test]
async fn who_waits_for_ever_waits() {
    let server = vuer()
        .dead_after(Duration::MAX)
        .ping_interval(Duration::MAX);
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let waiting = tokio::spawn({
        let session = session.clone();
        async move { session.wait_for("GO", Duration::MAX).await }
    });
    let grab = session.grab_render(GrabRender::default());
    let grab = tokio::spawn(grab.ttl(Duration::MAX).into_future());
    let request = asked(&mut client).await;
    client.send_event(&request.rtype, picture(b"jpeg")).await;
    assert!(grab.await.unwrap().is_ok());
    client.send_event("GO", Value::Nil).await;
    assert!(waiting.await.unwrap().is_ok());
}

#[tokio::test]
async fn a_ready_request_is_sent_at_once_and_answered_by_its_type() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    let message = Value::from(Map::from([("etype", "MEASURE"), ("rtype", "MEASURED")]));
    let ttl = Duration::from_secs(20);
    let answer = session.request_bytes(vuer_protocol::codec::encode(&message), "MEASURED", ttl);
    let ServerEvent::Other { etype, .. } = client.event().await else {
        panic!("not what was sent")
    };
    assert_eq!(etype, "MEASURE");
    client.send_event("MEASURED", 3).await;
    let event = answer.unwrap().await.unwrap();
    assert_eq!(event.value(), Ok(Value::Int(3)));
}
