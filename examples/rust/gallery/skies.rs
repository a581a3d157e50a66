//! Skies and what is in them.

use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, Setting, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("Sky", sky)
        .seen([0.0, 0.5, 4.0], [0.0, 0.9, 0.0])
        .setting(Setting::Light),
    picture!("Stars", stars)
        .setting(Setting::Night)
        .seen([1.8, 0.9, 2.9], [0.0, 0.8, 0.0]),
    picture!("Sparkles", sparkles).setting(Setting::Night),
    picture!("Cloud", cloud).setting(Setting::Light),
];

fn sky() -> impl Children {
    let hill = c::Sphere::new()
        .args([3.0, 64.0, 48.0])
        .position([0.0, -2.9, 0.0])
        .color("seagreen");
    (c::Sky::new().sun_position([-0.6, 0.25, -1.0]), hill)
}

fn stars() -> impl Children {
    c::Stars::new().factor(16.0).fade(true)
}

fn sparkles() -> impl Children {
    c::Sparkles::new()
        .count(60u32)
        .size(8.0)
        .color("gold")
        .position([0.0, 0.6, 0.0])
}

fn cloud() -> impl Children {
    c::Cloud::new()
        .seed(3.0)
        .bounds([4.0, 1.0, 1.0])
        .volume(4.0)
        .scale(0.12)
        .position([0.0, 0.5, 0.0])
}
