//! Sessions: start, end, and what becomes of the program's closures. Behaviour §§1, 2.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use vuer::event::ServerEvent;
use vuer::{
    CloseReason, JoinError, Map, RpcError, SendError, Session, SessionClosed, Spawn, Value,
    components as c, prelude::*,
};

use crate::client::{Client, PATIENCE, eventually, session, vuer};
use crate::log::Log;

#[tokio::test]
async fn a_spawned_closure_sets_the_scene_and_its_return_closes_normally() {
    let server = vuer().spawn(async |session| {
        session.set(c::Scene::new().child(c::Box::new().key("box")))?;
        session.update(c::Box::new().key("box").position([0.0, 1.0, 0.0]))?;
        Ok(())
    });
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let ServerEvent::Set { scene } = client.event().await else {
        panic!("SET comes first")
    };
    assert_eq!(scene.tag.as_deref(), Some("Scene"));
    assert!(matches!(
        client.event().await,
        ServerEvent::Update { strict: false, .. }
    ));
    assert_eq!(client.close().await.0, 1000);
}

#[tokio::test]
async fn a_program_that_tells_of_its_failure_itself_fails_its_session() {
    let log = Log::of_this_thread();
    let server = vuer().spawn(async |session: Session| {
        assert!(!session.is_over());
        session.fail();
        session.close("too late: the first reason counts");
        assert!(session.is_over());
        session.forever().await
    });
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    assert_eq!(
        client.close().await,
        (1011, "the program failed; its log says why".to_owned())
    );
    assert_eq!(log.lines("failed"), [""; 0]);
}

#[tokio::test]
async fn a_closure_that_fails_or_panics_closes_its_session_and_the_server_lives() {
    let server = vuer().spawn(async |session: Session| {
        let what = session.wait_for("WHAT", PATIENCE).await?.value()?;
        match what.as_str() {
            Some("fail") => Err(std::io::Error::other(NoRobot("no such robot".into())).into()),
            _ => panic!("no such robot"),
        }
    });
    let log = Log::of_this_thread();
    let server = server.start().await.unwrap();
    for what in ["fail", "panic"] {
        let mut client = Client::connect(&server).await;
        client.send_event("WHAT", what).await;
        assert_eq!(
            client.close().await,
            (1011, "the program failed; its log says why".to_owned())
        );
    }
    let failed = log.lines("the spawned closure failed: no robot: no such robot");
    assert!(
        failed.len() == 1 && failed[0].contains("session="),
        "{failed:?}"
    );
    let panicked = log.lines("the spawned closure panicked");
    assert!(
        panicked.len() == 1 && panicked[0].contains("session="),
        "{panicked:?}"
    );
    Client::connect(&server).await;
}

/// An error with a cause.
#[derive(Debug, thiserror::Error)]
#[error("no robot")]
struct NoRobot(#[source] Box<dyn std::error::Error + Send + Sync>);

#[tokio::test]
async fn what_fails_behind_the_end_of_its_session_is_logged_too() {
    let server = vuer()
        .spawn_with(Spawn::new(async |session: Session| {
            session.close("enough");
            Err("too late".into())
        }))
        .socket(
            "/detached",
            Spawn::new(async |session: Session| {
                session.closed().await;
                tokio::task::yield_now().await;
                Err("much too late".into())
            })
            .detached(),
        )
        .socket(
            "/panics",
            Spawn::new(async |session: Session| {
                session.closed().await;
                tokio::task::yield_now().await;
                panic!("much too late")
            })
            .detached(),
        );
    let log = Log::of_this_thread();
    let server = server.start().await.unwrap();
    assert_eq!(Client::connect(&server).await.close().await.1, "enough");
    assert_eq!(log.lines("failed: too late").len(), 1);
    drop(Client::connect_to(&server, "/detached").await);
    eventually(|| log.lines("failed: much too late").len() == 1).await;
    drop(Client::connect_to(&server, "/panics").await);
    eventually(|| log.lines("the spawned closure panicked").len() == 1).await;
}

#[tokio::test]
async fn that_the_client_has_left_is_no_failure_whoever_says_it() {
    let leave = |error: fn(SessionClosed) -> Box<dyn std::error::Error + Send + Sync>| {
        Spawn::new(move |session: Session| async move { Err(error(session.closed().await)) })
            .detached()
    };
    let server = vuer()
        .spawn_with(leave(|closed| JoinError::Closed(closed).into()))
        .socket("/wrapped", leave(|closed| NoRobot(Box::new(closed)).into()));
    let log = Log::of_this_thread();
    let server = server.start().await.unwrap();
    for path in ["/", "/wrapped"] {
        drop(Client::connect_to(&server, path).await);
    }
    eventually(|| server.sessions().is_empty()).await;
    server.shutdown().await;
    assert!(log.lines("failed").is_empty(), "{:?}", log.lines("failed"));
}

/// Says when it is dropped.
struct Guard(Option<oneshot::Sender<()>>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.take().unwrap().send(()).ok();
    }
}

