//! What the demo's two cameras see: table, tank, blocks and arm, and where a ray hits them.
//! Metres, in the frame of the arm's base.

use glam::{Vec2, Vec3, Vec3A, vec2, vec3};

use super::tank::{self, Tank};

/// The middle of the table top, and half its size: along x and y.
pub(super) const TABLE_CENTER: Vec2 = vec2(0.33, 0.13);
pub(super) const TABLE_HALF: Vec2 = vec2(0.64, 0.70);
/// How many blocks lie on the table.
pub(super) const BLOCKS: usize = 5;
/// A block's edge.
pub(super) const EDGE: f32 = 0.08;
/// The tank's walls: how high and how thick.
pub(super) const WALL: Vec2 = vec2(0.06, 0.012);

/// Where the middle of a block is.
pub(super) fn block_center(index: usize) -> Vec3 {
    vec3(0.12 + 0.15 * index as f32, -0.42, EDGE / 2.0)
}

/// The tank's walls: middle and size of each.
pub(super) fn walls() -> [(Vec3, Vec3); 4] {
    let (height, thick) = (WALL.x, WALL.y);
    let off = tank::HALF + thick / 2.0;
    let long = 2.0 * (tank::HALF + thick);
    let wall =
        |x: f32, y: f32, size: Vec3| (tank::CENTER.extend(height / 2.0) + vec3(x, y, 0.0), size);
    [
        wall(-off, 0.0, vec3(thick, long, height)),
        wall(off, 0.0, vec3(thick, long, height)),
        wall(0.0, -off, vec3(long, thick, height)),
        wall(0.0, off, vec3(long, thick, height)),
    ]
}

/// A part of the arm: all points within `radius` of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Capsule {
    pub(super) from: Vec3,
    pub(super) to: Vec3,
    pub(super) radius: f32,
}

/// What a ray hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    Table,
    Block(usize),
    Wall,
    Water,
    Arm,
}

/// Where a ray hit something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) thing: Thing,
    pub(super) distance: f32,
    pub(super) point: Vec3,
    pub(super) normal: Vec3,
}

/// A straight line from a point in a direction of unit length.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ray {
    pub(super) from: Vec3,
    pub(super) along: Vec3,
}

impl Ray {
    fn at(&self, distance: f32) -> Vec3 {
        self.from + distance * self.along
    }
}

/// An upright box: its lowest and highest corner.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    low: Vec3A,
    high: Vec3A,
}

impl Bounds {
    fn around(center: Vec3, size: Vec3) -> Self {
        Self {
            low: (center - size / 2.0).into(),
            high: (center + size / 2.0).into(),
        }
    }

    /// Where a ray enters and leaves, if it meets the box in front of its start.
    fn crossed(&self, ray: &Ray) -> Option<(f32, f32)> {
        let (from, along) = (Vec3A::from(ray.from), Vec3A::from(ray.along));
        let (a, b) = ((self.low - from) / along, (self.high - from) / along);
        let (enter, leave) = (a.min(b).max_element(), a.max(b).min_element());
        (enter <= leave && leave > 0.0).then_some((enter, leave))
    }
}

/// Everything a ray can hit.
#[derive(Debug)]
pub(super) struct World<'a> {
    tank: &'a Tank,
    arm: &'a [Capsule],
    boxes: Vec<(Bounds, Thing)>,
}

impl<'a> World<'a> {
    /// The table with what is on it.
    pub(super) fn new(tank: &'a Tank, arm: &'a [Capsule]) -> Self {
        let block = |index| {
            let bounds = Bounds::around(block_center(index), Vec3::splat(EDGE));
            (bounds, Thing::Block(index))
        };
        let wall = |(center, size)| (Bounds::around(center, size), Thing::Wall);
        let boxes = (0..BLOCKS).map(block).chain(walls().map(wall)).collect();
        Self { tank, arm, boxes }
    }

    /// The first thing a ray hits, if any.
    pub(super) fn cast(&self, ray: &Ray) -> Option<Hit> {
        let boxes = self
            .boxes
            .iter()
            .filter_map(|(bounds, thing)| cuboid(ray, bounds, *thing));
        let arm = self.arm.iter().filter_map(|part| capsule(ray, part));
        let all = table(ray)
            .into_iter()
            .chain(self.water(ray))
            .chain(boxes)
            .chain(arm);
        all.min_by(|a, b| a.distance.total_cmp(&b.distance))
    }

    /// Whether a block stands between a point and the light.
    pub(super) fn is_in_shadow(&self, to_light: &Ray) -> bool {
        let blocks = &self.boxes[..BLOCKS];
        let mut entries = blocks
            .iter()
            .filter_map(|(bounds, _)| bounds.crossed(to_light));
        entries.any(|(enter, _)| enter > 1e-4)
    }

    /// From where the ray meets still water to the height the water has there, and again: waves
    /// are flat enough that three rounds are exact to a millimetre.
    fn water(&self, ray: &Ray) -> Option<Hit> {
        let mut height = tank::LEVEL;
        let mut distance = 0.0;
        for _ in 0..3 {
            distance = (height - ray.from.z) / ray.along.z;
            let off = (ray.at(distance).truncate() - tank::CENTER).abs();
            if distance <= 0.0 || !distance.is_finite() || off.max_element() > tank::HALF {
                return None;
            }
            height = self.tank.height(ray.at(distance).truncate());
        }
        let point = ray.at(distance);
        let normal = self.tank.normal(point.truncate());
        Some(Hit {
            thing: Thing::Water,
            distance,
            point,
            normal,
        })
    }
}

