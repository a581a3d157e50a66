//! The values of the client's events, one type each.
//!
//! Matrices are column-major, with the translation at 12, 13, 14. Those of the headset are in the
//! frame of the XR session: metres, right-handed, y up, −z forward, the origin on the floor.
//!
//! The original's two generations of clients differ in places; each type says where.

mod camera;
mod frames;
mod hands;
mod inputs;
mod lifecycle;
mod objects;
mod pointer;
mod xr;

pub use self::camera::{Camera, CameraMove, CameraView};
pub use self::frames::FrameAge;
pub use self::hands::{Hand, HandJoint, HandMove, HandState};
pub use self::inputs::{
    Gamepad, Input, KeyDown, KeyPress, KeyUp, Keyboard, SliderSet, TimelineStep, Upload,
};
pub use self::lifecycle::{
    ContribLoad, Control, DeadMan, Init, Link, Load, LoadError, MjFrame, MjLoad, Role, Snapshot,
    Warning,
};
pub use self::objects::{JointMove, ObjectMove, ObjectMoveEnd};
pub use self::pointer::{AddMarker, Click, Drag, Hover, ImageClick, MouseClick, Point, Selection};
pub use self::xr::{
    BODY_JOINTS, BodyMove, BodyTrackingMove, ControllerMove, ControllerState, HeadMove, Matrices,
    MeshUpdate, Touchpad,
};
