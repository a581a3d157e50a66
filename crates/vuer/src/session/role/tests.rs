//! Who operates, on paused time, with drivers at work.

use std::time::Duration;

use super::*;
use crate::roles::Succession;
use crate::session::rig::{Page, Rig, settle, wait};
use crate::session::{DeadMan, Side};
use crate::settings::Settings;

const OWN: &[&str] = &["ping", "resume", "roles"];

fn rig(succession: Succession) -> Rig {
    let settings = Settings {
        succession: Some(succession),
        // Most of these clients say nothing for minutes.
        dead_after: Duration::from_secs(3600),
        dead_man: Some(DeadMan::pinch(Side::Right).streams([])),
        ..Settings::default()
    };
    let etypes = ["INIT", "CLICK", "HAND_MOVE", "ROLE", "DEAD_MAN", "CONTROL"];
    Rig::new(settings, &etypes)
}

async fn click(page: &mut Page, who: &str) {
    page.send_value("CLICK", Map::from([("who", who)])).await;
}

async fn wish(page: &mut Page, action: &str, visitor: Option<i64>) {
    let visitor = visitor.map(|visitor| ("visitor", Value::from(visitor)));
    let action = [("action", Value::from(action))];
    let value: Map = action.into_iter().chain(visitor).collect();
    page.send_value("CONTROL", value).await;
}

