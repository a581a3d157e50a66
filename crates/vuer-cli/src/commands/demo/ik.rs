//! Inverse kinematics: the joint angles that bring the tip to a pose or, where no angles do, as
//! near as the arm gets. The place counts before the orientation: a pose whose place is in reach
//! but whose orientation is not is met in place, and turned as far as that allows.
//!
//! Levenberg–Marquardt over the joints within their limits, from where the arm is; where that ends
//! in a dead end, also from a few fixed postures. So the same question has the same answer.

use std::f64::consts::PI;

use glam::{DAffine3, DQuat, DVec3};

use super::kinematics::{AXES, Chain, Joints};

/// What counts as met: a thousandth of a millimetre, and a thousandth of a degree or so.
const PLACE_TOLERANCE: f64 = 1e-6;
const TURN_TOLERANCE: f64 = 1e-5;

/// Where to start again from, facing the place: the elbow up and down, the wrist bent both ways.
/// Turned round, each is also a posture that bends over backwards.
const POSTURES: [Joints; 5] = [
    [0.0, 0.4, 1.6, 0.0, 1.1, 0.0],
    [0.0, 0.4, 1.6, 3.1, -1.1, 0.0],
    [0.0, 1.5, -1.6, 0.0, 1.1, 0.0],
    [0.0, 1.5, -1.6, 3.1, -1.1, 0.0],
    [0.0, 0.1, 2.4, 1.5, 1.0, 0.0],
];

/// What was found for a pose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Solution {
    /// The angles, within the limits.
    pub(super) joints: Joints,
    /// How far the tip is from the place asked for, metres.
    pub(super) miss: f64,
    /// How far it is turned from the orientation asked for, radians.
    pub(super) turned: f64,
}

impl Solution {
    fn is_exact(&self) -> bool {
        self.is_in_place() && self.turned < TURN_TOLERANCE
    }

    fn is_in_place(&self) -> bool {
        self.miss < PLACE_TOLERANCE
    }

    /// Nearer or, where both are as near, clearly better turned. Far beyond the reach a millimetre
    /// sideways changes the distance by less than a thousandth of one: hence the narrow "as near".
    fn beats(&self, other: &Self) -> bool {
        const AS_NEAR: f64 = 1e-9;
        self.miss < other.miss - AS_NEAR
            || (self.miss < other.miss + AS_NEAR && self.turned < other.turned - 1e-3)
    }
}

/// The angles for `pose` that are nearest to `start`.
pub(super) fn solve(chain: &Chain, pose: &DAffine3, start: &Joints) -> Solution {
    let wanted = Wanted {
        place: pose.translation,
        turn: DQuat::from_affine3(pose),
    };
    let start = chain.clamp(start);
    let warm = wanted.pose_from(chain, &start);
    if warm.is_exact() {
        return warm;
    }
    let postures = postures(chain, wanted.place);
    let exact = postures
        .iter()
        .map(|posture| wanted.pose_from(chain, posture));
    let nearest = exact
        .filter(Solution::is_exact)
        .min_by(|a, b| travel(&a.joints, &start).total_cmp(&travel(&b.joints, &start)));
    if let Some(found) = nearest {
        return found;
    }

    let warm = wanted.place_from(chain, &start);
    if warm.is_in_place() {
        return warm;
    }
    let others = postures
        .iter()
        .map(|posture| wanted.place_from(chain, posture));
    others.fold(
        warm,
        |best, other| if other.beats(&best) { other } else { best },
    )
}

/// The postures facing a place, and those with their back to it.
fn postures(chain: &Chain, place: DVec3) -> Vec<Joints> {
    let ahead = place.y.atan2(place.x);
    let behind = if ahead > 0.0 { ahead - PI } else { ahead + PI };
    let facing = POSTURES.map(|[_, rest @ ..]| (ahead, rest));
    let backwards = POSTURES.map(|[_, s, e, r, w, f]| (behind, [-s, -e, r, -w, f]));
    let all = facing.into_iter().chain(backwards);
    all.map(|(yaw, [s, e, r, w, f])| chain.clamp(&[yaw, s, e, r, w, f]))
        .collect()
}

fn travel(a: &Joints, b: &Joints) -> f64 {
    a.iter()
        .zip(b)
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, f64::max)
}

struct Wanted {
    place: DVec3,
    turn: DQuat,
}

