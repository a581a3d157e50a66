//! Materials: of three.js as the children of what has them, and those of 0.1.6.

use vuer::prop::Color;
use vuer::{Children, Map, Value, components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("meshBasicMaterial", mesh_basic_material),
    picture!("meshLambertMaterial", mesh_lambert_material),
    picture!("meshPhongMaterial", mesh_phong_material),
    picture!("meshToonMaterial", mesh_toon_material),
    picture!("meshStandardMaterial", mesh_standard_material),
    picture!("meshPhysicalMaterial", mesh_physical_material),
    picture!("meshMatcapMaterial", mesh_matcap_material),
    picture!("meshNormalMaterial", mesh_normal_material),
    picture!("meshDepthMaterial", mesh_depth_material),
    picture!("meshDistanceMaterial", mesh_distance_material),
    picture!("material", plain_material),
    picture!("BasicMaterial", basic_material),
    picture!("LambertMaterial", lambert_material),
    picture!("PhongMaterial", phong_material),
    picture!("StandardMaterial", standard_material),
    picture!("PhysicalMaterial", physical_material),
    picture!("TransmissionMaterial", transmission_material),
    picture!("shadowMaterial", shadow_material),
    picture!("lineBasicMaterial", line_basic_material),
    picture!("lineDashedMaterial", line_dashed_material),
    picture!("pointsMaterial", points_material),
    picture!("spriteMaterial", sprite_material),
    picture!("shaderMaterial", shader_material),
    picture!("rawShaderMaterial", raw_shader_material),
    picture!("MeshWobbleMaterial", mesh_wobble_material),
    picture!("MeshDistortMaterial", mesh_distort_material),
    picture!("GradientTexture", gradient_texture),
];

fn knot() -> c::TorusKnotGeometry {
    c::TorusKnotGeometry::new().args([0.38, 0.12, 256.0, 32.0])
}

