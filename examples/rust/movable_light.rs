//! A lamp on a handle: drag it, and its light goes along. The program hears where it is.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use vuer::event::view::ObjectMove;
use vuer::{Handler, Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    let print = Handler::typed(async |moved: ObjectMove, _: Session| {
        if let Some(matrix) = moved.matrix {
            let [x, y, z] = matrix.translation().0;
            println!("the lamp is at {x:.2} {y:.2} {z:.2}");
        }
        Ok(())
    });
    Vuer::new()
        .handler(print)
        .spawn(async |session| {
            let lamp = c::PointLight::new()
                .color("orange")
                .intensity(4.0)
                .show_sphere(true)
                .radius(0.05);
            let ground =
                c::Plane::new()
                    .args([4.0, 4.0])
                    .rotation([-std::f64::consts::FRAC_PI_2, 0.0, 0.0]);
            let handle = c::Movable::new()
                .key("lamp")
                .position([0.0, 0.6, 0.0])
                .scale(0.4)
                .child(lamp);
            session.add((ground, c::TorusKnot::new().scale([0.3, 0.3, 0.3]), handle))?;
            session.forever().await
        })
        .start_blocking(|server| println!("{}", server.url()))
}
