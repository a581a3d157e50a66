//! Surfaces of rings: everything the arm is made of is a row of closed loops joined by a skin.

use std::f32::consts::{FRAC_PI_2, TAU};

use glam::{Affine3A, Quat, Vec2, Vec3, vec2, vec3};

/// Neighbouring bands of a skin that meet at more than this share no normal: 40°.
const CREASE_COSINE: f32 = 0.766;

/// A triangle mesh with normals.
#[derive(Default)]
pub(crate) struct Shape {
    pub(crate) positions: Vec<Vec3>,
    pub(crate) normals: Vec<Vec3>,
    pub(crate) indices: Vec<u32>,
}

impl Shape {
    pub(crate) fn append(&mut self, other: &Self) {
        let base = self.positions.len() as u32;
        self.positions.extend(&other.positions);
        self.normals.extend(&other.normals);
        self.indices
            .extend(other.indices.iter().map(|index| base + index));
    }

    fn add_ring(&mut self, ring: &[Vec3], below: &[Vec3], above: &[Vec3]) {
        self.positions.extend(ring);
        self.normals.extend(
            below
                .iter()
                .zip(above)
                .map(|(a, b)| (a + b).normalize_or_zero()),
        );
    }

    fn moved(mut self, by: Affine3A) -> Self {
        for position in &mut self.positions {
            *position = by.transform_point3(*position);
        }
        for normal in &mut self.normals {
            *normal = by.transform_vector3(*normal).normalize();
        }
        self
    }

    pub(crate) fn at(self, x: f32, y: f32, z: f32) -> Self {
        self.moved(Affine3A::from_translation(vec3(x, y, z)))
    }

    /// Turned so that what was along z is along y.
    pub(crate) fn along_y(self) -> Self {
        self.moved(Affine3A::from_rotation_x(-FRAC_PI_2))
    }

    pub(crate) fn turned(self, by: Quat) -> Self {
        self.moved(Affine3A::from_quat(by))
    }
}

/// Joins loops of equally many points, counter-clockwise seen from where the row leads to.
pub(crate) fn skin(rings: &[Vec<Vec3>]) -> Shape {
    let count = rings[0].len() as u32;
    let bands: Vec<_> = rings
        .windows(2)
        .map(|pair| band_normals(&pair[0], &pair[1]))
        .collect();
    let mut shape = Shape::default();
    for (k, band) in bands.iter().enumerate() {
        // The upper ring of the band below serves as the lower one of this, unless there is a crease.
        if k == 0 || is_crease(&bands[k - 1], band) {
            shape.add_ring(&rings[k], band, band);
        }
        let above = bands.get(k + 1).filter(|above| !is_crease(band, above));
        shape.add_ring(&rings[k + 1], band, above.unwrap_or(band));
        let base = shape.positions.len() as u32 - 2 * count;
        for j in 0..count {
            let next = (j + 1) % count;
            let quad = [j, next, count + next, count + j].map(|index| base + index);
            for corners in [[0, 1, 2], [0, 2, 3]] {
                let triangle = corners.map(|corner| quad[corner]);
                let [a, b, c] = triangle.map(|index| shape.positions[index as usize]);
                // At a pole one of the two has no area.
                if (b - a).cross(c - a).length_squared() > 1e-16 {
                    shape.indices.extend(triangle);
                }
            }
        }
    }
    shape
}

fn is_crease(below: &[Vec3], above: &[Vec3]) -> bool {
    below
        .iter()
        .zip(above)
        .any(|(a, b)| a.dot(*b) < CREASE_COSINE)
}

fn band_normals(lower: &[Vec3], upper: &[Vec3]) -> Vec<Vec3> {
    let count = lower.len();
    let normal = |j: usize| {
        let (before, after) = ((j + count - 1) % count, (j + 1) % count);
        let around = lower[after] - lower[before] + upper[after] - upper[before];
        around.cross(upper[j] - lower[j]).normalize_or_zero()
    };
    (0..count).map(normal).collect()
}