impl Wanted {
    fn pose_from(&self, chain: &Chain, start: &Joints) -> Solution {
        self.measure(chain, self.descend(chain, start, 0.3, 80))
    }

    /// Orientation weighs less and less, at last nothing: it decides among the angles that keep
    /// the place and never costs place.
    fn place_from(&self, chain: &Chain, start: &Joints) -> Solution {
        let turned = self.descend(chain, start, 0.05, 60);
        let nearly = self.descend(chain, &turned, 0.003, 60);
        self.measure(chain, self.descend(chain, &nearly, 0.0, 120))
    }

    /// Place and orientation still missing.
    fn missing(&self, tip: &DAffine3) -> (DVec3, DVec3) {
        let turn = self.turn * DQuat::from_affine3(tip).inverse();
        let turn = if turn.w < 0.0 { -turn } else { turn };
        (self.place - tip.translation, turn.to_scaled_axis())
    }

    fn measure(&self, chain: &Chain, joints: Joints) -> Solution {
        let (place, turn) = self.missing(&chain.forward(&joints));
        Solution {
            joints,
            miss: place.length(),
            turned: turn.length(),
        }
    }

    /// Descends on |place missing|² + |`weight` · orientation missing|², `weight` in metres a
    /// radian, until a step changes nothing.
    fn descend(&self, chain: &Chain, start: &Joints, weight: f64, most_steps: u32) -> Joints {
        let mut joints = *start;
        let (mut tip, mut lines) = chain.lines(&joints);
        let (mut place, mut turn) = self.missing(&tip);
        let mut cost = place.length_squared() + (weight * turn).length_squared();
        let mut damping = 1e-3;
        for _ in 0..most_steps {
            let columns = lines.map(|(at, axis)| (axis.cross(tip.translation - at), weight * axis));
            let pull = columns.map(|(p, t)| p.dot(place) + t.dot(weight * turn));
            // A joint at its limit that is pulled further stays where it is.
            let held: [bool; AXES] = std::array::from_fn(|i| {
                let joint = &chain.joints()[i];
                (joints[i] <= joint.lower && pull[i] < 0.0)
                    || (joints[i] >= joint.upper && pull[i] > 0.0)
            });
            let normal = std::array::from_fn(|i| {
                std::array::from_fn(|j| match i == j {
                    _ if held[i] || held[j] => f64::from(u8::from(i == j)),
                    same => {
                        let ((p, t), (q, u)) = (columns[i], columns[j]);
                        p.dot(q) + t.dot(u) + if same { damping } else { 0.0 }
                    }
                })
            });
            let pull = std::array::from_fn(|i| if held[i] { 0.0 } else { pull[i] });
            let step = solve_positive(normal, pull);

            let next = chain.clamp(&std::array::from_fn(|i| joints[i] + step[i]));
            let (next_tip, next_lines) = chain.lines(&next);
            let (next_place, next_turn) = self.missing(&next_tip);
            let next_cost = next_place.length_squared() + (weight * next_turn).length_squared();
            if next_cost < cost {
                let done = travel(&next, &joints) < 1e-10 || next_cost < 1e-20;
                (joints, tip, lines) = (next, next_tip, next_lines);
                (place, turn, cost) = (next_place, next_turn, next_cost);
                damping = (damping * 0.2).max(1e-12);
                if done {
                    break;
                }
            } else {
                damping *= 6.0;
                if damping > 1e6 {
                    break;
                }
            }
        }
        joints
    }
}

/// Solves `matrix · x = right` for a symmetric positive definite matrix, by Cholesky's method.
fn solve_positive(mut matrix: [[f64; AXES]; AXES], right: Joints) -> Joints {
    let mut x = right;
    for i in 0..AXES {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| matrix[i][k] * matrix[j][k]).sum();
            let rest = matrix[i][j] - known;
            // The damping keeps the diagonal positive; rounding must not undo that.
            matrix[i][j] = if i == j {
                rest.max(1e-18).sqrt()
            } else {
                rest / matrix[j][j]
            };
        }
        let known: f64 = (0..i).map(|k| matrix[i][k] * x[k]).sum();
        x[i] = (x[i] - known) / matrix[i][i];
    }
    for i in (0..AXES).rev() {
        let known: f64 = (i + 1..AXES).map(|k| matrix[k][i] * x[k]).sum();
        x[i] = (x[i] - known) / matrix[i][i];
    }
    x
}

#[cfg(test)]
#[path = "ik_tests.rs"]
mod tests;
