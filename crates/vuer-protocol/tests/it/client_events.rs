//! Every recorded frame of the clients decodes to its typed view.

use serde_json::Value as Json;
use vuer_protocol::event::rpc::{Frame, Meshes};
use vuer_protocol::event::view::{
    BodyMove, BodyTrackingMove, CameraMove, Click, ControllerMove, FrameAge, HandJoint, HandMove,
    HandState, ImageClick, Init, Input, JointMove, LoadError, MeshUpdate, ObjectMove, SliderSet,
    Snapshot, Upload, Warning,
};
use vuer_protocol::event::{ClientEvent, EVENTS, EventView};
use vuer_protocol::{DecodeError, Value};

use crate::golden::{list, load, same, text, value, wire};

fn recorded() -> Vec<(Json, ClientEvent)> {
    let recording = load("client-events");
    let frames = list(&recording, "events").iter();
    frames
        .map(|frame| (frame.clone(), ClientEvent::decode(&wire(frame)).unwrap()))
        .collect()
}

fn views<T: EventView>(client: &str) -> Vec<T> {
    let events = recorded()
        .into_iter()
        .filter(|(frame, event)| event.etype == T::ETYPE && text(frame, "client").contains(client));
    let views: Vec<T> = events.map(|(_, event)| event.parse().unwrap()).collect();
    assert!(!views.is_empty(), "{} of {client} is recorded", T::ETYPE);
    views
}

#[test]
fn every_frame_has_a_view() {
    for (frame, event) in recorded() {
        let json = &frame["json"];
        let label = format!("{} {}", text(&frame, "client"), event.etype);
        assert!(
            same(&event.value().unwrap(), &value(&json["value"])),
            "{label}"
        );
        assert_eq!(
            event.key.map_or(Value::Nil, Value::from),
            value(&json["key"]),
            "{label}"
        );
        let event = ClientEvent::decode(&wire(&frame)).unwrap();
        if let Some(ts) = event.ts {
            // All were recorded within an hour of November 2026, in milliseconds or seconds.
            assert!(
                (1_795_349_000_000.0..1_795_353_000_000.0).contains(&ts.as_millis()),
                "{label}: {ts:?}"
            );
        } else {
            assert_eq!(json["ts"], Json::Null, "{label}");
        }
        if let Some((rpc, _)) = event.etype.split_once("_RESPONSE@") {
            match rpc {
                "GRAB_RENDER" => assert!(!event.read::<Frame>().unwrap().frame.is_empty()),
                "GET_WEBXR_MESH" => assert_eq!(event.read::<Meshes>().unwrap().meshes, []),
                other => panic!("nothing here reads the answer to {other}"),
            }
            continue;
        }
        let view = EVENTS.iter().find(|def| def.etype == event.etype);
        let view = view.unwrap_or_else(|| panic!("no view of {label}"));
        (view.parse)(&event).unwrap_or_else(|error| panic!("{label}: {error}"));
    }
}

#[test]
fn frames_come_back() {
    for (_, event) in recorded() {
        let again = ClientEvent::decode(&event.encode()).unwrap();
        assert_eq!(again, event);
    }
}

#[test]
fn hands_are_tracked_or_not() {
    for client in ["0.0.71", "0.1.6"] {
        let moves = views::<HandMove>(client);
        let untracked = moves
            .iter()
            .find(|hands| hands.left.is_none() && hands.right.is_none())
            .unwrap();
        assert_eq!(untracked.left_state, HandState::default());
        let one = moves
            .iter()
            .find(|hands| hands.left.is_none() && hands.right.is_some())
            .unwrap();
        let hand = one.right.as_ref().unwrap();
        let [x, y, z] = hand
            .joint(HandJoint::IndexFingerTip)
            .unwrap()
            .translation()
            .0;
        assert!(
            0.0 < x && x < 0.5 && 1.0 < y && y < 2.0 && -1.0 < z && z < 0.0,
            "in metres, before the viewer"
        );
        let thumb = hand.joint(HandJoint::ThumbTip).unwrap().translation().0;
        let gap = [x - thumb[0], y - thumb[1], z - thumb[2]]
            .iter()
            .map(|d| d * d)
            .sum::<f64>()
            .sqrt();
        assert!(
            (gap - one.right_state.pinch_value).abs() < 1e-6,
            "the pinch is between these two joints"
        );
    }
}

