//! Lights, at night.

use vuer::prop::Material;
use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, Setting, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("AmbientLight", ambient_light).setting(Setting::Night),
    picture!("DirectionalLight", directional_light).setting(Setting::Night),
    picture!("PointLight", point_light).setting(Setting::Night),
    picture!("SpotLight", spot_light).setting(Setting::Night),
    picture!("HemisphereLight", hemisphere_light).setting(Setting::Night),
    picture!("RectAreaLight", rect_area_light).setting(Setting::Night),
    picture!("HemisphereLightStage", hemisphere_light_stage).setting(Setting::Night),
];

/// What the light falls on.
fn ball() -> c::Sphere {
    c::Sphere::new()
        .args([0.35, 64.0, 48.0])
        .position([0.0, 0.35, 0.0])
        .material(Material::new().color("#f2efe8").roughness(0.35))
}

fn ambient_light() -> impl Children {
    (
        ball(),
        c::AmbientLight::new().color("#9db8ff").intensity(1.5),
    )
}

fn directional_light() -> impl Children {
    let sun = c::DirectionalLight::new()
        .position([1.0, 1.2, 0.6])
        .color("#fff1d6")
        .intensity(3.0)
        .cast_shadow(true);
    (ball(), sun)
}

fn point_light() -> impl Children {
    let lamp = c::PointLight::new()
        .position([0.55, 0.5, 0.5])
        .color("#ffb347")
        .intensity(3.0)
        .show_sphere(true)
        .radius(0.05);
    (ball(), lamp)
}

fn spot_light() -> impl Children {
    let spot = c::SpotLight::new()
        .position([0.8, 1.8, 0.6])
        .color("#cfe4ff")
        .intensity(30.0)
        .angle(0.3)
        .penumbra(0.4)
        .cast_shadow(true);
    (ball(), spot)
}

fn hemisphere_light() -> impl Children {
    let sky = c::HemisphereLight::new()
        .sky_color("#7fb2ff")
        .ground_color("#c46a2b")
        .intensity(2.0);
    (ball(), sky)
}

fn rect_area_light() -> impl Children {
    let panel = c::RectAreaLight::new()
        .position([-0.9, 0.6, 0.3])
        .look_at([0.0, 0.3, 0.0])
        .width(0.3)
        .height(0.9)
        .color("#ff7ac8")
        .intensity(12.0)
        .helper(true);
    (ball(), panel)
}

fn hemisphere_light_stage() -> impl Children {
    let stage = c::HemisphereLightStage::new()
        .sky_color("#bcd4ff")
        .ground_color("#3a2a1a")
        .dir_color("#ffd9a0")
        .dir_intensity(2.5)
        .dir_position([-3.0, 3.0, 2.0])
        .cast_shadow(true);
    (ball(), stage)
}
