use proptest::prelude::*;
use vuer_protocol::Node;
use vuer_protocol::event::{Downlink, ServerEvent, Timestamp};

use super::*;
use crate::scene::tree::Tree;
use crate::scene::tree::tests::{events, text};

const PLENTY: usize = 64 << 20;

fn outbox(queue_len: usize, bytes: usize) -> Outbox {
    Outbox::new(Limits { queue_len, bytes })
}

fn message(event: &ServerEvent) -> Message {
    Message::new(Downlink::new(Timestamp::from_millis(1.0)).event(event))
}

fn update(key: &str, size: usize) -> Message {
    let node = Node::update(key.to_owned()).prop("data", Bytes::from(vec![0; size]));
    message(&ServerEvent::Update {
        nodes: vec![node],
        strict: false,
    })
}

fn ordered(size: usize) -> Message {
    Message::new(Bytes::from(vec![0xc0; size]))
}

/// What the writer finds.
fn take(outbox: &Outbox) -> Vec<ServerEvent> {
    let mut events = Vec::new();
    outbox.take(|segment| {
        for payload in segment.payloads() {
            events.push(
                ServerEvent::decode(&Bytes::copy_from_slice(payload))
                    .unwrap()
                    .0,
            );
        }
    });
    events
}

fn see(tree: &mut Tree, outbox: &Outbox) {
    for event in take(outbox) {
        tree.apply(&event).unwrap();
    }
}

proptest! {
    /// Whatever is sent and whenever the writer runs, the client's scene is the one it would be if nothing
    /// had been left out.
    #[test]
    fn what_is_left_out_changes_nothing(
        sent in events(40),
        pauses in prop::collection::vec(prop::bool::weighted(0.1), 40),
        queue_len in 0..6_usize,
    ) {
        let outbox = outbox(queue_len, PLENTY);
        let (mut full, mut seen) = (Tree::default(), Tree::default());
        for (event, pause) in sent.iter().zip(pauses) {
            full.apply(event).unwrap();
            outbox.push(&message(event)).unwrap();
            if pause {
                see(&mut seen, &outbox);
            }
        }
        outbox.lock().coalesce();
        see(&mut seen, &outbox);
        prop_assert_eq!(text(&seen), text(&full));
    }
}

#[test]
fn order_is_kept_between_small_and_large() {
    let outbox = outbox(100, PLENTY);
    let sizes = [10, 20_000, 10, 70_000, 70_000, 10];
    let sent: Vec<_> = sizes
        .iter()
        .enumerate()
        .map(|(index, size)| update(&index.to_string(), *size))
        .collect();
    for message in &sent {
        outbox.push(message).unwrap();
    }
    let mut found = Vec::new();
    outbox.take(|segment| found.extend(segment.payloads().map(Bytes::copy_from_slice)));
    assert_eq!(
        found,
        sent.into_iter()
            .map(|message| message.payload)
            .collect::<Vec<_>>()
    );
    assert!(outbox.is_empty());
}

#[test]
fn every_message_that_is_no_update_is_kept_whatever_the_queue_length() {
    for queue_len in [3, 100] {
        let outbox = outbox(queue_len, PLENTY);
        for index in 0..75 {
            outbox.push(&update("box", 8)).unwrap();
            let event = match index {
                37 => ServerEvent::Set {
                    scene: Node::new("Scene"),
                },
                _ => ServerEvent::Remove {
                    keys: vec!["other".into()],
                },
            };
            outbox.push(&message(&event)).unwrap();
        }
        let found = take(&outbox);
        let count = |etype: &str| found.iter().filter(|event| event.etype() == etype).count();
        assert_eq!(
            (count("SET"), count("REMOVE"), count("UPDATE")),
            (1, 74, 75)
        );
    }
}

#[test]
fn waiting_updates_of_a_client_that_reads_nothing_stay_few() {
    let outbox = outbox(10, PLENTY);
    for index in 0..10_000 {
        outbox.push(&update(&(index % 4).to_string(), 8)).unwrap();
    }
    assert!(outbox.lock().frames <= 10);
    outbox.lock().coalesce();
    assert_eq!(outbox.lock().frames, 4);
}

#[test]
fn a_client_that_is_slower_than_its_pictures_finds_few_and_the_newest() {
    let outbox = outbox(100, PLENTY);
    for number in 0..300 {
        let picture = |key: &'static str| {
            let data = Bytes::from(vec![0; 180_000]);
            Node::update(key).prop("src", data).prop("n", number)
        };
        let nodes = vec![picture("left"), picture("right")];
        let pair = ServerEvent::Update {
            nodes,
            strict: false,
        };
        outbox.push(&message(&pair)).unwrap();
        assert!(outbox.lock().frames <= 3);
    }
    let mut left = Vec::new();
    while !outbox.is_empty() {
        left.extend(take(&outbox));
    }
    let Some(ServerEvent::Update { nodes, .. }) = left.pop() else {
        panic!("the last pair waits")
    };
    assert_eq!(nodes[1].props.get("n"), Some(&299.into()));
}

