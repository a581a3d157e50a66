//! The path of a camera, as a line and as what the camera saw on its way; and a camera that flies it.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::time::Duration;

use vuer::{Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            let places: Vec<_> = (0..=60).map(place).collect();
            let path = c::Line::new()
                .points(places)
                .color("tomato")
                .line_width(3.0);
            let stop = |index: u32| camera(6 * index).key(format!("stop-{index}"));
            session.add((
                c::TorusKnot::new()
                    .args([0.2, 0.06, 128.0, 24.0])
                    .position([0.0, 0.6, 0.0])
                    .color("royalblue"),
                path,
                (0..10).map(stop).collect::<Vec<_>>(),
                camera(0).key("flying").preview_in_overlay(true),
            ))?;
            for index in (0..60).cycle() {
                session.update(camera(index).key("flying"))?;
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Ok(())
        })
        .start_blocking(|server| println!("{}", server.url()))
}

/// Where the camera is after so many sixtieths of its way.
fn place(index: u32) -> [f64; 3] {
    let (sin, cos) = (f64::from(index) / 60.0 * std::f64::consts::TAU).sin_cos();
    [1.2 * cos, 0.8 + 0.2 * (2.0 * sin), 1.2 * sin]
}

fn camera(index: u32) -> c::PerspectiveCamera {
    c::PerspectiveCamera::new()
        .position(place(index))
        .look_at([0.0, 0.6, 0.0])
        .fov(40.0)
        .show_frustum(true)
        .preview_distance(0.2)
        .use_viewpoint(false)
}