#[test]
fn controllers_are_tracked_or_not() {
    for client in ["0.0.71", "0.1.6"] {
        let moves = views::<ControllerMove>(client);
        let tracked = moves
            .iter()
            .find_map(|controllers| controllers.left)
            .unwrap();
        assert_eq!(
            tracked.translation(),
            [-0.25, 1.5, f64::from(-0.4_f32)].into()
        );
        assert!(
            moves
                .iter()
                .any(|controllers| controllers.left.is_none() && controllers.right.is_none())
        );
    }
}

#[test]
fn bodies_of_both_generations_name_their_joints() {
    let map = &views::<BodyTrackingMove>("0.0.71")[0];
    let list = &views::<BodyMove>("0.1.6")[0];
    assert_eq!((map.joints.len(), list.body.0.len()), (83, 33));
    assert_eq!(map.joint("left-foot-ball"), list.joint("left-foot-ball"));
    assert!(map.joint("left-hand-index-tip").is_some());
    assert_eq!(list.left_hand.as_ref().unwrap().joints().len(), 25);
}

#[test]
fn cameras_of_both_generations_have_a_pose() {
    for client in ["0.0.71", "0.1.6"] {
        assert!(
            views::<CameraMove>(client)
                .iter()
                .all(|camera| camera.pose().is_some())
        );
    }
}

#[test]
fn clicks_of_both_generations_are_clicks() {
    for client in ["0.0.71", "0.1.6"] {
        assert_eq!(views::<Click>(client)[0].key, "box");
    }
}

#[test]
fn moves_say_where() {
    let moved = &views::<ObjectMove>("0.0.71")[0];
    assert_eq!(moved.matrix.unwrap().translation(), moved.position.unwrap());
}

#[test]
fn meshes_of_0_0_71_are_garbled_and_those_of_0_1_6_are_not() {
    let mesh = |client| views::<MeshUpdate>(client)[0].0.meshes[0].clone();
    assert_eq!(mesh("0.0.71").vertices.0, None);
    assert_eq!(mesh("0.1.6").indices.0, Some(vec![0, 1, 2]));
}

#[test]
fn pictures_are_files() {
    let png = b"\x89PNG";
    assert!(views::<Upload>("0.0.71")[0].0.starts_with(png));
    assert!(
        views::<Snapshot>("0.1.6")[0]
            .png()
            .unwrap()
            .starts_with(png)
    );
}

#[test]
fn sliders_send_numbers_as_text() {
    assert_eq!(views::<SliderSet>("0.0.71")[0], SliderSet(5.0));
    let number = ClientEvent::new("SET").with_value(&Value::from(2.5));
    assert_eq!(number.parse::<SliderSet>(), Ok(SliderSet(2.5)));
}

#[test]
fn input_is_of_the_type_of_what_was_filled_in() {
    assert_eq!(
        views::<Input>("0.0.71")[0].text(),
        Some("hello world\n"),
        "of an `Input`"
    );
    let input = |value: Value| ClientEvent::new("INPUT").with_value(&value).parse();
    assert_eq!(input(true.into()), Ok(Input::Bool(true)));
    assert_eq!(input(2.into()), Ok(Input::Number(2.0)));
    assert_eq!(
        input([0.5, 1.0].as_slice().into()),
        Ok(Input::Numbers(vec![0.5, 1.0]))
    );
    assert!(input(Value::Nil).is_err());
    let checked = ClientEvent::new("INPUT").with_value(&true.into());
    assert_eq!(checked.read::<bool>(), Ok(true));
}