fn mesh_basic_material() -> impl Children {
    let material = c::MeshBasicMaterial::new().color("tomato");
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn mesh_lambert_material() -> impl Children {
    let material = c::MeshLambertMaterial::new().color("tomato");
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn mesh_phong_material() -> impl Children {
    let material = c::MeshPhongMaterial::new()
        .color("tomato")
        .specular("white")
        .shininess(60.0);
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn mesh_toon_material() -> impl Children {
    let material = c::MeshToonMaterial::new().color("tomato");
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn mesh_standard_material() -> impl Children {
    let material = c::MeshStandardMaterial::new()
        .color("tomato")
        .roughness(0.3)
        .metalness(0.2);
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn mesh_physical_material() -> impl Children {
    let material = c::MeshPhysicalMaterial::new()
        .color("tomato")
        .roughness(0.6)
        .clearcoat(1.0);
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn mesh_matcap_material() -> impl Children {
    let material = c::MeshMatcapMaterial::new().matcap("/static/hills.jpg");
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn mesh_normal_material() -> impl Children {
    let material = c::MeshNormalMaterial::new();
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn mesh_depth_material() -> impl Children {
    let material = c::MeshDepthMaterial::new();
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn mesh_distance_material() -> impl Children {
    let material = c::MeshDistanceMaterial::new()
        .near_distance(2.8)
        .far_distance(4.2);
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn plain_material() -> impl Children {
    let material = c::Material::new()
        .color("tomato")
        .opacity(0.5)
        .transparent(true);
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn basic_material() -> impl Children {
    let material = c::BasicMaterial::new().color("seagreen");
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn lambert_material() -> impl Children {
    let material = c::LambertMaterial::new().color("seagreen");
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn phong_material() -> impl Children {
    let material = c::PhongMaterial::new()
        .color("seagreen")
        .specular("white")
        .shininess(60.0);
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn standard_material() -> impl Children {
    let material = c::StandardMaterial::new().color("seagreen").roughness(0.3);
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn physical_material() -> impl Children {
    let material = c::PhysicalMaterial::new()
        .color("seagreen")
        .roughness(0.6)
        .clearcoat(1.0);
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn transmission_material() -> impl Children {
    let material = c::TransmissionMaterial::new().color("#c8ffe0");
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), material))
}

fn shadow_material() -> impl Children {
    let ground = c::Mesh::new()
        .position([0.0, 0.005, 0.0])
        .rotation([-std::f64::consts::FRAC_PI_2, 0.0, 0.0])
        .child((
            c::CircleGeometry::new().args([0.95, 64.0]),
            c::ShadowMaterial::new().color("darkblue").opacity(0.6),
        ));
    let ball = c::Sphere::new()
        .args([0.3, 48.0, 32.0])
        .position([0.0, 0.6, 0.0])
        .color("gold");
    (ground, ball)
}

fn line_basic_material() -> impl Children {
    let source = Value::from(vec![
        Value::from("Torus"),
        0.5.into(),
        0.2.into(),
        12.into(),
        32.into(),
    ]);
    c::LineSegments::new().position([0.0, 0.7, 0.0]).child((
        c::WireframeGeometry::new().args([source]),
        c::LineBasicMaterial::new().color("crimson"),
    ))
}

fn line_dashed_material() -> impl Children {
    let source = Value::from(vec![
        Value::from("Sphere"),
        0.6.into(),
        24.into(),
        16.into(),
    ]);
    let dashes = c::LineDashedMaterial::new()
        .color("navy")
        .dash_size(0.04)
        .gap_size(0.02);
    c::LineSegments::new()
        .position([0.0, 0.65, 0.0])
        .child((c::WireframeGeometry::new().args([source]), dashes))
}

fn points_material() -> impl Children {
    let corners = c::SphereGeometry::new().args([0.55, 48.0, 32.0]);
    let dots = c::PointsMaterial::new().color("crimson").size(0.03);
    c::Points::new()
        .position([0.0, 0.6, 0.0])
        .child((corners, dots))
}

fn sprite_material() -> impl Children {
    let picture = c::SpriteMaterial::new()
        .map("/static/hills.jpg")
        .rotation(0.3);
    c::Sprite::new()
        .position([0.0, 0.6, 0.0])
        .scale([1.2, 0.7, 1.0])
        .child(picture)
}

fn shader_material() -> impl Children {
    const VERTEX: &str = "
        varying vec3 at;
        void main() {
            at = position;
            gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
        }";
    const FRAGMENT: &str = "
        uniform vec3 tint;
        varying vec3 at;
        void main() {
            float stripe = step(0.5, fract(10.0 * (at.y + 0.3 * at.x)));
            gl_FragColor = vec4(mix(tint, vec3(1.0), stripe), 1.0);
        }";
    let uniforms: Map = [("tint", Value::from("#d8382c"))].into_iter().collect();
    let stripes = c::ShaderMaterial::new()
        .vertex_shader(VERTEX)
        .fragment_shader(FRAGMENT)
        .uniforms(uniforms);
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), stripes))
}

fn raw_shader_material() -> impl Children {
    const VERTEX: &str = "
        attribute vec3 position;
        uniform mat4 projectionMatrix, modelViewMatrix;
        varying vec3 at;
        void main() {
            at = position;
            gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
        }";
    const FRAGMENT: &str = "
        precision mediump float;
        varying vec3 at;
        void main() {
            gl_FragColor = vec4(0.5 + at, 1.0);
        }";
    let rainbow = c::RawShaderMaterial::new()
        .vertex_shader(VERTEX)
        .fragment_shader(FRAGMENT);
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((knot(), rainbow))
}

fn mesh_wobble_material() -> impl Children {
    // As it wobbles, it leans one way and the other.
    let material = c::MeshWobbleMaterial::new().color("tomato").factor(2.0);
    let bar = c::BoxGeometry::new().args([0.3, 1.0, 0.3, 1.0, 64.0, 1.0]);
    c::Mesh::new()
        .position([0.0, 0.55, 0.0])
        .child((bar, material))
}

fn mesh_distort_material() -> impl Children {
    let material = c::MeshDistortMaterial::new()
        .color("mediumpurple")
        .distort(0.5)
        .roughness(0.3);
    let ball = c::SphereGeometry::new().args([0.45, 128.0, 96.0]);
    c::Mesh::new()
        .position([0.0, 0.6, 0.0])
        .child((ball, material))
}

fn gradient_texture() -> impl Children {
    let gradient = c::GradientTexture::new()
        .stops([0.0, 0.5, 1.0])
        .colors(["gold", "tomato", "mediumpurple"].map(Color::from).to_vec());
    let cube = c::BoxGeometry::new().args([0.8, 0.8, 0.8]);
    c::Mesh::new()
        .position([0.0, 0.42, 0.0])
        .child((cube, c::MeshStandardMaterial::new().child(gradient)))
}
