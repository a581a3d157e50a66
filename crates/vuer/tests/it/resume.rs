//! Clients of ours that lose their connection and come back. Behaviour §5.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use vuer::event::{ResumeOffer, ServerEvent};
use vuer::{
    CloseReason, Handler, Map, Node, Scene, Server, Session, Spawn, Value, Vuer, components as c,
};

use crate::client::{Client, PATIENCE, eventually, session, vuer};

const LOST: u16 = 4000;
const NOT_RESUMABLE: u16 = 4001;
const REPLACED: u16 = 4002;

/// A client of ours: it counts what it gets, and knows how to come back.
pub(crate) struct Own {
    pub(crate) client: Client,
    session: String,
    offer: ResumeOffer,
    received: u64,
}

fn init(resume: Option<Map>) -> Map {
    let resume = resume.map(|resume| ("resume", Value::from(resume)));
    let features = ("features", Value::from(vec!["ping", "resume"]));
    [features].into_iter().chain(resume).collect()
}

impl Own {
    pub(crate) async fn connect(server: &Server) -> Self {
        let mut client = Client::connect(server).await;
        client.send_event("INIT", init(None)).await;
        Self::greeted(client, 0).await
    }

    /// HELLO overtakes all that was not under way.
    async fn greeted(mut client: Client, mut received: u64) -> Self {
        loop {
            match client.event().await {
                ServerEvent::Hello {
                    session,
                    resume: Some(offer),
                    features,
                    ..
                } => {
                    assert!(features.contains(&"resume".to_owned()));
                    return Self {
                        client,
                        session,
                        offer,
                        received,
                    };
                }
                ServerEvent::Hello { .. } => panic!("no offer"),
                _ => received += 1,
            }
        }
    }

    /// Loses the connection without a word.
    pub(crate) fn cut(self) -> Lost {
        Lost {
            token: self.offer.token,
            received: self.received,
            session: self.session,
        }
    }

    /// The next event of the program.
    async fn event(&mut self) -> ServerEvent {
        loop {
            let event = self.client.event().await;
            if !matches!(&event, ServerEvent::Other { etype, .. } if etype == "ACK" || etype == "PONG")
            {
                self.received += 1;
                return event;
            }
        }
    }
}

/// A client without a connection.
pub(crate) struct Lost {
    token: String,
    received: u64,
    session: String,
}

impl Lost {
    async fn knock(&self, server: &Server) -> Client {
        let mut client = Client::connect_to(server, "/?resume").await;
        let resume = Map::from([
            ("token", Value::from(self.token.clone())),
            ("received", self.received.cast_signed().into()),
        ]);
        client.send_event("INIT", init(Some(resume))).await;
        client
    }

    /// Comes back into the same session.
    pub(crate) async fn come_back(self, server: &Server) -> Own {
        let own = Own::greeted(self.knock(server).await, self.received).await;
        assert_eq!(own.session, self.session);
        assert_ne!(own.offer.token, self.token, "each return has its own");
        own
    }
}

fn number(event: &ServerEvent) -> i64 {
    match event {
        ServerEvent::Update { nodes, .. } => match nodes[0].props.get("n") {
            Some(Value::Int(number)) => *number,
            other => panic!("no number: {other:?}"),
        },
        other => panic!("expected an UPDATE, found {other:?}"),
    }
}

fn update(number: i64) -> Node {
    Node::update(format!("node-{number}")).prop("n", number)
}

async fn start(vuer: Vuer) -> Server {
    vuer.start().await.unwrap()
}

#[tokio::test]
async fn a_client_comes_back_and_gets_just_what_it_has_missed() {
    let starts = Arc::new(AtomicUsize::new(0));
    let started = Arc::clone(&starts);
    let server = vuer().queue_len(1000).spawn(move |session: Session| {
        started.fetch_add(1, Ordering::Relaxed);
        async move { session.forever().await }
    });
    let server = start(server).await;
    let mut own = Own::connect(&server).await;
    let session = session(&server).await;
    for number in 0..10 {
        session.update(update(number)).unwrap();
    }
    for expected in 0..10 {
        assert_eq!(number(&own.event().await), expected);
    }
    // What was sent and got lost on the way, and what the program sends meanwhile.
    own.received = 4;
    let lost = own.cut();
    eventually(|| !session.is_connected()).await;
    for number in 10..15 {
        session.update(update(number)).unwrap();
    }
    let mut own = lost.come_back(&server).await;
    eventually(|| session.is_connected()).await;
    for expected in 4..15 {
        assert_eq!(number(&own.event().await), expected);
    }
    session.update(update(15)).unwrap();
    assert_eq!(number(&own.event().await), 15);
    assert_eq!(server.sessions().len(), 1);
    assert_eq!(
        starts.load(Ordering::Relaxed),
        1,
        "the program has not noticed"
    );
}

