//! The video: what the camera on the arm's wrist sees, drawn ray by ray and packed as JPEG.

use anyhow::Result;
use glam::{Affine3A, Vec3, vec3};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::camera::Camera;
use super::paint::{self, Blocks};
use super::world::{Hit, Ray, Thing, World};

/// Columns and rows of a frame.
pub(super) const SIZE: [u16; 2] = [320, 180];
const QUALITY: u8 = 78;
/// Where light comes from.
const LIGHT: Vec3 = vec3(-0.35, -0.45, 0.82);

/// A frame in JPEG, seen from `frame`.
pub(super) fn shoot(world: &World<'_>, blocks: &Blocks, frame: Affine3A) -> Result<Vec<u8>> {
    let camera = Camera {
        frame,
        size: SIZE,
        spread: 0.95,
    };
    let mut pixels = Vec::with_capacity(3 * usize::from(SIZE[0]) * usize::from(SIZE[1]));
    for ray in camera.rays() {
        let color = look(world, &ray, blocks).clamp(Vec3::ZERO, Vec3::ONE) * 255.0;
        pixels.extend(color.to_array().map(|part| part as u8));
    }
    let mut file = Vec::with_capacity(24_000);
    let mut encoder = Encoder::new(&mut file, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.encode(&pixels, SIZE[0], SIZE[1], ColorType::Rgb)?;
    Ok(file)
}

fn look(world: &World<'_>, ray: &Ray, blocks: &Blocks) -> Vec3 {
    let Some(hit) = world.cast(ray) else {
        return sky(ray.along);
    };
    let light = LIGHT.normalize();
    let lit = match hit.thing {
        Thing::Water => return water(ray, &hit, light),
        Thing::Table
            if world.is_in_shadow(&Ray {
                from: hit.point,
                along: light,
            }) =>
        {
            0.0
        }
        _ => hit.normal.dot(light).max(0.0),
    };
    let base = paint::base(&hit, blocks);
    let mist = (-0.35 * hit.distance).exp();
    sky(ray.along).lerp(base * (0.42 + 0.62 * lit), mist)
}

/// What water mirrors of the sky, more the flatter one looks at it, over its own colour.
fn water(ray: &Ray, hit: &Hit, light: Vec3) -> Vec3 {
    let facing = -ray.along.dot(hit.normal);
    let mirrored = ray.along + 2.0 * facing * hit.normal;
    let share = 0.06 + 0.94 * (1.0 - facing.clamp(0.0, 1.0)).powi(5);
    let depth = vec3(0.03, 0.22, 0.34).lerp(
        vec3(0.16, 0.62, 0.66),
        hit.normal.dot(light).powi(3).clamp(0.0, 1.0),
    );
    let glint = mirrored.dot(light).max(0.0).powi(60);
    depth.lerp(sky(mirrored), share) + Vec3::splat(0.8 * glint)
}

fn sky(along: Vec3) -> Vec3 {
    vec3(0.80, 0.84, 0.89).lerp(vec3(0.42, 0.56, 0.74), along.z.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::demo::tank::{self, Tank};

    #[test]
    fn a_frame_is_a_small_jpeg_of_the_size_said() {
        let tank = Tank::new();
        let frame = Camera::aimed(vec3(0.2, -0.6, 0.5), tank::CENTER.extend(0.0));
        let file = shoot(&World::new(&tank, &[]), &paint::FIRST, frame).expect("a frame");
        assert!(file.starts_with(&[0xff, 0xd8]) && file.ends_with(&[0xff, 0xd9]));
        assert!(file.len() < 40_000, "{} bytes", file.len());
    }
}