#[tokio::test]
async fn when_the_client_leaves_everything_of_the_session_ends() {
    let (sessions, mut started) = mpsc::unbounded_channel();
    let server = vuer().spawn(move |session| {
        let sessions = sessions.clone();
        async move {
            let (sender, dropped_task) = oneshot::channel();
            let guard = Guard(Some(sender));
            session.spawn_task(async move {
                let _guard = guard;
                std::future::pending::<()>().await;
            });
            let (sender, dropped_closure) = oneshot::channel();
            let _guard = Guard(Some(sender));
            sessions.send((session.clone(), dropped_task, dropped_closure))?;
            session.forever().await
        }
    });
    let server = server.start().await.unwrap();
    let client = Client::connect(&server).await;
    let (session, dropped_task, dropped_closure) = started.recv().await.unwrap();
    assert!(session.is_connected());
    assert_eq!(
        server
            .session(session.id())
            .map(|found| found.id().to_owned()),
        Some(session.id().to_owned())
    );
    drop(client);
    let closed = timeout(PATIENCE, session.closed()).await.unwrap();
    assert!(matches!(closed.reason, CloseReason::Lost(_)), "{closed}");
    timeout(PATIENCE, dropped_task).await.unwrap().unwrap();
    timeout(PATIENCE, dropped_closure).await.unwrap().unwrap();
    assert!(!session.is_connected());
    assert_eq!(
        session.set(c::Scene::new()),
        Err(SendError::Closed(closed.clone()))
    );
    assert_eq!(session.remove("a"), Err(closed.clone()));
    assert_eq!(
        session.wait_for("X", PATIENCE).await,
        Err(RpcError::Closed(closed))
    );
    assert_eq!(session.events().next().await, None);
    eventually(|| server.sessions().is_empty()).await;
}

#[tokio::test]
async fn a_client_that_says_good_bye_is_answered_and_its_code_is_known() {
    let server = vuer().start().await.unwrap();
    let mut client = Client::connect(&server).await;
    let session = session(&server).await;
    client.leave(4001).await;
    assert_eq!(client.close().await.0, 4001);
    assert_eq!(session.closed().await.reason, CloseReason::Left(Some(4001)));
}

#[tokio::test]
async fn a_detached_closure_runs_on() {
    let (sender, mut done) = mpsc::unbounded_channel();
    let server = vuer().spawn_with(
        Spawn::new(move |session: Session| {
            let sender = sender.clone();
            async move {
                session.closed().await;
                tokio::task::yield_now().await;
                sender.send(session.update(c::Box::new().key("a")).is_err())?;
                Ok(())
            }
        })
        .detached(),
    );
    let server = server.start().await.unwrap();
    drop(Client::connect(&server).await);
    assert_eq!(timeout(PATIENCE, done.recv()).await.unwrap(), Some(true));
}

#[tokio::test]
async fn a_detached_closure_ends_with_the_server() {
    let (sender, dropped) = oneshot::channel();
    let sender = std::sync::Mutex::new(Some(sender));
    let server = vuer().spawn_with(
        Spawn::new(move |_| {
            let guard = Guard(sender.lock().unwrap().take());
            async move {
                let _guard = guard;
                std::future::pending().await
            }
        })
        .detached(),
    );
    let server = server.start().await.unwrap();
    let client = Client::connect(&server).await;
    let session = session(&server).await;
    drop(client);
    session.closed().await;
    server.shutdown().await;
    timeout(PATIENCE, dropped).await.unwrap().unwrap();
}

/// A closure that closes with its name.
fn named(name: &'static str) -> Spawn {
    Spawn::new(move |session: Session| async move {
        session.close(name);
        session.forever().await
    })
}

async fn choice(spawns: Vec<Spawn>, event: Option<(&str, Map)>) -> (u16, String) {
    let server = spawns
        .into_iter()
        .fold(vuer(), vuer::Vuer::spawn_with)
        .start()
        .await
        .unwrap();
    let mut client = Client::connect(&server).await;
    if let Some((etype, value)) = event {
        client.send_event(etype, value).await;
    }
    client.close().await
}

