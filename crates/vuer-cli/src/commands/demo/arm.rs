//! The arm: it has a target, moves towards it, and knows how near it gets. Metres, in the frame of
//! its base.

use std::f64::consts::PI;

use anyhow::Result;
use glam::{Affine3A, DAffine3, Vec3, vec3};

use super::ik::{self, Solution};
use super::kinematics::{Chain, Joints};
use super::motion::Motion;
use super::world::Capsule;

/// The arm's description, for the browser and for the kinematics.
pub(super) const URDF: &str = include_str!("../../../assets/demo/arm/arm.urdf");

/// Elbow up, the probe above the table in front.
const START: Joints = [0.0, 0.35, 1.55, 0.0, PI - 1.9, PI];

/// The chain from the base to the probe's tip.
pub(super) fn chain() -> Result<Chain> {
    Chain::from_urdf(URDF, "base", "tip")
}

/// How near the arm gets to its target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Reach {
    /// To the place and the orientation asked for.
    Full,
    /// To the place, turned away by so many radians.
    Turned(f64),
    /// To within so many metres.
    Short(f64),
}

/// The arm as it moves.
#[derive(Debug)]
pub(super) struct Arm {
    chain: Chain,
    camera: Chain,
    target: DAffine3,
    goal: Solution,
    motion: Motion,
}

impl Arm {
    /// At rest, its target where its tip is.
    pub(super) fn new() -> Result<Self> {
        let chain = chain()?;
        let camera = Chain::from_urdf(URDF, "base", "camera")?;
        let target = chain.forward(&START);
        let goal = Solution {
            joints: START,
            miss: 0.0,
            turned: 0.0,
        };
        let motion = Motion::at(START, &chain);
        Ok(Self {
            chain,
            camera,
            target,
            goal,
            motion,
        })
    }

    /// Gives it another target. One below the table is followed as if it lay on it.
    pub(super) fn aim(&mut self, target: DAffine3) {
        self.target = target;
        let mut above = target;
        above.translation.z = above.translation.z.max(0.0);
        self.goal = ik::solve(&self.chain, &above, &self.goal.joints);
    }

    /// Moves for `seconds`; false once it stands.
    pub(super) fn advance(&mut self, seconds: f64) -> bool {
        self.motion.step(&self.goal.joints, seconds)
    }

    /// How near it gets to its target, wherever it is on the way.
    pub(super) fn reach(&self) -> Reach {
        let nearest = self.chain.forward(&self.goal.joints).translation;
        let miss = nearest.distance(self.target.translation);
        if miss > 1e-4 {
            Reach::Short(miss)
        } else if self.goal.turned > 0.01 {
            Reach::Turned(self.goal.turned)
        } else {
            Reach::Full
        }
    }

    /// The pose it is to bring its tip to.
    pub(super) fn target(&self) -> DAffine3 {
        self.target
    }

    /// Its angles by the names of the joints.
    pub(super) fn joints(&self) -> impl Iterator<Item = (&str, f64)> {
        let names = self.chain.joints().iter().map(|joint| joint.name.as_str());
        names.zip(self.motion.joints().iter().copied())
    }

    /// Where its tip is.
    pub(super) fn tip(&self) -> Vec3 {
        self.chain
            .forward(self.motion.joints())
            .translation
            .as_vec3()
    }

    /// The optical frame of the camera on its wrist.
    pub(super) fn camera(&self) -> Affine3A {
        let frame = self.camera.forward(self.motion.joints());
        Affine3A::from_mat3_translation(frame.matrix3.as_mat3(), frame.translation.as_vec3())
    }

    /// Its rough shape, for what looks at it: rods around its links.
    pub(super) fn shape(&self) -> Vec<Capsule> {
        let frames = self.chain.frames(self.motion.joints());
        let placed = |&(joint, from, to, radius): &(usize, Vec3, Vec3, f32)| {
            let frame = frames[joint];
            let place = |point: Vec3| frame.transform_point3(point.as_dvec3()).as_vec3();
            Capsule {
                from: place(from),
                to: place(to),
                radius,
            }
        };
        let pedestal = Capsule {
            from: Vec3::ZERO,
            to: vec3(0.0, 0.0, 0.1),
            radius: 0.09,
        };
        RODS.iter().map(placed).chain([pedestal]).collect()
    }
}

