//! Video for each eye: two pictures drawn here, packed as JPEG, thirty times a second, as the two cameras of a robot
//! would send them. In a headset the left eye sees the first, the right one the second; a page without one shows
//! one of them. The pictures come after the head with a little lag, and say when they were taken: the program hears how old
//! they are when they are seen.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::time::{Duration, SystemTime};

use jpeg_encoder::{ColorType, Encoder};
use tokio::time;
use vuer::event::view::FrameAge;
use vuer::{Handler, Vuer, components as c, prelude::*};

const COLUMNS: u16 = 320;
const ROWS: u16 = 180;

fn main() -> Result<(), vuer::RunError> {
    let print = Handler::typed(async |FrameAge { age, worst, .. }, _: Session| {
        println!("pictures are {age:.0} ms old when they are seen, {worst:.0} ms at worst");
        Ok(())
    });
    Vuer::new()
        .handler(print)
        .spawn(async |session| {
            for (key, eye) in [("left", 1), ("right", 2)] {
                let screen = c::ImageBackground::new()
                    .key(key)
                    .layers(eye)
                    .distance_to_camera(2.0)
                    .aspect(16.0 / 9.0)
                    .height(2.0)
                    .lag(0.2);
                session.upsert_to("bgChildren", screen)?;
            }
            let mut ticks = time::interval(Duration::from_millis(33));
            ticks.set_missed_tick_behavior(time::MissedTickBehavior::Skip);
            let start = time::Instant::now();
            loop {
                let now = ticks.tick().await.duration_since(start).as_secs_f32();
                let taken = SystemTime::now();
                let eye = |key: &str, shift| {
                    picture(now, shift).map(|jpeg| {
                        c::ImageBackground::new()
                            .key(key)
                            .src(jpeg)
                            .captured_at(taken)
                    })
                };
                // Both in one message: the eyes never see pictures of two moments.
                session.update((eye("left", -6.0)?, eye("right", 6.0)?))?;
            }
        })
        .start_blocking(|server| println!("{}", server.url()))
}

/// A disc that swings before stripes, shifted by so many pixels: the two pictures of it seem to float.
fn picture(now: f32, shift: f32) -> Result<Vec<u8>, jpeg_encoder::EncodingError> {
    let middle = f32::from(COLUMNS) / 2.0 + 80.0 * now.sin() - shift;
    let mut pixels = Vec::with_capacity(3 * usize::from(COLUMNS) * usize::from(ROWS));
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let (x, y) = (
                f32::from(column) - middle,
                f32::from(row) - f32::from(ROWS) / 2.0,
            );
            pixels.extend(if x.hypot(y) < 50.0 {
                [220, 60, 40]
            } else if column / 20 % 2 == 0 {
                [230, 230, 240]
            } else {
                [150, 170, 200]
            });
        }
    }
    let mut file = Vec::new();
    Encoder::new(&mut file, 85).encode(&pixels, COLUMNS, ROWS, ColorType::Rgb)?;
    Ok(file)
}
