//! A robot led by a hand: while thumb and index finger of the right hand touch, the arm's tool goes where the hand
//! goes. Let go to bring the hand back, take hold again and go on. The pinch is a dead-man's switch: the robot stops
//! when the hand opens, is lost from view, or the connection is. Open the page in a headset; its browser enters VR only
//! over HTTPS or on localhost.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::f64::consts::{FRAC_PI_2, PI};

use vuer::event::view::{DeadMan as DeadManEvent, HandJoint, HandMove};
use vuer::{DeadMan, Side, Vuer, Workspace, components as c, prelude::*};

/// The arm of `vuer demo`.
const ARM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../vuer-cli/assets/demo/arm");

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        // The files of this folder are at /static.
        .workspace(Workspace::new().dir(ARM))
        // Hands are told of only while the right one pinches.
        .dead_man(DeadMan::pinch(Side::Right))
        .spawn(async |session| {
            session.upsert_to("bgChildren", c::Hands::new().key("hands").fps(72.0))?;
            let robot = c::Urdf::new()
                .key("arm")
                .src("/static/arm.urdf")
                // Before the user, its z axis up.
                .position([0.0, 0.6, -0.8])
                .rotation([-FRAC_PI_2, 0.0, 0.0]);
            let mut pilot = Pilot::default();
            session.add(robot.joint_values(pilot.joints()))?;
            let mut events = session.events();
            while let Some(event) = events.next().await {
                match event.etype.as_str() {
                    "DEAD_MAN" if !event.parse::<DeadManEvent>()?.held => pilot.stop(),
                    "HAND_MOVE" if pilot.follow(&event.parse()?) => {
                        let [x, y, z] = pilot.tool;
                        println!("tool at x {x:6.3}  y {y:6.3}  z {z:6.3} m");
                        // A real robot would be told here.
                        session.update(c::Urdf::new().key("arm").joint_values(pilot.joints()))?;
                    }
                    _ => {}
                }
            }
            Ok(())
        })
        .start_blocking(|server| println!("{}", server.url()))
}

/// Where the tool is to be, and the hand that leads it there.
struct Pilot {
    /// In the robot's frame, in metres: x to the user's right, y away from the user, z up.
    tool: [f64; 3],
    /// Where the hand was last, while it holds.
    hand: Option<[f64; 3]>,
}

impl Default for Pilot {
    fn default() -> Self {
        Self {
            tool: [0.0, -0.4, 0.3],
            hand: None,
        }
    }
}

/// The closure is cancelled when its session ends, wherever it waits then: this is how it hears of that.
impl Drop for Pilot {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Pilot {
    /// True if the tool has moved. A hand that has just taken hold leaves it where it is.
    fn follow(&mut self, hands: &HandMove) -> bool {
        let right = hands.right.as_ref();
        let tip = right.and_then(|hand| hand.joint(HandJoint::IndexFingerTip));
        let now = tip.map(|tip| {
            // From the session's frame, y up and −z forward, to the robot's.
            let [x, y, z] = tip.translation().0;
            [x, -z, y]
        });
        let before = std::mem::replace(&mut self.hand, now);
        let (Some(before), Some(now)) = (before, now) else {
            return false;
        };
        for ((tool, now), before) in self.tool.iter_mut().zip(now).zip(before) {
            *tool += now - before;
        }
        true
    }

    /// The hand has let go, or is not there any more.
    fn stop(&mut self) {
        // A real robot would be stopped here.
        println!("stopped");
        self.hand = None;
    }

    /// The joints that bring the tool there, pointing down; or as near as the arm reaches.
    fn joints(&self) -> [(&'static str, f64); 4] {
        // Metres from the arm's URDF: height of the shoulder, lengths to elbow and wrist, and of the tool.
        const SHOULDER: f64 = 0.3;
        const UPPER: f64 = 0.38;
        const FORE: f64 = 0.32;
        const TOOL: f64 = 0.18;
        let [x, y, z] = self.tool;
        let (out, up) = (x.hypot(y), z + TOOL - SHOULDER);
        let reach = out.hypot(up).clamp(0.1, UPPER + FORE - 1e-6);
        let bend = (reach * reach - UPPER * UPPER - FORE * FORE) / (2.0 * UPPER * FORE);
        let elbow = bend.clamp(-1.0, 1.0).acos();
        let shoulder = out.atan2(up) - (FORE * elbow.sin()).atan2(UPPER + FORE * elbow.cos());
        [
            ("base_yaw", y.atan2(x)),
            ("shoulder", shoulder),
            ("elbow", elbow),
            ("wrist_pitch", PI - shoulder - elbow),
        ]
    }
}
