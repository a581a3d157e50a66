//! Where the arm's tip is for given joint angles, and how it moves with them. Metres and radians,
//! in the frame of the arm's base (z up).

use anyhow::{Result, anyhow};
use glam::{DAffine3, DVec3};

use super::urdf::{self, Joint};

/// How many joints the arm has.
pub(super) const AXES: usize = 6;

/// One angle a joint, from the base to the flange.
pub(super) type Joints = [f64; AXES];

/// A chain of turning joints with a tip at its end.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    joints: [Joint; AXES],
    tip: DAffine3,
}

impl Chain {
    /// The chain between two links of a URDF.
    pub(super) fn from_urdf(text: &str, root: &str, tip: &str) -> Result<Self> {
        let (joints, tip) = urdf::chain(text, root, tip)?;
        let joints = <[Joint; AXES]>::try_from(joints).map_err(|joints| {
            anyhow!(
                "{AXES} turning joints expected between the links, found {}",
                joints.len()
            )
        })?;
        Ok(Self { joints, tip })
    }

    /// The joints, from the base to the flange.
    pub(super) fn joints(&self) -> &[Joint; AXES] {
        &self.joints
    }

    /// The nearest angles within the limits.
    pub(super) fn clamp(&self, angles: &Joints) -> Joints {
        std::array::from_fn(|i| angles[i].clamp(self.joints[i].lower, self.joints[i].upper))
    }

    /// The frame of the tip.
    pub(super) fn forward(&self, angles: &Joints) -> DAffine3 {
        self.frames(angles)[AXES - 1] * self.tip
    }

    /// The frame that each joint turns, which is that of the link behind it.
    pub(super) fn frames(&self, angles: &Joints) -> [DAffine3; AXES] {
        let mut frame = DAffine3::IDENTITY;
        std::array::from_fn(|i| {
            let joint = &self.joints[i];
            frame = frame * joint.origin * DAffine3::from_axis_angle(joint.axis, angles[i]);
            frame
        })
    }

    /// The frame of the tip, and each joint's place and axis: what a Jacobian is made of. Turning
    /// joint `i` moves the tip by `axis × (tip − place)` and turns it about `axis`, per radian.
    pub(super) fn lines(&self, angles: &Joints) -> (DAffine3, [(DVec3, DVec3); AXES]) {
        let frames = self.frames(angles);
        // Turning about it leaves an axis where it is.
        let line = |i: usize| {
            (
                frames[i].translation,
                frames[i].transform_vector3(self.joints[i].axis),
            )
        };
        (frames[AXES - 1] * self.tip, std::array::from_fn(line))
    }
}
