//! Pictures on rectangles and behind everything.

use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, Setting, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("Image", image),
    picture!("ImageBackground", image_background in bg_child).setting(Setting::Studio),
    picture!("ImagePlane", image_plane),
    picture!("HUDPlane", hud_plane),
    picture!("SceneBackground", scene_background in bg_child)
        .seen([2.2, 0.5, 3.2], [0.0, 0.55, 0.0]),
    picture!("BackgroundColor", background_color in bg_child),
];

fn image() -> impl Children {
    c::Image::new()
        .rgb("/static/hills.jpg")
        .aspect(16.0 / 9.0)
        .height(0.8)
        .position([0.0, 0.5, 0.0])
        .rotation([0.0, 0.3, 0.0])
}

fn image_background() -> impl Children {
    c::ImageBackground::new()
        .src("/static/hills.jpg")
        .aspect(16.0 / 9.0)
        .distance_to_camera(6.0)
        .height(3.6)
}

fn image_plane() -> impl Children {
    c::ImagePlane::new()
        .src("/static/hills.jpg")
        .fixed(true)
        .height(0.7)
        .aspect(16.0 / 9.0)
        .position([0.0, 0.45, 0.0])
}

fn hud_plane() -> impl Children {
    // What it holds stands in the view's frame: ±0.5 are the edges.
    let sign = c::Text::new()
        .child("REC")
        .font_size(0.12)
        .color("red")
        .position([-0.34, 0.41, 0.0]);
    let corner = c::Plane::new()
        .args([0.3, 0.16])
        .position([0.32, -0.39, 0.0])
        .material_type("basic")
        .color("#1d3557");
    (
        c::HUDPlane::new()
            .distance_to_camera(1.0)
            .child((sign, corner)),
        c::Box::new()
            .args([0.5, 0.5, 0.5])
            .position([0.0, 0.25, 0.0])
            .color("gold"),
    )
}

fn scene_background() -> impl Children {
    c::SceneBackground::new()
        .src("/static/hills.jpg")
        .mapping("equirect")
        .intensity(0.8)
}

fn background_color() -> impl Children {
    c::BackgroundColor::new().color("#26404f")
}
