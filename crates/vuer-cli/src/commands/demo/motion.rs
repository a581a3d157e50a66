//! Moves joints towards their goal the way motors would: no faster than each joint's limit, with
//! bounded acceleration, and to a stand exactly at the goal.

use super::kinematics::{AXES, Chain, Joints};

/// Radians a second, each second: from rest to full speed in about a third of a second.
const ACCELERATION: f64 = 8.0;

/// Where the joints are and how fast they go.
#[derive(Debug, Clone)]
pub(super) struct Motion {
    joints: Joints,
    speeds: Joints,
    limits: Joints,
}

impl Motion {
    /// Joints at rest.
    pub(super) fn at(joints: Joints, chain: &Chain) -> Self {
        let limits = chain.joints().each_ref().map(|joint| joint.speed);
        Self {
            joints,
            speeds: [0.0; AXES],
            limits,
        }
    }

    /// Where the joints are.
    pub(super) fn joints(&self) -> &Joints {
        &self.joints
    }

    /// Moves for `seconds` towards `goal`; false once everything stands at the goal.
    pub(super) fn step(&mut self, goal: &Joints, seconds: f64) -> bool {
        let change = ACCELERATION * seconds;
        let mut moving = false;
        let states = self.joints.iter_mut().zip(&mut self.speeds);
        for (((joint, speed), &limit), &goal) in states.zip(&self.limits).zip(goal) {
            let left = goal - *joint;
            // The speed from which this joint can still stop in time, found for the end of the
            // step, so that it does not swing around its goal.
            let stoppable = (change * change / 4.0 + 2.0 * ACCELERATION * left.abs()).sqrt();
            let wanted = (stoppable - change / 2.0)
                .min(limit)
                .min(left.abs() / seconds);
            *speed += (wanted.copysign(left) - *speed).clamp(-change, change);
            *joint += *speed * seconds;
            if left.abs() < 1e-6 && speed.abs() < change {
                (*joint, *speed) = (goal, 0.0);
            } else {
                moving = true;
            }
        }
        moving
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::demo::arm;

    #[test]
    fn joints_arrive_within_their_speed_and_stand() {
        let chain = arm::chain().expect("the arm that ships with the demo");
        let goal = [2.0, -1.0, 0.5, 0.001, 0.0, -5.0];
        let mut motion = Motion::at([0.0; AXES], &chain);
        let mut steps = 0;
        loop {
            let before = *motion.joints();
            let moving = motion.step(&goal, 1.0 / 60.0);
            for ((now, before), joint) in motion.joints().iter().zip(before).zip(chain.joints()) {
                assert!((now - before).abs() * 60.0 <= joint.speed + 1e-9);
            }
            if !moving {
                break;
            }
            steps += 1;
            assert!(steps < 180, "still moving after three seconds: {motion:?}");
        }
        let off = motion
            .joints()
            .iter()
            .zip(goal)
            .map(|(at, goal)| (at - goal).abs());
        assert!(off.fold(0.0, f64::max) < 1e-12, "{motion:?}");
        assert!(!motion.step(&goal, 1.0 / 60.0));
    }

    #[test]
    fn a_goal_that_moves_is_not_overshot_by_much() {
        let chain = arm::chain().expect("the arm that ships with the demo");
        let mut motion = Motion::at([0.0; AXES], &chain);
        for _ in 0..20 {
            motion.step(&[1.0; AXES], 1.0 / 60.0);
        }
        let turned_back = [0.3; AXES];
        while motion.step(&turned_back, 1.0 / 60.0) {
            assert!(
                motion.joints().iter().all(|q| (-0.01..1.1).contains(q)),
                "{motion:?}"
            );
        }
    }
}
