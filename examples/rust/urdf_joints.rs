//! Moves the joints of a robot: the arm of `vuer demo`, from its URDF in this repository.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::time::Duration;

use tokio::time;
use vuer::{Vuer, Workspace, components as c, prelude::*};

const ARM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../vuer-cli/assets/demo/arm");

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        // The files of this folder are at /static.
        .workspace(Workspace::new().dir(ARM))
        .spawn(async |session| {
            let upright = [-std::f64::consts::FRAC_PI_2, 0.0, 0.0];
            session.add(
                c::Urdf::new()
                    .key("arm")
                    .src("/static/arm.urdf")
                    .rotation(upright),
            )?;
            let mut ticks = time::interval(Duration::from_millis(16));
            let start = time::Instant::now();
            loop {
                let now = ticks.tick().await.duration_since(start).as_secs_f64();
                let joints = [
                    ("base_yaw", 1.2 * (0.5 * now).sin()),
                    ("shoulder", 0.4 + 0.3 * (0.7 * now).sin()),
                    ("elbow", 1.4 + 0.4 * (0.9 * now).cos()),
                    ("wrist_pitch", 1.1 * (1.1 * now).sin()),
                ];
                session.update(c::Urdf::new().key("arm").joint_values(joints))?;
            }
        })
        .start_blocking(|server| println!("{}", server.url()))
}
