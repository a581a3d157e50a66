use vuer_protocol::{Map, Value};

use super::*;
use crate::spawn::Spawn;

const PING: Duration = Duration::from_secs(10);
const DEAD: Duration = Duration::from_secs(30);

/// A machine and the time it is.
struct Session {
    machine: Machine,
    now: Instant,
}

impl Session {
    fn new(spawns: &[Spawn]) -> Self {
        let filters = spawns.iter().map(|spawn| spawn.filter.clone()).collect();
        let now = Instant::now();
        Self {
            machine: Machine::new(filters, (PING, DEAD), now),
            now,
        }
    }

    fn actions(
        &mut self,
        act: impl FnOnce(&mut Machine, Instant, &mut Vec<Action>),
    ) -> Vec<String> {
        let mut actions = Vec::new();
        act(&mut self.machine, self.now, &mut actions);
        actions.iter().map(short).collect()
    }

    fn open(&mut self) -> Vec<String> {
        self.actions(Machine::open)
    }

    fn receive(&mut self, incoming: Incoming) -> Vec<String> {
        self.actions(|machine, now, actions| {
            machine.moved(now);
            machine.receive(Ok(incoming), now, actions);
        })
    }

    fn event(&mut self, etype: &str, value: impl Into<Value>) -> Vec<String> {
        let event = Map::from([("etype", Value::from(etype)), ("value", value.into())]);
        self.receive(Incoming::Binary(vuer_protocol::codec::encode(
            &event.into(),
        )))
    }

    fn wait(&mut self, time: Duration) -> Vec<String> {
        self.now += time;
        self.actions(Machine::tick)
    }
}

/// An action in a word or two.
fn short(action: &Action) -> String {
    match action {
        Action::Start(index) => format!("start {index}"),
        Action::Greet(features) => format!("greet {}", features.join(",")),
        Action::Pong(_) => "answer".to_owned(),
        Action::Acknowledge(messages) => format!("acknowledge {messages}"),
        Action::Acknowledged(messages) => format!("acknowledged {messages}"),
        Action::Lost(how) => format!("lost: {how}"),
        Action::Deliver(event, _) => format!("deliver {}", event.etype),
        Action::Report(_) => "report".to_owned(),
        Action::Control(frame) => match frame[0] & 0xf {
            0x9 => "ping".to_owned(),
            0xa => format!("pong {}", String::from_utf8_lossy(&frame[2..])),
            opcode => format!("control {opcode}"),
        },
        Action::Close(reason) => format!("close: {reason}"),
    }
}

fn spawn() -> Spawn {
    Spawn::new(async |_| Ok(()))
}

#[test]
fn without_filters_the_first_closure_starts_at_once_and_init_is_not_needed() {
    let mut session = Session::new(&[spawn(), spawn()]);
    assert_eq!(session.open(), ["start 0"]);
    assert_eq!(session.event("CAMERA_MOVE", 1), ["deliver CAMERA_MOVE"]);
    let mut without_closure = Session::new(&[]);
    assert!(without_closure.open().is_empty());
}

#[test]
fn with_a_filter_the_first_event_or_a_second_of_silence_decides() {
    let spawns = [spawn().only("client", "python"), spawn()];
    let init = Map::from([("client", "python")]);
    let mut python = Session::new(&spawns);
    assert!(python.open().is_empty());
    assert_eq!(
        python.event("INIT", init.clone()),
        ["start 0", "deliver INIT"]
    );
    assert_eq!(python.event("INIT", init), ["deliver INIT"], "chosen once");

    let mut silent = Session::new(&spawns);
    silent.open();
    assert!(silent.wait(Duration::from_millis(999)).is_empty());
    assert_eq!(silent.wait(Duration::from_millis(1)), ["start 1"]);
    assert_eq!(
        silent.machine.deadline(),
        silent.now + PING - Duration::from_secs(1)
    );

    let mut unwanted = Session::new(&spawns[..1]);
    unwanted.open();
    let reason = "close: the program serves no client of this kind";
    assert_eq!(unwanted.event("INIT", Map::new()), [reason, "deliver INIT"]);
}

