//! A thousand frames of reference along a curve: things of one kind are drawn together.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use vuer::{Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            let marker = |index: u32| {
                let turn = f64::from(index) / 1000.0 * 20.0 * std::f64::consts::TAU;
                let (sin, cos) = turn.sin_cos();
                c::CoordsMarker::new()
                    .key(format!("marker-{index}"))
                    .position([cos, f64::from(index) / 500.0, sin])
                    .rotation([0.0, -turn, 0.0])
                    .scale(0.08)
            };
            session.add((0..1000).map(marker).collect::<Vec<_>>())?;
            session.forever().await
        })
        .start_blocking(|server| println!("{}", server.url()))
}
