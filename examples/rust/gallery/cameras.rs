//! Cameras, seen from another one.

use vuer::prop::Material;
use vuer::{Children, components as c, prelude::*};

use crate::picture::{Frame, Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("PerspectiveCamera", perspective_camera),
    picture!("OrthographicCamera", orthographic_camera),
    picture!("Camera", camera),
    picture!("FisheyeCamera", fisheye_camera),
    picture!("CameraView", camera_view),
    picture!("CameraPreviewThumbs", camera_preview_thumbs).frame(Frame::Page),
    picture!("ViewportHud", viewport_hud),
    picture!("Hud", hud),
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

fn camera() -> impl Children {
    let camera = c::Camera::new()
        .key("onlooker")
        .position([-0.7, 0.35, 0.2])
        .rotation([0.0, -1.3, 0.0])
        .fov(40.0)
        .label("onlooker")
        .helper(true);
    (camera, knot())
}

fn fisheye_camera() -> impl Children {
    let camera = c::FisheyeCamera::new()
        .key("onlooker")
        .position([-0.5, 0.35, 0.2])
        .rotation([0.0, -1.2, 0.0])
        .show_frustum(true)
        .preview_in_scene(true)
        .preview_distance(0.35)
        .render_size_h(512u32);
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

fn camera_preview_thumbs() -> impl Children {
    let onlooker = |key: &str, x: f64, rotation: f64| {
        c::PerspectiveCamera::new()
            .key(key)
            .position([x, 0.4, 0.6])
            .rotation([0.0, rotation, 0.0])
            .show_frustum(true)
            .preview_in_overlay(true)
            .preview_distance(0.3)
            .render_size_h(256u32)
            .use_viewpoint(false)
    };
    let thumbs = c::CameraPreviewThumbs::new()
        .position(c::Corner::TopLeft)
        .preview_height(110.0);
    (
        onlooker("left", -0.4, -0.8),
        onlooker("right", 0.8, 0.5),
        thumbs,
        knot(),
    )
}

fn viewport_hud() -> impl Children {
    let corner = c::ViewportHud::new()
        .right(16.0)
        .top(16.0)
        .width(200.0)
        .height(200.0)
        .child(c::CoordsMarker::new().scale(1.0));
    (corner, knot())
}

fn hud() -> impl Children {
    let ball = c::Sphere::new()
        .args([0.25, 48.0, 24.0])
        .position([-0.3, 0.2, -0.6])
        .color("teal");
    let hud = c::Hud::new().child((ball, c::HemisphereLight::new().intensity(2.0)));
    (hud, knot())
}

fn knot() -> c::TorusKnot {
    c::TorusKnot::new()
        .args([0.2, 0.06, 128.0, 24.0])
        .position([0.4, 0.35, -0.1])
        .material(Material::new().color("tomato"))
}
