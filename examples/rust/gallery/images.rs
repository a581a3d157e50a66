//! Pictures on rectangles and behind everything.

use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, Setting, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("Image", image),
    picture!("ImageBackground", image_background in bg_child).setting(Setting::Studio),
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
