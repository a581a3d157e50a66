//! Triangles with a picture on them, and the same as a wire frame: a sheet that waves.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::time::Duration;

use tokio::time;
use vuer::prop::{Material, Side};
use vuer::{Vuer, components as c, prelude::*};

/// Corners along each side.
const SIDE: u16 = 30;
/// Two by two pixels, which is a file small enough to stand in a program.
const CHECKS: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAF0lEQVR42mP+8OHDkUciDDZRPR8+fAAAPSwIgM78JzYAAAAASUVORK5CYII=";

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            let picture = Material::new().map(CHECKS).map_repeat([6.0, 6.0]);
            let sheet = || {
                c::TriMesh::new()
                    .vertices(corners(0.0))
                    .faces(faces())
                    .uv(cells().map(|(u, v)| [u, v]).collect::<Vec<_>>())
            };
            session.add((
                sheet()
                    .key("cloth")
                    .material(picture.side(Side::Double))
                    .position([-0.6, 0.6, 0.0]),
                sheet()
                    .key("wires")
                    .wireframe(true)
                    .color("black")
                    .position([0.6, 0.6, 0.0]),
            ))?;
            let start = time::Instant::now();
            let mut frames = time::interval(Duration::from_millis(33));
            loop {
                let now = frames.tick().await.duration_since(start).as_secs_f32();
                for key in ["cloth", "wires"] {
                    session.update(c::TriMesh::new().key(key).vertices(corners(now)))?;
                }
            }
        })
        .start_blocking(|server| println!("{}", server.url()))
}

/// Each corner by its place on the sheet, from 0 to 1.
fn cells() -> impl Iterator<Item = (f32, f32)> {
    let at = |index: u16| f32::from(index) / f32::from(SIDE - 1);
    (0..SIDE).flat_map(move |row| (0..SIDE).map(move |column| (at(column), at(row))))
}

fn corners(now: f32) -> Vec<[f32; 3]> {
    cells()
        .map(|(u, v)| [u - 0.5, v - 0.5, 0.08 * (9.0 * u + 3.0 * now).sin()])
        .collect()
}

fn faces() -> Vec<[u32; 3]> {
    let side = u32::from(SIDE);
    let squares =
        (0..side - 1).flat_map(|row| (0..side - 1).map(move |column| row * side + column));
    squares
        .flat_map(|corner| {
            let above = corner + side;
            [[corner, corner + 1, above], [corner + 1, above + 1, above]]
        })
        .collect()
}
