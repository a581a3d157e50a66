//! Geometries of three.js, as the children of meshes.

use vuer::prop::Side;
use vuer::{Children, Map, Value, components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("boxGeometry", box_geometry),
    picture!("capsuleGeometry", capsule_geometry),
    picture!("circleGeometry", circle_geometry),
    picture!("coneGeometry", cone_geometry),
    picture!("cylinderGeometry", cylinder_geometry),
    picture!("planeGeometry", plane_geometry),
    picture!("ringGeometry", ring_geometry),
    picture!("sphereGeometry", sphere_geometry),
    picture!("torusGeometry", torus_geometry),
    picture!("torusKnotGeometry", torus_knot_geometry),
    picture!("tetrahedronGeometry", tetrahedron_geometry),
    picture!("octahedronGeometry", octahedron_geometry),
    picture!("dodecahedronGeometry", dodecahedron_geometry),
    picture!("icosahedronGeometry", icosahedron_geometry),
    picture!("polyhedronGeometry", polyhedron_geometry),
    picture!("tubeGeometry", tube_geometry),
    picture!("latheGeometry", lathe_geometry),
    picture!("shapeGeometry", shape_geometry),
    picture!("extrudeGeometry", extrude_geometry),
    picture!("edgesGeometry", edges_geometry),
    picture!("wireframeGeometry", wireframe_geometry),
    picture!("bufferGeometry", buffer_geometry),
    picture!("bufferAttribute", buffer_attribute),
];

/// A colour, and both sides of the triangles.
fn skin(color: &str) -> c::MeshStandardMaterial {
    c::MeshStandardMaterial::new()
        .color(color)
        .roughness(0.4)
        .side(Side::Double)
}

fn box_geometry() -> impl Children {
    let geometry = c::BoxGeometry::new().args([0.9, 0.6, 0.6]);
    c::Mesh::new()
        .position([0.0, 0.3, 0.0])
        .rotation([0.0, 0.5, 0.0])
        .child((geometry, skin("tomato")))
}

fn capsule_geometry() -> impl Children {
    let geometry = c::CapsuleGeometry::new().args([0.3, 0.5, 16.0, 48.0]);
    c::Mesh::new()
        .position([0.0, 0.55, 0.0])
        .child((geometry, skin("mediumseagreen")))
}

fn circle_geometry() -> impl Children {
    let geometry = c::CircleGeometry::new().args([0.6, 64.0, 0.4, 5.0]);
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((geometry, skin("gold")))
}

fn cone_geometry() -> impl Children {
    let geometry = c::ConeGeometry::new().args([0.5, 1.0, 64.0]);
    c::Mesh::new()
        .position([0.0, 0.5, 0.0])
        .child((geometry, skin("orange")))
}

fn cylinder_geometry() -> impl Children {
    let geometry = c::CylinderGeometry::new().args([0.3, 0.5, 0.8, 64.0]);
    c::Mesh::new()
        .position([0.0, 0.4, 0.0])
        .child((geometry, skin("royalblue")))
}

fn plane_geometry() -> impl Children {
    let geometry = c::PlaneGeometry::new().args([1.2, 0.8]);
    c::Mesh::new()
        .position([0.0, 0.5, 0.0])
        .rotation([0.0, 0.5, 0.0])
        .child((geometry, skin("slateblue")))
}

fn ring_geometry() -> impl Children {
    let geometry = c::RingGeometry::new().args([0.3, 0.6, 64.0]);
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((geometry, skin("crimson")))
}

fn sphere_geometry() -> impl Children {
    let geometry = c::SphereGeometry::new().args([0.5, 64.0, 48.0]);
    c::Mesh::new()
        .position([0.0, 0.5, 0.0])
        .child((geometry, skin("#d94f70")))
}

fn torus_geometry() -> impl Children {
    let geometry = c::TorusGeometry::new().args([0.45, 0.17, 32.0, 96.0]);
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((geometry, skin("darkturquoise")))
}

fn torus_knot_geometry() -> impl Children {
    let geometry = c::TorusKnotGeometry::new().args([0.38, 0.12, 256.0, 32.0]);
    c::Mesh::new()
        .position([0.0, 0.62, 0.0])
        .child((geometry, skin("mediumpurple")))
}

fn tetrahedron_geometry() -> impl Children {
    let geometry = c::TetrahedronGeometry::new().args([0.6, 0.0]);
    c::Mesh::new()
        .position([0.0, 0.4, 0.0])
        .child((geometry, skin("tomato").flat_shading(true)))
}

fn octahedron_geometry() -> impl Children {
    let geometry = c::OctahedronGeometry::new().args([0.6, 0.0]);
    c::Mesh::new()
        .position([0.0, 0.6, 0.0])
        .child((geometry, skin("gold").flat_shading(true)))
}

