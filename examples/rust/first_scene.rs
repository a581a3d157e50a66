//! A scene of one's own in place of the page's: what stands in it, and in the background its light, its
//! grid, its camera and how that is moved.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use vuer::{Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    let ground = c::Plane::new()
        .args([6.0, 6.0])
        .rotation([-std::f64::consts::FRAC_PI_2, 0.0, 0.0])
        .color("#c8ccd2");
    let cube = |x: f64, color: &str| {
        c::Box::new()
            .args([0.4, 0.4, 0.4])
            .position([x, 0.2, 0.0])
            .color(color)
    };
    let camera = c::PerspectiveCamera::new()
        .make_default(true)
        .position([1.5, 1.2, 2.0])
        .look_at([0.0, 0.2, 0.0]);
    let scene = c::Scene::new()
        .background("#e9ecef")
        .child((ground, cube(-0.5, "tomato"), cube(0.5, "royalblue")))
        .bg_child((
            c::HemisphereLightStage::new().cast_shadow(true),
            c::OrbitControls::new(),
            camera,
        ));
    Vuer::new()
        .spawn(move |session| {
            let scene = scene.clone();
            async move {
                session.set(scene)?;
                session.forever().await
            }
        })
        .start_blocking(|server| println!("{}", server.url()))
}