#[test]
fn what_may_not_be_left_out_overflows() {
    let outbox = outbox(100, 100_000);
    assert_eq!(
        outbox.push(&ordered(150_000)),
        Ok(()),
        "one larger message when nothing else waits"
    );
    assert_eq!(outbox.push(&ordered(10)), Err(PushError::Overflow));
    assert_eq!(outbox.push(&ordered(10)), Err(PushError::Closed));
}

#[test]
fn updates_are_left_out_before_they_overflow() {
    let outbox = outbox(100, 100_000);
    for _ in 0..1000 {
        outbox.push(&update("box", 30_000)).unwrap();
    }
    assert!(outbox.lock().bytes < 100_000);
}

#[test]
fn a_large_update_makes_room_for_the_next() {
    for size in [60_000, 150_000] {
        let outbox = outbox(100, 100_000);
        for _ in 0..10 {
            outbox.push(&update("box", size)).unwrap();
        }
        assert_eq!(outbox.lock().frames, 1);
    }
}

#[test]
fn bytes_and_frames_add_up_after_any_pass() {
    let outbox = outbox(5, PLENTY);
    for index in 0..100 {
        outbox
            .push(&update(
                &(index % 7).to_string(),
                if index % 3 == 0 { 20_000 } else { 10 },
            ))
            .unwrap();
    }
    let queue = outbox.lock();
    assert_eq!(
        queue.bytes,
        queue.segments.iter().map(Segment::len).sum::<usize>()
    );
    assert_eq!(
        queue.frames,
        queue.segments.iter().map(Segment::count).sum::<usize>()
    );
}

/// However much waits of it, one state of each node is enough.
#[test]
fn upserts_of_a_stalled_client_need_no_more_than_their_nodes() {
    let outbox = outbox(100, 100_000);
    for round in 0..20 {
        for key in 0..9 {
            let node = Node::new("Box")
                .key(key.to_string())
                .prop("data", Bytes::from(vec![round; 10_000]));
            let upsert = ServerEvent::Upsert {
                nodes: vec![node],
                to: None,
            };
            outbox.push(&message(&upsert)).unwrap();
        }
    }
    outbox.lock().coalesce();
    let found: Vec<ServerEvent> = std::iter::from_fn(|| Some(take(&outbox)))
        .take_while(|events| !events.is_empty())
        .flatten()
        .collect();
    assert_eq!(found.len(), 9);
    for (key, event) in found.iter().enumerate() {
        let ServerEvent::Upsert { nodes, .. } = event else {
            panic!("{event:?}")
        };
        assert_eq!(nodes[0].key, Some(key.to_string().into()));
        assert_eq!(
            nodes[0].props.get("data").unwrap().as_bytes().unwrap()[0],
            19
        );
    }
}

/// A full outbox of many nodes is read once in a while, not with every message.
#[test]
fn a_push_costs_the_same_near_the_limit() {
    let outbox = outbox(10, 100_000);
    let sent: Vec<_> = (0..900)
        .map(|key| update(&format!("{key:03}"), 38))
        .collect();
    let of_all: usize = sent.iter().map(Message::len).sum();
    assert!(
        (80_000..100_000).contains(&of_all),
        "{of_all} fill it nearly"
    );
    let mut passes = 0;
    for message in sent.iter().cycle().take(10 * sent.len()) {
        let before = outbox.lock().bytes;
        outbox.push(message).unwrap();
        passes += usize::from(outbox.lock().bytes < before);
    }
    assert!(passes <= 60, "{passes}");
}

/// Else every write of a client that lags would have all that waits for it read again.
#[test]
fn no_pass_is_made_before_what_waits_has_doubled() {
    let outbox = outbox(5, PLENTY);
    for _ in 0..300 {
        outbox.push(&ordered(2000)).unwrap();
    }
    outbox.lock().coalesce();
    outbox.take(drop);
    let left = outbox.lock().frames;
    assert!(left > 100);
    for _ in 0..left {
        outbox.push(&update("box", 8)).unwrap();
    }
    assert_eq!(outbox.lock().frames, 2 * left);
    outbox.push(&update("box", 8)).unwrap();
    assert_eq!(outbox.lock().frames, left + 1);
}