#[tokio::test]
async fn no_event_is_delivered_twice_and_none_is_lost() {
    let server = vuer().queue_len(10_000);
    let server = start(server).await;
    let mut own = Own::connect(&server).await;
    let session = session(&server).await;
    let mut events = session.events();
    // Each event says which it is. The client sends again what the server has not got.
    let mut confirmed = 0;
    let total = 300_u64;
    for cut in 0..20 {
        let end = (cut + 1) * total / 20;
        for number in confirmed..end {
            own.client.send_event("CLICK", number.cast_signed()).await;
        }
        own = own.cut().come_back(&server).await;
        confirmed = own.offer.received;
        assert!(confirmed <= end);
    }
    for number in confirmed..total {
        own.client.send_event("CLICK", number.cast_signed()).await;
    }
    let mut expected = 0;
    while expected < total.cast_signed() {
        let event = timeout(PATIENCE, events.next()).await.unwrap().unwrap();
        if event.etype == "CLICK" {
            assert_eq!(event.value().unwrap(), Value::Int(expected));
            expected += 1;
        }
    }
    assert_eq!(session.popleft().unwrap().etype, "INIT");
    own.client.send_event("END", 1).await;
    let next = timeout(PATIENCE, events.next()).await.unwrap().unwrap();
    assert_eq!(next.etype, "END", "no second INIT either");
}

#[tokio::test]
async fn a_large_message_under_way_is_sent_again_whole() {
    let server = start(vuer()).await;
    let mut own = Own::connect(&server).await;
    let session = session(&server).await;
    let data = bytes::Bytes::from(vec![7; 20 << 20]);
    session
        .update(
            Node::update("large")
                .prop("data", data.clone())
                .prop("n", 0),
        )
        .unwrap();
    session.update(update(1)).unwrap();
    // More is under way than the system's buffers hold, and then the socket is gone.
    tokio::task::yield_now().await;
    let lost = own.cut();
    eventually(|| !session.is_connected()).await;
    own = lost.come_back(&server).await;
    let ServerEvent::Update { nodes, .. } = own.event().await else {
        panic!("the large message comes first")
    };
    assert_eq!(nodes[0].props.get("data"), Some(&Value::Bytes(data)));
    assert_eq!(number(&own.event().await), 1);
}

#[tokio::test]
async fn who_leaves_on_purpose_is_not_waited_for_and_who_is_lost_is() {
    let server = start(vuer()).await;
    for code in [1000, 1001] {
        let mut own = Own::connect(&server).await;
        let session = session(&server).await;
        own.client.leave(code).await;
        let closed = timeout(PATIENCE, session.closed()).await.unwrap();
        assert_eq!(closed.reason, CloseReason::Left(Some(code)));
        eventually(|| server.sessions().is_empty()).await;
    }
    let mut own = Own::connect(&server).await;
    let session = session(&server).await;
    own.client.leave(LOST).await;
    eventually(|| !session.is_connected()).await;
    own.cut().come_back(&server).await;
    eventually(|| session.is_connected()).await;
}

#[tokio::test]
async fn the_session_ends_with_the_grace() {
    for (grace, waits) in [(Duration::from_millis(100), true), (Duration::ZERO, false)] {
        let server = start(vuer().resume_grace(grace)).await;
        let mut client = Client::connect(&server).await;
        client.send_event("INIT", init(None)).await;
        let ServerEvent::Hello { resume, .. } = client.event().await else {
            panic!("HELLO comes first")
        };
        assert_eq!(resume.map(|offer| offer.grace), waits.then_some(100.0));
        let session = session(&server).await;
        drop(client);
        let closed = timeout(PATIENCE, session.closed()).await.unwrap();
        assert!(matches!(closed.reason, CloseReason::Lost(_)), "{closed}");
        eventually(|| server.sessions().is_empty()).await;
    }
}