fn dodecahedron_geometry() -> impl Children {
    let geometry = c::DodecahedronGeometry::new().args([0.55, 0.0]);
    c::Mesh::new()
        .position([0.0, 0.5, 0.0])
        .child((geometry, skin("mediumseagreen").flat_shading(true)))
}

fn icosahedron_geometry() -> impl Children {
    let geometry = c::IcosahedronGeometry::new().args([0.55, 0.0]);
    c::Mesh::new()
        .position([0.0, 0.5, 0.0])
        .child((geometry, skin("royalblue").flat_shading(true)))
}

fn polyhedron_geometry() -> impl Children {
    // Corners, faces by their indices, radius, how often each face is divided.
    let corners = [1, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, -1, 0, 1, 0];
    let faces = [2, 0, 4, 0, 3, 4, 3, 1, 4, 1, 2, 4, 0, 2, 1, 0, 1, 3];
    let geometry = c::PolyhedronGeometry::new().args((corners.to_vec(), faces.to_vec(), 0.7, 0));
    c::Mesh::new()
        .position([0.0, 0.05, 0.0])
        .child((geometry, skin("peru").flat_shading(true)))
}

fn tube_geometry() -> impl Children {
    let points = [
        [-0.6, 0.1, 0.0],
        [-0.2, 0.9, 0.2],
        [0.2, 0.2, -0.2],
        [0.6, 0.9, 0.0],
    ];
    let points: Vec<Value> = points
        .iter()
        .map(|point| Value::from(point.to_vec()))
        .collect();
    let geometry = c::TubeGeometry::new().args((points, 128, 0.06, 16, false));
    c::Mesh::new().child((geometry, skin("darkorange")))
}

fn lathe_geometry() -> impl Children {
    let outline = [
        [0.05, 0.0],
        [0.4, 0.1],
        [0.3, 0.5],
        [0.15, 0.7],
        [0.35, 1.0],
    ];
    let outline: Vec<Value> = outline
        .iter()
        .map(|point| Value::from(point.to_vec()))
        .collect();
    let geometry = c::LatheGeometry::new().args((outline, 64));
    c::Mesh::new().child((geometry, skin("teal")))
}

fn shape_geometry() -> impl Children {
    let house = [[-0.4, 0.0], [0.4, 0.0], [0.4, 0.5], [0.0, 0.9], [-0.4, 0.5]];
    let house: Vec<Value> = house
        .iter()
        .map(|point| Value::from(point.to_vec()))
        .collect();
    let geometry = c::ShapeGeometry::new().args([Value::from(house)]);
    c::Mesh::new().child((geometry, skin("crimson")))
}

fn extrude_geometry() -> impl Children {
    let house = [[-0.4, 0.0], [0.4, 0.0], [0.4, 0.5], [0.0, 0.9], [-0.4, 0.5]];
    let house: Vec<Value> = house
        .iter()
        .map(|point| Value::from(point.to_vec()))
        .collect();
    let options: Map = [("depth", Value::from(0.4)), ("bevelEnabled", false.into())]
        .into_iter()
        .collect();
    let geometry = c::ExtrudeGeometry::new().args((house, Value::from(options)));
    c::Mesh::new()
        .position([0.0, 0.0, -0.2])
        .child((geometry, skin("gold")))
}

fn edges_geometry() -> impl Children {
    let source = Value::from(vec![Value::from("Icosahedron"), 0.6.into(), 1.into()]);
    c::LineSegments::new().position([0.0, 0.6, 0.0]).child((
        c::EdgesGeometry::new().args([source]),
        c::LineBasicMaterial::new().color("black"),
    ))
}

fn wireframe_geometry() -> impl Children {
    let source = Value::from(vec![
        Value::from("Sphere"),
        0.55.into(),
        24.into(),
        16.into(),
    ]);
    c::LineSegments::new().position([0.0, 0.6, 0.0]).child((
        c::WireframeGeometry::new().args([source]),
        c::LineBasicMaterial::new().color("#1d3557"),
    ))
}

fn buffer_geometry() -> impl Children {
    let corners = vec![-0.6_f32, 0.1, 0.0, 0.6, 0.1, 0.0, 0.0, 1.0, 0.0];
    let position = c::BufferAttribute::new()
        .attach("attributes-position")
        .array(corners);
    let color = c::MeshBasicMaterial::new()
        .color("tomato")
        .side(Side::Double);
    c::Mesh::new().child((c::BufferGeometry::new().child(position), color))
}

fn buffer_attribute() -> impl Children {
    let position = c::BufferAttribute::new()
        .attach("attributes-position")
        .array(vec![-0.6_f32, 0.1, 0.0, 0.6, 0.1, 0.0, 0.0, 1.0, 0.0]);
    let colors = c::BufferAttribute::new()
        .attach("attributes-color")
        .array(vec![1.0_f32, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
    let material = c::MeshBasicMaterial::new()
        .vertex_colors(true)
        .side(Side::Double);
    c::Mesh::new().child((c::BufferGeometry::new().child((position, colors)), material))
}
