//! Things the user moves.

use vuer_macros::{EventView, FromWire};

use crate::prop::{Euler, Mat4, NumberMap, Quat, Vec3};

/// A `Movable` or `Pivot` is dragged. The event's key is the component's; inside a `CameraView` the
/// original's clients send none.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "OBJECT_MOVE")]
pub struct ObjectMove {
    /// From the object's frame to its parent's. Not in a headset.
    pub matrix: Option<Mat4>,
    /// From the object's frame to the world.
    pub matrix_world: Option<Mat4>,
    /// Position in metres: in the parent's frame, in a headset in the world.
    pub position: Option<Vec3>,
    /// Angles about x, y and z in radians, with their order: in the parent's frame, in a headset in
    /// the world.
    pub rotation: Option<Euler>,
    /// The same rotation as a quaternion.
    pub quaternion: Option<Quat>,
}

/// The object was let go of. The original's clients send none in a headset.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "OBJECT_MOVE_END")]
pub struct ObjectMoveEnd(
    /// The last move; nothing in it if there was none.
    pub ObjectMove,
);

/// The user pulls a joint of a `Urdf`; the event's key is the robot's. Until the program says something
/// else the joint stays where it was pulled to. Sent by our own client only.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "JOINT_MOVE")]
pub struct JointMove {
    /// The joint that is pulled.
    pub joint: String,
    /// Where it is: radians, or metres of a prismatic joint.
    pub value: f64,
    /// Where every joint of the robot is, those that follow this one included: what `jointValues` takes.
    #[wire(default)]
    pub joint_values: NumberMap,
}
