//! The point cloud: what a depth sensor on top of the screen sees of tank and blocks.

use glam::{Vec3, vec3};

use super::camera::Camera;
use super::paint::{self, Blocks};
use super::tank;
use super::world::{Hit, Ray, Thing, World};

/// Where the sensor is.
pub(super) const SENSOR: Vec3 = vec3(0.36, 0.60, 0.66);
/// Its pixels; about three in four hit something.
const SIZE: [u16; 2] = [192, 144];
/// Where light comes from.
const LIGHT: Vec3 = vec3(0.25, -0.35, 0.9);

/// Points with their colours.
#[derive(Debug, Default)]
pub(super) struct Cloud {
    pub(super) positions: Vec<[f32; 3]>,
    pub(super) colors: Vec<[u8; 3]>,
}

/// Scans the world once. What hits the table gives no point, nor what hits the arm, which only stands in
/// the way: as a robot does, it leaves itself out of what it sees.
pub(super) fn scan(world: &World<'_>, blocks: &Blocks) -> Cloud {
    let at = (tank::CENTER + glam::vec2(-0.03, -0.04)).extend(0.02);
    let camera = Camera {
        frame: Camera::aimed(SENSOR, at),
        size: SIZE,
        spread: 0.31,
    };
    let mut cloud = Cloud::default();
    for ray in camera.rays() {
        let hit = world.cast(&ray);
        let hit = hit.filter(|hit| !matches!(hit.thing, Thing::Table | Thing::Arm));
        if let Some(hit) = hit {
            cloud.positions.push(hit.point.to_array());
            let color = color(&ray, &hit, blocks).clamp(Vec3::ZERO, Vec3::ONE) * 255.0;
            cloud.colors.push(color.to_array().map(|part| part as u8));
        }
    }
    cloud
}

/// Water is coloured by its height, with a glint; everything else by what it is.
fn color(ray: &Ray, hit: &Hit, blocks: &Blocks) -> Vec3 {
    let light = LIGHT.normalize();
    if hit.thing != Thing::Water {
        return paint::base(hit, blocks) * (0.55 + 0.45 * hit.normal.dot(light).max(0.0));
    }
    let height = (hit.point.z - tank::LEVEL) / tank::MOST;
    let shade = ramp(0.5 + 0.9 * height);
    let mirrored = ray.along - 2.0 * ray.along.dot(hit.normal) * hit.normal;
    shade + Vec3::splat(0.6 * mirrored.dot(light).max(0.0).powi(24))
}

/// From deep blue over teal to foam.
fn ramp(share: f32) -> Vec3 {
    const STOPS: [Vec3; 5] = [
        vec3(0.06, 0.12, 0.42),
        vec3(0.07, 0.33, 0.66),
        vec3(0.10, 0.58, 0.76),
        vec3(0.38, 0.82, 0.80),
        vec3(0.93, 0.98, 0.92),
    ];
    let at = share.clamp(0.0, 1.0) * (STOPS.len() - 1) as f32;
    let index = (at as usize).min(STOPS.len() - 2);
    STOPS[index].lerp(STOPS[index + 1], at - index as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::demo::tank::Tank;

    #[test]
    fn the_scan_sees_the_whole_tank_and_only_what_is_above_the_table() {
        let tank = Tank::new();
        let cloud = scan(&World::new(&tank, &[]), &paint::FIRST);
        assert_eq!(cloud.positions.len(), cloud.colors.len());
        assert!(
            (15_000..=25_000).contains(&cloud.positions.len()),
            "{}",
            cloud.positions.len()
        );
        let places: Vec<_> = cloud
            .positions
            .iter()
            .copied()
            .map(Vec3::from_array)
            .collect();
        assert!(places.iter().all(|place| place.z > 0.0));
        for corner in [-1.0, 1.0] {
            let corner = tank::CENTER.extend(tank::LEVEL) + corner * vec3(0.19, 0.19, 0.0);
            assert!(
                places.iter().any(|place| place.distance(corner) < 0.02),
                "{corner}"
            );
        }
    }
}
