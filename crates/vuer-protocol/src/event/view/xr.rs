//! Head, controllers, body and room, as a headset tracks them.

use vuer_macros::{EventView, FromWire};

use super::hands::{Hand, read_matrices};
use crate::codec::{DecodeError, FromWire, Reader, Token, read_map};
use crate::component::PropType;
use crate::event::rpc::Meshes;
use crate::prop::{Mat4, Vec2};

/// The pose of the viewer's head. Since 0.1.6.
#[derive(Debug, Clone, PartialEq, FromWire, EventView)]
#[event(etype = "HEAD_MOVE")]
pub struct HeadMove {
    /// From the head's frame to that of the session.
    pub matrix: Mat4,
}

/// The controllers, sent `fps` times a second in a headset, tracked or not.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "CONTROLLER_MOVE")]
pub struct ControllerMove {
    /// From the frame of the left controller's ray to that of the session, if it is tracked. The ray
    /// points along −z.
    pub left: Option<Mat4>,
    /// The left controller's buttons. Of one that is not tracked: all false and 0.
    #[wire(default)]
    pub left_state: ControllerState,
    /// From the frame of the right controller's ray to that of the session, if it is tracked.
    pub right: Option<Mat4>,
    /// The right controller's buttons. Of one that is not tracked: all false and 0.
    #[wire(default)]
    pub right_state: ControllerState,
}

/// The buttons of a controller.
#[derive(Debug, Clone, Copy, PartialEq, Default, FromWire)]
#[allow(clippy::struct_excessive_bools, reason = "buttons are independent")]
pub struct ControllerState {
    /// Whether the trigger is pressed.
    #[wire(default)]
    pub trigger: bool,
    /// How far the trigger is pressed, from 0 to 1.
    #[wire(default)]
    pub trigger_value: f64,
    /// Whether the grip is squeezed.
    #[wire(default)]
    pub squeeze: bool,
    /// How far the grip is squeezed, from 0 to 1.
    #[wire(default)]
    pub squeeze_value: f64,
    /// The touchpad.
    #[wire(default)]
    pub touchpad: Touchpad,
    /// Where the touchpad is touched: to the right and down, from −1 to 1.
    #[wire(default)]
    pub touchpad_value: Vec2,
    /// Whether the thumbstick is pressed down.
    #[wire(default)]
    pub thumbstick: bool,
    /// Where the thumbstick is held: to the right and towards oneself, from −1 to 1.
    #[wire(default)]
    pub thumbstick_value: Vec2,
    /// Whether A (right) or X (left) is pressed.
    #[wire(default)]
    pub a_button: bool,
    /// Whether B (right) or Y (left) is pressed.
    #[wire(default)]
    pub b_button: bool,
}

/// What happens to a touchpad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Touchpad {
    /// Nothing.
    #[default]
    Released,
    /// A finger is on it.
    Touched,
    /// It is pressed down.
    Pressed,
}

impl FromWire for Touchpad {
    const TYPE: PropType =
        PropType::OneOf(&[PropType::Bool, PropType::Words(&["touched", "pressed"])]);

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match reader.token()? {
            Token::Bool(false) => Ok(Self::Released),
            Token::Bool(true) | Token::Str("pressed") => Ok(Self::Pressed),
            Token::Str("touched") => Ok(Self::Touched),
            other => Err(other.unexpected("false, `touched` or `pressed`")),
        }
    }
}

/// The joints of the body, from 0.1.6's `Body`.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "BODY_MOVE")]
pub struct BodyMove {
    /// The joints in the order of [`BODY_JOINTS`]; none if the body is not tracked.
    #[wire(default)]
    pub body: Matrices,
    /// The left hand; all zeros unless the component has `leftHand`.
    pub left_hand: Option<Hand>,
    /// The right hand; all zeros unless the component has `rightHand`.
    pub right_hand: Option<Hand>,
}

impl BodyMove {
    /// From the frame of the joint of this name, one of [`BODY_JOINTS`], to that of the session. A
    /// joint that is lost keeps its last value; one that was never tracked is all zeros.
    pub fn joint(&self, name: &str) -> Option<&Mat4> {
        let index = BODY_JOINTS.iter().position(|joint| *joint == name)?;
        self.body.0.get(index)
    }
}

/// Matrices, on the wire one list of all their numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrices(pub Vec<Mat4>);

impl FromWire for Matrices {
    const TYPE: PropType = PropType::List(&PropType::Number);

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        read_matrices(reader).map(Self)
    }
}

/// The joints of the body, from 0.0.71's `Bodies`.
#[derive(Debug, Clone, PartialEq, Default, EventView)]
#[event(etype = "BODY_TRACKING_MOVE")]
pub struct BodyTrackingMove {
    /// Name and transform of each joint that is tracked: those of [`BODY_JOINTS`], and those of the
    /// hands with the prefix `left-hand-` or `right-hand-`.
    pub joints: Vec<(String, Mat4)>,
}

impl BodyTrackingMove {
    /// From the frame of the joint of this name to that of the session, if it is tracked.
    pub fn joint(&self, name: &str) -> Option<&Mat4> {
        self.joints
            .iter()
            .find(|(joint, _)| joint == name)
            .map(|(_, matrix)| matrix)
    }
}

/// What stands under a joint's name.
#[derive(Debug, FromWire)]
struct Joint {
    matrix: Option<Mat4>,
}

impl FromWire for BodyTrackingMove {
    const TYPE: PropType = PropType::Map(&<Joint as FromWire>::TYPE);

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut joints = Vec::new();
        read_map(reader, |reader, name| {
            if let Some(Joint {
                matrix: Some(matrix),
            }) = FromWire::read(reader)?
            {
                joints.push((name.to_owned(), matrix));
            }
            Ok(())
        })?;
        Ok(Self { joints })
    }
}

/// The meshes of the room, when one is new, changed or gone and `WebXRMesh` has `autoUpdate`.
#[derive(Debug, Clone, PartialEq, FromWire, EventView)]
#[event(etype = "WEBXR_MESH_UPDATE")]
pub struct MeshUpdate(pub Meshes);

/// The joints of a body as 0.1.6 orders them.
pub const BODY_JOINTS: [&str; 33] = [
    "hips",
    "spine-lower",
    "spine-middle",
    "spine-upper",
    "chest",
    "neck",
    "head",
    "left-shoulder",
    "left-scapula",
    "left-arm-upper",
    "left-arm-lower",
    "left-hand-wrist-twist",
    "right-shoulder",
    "right-scapula",
    "right-arm-upper",
    "right-arm-lower",
    "right-hand-wrist-twist",
    "left-hand-palm",
    "right-hand-palm",
    "left-upper-leg",
    "left-lower-leg",
    "left-foot-ankle-twist",
    "left-foot-ankle",
    "left-foot-subtalar",
    "left-foot-transverse",
    "left-foot-ball",
    "right-upper-leg",
    "right-lower-leg",
    "right-foot-ankle-twist",
    "right-foot-ankle",
    "right-foot-subtalar",
    "right-foot-transverse",
    "right-foot-ball",
];
