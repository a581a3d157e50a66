//! The state of the demo, and what happens to it: time passes, somebody moves the target, somebody
//! clicks a block. No I/O and no clock; the command tells it of both.

use anyhow::Result;
use glam::DAffine3;

use super::arm::{Arm, Reach};
use super::paint::{self, Blocks, PALETTE};
use super::pilot::Pilot;
use super::tank::Tank;

/// Everything that moves.
#[derive(Debug)]
pub(super) struct Show {
    pub(super) arm: Arm,
    pub(super) tank: Tank,
    pub(super) blocks: Blocks,
    pilot: Pilot,
    /// Where somebody has moved the target since the last step: moves come faster than steps, and
    /// only the last counts.
    moved_to: Option<DAffine3>,
}

/// What a step changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Changed {
    pub(super) joints: bool,
    pub(super) target: bool,
}

impl Show {
    /// As it begins.
    pub(super) fn new() -> Result<Self> {
        let (arm, tank, pilot) = (Arm::new()?, Tank::new(), Pilot::new());
        Ok(Self {
            arm,
            tank,
            blocks: paint::FIRST,
            pilot,
            moved_to: None,
        })
    }

    /// Somebody has moved the target.
    pub(super) fn move_target(&mut self, target: DAffine3) {
        self.moved_to = Some(target);
    }

    /// Gives a block its next colour.
    pub(super) fn repaint(&mut self, block: usize) {
        if let Some(color) = self.blocks.get_mut(block) {
            *color = (*color + 1) % PALETTE.len();
        }
    }

    /// Lets `seconds` pass.
    pub(super) fn advance(&mut self, seconds: f64) -> Changed {
        if let Some(target) = self.moved_to {
            self.pilot.yield_to(target);
        }
        let target = self.moved_to.take().or_else(|| self.pilot.advance(seconds));
        if let Some(target) = target {
            self.arm.aim(target);
        }
        let joints = self.arm.advance(seconds);
        self.tank.advance(seconds as f32, self.arm.tip());
        Changed {
            joints,
            target: target.is_some(),
        }
    }

    /// How the arm gets on, in words.
    pub(super) fn status(&self) -> String {
        let reach = match self.arm.reach() {
            Reach::Short(miss) => {
                return format!(
                    "Out of reach: this is as near as the arm gets, {} from the target.",
                    length(miss)
                );
            }
            Reach::Turned(angle) => format!(
                "In place, but the arm cannot turn that way here: {:.0}° off.",
                angle.to_degrees()
            ),
            Reach::Full => "In reach: the tip goes where the target is.".to_owned(),
        };
        if self.pilot.has_helm() {
            "On its own. Drag the target to take over.".to_owned()
        } else {
            reach
        }
    }
}

/// In the unit one would say it in.
fn length(metres: f64) -> String {
    match metres {
        m if m < 0.01 => format!("{:.0} mm", (m * 1000.0).max(1.0)),
        m if m < 1.0 => format!("{:.0} cm", m * 100.0),
        m => format!("{m:.1} m"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glam::dvec3;

    const FRAME: f64 = 1.0 / 60.0;

    #[test]
    fn a_moved_target_is_followed_and_spoken_of() {
        let mut show = Show::new().expect("the demo");
        assert_eq!(
            show.advance(FRAME),
            Changed {
                joints: true,
                target: true
            }
        );
        assert!(show.status().starts_with("On its own"), "{}", show.status());

        let mut target = show.arm.target();
        target.translation = dvec3(0.4, 0.25, 0.3);
        show.move_target(target);
        while show.advance(FRAME).joints {}
        assert!(show.arm.tip().as_dvec3().distance(target.translation) < 1e-4);
        assert!(show.status().starts_with("In reach"), "{}", show.status());
        assert_eq!(
            show.advance(FRAME),
            Changed {
                joints: false,
                target: false
            }
        );

        target.translation = dvec3(1.38, 0.0, 0.3);
        show.move_target(target);
        show.advance(FRAME);
        assert!(show.status().contains("50 cm"), "{}", show.status());
    }

    #[test]
    fn blocks_walk_through_the_palette() {
        let mut show = Show::new().expect("the demo");
        for _ in 0..PALETTE.len() {
            show.repaint(3);
            show.repaint(99);
        }
        assert_eq!(show.blocks, paint::FIRST);
        show.repaint(3);
        assert_eq!(show.blocks, [0, 1, 2, 4, 4]);
    }
}
