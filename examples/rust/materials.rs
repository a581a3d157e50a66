//! One shape with every kind of surface, and a picture on a box.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use vuer::prop::{Material, MaterialType};
use vuer::{Vuer, components as c, prelude::*};

const KINDS: [&str; 8] = [
    "basic", "lambert", "phong", "toon", "standard", "physical", "normal", "depth",
];
/// Two by two pixels, which is a file small enough to stand in a program.
const CHECKS: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAF0lEQVR42mP+8OHDkUciDDZRPR8+fAAAPSwIgM78JzYAAAAASUVORK5CYII=";

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            let ball = |(index, kind): (usize, &str)| {
                // The colours of the last two say how the surface stands and how far away it is.
                let material = Material::new();
                let material = if index < 6 {
                    material.color("orange")
                } else {
                    material
                };
                c::TorusKnot::new()
                    .args([0.14, 0.05, 128.0, 24.0])
                    .position([0.5 * (index as f64 - 3.5), 0.6, 0.0])
                    .material_type(MaterialType::from(kind))
                    .material(material)
            };
            session.add(KINDS.into_iter().enumerate().map(ball).collect::<Vec<_>>())?;
            let glass = Material::new()
                .roughness(0.05)
                .prop("transmission", 1.0)
                .prop("thickness", 0.3);
            session.add((
                c::Sphere::new()
                    .args([0.25, 64.0, 48.0])
                    .position([-0.6, 0.25, 1.0])
                    .material(glass),
                c::Box::new()
                    .args([0.4, 0.4, 0.4])
                    .position([0.6, 0.2, 1.0])
                    .material(Material::new().map(CHECKS).map_repeat([4.0, 4.0])),
            ))?;
            session.forever().await
        })
        .start_blocking(|server| println!("{}", server.url()))
}