fn table(ray: &Ray) -> Option<Hit> {
    let distance = -ray.from.z / ray.along.z;
    if distance <= 0.0 || !distance.is_finite() {
        return None;
    }
    let point = ray.at(distance);
    let is_on_it = (point.truncate() - TABLE_CENTER)
        .abs()
        .cmple(TABLE_HALF)
        .all();
    is_on_it.then_some(Hit {
        thing: Thing::Table,
        distance,
        point,
        normal: Vec3::Z,
    })
}

fn cuboid(ray: &Ray, bounds: &Bounds, thing: Thing) -> Option<Hit> {
    let distance = bounds
        .crossed(ray)
        .map(|(enter, _)| enter)
        .filter(|enter| *enter > 0.0)?;
    let point = ray.at(distance);
    // Facing the way in which the point lies farthest out, relative to the size.
    let middle = (bounds.low + bounds.high) / 2.0;
    let out = ((Vec3A::from(point) - middle) / (bounds.high - bounds.low)).to_array();
    let axis = (0..3).max_by(|&i, &j| out[i].abs().total_cmp(&out[j].abs()))?;
    let normal = Vec3::AXES[axis] * out[axis].signum();
    Some(Hit {
        thing,
        distance,
        point,
        normal,
    })
}

fn capsule(ray: &Ray, part: &Capsule) -> Option<Hit> {
    let (core, start) = (part.to - part.from, ray.from - part.from);
    let reach = core.length() / 2.0 + part.radius;
    // Most rays pass far from the part: nearer to its middle than half its length they must come.
    let to_middle = core / 2.0 - start;
    if to_middle.cross(ray.along).length_squared() > reach * reach {
        return None;
    }
    let length = core.length_squared();
    let (slant, offset) = (core.dot(ray.along), core.dot(start));
    let radius = part.radius * part.radius;
    let nearest_of = |a: f32, b: f32, c: f32| {
        let root = b * b - a * c;
        (root >= 0.0 && a > 1e-9)
            .then(|| (-b - root.sqrt()) / a)
            .filter(|distance| *distance > 0.0)
    };
    let side = nearest_of(
        length - slant * slant,
        length * start.dot(ray.along) - offset * slant,
        length * (start.length_squared() - radius) - offset * offset,
    );
    let along = |distance: f32| (offset + distance * slant) / length;
    let on_side = side.filter(|distance| (0.0..=1.0).contains(&along(*distance)));
    let end = |center: Vec3| {
        let start = ray.from - center;
        nearest_of(1.0, start.dot(ray.along), start.length_squared() - radius)
    };
    let ends = [end(part.from), end(part.to)].into_iter().flatten();
    let distance = on_side.into_iter().chain(ends).min_by(f32::total_cmp)?;
    let point = ray.at(distance);
    let normal = (point - part.from - along(distance).clamp(0.0, 1.0) * core).normalize();
    Some(Hit {
        thing: Thing::Arm,
        distance,
        point,
        normal,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn down(x: f32, y: f32) -> Ray {
        Ray {
            from: vec3(x, y, 1.0),
            along: Vec3::NEG_Z,
        }
    }

    fn cast(ray: &Ray) -> Hit {
        let part = Capsule {
            from: vec3(-0.5, 0.0, 0.4),
            to: vec3(-0.3, 0.0, 0.4),
            radius: 0.05,
        };
        let tank = Tank::new();
        World::new(&tank, &[part])
            .cast(ray)
            .expect("everything is above the table")
    }

    #[test]
    fn rays_hit_what_is_there() {
        let block = block_center(2);
        for (x, y, thing, height) in [
            (0.9, 0.5, Thing::Table, 0.0),
            (block.x, block.y, Thing::Block(2), EDGE),
            (tank::CENTER.x, 0.05, Thing::Water, tank::LEVEL),
            (tank::CENTER.x, tank::HALF + 0.005, Thing::Wall, WALL.x),
            (-0.4, 0.0, Thing::Arm, 0.45),
            (-0.54, 0.0, Thing::Arm, 0.43),
        ] {
            let hit = cast(&down(x, y));
            assert_eq!(hit.thing, thing);
            assert!(
                (hit.point.z - height).abs() < 1e-4,
                "{thing:?} at {}",
                hit.point.z
            );
            assert!(
                hit.normal.z > 0.5 && (hit.normal.length() - 1.0).abs() < 1e-4,
                "{hit:?}"
            );
        }
    }

    #[test]
    fn nothing_is_hit_behind_or_above() {
        let tank = Tank::new();
        let world = World::new(&tank, &[]);
        let up = Ray {
            from: block_center(0) + Vec3::Z,
            along: Vec3::Z,
        };
        assert!(world.cast(&up).is_none());
        assert!(world.cast(&down(1.5, 1.5)).is_none(), "beside the table");
    }
}
