//! Clicks.

use vuer_macros::{EventView, FromWire};

use crate::prop::Vec3;

/// A node in the scene was clicked. The event's key is the node's, or that of the `Clickable` it is in.
///
/// The original's clients send `key` and nothing else, and for primitives only.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "ON_CLICK")]
pub struct Click {
    /// The key of the node that was met, or of the nearest above it that has one.
    pub key: String,
    /// Where it was met, in the world, in metres.
    pub point: Option<Vec3>,
    /// The direction that the surface faces there, in the world, of length 1; none for points and lines.
    pub normal: Option<Vec3>,
    /// Which point of a cloud, or which segment of a line, from 0.
    pub index: Option<u32>,
    /// Which one of the many that a node draws at once, from 0.
    pub instance_id: Option<u32>,
}

/// The pointer has come over a node in a `Clickable` with `hover`, or has left it. The event's key is
/// that of the `Clickable`. The original's clients send none.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "ON_HOVER")]
pub struct Hover {
    /// The key of the node.
    pub key: String,
    /// Whether the pointer has come; false when it has left.
    pub over: bool,
    /// Where it was met when the pointer came, in the world, in metres.
    pub point: Option<Vec3>,
    /// The direction that the surface faces there, in the world, of length 1; none for points and lines.
    pub normal: Option<Vec3>,
    /// Which point of a cloud, or which segment of a line, from 0.
    pub index: Option<u32>,
    /// Which one of the many that a node draws at once, from 0.
    pub instance_id: Option<u32>,
}

/// A node in a `Clickable` with `drag` is dragged. The event's key is that of the `Clickable`. Sent at
/// most sixty times a second; the last one always comes. The original's clients send none.
#[derive(Debug, Clone, PartialEq, FromWire, EventView)]
#[event(etype = "ON_DRAG")]
pub struct Drag {
    /// The key of the node.
    pub key: String,
    /// `start`, `move` or `end`.
    pub phase: String,
    /// Where it was taken, in the world, in metres.
    pub start: Vec3,
    /// Where the pointer is now, as far from the camera as `start`, in the world, in metres.
    pub point: Vec3,
    /// Which point of a cloud was taken, or which segment of a line, from 0.
    pub index: Option<u32>,
    /// Which one of the many that a node draws at once was taken, from 0.
    pub instance_id: Option<u32>,
}

/// Other nodes in a `Select` are selected than before. The event's key is that of the `Select`. The
/// original's clients send none.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "ON_SELECT")]
pub struct Selection {
    /// The keys of those that are selected now.
    pub keys: Vec<String>,
}

/// A `Button` or a picture (`Img`) of the panel was clicked; the event's key is the element's, and only a
/// picture says where. The original's clients never send it.
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