#[tokio::test]
async fn an_unknown_token_begins_a_new_session() {
    let server = vuer().spawn(async |session: Session| {
        session.set(c::Scene::new())?;
        session.forever().await
    });
    let server = start(server).await;
    let own = Own::connect(&server).await;
    let strange = Lost {
        token: "0".repeat(32),
        received: 0,
        session: String::new(),
    };
    let mut other = Own::greeted(strange.knock(&server).await, 0).await;
    assert_ne!(other.session, own.session);
    assert_eq!(other.offer.received, 0);
    assert!(matches!(other.event().await, ServerEvent::Set { .. }));
    assert_eq!(server.sessions().len(), 2);
    // One that says it comes back and then says something else is a new one too.
    let mut silent = Client::connect_to(&server, "/?resume").await;
    silent.send(Message::Ping(bytes::Bytes::new())).await;
    silent.send_event("CLICK", 1).await;
    assert!(matches!(silent.event().await, ServerEvent::Set { .. }));
}

#[tokio::test]
async fn who_comes_back_says_where_from() {
    let server = start(vuer()).await;
    let own = Own::connect(&server).await;
    let lost = own.cut();
    let elsewhere = Client::connect_from(&server, "/?resume", "http://localhost:1").await;
    let mut elsewhere = elsewhere;
    let resume = Map::from([
        ("token", Value::from(lost.token.clone())),
        ("received", 0.into()),
    ]);
    elsewhere.send_event("INIT", init(Some(resume))).await;
    let elsewhere = Own::greeted(elsewhere, 0).await;
    assert_ne!(
        elsewhere.session, lost.session,
        "the token is of no use there"
    );
    lost.come_back(&server).await;
}

#[tokio::test]
async fn the_last_of_several_attempts_counts_and_closes_those_before() {
    let server = start(vuer()).await;
    let own = Own::connect(&server).await;
    let session = session(&server).await;
    session.update(update(0)).unwrap();
    let Own {
        client: mut living,
        offer,
        session: id,
        ..
    } = own;
    let lost = || Lost {
        token: offer.token.clone(),
        received: 0,
        session: id.clone(),
    };
    // The HELLO of the second may get lost, so its token still counts when the third comes with it.
    let mut second = lost().come_back(&server).await;
    assert_eq!(living.close().await.0, REPLACED);
    let mut third = lost().come_back(&server).await;
    assert_eq!(second.client.close().await.0, REPLACED);
    assert_eq!(number(&third.event().await), 0);
    // It has shown that it has the newest, so the first is worth nothing any more.
    third.client.send_event("PING", 1).await;
    assert!(
        matches!(third.client.event().await, ServerEvent::Other { etype, .. } if etype == "PONG")
    );
    let late = Own::greeted(lost().knock(&server).await, 0).await;
    assert_ne!(late.session, id);
}

#[tokio::test]
async fn what_was_acknowledged_is_not_kept_and_what_is_not_kept_begins_anew() {
    let server = start(vuer()).await;
    let mut own = Own::connect(&server).await;
    let session = session(&server).await;
    for number in 0..3 {
        session.update(update(number)).unwrap();
        own.event().await;
    }
    own.client.send_event("ACK", 3).await;
    own.client.send_event("PING", 1).await;
    own.client.event().await;
    own.received = 1; // Which it would not say after that.
    let mut refused = own.cut().knock(&server).await;
    assert_eq!(refused.close().await.0, NOT_RESUMABLE);
    let closed = timeout(PATIENCE, session.closed()).await.unwrap();
    assert!(matches!(closed.reason, CloseReason::Lost(_)), "{closed}");
}

#[tokio::test]
async fn unacknowledged_messages_do_not_end_a_session_that_is_there() {
    let server = start(vuer().outbox_bytes(1 << 20)).await;
    let mut own = Own::connect(&server).await;
    let session = session(&server).await;
    let data = bytes::Bytes::from(vec![7; 100_000]);
    for number in 0..200 {
        let key = format!("node-{number}");
        session
            .add(Node::new("Box").key(key).prop("data", data.clone()))
            .unwrap();
        own.event().await;
    }
    assert!(session.is_connected());
    own.received = 0;
    let mut refused = own.cut().knock(&server).await;
    assert_eq!(refused.close().await.0, NOT_RESUMABLE);
}

