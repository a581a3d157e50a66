//! Hands, as a headset tracks them.

use vuer_macros::{EventView, FromWire};

use crate::codec::{DecodeError, FromWire, Reader};
use crate::component::PropType;
use crate::prop::Mat4;

/// The joints of both hands, sent `fps` times a second in a headset, tracked or not.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "HAND_MOVE")]
pub struct HandMove {
    /// The left hand, if it is tracked.
    pub left: Option<Hand>,
    /// What the left hand does. Of a hand that is not tracked: all false and 0.
    #[wire(default)]
    pub left_state: HandState,
    /// The right hand, if it is tracked.
    pub right: Option<Hand>,
    /// What the right hand does. Of a hand that is not tracked: all false and 0.
    #[wire(default)]
    pub right_state: HandState,
}

/// What a hand does, by the distances of its joints.
#[derive(Debug, Clone, Copy, PartialEq, Default, FromWire)]
pub struct HandState {
    /// Whether thumb tip and index tip touch: nearer than 1 cm.
    #[wire(default)]
    pub pinch: bool,
    /// Distance of thumb tip and index tip in metres.
    #[wire(default)]
    pub pinch_value: f64,
    /// Whether the fingers are bent into the palm: nearer than 7 cm.
    #[wire(default)]
    pub squeeze: bool,
    /// Distance of the middle finger's tip from its proximal phalanx in metres.
    #[wire(default)]
    pub squeeze_value: f64,
    /// The same as `pinch`.
    #[wire(default)]
    pub tap: bool,
    /// The same as `pinch_value`.
    #[wire(default)]
    pub tap_value: f64,
}

/// One hand: for each of its 25 joints the transform from the joint's frame to that of the session.
///
/// In a joint's frame −z points along the finger towards its tip and y out of the back of the hand.
/// The original's clients leave joints without a pose out when the component has another `scale` than
/// 1; with fewer than 25, none can be told by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Hand {
    joints: Vec<Mat4>,
}

impl Hand {
    /// A hand of these joints, in the order of [`HandJoint::ALL`].
    pub fn new(joints: Vec<Mat4>) -> Self {
        Self { joints }
    }

    /// The joints in the order of [`HandJoint::ALL`]; 25 but for the exception above.
    pub fn joints(&self) -> &[Mat4] {
        &self.joints
    }

    /// One joint. None if joints are missing.
    pub fn joint(&self, joint: HandJoint) -> Option<&Mat4> {
        let complete = self.joints.len() == HandJoint::ALL.len();
        self.joints.get(joint as usize).filter(|_| complete)
    }

    /// The wrist. None if joints are missing.
    pub fn wrist(&self) -> Option<&Mat4> {
        self.joint(HandJoint::Wrist)
    }
}

impl FromWire for Hand {
    const TYPE: PropType = PropType::List(&PropType::Number);

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        read_matrices(reader).map(Self::new)
    }
}

/// Matrices as one list of numbers.
pub(super) fn read_matrices(reader: &mut Reader<'_>) -> Result<Vec<Mat4>, DecodeError> {
    let len = reader.list()?;
    if len % 16 != 0 {
        return Err(DecodeError::Length {
            expected: len.next_multiple_of(16),
            found: len,
        });
    }
    let count = len / 16;
    let mut matrices = Vec::with_capacity(reader.plausible(len) / 16);
    // A hand at a time: what is made room for has come, but for the last.
    while matrices.len() < count {
        let begin = matrices.len();
        matrices.resize(count.min(begin + HandJoint::ALL.len()), [0.0; 16]);
        reader.numbers(matrices[begin..].as_flattened_mut())?;
    }
    Ok(matrices.into_iter().map(Mat4).collect())
}

macro_rules! joints {
    ($($(#[$doc:meta])* $joint:ident = $name:literal,)+) => {
        /// The joints of a hand as WebXR names and orders them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum HandJoint {
            $($(#[$doc])* $joint,)+
        }

        impl HandJoint {
            /// All of them, in order.
            pub const ALL: [Self; 25] = [$(Self::$joint),+];

            /// WebXR's name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$joint => $name,)+
                }
            }
        }
    };
}

joints! {
    /// The wrist.
    Wrist = "wrist",
    /// Between wrist and thumb.
    ThumbMetacarpal = "thumb-metacarpal",
    /// Where the thumb begins.
    ThumbPhalanxProximal = "thumb-phalanx-proximal",
    /// The thumb's last joint.
    ThumbPhalanxDistal = "thumb-phalanx-distal",
    /// The tip of the thumb.
    ThumbTip = "thumb-tip",
    /// Between wrist and index finger.
    IndexFingerMetacarpal = "index-finger-metacarpal",
    /// Where the index finger begins.
    IndexFingerPhalanxProximal = "index-finger-phalanx-proximal",
    /// The index finger's middle joint.
    IndexFingerPhalanxIntermediate = "index-finger-phalanx-intermediate",
    /// The index finger's last joint.
    IndexFingerPhalanxDistal = "index-finger-phalanx-distal",
    /// The tip of the index finger.
    IndexFingerTip = "index-finger-tip",
    /// Between wrist and middle finger.
    MiddleFingerMetacarpal = "middle-finger-metacarpal",
    /// Where the middle finger begins.
    MiddleFingerPhalanxProximal = "middle-finger-phalanx-proximal",
    /// The middle finger's middle joint.
    MiddleFingerPhalanxIntermediate = "middle-finger-phalanx-intermediate",
    /// The middle finger's last joint.
    MiddleFingerPhalanxDistal = "middle-finger-phalanx-distal",
    /// The tip of the middle finger.
    MiddleFingerTip = "middle-finger-tip",
    /// Between wrist and ring finger.
    RingFingerMetacarpal = "ring-finger-metacarpal",
    /// Where the ring finger begins.
    RingFingerPhalanxProximal = "ring-finger-phalanx-proximal",
    /// The ring finger's middle joint.
    RingFingerPhalanxIntermediate = "ring-finger-phalanx-intermediate",
    /// The ring finger's last joint.
    RingFingerPhalanxDistal = "ring-finger-phalanx-distal",
    /// The tip of the ring finger.
    RingFingerTip = "ring-finger-tip",
    /// Between wrist and little finger.
    PinkyFingerMetacarpal = "pinky-finger-metacarpal",
    /// Where the little finger begins.
    PinkyFingerPhalanxProximal = "pinky-finger-phalanx-proximal",
    /// The little finger's middle joint.
    PinkyFingerPhalanxIntermediate = "pinky-finger-phalanx-intermediate",
    /// The little finger's last joint.
    PinkyFingerPhalanxDistal = "pinky-finger-phalanx-distal",
    /// The tip of the little finger.
    PinkyFingerTip = "pinky-finger-tip",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_with_joints_missing_names_none() {
        let matrices = |count| Hand::new(vec![Mat4::IDENTITY; count]);
        assert!(matrices(25).joint(HandJoint::PinkyFingerTip).is_some());
        assert!(matrices(24).wrist().is_none());
    }
}
