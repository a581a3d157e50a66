//! Surroundings, skies, shadows, and what arranges things.

use vuer::prop::Material;
use vuer::{Children, Map, components as c, prelude::*};

use crate::picture::{Frame, Picture, Setting, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("Text3D", text3d),
    picture!("Text3D.strokes", strokes),
    picture!("Environment", environment).setting(Setting::Night),
    picture!("ContactShadows", contact_shadows).setting(Setting::Light),
    picture!("Stage", stage).setting(Setting::Empty),
    picture!("Backdrop", backdrop).setting(Setting::Light),
    picture!("Center", center),
    picture!("Billboard", billboard),
    picture!("Resize", resize),
    picture!("RoundedBox", rounded_box),
    picture!("Svg", svg),
    picture!("Outlines", outlines),
    picture!("AmbientLightStage", ambient_light_stage).setting(Setting::Night),
    picture!("Lightformer", lightformer).setting(Setting::Night),
    picture!("AccumulativeShadows", accumulative_shadows).setting(Setting::Light),
    picture!("RandomizedLight", randomized_light).setting(Setting::Light),
    picture!("SoftShadows", soft_shadows),
    picture!("Shadow", shadow).setting(Setting::Light),
    picture!("ScreenSpace", screen_space),
    picture!("Html", html).frame(Frame::Page),
];

fn ball() -> c::Sphere {
    c::Sphere::new()
        .args([0.4, 64.0, 48.0])
        .position([0.0, 0.42, 0.0])
        .material(Material::new().color("gold").roughness(0.2))
}

fn text3d() -> impl Children {
    c::Text3D::new()
        .child("3D")
        .size(0.6)
        .height(0.2)
        .position([-0.5, 0.1, 0.0])
        .color("tomato")
}

fn strokes() -> impl Children {
    // Strokes that overlap are one letter.
    c::Text3D::new()
        .child("Жук")
        .size(0.5)
        .height(0.15)
        .position([-0.65, 0.1, 0.0])
        .color("seagreen")
}

fn environment() -> impl Children {
    let room = c::Environment::new().preset("apartment").background(true);
    let metal = Material::new().roughness(0.1).metalness(1.0);
    (room, ball().material(metal))
}

fn contact_shadows() -> impl Children {
    let shadows = c::ContactShadows::new().opacity(0.8).blur(1.5).far(2.0);
    (shadows, ball().position([0.0, 0.5, 0.0]))
}

fn stage() -> impl Children {
    let knot = c::TorusKnot::new()
        .args([0.38, 0.12, 256.0, 32.0])
        .material(Material::new().color("mediumpurple").roughness(0.3));
    c::Stage::new()
        .preset("rembrandt")
        .adjust_camera(false)
        .child(knot)
}

fn backdrop() -> impl Children {
    let cloth = c::Backdrop::new()
        .position([0.0, 0.0, -0.8])
        .scale([3.0, 2.0, 1.0])
        .color("slateblue");
    (cloth, ball())
}

fn center() -> impl Children {
    // Its corner is at the origin, but its middle is put there.
    let corner = c::Box::new()
        .args([0.8, 0.5, 0.5])
        .position([5.0, 7.0, -3.0])
        .color("royalblue");
    c::Center::new().position([0.0, 0.3, 0.0]).child(corner)
}

fn billboard() -> impl Children {
    let sign = c::Plane::new()
        .args([1.0, 0.6])
        .material_type("basic")
        .color("seagreen");
    c::Billboard::new().position([0.0, 0.6, 0.0]).child(sign)
}

fn resize() -> impl Children {
    // Whatever its size was, its longest side is 1 m now.
    let huge = c::Box::new().args([40.0, 20.0, 20.0]).color("tomato");
    c::Resize::new().position([0.0, 0.3, 0.0]).child(huge)
}

fn rounded_box() -> impl Children {
    c::RoundedBox::new()
        .args([0.9, 0.6, 0.6])
        .radius(0.12)
        .position([0.0, 0.3, 0.0])
        .color("skyblue")
}

fn svg() -> impl Children {
    const STAR: &str = "<svg xmlns='http://www.w3.org/2000/svg'><path fill='crimson' \
        d='M5 0 L6.5 3.5 L10 4 L7.5 6.5 L8 10 L5 8.2 L2 10 L2.5 6.5 L0 4 L3.5 3.5 Z'/></svg>";
    c::Svg::new()
        .src(STAR)
        .scale([0.1, 0.1, 0.1])
        .position([-0.5, 1.1, 0.0])
}

fn outlines() -> impl Children {
    ball().child(
        c::Outlines::new()
            .prop("thickness", 0.04)
            .prop("color", "black"),
    )
}

fn ambient_light_stage() -> impl Children {
    (ball(), c::AmbientLightStage::new())
}

fn lightformer() -> impl Children {
    let window = |x: f64, color: &'static str| {
        c::Lightformer::new()
            .color(color)
            .intensity(4.0)
            .position([x, 2.0, 1.0])
            .scale([2.0, 3.0, 1.0])
    };
    let room = c::Environment::new().child((window(-4.0, "tomato"), window(4.0, "skyblue")));
    let metal = Material::new().roughness(0.1).metalness(1.0);
    (room, ball().material(metal))
}

fn accumulative_shadows() -> impl Children {
    let lamps = c::RandomizedLight::new()
        .amount(4u32)
        .map_size(256u32)
        .position([2.5, 4.0, 1.5]);
    let shadows = c::AccumulativeShadows::new()
        .frames(12u32)
        .resolution(256u32)
        .scale(3.0)
        .child(lamps);
    (shadows, ball())
}

fn randomized_light() -> impl Children {
    // Nearer, and moved about further: the shadow is softer.
    let lamps = c::RandomizedLight::new()
        .amount(4u32)
        .map_size(256u32)
        .radius(2.0)
        .position([-2.5, 4.0, 1.5]);
    let shadows = c::AccumulativeShadows::new()
        .frames(12u32)
        .resolution(256u32)
        .scale(3.0)
        .child(lamps);
    (shadows, ball())
}

fn soft_shadows() -> impl Children {
    let raised = ball().position([0.0, 0.7, 0.0]);
    (raised, c::SoftShadows::new().size(40.0).samples(16u32))
}

fn shadow() -> impl Children {
    let spot = c::PaintedShadow::new()
        .opacity(0.6)
        .position([0.0, 0.01, 0.0])
        .scale(1.2);
    (spot, ball())
}

fn screen_space() -> impl Children {
    // A metre before the camera, wherever that is.
    let mark = c::Ring::new()
        .args([0.1, 0.12, 64.0])
        .material_type("basic")
        .color("crimson");
    c::ScreenSpace::new().child(mark)
}

fn html() -> impl Children {
    let words = c::Header3::new().child("Gold, 3.7 kg");
    let card = [
        ("background", "white"),
        ("padding", "4px 16px"),
        ("borderRadius", "8px"),
    ];
    let label = c::Html::new()
        .center(true)
        .style(card.into_iter().collect::<Map>())
        .position([0.0, 1.1, 0.0]);
    (ball(), label.child(words))
}