#[tokio::test]
async fn the_program_may_end_while_its_client_is_away() {
    let server = vuer().spawn(async |session: Session| {
        session.wait_for("GO", PATIENCE).await?;
        while session.is_connected() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        session.update(update(7))?;
        Ok(())
    });
    let server = start(server).await;
    let mut own = Own::connect(&server).await;
    let session = session(&server).await;
    own.client.send_event("GO", 1).await;
    eventually(|| session.popleft().is_some_and(|event| event.etype == "GO")).await;
    let lost = own.cut();
    let closed = timeout(PATIENCE, session.closed()).await.unwrap();
    assert_eq!(closed.reason, CloseReason::Finished);
    let mut own = lost.come_back(&server).await;
    assert_eq!(number(&own.event().await), 7, "what it said last");
    assert_eq!(own.client.close().await.0, 1000);
    eventually(|| server.sessions().is_empty()).await;
}

#[tokio::test]
async fn a_shutdown_does_not_wait_for_who_is_away() {
    let server = start(vuer()).await;
    let own = Own::connect(&server).await;
    let session = session(&server).await;
    drop(own);
    eventually(|| !session.is_connected()).await;
    timeout(PATIENCE, server.shutdown()).await.unwrap();
    assert_eq!(session.closed().await.reason, CloseReason::Shutdown);
}

#[tokio::test]
async fn a_session_that_waits_keeps_its_place() {
    let server = start(vuer().max_sessions(1)).await;
    let own = Own::connect(&server).await;
    let first = session(&server).await;
    let lost = own.cut();
    eventually(|| !first.is_connected()).await;
    let url = format!("ws://{}/", server.local_addr());
    assert!(tokio_tungstenite::connect_async(url).await.is_err());
    let strange = Lost {
        token: "0".repeat(32),
        received: 0,
        session: String::new(),
    };
    assert_eq!(strange.knock(&server).await.close().await.0, 1013);
    lost.come_back(&server).await;
}

#[tokio::test]
async fn shared_scenes_handlers_and_requests_go_on() {
    let scene = Scene::new();
    let shared = scene.clone();
    let server = vuer()
        .spawn(move |session: Session| {
            let shared = shared.clone();
            async move {
                shared.join(&session)?;
                session.forever().await
            }
        })
        .handler(Handler::sync("SHOW", |_, session| {
            session.update(update(2)).ok();
        }));
    let server = start(server).await;
    let mut own = Own::connect(&server).await;
    let session = session(&server).await;
    let ask = {
        let session = session.clone();
        tokio::spawn(async move {
            session
                .grab_render(vuer::GrabRender::default())
                .ttl(PATIENCE)
                .await
        })
    };
    let ServerEvent::Request(request) = own.event().await else {
        panic!("it is asked for a picture")
    };
    let lost = own.cut();
    eventually(|| !session.is_connected()).await;
    assert!(scene.sessions().is_empty(), "it is away");
    scene.update(update(1));
    let mut own = lost.come_back(&server).await;
    assert_eq!(number(&own.event().await), 1);
    assert_eq!(scene.sessions().len(), 1);
    own.client.send_event("SHOW", 1).await;
    assert_eq!(number(&own.event().await), 2);
    let answer = Map::from([
        ("frame", Value::Bytes(bytes::Bytes::from_static(b"jpeg"))),
        ("width", 4.into()),
        ("height", 3.into()),
    ]);
    own.client.send_event(&request.rtype, answer).await;
    assert_eq!(&ask.await.unwrap().unwrap().frame[..], b"jpeg");
}

#[tokio::test]
async fn a_filter_chooses_when_init_is_there() {
    let server = vuer()
        .spawn_with(
            Spawn::new(async |session: Session| session.forever().await).only("client", "nobody"),
        )
        .spawn(async |session: Session| {
            session.update(update(1))?;
            session.forever().await
        });
    let server = start(server).await;
    let strange = Lost {
        token: "0".repeat(32),
        received: 0,
        session: String::new(),
    };
    let mut own = Own::greeted(strange.knock(&server).await, 0).await;
    assert_eq!(number(&own.event().await), 1);
}
