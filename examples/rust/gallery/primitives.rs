//! Shapes that are given by a few numbers.

use vuer::prop::{Material, Side};
use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("Box", cuboid),
    picture!("Capsule", capsule),
    picture!("Circle", circle),
    picture!("Cone", cone),
    picture!("Cylinder", cylinder),
    picture!("Plane", plane),
    picture!("Ring", ring),
    picture!("Sphere", sphere),
    picture!("Torus", torus),
    picture!("TorusKnot", torus_knot),
    picture!("Edges", edges),
    picture!("Wireframe", wireframe),
];

fn cuboid() -> impl Children {
    c::Box::new()
        .args([0.9, 0.6, 0.6])
        .position([0.0, 0.3, 0.0])
        .rotation([0.0, 0.5, 0.0])
        .material(Material::new().color("tomato").roughness(0.4))
}

fn capsule() -> impl Children {
    c::Capsule::new()
        .args([0.3, 0.5, 16.0, 48.0])
        .position([0.0, 0.55, 0.0])
        .material(Material::new().color("mediumseagreen").roughness(0.3))
}

fn circle() -> impl Children {
    c::Circle::new()
        .args([0.6, 64.0, 0.4, 5.0])
        .position([0.0, 0.62, 0.0])
        .material(Material::new().color("gold").side(Side::Double))
}

fn cone() -> impl Children {
    c::Cone::new()
        .args((0.5, 1.0, 64))
        .position([0.0, 0.5, 0.0])
        .material(Material::new().color("orange").roughness(0.5))
}

fn cylinder() -> impl Children {
    c::Cylinder::new()
        .args((0.3, 0.5, 0.8, 64))
        .position([0.0, 0.4, 0.0])
        .material(Material::new().color("royalblue").roughness(0.3))
}

fn plane() -> impl Children {
    c::Plane::new()
        .args([1.2, 0.8])
        .position([0.0, 0.5, 0.0])
        .rotation([0.0, 0.4, 0.0])
        .material(Material::new().color("slateblue").side(Side::Double))
}

fn ring() -> impl Children {
    c::Ring::new()
        .args([0.3, 0.6, 64.0])
        .position([0.0, 0.62, 0.0])
        .material(Material::new().color("crimson").side(Side::Double))
}

fn sphere() -> impl Children {
    c::Sphere::new()
        .args([0.5, 64.0, 48.0])
        .position([0.0, 0.5, 0.0])
        .material(Material::new().color("#d94f70").roughness(0.2))
}

fn torus() -> impl Children {
    c::Torus::new()
        .args([0.45, 0.17, 32.0, 96.0])
        .position([0.0, 0.62, 0.0])
        .material(Material::new().color("darkturquoise").roughness(0.25))
}

fn torus_knot() -> impl Children {
    c::TorusKnot::new()
        .args([0.38, 0.12, 256.0, 32.0])
        .position([0.0, 0.62, 0.0])
        .material(Material::new().color("mediumpurple").roughness(0.25))
}

fn edges() -> impl Children {
    c::Icosahedron::new()
        .args([0.55, 2.0])
        .position([0.0, 0.52, 0.0])
        .material(Material::new().color("skyblue").flat_shading(true))
        .child(c::Edges::new().color("black"))
}

fn wireframe() -> impl Children {
    c::Sphere::new()
        .args([0.5, 24.0, 16.0])
        .position([0.0, 0.5, 0.0])
        .material(Material::new().color("lightsalmon"))
        .child(c::Wireframe::new())
}
