//! What a message costs: written from a component, from an untyped node, and read.

use bytes::Bytes;
use divan::{Bencher, black_box, counter::BytesCount};
use vuer_protocol::event::view::HandMove;
use vuer_protocol::event::{ClientEvent, Downlink, ServerEvent, Timestamp};
use vuer_protocol::prelude::*;
use vuer_protocol::{Map, Node, Value, components as c};

fn main() {
    divan::main();
}

fn downlink() -> Downlink {
    Downlink::new(Timestamp::from_millis(1_700_000_000_123.0))
}

fn pose() -> c::Box {
    c::Box::new()
        .key("box")
        .position([0.5, 1.0, -2.0])
        .rotation([0.0, 0.5, 0.0])
        .args([1.0, 1.0, 1.0])
}

/// One pose, built and written: what a control loop does on each tick.
#[divan::bench]
fn upsert_component(bencher: Bencher<'_, '_>) {
    bencher.bench(|| downlink().upsert(&pose(), None));
}

/// The same without building it.
#[divan::bench]
fn upsert_ready_component(bencher: Bencher<'_, '_>) {
    let pose = pose();
    bencher.bench(|| downlink().upsert(black_box(&pose), None));
}

/// The same from an untyped node.
#[divan::bench]
fn upsert_node(bencher: Bencher<'_, '_>) {
    let pose = Node::from(pose());
    bencher.bench(|| downlink().upsert(black_box(&pose), None));
}

/// The joints of an arm with 30 of them.
#[divan::bench]
fn update_joints(bencher: Bencher<'_, '_>) {
    let joints: Vec<_> = (0..30)
        .map(|i| (format!("joint_{i}"), f64::from(i) * 0.1))
        .collect();
    let arm = c::Urdf::new().key("arm").joint_values(joints);
    bencher.bench(|| downlink().update(black_box(&arm), false));
}

#[divan::bench(args = [1_000, 1_000_000])]
fn upsert_cloud(bencher: Bencher<'_, '_>, points: usize) {
    let cloud = c::PointCloud::new()
        .key("cloud")
        .vertices(vec![[0.5_f32, 1.0, -2.0]; points]);
    bencher
        .counter(BytesCount::new(6 * points))
        .bench(|| downlink().upsert(black_box(&cloud), None));
}

/// Single to half precision, which a cloud goes through once.
#[divan::bench]
fn build_cloud_of_a_million(bencher: Bencher<'_, '_>) {
    let points = vec![[0.5_f32, 1.0, -2.0]; 1_000_000];
    bencher.bench(|| c::PointCloud::new().vertices(black_box(points.as_slice())));
}

/// Both hands: 800 floats in double precision.
fn hands() -> Bytes {
    let joints: Vec<f64> = (0..400).map(|i| f64::from(i) * 0.001 + 0.000_1).collect();
    let state = Map::from([("pinch", Value::from(false)), ("pinchValue", 0.094.into())]);
    let value = Value::from_iter([
        ("left", Value::from(joints.clone())),
        ("leftState", state.clone().into()),
        ("right", joints.into()),
        ("rightState", state.into()),
    ]);
    ClientEvent::new("HAND_MOVE")
        .with_key("hands")
        .with_value(&value)
        .encode()
}

/// The envelope alone, as the server reads every event.
#[divan::bench]
fn read_envelope(bencher: Bencher<'_, '_>) {
    let frame = hands();
    bencher
        .counter(BytesCount::of_slice(&frame))
        .bench(|| ClientEvent::decode(black_box(&frame)));
}

#[divan::bench]
fn read_hands_typed(bencher: Bencher<'_, '_>) {
    let frame = hands();
    let read =
        || ClientEvent::decode(black_box(&frame)).and_then(|event| event.parse::<HandMove>());
    bencher.counter(BytesCount::of_slice(&frame)).bench(read);
}

#[divan::bench]
fn read_hands_untyped(bencher: Bencher<'_, '_>) {
    let frame = hands();
    let read = || ClientEvent::decode(black_box(&frame)).and_then(|event| event.value());
    bencher.counter(BytesCount::of_slice(&frame)).bench(read);
}

#[divan::bench]
fn read_server_event(bencher: Bencher<'_, '_>) {
    let frame = downlink().upsert(&pose(), None);
    bencher.bench(|| ServerEvent::decode(black_box(&frame)));
}
