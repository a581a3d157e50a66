//! The paths that decide how much a server can do: queueing for many sessions, and changing a shared scene.
//! `cargo bench -p vuer --features internals`

use bytes::Bytes;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use vuer::internals::{Outboxes, count_messages};
use vuer::{Node, Scene, components as c, prelude::*};

fn main() {
    divan::main();
}

/// Deliveries: messages times sessions. Fewer at once than would be looked through for superfluous ones.
#[divan::bench(args = [1, 100])]
fn push_small_messages(bencher: Bencher<'_, '_>, sessions: usize) {
    const BATCH: usize = 100;
    let outboxes = Outboxes::new(sessions);
    let message = Bytes::from(vec![0x80; 64]);
    bencher
        .counter(ItemsCount::new(BATCH * sessions))
        .bench(|| {
            for _ in 0..BATCH {
                outboxes.push(black_box(message.clone()));
            }
            outboxes.take();
        });
}

#[divan::bench(args = [1, 100])]
fn push_a_large_message(bencher: Bencher<'_, '_>, sessions: usize) {
    let outboxes = Outboxes::new(sessions);
    let message = Bytes::from(vec![0x80; 15 << 20]);
    bencher.counter(ItemsCount::new(sessions)).bench(|| {
        outboxes.push(black_box(message.clone()));
        outboxes.take();
    });
}

/// A client that reads nothing while four nodes are updated in turn.
#[divan::bench]
fn coalesce_for_a_stalled_client(bencher: Bencher<'_, '_>) {
    const BATCH: usize = 10_000;
    let encoder = vuer::event::Downlink::default();
    let messages: Vec<Bytes> = (0..4)
        .map(|key| encoder.update(&pose(&format!("box-{key}"), 1.0), false))
        .collect();
    let outboxes = Outboxes::new(1);
    bencher.counter(ItemsCount::new(BATCH)).bench(|| {
        for message in messages.iter().cycle().take(BATCH) {
            outboxes.push(message.clone());
        }
        outboxes.take();
    });
}

/// A client that reads nothing of so many nodes, for which nearly as much waits as may.
#[divan::bench(args = [1000, 40_000])]
fn push_to_a_full_outbox(bencher: Bencher<'_, '_>, nodes: usize) {
    const BATCH: usize = 10_000;
    let encoder = vuer::event::Downlink::default();
    let messages: Vec<Bytes> = (0..nodes)
        .map(|key| encoder.update(&pose(&format!("box-{key}"), 1.0), false))
        .collect();
    let bytes: usize = messages.iter().map(Bytes::len).sum();
    let outboxes = Outboxes::bounded(bytes + bytes / 10);
    for message in &messages {
        outboxes.push(message.clone());
    }
    let mut next = messages.iter().cycle();
    bencher.counter(ItemsCount::new(BATCH)).bench_local(|| {
        for message in next.by_ref().take(BATCH) {
            outboxes.push(black_box(message.clone()));
        }
    });
}

fn pose(key: &str, height: f64) -> c::Box {
    c::Box::new()
        .key(key)
        .position([0.0, height, 0.0])
        .rotation([0.0, height, 0.0])
}

#[divan::bench(args = [100, 10_000])]
fn upsert_in_a_shared_scene(bencher: Bencher<'_, '_>, nodes: usize) {
    let scene = Scene::new();
    let boxes: Vec<c::Box> = (0..nodes)
        .map(|index| pose(&format!("box-{index}"), 1.0))
        .collect();
    scene.add(&boxes);
    bencher.counter(ItemsCount::new(nodes)).bench(|| {
        for node in &boxes {
            scene.upsert(black_box(node));
        }
    });
}

#[divan::bench]
fn build_a_shared_scene_of_10k_nodes(bencher: Bencher<'_, '_>) {
    let boxes: Vec<Node> = (0..10_000)
        .map(|index| Node::from(pose(&format!("box-{index}"), 1.0)))
        .collect();
    bencher.counter(ItemsCount::new(boxes.len())).bench(|| {
        let scene = Scene::new();
        scene.set(black_box(c::Scene::new().child(boxes.clone())));
        scene
    });
}

#[divan::bench]
fn read_small_frames(bencher: Bencher<'_, '_>) {
    const FRAMES: usize = 10_000;
    let frame = [&[0x82, 0x80 | 64, 1, 2, 3, 4][..], &[7; 64]].concat();
    let bytes = frame.repeat(FRAMES);
    bencher
        .counter(ItemsCount::new(FRAMES))
        .bench(|| count_messages(black_box(&bytes), 8192));
}
