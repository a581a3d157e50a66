//! A ring of boxes that move: what is there is changed by its key, and only by what changes.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::time::Duration;

use tokio::time;
use vuer::{Vuer, components as c, prelude::*};

const BOXES: u32 = 24;

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            let cube = |index: u32| {
                let hue = 360 * index / BOXES;
                c::Box::new()
                    .key(format!("cube-{index}"))
                    .args([0.1, 0.1, 0.1])
                    .color(format!("hsl({hue}, 70%, 55%)"))
            };
            session.add((0..BOXES).map(cube).collect::<Vec<_>>())?;

            let mut ticks = time::interval(Duration::from_millis(16));
            let start = time::Instant::now();
            loop {
                let now = ticks.tick().await.duration_since(start).as_secs_f64();
                for index in 0..BOXES {
                    let angle = f64::from(index) / f64::from(BOXES) * std::f64::consts::TAU;
                    let height = 0.5 + 0.2 * (2.0 * now + 3.0 * angle).sin();
                    let position = [angle.cos(), height, angle.sin()];
                    session.update(
                        c::Box::new()
                            .key(format!("cube-{index}"))
                            .position(position),
                    )?;
                }
            }
        })
        .start_blocking(|server| println!("{}", server.url()))
}
