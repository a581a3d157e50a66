use glam::{DAffine3, DQuat, DVec3};
use proptest::prelude::*;

use super::*;
use crate::commands::demo::arm;

const HOME: Joints = [0.0, 0.4, 1.6, 0.0, 1.1, 0.0];

fn chain() -> Chain {
    arm::chain().expect("the arm that ships with the demo")
}

fn angles() -> impl Strategy<Value = Joints> {
    let limits: Vec<_> = chain().joints().iter().map(|j| j.lower..=j.upper).collect();
    limits.prop_map(|angles| angles.try_into().expect("one a joint"))
}

fn keeps_limits(chain: &Chain, joints: &Joints) -> bool {
    chain
        .joints()
        .iter()
        .zip(joints)
        .all(|(j, q)| (j.lower..=j.upper).contains(q))
}

/// The nearest point in reach for a place beyond it: at zero the arm is straight, so
/// the reach is a ball about the shoulder.
fn limit_towards(chain: &Chain, place: DVec3) -> DVec3 {
    let (tip, lines) = chain.lines(&[0.0; AXES]);
    let shoulder = lines[1].0;
    shoulder + (place - shoulder).normalize() * tip.translation.distance(shoulder)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_pose_the_arm_can_take_is_found_from_any_other(there in angles(), here in angles()) {
        let chain = chain();
        let pose = chain.forward(&there);
        let found = solve(&chain, &pose, &here);
        prop_assert!(keeps_limits(&chain, &found.joints));
        prop_assert!(found.miss < 1e-4, "{found:?}");
    }

    #[test]
    fn beyond_the_reach_the_tip_goes_to_the_nearest_point(
        yaw in -2.9..2.9f64, pitch in -0.3..1.4f64, far in 0.9..3.0f64,
        turn in [-3.0..3.0f64, -3.0..3.0, -3.0..3.0], here in angles(),
    ) {
        let chain = chain();
        let (_, lines) = chain.lines(&[0.0; AXES]);
        let away = DVec3::new(yaw.cos() * pitch.cos(), yaw.sin() * pitch.cos(), pitch.sin());
        let place = lines[1].0 + away * far;
        let turn = DQuat::from_scaled_axis(DVec3::from_array(turn));
        let found = solve(&chain, &DAffine3::from_rotation_translation(turn, place), &here);
        prop_assert!(keeps_limits(&chain, &found.joints));
        let off = chain.forward(&found.joints).translation.distance(limit_towards(&chain, place));
        prop_assert!(off < 5e-4, "{off} from the nearest point; {found:?}");
    }
}

#[test]
fn singular_poses_are_found_and_left() {
    let chain = chain();
    let straight = chain.forward(&[0.0; AXES]);
    let found = solve(&chain, &straight, &HOME);
    assert!(found.miss < 1e-4, "stretched: {found:?}");
    let aligned = chain.forward(&[0.3, 0.5, 1.0, 0.0, 0.0, 0.0]);
    let found = solve(&chain, &aligned, &[0.0; AXES]);
    assert!(found.is_exact(), "wrist aligned, from stretched: {found:?}");
}

#[test]
fn a_place_counts_before_its_orientation() {
    let chain = chain();
    // At the edge of the reach the tip can only point outwards.
    let place = DVec3::new(0.86, 0.0, 0.3);
    let down = DQuat::from_rotation_x(std::f64::consts::PI);
    let found = solve(
        &chain,
        &DAffine3::from_rotation_translation(down, place),
        &HOME,
    );
    assert!(found.miss < 1e-4 && found.turned > 0.1, "{found:?}");
}

#[test]
fn small_moves_of_the_target_are_small_moves_of_the_joints() {
    let chain = chain();
    let mut joints = HOME;
    let pose = chain.forward(&joints);
    for step in 0..200 {
        let angle = f64::from(step) * 0.0314;
        let offset = 0.08 * DVec3::new(angle.cos() - 1.0, angle.sin(), (2.0 * angle).sin());
        let pose = DAffine3 {
            translation: pose.translation + offset,
            ..pose
        };
        let found = solve(&chain, &pose, &joints);
        assert!(found.is_exact(), "{found:?}");
        assert!(
            travel(&found.joints, &joints) < 0.1,
            "a leap at step {step}"
        );
        joints = found.joints;
    }
}
