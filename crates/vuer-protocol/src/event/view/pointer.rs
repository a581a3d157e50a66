//! Clicks.

use vuer_macros::{EventView, FromWire};

use crate::prop::Vec3;

/// A node in the scene was clicked.
#[derive(Debug, Clone, PartialEq, FromWire, EventView)]
#[event(etype = "ON_CLICK")]
pub struct Click {
    /// The node's key.
    pub key: String,
}

/// A button or a picture over the canvas was clicked; the event's key is the element's. The original's
/// clients never send it.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "CLICK")]
pub struct ImageClick {
    /// Pixels from the picture's left edge.
    pub x: Option<f64>,
    /// Pixels from the picture's upper edge.
    pub y: Option<f64>,
    /// Width of the picture in pixels.
    pub w: Option<f64>,
    /// Height of the picture in pixels.
    pub h: Option<f64>,
}

/// A click under `PointerControls` that met no point.
#[derive(Debug, Clone, PartialEq, FromWire, EventView)]
#[event(etype = "MOUSE_CLICK")]
pub struct MouseClick {
    /// Where, from 0 at the left to 1 at the right.
    pub pointer_x: f64,
    /// Where, from 0 at the top to 1 at the bottom.
    pub pointer_y: f64,
    /// Pixels from the left edge of the canvas.
    pub offset_x: f64,
    /// Pixels from the upper edge of the canvas.
    pub offset_y: f64,
    /// Width of the canvas in pixels.
    pub offset_width: f64,
    /// Height of the canvas in pixels.
    pub offset_height: f64,
}

/// A click under `PointerControls` on a point of a point cloud.
#[derive(Debug, Clone, PartialEq, FromWire, EventView)]
#[event(etype = "ADD_MARKER")]
pub struct AddMarker {
    /// The point in the world.
    pub position: Point,
    /// Radius of the marker in metres.
    pub radius: f64,
    /// Where, from 0 at the left to 1 at the right.
    pub pointer_x: f64,
    /// Where, from 0 at the top to 1 at the bottom.
    pub pointer_y: f64,
    /// Pixels from the left edge of the canvas.
    pub offset_x: f64,
    /// Pixels from the upper edge of the canvas.
    pub offset_y: f64,
    /// Width of the canvas in pixels.
    pub offset_width: f64,
    /// Height of the canvas in pixels.
    pub offset_height: f64,
}

/// A point in space by name of axis, in metres.
#[derive(Debug, Clone, Copy, PartialEq, FromWire)]
pub struct Point {
    /// Along x.
    pub x: f64,
    /// Along y.
    pub y: f64,
    /// Along z.
    pub z: f64,
}

impl From<Point> for Vec3 {
    fn from(Point { x, y, z }: Point) -> Self {
        Self([x, y, z])
    }
}
