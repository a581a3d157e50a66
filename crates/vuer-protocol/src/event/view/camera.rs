//! Cameras.

use vuer_macros::{EventView, FromWire};

use crate::event::rpc::Frame;
use crate::prop::{Euler, Mat4, Quat, Vec3};
use crate::value::Map;

/// A camera has moved: the main camera, under the key `defaultCamera`, or a `CameraView` that was
/// dragged.
///
/// The 0.0.71 client sends it only for a `CameraView`, with nothing but `matrix`; the 0.1.6 client
/// sends `camera` for the main camera where its controls have `stream`.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "CAMERA_MOVE")]
pub struct CameraMove {
    /// The camera's transform in the world, where it stands beside `camera` or instead of it. See
    /// [`CameraMove::pose`].
    pub matrix: Option<Mat4>,
    /// The camera.
    pub camera: Option<Camera>,
    /// What else the scene says about the world: its background, if there is one.
    pub world: Option<Map>,
    /// The settings of remote rendering, if there are any.
    pub render: Option<Map>,
}

impl CameraMove {
    /// From the camera's frame to the world, whichever field has it. The camera looks along −z.
    pub fn pose(&self) -> Option<&Mat4> {
        self.camera
            .as_ref()
            .and_then(|camera| camera.matrix.as_ref())
            .or(self.matrix.as_ref())
    }
}

/// A camera's pose and lens.
#[derive(Debug, Clone, PartialEq, Default, FromWire)]
pub struct Camera {
    /// From the camera's frame to the world.
    pub matrix: Option<Mat4>,
    /// Position in the world in metres.
    pub position: Option<Vec3>,
    /// Angles about x, y and z in radians.
    pub rotation: Option<Euler>,
    /// Rotation as a quaternion.
    pub quaternion: Option<Quat>,
    /// Which way is up.
    pub up: Option<Vec3>,
    /// `perspective`, `orthographic` or `fisheye`.
    pub ctype: Option<String>,
    /// Nearest distance that is drawn, in metres.
    pub near: Option<f64>,
    /// Farthest distance that is drawn, in metres.
    pub far: Option<f64>,
    /// Factor by which the picture is enlarged.
    pub zoom: Option<f64>,
    /// Width of the canvas in CSS pixels.
    pub width: Option<f64>,
    /// Height of the canvas in CSS pixels.
    pub height: Option<f64>,
    /// Vertical field of view in degrees.
    pub fov: Option<f64>,
    /// Width over height.
    pub aspect: Option<f64>,
    /// Distance in metres at which the eyes of a stereo picture meet.
    pub focus: Option<f64>,
    /// Width of the film in millimetres.
    pub film_gauge: Option<f64>,
    /// Shift of the film in millimetres.
    pub film_offset: Option<f64>,
    /// Left edge of an orthographic view in metres.
    pub left: Option<f64>,
    /// Right edge of an orthographic view in metres.
    pub right: Option<f64>,
    /// Upper edge of an orthographic view in metres.
    pub top: Option<f64>,
    /// Lower edge of an orthographic view in metres.
    pub bottom: Option<f64>,
    /// Segments of a fisheye lens.
    pub segments: Option<f64>,
}

/// A picture from a `CameraView` in the mode `frame`.
#[derive(Debug, Clone, PartialEq, FromWire, EventView)]
#[event(etype = "CAMERA_VIEW")]
pub struct CameraView(pub Frame);
