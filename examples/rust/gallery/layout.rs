//! Scenes and groups.

use vuer::Children;
use vuer::{components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("Scene", scene in whole),
    picture!("VuerGroup", group),
    picture!("group", intrinsic_group),
];

fn scene() -> c::Scene {
    let ball = c::Sphere::new().args([0.4, 64.0, 48.0]).color("tomato");
    c::Scene::new()
        .background("#22303f")
        .tone_mapping("agx")
        .tone_mapping_exposure(1.4)
        .child(ball.position([0.0, 0.4, 0.0]))
}

fn group() -> impl Children {
    let tower = |x: f64, height: f64, color: &str| {
        c::Box::new()
            .args([0.3, height, 0.3])
            .position([x, height / 2.0, 0.0])
            .color(color)
    };
    c::Group::new().rotation([0.0, 0.6, 0.0]).scale(1.2).child((
        tower(-0.4, 0.4, "tomato"),
        tower(0.0, 0.7, "gold"),
        tower(0.4, 0.55, "royalblue"),
    ))
}

fn intrinsic_group() -> impl Children {
    c::IntrinsicGroup::new()
        .position([0.0, 0.2, 0.0])
        .rotation([0.0, 0.4, 0.0])
        .child((
            c::Box::new().args([1.2, 0.4, 0.7]).color("seagreen"),
            c::Sphere::new()
                .args([0.3, 48.0, 32.0])
                .position([0.0, 0.35, 0.0])
                .color("gold"),
        ))
}
