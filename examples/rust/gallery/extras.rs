//! Faces, glass and mirrors, what lies over the picture.

use vuer::prop::Material;
use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, Setting, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("Facemesh", facemesh),
    picture!("Caustics", caustics).setting(Setting::Night),
    picture!("Decal", decal),
    picture!("MeshReflectorMaterial", mesh_reflector_material).setting(Setting::Light),
    picture!("MeshTransmissionMaterial", mesh_transmission_material),
    picture!("RenderTexture", render_texture),
    picture!("RenderCubeTexture", render_cube_texture),
    picture!("MeshPortalMaterial", mesh_portal_material),
    picture!("Mask", mask),
    picture!("BBAnchor", bb_anchor),
    picture!("ScreenQuad", screen_quad),
    picture!("Points", points_buffer).setting(Setting::Night),
    picture!("PointMaterial", point_material).setting(Setting::Night),
];

fn facemesh() -> impl Children {
    // Without landmarks of a picture it is a face of average shape.
    c::Facemesh::new()
        .height(1.0)
        .position([0.0, 0.55, 0.0])
        .rotation([0.0, 0.4, 0.0])
        .color("#d8a48f")
}

fn caustics() -> impl Children {
    let knot = c::TorusKnot::new()
        .args([0.25, 0.08, 192.0, 32.0])
        .position([0.0, 0.5, 0.0])
        .material_type("basic")
        .material(Material::new().color("goldenrod").opacity(0.6));
    let light = c::Caustics::new()
        .light_source([2.0, 3.0, -1.5])
        .color("#ffcc66")
        .intensity(0.01)
        .ior(1.1)
        .world_radius(0.01)
        .resolution(1024u32)
        .position([0.0, 0.005, 0.0])
        .child(knot);
    (light, c::AmbientLight::new().intensity(0.5))
}

fn decal() -> impl Children {
    // Round the bend of the ball, as a sticker would be.
    let sticker = c::Decal::new()
        .map("/static/hills.jpg")
        .position([0.22, 0.12, 0.31])
        .scale([0.5, 0.4, 0.4]);
    c::Sphere::new()
        .args([0.4, 64.0, 48.0])
        .position([0.0, 0.42, 0.0])
        .color("gold")
        .child(sticker)
}

fn mesh_reflector_material() -> impl Children {
    let mirror = c::MeshReflectorMaterial::new()
        .mirror(0.8)
        .resolution(512u32)
        .color("#b0b8c0");
    let floor = c::Plane::new()
        .args([2.4, 2.4])
        .rotation([-std::f64::consts::FRAC_PI_2, 0.0, 0.0])
        .child(mirror);
    let cube = c::Box::new().args([0.5, 0.5, 0.5]).color("crimson");
    (
        floor,
        cube.position([0.0, 0.4, 0.0]).rotation([0.0, 0.5, 0.0]),
    )
}

fn mesh_transmission_material() -> impl Children {
    let glass = c::MeshTransmissionMaterial::new()
        .samples(16u32)
        .thickness(0.4)
        .chromatic_aberration(0.3)
        .distortion(0.2)
        .distortion_scale(4.0);
    let ball = c::Sphere::new().args([0.4, 64.0, 48.0]).child(glass);
    let bar = c::Box::new().args([1.6, 0.12, 0.12]).color("tomato");
    (
        ball.position([0.0, 0.45, 0.2]),
        bar.position([0.0, 0.45, -0.5]),
    )
}

fn render_texture() -> impl Children {
    let inner = (
        c::SimplePerspectiveCamera::new()
            .make_default(true)
            .position([0.0, 0.6, 2.2])
            .look_at([0.0, 0.0, 0.0]),
        c::BackgroundColor::new().color("midnightblue"),
        c::AmbientLight::new().intensity(3.0),
        c::TorusKnot::new().args([0.6, 0.18]).color("tomato"),
    );
    let picture = c::RenderTexture::new()
        .width(512u32)
        .height(512u32)
        .child(inner);
    c::Box::new()
        .args([0.8, 0.8, 0.8])
        .position([0.0, 0.42, 0.0])
        .rotation([0.0, 0.6, 0.0])
        .child(c::MeshBasicMaterial::new().child(picture))
}

