//! What a headset tracks, drawn from data.

use vuer::{Children, Value, components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("HandsView", hands_view).seen([0.12, 0.34, 0.62], [0.0, 0.11, 0.0]),
    picture!("Hands", hands).seen([0.12, 0.34, 0.62], [0.0, 0.11, 0.0]),
    picture!("MotionControllers", motion_controllers).seen([-0.28, 0.5, 0.6], [0.0, 0.16, 0.0]),
    picture!("Body", body).seen([1.9, 1.5, 3.5], [0.0, 0.86, 0.0]),
    picture!("Bodies", bodies).seen([1.9, 1.5, 3.5], [0.0, 0.86, 0.0]),
    picture!("Head", head).seen([-0.8, 0.6, 0.5], [0.0, 0.25, 0.0]),
    picture!("WebXRMesh", webxr_mesh).seen([2.2, 2.2, 4.2], [0.0, 0.35, 0.0]),
];

/// The transform of a frame at this place: column-major, not turned.
fn at([x, y, z]: [f64; 3]) -> [f64; 16] {
    [
        1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, x, y, z, 1.0,
    ]
}

/// The joints of an open hand, as HAND_MOVE has them; `side` is −1 for the left hand.
fn hand(side: f64) -> Vec<f64> {
    // From the wrist, from joint to joint, in centimetres: inwards and up.
    const THUMB: [[f64; 2]; 4] = [[2.0, 2.0], [2.4, 3.0], [1.8, 2.6], [1.2, 2.2]];
    const FINGERS: [[f64; 3]; 4] = [
        [1.6, 9.0, 0.5],
        [0.2, 9.4, 0.1],
        [-1.2, 8.8, -0.3],
        [-2.6, 8.0, -0.7],
    ];
    let place = |x: f64, y: f64| at([side * (0.09 - x / 100.0), 0.03 + y / 100.0, 0.0]);
    let mut joints = vec![place(0.0, 0.0)];
    let (mut x, mut y) = (0.0, 0.0);
    for step in THUMB {
        (x, y) = (x + step[0], y + step[1]);
        joints.push(place(x, y));
    }
    for [base, knuckle, spread] in FINGERS {
        joints.push(place(base / 2.0, 3.0));
        for (i, length) in [0.0, 4.0, 6.6, 8.8].into_iter().enumerate() {
            joints.push(place(base + spread * i as f64, knuckle + length));
        }
    }
    joints.concat()
}

fn hands_view() -> impl Children {
    c::HandsView::new().left(hand(-1.0)).right(hand(1.0))
}

fn hands() -> impl Children {
    // What HAND_MOVE has told: here of both hands.
    let pose = Value::Map(
        [("left", hand(-1.0)), ("right", hand(1.0))]
            .into_iter()
            .collect(),
    );
    c::Hands::new().pose(pose)
}

fn motion_controllers() -> impl Children {
    let pressed: [(&str, Value); 3] = [
        ("trigger", true.into()),
        ("triggerValue", 1.into()),
        ("aButton", true.into()),
    ];
    let pose = [
        ("left", at([-0.09, 0.16, 0.0]).into()),
        ("right", at([0.09, 0.16, 0.0]).into()),
        ("rightState", Value::Map(pressed.into_iter().collect())),
    ];
    c::MotionControllers::new().pose(Value::Map(pose.into_iter().collect()))
}

/// The joints of somebody who stands, in the order of BODY_MOVE.
fn standing() -> Vec<f64> {
    let trunk = [0.95, 1.05, 1.15, 1.27, 1.35, 1.5, 1.6].map(|y| [0.0, y, 0.0]);
    let arm = [
        [0.08, 1.43],
        [0.15, 1.44],
        [0.19, 1.41],
        [0.27, 1.15],
        [0.33, 0.95],
    ];
    let leg = [
        [0.1, 0.9, 0.0],
        [0.11, 0.48, 0.02],
        [0.12, 0.12, 0.0],
        [0.12, 0.08, 0.0],
        [0.12, 0.05, 0.0],
        [0.12, 0.04, 0.06],
        [0.12, 0.02, 0.13],
    ];
    let mut places = trunk.to_vec();
    for side in [-1.0, 1.0] {
        places.extend(arm.map(|[x, y]| [side * x, y, 0.0]));
    }
    places.extend([-1.0, 1.0].map(|side| [side * 0.35, 0.87, 0.02]));
    for side in [-1.0, 1.0] {
        places.extend(leg.map(|[x, y, z]| [side * x, y, z]));
    }
    places.into_iter().flat_map(at).collect()
}

fn body() -> impl Children {
    let pose = Value::Map([("body", standing())].into_iter().collect());
    c::Body::new().pose(pose).frame_scale(0.07)
}

fn bodies() -> impl Children {
    // Joints that are not tracked are left out.
    let places = [
        ("hips", 0.95),
        ("chest", 1.35),
        ("neck", 1.5),
        ("head", 1.6),
    ];
    let joints = places.map(|(name, y)| {
        let matrix = [("matrix", at([0.0, y, 0.0]))];
        (name, Value::Map(matrix.into_iter().collect()))
    });
    let pose = Value::Map(joints.into_iter().collect());
    c::Bodies::new().pose(pose).frame_scale(0.12)
}

fn head() -> impl Children {
    let pose = Value::Map([("matrix", at([0.0, 0.25, 0.0]))].into_iter().collect());
    c::Head::new().pose(pose).frame_scale(0.15)
}

fn webxr_mesh() -> impl Children {
    const FLOOR: [f64; 12] = [
        -0.9, 0.0, 0.9, 0.9, 0.0, 0.9, 0.9, 0.0, -0.9, -0.9, 0.0, -0.9,
    ];
    const WALL: [f64; 12] = [
        -0.9, 0.0, -0.9, 0.9, 0.0, -0.9, 0.9, 1.0, -0.9, -0.9, 1.0, -0.9,
    ];
    let meshes = [("floor", FLOOR), ("wall", WALL)].map(|(label, vertices)| {
        let mesh: [(&str, Value); 4] = [
            ("vertices", vertices.into()),
            ("indices", [0, 1, 2, 0, 2, 3].into()),
            ("semanticLabel", label.into()),
            ("matrix", at([0.0, 0.05, 0.0]).into()),
        ];
        Value::Map(mesh.into_iter().collect())
    });
    c::WebXRMesh::new().meshes(Value::List(meshes.into()))
}
