//! Every recorded frame of the server decodes, is encoded again the same, and can be written from
//! components.

use bytes::Bytes;
use serde_json::Value as Json;
use vuer_protocol::event::rpc::{GetWebXrMesh, GrabRender, MjRender, MjStep};
use vuer_protocol::event::{
    Downlink, HapticPulse, Request, ResumeOffer, Rpc, ServerEvent, Timestamp,
};
use vuer_protocol::prelude::*;
use vuer_protocol::{Map, Node, Value, components as c, decode};

use crate::golden::{VERSIONS, list, load, same, text, value, wire, without_empty_children};

const DOWNLINK_TS: f64 = 1_700_000_000_123.0;
const UUID: &str = "00000000-0000-4000-8000-000000000001";

/// Frames that are not written from components, each with the reason.
const EXCEPTIONS: [(&str, &str); 3] = [
    (
        "FRAME(NOOP) - never sent as such by server, shown for _serialize",
        "never on the wire",
    ),
    (
        "RPC base",
        "a bug of the original: a request without rtype cannot be answered",
    ),
    (
        "UPSERT strict (strict is dropped)",
        "the original drops what was asked for",
    ),
];

#[test]
fn every_frame_decodes_and_comes_back() {
    for version in VERSIONS {
        for vector in list(&load(&format!("events-{version}")), "vectors") {
            let frame = wire(vector);
            let name = text(vector, "name");
            assert!(
                same(&decode(&frame).unwrap(), &value(&vector["json"])),
                "{version} {name}"
            );
            let (event, ts) = ServerEvent::decode(&frame).unwrap();
            assert_eq!(event.etype(), text(vector, "etype"));
            let again = Downlink::new(ts.unwrap()).event(&event);
            assert_same(&again, &frame, &format!("{version} {name} encoded again"));
        }
    }
}

#[test]
fn frames_are_written_as_the_original_writes_them() {
    for version in VERSIONS {
        for vector in list(&load(&format!("events-{version}")), "vectors") {
            let name = text(vector, "name");
            if EXCEPTIONS.iter().any(|(exception, _)| *exception == name) {
                continue;
            }
            assert_same(
                &write(version, name),
                &wire(vector),
                &format!("{version} {name}"),
            );
        }
    }
}

fn assert_same(found: &Bytes, expected: &Bytes, label: &str) {
    let [found, expected] =
        [found, expected].map(|frame| without_empty_children(decode(frame).unwrap()));
    assert!(
        same(&found, &expected),
        "{label}:\n  ours     {found:?}\n  original {expected:?}"
    );
}

/// The frame of this name, from components.
fn write(version: &str, name: &str) -> Bytes {
    let downlink = Downlink::new(Timestamp::from_millis(DOWNLINK_TS));
    let cube = || {
        c::Box::new()
            .key("b")
            .args([1, 1, 1])
            .position([0.0, 0.5, 0.0])
    };
    let ball = || c::Sphere::new().key("s").args([0.25]);
    let event = |event| downlink.event(&event);
    match name {
        "NOOP" => event(ServerEvent::Noop),
        "TERMINATE" => event(ServerEvent::Terminate),
        "SET Scene()" => downlink.set(&scene(version)),
        "SET Scene(Box) full defaults" => {
            let scene = scene(version).child(cube());
            if version == "0.0.71" {
                downlink.set(&scene.bg_child(backdrop()))
            } else {
                downlink.set(&scene)
            }
        }
        "SET non-scene" => downlink.set(&cube()),
        "UPDATE one" => downlink.update(&cube(), false),
        "UPDATE two strict" => downlink.update(&(cube(), ball()), true),
        "UPDATE dict $delete" => {
            downlink.update(&Node::update("b").prop("value", "$delete"), false)
        }
        "ADD root" => downlink.add(&cube(), None),
        "ADD to parent" => downlink.add(&(cube(), ball()), Some("parent")),
        "ADD to children" => downlink.add(&[cube()], Some("children")),
        "UPSERT root" => downlink.upsert(&cube(), None),
        "UPSERT to bgChildren" => downlink.upsert(&vec![cube()], Some("bgChildren")),
        "UPSERT PointCloud" => {
            let points = [[0.0_f32, 0.0, 0.0], [1.0, 0.0, 0.0], [0.5, 1.25, -2.0]];
            let colors = [[255_u8, 0, 0], [0, 255, 0], [0, 0, 255]];
            let cloud = c::PointCloud::new()
                .key("pc")
                .vertices(points)
                .colors(colors)
                .size(0.01);
            downlink.upsert(&cloud, None)
        }
        "REMOVE one" => downlink.remove(&["b"]),
        "REMOVE two" => downlink.remove(&["b", "s"]),
        "HAPTIC both" => event(ServerEvent::HapticActuatorPulse {
            left: Some(HapticPulse {
                strength: 0.5,
                duration: 100.0,
            }),
            right: Some(HapticPulse {
                strength: 1.0,
                duration: 50.5,
            }),
        }),
        "HAPTIC none" => event(ServerEvent::HapticActuatorPulse {
            left: None,
            right: None,
        }),
        "GRAB_RENDER default" => request(&downlink, &GrabRender::default()),
        "GRAB_RENDER key/quality/downsample" => {
            let grab = GrabRender {
                key: "ego".to_owned(),
                quality: Some(0.9),
                downsample: Some(2.0),
                ..GrabRender::default()
            };
            request(&downlink, &grab)
        }
        "GET_WEBXR_MESH" => request(&downlink, &GetWebXrMesh::default()),
        "GET_WEBXR_MESH key" => request(
            &downlink,
            &GetWebXrMesh {
                key: "wm".to_owned(),
            },
        ),
        "MJ_STEP" => {
            let ctrl = Some(vec![0.5, -1.0]);
            let step = MjStep {
                key: "mj".to_owned(),
                sim_steps: Some(3),
                ctrl,
                ..MjStep::default()
            };
            request(&downlink, &step)
        }
        "MJ_RENDER" => request(
            &downlink,
            &MjRender {
                key: "ego".to_owned(),
                quality: Some(0.8),
            },
        ),
        other => panic!("nothing here writes {other}"),
    }
}