fn render_cube_texture() -> impl Children {
    // What the ball mirrors is not there for anything else.
    let wall = |color: &str, x: f64, z: f64| {
        c::Box::new()
            .args([2.4, 5.0, 1.0])
            .position([x, 0.0, z])
            .material_type("basic")
            .color(color)
    };
    let surroundings = c::RenderCubeTexture::new().resolution(512u32).child((
        c::BackgroundColor::new().color("lightskyblue"),
        wall("tomato", -3.0, 2.5),
        wall("gold", 0.0, 3.5),
        wall("seagreen", 3.0, 2.5),
    ));
    c::Sphere::new()
        .args([0.45, 64.0, 48.0])
        .position([0.0, 0.46, 0.0])
        .child(c::MeshBasicMaterial::new().child(surroundings))
}

fn mesh_portal_material() -> impl Children {
    let world = (
        c::BackgroundColor::new().color("midnightblue"),
        c::AmbientLight::new().intensity(3.0),
        c::Sphere::new()
            .args([0.25, 64.0, 48.0])
            .position([0.1, 0.0, -0.6])
            .color("gold"),
    );
    c::Circle::new()
        .args([0.5, 64.0])
        .position([0.0, 0.55, 0.0])
        .child(c::MeshPortalMaterial::new().blur(0.15).child(world))
}

fn mask() -> impl Children {
    let shape = c::Mask::new()
        .id(1u32)
        .position([0.0, 0.55, 0.6])
        .child(c::CircleGeometry::new().args([0.25, 64.0]));
    // Only what is seen through the mask is there.
    let inside = Material::new()
        .prop("stencilWrite", true)
        .prop("stencilRef", 1)
        .prop("stencilFunc", "equal");
    let knot = c::TorusKnot::new()
        .args([0.35, 0.12])
        .position([0.0, 0.6, 0.0])
        .color("tomato")
        .material(inside);
    (shape, knot)
}

fn bb_anchor() -> impl Children {
    // On the upper right corner in front, however large the box is.
    let pin = c::Sphere::new().args([0.08]).color("crimson");
    let corner = c::BBAnchor::new().anchor([1.0, 1.0, 1.0]).child(pin);
    c::Box::new()
        .args([0.9, 0.5, 0.6])
        .position([0.0, 0.27, 0.0])
        .color("skyblue")
        .child(corner)
}

fn screen_quad() -> impl Children {
    let shader = c::ShaderMaterial::new()
        .vertex_shader(
            "varying vec2 place; void main() { place = position.xy; \
             gl_Position = vec4(position.xy, 0.99, 1.0); }",
        )
        .fragment_shader(
            "varying vec2 place; void main() { \
             gl_FragColor = vec4(0.5 + 0.5 * cos(12.0 * length(place) + vec3(0, 2, 4)), 1.0); }",
        );
    c::ScreenQuad::new().child(shader)
}

/// Points on a spiral, and a colour for each.
fn spiral() -> (Vec<f64>, Vec<f64>) {
    let steps = || (0..200).map(|step| f64::from(step) / 200.0);
    let place = |t: f64| {
        let angle = t * 25.0;
        [0.7 * t * angle.cos(), 0.05 + 0.9 * t, 0.7 * t * angle.sin()]
    };
    let places = steps().flat_map(place).collect();
    (places, steps().flat_map(|t| [t, 0.4, 1.0 - t]).collect())
}

fn points_buffer() -> impl Children {
    let (positions, colors) = spiral();
    let material = c::PointsMaterial::new().size(0.05).vertex_colors(true);
    c::PointsBuffer::new()
        .positions(positions)
        .colors(colors)
        .child(material)
}

fn point_material() -> impl Children {
    // Round, where `pointsMaterial` draws squares.
    let (positions, colors) = spiral();
    let material = c::PointMaterial::new().size(0.08).vertex_colors(true);
    c::PointsBuffer::new()
        .positions(positions)
        .colors(colors)
        .child(material)
}
