//! A point cloud that changes thirty times a second: a wave over a square of points.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::time::Duration;

use tokio::time;
use vuer::{Vuer, components as c, prelude::*};

/// Points along each side.
const SIDE: u16 = 200;

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            session.add(c::PointCloud::new().key("wave").size(0.008))?;
            let mut ticks = time::interval(Duration::from_millis(33));
            let start = time::Instant::now();
            loop {
                let now = ticks.tick().await.duration_since(start).as_secs_f32();
                let (points, colors) = wave(now);
                session.update(
                    c::PointCloud::new()
                        .key("wave")
                        .vertices(points)
                        .colors(colors),
                )?;
            }
        })
        .start_blocking(|server| println!("{}", server.url()))
}

fn wave(now: f32) -> (Vec<[f32; 3]>, Vec<[u8; 3]>) {
    let at = |index: u16| f32::from(index) / f32::from(SIDE) * 2.0 - 1.0;
    let cells = (0..SIDE).flat_map(|row| (0..SIDE).map(move |column| (at(column), at(row))));
    cells
        .map(|(x, z)| {
            let height = 0.1 * (8.0 * x.hypot(z) - 3.0 * now).sin();
            let share = (height + 0.1) / 0.2;
            let color = [(255.0 * share) as u8, 120, (255.0 * (1.0 - share)) as u8];
            ([x, 0.4 + height, z], color)
        })
        .unzip()
}
