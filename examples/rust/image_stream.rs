//! Video on a rectangle: a picture drawn here, packed as JPEG, thirty times a second. A newer picture
//! takes the place of one that still waits, so a slow client sees fewer, never older ones.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::time::Duration;

use jpeg_encoder::{ColorType, Encoder};
use tokio::time;
use vuer::{Vuer, components as c, prelude::*};

const COLUMNS: u16 = 320;
const ROWS: u16 = 180;

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            let aspect = f64::from(COLUMNS) / f64::from(ROWS);
            let screen = c::Image::new()
                .key("screen")
                .aspect(aspect)
                .position([0.0, 1.0, 0.0]);
            session.add(screen)?;
            let mut ticks = time::interval(Duration::from_millis(33));
            let start = time::Instant::now();
            loop {
                let now = ticks.tick().await.duration_since(start).as_secs_f32();
                session.update(c::Image::new().key("screen").rgb(picture(now)?))?;
            }
        })
        .start_blocking(|server| println!("{}", server.url()))
}

/// Three waves of light.
fn picture(now: f32) -> Result<Vec<u8>, jpeg_encoder::EncodingError> {
    let mut pixels = Vec::with_capacity(3 * usize::from(COLUMNS) * usize::from(ROWS));
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let (x, y) = (f32::from(column) / 40.0, f32::from(row) / 40.0);
            for phase in [0.0, 2.1, 4.2] {
                let wave = (x + now + phase).sin() + (y - 0.7 * now + phase).cos();
                pixels.push((64.0 * wave + 128.0) as u8);
            }
        }
    }
    let mut file = Vec::new();
    Encoder::new(&mut file, 80).encode(&pixels, COLUMNS, ROWS, ColorType::Rgb)?;
    Ok(file)
}
