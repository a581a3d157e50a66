//! Cameras, seen from another one.

use vuer::prop::Material;
use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[picture!("PerspectiveCamera", perspective_camera)];

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
    let knot = c::TorusKnot::new()
        .args([0.2, 0.06, 128.0, 24.0])
        .position([0.4, 0.35, -0.1])
        .material(Material::new().color("tomato"));
    (camera, knot)
}
