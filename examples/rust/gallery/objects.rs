//! Objects, lights and fog of three.js, by their names there.

use vuer::{Children, Value, components as c, prelude::*};

use crate::picture::{Picture, Setting, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("mesh", mesh),
    picture!("object3D", object),
    picture!("points", points),
    picture!("line", line),
    picture!("lineSegments", line_segments),
    picture!("lineLoop", line_loop),
    picture!("sprite", sprite),
    picture!("fog", fog).setting(Setting::Light),
    picture!("fogExp2", fog_exp2).setting(Setting::Light),
    picture!("ambientLight", ambient_light).setting(Setting::Night),
    picture!("directionalLight", directional_light).setting(Setting::Night),
    picture!("pointLight", point_light).setting(Setting::Night),
    picture!("spotLight", spot_light).setting(Setting::Night),
    picture!("hemisphereLight", hemisphere_light).setting(Setting::Night),
    picture!("rectAreaLight", rect_area_light).setting(Setting::Night),
];

fn mesh() -> impl Children {
    let material = c::MeshStandardMaterial::new()
        .color("tomato")
        .roughness(0.3);
    c::Mesh::new().position([0.0, 0.5, 0.0]).child((
        c::TorusGeometry::new().args([0.35, 0.14, 24.0, 64.0]),
        material,
    ))
}

fn object() -> impl Children {
    let cube = |x: f64, color: &str| {
        c::Box::new()
            .args([0.4, 0.4, 0.4])
            .position([x, 0.2, 0.0])
            .color(color)
    };
    c::IntrinsicObject::new()
        .rotation([0.0, 0.7, 0.0])
        .child((cube(-0.4, "tomato"), cube(0.4, "royalblue")))
}

fn points() -> impl Children {
    let dots = c::PointsMaterial::new().color("#1d3557").size(0.025);
    c::Points::new().position([0.0, 0.6, 0.0]).child((
        c::TorusKnotGeometry::new().args([0.4, 0.13, 128.0, 16.0]),
        dots,
    ))
}

fn line() -> impl Children {
    c::IntrinsicLine::new().position([0.0, 0.6, 0.0]).child((
        c::SphereGeometry::new().args([0.55, 32.0, 24.0]),
        c::LineBasicMaterial::new().color("#1d3557"),
    ))
}

fn line_segments() -> impl Children {
    let source = Value::from(vec![Value::from("Dodecahedron"), 0.6.into(), 1.into()]);
    c::LineSegments::new().position([0.0, 0.6, 0.0]).child((
        c::EdgesGeometry::new().args([source]),
        c::LineBasicMaterial::new().color("crimson"),
    ))
}

fn line_loop() -> impl Children {
    c::LineLoop::new().position([0.0, 0.65, 0.0]).child((
        c::TorusKnotGeometry::new().args([0.4, 0.15, 300.0, 3.0]),
        c::LineBasicMaterial::new().color("darkgreen"),
    ))
}

fn sprite() -> impl Children {
    c::Sprite::new()
        .position([0.0, 0.05, 0.0])
        .scale([1.4, 0.8, 1.0])
        .center([0.5, 0.0])
        .child(c::SpriteMaterial::new().map("/static/hills.jpg"))
}

/// Posts, each farther away than the one before.
fn posts() -> Vec<c::Cylinder> {
    let post = |index: i32| {
        let far = f64::from(index);
        c::Cylinder::new()
            .args((0.08, 0.08, 0.9, 24))
            .position([0.3 * far - 0.5, 0.45, 0.6 - 0.75 * far])
            .color("tomato")
    };
    (0..4).map(post).collect()
}

fn fog() -> impl Children {
    let fog = c::Fog::new().color("#c9d6e4").near(2.5).far(5.5);
    (fog, posts())
}

fn fog_exp2() -> impl Children {
    let fog = c::FogExp2::new().color("#c9d6e4").density(0.25);
    (fog, posts())
}

/// What the light falls on.
fn ball() -> c::Sphere {
    c::Sphere::new()
        .args([0.35, 64.0, 48.0])
        .position([0.0, 0.35, 0.0])
        .color("#f2efe8")
}

fn ambient_light() -> impl Children {
    let light = c::IntrinsicAmbientLight::new()
        .color("#9db8ff")
        .intensity(1.5);
    (ball(), light)
}

fn directional_light() -> impl Children {
    let sun = c::IntrinsicDirectionalLight::new()
        .position([1.0, 1.2, 0.6])
        .color("#fff1d6")
        .intensity(3.0)
        .cast_shadow(true);
    (ball(), sun)
}

fn point_light() -> impl Children {
    let lamp = c::IntrinsicPointLight::new()
        .position([0.55, 0.5, 0.5])
        .color("#ffb347")
        .intensity(3.0);
    (ball(), lamp)
}

fn spot_light() -> impl Children {
    let spot = c::IntrinsicSpotLight::new()
        .position([0.8, 1.8, 0.6])
        .color("#cfe4ff")
        .intensity(30.0)
        .angle(0.3)
        .penumbra(0.4)
        .cast_shadow(true);
    (ball(), spot)
}

fn hemisphere_light() -> impl Children {
    let sky = c::IntrinsicHemisphereLight::new()
        .color("#7fb2ff")
        .ground_color("#c46a2b")
        .intensity(2.0);
    (ball(), sky)
}

fn rect_area_light() -> impl Children {
    let panel = c::IntrinsicRectAreaLight::new()
        .position([-0.9, 0.6, 0.3])
        .look_at([0.0, 0.3, 0.0])
        .width(0.3)
        .height(0.9)
        .color("#ff7ac8")
        .intensity(12.0);
    (ball(), panel)
}
