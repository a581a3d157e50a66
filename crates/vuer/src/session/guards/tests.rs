//! On paused time, with drivers at work.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt as _;
use vuer_protocol::{Map, Value};

use super::*;
use crate::handler::Handler;
use crate::session::rig::{Page, Rig, settle, wait};
use crate::session::{Button, Freshness, Side, Watch};
use crate::settings::Settings;
use Freshness::{Fresh, Stale};

const TIMEOUT: Duration = Duration::from_millis(200);

fn rig(dead_man: Option<DeadMan>) -> Rig {
    let settings = Settings {
        dead_man,
        ..Settings::default()
    };
    let etypes = [
        "DEAD_MAN",
        "HAND_MOVE",
        "CONTROLLER_MOVE",
        "HEAD_MOVE",
        "CLICK",
    ];
    Rig::new(settings, &etypes)
}

/// Hands, of which those named are tracked, and pinch.
fn hands(tracked: &[&'static str], pinching: bool) -> Map {
    let hand = |side| {
        let joints = tracked.contains(&side).then(|| vec![0.5; 400]);
        joints.map_or(Value::Nil, Value::from)
    };
    let state = |side| {
        let state = tracked.contains(&side).then_some(("pinch", pinching));
        state.into_iter().collect::<Map>()
    };
    Map::from([
        ("left", hand("left")),
        ("leftState", state("left").into()),
        ("right", hand("right")),
        ("rightState", state("right").into()),
    ])
}

fn changes(watch: &mut Watch) -> Vec<Option<Freshness>> {
    std::iter::from_fn(|| watch.next().now_or_never())
        .take(3)
        .collect()
}

async fn pinch(page: &mut Page) {
    page.send_value("HAND_MOVE", hands(&["left", "right"], true))
        .await;
}

#[tokio::test(start_paused = true)]
async fn poses_go_stale_after_the_timeout_and_come_back() {
    let rig = rig(None);
    let mut page = rig.connect().await;
    let mut watch = page.session.watch(Stream::Hands, TIMEOUT);
    let mut right = page.session.watch_side(Stream::Hands, Side::Right, TIMEOUT);
    let mut head = page.session.watch(Stream::Head, TIMEOUT);
    assert_eq!((watch.freshness(), changes(&mut watch)), (Stale, vec![]));
    for _ in 0..5 {
        page.send_value("HAND_MOVE", hands(&["left", "right"], false))
            .await;
        wait(150).await;
    }
    assert_eq!(changes(&mut watch), [Some(Fresh)]);
    // One hand is lost: who watches both does not care.
    for _ in 0..5 {
        page.send_value("HAND_MOVE", hands(&["left"], false)).await;
        wait(100).await;
    }
    assert_eq!((watch.freshness(), changes(&mut watch)), (Fresh, vec![]));
    assert_eq!(changes(&mut right), [Some(Fresh), Some(Stale)]);
    // The other, too, though the client still sends.
    for _ in 0..5 {
        page.send_value("HAND_MOVE", hands(&[], false)).await;
        wait(100).await;
    }
    assert_eq!(changes(&mut watch), [Some(Stale)]);
    page.send_value("HAND_MOVE", hands(&["left"], false)).await;
    assert_eq!(
        (watch.freshness(), changes(&mut watch)),
        (Fresh, vec![Some(Fresh)])
    );
    assert_eq!(changes(&mut right), []);
    assert_eq!(changes(&mut head), []);
}

#[tokio::test(start_paused = true)]
async fn a_slow_reader_is_told_the_opposite_of_what_it_knows() {
    let rig = rig(None);
    let mut page = rig.connect().await;
    let mut watch = page.session.watch(Stream::Hands, TIMEOUT);
    let mut flicker = async |times| {
        for _ in 0..times {
            pinch(&mut page).await;
            wait(250).await;
        }
        pinch(&mut page).await;
    };
    flicker(7).await;
    assert_eq!(changes(&mut watch), [Some(Fresh)]);
    flicker(0).await;
    assert_eq!(changes(&mut watch), []);
    wait(250).await;
    flicker(7).await;
    assert_eq!(changes(&mut watch), [Some(Stale), Some(Fresh)]);
}

#[tokio::test(start_paused = true)]
async fn a_watch_ends_with_the_session_and_is_stale_before() {
    let rig = rig(None);
    let mut page = rig.connect().await;
    let mut watch = page.session.watch(Stream::Hands, TIMEOUT);
    let unused = page.session.watch(Stream::Hands, TIMEOUT);
    drop(unused);
    pinch(&mut page).await;
    page.session.close("enough");
    assert_eq!(changes(&mut watch), [Some(Fresh), Some(Stale), None]);
    assert_eq!(page.session.guards().lock().watched.len(), 0);
    let mut late = page.session.watch(Stream::Hands, TIMEOUT);
    assert_eq!(late.next().await, None);
}

#[tokio::test(start_paused = true)]
async fn a_client_out_of_touch_is_stale_at_once_and_releases() {
    let rig = rig(Some(DeadMan::pinch(Side::Right).timeout(Duration::MAX)));
    let mut page = rig.connect().await;
    page.introduce(&["ping", "resume"]).await;
    let mut watch = page.session.watch(Stream::Hands, Duration::MAX);
    pinch(&mut page).await;
    let Page { session, pipe } = page;
    drop(pipe);
    settle().await;
    assert!(
        !session.is_connected() && session.check_open().is_ok(),
        "it waits"
    );
    assert_eq!(changes(&mut watch), [Some(Fresh), Some(Stale)]);
    assert_eq!(session.is_dead_man_held(), Some(false));
    let told = ["DEAD_MAN held=true", "HAND_MOVE", "DEAD_MAN held=false"];
    assert_eq!(rig.told(), told);
    wait(40_000).await;
    assert!(session.check_open().is_err());
    assert_eq!(changes(&mut watch), [None; 3]);
    assert_eq!(rig.told(), [""; 0], "it was released once");
}

#[tokio::test(start_paused = true)]
async fn only_what_is_held_is_let_through_and_each_release_is_told_once() {
    let rig = rig(Some(DeadMan::pinch(Side::Right)));
    let mut page = rig.connect().await;
    let session = page.session.clone();
    let mut events = session.events();
    let head = || Map::from([("matrix", vec![0.5; 16])]);
    // Nothing is held: the other hand does not count, nor does one that is not tracked.
    for tracked in [&["left"][..], &["left", "right"]] {
        page.send_value("HAND_MOVE", hands(tracked, tracked.len() == 1))
            .await;
    }
    page.send_value("HEAD_MOVE", head()).await;
    page.send_value("CLICK", 1).await;
    assert_eq!(rig.told(), ["CLICK"]);
    assert_eq!(session.is_dead_man_held(), Some(false));
    for _ in 0..3 {
        pinch(&mut page).await;
        page.send_value("HEAD_MOVE", head()).await;
        wait(150).await;
    }
    let mut expected = vec!["DEAD_MAN held=true"];
    expected.extend(["HAND_MOVE", "HEAD_MOVE"].repeat(3));
    assert_eq!(rig.told(), expected);
    assert_eq!(session.is_dead_man_held(), Some(true));
    // The hand opens.
    page.send_value("HAND_MOVE", hands(&["left", "right"], false))
        .await;
    page.send_value("HEAD_MOVE", head()).await;
    assert_eq!(rig.told(), ["DEAD_MAN held=false"]);
    // It is lost from view while it pinches; and then nothing comes at all.
    pinch(&mut page).await;
    page.send_value("HAND_MOVE", hands(&["left"], true)).await;
    let once = ["DEAD_MAN held=true", "HAND_MOVE", "DEAD_MAN held=false"];
    assert_eq!(rig.told(), once);
    pinch(&mut page).await;
    wait(199).await;
    page.send_value("HEAD_MOVE", head()).await;
    assert_eq!(rig.told(), ["DEAD_MAN held=true", "HAND_MOVE", "HEAD_MOVE"]);
    wait(1).await;
    page.send_value("HEAD_MOVE", head()).await;
    assert_eq!(rig.told(), ["DEAD_MAN held=false"]);
    wait(1000).await;
    assert_eq!(rig.told(), [""; 0]);
    // Readers of the queue that are late see none of the poses before a release.
    let mut seen = Vec::new();
    while let Some(Some(event)) = events.next().now_or_never() {
        seen.push(event.etype);
    }
    let mut all = vec!["CLICK"];
    all.extend(["DEAD_MAN"; 6]);
    assert_eq!(seen, all);
}

#[tokio::test(start_paused = true)]
async fn a_pose_that_was_taken_too_long_ago_holds_nothing() {
    let rig = rig(Some(
        DeadMan::pinch(Side::Right).timeout(Duration::from_secs(60)),
    ));
    let mut page = rig.connect().await;
    page.introduce(&["ping", "poses"]).await;
    let mut watch = page.session.watch(Stream::Hands, Duration::from_secs(60));
    let now = vuer_protocol::event::Timestamp::from(SystemTime::now()).as_millis();
    let mut pinch_at = async |server_time: f64| {
        let pinch = ClientEvent::new("HAND_MOVE").with_value(&hands(&["right"], true).into());
        let extra = Map::from([("serverTime", server_time)]);
        page.send(ClientEvent { extra, ..pinch }).await;
    };
    pinch_at(now - 120_000.0).await;
    assert_eq!((rig.told(), changes(&mut watch)), (vec![], vec![]));
    pinch_at(now).await;
    assert_eq!(rig.told(), ["DEAD_MAN held=true", "HAND_MOVE"]);
    pinch_at(now - 120_000.0).await;
    assert_eq!(rig.told(), ["DEAD_MAN held=false"]);
    assert_eq!(changes(&mut watch), [Some(Fresh)]);
}

#[tokio::test(start_paused = true)]
async fn any_part_of_the_switch_holds_it_and_only_chosen_streams_are_held_back() {
    let switch = DeadMan::button(Side::Left, Button::Trigger)
        .or_pinch(Side::Right)
        .streams([Stream::Hands, Stream::Controllers]);
    let rig = rig(Some(switch));
    let mut page = rig.connect().await;
    let controllers = |trigger: bool| {
        Map::from([
            ("left", Value::from(vec![0.5; 16])),
            ("leftState", Map::from([("trigger", trigger)]).into()),
        ])
    };
    page.send_value("CONTROLLER_MOVE", controllers(false)).await;
    page.send_value("HEAD_MOVE", Map::from([("matrix", vec![0.5; 16])]))
        .await;
    assert_eq!(rig.told(), ["HEAD_MOVE"]);
    page.send_value("CONTROLLER_MOVE", controllers(true)).await;
    pinch(&mut page).await;
    page.send_value("CONTROLLER_MOVE", controllers(false)).await;
    page.send_value("HAND_MOVE", hands(&["right"], false)).await;
    let told = [
        "DEAD_MAN held=true",
        "CONTROLLER_MOVE",
        "HAND_MOVE",
        "CONTROLLER_MOVE",
        "DEAD_MAN held=false",
    ];
    assert_eq!(rig.told(), told);
}

#[tokio::test(start_paused = true)]
async fn a_release_is_told_at_once_however_busy_the_handlers_are() {
    for leaves in [false, true] {
        let settings = Settings {
            dead_man: Some(DeadMan::pinch(Side::Right).timeout(TIMEOUT)),
            max_running_handlers: 1,
            ..Settings::default()
        };
        let rig = Rig::new(settings, &[]);
        let told = Arc::new(Mutex::new(Vec::new()));
        let noting = Arc::clone(&told);
        rig.hub
            .handlers
            .add(Handler::new("HAND_MOVE", |_, _| std::future::pending()));
        rig.hub
            .handlers
            .add(Handler::new("DEAD_MAN", move |event, _| {
                let held = event.value().unwrap().get("held").cloned();
                noting.lock().unwrap().push(held);
                async { Ok(()) }
            }));
        let mut page = rig.connect().await;
        pinch(&mut page).await;
        pinch(&mut page).await;
        assert_eq!(*told.lock().unwrap(), [Some(Value::Bool(true))]);
        if leaves {
            drop(page);
            settle().await;
        } else {
            page.send_value("HAND_MOVE", hands(&["right"], false)).await;
        }
        let both = [true, false].map(|held| Some(Value::Bool(held)));
        assert_eq!(*told.lock().unwrap(), both, "leaves: {leaves}");
    }
}

#[tokio::test(start_paused = true)]
async fn clients_cannot_tell_of_the_switch() {
    let rig = rig(Some(DeadMan::pinch(Side::Right)));
    let mut page = rig.connect().await;
    page.send_value("DEAD_MAN", Map::from([("held", true)]))
        .await;
    assert_eq!(rig.told(), [""; 0]);
    assert!(page.session.popleft().is_none());
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_session_releases_as_well() {
    let rig = rig(Some(DeadMan::pinch(Side::Right)));
    let mut page = rig.connect().await;
    pinch(&mut page).await;
    page.session.close("enough");
    settle().await;
    let told = ["DEAD_MAN held=true", "HAND_MOVE", "DEAD_MAN held=false"];
    assert_eq!(rig.told(), told);
    wait(10_000).await;
    assert_eq!(rig.told(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn who_waits_and_has_not_looked_gets_no_pose_of_before_the_release() {
    let rig = rig(Some(DeadMan::pinch(Side::Right)));
    let mut page = rig.connect().await;
    let session = page.session.clone();
    let mut pose = Box::pin(session.wait_for("HAND_MOVE", Duration::MAX));
    assert!((&mut pose).now_or_never().is_none());
    pinch(&mut page).await;
    page.send_value("HAND_MOVE", hands(&["left", "right"], false))
        .await;
    assert_eq!(rig.told().last().unwrap(), "DEAD_MAN held=false");
    assert!((&mut pose).now_or_never().is_none(), "it is taken back");
    pinch(&mut page).await;
    assert!((&mut pose).now_or_never().is_some());
}
