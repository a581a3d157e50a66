//! Points and triangles from arrays.

use vuer::prop::{Material, Side};
use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("PointCloud", point_cloud),
    picture!("TriMesh", tri_mesh),
];

fn point_cloud() -> impl Children {
    // A spiral over a sphere: each point as far from its neighbours as the others.
    let points = (0..1500_u16).map(|index| {
        let height = 1.0 - 2.0 * f32::from(index) / 1500.0;
        let (sin, cos) = (2.4 * f32::from(index)).sin_cos();
        let radius = (1.0 - height * height).sqrt();
        [radius * cos, height, radius * sin]
    });
    let colors = points
        .clone()
        .map(|point| point.map(|axis| (127.5 + 127.5 * axis) as u8));
    c::PointCloud::new()
        .vertices(
            points
                .map(|point| point.map(|axis| 0.6 * axis))
                .collect::<Vec<_>>(),
        )
        .colors(colors.collect::<Vec<_>>())
        .size(0.05)
        .position([0.0, 0.65, 0.0])
}

fn tri_mesh() -> impl Children {
    const SIDE: u16 = 40;
    let at = |cell: u16| f32::from(cell) / f32::from(SIDE - 1) * 2.0 - 1.0;
    let (vertices, colors): (Vec<_>, Vec<_>) = (0..SIDE * SIDE)
        .map(|index| {
            let (x, z) = (at(index % SIDE), at(index / SIDE));
            let height = 0.3 * (-4.0 * (x * x + z * z)).exp() * (1.0 + (6.0 * x).cos());
            let warmth = (height * 420.0) as u8;
            ([0.8 * x, height, 0.8 * z], [warmth, 160, 255 - warmth])
        })
        .unzip();
    let cells = (0..SIDE - 1).flat_map(|row| (0..SIDE - 1).map(move |column| row * SIDE + column));
    let faces: Vec<[u32; 3]> = cells
        .map(u32::from)
        .flat_map(|corner| {
            let below = corner + u32::from(SIDE);
            [[corner, below, corner + 1], [corner + 1, below, below + 1]]
        })
        .collect();
    c::TriMesh::new()
        .vertices(vertices)
        .faces(faces)
        .colors(colors)
        .position([0.0, 0.1, 0.0])
        .material(Material::new().side(Side::Double))
}
