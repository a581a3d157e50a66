//! Cameras, seen from another one.

use vuer::prop::Material;
use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("PerspectiveCamera", perspective_camera),
    picture!("OrthographicCamera", orthographic_camera),
    picture!("CameraView", camera_view),
];

fn perspective_camera() -> impl Children {
    let camera = c::PerspectiveCamera::new()
        .key("onlooker")
        .position([-0.9, 0.5, 0.4])
        .look_at([0.4, 0.2, -0.1])
        .fov(45.0)
        .aspect(1.5)
        .show_frustum(true)
        .preview_in_scene(true)
        .preview_distance(0.7)
        .use_viewpoint(false);
    (camera, knot())
}

fn orthographic_camera() -> impl Children {
    let camera = c::OrthographicCamera::new()
        .key("onlooker")
        .position([-0.9, 0.5, 0.4])
        .look_at([0.4, 0.2, -0.1])
        .left(-0.4)
        .right(0.4)
        .top(0.3)
        .bottom(-0.3)
        .show_frustum(true)
        .preview_in_scene(true)
        .preview_distance(0.7)
        .use_viewpoint(false);
    (camera, knot())
}

fn camera_view() -> impl Children {
    let camera = c::CameraView::new()
        .key("ego")
        .position([-0.3, 0.4, 0.4])
        .rotation([0.0, -0.6, 0.0])
        .width(320.0)
        .height(240.0)
        .origin(c::Corner::TopLeft)
        .stream(c::StreamMode::OnDemand);
    (camera, knot())
}

fn knot() -> c::TorusKnot {
    c::TorusKnot::new()
        .args([0.2, 0.06, 128.0, 24.0])
        .position([0.4, 0.35, -0.1])
        .material(Material::new().color("tomato"))
}
