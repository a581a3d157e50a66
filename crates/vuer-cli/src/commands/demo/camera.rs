//! A pinhole camera: which ray belongs to which pixel. Optical frame: x right, y down, z into the
//! picture.

use glam::{Affine3A, Vec3, vec3};

use super::world::Ray;

/// Where a camera is, how many pixels it has, and how wide they see.
#[derive(Debug, Clone, Copy)]
pub(super) struct Camera {
    /// Its optical frame in the frame of the arm's base.
    pub(super) frame: Affine3A,
    /// Columns and rows.
    pub(super) size: [u16; 2],
    /// The tangent of half the angle from the left edge to the right.
    pub(super) spread: f32,
}

impl Camera {
    /// A frame at `from` that looks at `at`, upright.
    pub(super) fn aimed(from: Vec3, at: Vec3) -> Affine3A {
        let ahead = (at - from).normalize();
        let right = ahead.cross(Vec3::Z).normalize();
        Affine3A::from_mat3_translation(
            glam::Mat3::from_cols(right, ahead.cross(right), ahead),
            from,
        )
    }

    /// The rays of all pixels, row by row from the top left.
    pub(super) fn rays(&self) -> impl Iterator<Item = Ray> {
        let Self {
            frame,
            size: [columns, rows],
            spread,
        } = *self;
        let pixel = 2.0 * spread / f32::from(columns);
        let middle = [f32::from(columns - 1) / 2.0, f32::from(rows - 1) / 2.0];
        (0..rows).flat_map(move |row| {
            (0..columns).map(move |column| {
                let [x, y] = [f32::from(column) - middle[0], f32::from(row) - middle[1]];
                let along = frame.transform_vector3(vec3(x * pixel, y * pixel, 1.0));
                Ray {
                    from: frame.translation.into(),
                    along: along.normalize(),
                }
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_left_pixel_looks_up_and_left() {
        let frame = Camera::aimed(Vec3::ZERO, Vec3::X);
        let camera = Camera {
            frame,
            size: [40, 20],
            spread: 1.0,
        };
        let rays: Vec<_> = camera.rays().collect();
        assert_eq!(rays.len(), 800);
        let first = rays[0].along;
        assert!(
            first.x > 0.0 && first.y > 0.0 && first.z > 0.0,
            "x ahead, y left, z up: {first}"
        );
        let last = rays[799].along;
        assert!(last.x > 0.0 && last.y < 0.0 && last.z < 0.0, "{last}");
    }
}