#[tokio::test]
async fn filters_choose_by_the_first_event() {
    let spawns = || {
        vec![
            named("python").only("client", "python"),
            named("any"),
            named("quest")
                .only("client", "browser")
                .only("userAgent", "*Quest ?*"),
            named("browser").only("client", "brow*"),
        ]
    };
    let init = |agent: &str| {
        Some((
            "INIT",
            Map::from([("client", "browser"), ("userAgent", agent)]),
        ))
    };
    let log = Log::of_this_thread();
    let warnings = || log.lines("have filters that fit this client").len();
    let chosen = async |event| choice(spawns(), event).await.1;
    assert_eq!(chosen(init("Mozilla")).await, "browser");
    assert_eq!(warnings(), 0);
    assert_eq!(chosen(init("Mozilla (Quest 3)")).await, "quest");
    assert_eq!(warnings(), 1, "two fit");
    assert_eq!(
        chosen(Some(("INIT", Map::from([("client", "other")])))).await,
        "any"
    );
    assert_eq!(chosen(Some(("CAMERA_MOVE", Map::new()))).await, "any");
}

#[tokio::test]
async fn silence_chooses_after_a_second() {
    let started = std::time::Instant::now();
    let spawns = vec![named("python").only("client", "python"), named("any")];
    assert_eq!(choice(spawns, None).await, (1000, "any".to_owned()));
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_client_that_no_filter_fits_is_closed_with_a_reason() {
    let spawns = vec![named("python").only("client", "python")];
    let (code, reason) = choice(spawns, Some(("INIT", Map::from([("client", "browser")])))).await;
    assert_eq!(
        (code, reason.as_str()),
        (1008, "the program serves no client of this kind")
    );
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
    eventually(|| server.sessions().len() == 2).await;
    let session = server
        .sessions()
        .into_iter()
        .find(|found| found.id() != session)
        .unwrap();
    session.wait_for("INIT", PATIENCE).await.unwrap();
    assert_eq!(
        session.client_info().unwrap().get("client"),
        Some(&Value::from("browser"))
    );
    assert!(session.remote_addr().ip().is_loopback());
    session.close("done");
    let Some(Ok(Message::Close(Some(frame)))) = foreign.message().await else {
        panic!("nothing else was sent")
    };
    assert_eq!(frame.reason.as_str(), "done");
}

#[tokio::test]
async fn a_further_websocket_has_closures_of_its_own() {
    let server = vuer()
        .spawn_with(named("main"))
        .socket("/robot", named("robot"))
        .socket("hand", named("hand"))
        .start()
        .await
        .unwrap();
    assert_eq!(Client::connect(&server).await.close().await.1, "main");
    assert_eq!(
        Client::connect_to(&server, "/robot?arm=2")
            .await
            .close()
            .await
            .1,
        "robot"
    );
    let mut hand = Client::connect_to(&server, "/hand").await;
    assert_eq!(hand.close().await.1, "hand", "written without its slash");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closure_that_blocks_its_thread_holds_up_no_other_session() {
    let (release, released) = std::sync::mpsc::channel::<()>();
    let released = std::sync::Mutex::new(released);
    let (sender, mut begun) = mpsc::unbounded_channel();
    let server = vuer()
        .spawn(move |session: Session| {
            sender.send(()).unwrap();
            released.lock().unwrap().recv().ok();
            async move {
                session.close("released");
                Ok(())
            }
        })
        .socket("/beside", named("beside"));
    let server = server.start().await.unwrap();
    let mut blocked = Client::connect(&server).await;
    begun.recv().await.unwrap();
    let mut beside = Client::connect_to(&server, "/beside").await;
    assert_eq!(beside.close().await.1, "beside");
    drop(release);
    assert_eq!(blocked.close().await.1, "released");
}

#[tokio::test]
async fn what_was_sent_before_a_close_arrives() {
    let finished = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&finished);
    let server = vuer().spawn(move |session: Session| {
        let finished = Arc::clone(&finished);
        async move {
            for _ in 0..1000 {
                session.add(c::Box::new().prop("data", vec![0_u8; 5000]))?;
            }
            finished.store(true, Ordering::Relaxed);
            Ok(())
        }
    });
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    for _ in 0..1000 {
        assert!(matches!(client.event().await, ServerEvent::Add { .. }));
    }
    assert_eq!(client.close().await.0, 1000);
    assert!(seen.load(Ordering::Relaxed));
}
