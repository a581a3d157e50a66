//! Gaussian splats.

use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[picture!("Splat", splat)];

/// A ball of splats, more transparent towards its top, as a `.splat` file: place, size, colour, rotation.
fn ball() -> Vec<u8> {
    let splats = (0..300_u16).flat_map(|index| {
        let height = 1.0 - 2.0 * f32::from(index) / 300.0;
        let (sin, cos) = (2.4 * f32::from(index)).sin_cos();
        let radius = (1.0 - height * height).sqrt();
        let place = [radius * cos, height, radius * sin];
        let [r, g, b] = place.map(|axis| (127.5 + 127.5 * axis) as u8);
        let opacity = (155.0 + 100.0 * height) as u8;
        let floats = place.map(|axis| 0.5 * axis).into_iter().chain([0.04; 3]);
        floats
            .flat_map(f32::to_le_bytes)
            .chain([r, g, b, opacity, 255, 128, 128, 128])
            .collect::<Vec<_>>()
    });
    splats.collect()
}

fn splat() -> impl Children {
    c::Splat::new()
        .src(ball())
        .position([0.0, 0.4, 0.0])
        .scale(0.6)
}