#[test]
fn a_button_has_no_value_and_a_picture_has() {
    let click = ClientEvent::new("CLICK");
    assert_eq!(click.parse(), Ok(ImageClick::default()));
    let place = [("x", 3), ("y", 4), ("w", 10), ("h", 20)];
    let place = Value::Map(
        place
            .into_iter()
            .map(|(name, value)| (name, Value::from(value)))
            .collect(),
    );
    let click = click.with_value(&place).parse::<ImageClick>().unwrap();
    assert_eq!((click.x, click.h), (Some(3.0), Some(20.0)));
}

#[test]
fn warnings_say_what_is_wrong() {
    let value: vuer_protocol::Map = [("message", Value::from("no such node"))]
        .into_iter()
        .collect();
    let event = ClientEvent::new("WARNING").with_value(&Value::Map(value));
    assert_eq!(event.parse::<Warning>().unwrap().message, "no such node");
}

#[test]
fn loads_that_fail_say_why() {
    let value = |entries: &[(&'static str, &str)]| {
        let map: vuer_protocol::Map = entries
            .iter()
            .map(|(name, text)| (*name, Value::from(*text)))
            .collect();
        ClientEvent::new("LOAD_ERROR").with_value(&Value::Map(map))
    };
    let sent = value(&[("tag", "Glb"), ("src", "/a.glb"), ("reason", "404")]);
    let error = sent.parse::<LoadError>().unwrap();
    assert_eq!(
        (error.src.as_deref(), error.tag.as_deref(), &*error.reason),
        (Some("/a.glb"), Some("Glb"), "404")
    );
    let inline = value(&[("tag", "Obj"), ("reason", "broken")]);
    assert_eq!(inline.parse::<LoadError>().unwrap().src, None);
    assert!(value(&[("tag", "Obj")]).parse::<LoadError>().is_err());
}

#[test]
fn pulled_joints_say_where_all_are() {
    let places: vuer_protocol::Map = [("elbow", Value::from(0.5)), ("wrist", Value::from(-1))]
        .into_iter()
        .collect();
    let value: vuer_protocol::Map = [
        ("joint", Value::from("elbow")),
        ("value", Value::from(0.5)),
        ("jointValues", Value::Map(places)),
    ]
    .into_iter()
    .collect();
    let event = ClientEvent::new("JOINT_MOVE").with_value(&Value::Map(value));
    let moved = event.parse::<JointMove>().unwrap();
    assert_eq!((&*moved.joint, moved.value), ("elbow", 0.5));
    assert_eq!(moved.joint_values, [("elbow", 0.5), ("wrist", -1.0)].into());
}

#[test]
fn the_age_of_pictures_is_read() {
    let value = vuer_protocol::Map::from([("age", 41.5), ("worst", 70.0), ("frames", 30.0)]);
    let event = ClientEvent::new("FRAME_AGE").with_value(&Value::Map(value));
    let expected = FrameAge {
        age: 41.5,
        worst: 70.0,
        frames: 30.0,
    };
    assert_eq!(event.parse(), Ok(expected));
}

#[test]
fn init_may_have_no_value() {
    assert_eq!(
        ClientEvent::new("INIT").parse::<Init>(),
        Ok(Init::default())
    );
    assert_eq!(views::<Init>("0.1.6")[0].client.as_deref(), Some("browser"));
}

#[test]
fn a_view_is_of_one_type() {
    let error = ClientEvent::new("INIT").parse::<HandMove>().unwrap_err();
    assert_eq!(
        error,
        DecodeError::EventType {
            expected: "HAND_MOVE",
            found: "INIT".to_owned()
        }
    );
}

/// So many that nobody would wait for a reader that looks at all of them for each.
#[test]
fn many_unknown_fields_are_read() {
    let event = ClientEvent {
        extra: (0..200_000)
            .map(|number| (number.to_string(), Value::Nil))
            .collect(),
        ..ClientEvent::new("MANY")
    };
    let frame = event.encode();
    assert_eq!(ClientEvent::decode(&frame), Ok(event));
}
