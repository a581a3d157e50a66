//! Models from files.

use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("Glb", glb),
    picture!("Urdf", urdf).seen([1.9, 1.3, 2.4], [0.0, 0.45, 0.0]),
];

fn glb() -> impl Children {
    c::Glb::new()
        .src("/static/arm/turret.glb")
        .scale(3.0)
        .rotation([-std::f64::consts::FRAC_PI_2, 0.0, 0.0])
}

fn urdf() -> impl Children {
    c::Urdf::new()
        .src("/static/arm/arm.urdf")
        .rotation([-std::f64::consts::FRAC_PI_2, 0.0, 0.0])
        .joint_values([("shoulder", 0.4), ("elbow", 1.2), ("wrist_pitch", -0.5)])
}
