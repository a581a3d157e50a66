//! Moves the target while nobody does: over the tank in a figure of eight, now and then through
//! the water.

use std::f64::consts::PI;

use glam::{DAffine3, DQuat, dvec3};

use super::tank;

/// Seconds that the target stays where it was left.
const PATIENCE: f64 = 45.0;
/// Seconds from there back to the path.
const RETURN: f64 = 3.0;

/// Who moves the target.
#[derive(Debug)]
pub(super) struct Pilot {
    /// Seconds on the path.
    clock: f64,
    /// Seconds since somebody last moved the target, and where to; none when nobody has yet.
    left: Option<(f64, DAffine3)>,
}

impl Pilot {
    /// On the path from the start.
    pub(super) fn new() -> Self {
        Self {
            clock: 0.0,
            left: None,
        }
    }

    /// Somebody has moved the target.
    pub(super) fn yield_to(&mut self, target: DAffine3) {
        self.left = Some((0.0, target));
    }

    /// Whether the target is on its path, or on the way there.
    pub(super) fn has_helm(&self) -> bool {
        self.left.is_none_or(|(since, _)| since > PATIENCE)
    }

    /// Where the target is after `seconds` more; none while it is somebody else's.
    pub(super) fn advance(&mut self, seconds: f64) -> Option<DAffine3> {
        if let Some((since, _)) = &mut self.left {
            *since += seconds;
        }
        if !self.has_helm() {
            return None;
        }
        self.clock += seconds;
        let path = path(self.clock);
        let Some((since, from)) = self.left else {
            return Some(path);
        };
        let share = ((since - PATIENCE) / RETURN).min(1.0);
        if share >= 1.0 {
            self.left = None;
        }
        Some(between(&from, &path, share * share * (3.0 - 2.0 * share)))
    }
}

/// The path, by seconds: the probe looks down, leans where it goes, and dips every few rounds.
pub(super) fn path(seconds: f64) -> DAffine3 {
    let turn = 0.42 * seconds;
    let center = tank::CENTER.as_dvec2();
    let dip = (0.5 * turn).sin().powi(4);
    let place = dvec3(
        center.x + 0.115 * turn.sin(),
        center.y + 0.13 * (2.0 * turn).sin(),
        0.19 - 0.165 * dip,
    );
    let lean = DQuat::from_rotation_x(0.22 * (2.0 * turn).cos())
        * DQuat::from_rotation_y(-0.2 * turn.cos());
    DAffine3::from_rotation_translation(lean * DQuat::from_rotation_x(PI), place)
}

fn between(from: &DAffine3, to: &DAffine3, share: f64) -> DAffine3 {
    let turn = DQuat::from_affine3(from).slerp(DQuat::from_affine3(to), share);
    DAffine3::from_rotation_translation(turn, from.translation.lerp(to.translation, share))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::demo::arm::{Arm, Reach};

    #[test]
    fn the_arm_follows_the_whole_path() {
        let mut arm = Arm::new().expect("the arm that ships with the demo");
        let mut joints: Vec<f64> = Vec::new();
        for step in 0..1_000 {
            arm.aim(path(f64::from(step) * 0.06));
            assert_eq!(arm.reach(), Reach::Full, "at step {step}");
            arm.advance(0.06);
            let now: Vec<f64> = arm.joints().map(|(_, angle)| angle).collect();
            let leap = joints
                .iter()
                .zip(&now)
                .map(|(a, b)| (a - b).abs())
                .fold(0.0, f64::max);
            assert!(leap < 0.3, "the arm turns over at step {step}");
            joints = now;
        }
    }

    #[test]
    fn it_waits_after_somebody_and_comes_back_smoothly() {
        let mut pilot = Pilot::new();
        assert!(pilot.advance(0.1).is_some());
        let left = DAffine3::from_translation(dvec3(-0.3, 0.3, 0.6));
        pilot.yield_to(left);
        assert!(!pilot.has_helm());
        assert!(pilot.advance(PATIENCE - 0.1).is_none());
        let mut before = left.translation;
        for _ in 0..100 {
            let Some(pose) = pilot.advance(0.05) else {
                continue;
            };
            assert!(pose.translation.distance(before) < 0.05);
            before = pose.translation;
        }
        assert!(pilot.left.is_none());
    }
}
