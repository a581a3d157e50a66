//! Each kind of light with its helper, one after the other, over the same ground.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::time::Duration;

use vuer::{Node, Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            let ground = c::Circle::new().args([2.0, 64.0]).rotation([
                -std::f64::consts::FRAC_PI_2,
                0.0,
                0.0,
            ]);
            let knot = c::TorusKnot::new()
                .args([0.3, 0.1, 200.0, 32.0])
                .position([0.0, 0.6, 0.0]);
            let camera = c::PerspectiveCamera::new()
                .make_default(true)
                .position([0.0, 2.0, 3.5])
                .look_at([0.0, 0.5, 0.0]);
            let scene = c::Scene::new().background("black");
            session.set(
                scene
                    .child((ground, knot))
                    .bg_child((c::OrbitControls::new(), camera)),
            )?;
            for light in lights().iter().cycle() {
                session.add(light.clone().key("light"))?;
                tokio::time::sleep(Duration::from_secs(3)).await;
            }
            Ok(())
        })
        .start_blocking(|server| println!("{}", server.url()))
}

fn lights() -> [Node; 6] {
    let above = [0.8, 1.8, 0.8];
    [
        c::AmbientLight::new().intensity(1.0).into(),
        c::HemisphereLight::new()
            .sky_color("skyblue")
            .ground_color("sienna")
            .helper(true)
            .into(),
        c::DirectionalLight::new()
            .position(above)
            .intensity(2.0)
            .helper(true)
            .into(),
        c::PointLight::new()
            .position(above)
            .intensity(10.0)
            .helper(true)
            .into(),
        c::SpotLight::new()
            .position(above)
            .intensity(40.0)
            .angle(0.4)
            .penumbra(0.5)
            .helper(true)
            .into(),
        c::RectAreaLight::new()
            .position(above)
            .intensity(8.0)
            .helper(true)
            .into(),
    ]
}
