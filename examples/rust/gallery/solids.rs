//! Polyhedra, and shapes that are given by curves and outlines.

use vuer::prop::{Material, Side};
use vuer::{Children, Map, Value, components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("Tetrahedron", tetrahedron),
    picture!("Octahedron", octahedron),
    picture!("Dodecahedron", dodecahedron),
    picture!("Icosahedron", icosahedron),
    picture!("Polyhedron", polyhedron),
    picture!("Tube", tube),
    picture!("Extrude", extrude),
    picture!("Lathe", lathe),
    picture!("Shape", shape),
];

fn tetrahedron() -> impl Children {
    c::Tetrahedron::new()
        .args([0.6, 0.0])
        .position([0.0, 0.4, 0.0])
        .material(Material::new().color("tomato").flat_shading(true))
}

fn octahedron() -> impl Children {
    c::Octahedron::new()
        .args([0.6, 0.0])
        .position([0.0, 0.6, 0.0])
        .material(Material::new().color("gold").flat_shading(true))
}

fn dodecahedron() -> impl Children {
    c::Dodecahedron::new()
        .args([0.55, 0.0])
        .position([0.0, 0.5, 0.0])
        .material(Material::new().color("mediumseagreen").flat_shading(true))
}

fn icosahedron() -> impl Children {
    c::Icosahedron::new()
        .args([0.55, 0.0])
        .position([0.0, 0.5, 0.0])
        .material(Material::new().color("royalblue").flat_shading(true))
}

fn polyhedron() -> impl Children {
    // Corners, faces by their indices, radius, how often each face is divided.
    let corners = [1, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, -1, 0, 1, 0];
    let faces = [2, 0, 4, 0, 3, 4, 3, 1, 4, 1, 2, 4, 0, 2, 1, 0, 1, 3];
    c::Polyhedron::new()
        .args((corners.to_vec(), faces.to_vec(), 0.7, 0))
        .position([0.0, 0.05, 0.0])
        .material(Material::new().color("peru").flat_shading(true))
}

fn tube() -> impl Children {
    let points: Vec<Value> = (0..40)
        .map(|index| {
            let turn = f64::from(index) / 39.0 * 3.0 * std::f64::consts::TAU;
            let (sin, cos) = turn.sin_cos();
            Value::from(vec![0.45 * cos, 0.05 * turn, 0.45 * sin])
        })
        .collect();
    c::Tube::new()
        .args((points, 240, 0.05, 16, false))
        .position([0.0, 0.1, 0.0])
        .material(Material::new().color("darkorange").roughness(0.3))
}

fn extrude() -> impl Children {
    let star: Vec<Value> = (0..10)
        .map(|corner| {
            let radius = if corner % 2 == 0 { 0.5 } else { 0.22 };
            let angle =
                std::f64::consts::FRAC_PI_2 + f64::from(corner) * 0.2 * std::f64::consts::PI;
            Value::from(vec![radius * angle.cos(), radius * angle.sin()])
        })
        .collect();
    let options: Map = [
        ("depth", 0.15),
        ("bevelThickness", 0.04),
        ("bevelSize", 0.03),
    ]
    .map(|(name, value)| (name, Value::from(value)))
    .into_iter()
    .collect();
    c::Extrude::new()
        .shapes(star)
        .options(options)
        .position([0.0, 0.52, -0.08])
        .material(Material::new().color("gold").roughness(0.3))
}

fn lathe() -> impl Children {
    let vase: Vec<Value> = (0..32)
        .map(|step| {
            let height = f64::from(step) / 31.0;
            let radius = 0.3 + 0.14 * (1.0 + 6.0 * height).sin();
            Value::from(vec![radius, height])
        })
        .collect();
    c::Lathe::new().args((vase, 64)).material(
        Material::new()
            .color("teal")
            .side(Side::Double)
            .roughness(0.3),
    )
}

fn shape() -> impl Children {
    let arrow = [
        [-0.6, -0.15],
        [0.1, -0.15],
        [0.1, -0.4],
        [0.6, 0.0],
        [0.1, 0.4],
        [0.1, 0.15],
        [-0.6, 0.15],
    ];
    let outline: Vec<Value> = arrow
        .iter()
        .map(|point| Value::from(point.to_vec()))
        .collect();
    c::Shape::new()
        .args([Value::from(outline)])
        .position([0.0, 0.5, 0.0])
        .material(Material::new().color("crimson").side(Side::Double))
}