#[test]
fn who_names_features_is_greeted() {
    let mut session = Session::new(&[]);
    let init = Map::from([("features", vec!["ping"])]);
    assert_eq!(
        session.event("INIT", init.clone()),
        ["greet ping", "deliver INIT"]
    );
    assert_eq!(session.event("INIT", init), ["deliver INIT"], "once");
    assert_eq!(
        session.event("INIT", Map::from([("features", "ping")])),
        ["deliver INIT"]
    );
}

#[test]
fn bad_messages_are_reported_once_a_kind_and_minute() {
    let mut session = Session::new(&[]);
    let bad = || Incoming::Binary(Bytes::from_static(b"\xc1"));
    assert_eq!(session.receive(bad()), ["report"]);
    assert!(session.receive(bad()).is_empty());
    assert_eq!(session.receive(Incoming::Text), ["report"]);
    session.now += Duration::from_secs(60);
    assert_eq!(session.receive(bad()), ["report"]);
}

#[test]
fn control_frames_are_answered() {
    let mut session = Session::new(&[]);
    assert_eq!(
        session.receive(Incoming::Ping(Bytes::from_static(b"?"))),
        ["pong ?"]
    );
    assert!(session.receive(Incoming::Pong).is_empty());
    assert_eq!(
        session.receive(Incoming::Close(Some(1001), "".into())),
        ["close: the client left (code 1001)"]
    );
}

#[test]
fn silence_is_pinged_and_then_taken_for_death() {
    let mut session = Session::new(&[]);
    assert_eq!(session.wait(PING), ["ping"]);
    assert!(session.receive(Incoming::Pong).is_empty());
    assert_eq!(session.wait(PING), ["ping"]);
    assert_eq!(session.wait(PING), ["ping"]);
    assert_eq!(session.wait(PING), ["lost: nothing moved for dead_after"]);
}

#[test]
fn the_messages_of_who_may_come_back_are_counted_and_acknowledged() {
    let mut session = Session::new(&[]);
    let init = || Map::from([("features", vec!["resume"])]);
    session.event("INIT", init());
    session.machine.count();
    session.event("INIT", init());
    for _ in 1..ACKNOWLEDGE_MESSAGES {
        assert_eq!(session.event("CLICK", 1), ["deliver CLICK"]);
    }
    assert_eq!(
        session.event("CLICK", 1),
        ["acknowledge 64", "deliver CLICK"]
    );
    assert_eq!(session.event("PING", 1), ["answer"], "it knows");
    session.receive(Incoming::Binary(Bytes::from_static(b"\xc1")));
    assert_eq!(
        session.event("PING", 2),
        ["answer", "acknowledge 65"],
        "broken ones count"
    );
    assert_eq!(session.event("ACK", 7), ["acknowledged 7"]);
    assert!(session.event("ACK", "seven").is_empty());
    session.event("CLICK", 1);
    assert_eq!(session.machine.resume(session.now), 66);
    assert_eq!(
        session.receive(Incoming::Close(Some(own_code::LOST), "".into())),
        ["lost: the client heard nothing"]
    );
    let large = vec![0_u8; ACKNOWLEDGE_BYTES];
    assert_eq!(
        session.event("UPLOAD", Value::Bytes(large.into())),
        ["acknowledge 67", "deliver UPLOAD"]
    );
}

#[test]
fn the_messages_of_others_are_not_counted() {
    let mut session = Session::new(&[]);
    for _ in 0..2 * ACKNOWLEDGE_MESSAGES {
        assert_eq!(session.event("ACK", 1), ["deliver ACK"]);
    }
    assert_eq!(session.event("PING", 1), ["deliver PING"]);
    assert_eq!(
        session.receive(Incoming::Close(Some(own_code::LOST), "".into())),
        ["close: the client left (code 4000)"]
    );
}