/// Joint, ends in its frame, radius: a finger's width around the meshes.
const RODS: [(usize, Vec3, Vec3, f32); 11] = [
    (0, vec3(0.0, 0.0, 0.0), vec3(0.0, 0.0, 0.12), 0.087),
    (0, vec3(0.0, -0.05, 0.17), vec3(0.0, 0.04, 0.17), 0.080),
    (1, vec3(0.0, 0.12, 0.0), vec3(0.0, 0.122, 0.38), 0.052),
    (1, vec3(0.0, 0.12, 0.0), vec3(0.0, 0.13, 0.0), 0.078),
    (1, vec3(0.0, 0.10, 0.38), vec3(0.0, 0.13, 0.38), 0.067),
    (2, vec3(0.0, -0.02, 0.0), vec3(0.0, 0.02, 0.0), 0.066),
    (2, vec3(0.0, 0.0, 0.0), vec3(0.0, 0.0, 0.12), 0.049),
    (3, vec3(0.0, 0.0, 0.0), vec3(0.0, 0.0, 0.2), 0.047),
    (4, vec3(0.0, -0.02, 0.0), vec3(0.0, 0.02, 0.0), 0.034),
    (5, vec3(0.0, 0.0, -0.03), vec3(0.0, 0.0, 0.01), 0.034),
    (5, vec3(0.0, 0.0, 0.03), vec3(0.0, 0.0, 0.106), 0.005),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::demo::kinematics::AXES;
    use glam::DVec3;

    fn settle(arm: &mut Arm) {
        let steps = (0..600).take_while(|_| arm.advance(1.0 / 60.0)).count();
        assert!(steps < 600, "still moving after ten seconds");
    }

    #[test]
    fn the_tip_comes_to_the_target() {
        let mut arm = Arm::new().expect("the arm that ships with the demo");
        let mut target = arm.target();
        target.translation += DVec3::new(0.05, 0.2, -0.1);
        arm.aim(target);
        assert_eq!(arm.reach(), Reach::Full);
        settle(&mut arm);
        assert!(arm.tip().distance(target.translation.as_vec3()) < 1e-4);
    }

    #[test]
    fn beyond_its_reach_it_says_how_far() {
        let mut arm = Arm::new().expect("the arm that ships with the demo");
        arm.aim(DAffine3::from_translation(DVec3::new(1.38, 0.0, 0.3)));
        let Reach::Short(miss) = arm.reach() else {
            panic!("{:?}", arm.reach())
        };
        assert!((miss - 0.5).abs() < 1e-4, "{miss}");
        settle(&mut arm);
        assert!(
            arm.tip().distance(vec3(0.88, 0.0, 0.3)) < 5e-4,
            "{}",
            arm.tip()
        );
    }

    #[test]
    fn it_never_goes_below_the_table() {
        let mut arm = Arm::new().expect("the arm that ships with the demo");
        arm.aim(DAffine3::from_translation(DVec3::new(0.5, 0.1, -0.2)));
        assert!(matches!(arm.reach(), Reach::Short(miss) if (miss - 0.2).abs() < 1e-4));
        settle(&mut arm);
        assert!(
            arm.tip().distance(vec3(0.5, 0.1, 0.0)) < 5e-4,
            "{}",
            arm.tip()
        );
    }

    #[test]
    fn its_parts_hang_together() {
        let arm = Arm::new().expect("the arm that ships with the demo");
        assert_eq!(arm.joints().count(), AXES);
        let probe = arm.shape()[RODS.len() - 1];
        assert!(
            probe.to.distance(arm.tip()) < 0.0045,
            "the probe ends in the tip's bead"
        );
        assert!(arm.camera().translation.distance(arm.tip().into()) < 0.12);
    }
}
