//! A picture for each eye: in a headset the left one sees the first, the right one the second. On a page
//! without one the left picture is shown.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use jpeg_encoder::{ColorType, Encoder};
use vuer::{Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            let eye = |key: &str, layers: u32, shift: i32| {
                let background = c::ImageBackground::new()
                    .key(key)
                    .layers(layers)
                    .distance_to_camera(2.0)
                    .aspect(16.0 / 9.0)
                    .height(2.0);
                picture(shift).map(|picture| background.src(picture))
            };
            session.upsert_to("bgChildren", (eye("left", 1, -6)?, eye("right", 2, 6)?))?;
            session.forever().await
        })
        .start_blocking(|server| println!("{}", server.url()))
}

/// A disc before stripes, shifted by so many pixels: the two pictures of it seem to float.
fn picture(shift: i32) -> Result<Vec<u8>, jpeg_encoder::EncodingError> {
    let (columns, rows) = (320_u16, 180_u16);
    let mut pixels = Vec::new();
    for row in 0..i32::from(rows) {
        for column in 0..i32::from(columns) {
            let (x, y) = (column - 160 - shift, row - 90);
            let color = if x * x + y * y < 60 * 60 {
                [220, 60, 40]
            } else if column / 20 % 2 == 0 {
                [230, 230, 240]
            } else {
                [150, 170, 200]
            };
            pixels.extend(color);
        }
    }
    let mut file = Vec::new();
    Encoder::new(&mut file, 85).encode(&pixels, columns, rows, ColorType::Rgb)?;
    Ok(file)
}
