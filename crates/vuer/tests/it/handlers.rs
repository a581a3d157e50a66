//! Handlers: any number, sync and async, typed, removed by guard, after one event, after a time.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::timeout;
use vuer::event::view::HeadMove;
use vuer::prop::Vec3;
use vuer::{Handler, HandlerGuard, Map, Session, Value};

use crate::client::{Client, PATIENCE, eventually, session, vuer};
use crate::log::Log;

/// A handler that says its name.
fn saying(name: &'static str, said: &UnboundedSender<&'static str>) -> Handler {
    let said = said.clone();
    Handler::sync("TEST", move |_, _| said.send(name).unwrap())
}

/// What was said until "end".
async fn until_end(said: &mut UnboundedReceiver<&'static str>) -> Vec<&'static str> {
    let mut all = Vec::new();
    loop {
        match timeout(PATIENCE, said.recv()).await.unwrap().unwrap() {
            "end" => return all,
            name => all.push(name),
        }
    }
}

#[tokio::test]
async fn handlers_are_called_in_order_and_removed_as_asked() {
    let (sender, mut said) = unbounded_channel();
    let end = sender.clone();
    let vuer = vuer()
        .handler(saying("stays", &sender))
        .handler(saying("once", &sender).once())
        .handler(Handler::sync("END", move |_, _| end.send("end").unwrap()));
    let guard = vuer.add_handler(saying("guarded", &sender));
    let server = vuer.start().await.unwrap();
    let ttl = Duration::from_secs(20);
    let short = server.add_handler(saying("short", &sender).ttl(ttl));
    let mut client = Client::connect(&server).await;
    let mut round = async || {
        client.send_event("TEST", Value::Nil).await;
        client.send_event("END", Value::Nil).await;
        until_end(&mut said).await
    };
    assert_eq!(round().await, ["stays", "once", "guarded", "short"]);
    assert!(guard.remove());
    tokio::time::pause();
    tokio::time::advance(ttl).await;
    tokio::time::resume();
    assert_eq!(round().await, ["stays"]);
    assert!(!short.remove(), "it was gone already");
}

#[tokio::test]
async fn who_is_removed_is_not_called_with_an_event_that_came_before() {
    let (sender, mut said) = unbounded_channel();
    let guard = Arc::new(Mutex::new(None::<HandlerGuard>));
    let (end, removed) = (sender.clone(), Arc::clone(&guard));
    let vuer = vuer()
        .handler(saying("first", &sender))
        .handler(Handler::sync("TEST", move |_, _| {
            if let Some(guard) = removed.lock().unwrap().take() {
                assert!(guard.remove());
            }
        }));
    *guard.lock().unwrap() = Some(vuer.add_handler(saying("removed", &sender)));
    let server = vuer
        .handler(saying("last", &sender))
        .handler(Handler::sync("END", move |_, _| end.send("end").unwrap()))
        .start()
        .await
        .unwrap();
    let mut client = Client::connect(&server).await;
    client.send_event("TEST", Value::Nil).await;
    client.send_event("END", Value::Nil).await;
    assert_eq!(until_end(&mut said).await, ["first", "last"]);
}

#[tokio::test]
async fn async_handlers_start_in_order_and_end_with_their_session() {
    let (sender, mut said) = unbounded_channel();
    let server = vuer().on("WORK", move |event, session: Session| {
        let sender = sender.clone();
        async move {
            let number = event.value()?;
            sender.send(("start", number.clone()))?;
            session.wait_for("GO", PATIENCE).await?;
            sender.send(("end", number))?;
            Ok(())
        }
    });
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    for number in 0..3 {
        client.send_event("WORK", number).await;
    }
    for number in 0..3 {
        assert_eq!(said.recv().await, Some(("start", Value::Int(number))));
    }
    client.send_event("GO", Value::Nil).await;
    for _ in 0..3 {
        assert_eq!(said.recv().await.unwrap().0, "end");
    }
    client.send_event("WORK", 3).await;
    assert_eq!(said.recv().await, Some(("start", Value::Int(3))));
    drop(client);
    server.shutdown().await;
    let alive = tokio::runtime::Handle::current()
        .metrics()
        .num_alive_tasks();
    assert_eq!(alive, 0, "the one that waits was cancelled");
}

/// Of five events with this value so many are at work at a time. How many fell out of the queue of events.
async fn check_at_work(expected: usize, max_running: usize, value: Value) -> u64 {
    let (sender, mut said) = unbounded_channel();
    let end = sender.clone();
    let server = vuer()
        .max_running_handlers(max_running)
        .on("WORK", move |_, session: Session| {
            let sender = sender.clone();
            async move {
                sender.send("work")?;
                session.wait_for("GO", PATIENCE).await?;
                Ok(())
            }
        })
        .handler(Handler::sync("END", move |_, _| end.send("end").unwrap()));
    let log = Log::of_this_thread();
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    for _ in 0..5 {
        client.send_event("WORK", value.clone()).await;
    }
    client.send_event("END", Value::Nil).await;
    assert_eq!(until_end(&mut said).await, vec!["work"; expected]);
    for _ in expected..5 {
        client.send_event("GO", Value::Nil).await;
        assert_eq!(timeout(PATIENCE, said.recv()).await, Ok(Some("work")));
    }
    assert_eq!(log.lines("max_running_handlers").len(), 1);
    session(&server).await.lost_events()
}

#[tokio::test]
async fn no_more_calls_run_than_may_and_the_rest_waits() {
    assert_eq!(check_at_work(2, 2, Value::Nil).await, 0);
}

#[tokio::test]
async fn no_more_bytes_are_with_calls_at_work_than_may_and_the_rest_waits() {
    let value = Value::from(vec![0_u8; 22 << 20]);
    // 64 MiB hold two of them.
    assert_eq!(check_at_work(3, 1000, value).await, 3);
}

#[tokio::test]
async fn typed_handlers_get_the_value_and_are_spared_what_is_none() {
    let (sender, mut said) = unbounded_channel();
    let server = vuer().handler(Handler::typed(move |head: HeadMove, _| {
        let sender = sender.clone();
        async move { Ok(sender.send(head)?) }
    }));
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    client
        .send_event("HEAD_MOVE", Map::from([("matrix", "none")]))
        .await;
    let matrix: Vec<f64> = (0..16).map(f64::from).collect();
    client
        .send_event("HEAD_MOVE", Map::from([("matrix", matrix)]))
        .await;
    let head: HeadMove = timeout(PATIENCE, said.recv()).await.unwrap().unwrap();
    assert_eq!(head.matrix.translation(), Vec3([12.0, 13.0, 14.0]));
}

#[tokio::test]
async fn a_handler_that_panics_or_fails_ends_nothing() {
    let (sender, mut said) = unbounded_channel();
    let server = vuer()
        .handler(Handler::sync("TEST", |_, _| panic!("sync")))
        .on("TEST", async |_, _| panic!("async"))
        .on("TEST", async |_, _| {
            tokio::task::yield_now().await;
            panic!("later")
        })
        .on("TEST", async |_, _| Err("no".into()))
        .handler(saying("lives", &sender));
    let log = Log::of_this_thread();
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    for _ in 0..2 {
        client.send_event("TEST", Value::Nil).await;
    }
    assert_eq!(timeout(PATIENCE, said.recv()).await, Ok(Some("lives")));
    assert_eq!(timeout(PATIENCE, said.recv()).await, Ok(Some("lives")));
    eventually(|| log.lines("a handler of TEST panicked").len() == 6).await;
    assert_eq!(log.lines("a handler failed: no").len(), 2);
}

#[tokio::test]
async fn a_client_cannot_fill_the_log_with_failures_of_handlers() {
    let (sender, mut said) = unbounded_channel();
    let server = vuer()
        .on("TEST", async |_, _| Err("no".into()))
        .handler(Handler::sync("LAST", move |_, _| sender.send(()).unwrap()));
    let log = Log::of_this_thread();
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    for _ in 0..100 {
        client.send_event("TEST", Value::Nil).await;
    }
    client.send_event("LAST", Value::Nil).await;
    timeout(PATIENCE, said.recv()).await.unwrap().unwrap();
    assert_eq!(log.lines("a handler failed: no").len(), 60);
    assert_eq!(log.lines("further failures are not told").len(), 1);
}

#[tokio::test]
async fn a_broken_event_does_not_use_up_the_handler_of_one() {
    let (sender, mut said) = unbounded_channel();
    let server = vuer().handler(
        Handler::typed(move |head: HeadMove, _| {
            let sender = sender.clone();
            async move { Ok(sender.send(head.matrix.translation())?) }
        })
        .once(),
    );
    let server = server.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    client.send_event("HEAD_MOVE", "broken").await;
    for first in [0, 100] {
        let matrix: Vec<f64> = (first..first + 16).map(f64::from).collect();
        client
            .send_event("HEAD_MOVE", Map::from([("matrix", matrix)]))
            .await;
    }
    let translation = timeout(PATIENCE, said.recv()).await.unwrap();
    assert_eq!(translation, Some(Vec3([12.0, 13.0, 14.0])));
    assert_eq!(timeout(PATIENCE, said.recv()).await, Ok(None), "once");
}

#[tokio::test]
async fn a_handler_that_waits_for_the_next_event_does_not_get_its_own() {
    let (sender, mut pairs) = unbounded_channel();
    let vuer = vuer().on("CLICK", move |event, session: Session| {
        let sender = sender.clone();
        async move {
            let next = session.wait_for("CLICK", PATIENCE).await?;
            sender.send((event.value()?, next.value()?))?;
            Ok(())
        }
    });
    let server = vuer.start().await.unwrap();
    let mut client = Client::connect(&server).await;
    for number in 1..=2 {
        client.send_event("CLICK", number).await;
    }
    let pair = timeout(PATIENCE, pairs.recv()).await.unwrap();
    assert_eq!(pair, Some((Value::Int(1), Value::Int(2))));
}