/// Turns a line of (radius, height) about z.
pub(crate) fn lathe(segments: usize, profile: &[Vec2]) -> Shape {
    let ring = |point: &Vec2| {
        let around = (0..segments).map(|j| j as f32 / segments as f32 * TAU);
        around
            .map(|angle| vec3(angle.cos() * point.x, angle.sin() * point.x, point.y))
            .collect()
    };
    skin(&profile.iter().map(ring).collect::<Vec<_>>())
}

/// A line of (radius, height, rounding) with its corners rounded.
pub(crate) fn rounded(corners: &[[f32; 3]]) -> Vec<Vec2> {
    const STEPS: u8 = 3;
    let at = |index: usize| vec2(corners[index][0], corners[index][1]);
    let mut line = Vec::new();
    for (index, corner) in corners.iter().enumerate() {
        let rounding = corner[2];
        if rounding == 0.0 || index == 0 || index + 1 == corners.len() {
            line.push(at(index));
            continue;
        }
        let here = at(index);
        let (to, from) = (at(index + 1) - here, at(index - 1) - here);
        let (start, end) = (
            here + from.normalize() * rounding,
            here + to.normalize() * rounding,
        );
        for step in 0..=STEPS {
            let t = f32::from(step) / f32::from(STEPS);
            line.push(start.lerp(here, t).lerp(here.lerp(end, t), t));
        }
    }
    line
}

/// A cylinder with rounded rims, from one height to another.
pub(crate) fn drum(segments: usize, radius: f32, from: f32, to: f32, rounding: f32) -> Shape {
    lathe(
        segments,
        &rounded(&[
            [0.0, from, 0.0],
            [radius, from, rounding],
            [radius, to, rounding],
            [0.0, to, 0.0],
        ]),
    )
}

/// A cross-section of a limb: where along z, how far off the axis, half its widths, and how square
/// it is (2 is an ellipse).
pub(crate) struct Section {
    pub(crate) z: f32,
    pub(crate) offset: Vec2,
    pub(crate) half: Vec2,
    pub(crate) square: f32,
}

/// A limb through cross-sections, open at its ends.
pub(crate) fn limb(segments: usize, sections: &[Section]) -> Shape {
    let ring = |section: &Section| -> Vec<Vec3> {
        let power = 2.0 / section.square;
        let bent = |value: f32| value.abs().powf(power).copysign(value);
        let around = (0..segments).map(|j| j as f32 / segments as f32 * TAU);
        around
            .map(|angle| {
                let (sin, cos) = angle.sin_cos();
                let point = section.offset + section.half * vec2(bent(cos), bent(sin));
                point.extend(section.z)
            })
            .collect()
    };
    skin(&sections.iter().map(ring).collect::<Vec<_>>())
}

/// A plate in the plane of x and z with one round end at `to`, `from` y to y, its rim rounded.
pub(crate) fn cheek(half_width: f32, foot: f32, to: f32, y: [f32; 2], rounding: f32) -> Shape {
    const ARC: u8 = 20;
    let outline = |inset: f32, y: f32| -> Vec<Vec3> {
        let radius = half_width - inset;
        let arc = (0..=ARC).map(|step| {
            let angle = std::f32::consts::PI * f32::from(step) / f32::from(ARC);
            vec3(-radius * angle.cos(), y, to + radius * angle.sin())
        });
        arc.chain([
            vec3(radius, y, foot + inset),
            vec3(-radius, y, foot + inset),
        ])
        .collect()
    };
    let rim = |share: f32| rounding * (1.0 - (1.0 - share * share).sqrt());
    let pole = |y: f32| vec![vec3(0.0, y, to); usize::from(ARC) + 3];
    let mut rings = vec![pole(y[0])];
    for (share, depth) in [(1.0, 0.0), (0.7, 0.3), (0.3, 0.7), (0.0, 1.0)] {
        rings.push(outline(rim(share), y[0] + depth * rounding));
    }
    for (share, depth) in [(0.0, 1.0), (0.3, 0.7), (0.7, 0.3), (1.0, 0.0)] {
        rings.push(outline(rim(share), y[1] - depth * rounding));
    }
    rings.push(pole(y[1]));
    skin(&rings)
}