fn request<R: Rpc>(downlink: &Downlink, rpc: &R) -> Bytes {
    downlink.request(&Request::new(rpc, UUID))
}

/// The scene as the original's constructor makes it: 0.0.71 sets every container.
fn scene(version: &str) -> c::Scene {
    let scene = c::Scene::new().key("S").up([0, 1, 0]);
    let none = Vec::<Node>::new;
    if version == "0.0.71" {
        scene.bg_child(none()).raw_child(none()).html_child(none())
    } else {
        scene
    }
}

/// What 0.0.71 puts behind a scene.
fn backdrop() -> Vec<Node> {
    vec![
        c::Grid::new().key("default-grid").into(),
        c::HemisphereLightStage::new().key("light-stage").into(),
        c::Gamepad::new().key("gamepad-0").index(0).into(),
        hands().into(),
        controllers().into(),
        c::OrbitControls::new()
            .key("orb-control")
            .make_default(true)
            .into(),
        c::PerspectiveCamera::new()
            .make_default(true)
            .position([0, 2, 2])
            .into(),
    ]
}

fn hands() -> c::Hands {
    let hands = c::Hands::new()
        .fps(30)
        .stream(true)
        .event_type(vec!["squeeze".to_owned()]);
    hands
        .disable_left(false)
        .disable_right(false)
        .hide_left(false)
        .hide_right(false)
}

fn controllers() -> c::MotionControllers {
    let types = vec!["trigger".to_owned(), "squeeze".to_owned()];
    let controllers = c::MotionControllers::new()
        .key("motion-controllers")
        .fps(30)
        .stream(true);
    // The original sends the kinds of input twice, under a second name as well.
    let controllers = controllers
        .event_types(types.clone())
        .prop("eventType", types);
    controllers.prop("left", ()).prop("right", ())
}

#[test]
fn hello_comes_back() {
    let offer = ResumeOffer {
        token: "s3cret".to_owned(),
        grace: 30_000.0,
        received: 1 << 40,
    };
    assert!(!format!("{offer:?}").contains("s3cret"));
    for resume in [None, Some(offer)] {
        let hello = ServerEvent::Hello {
            version: "0.1.0".to_owned(),
            session: "s".to_owned(),
            features: vec!["strict".to_owned()],
            resume,
        };
        let frame = Downlink::new(Timestamp::default()).event(&hello);
        assert_eq!(ServerEvent::decode(&frame).unwrap().0, hello);
    }
}

#[test]
fn what_is_not_known_comes_back_whole() {
    let extra = Map::from([("more", Value::from(1))]);
    let other = ServerEvent::Other {
        etype: "NEW".to_owned(),
        data: [1.5, 2.5].into(),
        extra,
    };
    let frame = Downlink::new(Timestamp::default()).event(&other);
    assert_eq!(ServerEvent::decode(&frame).unwrap().0, other);
}

#[test]
fn what_is_wrong_is_named() {
    let frame = |json: Json| vuer_protocol::codec::encode(&value(&json));
    let error = |json| ServerEvent::decode(&frame(json)).unwrap_err().to_string();
    assert_eq!(
        error(serde_json::json!({"ts": 1})),
        "field `etype` is missing"
    );
    assert_eq!(
        error(serde_json::json!({"etype": "ADD", "data": {}})),
        "field `nodes` is missing"
    );
    let keys = error(serde_json::json!({"etype": "REMOVE", "data": {"keys": [1]}}));
    assert_eq!(keys, "field `keys`: expected text, found an integer");
}