fn operators(pages: &[&Page]) -> Vec<bool> {
    pages
        .iter()
        .map(|page| page.session.is_operator())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn the_first_operates_and_of_others_the_program_hears_nothing() {
    let rig = rig(Succession::FirstCome);
    let mut first = rig.connect().await;
    let mut second = rig.connect().await;
    assert_eq!(rig.told(), ["ROLE operator=true", "ROLE operator=false"]);
    assert_eq!(rig.hub.roles.operator().unwrap().id(), first.session.id());
    click(&mut first, "first").await;
    click(&mut second, "second").await;
    second.introduce(OWN).await;
    for etype in ["HAND_MOVE", "ROLE", "UNKNOWN"] {
        second.send_value(etype, Map::new()).await;
    }
    assert_eq!(rig.told(), ["CLICK first", "INIT"]);
    let waiting = second.session.waiting_events().to_vec();
    let waiting: Vec<&str> = waiting.iter().map(|event| event.etype.as_str()).collect();
    assert_eq!(waiting, ["ROLE", "INIT"]);
}

#[tokio::test(start_paused = true)]
async fn the_role_is_granted_by_its_holder_and_never_taken() {
    let rig = rig(Succession::FirstCome);
    let mut first = rig.connect().await;
    let mut second = rig.connect().await;
    let third = rig.connect().await;
    rig.told();
    // Not asked, not theirs to give, no such thing.
    for (action, visitor) in [
        ("grant", Some(2)),
        ("grant", Some(3)),
        ("release", None),
        ("decline", Some(1)),
        ("take", None),
    ] {
        wish(&mut second, action, visitor).await;
    }
    wish(&mut first, "grant", Some(2)).await;
    wish(&mut first, "grant", Some(77)).await;
    assert_eq!(operators(&[&first, &second, &third]), [true, false, false]);
    assert!(!rig.told().iter().any(|line| line.starts_with("ROLE")));

    wish(&mut second, "ask", None).await;
    assert_eq!(operators(&[&first, &second]), [true, false]);
    wish(&mut first, "decline", Some(2)).await;
    wish(&mut first, "grant", Some(2)).await;
    assert_eq!(operators(&[&first, &second]), [true, false]);
    wish(&mut second, "ask", None).await;
    rig.told();
    wish(&mut first, "grant", Some(2)).await;
    let told = ["CONTROL grant", "ROLE operator=false", "ROLE operator=true"];
    assert_eq!(rig.told(), told);
    assert_eq!(operators(&[&first, &second, &third]), [false, true, false]);
    click(&mut first, "first").await;
    click(&mut second, "second").await;
    assert_eq!(rig.told(), ["CLICK second"]);
}

#[tokio::test(start_paused = true)]
async fn who_loses_the_role_lets_go_and_what_waits_of_it_is_never_seen() {
    let rig = rig(Succession::Named);
    let mut first = rig.connect().await;
    let mut second = rig.connect().await;
    assert_eq!(operators(&[&first, &second]), [false, false]);
    first.session.make_operator();
    settle().await;
    let hands = Map::from([
        ("right", Value::from(vec![0.5; 400])),
        ("rightState", Map::from([("pinch", true)]).into()),
    ]);
    first.send_value("HAND_MOVE", hands.clone()).await;
    second.send_value("HAND_MOVE", hands).await;
    assert_eq!(first.session.is_dead_man_held(), Some(true));
    assert_eq!(second.session.is_dead_man_held(), Some(false));
    rig.told();
    second.session.make_operator();
    settle().await;
    let told = [
        "DEAD_MAN held=false",
        "ROLE operator=false",
        "ROLE operator=true",
    ];
    assert_eq!(rig.told(), told);
    let waiting = first.session.waiting_events().to_vec();
    assert!(waiting.iter().all(|event| event.etype != "HAND_MOVE"));
    // Named again while it is it, nothing happens.
    second.session.make_operator();
    settle().await;
    assert_eq!(rig.told(), [""; 0]);
    second.session.make_observer();
    settle().await;
    assert_eq!(rig.told(), ["ROLE operator=false"]);
    assert!(rig.hub.roles.operator().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_free_role_goes_to_who_asked_first_then_to_who_asks_or_comes_next() {
    let rig = rig(Succession::FirstCome);
    let first = rig.connect().await;
    let mut second = rig.connect().await;
    let mut third = rig.connect().await;
    let fourth = rig.connect().await;
    wish(&mut third, "ask", None).await;
    wish(&mut second, "ask", None).await;
    wish(&mut second, "ask", None).await;
    first.session.close("enough");
    settle().await;
    assert_eq!(operators(&[&first, &second, &third]), [false, false, true]);
    wish(&mut second, "withdraw", None).await;
    wish(&mut third, "release", None).await;
    assert_eq!(operators(&[&second, &third, &fourth]), [false; 3]);
    wish(&mut second, "ask", None).await;
    assert_eq!(operators(&[&second, &third]), [true, false]);
    second.session.close("enough");
    settle().await;
    let fifth = rig.connect().await;
    assert_eq!(operators(&[&third, &fourth, &fifth]), [false, false, true]);
}

#[tokio::test(start_paused = true)]
async fn the_role_is_kept_in_the_grace_and_free_at_the_end_of_the_session() {
    let rig = rig(Succession::FirstCome);
    let mut first = rig.connect().await;
    first.introduce(OWN).await;
    let mut second = rig.connect().await;
    wish(&mut second, "ask", None).await;
    let Page { session, pipe } = first;
    drop(pipe);
    wait(20_000).await;
    assert!(!session.is_connected() && session.is_operator());
    assert!(!second.session.is_operator());
    wait(20_000).await;
    assert!(!session.is_operator() && second.session.is_operator());
}

#[tokio::test(start_paused = true)]
async fn one_that_is_away_can_lose_the_role_and_one_that_leaves_is_forgotten() {
    let rig = rig(Succession::FirstCome);
    let mut first = rig.connect().await;
    first.introduce(OWN).await;
    let mut second = rig.connect().await;
    let mut third = rig.connect().await;
    wish(&mut second, "ask", None).await;
    wish(&mut third, "ask", None).await;
    second.session.close("enough");
    settle().await;
    let Page { session, pipe } = first;
    drop(pipe);
    settle().await;
    rig.told();
    session.make_observer();
    settle().await;
    assert_eq!(rig.told(), ["ROLE operator=false", "ROLE operator=true"]);
    assert!(third.session.is_operator());
}

#[tokio::test(start_paused = true)]
async fn asks_without_end_are_not_passed_on() {
    let rig = rig(Succession::FirstCome);
    let _first = rig.connect().await;
    let mut second = rig.connect().await;
    let asks = |page: &Page| !rig.hub.roles.view(&page.session).unwrap().asking.is_empty();
    for _ in 0..100 {
        wish(&mut second, "ask", None).await;
        wish(&mut second, "withdraw", None).await;
    }
    wish(&mut second, "ask", None).await;
    assert!(!asks(&second));
    wait(60_000).await;
    wish(&mut second, "ask", None).await;
    assert!(asks(&second));
}

#[tokio::test(start_paused = true)]
async fn without_roles_everybody_operates() {
    let rig = Rig::new(Settings::default(), &["CLICK", "ROLE", "CONTROL"]);
    let mut first = rig.connect().await;
    let mut second = rig.connect().await;
    click(&mut first, "first").await;
    click(&mut second, "second").await;
    wish(&mut second, "ask", None).await;
    assert_eq!(rig.told(), ["CLICK first", "CLICK second", "CONTROL ask"]);
    assert_eq!(operators(&[&first, &second]), [true, true]);
    assert!(rig.hub.roles.operator().is_none());
}
